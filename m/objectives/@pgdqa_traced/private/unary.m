% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function r = unary (name, a)
  % r = unary (name, a)   an operation on each element
  node = a.node;
  v = feval (name, a.value);
  if (node == 0)
    r = pgdqa_traced (v);
    return;
  end
  if (node < 0)
    node = node_of (a);
  end
  if (strncmp (name, 'log', 3) || strcmp (name, 'sqrt'))
    [v, name, node, own] = stable (v, name, node);
    r = made (v, name, node, 0, own);
  else
    r = made (v, name, node, 0, []);
  end
end

function [v, name, node, own] = stable (v, name, node)
  % log (sum (exp (z))) and log (1 + exp (z)) are operations of z, which do not overflow; sqrt (sum (z .^ 2)) and sqrt (z' * z)
  % are norms, which have a derivative at 0
  own = [];
  [inner, first, second, dimension] = tape_command ('made', node);
  if (strcmp (name, 'log1p') && strcmp (inner, 'exp'))
    [v, name, node] = softplus (node);
  elseif (strcmp (name, 'log') && strcmp (inner, 'sum') && is_exp (first))
    [v, name, node, own] = log_of_sum (first, dimension);
  elseif (strcmp (name, 'log') && strcmp (inner, 'plus') && is_one (first) && is_exp (second))
    [v, name, node] = softplus (second);
  elseif (strcmp (name, 'log') && strcmp (inner, 'plus') && is_one (second) && is_exp (first))
    [v, name, node] = softplus (first);
  elseif (strcmp (name, 'sqrt') && strcmp (inner, 'sum') && isscalar (v) && strcmp (tape_command ('made', first), 'square'))
    [~, node] = tape_command ('made', first);
    name = 'norm';
  elseif (strcmp (name, 'sqrt') && strcmp (inner, 'product') && first == second && isscalar (v))
    node = first;
    name = 'norm';
  end
end

function yes = is_exp (node)
  yes = strcmp (tape_command ('made', node), 'exp');
end

function yes = is_one (node)
  yes = strcmp (tape_command ('made', node), 'constant') && isequal (tape_command ('value', node), 1);
end

function [v, name, z, dimension] = log_of_sum (exp_node, dimension)
  [~, z] = tape_command ('made', exp_node);
  v = tape_command ('value', z);
  top = max (v, [], dimension);
  v = top + log (sum (exp (v - top), dimension));
  name = 'logsumexp';
end

function [v, name, z] = softplus (exp_node)
  [~, z] = tape_command ('made', exp_node);
  v = tape_command ('value', z);
  v = max (v, 0) + log1p (exp (-abs (v)));
  name = 'softplus';
end

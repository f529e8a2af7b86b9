% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function r = unary (name, a)
  % r = unary (name, a)   an operation on each element
  if (~ varies (a))
    r = pgdqa_traced (feval (name, plain_of (a)));
    return;
  end
  argument = node_of (a);
  [inner, first, second] = pgdqa_traced.tape ('made', argument);
  if (strcmp (name, 'log1p') && strcmp (inner, 'exp'))
    [~, z] = pgdqa_traced.tape ('made', argument);
    r = softplus (z);
  elseif (strcmp (name, 'log') && strcmp (inner, 'sum') && is_exp (first))
    r = log_of_sum (argument, first);
  elseif (strcmp (name, 'log') && strcmp (inner, 'plus') && is_one (first) && is_exp (second))
    [~, z] = pgdqa_traced.tape ('made', second);
    r = softplus (z);
  elseif (strcmp (name, 'log') && strcmp (inner, 'plus') && is_one (second) && is_exp (first))
    [~, z] = pgdqa_traced.tape ('made', first);
    r = softplus (z);
  else
    r = made (feval (name, a.value), name, argument, 0, []);
  end
end

function yes = is_exp (node)
  yes = strcmp (pgdqa_traced.tape ('made', node), 'exp');
end

function yes = is_one (node)
  yes = strcmp (pgdqa_traced.tape ('made', node), 'constant') && isequal (pgdqa_traced.tape ('value', node), 1);
end

function r = log_of_sum (sum_node, exp_node)
  % log (sum (exp (z)))
  [~, z] = pgdqa_traced.tape ('made', exp_node);
  [~, ~, ~, dimension] = pgdqa_traced.tape ('made', sum_node);
  v = pgdqa_traced.tape ('value', z);
  top = max (v, [], dimension);
  r = made (top + log (sum (exp (v - top), dimension)), 'logsumexp', z, 0, dimension);
end

function r = softplus (z)
  v = pgdqa_traced.tape ('value', z);
  r = made (max (v, 0) + log1p (exp (-abs (v))), 'softplus', z, 0, []);
end

% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function r = product (a, b)
  % r = product (a, b)   a * b
  va = plain_of (a);
  vb = plain_of (b);
  if (isscalar (va) || isscalar (vb))
    r = binary ('times', a, b);
  elseif (~ varies (a) && ~ varies (b))
    r = pgdqa_traced (va * vb);
  else
    [na, ta] = factor_node (a, issparse (vb) && ~ varies (b));
    [nb, tb] = factor_node (b, issparse (va) && ~ varies (a));
    r = made (va * vb, 'product', na, nb, [ta, tb]);
  end
end

function [node, transposed] = factor_node (a, plain)
  % The node of a factor, and is it to be transposed?  PLAIN: it must not be.
  node = node_of (a, true);
  transposed = 0;
  if (plain)
    return;
  end
  [name, inner] = tape_command ('made', node);
  if (strcmp (name, 'transpose'))
    node = inner;
    transposed = 1;
  elseif (strcmp (name, 'view') && isvector (plain_of (a)) && isequal (size (tape_command ('value', inner)), fliplr (size (plain_of (a)))))
    node = inner;   % a vector transposed
    transposed = 1;
  end
end

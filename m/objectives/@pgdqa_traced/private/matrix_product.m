% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function r = matrix_product (a, b)
  % r = matrix_product (a, b)   a * b
  va = plain_of (a);
  vb = plain_of (b);
  if (isscalar (va) || isscalar (vb))
    r = binary ('times', a, b);
  elseif (~ varies (a) && ~ varies (b))
    r = pgdqa_traced (times_of (va, vb));
  else
    [na, ta] = factor_node (a, issparse (vb) && ~ varies (b));
    [nb, tb] = factor_node (b, issparse (va) && ~ varies (a));
    r = made (times_of (va, vb), 'product', na, nb, [ta, tb]);
  end
end

function v = times_of (a, b)
  % a * b, also of a sparse and a single matrix, which Octave refuses
  if (issparse (a) && isa (b, 'single'))
    v = single (a * double (b));
  elseif (issparse (b) && isa (a, 'single'))
    v = single (double (a) * b);
  else
    v = a * b;
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

% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function r = binary (name, a, b)
  % r = binary (name, a, b)   an operation on pairs of elements, with broadcasting
  va = a;
  vb = b;
  a_node = 0;
  b_node = 0;
  if (isobject (a))   % as plain_of, but quicker
    va = a.value;
    a_node = a.node;
  end
  if (isobject (b))
    vb = b.value;
    b_node = b.node;
  end
  v = feval (name, va, vb);
  if (a_node == 0 && b_node == 0)
    r = pgdqa_traced (v);
  elseif (b_node == 0 && isscalar (vb) && strcmp (name, 'power'))
    r = power_of (a, vb, v);
  elseif (b_node == 0 && is_neutral (name, vb, {'plus', 'minus'}, {'times', 'rdivide'}) && numel (v) == numel (va))
    r = a;
  elseif (a_node == 0 && is_neutral (name, va, {'plus'}, {'times'}) && numel (v) == numel (vb))
    r = b;
  else
    if (a_node <= 0)
      a_node = node_of (a);
    end
    if (b_node <= 0)
      b_node = node_of (b);
    end
    r = made (v, name, a_node, b_node, []);
  end
end

function yes = is_neutral (name, v, with_0, with_1)
  % Does the operation do nothing with this constant?
  yes = isscalar (v) && isfloat (v) && ((v == 0 && any (strcmp (name, with_0))) || (v == 1 && any (strcmp (name, with_1))));
end

function r = power_of (a, p, v)
  switch (double (p))
    case 1
      r = a;
    case 2
      argument = node_of (a);
      [inner, z] = tape_command ('made', argument);
      if (strcmp (inner, 'norm'))
        r = sum_of_squares (pgdqa_traced (tape_command ('value', z), z));   % smooth at 0 too
      else
        r = made (v, 'square', argument, 0, []);
      end
    case 3
      r = a .^ 2 .* a;
    case 4
      r = (a .^ 2) .^ 2;
    case 0.5
      r = sqrt (a);
    case -1
      r = 1 ./ a;
    otherwise
      r = made (v, 'power', node_of (a), node_of (p), []);
  end
end

function r = sum_of_squares (a)
  if (size (a.value, 2) > 1)
    a = elements_at (a, (1:numel (a.value))');
  end
  squares = made (a.value .^ 2, 'square', a.node, 0, []);
  r = made (sum (squares.value, 1), 'sum', squares.node, 0, 1);
end

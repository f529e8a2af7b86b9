% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function r = binary (name, a, b)
  % r = binary (name, a, b)   an operation on pairs of elements, with broadcasting
  va = plain_of (a);
  vb = plain_of (b);
  v = feval (name, va, vb);
  if (~ varies (a) && ~ varies (b))
    r = pgdqa_traced (v);
  elseif (strcmp (name, 'power') && ~ varies (b) && isscalar (vb))
    r = power_of (a, vb, v);
  elseif (is_neutral (name, vb, b) && isequal (size (v), size (va)) && isfloat (vb))
    r = a;
  elseif (any (strcmp (name, {'plus', 'times'})) && is_neutral (name, va, a) && isequal (size (v), size (vb)) && isfloat (va))
    r = b;
  else
    r = made (v, name, node_of (a), node_of (b), []);
  end
end

function yes = is_neutral (name, v, operand)
  % Is it a constant that this operation does nothing with?
  yes = ~ varies (operand) && isscalar (v) && ((v == 0 && any (strcmp (name, {'plus', 'minus'}))) || ...
                                               (v == 1 && any (strcmp (name, {'times', 'rdivide'}))));
end

function r = power_of (a, p, v)
  switch (double (p))
    case 1
      r = a;
    case 2
      argument = node_of (a);
      [inner, z] = pgdqa_traced.tape ('made', argument);
      if (strcmp (inner, 'norm'))
        all = pgdqa_traced (pgdqa_traced.tape ('value', z), z);
        r = sum (reshape (all, numel (all), 1) .^ 2);   % smooth at 0 too
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

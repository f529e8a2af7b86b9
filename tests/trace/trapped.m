function v = trapped (kind, a, b)
  % kinds = trapped ()          what leaves no trace, or differs from call to call, or may go wrong
  % v = trapped (kind, a, b)    a function of two numbers that contains one of them
  global pgdqa_tested_calls
  persistent calls
  kinds = {'if (z)', 'if, off at first', 'while (z)', '&&', 'rand', 'small rand', 'persistent', 'global', 'isa', 'find', '++', 'switch', 'ternary', ...
           'tic', 'class', 'try', 'isobject', 'places', 'sizes', 'once'};
  if (nargin == 0)
    v = kinds;
    return;
  end
  v = a;
  switch (kind)
    case 'if (z)',           if (a), v = a + b; end
    case 'if, off at first', z = max (0, a - 0.2); if (z), v = b; end
    case 'while (z)',        k = 0; while (max (0, b) && k < 3), v = v * b; k = k + 1; end
    case '&&',               if (a && b > 0), v = b; end
    case 'rand',             v = a * rand ();
    case 'small rand',       v = a + 1e-7 * randn ();
    case 'persistent',       calls = [calls, 1]; v = a + 1e-3 * numel (calls);
    case 'global',           pgdqa_tested_calls = [pgdqa_tested_calls, 1]; v = a + mod (numel (pgdqa_tested_calls), 2) * 1e-5;
    case 'isa',              if (isa (a, 'double')), v = b; end
    case 'find',             if (isempty (find ([a, b] > 0.3))), v = a * b; end
    case '++',               z = a; z++; v = z * b;
    case 'switch',           switch (sign (a)), case 1, v = b; case -1, v = -2 * b; end
    case 'ternary',          v = {a, b}{1 + (a > b)};
    case 'tic',              t = tic (); v = a + double (t) * 1e-9;
    case 'class',            if (strcmp (class (a), 'double')), v = b; end
    case 'try',              try, z = 1:3; z(2) = a; v = sum (z); catch, v = b; end
    case 'isobject',         if (isobject (a)), v = b; end
    case 'places',           z = [1, 2, 3]; v = a + z(1 + (b > 0));
    case 'sizes',            v = sum (ones (1 + (a > 0), 1)) * b;
    case 'once',             if (isempty (calls)), calls = 1; v = b; end
  end
end

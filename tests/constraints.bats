#!/usr/bin/env bats
# Constraints at both levels: UpperA .. UpperCon, LowerA .. LowerCon.  constrained_case holds small problems solved by hand.

load code

@test "small problems in every form: the answer worked out by hand, a claim, and the multipliers" {
  code <<'END'
for name = constrained_case ()
  p = constrained_case (name{1});
  for form = {'matrix', 'traced', 'struct', 'jacobian'}
    told = sprintf ('%s, %s', name{1}, form{1});
    [x, y, fval, exitflag, output] = pgdqa_solve (constrained_form (p, form{1}){:});
    assert (exitflag > 0, '%s: %s', told, output.stop);
    assert (near ([x; y], [p.x; p.y], 1e-5), told);
    assert (isequal (fval, p.f (x, y)), told);
    assert (near (fval, p.fval, 1e-5), told);
    for level = {'upper', 'lower'}
      found = output.multipliers.(level{1});
      if (isempty (p.(level{1})))
        rest = found;
      else
        wanted = p.(level{1}).mult;
        assert (near ([found.ineqlin; found.ineqnonlin], wanted.ineq, 1e-5), told);
        assert (near ([found.eqlin; found.eqnonlin], wanted.eq, 1e-5), told);
        assert (isempty (found.ineqlin) || any (strcmp (form{1}, {'matrix', 'struct'})), told);
        rest = rmfield (found, {'ineqlin', 'ineqnonlin', 'eqlin', 'eqnonlin'});
      end
      assert (near (cellfun (@(v) norm (v), struct2cell (rest)), zeros (numel (fieldnames (rest)), 1), 1e-5), told);   % of bounds, none of them active
      assert (output.violation.(level{1}).relative <= 1e-6 && output.violation.(level{1}).raw <= 1e-5, told);
    end
  end
end
END
}

@test "Derivatives 'difference': the same answers from values of f, g and constraints alone, and of a user's Jacobians" {
  code <<'END'
for name = {'lower line', 'lower plane', 'upper circle', 'upper hyperbola', 'both'}
  p = constrained_case (name{1});
  for form = {'difference', 'jacobian'}
    [x, y, ~, exitflag, output] = pgdqa_solve (constrained_form (p, form{1}, 'Derivatives', 'difference'){:});
    assert (exitflag > 0, '%s: %s', name{1}, output.stop);
    assert (near ([x; y], [p.x; p.y], 1e-4), name{1});
  end
end
END
}

@test "calls of constraint functions are counted: values, Jacobians, and values for differences" {
  code <<'END'
function [c, ceq, J, Jeq] = with_jacobian (x, y)
  global made
  made(1 + (nargout > 2))++;
  [c, ceq, J, Jeq] = deal (x ^ 2 + y ^ 2 - 2, [], [2 * x, 2 * y], []);
end
function c = plain (x, y)
  global made
  made(1)++;
  c = x ^ 2 + y ^ 2 - 2;
end
global made
p = constrained_case ('upper circle');
for con = {@with_jacobian, @plain}
  made = [0, 0];
  [x, y, ~, ~, output] = pgdqa_solve (p.f, p.g, p.x0, p.y0, 'UpperCon', con{1}, 'Derivatives', 'difference', 'Search', 'local');
  assert (near ([x, y], [1, 1], 1e-4), func2str (con{1}));
  counted = [output.calls.con_value, output.calls.con_grad];
  told = sprintf ('%s: made %d and %d, counted %d and %d', func2str (con{1}), made, counted);
  assert (isequal (counted, made), told);
  kinds = rmfield (output.calls, intersect (fieldnames (output.calls), {'total', 'user', 'handle', 'measure', 'confirm', 'passes'}));
  assert (output.calls.total == sum (cell2mat (struct2cell (kinds))), told);
  made = [0, 0];
  several = pgdqa_multistart (p.f, p.g, p.x0, p.y0, 2, 'UpperCon', con{1}, 'Derivatives', 'difference');
  assert ([several.calls.con_value, several.calls.con_grad], made);
  assert (several.calls.total >= sum (several.runs.calls));
end
% a record is made once, and called at the answer of each run
for count = [1, 4]
  made = [0, 0];
  several = pgdqa_multistart (p.f, p.g, p.x0, p.y0, count, 'UpperCon', @plain);
  assert (several.runs.exitflag(1), 1);
  if (count == 1)
    once = made;
  end
end
assert (made - once, [3, 0]);
END
}

# bats test_tags=long
@test "Derivatives 'difference': what a curved lower-level constraint costs" {
  code <<'END'
p = constrained_case ('lower curve');
[x, y, ~, exitflag, output] = pgdqa_solve (constrained_form (p, 'difference'){:});
assert ([x, y], [p.x, p.y], 1e-4);
assert (exitflag > 0);
assert (output.calls.total <= 20000, '%d calls', output.calls.total);
END
}

@test "small problems take at most 4000 calls, and constraints are counted where they are not linear" {
  code <<'END'
for name = constrained_case ()
  [~, ~, ~, ~, output] = pgdqa_solve (constrained_form (constrained_case (name{1}), 'matrix'){:});
  c = output.calls;
  printf ('%s: %d calls, of constraints %d and %d\n', name{1}, c.total, c.con_value, c.con_grad);
  assert (c.con_value + c.con_grad > 0, any (strcmp (strsplit (name{1}){end}, {'curve', 'circle', 'hyperbola'})));
  parts = {'f_value', 'f_grad', 'g_value', 'g_grad', 'hvp', 'con_value', 'con_grad'};
  assert (c.total, sum (cellfun (@(part) c.(part), parts)));
  assert (c.total <= 4000, name{1});
end
END
}

@test "the lower level's KKT conditions hold with output.multipliers, bounds and all kinds of rows; active says which rows hold" {
  code <<'END'
% g = |y - t|^2 / 2 + x(1) y(1); t and rows drawn so that some of each kind are active
randn ('state', 4);
n = 2;
m = 5;
t = [3; -3; 2; 0.5; -1];
A = randn (4, n + m);
b = [1; 0.5; 50; 1];                                % the third one never holds with equality
Aeq = [0, 1, 1, 1, 1, 1, 1];
con = @(x, y) deal ([y(1) ^ 2 + y(2) ^ 2 - 4; y(3) - 40 - x(1)], y(4) * y(5) + 0.3);
g = @(x, y) sumsq (y - t) / 2 + x(1) * y(1);
f = @(x, y) sumsq (x - 1) + sumsq (y) / 2;
low = -2;
high = [3; 3; 0.75; 3; 3];
[x, y, ~, exitflag, output] = pgdqa_solve (f, g, [0; 0], [0.5; 0.5; 0.5; 0.5; -0.5], 'Derivatives', 'auto', 'Search', 'local', 'LowerA', A, 'LowerB', b, ...
                                           'LowerAeq', Aeq, 'LowerBeq', 1, 'LowerCon', con, 'YMin', low, 'YMax', high, 'XMin', -2, 'XMax', 2);
assert (exitflag > 0, output.stop);
[c, ceq] = con (x, y);
u = output.multipliers.lower;
r = [A * [x; y] - b; c; low - y; y - high];         % inequalities, and their multipliers
mult = [u.ineqlin; u.ineqnonlin; u.ymin; u.ymax];
assert (all (mult >= 0) && norm (mult) > 0.1);
assert (max (r) <= 1e-5);
assert (max (mult .* abs (r)) <= 1e-5 * max (mult));
assert ([Aeq * [x; y] - 1; ceq], zeros (2, 1), 1e-5);
J = [0, 0, 2 * y(1), 2 * y(2), 0, 0, 0; -1, 0, 0, 0, 1, 0, 0];
slope = y - t + [x(1); 0; 0; 0; 0] + A(:,3:end)' * u.ineqlin + Aeq(3:end)' * u.eqlin + J(:,3:end)' * u.ineqnonlin + [0; 0; 0; y(5); y(4)] * u.eqnonlin ...
        - u.ymin + u.ymax;
assert (norm (slope) <= 1e-5 * norm (t));
a = output.active.lower;
assert ([a.ineqlin; a.ineqnonlin; a.ymin; a.ymax], r >= -1e-5);
assert ([a.eqlin; a.eqnonlin], true (2, 1));
assert (size (u.ineqlin), [4, 1]);
assert (size (u.ineqnonlin), [2, 1]);
assert (size (u.ymin), [m, 1]);
assert (size (output.multipliers.upper.xmin), [n, 1]);
END
}

@test "multipliers of the upper level are the slope of f in the right-hand side" {
  code <<'END'
% f (x, y (x)) with U (x, y (x)) <= b: df / db = -mult; the lower level has an active row too
f = @(x, y) (x(1) - 3) ^ 2 + (x(2) - 2) ^ 2 + y ^ 2;
g = @(x, y) (y - x(1)) ^ 2;
solve = @(b) pgdqa_solve (f, g, [0; 0], 0, 'Derivatives', 'auto', 'Search', 'local', 'LowerA', [0, 0.5, 1], 'LowerB', 1, 'UpperA', [1, 1, 1], 'UpperB', b, 'XMin', -1, 'XMax', [9; 0.8]);
[~, ~, ~, exitflag, output] = solve (3);
[~, ~, above] = solve (3.01);
[~, ~, below] = solve (2.99);
u = output.multipliers.upper;
assert (exitflag > 0 && u.ineqlin > 0.1);
assert (u.ineqlin, -(above - below) / 0.02, 1e-3);
assert (output.active.upper.xmax, [false; true]);
assert (u.xmax(2) > 0 && u.xmax(1) == 0 && all (u.xmin == 0));
END
}

@test "a row of one variable is its bound: the same run, and its multiplier is the row's" {
  code <<'END'
f = @(x, y) (x - 2) ^ 2 + (y - 1) ^ 2;
g = @(x, y) (y - 2 * x) ^ 2 / 2;                    % y = min (2 x, 1/2): x = 2, slope -3.5 = 2 * mult
options = {'Derivatives', 'auto', 'Search', 'local'};
[x, y, ~, exitflag, bounded] = pgdqa_solve (f, g, 0.5, 0.3, options{:}, 'YMax', 0.5, 'LowerA', [1, 1], 'LowerB', 9);
assert ([x, y, exitflag], [2, 0.5, 1], 1e-6);
assert (bounded.multipliers.lower.ymax, 3.5, 1e-5);
assert (bounded.active.lower.ymax && ~ bounded.active.lower.ymin);
[u, v, ~, ~, output] = pgdqa_solve (f, g, 0.5, 0.3, options{:}, 'LowerA', [1, 1; 0, 2], 'LowerB', [9; 1]);
assert ([u, v], [x, y]);
assert (output.calls.total, bounded.calls.total);
assert (output.multipliers.lower.ineqlin, [0; 1.75], 1e-5);
assert (output.active.lower.ineqlin, [false; true]);
assert (output.multipliers.lower.ymax, 0);
% an equation, of x
[x, ~, ~, exitflag, output] = pgdqa_solve (f, g, 0.5, 0.3, options{:}, 'UpperAeq', [4, 0], 'UpperBeq', 1);
assert ([x, exitflag], [0.25, 1], 1e-6);
assert (output.multipliers.upper.eqlin, 3.5 / 4 + 0.5, 1e-4);   % 2 (x - 2) + 4 (2 x - 1) + 4 mult = 0
END
}

@test "a file as those of the BOLIB library: w (x, y, key) as four plain handles" {
  cat >bracken_like.m <<'END'
function w = bracken_like (x, y, key)
  switch (key)
    case 'F'
      w = (x - 3) ^ 2 + (y - 2) ^ 2;
    case 'G'
      w = [1 - y; x - 9];
    case 'f'
      w = -y;
    case 'g'
      w = [x / 2 + y - 2; -y - 5; x - y - 20];
  end
end
END
  code <<'END'
w = @bracken_like;                                  % the case 'both'
[x, y, fval, exitflag, output] = pgdqa_solve (@(x, y) w (x, y, 'F'), @(x, y) w (x, y, 'f'), 0, 0, 'UpperCon', @(x, y) w (x, y, 'G'), ...
                                              'LowerCon', @(x, y) w (x, y, 'g'), 'Derivatives', 'auto');
assert ([x, y, fval], [2, 1, 2], 1e-5);
assert (exitflag > 0);
assert (output.multipliers.upper.ineqnonlin, [2; 0], 1e-4);
assert (output.multipliers.lower.ineqnonlin, [1; 0; 0], 1e-4);
END
}

@test "constraints that nothing meets: named, with the least violation, at each level and of each kind" {
  code <<'END'
f = @(x, y) (x - 1) ^ 2 + (y - 1) ^ 2;
g = @(x, y) (y - x) ^ 2 / 2;
pair = [1, 1; -1, -1];
% the least violation, of the largest row: raw and over its norm
cases = {{'LowerCon', @(x, y) y ^ 2 + 1}, 'lower', 1, 1; {'UpperCon', @(x, y) x ^ 2 + 1}, 'upper', 1, 1; ...
         {'LowerA', pair, 'LowerB', [-1; -1]}, 'lower', 1, 1 / sqrt(2); {'UpperA', pair, 'UpperB', [-1; -1]}, 'upper', 1, 1 / sqrt(2); ...
         {'LowerA', [1, 1], 'LowerB', -3, 'XMin', 0, 'YMin', 0}, 'lower', 3, 3 / sqrt(2); {'LowerA', [0, 0], 'LowerB', -2}, 'lower', 2, 2; ...
         {'LowerAeq', [1, 1; 1, 1], 'LowerBeq', [0; 1]}, 'lower', 0.5, 0.5 / sqrt(2); {'UpperAeq', [1, 1; 1, 1], 'UpperBeq', [0; 1]}, 'upper', 0.5, 0.5 / sqrt(2); ...
         {'LowerCon', @(x, y) deal([], y ^ 2 + 1)}, 'lower', 1, 1};
for k = 1:rows (cases)
  [x, y, fval, exitflag, output] = pgdqa_solve (f, g, 0.5, 0.3, 'Derivatives', 'auto', cases{k,1}{:});
  told = sprintf ('case %d: %s', k, output.stop);
  assert (output.stop, 'infeasible', told);
  assert (exitflag, -5);
  v = output.violation.(cases{k,2});
  assert (near (v.raw, cases{k,3}, 0.02 * cases{k,3}), told);
  assert (near (v.relative, cases{k,4}, 0.02 * cases{k,4}), told);
  assert (fval, f (x, y));
end
END
}

@test "constraints that leave no interior: their point is found, and never claimed while it is not met" {
  code <<'END'
f = @(x, y) (x - 1) ^ 2 + (y - 1) ^ 2;
g = @(x, y) (y - x) ^ 2 / 2;
cases = {{'LowerCon', @(x, y) y ^ 2}, [NaN, 0]; {'UpperCon', @(x, y) x ^ 2}, [0, 0]; {'LowerCon', @(x, y) [y - 0.5; 0.5 - y]}, [1, 0.5]; ...
         {'UpperA', [1, 1; -1, -1], 'UpperB', [1; -1]}, [0.5, 0.5]};
for k = 1:rows (cases)
  [x, y, ~, exitflag, output] = pgdqa_solve (f, g, 0.5, 0.3, 'Derivatives', 'auto', cases{k,1}{:});
  off = abs ([x, y] - cases{k,2});
  assert (max (off) <= 0.02, 'case %d: %g %g', k, x, y);
  assert (exitflag < 1 || max (off) <= 1e-4, 'case %d', k);
  assert (exitflag > 0 || any (strcmp (output.stop, {'nearly_feasible', 'not_confirmed', 'no_progress', 'uncertified'})), output.stop);
  assert (k < 3 || exitflag > 0, 'case %d: %s', k, output.stop);
end
END
}

@test "rows that repeat or depend on others, and empty ones, change no answer" {
  code <<'END'
p = constrained_case ('lower line');
q = constrained_case ('lower plane');
r = constrained_case ('upper plane');
cases = {p, 'lower', struct('A', [1, 1; 1, 1; 2, 2; 3, 3], 'B', [2; 2; 4; 7]); p, 'lower', struct('A', [1, 1; 0, 0], 'B', [2; 1]); ...
         q, 'lower', struct('Aeq', [-1, 1, -1; -2, 2, -2], 'Beq', [0; 0]); r, 'upper', struct('Aeq', [1, 0, 1; 3, 0, 3], 'Beq', [3; 9])};
for k = 1:rows (cases)
  [s, level] = cases{k,1:2};
  [x, y] = deal (s.x, s.y);
  s.(level) = cases{k,3};
  [u, v, ~, exitflag, output] = pgdqa_solve (constrained_form (s, 'matrix'){:});
  assert ([u; v], [x; y], 1e-5);
  assert (exitflag > 0, 'case %d: %s', k, output.stop);
end
[~, ~, ~, ~, output] = pgdqa_solve (constrained_form (setfield (p, 'lower', cases{1,3}), 'matrix'){:});
u = output.multipliers.lower.ineqlin;               % together they are the single row's
assert (all (u >= 0) && u(4) <= 1e-6, mat2str (u', 4));
assert ([1, 1, 2] * u(1:3), p.lower.mult.ineq, 1e-5);
END
}

@test "a y that g does not depend on is chosen for f, within its rows" {
  code <<'END'
% y(1) = x; y(2) is free up to 2 - 2 x: (x - 2)^2 + (x - 1)^2 + (2 x)^2 at 1/2
f = @(x, y) (x - 2) ^ 2 + (y(1) - 1) ^ 2 + (y(2) - 2) ^ 2;
[x, y, ~, exitflag, output] = pgdqa_solve (f, @(x, y) (y(1) - x) ^ 2 / 2, 0.5, [0.3; 0], 'Derivatives', 'auto', 'LowerA', [1, 1, 1], 'LowerB', 2);
assert (near ([x; y], [0.5; 0.5; 1], 0.06), mat2str ([x; y], 4));
assert (exitflag < 1 || near ([x; y], [0.5; 0.5; 1], 1e-3), output.stop);   % nothing claimed that is not so
END
}

@test "a lower level that is linear, with its answer at a vertex" {
  code <<'END'
% min -y1 - 2 y2, x + y1 + y2 <= 4, y1 - y2 <= 1, y >= 0: y = (0, 4 - x), (x - 3)^2 + 4 + (2 - x)^2; multipliers 2 and 0, of y1 >= 0 1
[x, y, fval, exitflag, output] = pgdqa_solve (@(x, y) (x - 3) ^ 2 + sumsq (y - 2), @(x, y) -y(1) - 2 * y(2), 0.5, [0; 0], 'Derivatives', 'auto', ...
                                              'LowerA', [1, 1, 1; 0, 1, -1], 'LowerB', [4; 1], 'YMin', 0);
assert ([x; y; fval], [2.5; 0; 1.5; 4.5], 1e-5);
assert (exitflag > 0, output.stop);
u = output.multipliers.lower;
assert ([u.ineqlin; u.ymin; u.ymax], [2; 0; 1; 0; 0; 0], 1e-5);
END
}

@test "a toll that a traveller pays up to a tie, from one that nobody pays: the better side of the jump" {
  code <<'END'
% a road costs 2 + x, the other one 5 and no toll: it is taken beyond x = 3
f = @(x, y) -x * y(1);
for search = {'local', 'global'}
  [x, y, fval, ~, output] = pgdqa_solve (f, @(x, y) (2 + x) * y(1) + 5 * y(2), 4, [0.5; 0.5], 'Search', search{1}, 'XMin', 0, 'XMax', 9, 'YMin', 0, ...
                                         'LowerAeq', [0, 1, 1], 'LowerBeq', 1);
  assert (near ([x; y; fval], [3; 1; 0; -3], 2e-3), '%s: %s', search{1}, mat2str ([x; y], 5));
  assert (output.violation.lower.relative <= 1e-6);
  assert ((2 + x) * y(1) + 5 * y(2) <= 5 + 1e-5);
end
END
}

@test "a tie of a lower-level solution on a row with one in another well: Search 'global' finds it" {
  code <<'END'
% y^3 - 12 y, y >= x: y = 2, where it is -16; for x < -4 y = x is lower: f (-4, -4) = 1, f (., 2) = 25
[x, y, fval, ~, output] = pgdqa_solve (@(x, y) (y + 3) ^ 2, @(x, y) y ^ 3 - 12 * y, 2, 2, 'Search', 'global', 'XMin', -6, 'XMax', 4, 'LowerCon', @(x, y) x - y);
assert (near ([x; y; fval], [-4; -4; 1], 2e-3), mat2str ([x; y], 5));
assert (y ^ 3 - 12 * y <= -16 + 1e-4);
assert (output.calls.total <= 60000, '%d calls', output.calls.total);
END
}

@test "a limit of calls on single runs is no limit of the user's: output.stop" {
  code <<'END'
% D2_yy g = 0 at the solution: runs end without a claim
[~, ~, ~, exitflag, output] = pgdqa_solve (@(x, y) 3 * x ^ 2 + 2 * y ^ 2, @(x, y) (x + y - 5) ^ 4, 0.5, 0.3, 'Search', 'local', 'XMin', 0, 'XMax', 4, 'YMin', 0, 'YMax', 9, ...
                                           'LowerCon', @(x, y) 2 * x + y - 8);
assert (~ strcmp (output.stop, 'max_calls'), output.stop);
END
}

@test "a lower level that is unbounded is said to be, in at most 40000 calls" {
  code <<'END'
for g = {@(x, y) -y, @(x, y) -y + 0 * x ^ 2}
  [~, ~, ~, exitflag, output] = pgdqa_solve (@(x, y) (x - 1) ^ 2 + (y - 1) ^ 2, g{1}, 0.5, 0.3, 'Derivatives', 'auto', 'LowerA', [1, -1], 'LowerB', 0);
  assert (exitflag < 0, output.stop);
  assert (output.stop, 'unbounded_lower');
  assert (output.calls.total <= 4e4, '%d calls', output.calls.total);
end
END
}

@test "of equally good lower-level solutions the best for f, and a y refuted by a better one: beside a constraint too" {
  code <<'END'
f = @(x, y) (x - 0.5) ^ 2 - y;
row = {'LowerA', [1, 1], 'LowerB', 3, 'Derivatives', 'auto'};
[x, y, ~, exitflag] = pgdqa_solve (f, @(x, y) (y ^ 2 - 1) ^ 2 + 0.3 * y, 0, 1, row{:}, 'YMin', -2, 'YMax', 2);   % y = 1 is a minimum, not the least
assert (abs (y + 1.0356) < 1e-3 && x < 0.5 + 1e-4 && exitflag > 0, '%g %g', x, y);
[x, y, ~, exitflag] = pgdqa_solve (f, @(x, y) (y ^ 2 - 1) ^ 2, 0, -1, row{:}, 'YMin', -2, 'YMax', 2);            % both are least
assert ([x, y, exitflag], [0.5, 1, 1], 1e-4);
END
}

@test "starts that violate constraints, by far too: the same answers" {
  code <<'END'
cases = {'lower line', {1e3, -1e3; -30, 40}; 'lower curve', {8, 10; 0.1, -5}; 'upper line', {50, 50; -9, 3}; 'upper circle', {10, -10; 3, 3}; 'both', {9, 9; -9, 9}};
for k = 1:rows (cases)
  p = constrained_case (cases{k,1});
  for start = cases{k,2}'
    [p.x0, p.y0] = start{:};
    [x, y, ~, exitflag] = pgdqa_solve (constrained_form (p, 'matrix'){:});
    assert (near ([x; y], [p.x; p.y], 1e-4), p.name);
    assert (exitflag > 0);
  end
end
END
}

@test "the scale of f, g, x, y and rows does not decide" {
  code <<'END'
% the case 'both' in units a of x, b of y, u of f, w of g, and rows times s
for units = [1e4, 1, 1, 1, 1, 1e3; 1, 1e-4, 1, 1, 1, 1e3; 1, 1, 1e6, 1, 1, 1e-3; 1, 1, 1, 1e-5, 1, 1e3; 1, 1, 1, 1, 1e4, 1e-4]
  [a, b, u, w, s] = num2cell (units){:};
  f = @(x, y) u * ((x / a - 3) ^ 2 + (y / b - 2) ^ 2);
  [x, y, ~, exitflag, output] = pgdqa_solve (f, @(x, y) -w * y / b, 0.5 * a, 0.3 * b, 'Derivatives', 'auto', 'Search', 'local', ...
                                             'LowerA', s * [0.5 / a, 1 / b], 'LowerB', 2 * s, 'UpperA', s * [0, -1 / b], 'UpperB', -s);
  assert (near ([x / a, y / b], [2, 1], 1e-3), mat2str (units));
  assert (exitflag > 0, output.stop);
  told = mat2str (units);
  assert (near (output.multipliers.lower.ineqlin * s / w, 1, 1e-3), told);
  assert (near (output.multipliers.upper.ineqlin * s / u, 2, 1e-2), told);
end
END
}

@test "wrong constraints: the error names the option, what was received and what is expected" {
  code <<'END'
f = @(x, y) (x - 1) ^ 2 + (y - 1) ^ 2;
g = @(x, y) (y - x) ^ 2 / 2;
J = @(c, J) {'LowerCon', @(x, y) deal(c (x, y), [], J, [])};
sum_ = @(x, y) x + y - 2;
cases = {
  {'LowerA', [1, 1]}, 'pgdqa:size', 'LowerA has size 1x2, expected 0x2 (as many rows as LowerB, n + m columns)'
  {'LowerB', 1}, 'pgdqa:size', 'LowerA has size 0x0, expected 1x2 (as many rows as LowerB, n + m columns)'
  {'LowerA', [1; 1], 'LowerB', 1}, 'pgdqa:size', 'LowerA has size 2x1, expected 1x2 (as many rows as LowerB, n + m columns)'
  {'UpperA', [1, 1, 1], 'UpperB', 1}, 'pgdqa:size', 'UpperA has size 1x3, expected 1x2 (as many rows as UpperB, n + m columns)'
  {'LowerA', [1, 1], 'LowerB', [1, 2]}, 'pgdqa:size', 'LowerB has size 1x2, expected 1x1 (as many rows as LowerA)'
  {'UpperAeq', [1, 1; 2, 2], 'UpperBeq', 1}, 'pgdqa:size', 'UpperAeq has size 2x2, expected 1x2 (as many rows as UpperBeq, n + m columns)'
  {'LowerA', [1, NaN], 'LowerB', 1}, 'pgdqa:value', 'LowerA contains NaN or an infinite number, expected finite numbers'
  {'UpperA', [1, 1], 'UpperB', NaN}, 'pgdqa:value', 'UpperB contains NaN or an infinite number, expected finite numbers or Inf'
  {'LowerCon', @(x, y) [x, y]}, 'pgdqa:oracle', 'LowerCon gives c as a 1x2 double, expected a real column'
  {'LowerCon', @(x, y) NaN}, 'pgdqa:oracle', 'LowerCon gives c(1) = NaN at x0, y0, expected a finite number'
  {'UpperCon', @(x, y) 'a'}, 'pgdqa:oracle', 'UpperCon gives c as a 1x1 char, expected a real column'
  {'UpperCon', @(x, y) deal(x + y - 2, [x, y])}, 'pgdqa:oracle', 'UpperCon gives ceq as a 1x2 double, expected a real column'
  J(sum_, [1; 1]), 'pgdqa:oracle', 'LowerCon gives J of size 2x1, expected 1x2 (constraints x (n + m)); a row for each constraint, where fmincon has columns'
  J(sum_, [1, 1, 1]), 'pgdqa:oracle', 'LowerCon gives J of size 1x3, expected 1x2 (constraints x (n + m))'
  {'YMin', 2, 'LowerA', [0, 1], 'LowerB', 1}, 'pgdqa:value', ['the lower-level constraints and bounds on y(1) alone ask for at least 2 and at most 1, expected a ' ...
                                                              'value between']
};
for k = 1:rows (cases)
  expect_error (cases{k,2}, ['pgdqa_solve: ', cases{k,3}], @() pgdqa_solve (f, g, 0.5, 0.3, cases{k,1}{:}));
end
options = {{'LowerA', 'text'}, 'LowerA is ''text'', expected a real matrix'; {'LowerA', {1}}, 'LowerA is a 1x1 cell, expected a real matrix'; ...
           {'LowerA', int8([1, 1])}, 'LowerA is a 1x2 int8, expected a real matrix'; {'LowerCon', 3}, 'LowerCon is 3, expected a function handle'; ...
           {'TolCon', -1}, 'TolCon is -1, expected a number in [0, Inf]'; {'LowerC', [1, 1]}, 'unknown option ''LowerC''; did you mean ''LowerA''?'};
for k = 1:rows (options)
  expect_error ('pgdqa:option', ['pgdqa_options: ', options{k,2}], @() pgdqa_solve (f, g, 0.5, 0.3, options{k,1}{:}));
end
expect_error ('own:id', 'own words', @() pgdqa_solve (f, g, 0.5, 0.3, 'LowerCon', @(x, y) error ('own:id', 'own words')));
% a square Jacobian that is the transpose has the right size
turned = @(x, y) deal ([x + 2 * y - 2; 3 * x - y], [], [1, 3; 2, -1], []);
for wrong = {turned, @(x, y) deal(sum_ (x, y), [], [1, 2], []), @(x, y) deal([], sum_ (x, y), [], [2, 2])}
  for level = {'UpperCon', 'LowerCon'}
    try
      pgdqa_solve (f, g, 0.5, 0.3, level{1}, wrong{1});
      error ('no error');
    catch err
      assert (err.identifier, 'pgdqa:oracle', err.message);
      assert (~ isempty (regexp (err.message, ['^pgdqa_solve: ', level{1}, ': row \d of its Jacobian gives the slope .* along a direction, expected .* as its values have'])), err.message);
    end
  end
end
END
}

@test "methods and schedules that take no constraints say so, and pgdqa_compare" {
  code <<'END'
f = @(x, y) (x - 1) ^ 2 + (y - 1) ^ 2;
g = @(x, y) (y - x) ^ 2 / 2;
settings = [cellfun(@(m) {{'Method', m}}, rivals ()), {{'Schedule', 'fixed'}, {'Schedule', 'diminishing'}}];
for setting = settings
  for row = {{'LowerA', [1, 1], 'LowerB', 2}, {'UpperCon', @(x, y) x + y - 2}}
    try
      pgdqa_solve (f, g, 0.5, 0.3, setting{1}{:}, row{1}{:});
      error ('no error with %s', setting{1}{2});
    catch err
      assert (err.identifier, 'pgdqa:needs', err.message);
      assert (~ isempty (strfind (err.message, row{1}{1})) && ~ isempty (strfind (err.message, setting{1}{2})), err.message);
    end
  end
end
try
  pgdqa_compare (pgdqa_testproblem ('triangle'), {'pgdqa', 'bome'}, 'Display', 'off');
  error ('no error of pgdqa_compare');
catch err
  assert (err.identifier, 'pgdqa:needs', err.message);
end
END
}

@test "MaxCalls and MaxTime: kept, and what they end is no claim" {
  code <<'END'
function c = slowly (x, y)
  pause (0.005);
  c = y ^ 2 - x;
end
for name = {'lower line', 'lower curve', 'both'}
  p = constrained_case (name{1});
  least = [20, 50];   % a curved row is tried, and the report calls it
  for most = [least(1 + strcmp (name{1}, 'lower curve')), 100, 200]
    [x, y, fval, exitflag, output] = pgdqa_solve (constrained_form (p, 'matrix', 'MaxCalls', most){:});
    assert (output.calls.total <= most, '%s: %d of %d calls', name{1}, output.calls.total, most);
    assert (exitflag, 0);
    assert (output.stop, 'max_calls');
    assert (fval, p.f (x, y));
  end
end
p = constrained_case ('lower curve');
start = tic ();
[~, ~, ~, exitflag, output] = pgdqa_solve (p.f, p.g, p.x0, p.y0, p.options{:}, 'LowerCon', @(x, y) slowly (x, y), 'Derivatives', 'difference', 'MaxTime', 0.5);
assert (output.stop, 'max_time');
assert (exitflag, 0);
assert (toc (start) < 2, '%g s', toc (start));
END
}

@test "OutputFcn sees y without slacks, and stops the run; Display off is silent, final says the violation" {
  code <<'END'
function stop = watch (x, values, state, at)
  global seen
  assert (numel (x), 1);
  assert (numel (values.y), 1);
  seen{end+1} = state;
  stop = sum (strcmp (seen, 'iter')) == at;
end
global seen
p = constrained_case ('lower line');
seen = {};
[x, y, ~, exitflag] = pgdqa_solve (constrained_form (p, 'matrix', 'OutputFcn', @(x, values, state) watch (x, values, state, Inf)){:});
assert ([x, y], [p.x, p.y], 1e-5);
assert (seen{1}, 'init');
assert (seen{end}, 'done');
assert (sum (strcmp (seen, 'init')) == 1 && sum (strcmp (seen, 'done')) == 1);
seen = {};
[~, ~, ~, exitflag, output] = pgdqa_solve (constrained_form (p, 'matrix', 'OutputFcn', @(x, values, state) watch (x, values, state, 3)){:});
assert ({exitflag, output.stop}, {-1, 'output_fcn'});
assert (sum (strcmp (seen, 'iter')), 3);
for display = {'off', 'final', 'iter'}
  text = evalc ('[~, ~, ~, ~, output] = pgdqa_solve (constrained_form (p, ''matrix'', ''Display'', display{1}){:});');
  assert (isempty (text), strcmp (display{1}, 'off'));
  assert (isempty (strfind (text, 'violation')), strcmp (display{1}, 'off'));
end
assert (rows (strsplit (strtrim (text), "\n")') >= output.runs);
END
}

@test "OutputFcn and PlotFcn: init once, iter, done at the answer, whatever is run; either stops it" {
  code <<'END'
function stop = noted (name, x, values, state, at)
  global seen
  seen.(name){end+1} = state;
  seen.last = {x, values.y, values.fval, values.funccount};
  stop = sum (strcmp (seen.(name), 'iter')) == at;
end
global seen
for name = {'lower curve', 'both', 'upper circle'}
  p = constrained_case (name{1});
  for stops = {'', 'a', 'b'}
    seen = struct ('a', {{}}, 'b', {{}});
    at = Inf (1, 2);
    at(strcmp (stops{1}, {'a', 'b'})) = 2;
    o = {'OutputFcn', @(x, v, state) noted('a', x, v, state, at(1)), 'PlotFcn', @(x, v, state) noted('b', x, v, state, at(2)), 'Search', 'local'};
    [x, y, fval, exitflag, output] = pgdqa_solve (constrained_form (p, 'matrix', o{:}){:});
    for part = {'a', 'b'}
      states = seen.(part{1});
      assert ({states{1}, states{end}}, {'init', 'done'});
      assert (all (strcmp (states(2:end-1), 'iter')) && numel (states) > 2, name{1});
    end
    assert (seen.last, {x, y, fval, output.calls.total});
    if (isempty (stops{1}))
      assert (exitflag > 0, name{1});
      assert ([x; y], [p.x; p.y], 1e-4);
    else
      assert ({exitflag, output.stop}, {-1, 'output_fcn'});
      assert (sum (strcmp (seen.(stops{1}), 'iter')), 2);
    end
  end
end
END
}

@test "history: a row a run and one of the answer, with the violation" {
  code <<'END'
p = constrained_case ('lower curve');
[x, y, fval, ~, output] = pgdqa_solve (constrained_form (p, 'matrix'){:});
h = output.history;
assert (numel (h.violation), output.runs + 1);
assert (h.phase, [zeros(output.runs, 1); 1]);
assert (h.f(end), fval);
assert (h.violation(end) <= 1e-6 && h.violation(1) > h.violation(end));
assert (issorted (h.calls) && h.calls(end) == output.calls.total);
assert (all (cellfun (@(name) numel (h.(name)) == output.runs + 1, fieldnames (h))));
END
}

@test "single precision: the answers to its tolerances, in its class" {
  code <<'END'
flags = [];
for name = {'lower line', 'upper line', 'lower plane', 'upper circle', 'both'}
  p = constrained_case (name{1});
  p.x0 = single (p.x0);
  [x, y, fval, exitflag, output] = pgdqa_solve (constrained_form (p, 'matrix'){:});
  assert ({class(x), class(y)}, {'single', 'single'});
  assert (near (double ([x; y]), [p.x; p.y], 0.01), p.name);
  flags(end+1) = exitflag;
  assert (max (output.violation.lower.relative, output.violation.upper.relative) <= 1e-3);
end
assert (all (flags >= -4) && nnz (flags > 0) >= 3, mat2str (flags));
END
}

@test "the standards with constraints: the known answers" {
  code <<'END'
[~, names] = pgdqa_testproblem ();
assert (numel (names) >= 6);
for name = names
  p = pgdqa_testproblem (name{1});
  [x, y, fval, exitflag, output] = pgdqa_solve (p, 'Derivatives', 'auto', 'Search', 'local');
  assert (exitflag > 0, '%s: %s', name{1}, output.stop);
  assert (min (arrayfun (@(k) norm ([k.x - x; k.y - y]), p.known)) <= 1e-4, name{1});
  assert (near (fval, p.known(1).f, 1e-4), name{1});
end
END
}

@test "an answer may be passed on: output.problem holds the constraints, and a run from it stays" {
  code <<'END'
for name = {'lower line', 'upper circle', 'both'}
  p = constrained_case (name{1});
  [x, y, ~, ~, output] = pgdqa_solve (constrained_form (p, 'struct'){:});
  q = output.problem;
  [q.x0, q.y0] = deal (x, y);
  [u, v, ~, exitflag, again] = pgdqa_solve (q, p.options{:}, 'Derivatives', 'auto', 'Search', 'local');
  assert ([u; v], [x; y], 1e-5);
  assert (exitflag > 0);
  assert (isstruct (again.multipliers));
end
END
}

@test "without constraints, and with empty ones, runs make the calls they made before there were any" {
  code <<'END'
% counted at a2ac083
cases = {{'quadratic', 4, 5, 3}, 106; {'sine'}, 166; {'convex', 6, 1}, 130; {'lampariello'}, 36; {'mirrlees'}, 126; {'vpbgd'}, 98};
empty = {'LowerA', [], 'LowerB', [], 'UpperAeq', zeros(0, 3), 'UpperBeq', []};
for k = 1:rows (cases)
  p = pgdqa_testproblem (cases{k,1}{:});
  for given = {{}, empty}
    [~, ~, ~, ~, output] = pgdqa_solve (p, given{1}{:});
    assert (isequal (output.calls.total, cases{k,2}), cases{k,1}{1});
  end
end
[~, ~, ~, ~, output] = pgdqa_solve (@(x, y) (x - 3) ^ 2 + (y - 1) ^ 2, @(x, y) (y - x) ^ 2 + x * cos (y), 0, 0, 'XMax', 1.5, 'Derivatives', 'difference');
assert (output.calls.total, 1375);
END
}

@test "check, sensitivity, diagnose, report and multistart take constraints; compare refuses them" {
  code <<'END'
p = pgdqa_testproblem ('ball');
for factor = [1, 1.05]
  p.LowerCon = @(x, y) deal (y' * y - x, [], [-1, 2 * factor * y'], zeros (0, 3));
  report = pgdqa_check (p, 'Display', 'off');
  assert (report.ok, factor == 1);
  assert (report.constraints.name, 'LowerCon');
end
p = pgdqa_testproblem ('ball');
[x, y, ~, exitflag, output] = pgdqa_solve (p, 'Search', 'local');
assert (exitflag > 0);
[dydx, info] = pgdqa_sensitivity (output);
assert (dydx, [1; 1] / (4 * sqrt (x / 2)), 1e-5);   % y = sqrt (x / 2) (1, 1)
assert (info.hypergradient, 0, 1e-5);
file = [tempname(), '.html'];
pgdqa_report (output, 'File', file, 'Plots', false);
assert (! isempty (strfind (fileread (file), 'lower ineqnonlin')));
q = pgdqa_testproblem ('triangle');
answers = pgdqa_multistart (q, 2);
assert ([answers.x, answers.y, answers.fval], [1, 3, 5], 1e-4);
q.LowerA(end+1, :) = 2 * q.LowerA(1, :);
q.LowerB(end+1, 1) = 2 * q.LowerB(1);
report = pgdqa_diagnose (q, 'Display', 'off');
assert (report.constraints.rows, 4);
assert (report.constraints.independence < 1e-6);
assert (any (strcmp ({report.reasons.name}, 'dependent constraints')));
in_options = rmfield (q, {'LowerA', 'LowerB'});
in_options.options = setfield (setfield (in_options.options, 'LowerA', q.LowerA), 'LowerB', q.LowerB);
for entry = {q, in_options, @(seed) q}
  expect_error ('pgdqa:needs', 'pgdqa_compare: problem 1 has constraints (LowerA, LowerB), expected bounds at the most', ...
                @() pgdqa_compare (entry{1}, {'pgdqa', 'f2sa'}, 'MaxCalls', 100));
end
expect_error ('pgdqa:needs', "pgdqa_solve: Method 'bome', Schedule 'adaptive' takes no constraints (LowerA, LowerB), expected Method 'pgdqa' with Schedule 'adaptive'", @() pgdqa_solve (q, 'Method', 'bome'));
END
}

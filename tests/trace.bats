#!/usr/bin/env bats
# pgdqa_trace: plain functions as tapes (src/objectives/tape_node.h).  tests/core has the tests of tapes themselves.

load helper

# traced CODE: runs it with the functions of tests/trace
traced () {
  octave --path "$ROOT/tests/trace" --path "$ROOT/tests/fixtures" --eval "rand ('twister', 1); randn ('twister', 1); $1" 2>&1
}

# written LIST COUNT: of the COUNT functions or more of that list 95 % are traced, and all are right
written () {
  traced "
    list = $1 ();
    refused = {};
    for i = 1:rows (list)
      [ok, reason] = never_wrong (list{i, 1}, list{i, 2}, [0.7; -0.4; 1.3], [0.3; -0.8; 1.1; 0.6], 0.3);
      if (! ok), refused{end + 1} = [list{i, 1}, ': ', reason]; end
    end
    printf ('%s\n', refused{:});
    assert (rows (list) >= $2 && numel (refused) <= 0.05 * rows (list));"
}

@test "functions as users write them are traced, with right values, gradients and products" {
  written user_functions 60
}

@test "further functions as users write them: what grows, cells, structs, filters, time steps, checks of arguments" {
  written more_functions 150
}

@test "lines that put numbers into plain arrays, loop over numbers or count up are written otherwise while a function is traced" {
  traced "
    list = amended_functions ();
    for i = 1:rows (list)
      [ok, reason] = never_wrong (list{i, 1}, list{i, 2}, [0.7; -0.4; 1.3], [0.3; -0.8; 1.1; 0.6], 0.3);
      assert (ok, [list{i, 1}, ': ', reason]);
    end
    assert (exist ('grown_elsewhere'), 2);
    assert (exist ('part_of_it') + exist ('over_twice'), 0);"
}

@test "what leaves no trace, and what is not the same at every call, is refused or right: never wrong" {
  traced "
    list = traps ();
    refused = {'if (z)', 'while (z)', 'z && true', 'z || false', 'rand', 'randn, small', 'clock', 'counter, persistent', ...
               'global', 'for over z', 'nested', 'memory, persistent'};
    for i = 1:rows (list)
      [ok, reason] = never_wrong (list{i, :}, [1.2; -0.3], [0.4; 0.9; -0.6]);
      assert (! (ok && any (strcmp (list{i, 1}, refused))), list{i, 1});
    end"
}

@test "random functions of all operations are never wrong, also where each tenth tests a number, draws one or keeps state" {
  traced "assert (random_functions (1:150) >= 135);"
}

# bats test_tags=long
@test "500 random functions are never wrong" {
  traced "assert (random_functions (151:650) >= 450);"
}

@test "the pattern of D2_yy of a random function has all its entries, and few products form it" {
  cd "$BATS_TEST_TMPDIR"
  cp "$ROOT"/m/solve/private/{column_groups,tape_hessian,tape_pattern}.m .
  traced "[known, exact] = patterns (1:150); assert (known >= 120 && exact >= 0.6 * known, '%d, %d exact', known, exact);"
}

# bats test_tags=long
@test "so it is for 500 random functions" {
  cd "$BATS_TEST_TMPDIR"
  cp "$ROOT"/m/solve/private/{column_groups,tape_hessian,tape_pattern}.m .
  traced "assert (patterns (151:650) >= 400);"
}

@test "patterns of what sums, arranges, multiplies and solves are those of D2_yy" {
  cd "$BATS_TEST_TMPDIR"
  cp "$ROOT"/m/solve/private/{column_groups,tape_hessian,tape_pattern}.m .
  traced "
    L = spdiags (ones (12, 1) * [1, -2, 1], -1:1, 12, 12);
    D = [1, 0, 2; 0, 3, 0; 0, 0, 1];
    list = {@(x, y) sum (y .^ 3), @(x, y) exp (x) * (y' * y), @(x, y) y' * L * y, @(x, y) sum ((L * y) .^ 2) + x * sum (y), ...
            @(x, y) sum (y(2:end) .* y(1:end-1)), @(x, y) sum (sum ((D * reshape (y, 3, 4)) .^ 3)), @(x, y) sum (sum ((reshape (y, 4, 3) * D) .^ 3)), ...
            @(x, y) sum (log (sum (exp (reshape (y, 3, 4))))), @(x, y) sum (log (sum (exp (reshape (y, 3, 4)), 2))), @(x, y) sum (y(1:6) ./ (2 + y(7:12))), ...
            @(x, y) sum (sum (reshape (y(1:9), 3, 3)' * reshape (y(4:12), 3, 3))), @(x, y) sum (sum (cumsum (reshape (y, 3, 4), 2) .^ 2)), @(x, y) norm (y(3:5) - x) + y(1) ^ 2, ...
            @(x, y) sum (abs (y)) + max (y), @(x, y) sum ([y(1:3); y(12); x] .^ 3), @(x, y) sum (sum (reshape (y(1:6), 2, 3)' .* reshape (y(7:12), 3, 2)))};
    y = 0.3 * cos (1:12)' + 0.01 * (1:12)' .^ 2;
    for k = 1:numel (list)
      obj = pgdqa_trace (list{k}, 0.4, y);
      [~, H] = pgdqa_mex ('hvp', obj, 0.4, y, [], eye (12));
      P = tape_pattern (obj.tapes, 12, 12);
      assert (isequal (full (P ~= 0), H ~= 0), '%s: %s', func2str (list{k}), mat2str (full (P)));
      [hessian, products] = tape_hessian (obj, 12, 12);
      [A, made] = hessian (0.4, y);
      assert (full (A), (H + H') / 2, 1e-13 * (1 + norm (H, 1)));
      assert (made, products);
      widest = full (max (sum (P)));
      assert (isempty (tape_pattern (obj.tapes, 12, widest - 1)) || widest == 0, func2str (list{k}));
    end
    solved = pgdqa_trace (@(x, y) sum ((diag (2 + y(1:3)) \\ y(4:6)) .^ 2), 0, y);
    [~, H] = pgdqa_mex ('hvp', solved, 0, y, [], eye (12));
    P = tape_pattern (solved.tapes, 12, 12);
    assert (all (P(:) | H(:) == 0) && nnz (P) == 36 && any (H(:)));"
}

@test "random functions traced and run in single precision are what they are in double precision" {
  traced "for seed = 1001:1060, same_in_single (seed); end"
}

@test "a refusal says which operation, where, and what to write instead" {
  cat >grows.m <<'END'
function v = grows (x, y)
  persistent keeps
  r = [];
  for i = 1:2
    r(end + 1) = x(i);
  end
  v = sum (r) + y;
end
END
  cat >draws.m <<'END'
function v = draws (x, y)
  v = x(1) * y;
  v = v + rand ();
end
END
  cat >each.m <<'END'
function v = each (x, y)
  persistent keeps
  v = sum (x);
  for k = y'
    v = v + k ^ 2;
  end
end
END
  cat >steps.m <<'END'
function v = steps (x, y)
  persistent keeps
  v = sum (y) * x(1);
  v++;
end
END
  cat >refusals.m <<'END'
expect_error ('pgdqa:trace', ['pgdqa_trace: fun cannot be traced at ', which('grows'), ':5: operator =: no conversion for ', ...
                              'assignment of ''object'' to indexed ''matrix''; make the array before by zeros, of its size ', ...
                              'or (1, 0), and not by [] or arithmetic'], @() pgdqa_trace (@grows, [1; 2], 3));
expect_error ('pgdqa:trace', ['pgdqa_trace: fun cannot be traced at ', which('draws'), ':3: rand gives something else at every call'], ...
              @() pgdqa_trace (@draws, [1; 2], 3));
expect_error ('pgdqa:trace', ['pgdqa_trace: fun cannot be traced at ', fullfile(pwd (), 'refusals.m'), ':7: sort of a matrix is ', ...
                              'not traced; sort each column'], @() pgdqa_trace (@(x, y) sum (sort (x * y')(:)) + x(1), [1; 2], [3; 4; 5]));
where = fullfile (pwd (), 'refusals.m');
place = @(x, y) [4, 5, 6](1 + floor (x(1))) * sum (y);
expect_error ('pgdqa:trace', ['pgdqa_trace: fun cannot be traced at ', where, ':9: index (<object>): subscripts must be either integers 1 to ', ...
                              '(2^63)-1 or logicals; find a place that depends on x or y by comparisons, as k = nnz (z >= limits)'], ...
              @() pgdqa_trace (place, [1; 2], [3; 4; 5]));
expect_error ('pgdqa:trace', ['pgdqa_trace: fun cannot be traced at ', which('each'), ':4: invalid type in for loop expression near line 4, ', ...
                              'column 3; write `for k = 1:numel (z)` and z(k)'], @() pgdqa_trace (@each, [1; 2], [3; 4; 5]));
expect_error ('pgdqa:trace', ['pgdqa_trace: fun cannot be traced at ', which('steps'), ':4: unary operator ''++'' not implemented for ''object'' ', ...
                              'operands; write z = z + 1, or z = z - 1'], @() pgdqa_trace (@steps, [1; 2], [3; 4; 5]));
END
  traced "source ('refusals.m');"
}

@test "after a trace the path, the warnings and zeros are as before, also after a refusal" {
  traced "
    before = {path(), warning()};
    fun = @(x, y) sum (cellfun (@(c) c * x, {1, 2})) + y;
    pgdqa_trace (fun, 1, 2);
    try, pgdqa_trace (@(x, y) rand () * x, 1, 2); catch, end
    assert (isequal (before, {path(), warning()}));
    assert (class (zeros (2)), 'double');
    assert (exist ('zeros'), 5);
    assert (fun (1, 2), 5);
    eval ('function a = ones (varargin), a = 7; end');                # a function of the user's own stays
    pgdqa_trace (fun, 1, 2);
    assert (ones (2), 7);"
}

@test "Ctrl-C in a function that is being traced leaves zeros and the path as before" {
  cat >endless.m <<'END'
function v = endless (x, y)
  z = zeros (2, 1);
  z(1) = x;
  if (isobject (x))
    disp ('traced now');
    fflush (stdout);
    kill (getpid (), SIG ().INT);
    for k = 1:1e7, v = k; end
  end
  v = z(1) + y;
end
END
  cat >interrupted.m <<'END'
global before
before = path ();
function afterwards ()
  global before
  printf ('%d %d\n', exist ('zeros'), isequal (before, path ()));
end
atexit ('afterwards');
pgdqa_trace (@endless, 1, 2);
disp ('not interrupted');
END
  traced "source ('interrupted.m');" >log || true
  cat log
  grep 'traced now' log
  ! grep 'not interrupted' log
  grep '^5 1$' log
}

@test "a traced value that a function has kept from an earlier recording is refused, and never taken for a node of the present one" {
  cat >kept.m <<'END'
function v = kept (x, y)
  persistent old
  v = sin (x) * y;
  if (isobject (x))
    if (isempty (old))
      old = v;
    end
    v = v + 0 * old(1);
  end
end
END
  traced "
    pgdqa_trace (@kept, 1, 2);
    expect_error ('pgdqa:trace', ['pgdqa_trace: fun cannot be traced at ', which('kept'), ':8: a value was kept from an earlier call of the ' ...
                                  'function; compute it from x and y at each call'], @() pgdqa_trace (@kept, 1, 2));"
}

@test "a traced objective is saved and loaded, and solves as before" {
  traced "
    f = pgdqa_trace (@(x, y) (x - 1) ^ 2 + norm (y - [1; 2]) ^ 2, 0, [0; 0]);
    g = pgdqa_trace (@(x, y) sum ((y - 2 * x) .^ 2), 0, [0; 0]);
    [x, y, fval, exitflag, output] = pgdqa_solve (f, g, 0, [0; 0]);
    assert ([x; y], [7; 14; 14] / 9, 1e-6);
    assert (exitflag, 1);
    save ('tapes.mat', 'f', 'g');
    clear f g
    load ('tapes.mat');
    [again, ~] = pgdqa_solve (f, g, 0, [0; 0]);
    assert (again, x);
    pgdqa_check (f, g, 0.3, [0.2; 0.5]);"
}

@test "single precision: starts in single give tapes, and tapes run in single" {
  traced "
    fun = @(x, y) exp (x) * sum (y .^ 2) + log (sum (exp (y)));
    obj = pgdqa_trace (fun, single (0.3), single ([1; 2]));
    [v, gx, gy] = pgdqa_mex ('eval', obj, single (0.5), single ([1; -1]));
    assert (class (gy), 'single');
    assert (v, fun (0.5, [1; -1]), 1e-6);
    [v, gx, gy] = pgdqa_mex ('eval', pgdqa_trace (fun, 0.3, [1; 2]), 0.5, [1; -1]);
    assert (v, fun (0.5, [1; -1]), 1e-14);
    obj = pgdqa_trace (@(x, y) single (3) * x * y, 1, 2);          % single numbers in the function
    assert (pgdqa_mex ('eval', obj, 2, 5), 30);"
}

@test "structs that are no tape are refused, in words" {
  cat >bad.m <<'END'
1;
function refused (obj, id, part)
  try
    pgdqa_mex ('eval', obj, 1, 2);
  catch err
    assert (strcmp (err.identifier, id) && any (strfind (err.message, part)), '%s %s', err.identifier, err.message);
    return;
  end
  error ('not refused: %s', part);
end
good = pgdqa_trace (@(x, y) x * y ^ 2, 1, 2);
bad = good; bad.tapes.nodes(3, 1) = 29;                 refused (bad, 'pgdqa:value', 'node 3 has an unknown operation');
bad = good; bad.tapes.nodes(4, 2) = 4;                  refused (bad, 'pgdqa:value', 'has arguments that are not before it');
bad = good; bad.tapes.nodes(1, 4) = 2;                  refused (bad, 'pgdqa:value', 'has not the size of x');
bad = good; bad.tapes.result = 9;                       refused (bad, 'pgdqa:value', 'its result is not one number');
bad = good; bad.tapes.elements = 1;                     refused (bad, 'pgdqa:value', 'needs more room');
bad = good; bad.tapes.guards = [1, 2];                  refused (bad, 'pgdqa:value', 'a guard compares what it cannot');
bad = good; bad.tapes.nodes(1, 1) = -1;                 refused (bad, 'pgdqa:value', 'expected a whole number');
bad = good; bad.tapes.nodes = sparse (bad.tapes.nodes); refused (bad, 'pgdqa:value', 'its matrices are to be full');
bad = good; bad.tapes = 3;                              refused (bad, 'pgdqa:class', 'tapes is not a struct array');
bad = good; bad.tapes = struct ();                      refused (bad, 'pgdqa:value', 'it lacks nodes');
bad = good; bad.tapes.nodes = 'abc';                    refused (bad, 'pgdqa:class', 'nodes has class char');
END
  traced "source ('bad.m');"
}

@test "a branch that is taken at the point alone, as where x == 0, is no tape; one that is taken around it is" {
  cat >alone.m <<'END'
alone = ['pgdqa_trace: fun takes a branch where numbers are equal, and at no point near x0 and y0: it may remember its latest call; ' ...
         'write it without that, and without == and ~= of numbers that depend on x or y'];
for fun = {@(x, y) (x == 0) * y + x, @(x, y) (x ~= 0) * y + x}
  expect_error ('pgdqa:trace', alone, @() pgdqa_trace (fun{1}, 0, 2));
  assert (pgdqa_mex ('eval', pgdqa_trace (fun{1}, 1, 2), 3, 4), fun{1} (3, 4));
end
assert (pgdqa_mex ('eval', pgdqa_trace (@(x, y) sum (y(1:2 + floor (x))) + x, 0.5, [1; 2; 3]), 0.25, [4; 5; 6]), 9.25);
END
  traced "source ('alone.m');"
}

@test "tapes are examined at many points in one call: value, whether a tape holds there, the largest intermediate" {
  cat >examined.m <<'END'
1;
function v = sided (x, y)
  v = 3 * y;
  if (x > 0)
    v = -y;
  end
end
obj = pgdqa_trace (@sided, 1, 2);
[v, known, largest] = pgdqa_mex ('examine', obj, [1, -1, 2], [4, 5, 6]);
assert ({v, known, largest}, {[-4, NaN, -6], [true, false, true], [4, NaN, 6]});
[v, known] = pgdqa_mex ('examine', obj, single ([1, 2]), single ([4, 6]));
assert ({v, known}, {[-4, -6], [true, true]});
expect_error ('pgdqa:size', 'pgdqa_mex: x and y have 2 and 1 columns, expected as many', @() pgdqa_mex ('examine', obj, [1, 2], 3));
expect_error ('pgdqa:class', 'pgdqa_mex: objective quadratic is no tape', ...
              @() pgdqa_mex ('examine', pgdqa_quadratic (1, [], 1, 0, 0, 0), 1, 2));
END
  traced "source ('examined.m');"
}

@test "products of a large matrix with few columns have the right values and derivatives, whatever the threads" {
  traced "
    A = randn (900, 60);
    fun = @(x, y) sum (sum (sin (A * reshape (y, 60, 5)) .^ 2)) + sum (sum ((A' * (x * [1, 2, 3, 4, 5])) .^ 2)) / 1e4;
    [traced, reason] = never_wrong ('large', fun, randn (900, 1) / 30, randn (300, 1) / 30, 0.01);
    assert (traced, reason);"
}

@test "norms, written in whatever way, have gradient and product 0 where they are 0" {
  traced "
    forms = {@(z) norm (z), @(z) sqrt (sum (z .^ 2)), @(z) sqrt (sumsq (z)), @(z) sqrt (z' * z), @(z) std ([z; -z]), @(z) norm (z') ^ 2};
    for k = 1:numel (forms)
      obj = pgdqa_trace (@(x, y) forms{k} (y) + x, 1, [3; 4]);
      [v, gx, gy] = pgdqa_mex ('eval', obj, 2, [0; 0]);
      assert ({v, gx, gy}, {2, 1, [0; 0]});
      [~, hy] = pgdqa_mex ('hvp', obj, 2, [0; 0], 1, [1; 1]);
      assert (hy, [2; 2] * (k == 6));
    end"
}

@test "equal subexpressions are one node, dead ones none, and arrays are one node" {
  traced "
    count = @(fun) pgdqa_trace (fun, [1; 2; 3], [4; 5; 6]).operations;
    once = count (@(x, y) sum (exp (x .* y)));
    assert (once, 5);
    assert (count (@(x, y) sum (exp (x .* y)) + sum (exp (x .* y))), once + 1);
    assert (count (@(x, y) deal (sum (exp (x .* y)), cos (x), y)), once);
    assert (count (@(x, y) sum (exp (x .* y)) + 0 * 1), once);"
}

@test "where a comparison turns out otherwise during a run, another tape is recorded" {
  cat >branches.m <<'END'
1;
function v = huber (x, y)
  r = [1.5, 2; -1, 3; 2, 0.5] * y - x;
  v = 0.05 * (y' * y);
  for i = 1:3
    if (abs (r(i)) <= 1)
      v = v + r(i) ^ 2 / 2;
    else
      v = v + abs (r(i)) - 0.5;
    end
  end
end
f = @(x, y) sum ((y - [1; 0.3]) .^ 2) + 0.01 * (x' * x);
x0 = [3; 1; -2];
y0 = [4; -2];
g = pgdqa_trace (@huber, x0, y0);
assert (isnan (pgdqa_mex ('eval', g, [0; 0; 0], [0; 0])));
[x, y, fval, exitflag] = pgdqa_solve (pgdqa_trace (f, x0, y0), g, x0, y0);
[same_x, same_y, same_f] = by_values (f, @huber, x0, y0);
assert (any (exitflag == [1, 3]));
assert ([x; y; fval], [same_x; same_y; same_f], 1e-5);
END
  traced "source ('branches.m');"
}

@test "Derivatives trace and auto: what was used is in output.derivatives, and a failure is an error or said there" {
  cat >levels.m <<'END'
1;
f = @(x, y) (x - 1) ^ 2 + (y - 1) ^ 2;
g = @(x, y) (y - 2 * x) ^ 2;
untraced = @(x, y) (y - 2 * x) ^ 2 + 0 * interp1 ([-1e5, 1e5], [1, 2], x, 'nearest');
given = @(x, y) deal ((y - 2 * x) ^ 2, -4 * (y - 2 * x), 2 * (y - 2 * x));
native = pgdqa_quadratic (2, [], 2, -2, -2, 2);
cases = {f, g, 'difference', {'difference', 'difference', 'difference', 'difference'}
         f, g, 'trace', {'traced', 'traced', 'traced', 'traced'}
         f, g, 'auto', {'traced', 'traced', 'traced', 'traced'}
         f, given, 'auto', {'traced', 'traced', 'given', 'difference'}
         f, given, 'trace', {'traced', 'traced', 'traced', 'traced'}
         native, untraced, 'Auto', {'native', 'native', 'difference', 'difference'}
         f, g, 'complex-step', {'complex-step', 'difference', 'complex-step', 'difference'}};
for k = 1:rows (cases)
  [x, y, fval, exitflag, output] = pgdqa_solve (cases{k,1:2}, 0, 0, 'Derivatives', cases{k, 3});
  d = output.derivatives;
  assert ({d.f.source, d.f.hvp, d.g.source, d.g.hvp}, cases{k, 4});
  assert ([x, y, fval], [0.6, 1.2, 0.2], 1e-6);
  assert (isempty (d.g.reason), k ~= 6);
end
assert (output.calls.total > 0);
said = evalc ("[~, ~, ~, ~, output] = pgdqa_solve (f, untraced, 0, 0, 'Derivatives', 'auto', 'Display', 'final');");
assert (strncmp (said, ['pgdqa: g is differentiated by differences: ', output.derivatives.g.reason], 60));
assert (output.derivatives.g.where, [fullfile(pwd (), 'levels.m'), ':4']);
try
  pgdqa_solve (f, untraced, 0, 0, 'Derivatives', 'trace');
  error ('not refused');
catch err
  assert (err.identifier, 'pgdqa:trace');
end
END
  traced "source ('levels.m');"
}

@test "a tape is compared with its function at the answer: one that missed a test of a number is not believed" {
  cat >answers.m <<'END'
1;
function v = missed (x, y)
  z = max (0, x - 0.5);
  v = (y - 2 * x) ^ 2;
  if (z)
    v = (y - 3 * x) ^ 2;
  end
end
f = @(x, y) (x - 1) ^ 2 + (y - 1) ^ 2;
expect_error ('pgdqa:trace', ['pgdqa_solve: at the answer g gives another value than its tape: it may test x or y as in `if (z)`, which ' ...
                              'leaves no trace (write `if (z ~= 0)`), or keep state; set Derivatives to ''difference'''], ...
              @() pgdqa_solve (f, @missed, -10, 0, 'Derivatives', 'trace'));
[~, ~, ~, ~, output] = pgdqa_solve (f, @missed, -10, 0, 'Derivatives', 'auto', 'Search', 'local');
assert (output.derivatives.g, struct ('source', 'difference', 'hvp', 'difference', 'tapes', 0, 'operations', 0, 'reason', ...
                                      'at the answer of a run it gave another value or gradient than its tape', 'where', ''));
END
  traced "source ('answers.m');"
}

@test "Search auto: a small traced problem, and one of tapes, is searched as one given by values is" {
  cat >searched.m <<'END'
f = @(x, y) (x - 2) ^ 2 + (y - 1) ^ 2;
g = @(x, y) -x * exp (-(y + 1) ^ 2) - exp (-(y - 1) ^ 2);
slope = @(x, y) deal (f (x, y), 2 * (x - 2), 2 * (y - 1));
tape = @(fun) pgdqa_trace (fun, 2, -1);
% f, g, Derivatives, is it searched?
cases = {f, g, 'difference', true
         f, g, 'auto', true
         f, g, 'trace', true
         tape(f), tape(g), 'difference', true
         f, tape(g), 'difference', true
         tape(slope), g, 'auto', true
         slope, g, 'auto', false};
box = {'XMin', -3, 'XMax', 3, 'YMin', -3, 'YMax', 3};
for k = 1:rows (cases)
  [x, y, fval, exitflag, output] = pgdqa_solve (cases{k,1:2}, 2, -1, box{:}, 'Derivatives', cases{k,3});
  assert (output.search.made, cases{k,4});
  assert (isempty (output.search.reason), cases{k,4});
  if (cases{k,4})
    assert ([x, y, fval], [1, 0.957504, 1.0018], 2e-4);
    assert ({exitflag, output.search.found}, {1, 'tie'});
  end
end
END
  traced "source ('searched.m');"
}

@test "where no tape holds and none can be made the run goes by differences, and says so; with Derivatives trace that is an error" {
  cat >many.m <<'END'
function v = many (x, y)
  v = (y - 2 * x) ^ 2;
  for i = 1:20
    if (y > i / 3)
      v = v + 0.01 * i * (y - i / 3) ^ 2;
    end
  end
end
END
  cat >fall_back.m <<'END'
f = @(x, y) (x - 3) ^ 2 + (y - 5) ^ 2;
limit = 'pgdqa_trace: obj has 8 tapes already, which is the limit: fun branches too often; write it without comparisons';
box = {'XMin', -10, 'XMax', 10, 'YMin', -10, 'YMax', 10};
[x, y, fval] = by_values (f, @many, 0, 0, box{:});
cases = {@many, 'auto', 'traced'; pgdqa_trace(@many, 0, 0), 'difference', 'difference'};
for k = 1:2
  [same_x, same_y, same_f, ~, output] = pgdqa_solve (f, cases{k,1}, 0, 0, box{:}, 'Derivatives', cases{k,2});
  d = output.derivatives;
  assert ([same_x, same_y, same_f], [x, y, fval], 1e-6);
  assert ({d.f.source, d.g.source, d.g.tapes, d.g.reason}, {cases{k,3}, 'difference', 0, limit});
end
assert (! isempty (strfind (evalc ("pgdqa_solve (f, @many, 0, 0, box{:}, 'Derivatives', 'auto', 'Display', 'final');"), ...
                            ['pgdqa: g is differentiated by differences: ', limit])));
expect_error ('pgdqa:trace', limit, @() pgdqa_solve (f, @many, 0, 0, box{:}, 'Derivatives', 'trace'));
% where the function itself fails or is not finite, values are NaN and tapes stay
root = @(x, y) (x - 1) ^ 2 + (y - log (y)) ^ 2 / (y > 0);
[~, ~, ~, ~, output] = pgdqa_solve (@(x, y) x ^ 2 + y ^ 2, root, 0.5, 0.1, 'Derivatives', 'auto');
assert ({output.derivatives.g.source, output.derivatives.g.reason}, {'traced', ''});
END
  traced "source ('fall_back.m');"
}

@test "calls.handle counts real calls, derivatives.tapes those of the run, and tape evaluations count as native ones" {
  cat >counts.m <<'END'
1;
function v = pulled (x, y)
  global made
  made = made + 1;
  v = (y - 2 * x) ^ 2;
  if (y > 0.5)
    v = v + (y - 0.5) ^ 2 * x ^ 2;
  end
end
global made
f = pgdqa_quadratic (2, [], 2, -2, -2, 2);
g = @pulled;
for word = {'auto', 'trace'}
  made = 0;
  [~, ~, ~, exitflag, output] = pgdqa_solve (f, g, 0, 0, 'Derivatives', word{1});
  c = output.calls;
  assert (exitflag, 1);
  assert (c.handle, made);
  assert (made >= 16 && made <= 90);
  assert (output.derivatives.g.tapes, 2);
  assert (c.total, c.f_value + c.f_grad + c.g_value + c.g_grad + c.hvp);
  assert (c.hvp > 0 && c.g_grad > 0);
end
[~, ~, ~, ~, output] = by_values (f, g, 0, 0);
assert ({output.calls.handle, output.derivatives.g.tapes}, {0, 0});
% a run within a run keeps its calls to itself
inner = @(x, values, state) ! isempty (pgdqa_solve (f, @(x, y) (y - x) ^ 2, 0, 0, 'Derivatives', 'trace')) && false;
made = 0;
[~, ~, ~, ~, output] = pgdqa_solve (f, g, 0, 0, 'Derivatives', 'trace', 'OutputFcn', inner, 'Search', 'local');
assert (output.calls.handle, made);
END
  traced "source ('counts.m');"
}

@test "check, diagnose, sensitivity, multistart and compare take tapes, and trace plain handles" {
  cat >studies.m <<'END'
1;
function v = pulled (x, y)
  v = sum ((y - 2 * x) .^ 2) / 2 + 0.1 * log (sum (exp (y)));
  if (y(1) > 1)
    v = v + (y(1) - 1) ^ 2;
  end
end
f = @(x, y) (x - 1) ^ 2 + sum ((y - [1; 2]) .^ 2);
tapes = {pgdqa_trace(f, 0.2, [0.1; 0.3]), pgdqa_trace(@pulled, 0.2, [0.1; 0.3])};
problem = @(f, g) struct ('f', f, 'g', g, 'x0', 0.2, 'y0', [0.1; 0.3], 'name', 'pulled');
[x, y] = by_values (f, @pulled, 0.2, [0.1; 0.3]);
for p = {problem(f, @pulled), problem(tapes{:})}
  p = p{1};
  checked = pgdqa_check (p, 'Display', 'off');
  assert ({checked.ok, checked.lower.verdict}, {true, 'traced: gradient and hvp right'});
  assert (checked.lower.slope_hvp > 1.9);
  report = pgdqa_diagnose (p, 'Display', 'off');
  assert (report.gradient_cost, [1, 1]);
  assert (report.derivatives.g.verdict, 'gradient and product right');
  assert (report.complete);
  [~, ~, ~, ~, output] = pgdqa_solve (p);
  [dydx, info] = pgdqa_sensitivity (output);
  assert (info.calls.f_value + info.calls.g_value, 0);
  assert (info.hypergradient_difference < 1e-6);
  found = pgdqa_multistart (p, 3);
  assert ([found.x; found.y], [x; y], 1e-5);
  assert (found.output.derivatives.g.source, 'traced');
  for cost = {ones(1, 5), [1, 2, 1, 2, 3]}
    result = pgdqa_compare ({p}, {struct('label', 'adaptive', 'options', struct ())}, 'MaxCalls', 400, 'Cost', cost{1});
    assert (result.runs.x, x, 1e-3);
    assert (result.runs.calls.f_value <= 3);
  end
end
END
  traced "source ('studies.m');"
}

@test "a handle with gradients, but no products, gets those of the tape of its value where there are more than 20 variables" {
  cat >products.m <<'END'
1;
function [v, gx, gy] = lower (H, x, y)
  counted ('add', 'g');
  r = H * y - x;
  v = r' * r / 2 + sum (y .^ 4) / 4;
  gy = H' * r + y .^ 3;
  if (y(1) > 0.5)
    v = v + (y(1) - 0.5) ^ 2;
    gy(1) = gy(1) + 2 * (y(1) - 0.5);
  end
  gx = -r;
end
function [v, gx, gy] = without_gx (H, x, y)
  [v, ~, gy] = lower (H, x, y);
  gx = [];
end
function [v, gx, gy] = wrong (H, x, y)
  [v, gx, gy] = lower (H, x, y);
  gy(3) = -gy(3);
end
n = 12;
H = eye (n) + 0.2 * sin ((1:n)' * (1:n));
f = @(x, y) deal (sum ((y - 1) .^ 2) + 0.01 * (x' * x), 0.02 * x, 2 * (y - 1));
g = @(x, y) lower (H, x, y);
start = {0.1 * ones(n, 1), zeros(n, 1)};
[x, y, value, exitflag, other] = by_values (f, g, start{:});
assert ([exitflag, other.calls.hvp, other.calls.handle], [1, 0, 0]);
for fun = {g, pgdqa_objective(g), @(x, y) without_gx(H, x, y)}
  counted ('reset');
  [u, v, ~, exitflag, output] = pgdqa_solve (f, fun{1}, start{:});
  d = output.derivatives.g;
  assert ({exitflag > 0, d.source, d.hvp, d.tapes, d.reason}, {true, 'given', 'traced', 2, ''});
  assert ([u; v], [x; y], 1e-4);
  c = output.calls;
  assert (c.hvp > 20 && c.total < other.calls.total);
  assert (counted ().g, c.g_value + c.g_grad + c.handle);
  assert (c.total, c.f_value + c.f_grad + c.g_value + c.g_grad + c.hvp);
end
[~, info] = pgdqa_sensitivity (output);
assert (info.calls.hvp > 0);
checked = pgdqa_check (f, g, start{:}, 'Display', 'off');
assert (strncmp (checked.lower.verdict, 'gradient right, and the traced hvp', 34), checked.lower.verdict);
[~, ~, ~, exitflag, output] = pgdqa_solve (f, g, single (start{1}), start{2});
assert ({exitflag > 0, output.derivatives.g.hvp}, {true, 'traced'});
[~, ~, ~, exitflag, output] = pgdqa_solve (f, g, start{:}, 'Search', 'global');
assert ({exitflag > 0, output.search.made, output.derivatives.g.hvp}, {true, true, 'traced'});
% those that have products or solvers of their own, few variables, and gradients that are not those of the value
hvp = @(x, y, vx, vy) deal (-H * vy + vx, H' * (H * vy - vx) + 3 * y .^ 2 .* vy + [2 * (y(1) > 0.5) * vy(1); zeros(n - 1, 1)]);
hessian = @(x, y) H' * H + diag (3 * y .^ 2 + [2 * (y(1) > 0.5); zeros(n - 1, 1)]);
kept = {pgdqa_objective(g, hvp), n, 'given'; pgdqa_objective(g, 'HessianYY', hessian), n, 'difference'
        @(x, y) lower(H(1:10,1:10), x, y), 10, 'difference'};
for k = 1:3
  [~, ~, ~, ~, output] = pgdqa_solve (f, kept{k,1}, start{1}(1:kept{k,2}), start{2}(1:kept{k,2}));
  d = output.derivatives.g;
  assert ({d.source, d.hvp, d.tapes, d.reason}, {'given', kept{k,3}, 0, ''});
end
[~, ~, ~, exitflag, output] = pgdqa_solve (f, @(x, y) wrong (H, x, y), start{:});
d = output.derivatives.g;
assert ({output.stop, d.hvp, d.tapes}, {'contradiction', 'difference', 0});
assert (d.reason, 'pgdqa_solve: gy of g is not the gradient of the value that was recorded; pgdqa_check tests it');
said = evalc ("pgdqa_solve (f, @(x, y) wrong (H, x, y), start{:}, 'Display', 'final');");
assert (strncmp (said, ['pgdqa: products of g are made by differences: ', d.reason], 60));
END
  traced "source ('products.m');"
}

@test "tapes that would take too much memory are not used" {
  cat >large.m <<'END'
m = 2000;
f = @(x, y) sumsq (y - 1) + x ^ 2;
g = @(x, y) sum (exp (-y) + sin (y) .^ 2 / 10 + (y - x) .^ 2 + log (1 + y .^ 2));
try
  by_values (f, g, 0, zeros (m, 1), 'MaxMemory', 0.1);
catch err
end
least = str2double (regexp (err.message, 'at least (\S+) MB', 'tokens'){1}{1});
assert (least > 0.1);
expect_error ('pgdqa:memory', err.message, @() pgdqa_solve (f, g, 0, zeros (m, 1), 'MaxMemory', 0.1));
[~, ~, ~, ~, output] = pgdqa_solve (f, g, 0, zeros (m, 1), 'MaxMemory', 1.01 * least, 'MaxCalls', 10);
assert ({output.derivatives.f.source, output.derivatives.g.source}, {'difference', 'difference'});
assert (! isempty (strfind (output.derivatives.g.reason, 'MaxMemory')));
fail ("pgdqa_solve (f, g, 0, zeros (m, 1), 'MaxMemory', 1.01 * least, 'Derivatives', 'trace')", 'MaxMemory is');
[~, ~, ~, ~, output] = pgdqa_solve (f, g, 0, zeros (m, 1), 'MaxMemory', 3 * least, 'MaxCalls', 100);
assert ({output.derivatives.f.source, output.derivatives.g.source}, {'traced', 'traced'});
END
  traced "source ('large.m');"
}

@test "errors are those of a run that is not traced: at the start, on the way, and none in a search; and so are those of a wrong value" {
  cat >errors.m <<'END'
1;
function v = fails (x, y)
  if (x > 1.2)
    error ('mine:far', 'far away');
  end
  v = (x - 2) ^ 2 + (y - 1) ^ 2;
end
function v = of_type (x, y)
  if (! strcmp (class (x), 'double'))
    error ('mine:class', 'only double');
  end
  v = (x - y) ^ 2;
end
g = @(x, y) (x - y) ^ 2;
for solve = {@by_values, @pgdqa_solve}
  solve = solve{1};
  expect_error ('mine:far', 'far away', @() solve (@fails, g, 6, 1));
  expect_error ('mine:far', 'far away', @() solve (@fails, g, 1, 1, 'Search', 'local'));
  expect_error ('pgdqa:oracle', 'upper-level value has size 2x1, expected 1x1', @() solve (@(x, y) [x; y], g, 1, 1));
  expect_error ('pgdqa:size', 'pgdqa_solve: XMin has size 2x1, expected 1x1 (n = 1)', @() solve (g, g, 1, 1, 'XMin', [0; 0]));
  expect_error ('pgdqa:oracle', 'upper-level value is complex, expected real', @() solve (@(x, y) x ^ 2 + log (-1 - y ^ 2), g, 1, 1));
  expect_error ('pgdqa:oracle', 'lower-level gradient gy has size 1x30, expected 30x1 (m = 30)', ...
                @() solve (@(x, y) sumsq (y) + x, @(x, y) deal (sumsq (y - x), 0 * x, 2 * (y - x)'), 1, zeros (30, 1)));
  [~, ~, ~, exitflag, output] = solve (@(x, y) x ^ 2 + y / 0, g, 1, 1);
  assert ({exitflag, output.stop}, {-2, 'non_finite'});
end
[~, ~, ~, exitflag, output] = pgdqa_solve (@fails, g, 0.5, 0.5, 'XMin', -3, 'XMax', 1.1);
assert ({exitflag, output.derivatives.f.source}, {1, 'traced'});
% one that does not take what tracing hands to it runs by differences, and says so
[x, ~, ~, exitflag, output] = pgdqa_solve (@(x, y) x ^ 2 + y - x, @of_type, 1, 1);
assert ({exitflag, output.derivatives.g.source}, {1, 'difference'});
assert (x, 0, 1e-6);
assert (! isempty (strfind (output.derivatives.g.reason, 'only double')));
assert (output.derivatives.g.where, [fullfile(pwd (), 'errors.m'), ':10']);
END
  traced "source ('errors.m');"
}

@test "functions that keep x and y, or what was made of them, are as before after a trace, and are never taken for constant" {
  cat >keeps.m <<'END'
1;
function v = noted (x, y)
  global path best
  path = [path, [x; y]];
  v = (x - 1) ^ 2 + (y - 1) ^ 2;
  if (isempty (best) || v < best.v)
    best = struct ('v', v, 'at', {{x, y}});
  end
end
function u = state (x)                     % computes anew only where x has changed
  persistent last kept
  if (! isequal (x, last))
    last = x;
    kept = [2, 1; 1, 3] \ [x; 1];
  end
  u = sum (kept);
end
global path best
path = zeros (2, 0);
[x, ~, ~, exitflag, output] = pgdqa_solve (@noted, @(x, y) (y - 2 * x) ^ 2, 0, 0);
assert ({exitflag, output.derivatives.f.source}, {1, 'traced'});
assert (x, 0.6, 1e-6);
assert ({class(path), class(best.v), class(best.at{1})}, {'double', 'double', 'double'});
assert (columns (path) > 5);
clear -global path best
f = @(x, y) (state (x) - 4) ^ 2 + (y - 1) ^ 2;
g = @(x, y) (y - state (x)) ^ 2;
[x, y] = by_values (f, g, 0, 0);
for again = 1:2
  [u, v, ~, exitflag, output] = pgdqa_solve (f, g, 0, 0);
  assert ([u, v, exitflag], [x, y, 1], 1e-5);
  for d = [output.derivatives.f, output.derivatives.g]
    assert ({d.source, isempty(strfind (d.reason, 'it may remember its latest call'))}, {'difference', false});
  end
end
END
  traced "source ('keeps.m');"
}

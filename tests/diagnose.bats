#!/usr/bin/env bats
# pgdqa_diagnose: the verdicts on problems whose character is known, and honest counting.

load code

# problems CODE...: definitions shared by the tests below
definitions () {
  cat <<'END'
1;
function check_verdict (label, report, verdict, reasons)
  % the verdict, and that each of the reasons is among those given
  said = sprintf ('%s\n', report.reasons.text);
  assert (any (strcmp (report.verdict, verdict)), '%s: %s, because\n%s', label, report.verdict, said);
  for name = reasons
    assert (any (strcmp ({report.reasons.name}, name{1})), '%s: no reason %s in\n%s', label, name{1}, said);
  end
  assert (report.calls.total <= report.limit, '%s: %d calls of %d', label, report.calls.total, report.limit);
end
function [v, gx, gy] = scaled (fun, s, t, x, y)
  [v, gx, gy] = fun (x .* s, y .* t);
  gx = gx .* s;
  gy = gy .* t;
end
function [v, gx, gy] = counted (fun, x, y)
  global made
  made = made + 1;
  [v, gx, gy] = fun (x, y);
end
function [hx, hy] = counted_hvp (hvp, x, y, vx, vy)
  global made
  made = made + 1;
  [hx, hy] = hvp (x, y, vx, vy);
end
function v = counted_value (fun, x, y)
  global made
  made = made + 1;
  v = fun (x, y);
end
function [v, gx, gy] = bowl (x, y)
  v = (x - 1) ^ 2 + (y - 1) ^ 2;
  gx = 2 * (x - 1);
  gy = 2 * (y - 1);
end
END
}

run_code () {
  { definitions; cat; } | code
}

@test "easy problems are suitable" {
  run_code <<'END'
for name = {'quadratic', 'lampariello', 'macal'}
  check_verdict (name{1}, pgdqa_diagnose (pgdqa_testproblem (name{1}), 'Display', 'off'), 'suitable', {});
end
% convex has many solutions: that, and nothing else, may ask for care
report = pgdqa_diagnose (pgdqa_testproblem ('convex'), 'Display', 'off');
check_verdict ('convex', report, {'suitable', 'suitable with care'}, {});
care = report.reasons(strcmp ({report.reasons.level}, 'care'));
assert (all (ismember ({care.name}, {'perturbed', 'moved'})), sprintf ('%s\n', care.text));
END
}

@test "a singular or nonconvex lower level asks for care" {
  run_code <<'END'
expected = {'nonconvex', {'singular', 'nonconvex'}; 'nonsingleton', {'singular'}; 'mirrlees', {'nonconvex'}; ...
            'sine', {'nonconvex'}; 'coreset', {'no response'}};
for row = expected'
  report = pgdqa_diagnose (pgdqa_testproblem (row{1}), 'Display', 'off');
  check_verdict (row{1}, report, 'suitable with care', row{2});
end
p = pgdqa_testproblem ('nonconvex');
p.y0 = p.y0 - p.y0;
p.x0 = p.x0 - p.x0;                          % H y = x: the lower-level maximum
report = pgdqa_diagnose (p, 'Display', 'off');
check_verdict ('trap', report, {'suitable with care', 'unsuitable'}, {'nonconvex'});
END
}

@test "wrong derivatives are unsuitable, whatever is wrong, and are named" {
  run_code <<'END'
p = pgdqa_testproblem ('quadratic', 4, 3, 2, 'handles');
flip = @(o, i) pgdqa_objective (@(x, y) flipped (o.fun, i, x, y), o.hvp);
function [v, gx, gy] = flipped (fun, i, x, y)
  [v, gx, gy] = fun (x, y);
  if (i == 1), gx(2) = -gx(2); else, gy(2) = 1.01 * gy(2); end
end
for level = 'fg'
  for i = 1:2
    bad = p;
    bad.(level) = flip (p.(level), i);
    report = pgdqa_diagnose (bad, 'Display', 'off');
    check_verdict (level, report, 'unsuitable', {'derivatives'});
    assert (! report.derivatives.(level).ok);
    assert (any (strfind (report.derivatives.(level).verdict, 'wrong')));
    assert (report.calls.pilot, 0);
  end
end
bad = p;
bad.g = pgdqa_objective (p.g.fun, @(x, y, vx, vy) deal (0 * vx, 2 * vy));
report = pgdqa_diagnose (bad, 'Display', 'off');
check_verdict ('hvp', report, 'unsuitable', {'derivatives'});
assert (any (strfind (report.derivatives.g.verdict, 'hvp is wrong')));
END
}

@test "an unbounded lower level, an unbounded upper level and values that are not finite are unsuitable" {
  run_code <<'END'
g = @(x, y) deal (-(y - x) ^ 2 / 2, y - x, x - y);
check_verdict ('concave', pgdqa_diagnose (@bowl, g, 0, 0.3, 'Display', 'off'), 'unsuitable', {'unbounded'});
g = @(x, y) deal (y * (1 + x ^ 2), 2 * x * y, 1 + x ^ 2);
check_verdict ('linear', pgdqa_diagnose (@bowl, g, 0, 0.3, 'Display', 'off'), 'unsuitable', {'unbounded'});
p = pgdqa_testproblem ('iaptt');
p.options = struct ();                       % its bounds are what keeps it
report = pgdqa_diagnose (p, 'Display', 'off');
assert (report.verdict, 'unsuitable');
nothing = @(x, y) deal (NaN, x, y);
check_verdict ('NaN', pgdqa_diagnose (@bowl, nothing, 0, 0.3, 'Display', 'off'), 'unsuitable', {'non-finite'});
END
}

@test "no bilevel structure is said" {
  run_code <<'END'
follow = @(x, y) deal ((x - y) ^ 2, 2 * (x - y), 2 * (y - x));
cases = {@(x, y) deal((x - 1) ^ 2, 2 * (x - 1), 0), follow
         @bowl, @(x, y) deal(x ^ 2, 2 * x, 0)
         @bowl, @(x, y) deal(x ^ 2 + y ^ 2, 2 * x, 2 * y)
         @(x, y) (x - 1) ^ 2 + (y - 1) ^ 2, @(x, y) exp(x) + y ^ 2};
for i = 1:4
  report = pgdqa_diagnose (cases{i, :}, 0.1, 0.3, 'Display', 'off');
  check_verdict (sprintf ('case %d', i), report, 'unsuitable', {'structure'});
end
assert (any (strcmp (pgdqa_diagnose (@bowl, follow, 0.1, 0.3, 'Display', 'off').verdict, {'suitable'})));
END
}

# bats test_tags=long
@test "units far apart ask for care" {
  run_code <<'END'
q = pgdqa_testproblem ('quadratic', 'handles');
mixed = 10 .^ linspace (-4, 4, 5)';
cases = {1e5, 1; 1e-5, 1; mixed, 1; 1, mixed};
for i = 1:4
  [s, t] = cases{i, :};
  report = pgdqa_diagnose (@(x, y) scaled (q.f.fun, s, t, x, y), @(x, y) scaled (q.g.fun, s, t, x, y), ...
                           q.x0 ./ s, q.y0 ./ t, 'Display', 'off');
  check_verdict (sprintf ('scaled %d', i), report, 'suitable with care', {'scaling'});
end
END
}

@test "weights to which y no longer responds are noticed" {
  run_code <<'END'
n = 60;
shift = [ones(n / 2, 3); -ones(n / 2, 3)];
A = shift + sin ((1:n)' * [1, 2.3, 3.7]);
labels = [ones(n / 2, 1); 2 * ones(n / 2, 1)];
wrong = labels;
wrong(1:2:n / 2) = 2;
[f, g] = pgdqa_hypercleaning (A, wrong, A(2:3:n, :) + 0.3 * cos ((1:20)' * [1, 2, 3]), labels(2:3:n));
report = pgdqa_diagnose (f, g, zeros (n, 1), zeros (6, 1), 'Display', 'off');
check_verdict ('cleaning', report, {'suitable with care', 'unsuitable'}, {'no response'});
END
}

@test "bounds are passed on, or said to be missing" {
  run_code <<'END'
report = pgdqa_diagnose (pgdqa_testproblem ('vpbgd'), 'Display', 'off');
if (isempty (report.pilot.failure))
  assert (report.pilot.x >= -1e-12 && report.pilot.x <= 3 + 1e-12);
else
  check_verdict ('vpbgd', report, 'unsuitable', {'needs'});
end
END
}

@test "calls are counted to the last one and keep within MaxCalls" {
  run_code <<'END'
global made
p = pgdqa_testproblem ('quadratic', 4, 3, 2, 'handles');
for limit = [100, 300, 1500]
  made = 0;
  f = pgdqa_objective (@(x, y) counted (p.f.fun, x, y), @(varargin) counted_hvp (p.f.hvp, varargin{:}));
  g = pgdqa_objective (@(x, y) counted (p.g.fun, x, y), @(varargin) counted_hvp (p.g.hvp, varargin{:}));
  report = pgdqa_diagnose (f, g, p.x0, p.y0, 'MaxCalls', limit, 'Display', 'off');
  assert (report.calls.total, made);
  assert (made <= limit);
  made = 0;
  report = pgdqa_diagnose (@(x, y) counted (p.f.fun, x, y), @(x, y) counted (p.g.fun, x, y), p.x0, p.y0, ...
                           'MaxCalls', limit, 'Display', 'off');
  assert (report.calls.total, made);
  assert (made <= limit);
end
made = 0;
f = @(x, y) counted_value (p.f.fun, x, y);
g = @(x, y) counted_value (p.g.fun, x, y);
report = pgdqa_diagnose (f, g, p.x0, p.y0, 'Display', 'off', 'Options', pgdqa_options ('Derivatives', 'difference'));
assert (report.calls.total, made);
assert (made <= report.limit);
made = 0;
report = pgdqa_diagnose (f, g, p.x0, p.y0, 'Display', 'off');   % traced, once
assert (report.gradient_cost, [1, 1]);
assert (made < 50 && report.calls.total > 300);
END
}

# bats test_tags=long
@test "native objectives and handles give the same report, and so does the same seed" {
  run_code <<'END'
native = pgdqa_diagnose (pgdqa_testproblem ('quadratic', 4, 3, 2), 'Display', 'off');
handles = pgdqa_diagnose (pgdqa_testproblem ('quadratic', 4, 3, 2, 'handles'), 'Display', 'off');
assert (native.verdict, handles.verdict);
for name = {'least', 'largest'}
  assert (native.pl.(name{1}), handles.pl.(name{1}), 1e-3 * handles.pl.(name{1}));
end
assert (native.lower.curvature_max, handles.lower.curvature_max, 1e-8 * handles.lower.curvature_max);
assert (native.units.x_over_y, handles.units.x_over_y, 1e-6 * handles.units.x_over_y);
again = pgdqa_diagnose (pgdqa_testproblem ('quadratic', 4, 3, 2), 'Display', 'off');
assert (again.pl, native.pl);
assert ([again.starts.f], [native.starts.f]);
END
}

@test "the numbers of a quadratic are those of its matrices" {
  run_code <<'END'
p = pgdqa_testproblem ('quadratic', 4, 3, 2);
r = pgdqa_diagnose (p, 'Display', 'off');
A = full (p.g.Qyy);
B = full (p.g.Qxy);
e = eig (A);
assert ([r.lower.curvature_min, r.lower.curvature_max], [min(e), max(e)], 1e-8 * max (e));
assert (r.lipschitz.f_y <= norm (full (p.f.Qyy)) * (1 + 1e-8) && r.lipschitz.f_y > 0.5 * norm (full (p.f.Qyy)));
assert (r.lipschitz.g_xy <= norm (B) * (1 + 1e-8) && r.lipschitz.g_xy > 0.5 * norm (B));
assert (r.units.x_over_y, sqrt (4 / 3) * norm (A, 'fro') / norm (B, 'fro'), 1e-8);
bounds = 4 * svd ([B; A]) .^ 2;
assert (r.pl.least >= min (bounds) * (1 - 1e-8) && r.pl.largest <= max (bounds) * (1 + 1e-8));
assert (r.approximation.slope, [Inf, Inf]);
assert (r.approximation.reach, [1, 1]);
assert (all (r.lower.secants >= min (e) * (1 - 1e-6) & r.lower.secants <= max (e) * (1 + 1e-6)));
END
}

@test "the expected cost is near what a run takes" {
  run_code <<'END'
p = pgdqa_testproblem ('quadratic', 30, 30, 3);
short = pgdqa_diagnose (p, 'Display', 'off', 'MaxCalls', 300, 'Tol', 1e-6);
[~, ~, ~, ~, output] = pgdqa_solve (p, 'Schedule', 'adaptive', 'TolKKT', 0, 'MaxCalls', 2000, 'Display', 'off');
h = output.history;
taken = h.calls(find (h.stationarity <= 1e-6 * max (h.stationarity), 1));
assert (short.pilot.calls < taken);           % the pilot ended before
assert (short.cost.expected > taken / 5 && short.cost.expected < 5 * taken, ...
        'expected %g calls, taken %g', short.cost.expected, taken);
END
}

@test "an error at the start is passed on, a later one is a reason" {
  run_code <<'END'
function [v, gx, gy] = breaks (limit, x, y)
  if (abs (x) > limit), error ('mine:id', '100 %% broken at %g', x); end
  v = (x - y) ^ 2;  gx = 2 * (x - y);  gy = -gx;
end
f = @(x, y) deal ((x - 9) ^ 2, 2 * (x - 9), 0 * y + 1e-3);
err = [];
try
  pgdqa_diagnose (f, @(x, y) breaks (0.01, x, y), 0.1, 0.3, 'Display', 'off');
catch err
end
assert (err.identifier, 'mine:id');
report = pgdqa_diagnose (f, @(x, y) breaks (0.5, x, y), 0.1, 0.3, 'Display', 'off');
assert (report.verdict, 'unsuitable');
END
}

@test "answers are tested with the y of other runs" {
  run_code <<'END'
% two wells; the certificate is asked to look next to y alone
g = @(x, y) deal ((y ^ 2 - 1) ^ 2 + (0.3 + 0.1 * x) * y, 0.1 * y, 4 * y * (y ^ 2 - 1) + 0.3 + 0.1 * x);
near = struct ('Starts', 1, 'Perturbation', 1e-3);
report = pgdqa_diagnose (@bowl, g, 0.5, 1, 'Options', near, 'Display', 'off');
check_verdict ('upper well', report, 'suitable with care', {'cross'});
assert (report.pilot.exitflag == 1 && report.pilot.refuted);
lower = [report.starts.f] > 4;
assert (any (lower) && ! any (lower & [report.starts.refuted]) && all (lower | [report.starts.refuted]));
report = pgdqa_diagnose (@bowl, g, 0.5, -1, 'Options', near, 'Display', 'off');
assert (! any (strcmp ({report.reasons.name}, 'cross')) && ! report.pilot.refuted && ! any ([report.starts.refuted]));
END
}

@test "a budget that runs out is a note, no reason for care" {
  run_code <<'END'
g = @(x, y) deal ((y - x) ^ 2, 2 * (x - y), 2 * (y - x));
report = pgdqa_diagnose (@bowl, g, 3, 2, 'Display', 'off');
assert (report.verdict, 'suitable');
cases = {{@bowl, g, 3, 2, 'MaxCalls', 100}, {pgdqa_testproblem('lampariello'), 'MaxCalls', 100}, {pgdqa_testproblem('convex', 30, 1), 'MaxCalls', 500}};
for i = 1:3
  report = pgdqa_diagnose (cases{i}{:}, 'Display', 'off');
  assert (report.verdict, 'suitable', sprintf ('%d', i));
  assert (unique ({report.reasons.level}), {'note'});
  assert (any (strncmp (report.todo, 'Raise MaxCalls of pgdqa_diagnose', 32)));
end
assert (numel (report.starts) > 0 && all (isnan ([report.starts.same])));   % their limits
END
}

@test "in brief at most 12 lines of 80 columns say what to do; neither they nor the detail print NaN" {
  run_code <<'END'
wrong = @(x, y) deal ((x - y) ^ 2, 2 * (x - y), 2 * (x - y));
fails = @(x, y) deal ((y - x) ^ 2 + 0 * sqrt (x - 1.5), 2 * (x - y), 2 * (y - x));
undefined = @(x, y) deal (NaN, NaN, NaN);
long = pgdqa_testproblem ('mirrlees');
long.name = repmat ('a long name ', 1, 20);
problems = {pgdqa_testproblem('mirrlees'), pgdqa_testproblem('coreset'), pgdqa_testproblem('lampariello'), pgdqa_testproblem('nonconvex', 20, 1), ...
            pgdqa_testproblem('sine', 3), long, {@bowl, wrong, 1, 1}, {@bowl, fails, 3, 2}, {@bowl, undefined, 1, 1}};
for i = 1:numel (problems)
  p = problems{i};
  if (isstruct (p))
    p = {p};
  end
  for budget = [100, 800]
    for detail = [false, true]
      text = evalc ('report = pgdqa_diagnose (p{:}, "MaxCalls", budget, "Detail", detail);');
      lines = strsplit (strtrim (text), "\n");
      assert (max (cellfun (@numel, lines)) <= 80, text);
      assert (isempty (regexp (text, '\<NaN\>', 'once')) || strcmp (report.verdict, 'unsuitable'), text);
      assert (any (strncmp (lines, 'What to do', 10)), text);
      assert (numel (lines) <= 12 || detail, text);
    end
  end
end
END
}

@test "a BLAS that does not know the processor: diagnose and bench_all name the remedy" {
  cat >blas.m <<'END'
report = pgdqa_diagnose (pgdqa_testproblem ('lampariello'));
printf ('%s\n', report.blas_advice);
END
  octave --eval "source ('blas.m');" >usual
  grep -q OpenBLAS.*kernel <<<"$(octave --eval "disp (pgdqa_mex ('blas'))")" || skip "another BLAS"
  grep -q '^flags.*\bavx2' /proc/cpuinfo || skip "no processor with AVX2"
  export OPENBLAS_CORETYPE=Prescott
  octave --eval "source ('blas.m');" >slow
  grep -E '^BLAS +slow kernel Prescott: start Octave with OPENBLAS_CORETYPE=(Haswell|SkylakeX)$' slow
  run octave --eval "addpath ('$ROOT/bench'); bench_all ('datestr')"   # any name will do
  [[ $output == *"bench_all: slow kernel Prescott: start Octave with OPENBLAS_CORETYPE="* ]]
  OPENBLAS_CORETYPE=Haswell octave --eval "source ('blas.m');" >quick
  lacks quick 'CORETYPE'
}

@test "a ratio that nothing on the path has is not printed" {
  run_code <<'END'
g = @(x, y) deal ((y - x) ^ 2, 2 * (x - y), 2 * (y - x));
text = evalc ('pgdqa_diagnose (@bowl, g, 1, 1, "Detail", true);');
assert (! isempty (regexp (regexprep (text, '\s+', ' '), 'PL ratio \|\|grad h\|\|\^2/h: not measured [^;]* on the path; around its end: 32 to 32 at 6 points')));
END
}

@test "the report names the BLAS in use and the kernel that it has chosen" {
  cat >blas.m <<'END'
report = pgdqa_diagnose (@(x, y) deal (x ^ 2 + y ^ 2, 2 * x, 2 * y), @(x, y) deal ((y - x) ^ 2, 2 * (x - y), 2 * (y - x)), 1, 1, 'Display', 'off');
printf ('%s\n', report.blas);
END
  name=$(octave --eval "source ('blas.m');" | tail -1)
  [ -n "$name" ]
  [[ $name == OpenBLAS*kernel* ]] || skip "another BLAS: $name"
  name=$(OPENBLAS_CORETYPE=Nehalem OPENBLAS_NUM_THREADS=1 octave --eval "source ('blas.m');" | tail -1)
  [[ $name == *"kernel Nehalem, 1 thread" ]]
}

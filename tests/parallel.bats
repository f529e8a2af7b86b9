#!/usr/bin/env bats
# Runs side by side, by Octave's package parallel.

load code

@test "multistart in parallel gives the results of one process" {
  octave --eval "pkg ('load', 'parallel')" || skip "needs octave-parallel"
  code <<'END'
p = pgdqa_testproblem ('sine');
a = pgdqa_multistart (p, 5, 'Spread', 25);
b = pgdqa_multistart (p, 5, 'Spread', 25, 'Parallel', true);
assert (b.runs, a.runs);
assert (b.solutions, a.solutions);
assert (b.calls, a.calls);
assert (isequal (b.output.problem.x, a.output.problem.x) && isa (b.output.problem.f, class (a.output.problem.f)));
c = 0.1;
f = @(x, y) (x - 1) ^ 2 + c * y ^ 2;          % traced, with a function in the options
g = @(x, y) (y ^ 2 - 1 - x / 9) ^ 2;
quiet = @(x, values, state) false;
a = pgdqa_multistart (f, g, 0, 1, 4, 'OutputFcn', quiet);
b = pgdqa_multistart (f, g, 0, 1, 4, 'OutputFcn', quiet, 'Parallel', true);
assert (b.runs, a.runs);
assert (b.solutions, a.solutions);
assert (b.output.options.OutputFcn, quiet);
bad = @(x, y) error ('mine:bad', 'no value');
fail ("pgdqa_multistart (f, bad, 0, 1, 2, 'Parallel', true)", 'no value');
END
}

@test "compare in parallel gives the results of one process, tuning included" {
  octave --eval "pkg ('load', 'parallel')" || skip "needs octave-parallel"
  code <<'END'
problems = {pgdqa_testproblem('sine'), @(seed) pgdqa_testproblem('quadratic', 2 + seed, 3)};
given = {problems, {'pgdqa', 'bome', struct('label', 'fixed', 'options', pgdqa_options ('Schedule', 'fixed'))}, 'MaxCalls', 200, 'Seeds', [1, 2], 'Spread', 0.1, 'Tune', true};
a = pgdqa_compare (given{:});
b = pgdqa_compare (given{:}, 'Parallel', true);
for name = {'f', 'lower_opt', 'kkt', 'total'}
  assert (isequaln (b.final.(name{1}), a.final.(name{1})), name{1});
end
assert (isequaln (b.tuned, a.tuned));
assert (isequal (size (b.runs), size (a.runs)) && isequal (b.runs(2, 3, 2).x, a.runs(2, 3, 2).x));
assert (b.problems, a.problems);
fail ("pgdqa_compare (given{:}, 'MaxTime', 1, 'Parallel', true)", 'Parallel is true with MaxTime');
bad = struct ('f', @(x, y) error ('mine:bad', 'no value'), 'g', @(x, y) y ^ 2, 'x0', 1, 'y0', 1);
fail ("pgdqa_compare (bad, {'bome'}, 'Parallel', true)", 'no value');
END
}

@test "multistart in parallel: a missing package and a budget for all runs are refused" {
  mkdir none
  echo "function pkg (varargin), error ('there is no package'), end" >none/pkg.m
  code <<'END'
warning ('off', 'Octave:shadowed-function');
addpath ('none');
p = pgdqa_testproblem ('sine');
fail ("pgdqa_multistart (p, 2, 'Parallel', true)", 'Parallel is true, which needs Octave''s package parallel');
assert (lasterror ().identifier, 'pgdqa:needs');
fail ("pgdqa_multistart (p, 2, 'Parallel', true, 'MaxCallsTotal', 100)", 'share no budget');
assert (lasterror ().identifier, 'pgdqa:option');
END
}

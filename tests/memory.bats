#!/usr/bin/env bats
# Memory neither leaks in runs that end well nor in runs that fail: the resident size stays flat over 30 of each.

load code

# Workspaces here are of some 5 MB, so that one leak in ten would show.
flat () {
  {
    cat <<'END'
function stays_flat (run)
  for k = 1:10
    run (k);
  end
  before = memory_in_use ();
  for k = 1:30
    run (k);
  end
  grown = memory_in_use () - before;
  printf ('%d kB more after 30 runs\n', grown);
  assert (grown < 10000);
end
m = 15000;
f = @(x, y) deal (x ^ 2 + y' * y, 2 * x, 2 * y);
g = @(x, y) deal ((y - x)' * (y - x) / 2, sum (x - y), y - x);
hvp = @(x, y, vx, vy) deal (sum (vx - vy), vy - vx);
start = {1, zeros(m, 1)};
END
    cat
  } | code
}

@test "30 runs that end well" {
  flat <<'END'
native = pgdqa_quadratic (1, [], []);
native.Qyy = speye (m);
solve = {@() pgdqa_solve(f, pgdqa_objective (g, hvp), start{:}, 'MaxIter', 2, 'Restore', true), ...
         @() pgdqa_solve(f, g, start{:}, 'MaxIter', 2), ...
         @() pgdqa_solve(native, native, start{:}, 'MaxIter', 2), ...
         @() pgdqa_solve(native, native, single (start{1}), start{2}, 'MaxIter', 2, 'OutputFcn', @(x, v, s) false)};
function run_one (solve)
  [x, y, fval, exitflag, output] = solve ();
end
stays_flat (@(k) run_one (solve{mod(k, 4) + 1}));
END
}

# bats test_tags=long
@test "30 runs in which a callback fails" {
  flat <<'END'
function varargout = fail_at (fun, call, varargin)
  counted ('add', 'calls');
  if (counted ().calls == call)
    error ('mine:id', 'as it must');
  end
  [varargout{1:nargout}] = fun (varargin{:});
end
function run_one (f, g, hvp, start, k)
  failing = @(fun) @(varargin) fail_at (fun, 2 + mod (k, 3), varargin{:});
  functions = {f, g, hvp};
  where = mod (k, 3) + 1;
  functions{where} = failing (functions{where});
  counted ('reset');
  raised = '';
  try
    [x, y, fval, exitflag, output] = pgdqa_solve (functions{1}, pgdqa_objective (functions{2:3}), start{:}, 'MaxIter', 9);
  catch err
    raised = err.identifier;
  end
  assert (raised, 'mine:id');
end
stays_flat (@(k) run_one (f, g, hvp, start, k));
END
}

@test "30 runs that a wrong output of a callback ends" {
  flat <<'END'
function run_one (f, g, start, k)
  wrong = {@(x, y) deal(0, 0, y'), @(x, y) deal(0, 0, int8 (y)), @(x, y) deal(0, 0, y + 1i), @(x, y) deal(NaN, 0, y), ...
           @(x, y) deal(0, {}, y)};
  try
    [x, y, fval, exitflag, output] = pgdqa_solve (f, wrong{mod(k, 5) + 1}, start{:}, 'MaxIter', 3);
    assert (exitflag, -2);
  catch err
    assert (err.identifier, 'pgdqa:oracle');
  end
end
stays_flat (@(k) run_one (f, g, start, k));
END
}

# bats test_tags=long
@test "30 runs that OutputFcn ends by an error, by nonsense, by asking to stop" {
  flat <<'END'
function run_one (f, g, start, k)
  answers = {@(x, v, s) error('mine:id', 'as it must'), @(x, v, s) {}, @(x, v, s) true};
  ids = {'mine:id', 'pgdqa:oracle', ''};
  which = mod (k, 3) + 1;
  raised = '';
  try
    [x, y, fval, exitflag, output] = pgdqa_solve (f, g, start{:}, 'MaxIter', 3, 'OutputFcn', answers{which});
    assert (exitflag, -1);
  catch err
    raised = err.identifier;
  end
  assert (raised, ids{which});
end
stays_flat (@(k) run_one (f, g, start, k));
END
}

# bats test_tags=long
@test "too little memory for BLAS beside the problem is pgdqa:memory, not a hang" {
  cat >limited.m <<'END'
f = pgdqa_quadratic (1, [], speye (20000));
g = pgdqa_quadratic ([], [], speye (20000), [], ones (20000, 1));
if (limit == 0)
  try                                                         % what the problem takes, and the session before it
    pgdqa_solve (f, g, 1, ones (20000, 1), 'MaxCalls', 60, 'Starts', 1e6);
  end
  printf ('%s\n', regexp (fileread ('/proc/self/status'), 'VmPeak:\s*(\d+)', 'tokens', 'once'){1});
  return;
end
try
  [~, ~, ~, ~, output] = pgdqa_solve (f, g, 1, ones (20000, 1), 'MaxCalls', 60);
  disp (output.stop);
catch err
  disp (err.identifier);
end
END
  [ -r /proc/self/status ] || skip "no /proc"
  base=$(octave --eval "limit = 0; source ('limited.m');" | tail -1)
  seen=
  for more in 60 140 220 300 500; do        # MB: from too little for the problem to enough for all
    run bash -c "ulimit -v $((base + 1000 * more)); exec timeout -s KILL 30 $(printf '%q ' "${OCTAVE[@]}") --eval \"limit = 1; source ('limited.m');\""
    echo "$more MB: $output"
    [ "$status" -eq 0 ]
    seen="$seen ${lines[-1]}"
  done
  [[ $seen == *pgdqa:memory* ]]
  [[ $seen == *max_calls* || $seen == *certified* || $seen == *converged* ]]
}

@test "MaxMemory: a run keeps within it, by fewer pairs, and ends at the same answer" {
  code <<'END'
m = 3000;
d = linspace (1, 30, m)';
f = pgdqa_quadratic (1, [], speye (m), [], ones (m, 1));
b = ones (m, 1) / sqrt (m);
g = pgdqa_objective (@(x, y) deal (0.5 * sum (d .* y .^ 2) + x * (b' * y), b' * y, d .* y + b * x), @(x, y, vx, vy) deal (b' * vy, d .* vy + b * vx));
[x, ~, fval, exitflag, usual] = pgdqa_solve (f, g, 1, zeros (m, 1));
assert (exitflag, 1);
assert (usual.memory > 8 * 100 * m);
for part = [0.7, 0.45, 0.35]
  megabytes = part * usual.memory / 1e6;
  [u, ~, value, exitflag, output] = pgdqa_solve (f, g, 1, zeros (m, 1), 'MaxMemory', megabytes);
  assert (exitflag, 1);
  assert (output.memory <= 1e6 * megabytes && output.memory > 0.9e6 * megabytes);
  assert (output.options.MaxMemory, megabytes);
  assert ([u, value], [x, fval], 1e-7);
end
END
}

@test "MaxMemory: too little is pgdqa:memory before the first call, and says what is needed" {
  code <<'END'
g = pgdqa_objective (@(x, y) noted ((y - x)' * (y - x) / 2, sum (x - y), y - x), @(x, y, vx, vy) noted (sum (vx - vy), vy - vx));
f = @(x, y) noted (x ^ 2 + y' * y, 2 * x, 2 * y);
function varargout = noted (varargin)
  counted ('add', 'calls');
  varargout = varargin;
end
message = '';
try
  pgdqa_solve (f, g, 1, zeros (4000, 1), 'MaxMemory', 2);
catch err
  message = err.message;
  assert (err.identifier, 'pgdqa:memory');
end
needed = regexp (message, '^pgdqa_solve: MaxMemory is 2 MB, expected at least ([\d.]+) MB \(n = 1, m = 4000\)$', 'tokens', 'once');
assert (numel (needed), 1);
assert (counted ().calls <= 4);                      % those that tell what the functions return
needed = str2double (needed{1});
[~, ~, ~, ~, output] = pgdqa_solve (f, g, 1, zeros (4000, 1), 'MaxMemory', needed);
assert (output.memory <= 1e6 * needed && output.memory > 1e6 * needed - 2e4);
END
}

@test "MaxMemory: the default is a quarter of the machine's memory, free or not" {
  [ -r /proc/meminfo ] || skip "no /proc"
  code <<'END'
kilobytes = str2double (regexp (fileread ('/proc/meminfo'), 'MemTotal:\s*(\d+)', 'tokens', 'once'){1});
f = @(x, y) deal (x ^ 2 + y ^ 2, 2 * x, 2 * y);
[~, ~, ~, ~, output] = pgdqa_solve (f, @(x, y) deal ((y - x) ^ 2, 2 * (x - y), 2 * (y - x)), 1, 1);
assert (output.options.MaxMemory, 1024 * kilobytes / 4 / 1e6, -0.01);
assert (output.memory > 0 && output.memory < 1e6);
END
}

@test "the memory of a large run is asked for in large pages" {
  [ -e /sys/kernel/mm/transparent_hugepage ] && grep -q VmFlags /proc/self/smaps || skip "no large pages on request"
  code <<'END'
function bytes = asked_for (x, values, state)
  % ... in large pages, when it was called last as an OutputFcn
  persistent latest;
  if (nargin == 0)
    bytes = latest;
    return;
  end
  maps = fileread ('/proc/self/smaps');
  kilobytes = str2double ([regexp(maps, '\nSize: +(\d+) kB', 'tokens'){:}]);
  flags = regexp (maps, '(?<=\nVmFlags:)[^\n]*', 'match');
  latest = 1024 * sum (kilobytes(~ cellfun (@isempty, strfind (flags, ' hg'))));
  bytes = false;                                     % go on
end
m = 1e5;
f = pgdqa_quadratic (1, [], speye (m), [], ones (m, 1));
g = pgdqa_quadratic (1, ones (1, m), speye (m));
[~, ~, ~, ~, output] = pgdqa_solve (f, g, 1, zeros (m, 1), 'MaxIter', 1, 'OutputFcn', @asked_for);
bytes = asked_for ()
assert (bytes > output.memory - 2 ^ 22 && bytes < 1.5 * output.memory);
END
}

@test "an allocation of the MEX file that fails, each in turn, is pgdqa:memory, or a warning where it was for a checkpoint; the session survives" {
  cat >shim.c <<'C'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Calls of malloc and realloc from pgdqa_mex are counted; number `fails_at` fails, 0: they are not counted.  */
static long made, fails_at;

void fail_at (long at) { made = 0; fails_at = at; }
long calls_made (void) { return made; }

static int
is_due (void *from)
{
  Dl_info where;
  return fails_at != 0 && dladdr (from, &where) && strstr (where.dli_fname, "pgdqa_mex.mex") && ++made == fails_at;
}

void *
malloc (size_t bytes)
{
  static void *(*real) (size_t);
  if (!real)
    real = (void *(*) (size_t)) dlsym (RTLD_NEXT, "malloc");
  if (is_due (__builtin_return_address (0))) {
    errno = ENOMEM;
    return NULL;
  }
  return real (bytes);
}

void *
realloc (void *old, size_t bytes)
{
  static void *(*real) (void *, size_t);
  if (!real)
    real = (void *(*) (void *, size_t)) dlsym (RTLD_NEXT, "realloc");
  if (is_due (__builtin_return_address (0))) {
    errno = ENOMEM;
    return NULL;
  }
  return real (old, bytes);
}
C
  cat >shim_mex.c <<'C'
#include <mex.h>
void fail_at (long);
long calls_made (void);
void
mexFunction (int nlhs, mxArray **plhs, int nrhs, const mxArray **prhs)
{
  (void) nlhs;
  if (nrhs > 0)
    fail_at ((long) mxGetScalar (prhs[0]));
  plhs[0] = mxCreateDoubleScalar ((double) calls_made ());
}
C
  cc -O1 -shared -fPIC -o shim.so shim.c -ldl
  mkoctfile --mex -o shim_mex.mex shim_mex.c
  cat >inject.m <<'M'
1;
f = @(x, y) deal (sumsq (x - 1) + sumsq (y), 2 * (x - 1), 2 * y);
g = @(x, y) deal (sumsq (y - x), 2 * (x - y), 2 * (y - x));
p = pgdqa_testproblem ('quadratic', 3, 4);
runs = {@() pgdqa_solve(f, g, ones (3, 1), ones (3, 1)), ...
        @() pgdqa_solve(f, g, ones (3, 1), ones (3, 1), 'Checkpoint', 'run', 'CheckpointEvery', 0), ...
        @() pgdqa_solve(f, g, ones (3, 1), ones (3, 1), 'Resume', 'run'), ...
        @() pgdqa_solve(p)};
failed = 0;
for run = runs
  shim_mex (-1);
  run{1} ();
  count = shim_mex ();
  for at = [1:min(count, 12), count]
    shim_mex (at);
    lastwarn ('', '');
    id = error_of (run{1});
    [~, warned] = lastwarn ();
    reached = shim_mex () >= at;   % a file that an earlier round left may spare an allocation
    shim_mex (0);
    assert (! reached || any (strcmp (id, {'pgdqa:memory', 'pgdqa:checkpoint'})) || strcmp (warned, 'pgdqa:checkpoint'), '%d of %d: %s', at, count, id);
    failed += ! isempty (id);
    still_solves ();
  end
end
printf ('%d failed\n', failed);
assert (failed > 10);
M
  LD_PRELOAD="$PWD/shim.so" octave inject.m 2>&1
}

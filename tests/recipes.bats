#!/usr/bin/env bats
# The recipes of CONTRIBUTING.md: what is added as they say is there for users.

load helper

# before FILE PATTERN: inserts standard input before the first line of FILE that matches
before () {
  local line
  line=$(grep -n -m 1 -e "$2" "$1" | cut -d: -f1)
  [ -n "$line" ] || { echo "$1 has no line $2"; return 1; }
  sed -i "$((line - 1))r /dev/stdin" "$1"
}

# replace FILE TEXT BY: in the one line of FILE that holds TEXT
replace () {
  [ "$(grep -cF -e "$2" "$1")" -eq 1 ] || { echo "$1 does not have one line with $2"; return 1; }
  sed -i "s/$2/$3/" "$1"
}

add_options () {
  before src/base/options.def '^#undef GROUP' <<'END'
OPTION (shortest_step, "ShortestStep", NUMBER, 1e-3, 1e-3, 0, OPEN_INF, "stop at a step shorter than this", "Lower it to go on.")
OPTION (moves, "Moves", CHOICE, 0, 0, 0, 0, "which variables move", "y-alone solves the lower level.")
  WORD (MOVES_both, "both")
  WORD (MOVES_y_alone, "y-alone")
END
}

add_objective () {
  cat >src/objectives/sphere.c <<'END'
/* weight / 2 (x'x + y'y) */
#include "base/real.h"

#include "problem/objective.h"

static const field fields[] = { { "weight", "1", "1", false, 0, 0 }, { .name = NULL } };

static real
weight (const instance *o)
{
  const matrix *data = o->data;
  return data->val ? *data->val : 0;
}

static status
hvp (const instance *o, const real *vx, const real *vy, real *hx, real *hy)
{
  for (size_t i = 0; hx && i < o->d.n; i++)
    hx[i] = vx ? weight (o) * vx[i] : 0;
  for (size_t j = 0; hy && j < o->d.m; j++)
    hy[j] = weight (o) * vy[j];
  return RUNNING;
}

static status
eval (const instance *o, const real *x, const real *y, double *phi, real *gx, real *gy)
{
  *phi = 0.5 * (double) weight (o) * (vec_dot (o->d.n, x, x) + vec_dot (o->d.m, y, y));
  return hvp (o, x, y, gx, gy);
}

const objective objective_sphere = { .name = "sphere", .fields = fields, .eval = eval, .hvp = hvp };
END
  before src/base/registry.def '^#undef METHOD' <<<'OBJECTIVE (sphere)'
  cat >m/objectives/pgdqa_sphere.m <<'END'
% -*- texinfo -*-
% @deftypefn {} {@var{objective} =} pgdqa_sphere (@var{weight})
% Make the objective weight / 2 (x'x + y'y), evaluated wholly in compiled code.
% @end deftypefn

function objective = pgdqa_sphere (weight)
  objective = struct ('objective', 'sphere', 'weight', weight);
end
END
  before INDEX '^ pgdqa_quadratic' <<<' pgdqa_sphere'
  before m/pgdqa.m '^% @item pgdqa_regselection' <<'END'
% @item pgdqa_sphere
% half a weighted sum of squares
END
  before tests/bist.bats '^@test "pgdqa_methods ' <<<'@test "pgdqa_sphere" { bist; }'
}

add_method () {
  cat >src/methods/descent.c <<'END'
/* x <- x - gamma grad_x f,  y <- y - gamma grad_y g */
#include "base/real.h"

#include "methods/method.h"

static void
prepare (run *r)
{
  r->gamma = r->opt->step_size > 0 ? r->opt->step_size : 0.1;
}

static status
step (run *r)
{
  const size_t n = (int) r->opt->moves == MOVES_both ? r->d.n : 0;
  r->moved = r->gamma * hypot (vec_norm (n, r->grad_f), vec_norm (r->d.m, r->grad_g));
  if (r->moved < r->opt->shortest_step)
    return STOP_SHORT_STEP;
  vec_axpy (n, -r->gamma, r->grad_f, r->z);
  vec_axpy (r->d.m, -r->gamma, r->grad_g, r->z + r->d.n);
  return RUNNING;
}

const method method_descent = { .name = "descent", .source = "tests", .prepare = prepare, .step = step, .close = close_plain };
END
  before src/base/registry.def '^VARIANT' <<<'METHOD (descent, "StepSize", "ShortestStep|Moves")'
  before m/solve/pgdqa_methods.m '^% @item aid$' <<'END'
% @item descent
% a step of each level by itself
END
  before m/compare/pgdqa_compare.m '^% @item vpbgd' <<<'% @item descent @tab StepSize'
}

add_column () {
  before src/solver/history.def '^#undef COLUMN' \
    <<<'COLUMN (moved, s->run.moved, "moved", " %10.3e", "log", "length of the latest step", "||step||", NULL)'
  replace m/solve/pgdqa_output.m 'phase, calls, time;' 'phase, calls, time, moved;'
}

add_stop () {
  before src/base/status.def '^STOP (NO_PROGRESS' \
    <<<'STOP (SHORT_STEP, -4, true, CLAIM_none, "Step too short", "The latest step was shorter than ShortestStep.")'
  replace m/solve/pgdqa_output.m '-4: no_progress' '-4: short_step, no_progress'
}

# bats test_tags=long
@test "an option, a native objective, a method, a history column and a stop reason are added as CONTRIBUTING.md says" {
  working_tree_repository tree
  cd tree
  add_options
  add_objective
  add_method
  add_column
  add_stop

  # they touched no file that the recipes do not name
  git add --all
  git diff --cached --name-only | sed -E 's/(sphere|descent)/NAME/' | sort -u | while read -r file; do
    grep -qF "\`$file\`" CONTRIBUTING.md || { echo "no recipe names $file"; exit 1; }
  done

  make --silent -C src -j2 OPTIMISE=-O0 pgdqa_mex.mex
  bats --filter 'INDEX|help names|overview|every function is named' tests/docs.bats tests/bist.bats
  cat >../use.m <<'END'
1;
function row = row_of (table, name)
  row = table(strcmp ({table.name}, name));
end

% options
listing = evalc ('pgdqa_options ()');
assert (! isempty (regexp (listing, 'ShortestStep +0.001 +stop at a step shorter than this \(number in \[0,\s+Inf\); for descent\)\n')));
assert (! isempty (regexp (listing, 'Moves +both +which variables move \(both \| y-alone; for descent\)\n')));
assert (! isempty (regexp (evalc ('pgdqa_options (''moves'')'), '\ny-alone solves the lower level\.\n')));
assert (row_of (pgdqa_options (), 'StepSize').methods, 'qcqp|bome|vpbgd|f2sa|aid|descent');
assert (pgdqa_options ('Method', 'descent', 'moves', 'Y-alone').Moves, 'Y-alone');
fail ("pgdqa_options ('Method', 'descent', 'Moves', 'x')", 'Moves is ''x'', expected one of both\|y-alone');
fail ("pgdqa_options ('Moves', 'y-alone')", 'Moves is set but Method ''pgdqa'' with Schedule ''adaptive'' does not read it, expected one of descent');

% objective, method, column and stop reason in one run
f = pgdqa_sphere (3);
g = pgdqa_quadratic (2, [], 2, [], -2);
assert (pgdqa_check (f, g, 2, -3, 'Display', 'off').ok);
printed = evalc ('[x, y, fval, exitflag, output] = pgdqa_solve (f, g, 1, 4, ''Method'', ''descent'', ''Display'', ''iter'');');
assert ([x, y, fval], [0, 1, 1.5], 0.05);
assert ({output.method, output.options.Moves, output.options.ShortestStep}, {'descent', 'both', 1e-3});
assert ({output.stop, output.exitflag, output.at_rest}, {'short_step', -4, true});
words = row_of (pgdqa_mex ('stops'), 'short_step').words;
assert (strncmp (output.message, words, numel (words) - 1), output.message);   % more may follow after the words
moved = output.history.moved;
assert (moved(2), 0.1 * hypot (3, 6), 1e-12);
assert (moved(end) < 1e-3 && moved(end-2) >= 1e-3);
assert (! isempty (regexp (printed, '^ *iteration .* moved\n')));
[x, y] = pgdqa_solve (f, g, 1, 4, 'Method', 'descent', 'Moves', 'y-alone', 'ShortestStep', 1e-5);
assert ([x, y], [1, 1], 1e-4);

% where labels, titles and constants are shown
if (! isempty (available_graphics_toolkits ()))
  warning ('off', 'Octave:gnuplot-graphics', 'local');
  handles = pgdqa_plot (output, 'What', 'moved', 'Visible', 'off');
  assert (get (get (handles.axes, 'title'), 'string'), 'length of the latest step');
  assert (strncmp (get (get (handles.axes, 'ylabel'), 'string'), '||step||', 8));
end
pgdqa_report (output, 'File', 'report.html', 'Plots', false);
assert (any (strfind (fileread ('report.html'), 'exitflag -4: Step too short')));
problem = struct ('f', f, 'g', g, 'x0', 1, 'y0', 4);
result = pgdqa_compare (problem, {'descent'}, 'MaxCalls', 60, 'Points', 3, 'Spread', 1, 'Tune', true, 'TuneGrid', 1);
assert (result.tuned.names, {'StepSize'});
END
  "${BARE_OCTAVE[@]}" --path "$PWD/m" --path "$PWD/src" --eval "cd ..; source ('use.m');" 2>&1
}

#!/usr/bin/env bats
# The scripts of examples/reproduce in quick mode: table, row, and a number of each that is certain.  One of each kind of script is quick
# to test; the others, and the pictures, are long tests.

load code

# quick ID: runs that script without its picture into figures/; defines row, panels (struct array: curve name, x, y, panel), problem data of the scripts
quick () {
  octave <(cat <<END
1;
warning ('off', 'Octave:shadowed-function');
addpath ('$ROOT/examples/reproduce', '$ROOT/tests/fixtures/no_toolkit');
function v = value (row, pattern)          % the number after a pattern in what was measured
  token = regexp (row.measured, [pattern, ' *(-?[0-9.]+(e[-+]?[0-9]+)?)'], 'tokens', 'once');
  assert (! isempty (token), '%s: no %s', row.measured, pattern);
  v = str2double (token{1});
end
function t = table (id)
  text = fileread (fullfile ('figures', [id, '.csv']));
  assert (strncmp (text, "panel,curve,x,y,low,high\n", 25));
  cells = regexp (text, '(?:^|\n)(\d+),"([^"]*)",([^,\n]*),([^,\n]*),', 'tokens');
  t.panel = cellfun (@(c) str2double (c{1}), cells)';
  t.curve = cellfun (@(c) c{2}, cells, 'UniformOutput', false)';
  t.x = cellfun (@(c) str2double (c{3}), cells)';
  t.y = cellfun (@(c) str2double (c{4}), cells)';
  assert (numel (t.x) >= 4 && all (isfinite (t.x)));
end
function y = curve (t, panel, name)
  here = t.panel == panel & strcmp (t.curve, name);
  assert (any (here), 'no curve %s in panel %d', name, panel);
  y = t.y(here);
end
text = evalc ("row = reproduce_$1 ('quick', 'figures');");
assert (any (strfind (text, 'To be seen: ')));
assert (fieldnames (row), {'figure'; 'source'; 'found'; 'measured'; 'verdict'; 'seconds'});
assert (lower (row.figure), '$1');
for name = {'source', 'found', 'measured', 'verdict'}
  assert (ischar (row.(name{1})) && ! isempty (row.(name{1})));
end
assert (row.seconds > 0 && row.seconds < Inf);
t = table ('$1');
$(cat)
END
) 2>&1
}

# bats test_tags=long
@test "S1 and S2: the relaxed flow keeps ||grad_y g|| within eps, and the adaptive default solves the lower level" {
  quick s1 <<'END'
for name = {'RXGF, alpha 0.1', 'RXGF, alpha 1'}
  v = curve (t, 3, name{1});
  assert (v(end) > 1e-3 && all (v <= 0.1 + 1e-4));
  f = curve (t, 1, name{1});
  assert (f(end) < f(1) && curve (t, 4, name{1})(1) >= f(1) - 1e-6);
end
assert (curve (t, 6, 'adaptive (default)')(end) < 1e-6);
END
  quick s2 <<'END'
assert (curve (t, 3, 'RXGF, eps 0.5')(end) > curve (t, 3, 'RXGF, eps 0.1')(end));
assert (all (curve (t, 3, 'RXGF, eps 0.5') <= 0.5) && all (curve (t, 3, 'RXGF, eps 0.1') <= 0.1 + 1e-4));
END
}

@test "S3: the second-order flow decreases ||grad_y g|| by exp (-0.05 t)" {
  quick s3 <<'END'
here = t.panel == 3 & strcmp (t.curve, 'SecondOrder');
assert (t.y(here), t.y(here)(1) * exp (-0.05 * t.x(here)), 1e-6);
END
}

@test "S4: the vector constraint is kept to rounding, so that f as returned is f solved again" {
  quick s4 <<'END'
name = 'SGF (vector constraint)';
assert (max (curve (t, 3, name)) < 1e-9);
assert (curve (t, 1, name), curve (t, 4, name), 1e-6);
END
}

# bats test_tags=long
@test "S5: cleaning; f solved again of the adaptive default is the lowest" {
  quick s5 <<'END'
for panel = [4, 8]
  best = curve (t, panel, 'adaptive (default)')(end);
  assert (best < min (curve (t, panel, 'RXGF')) && best < min (curve (t, panel, 'AID')));
end
accuracy = curve (t, 1, 'RXGF');
assert (all (accuracy >= 0 & accuracy <= 1));
assert (any (strfind (row.measured, 'generated rows')));
END
}

# bats test_tags=long
@test "S6: the flow on the KKT map, started at a KKT point, stays within eps; the adaptive answer is none below the optimum" {
  quick s6 <<'END'
v = curve (t, 3, 'RXGF on the KKT map, eps 0.1');
assert (v(1) < 1e-12 && all (v < 0.1));
assert (value (row, 'adaptive: f') >= value (row, 'exact optimum') - 1e-5);
assert (curve (t, 6, 'adaptive (default)')(end) < 1e-6);
END
}

# bats test_tags=long
@test "Q1 and Q2: QCQP is feasible as long as its line search runs; ticks of AID are eleven an iteration" {
  quick q1 <<'END'
for name = {'QCQP, w 0.001', 'QCQP, w 0.01', 'QCQP, w 0.1'}
  assert (all (curve (t, 3, name{1}) <= 0.1 + 1e-9));
end
assert (any (strfind (row.measured, 'constant steps 0 0 0')));
END
  quick q2 <<'END'
ticks = t.x(t.panel == 1 & strcmp (t.curve, 'AID'));
assert (all (mod (ticks, 11) == 0) && ticks(end) == 11 * floor (200 / 11));
END
}

# bats test_tags=long
@test "Q3: cleaning on pixels; QCQP's ||grad_y g|| stays within eps" {
  quick q3 <<'END'
assert (all (curve (t, 2, 'QCQP, w 0.001, eps 0.5') <= 0.5));
best = curve (t, 4, 'adaptive (default)')(end);
assert (best < min (curve (t, 4, 'BOME, step 1')));
END
}

# bats test_tags=long
@test "Q4: the barrier's lower level is solved at the start, and by the adaptive default as far as f can tell" {
  # near the barrier grad_y g exceeds 1, rounding decides between basins, and ||grad_y g|| ends at 1e-13 to 2e-6, as BLAS sums
  quick q4 <<'END'
assert (curve (t, 3, 'AID')(1) < 1e-4);
assert (curve (t, 6, 'adaptive (default)')(end) < 1e-5);
assert (curve (t, 1, 'adaptive (default)')(end), curve (t, 4, 'adaptive (default)')(end), 1e-5);
END
}

@test "theory: in regime pl the average falls with K on the convex problem" {
  quick theory <<'END'
average = curve (t, 1, 'convex');
assert (average(end) < average(1));
assert (value (row, 'pl, convex \([^)]*\): [-0-9.e> ]*, slope') < -0.3);
END
}

@test "the starts are the numbers of the sources' generator, and data that are absent are generated and said to be" {
  code <<END
addpath ('$ROOT/examples/reproduce/private');
z = [-1.1258; -1.1524; -.2506; -.4339; .5988; -1.5551; -.3414; 1.8530; .4681; -.1577; 1.4437; .2660; 1.3894; 1.5863; .9463; -.8437; .9318; 1.2590; ...
     2.0050; .0537];
assert (torch_start (0, 20, 20), z, 1e-4);
assert (torch_normal (0, 20), torch_start (0, 20, 20));
[x, y] = torch_start (3, 20, 30);
assert (numel (y), 30);
assert (! isequal (x(1:16), y(1:16)));
H = diag (1:20);
[x, y] = torch_start (0, 20, 20, H);
assert (H * y, x, 1e-12);
for folder = {'', 'nowhere', '$ROOT/DESCRIPTION', pwd()}   % unset or empty, absent, no folder, empty folder
  setenv ('PGDQA_SHARED', folder{1});
  [data, words] = shared_instance ();
  p = pgdqa_testproblem ('convex', 20, 1);
  q = pgdqa_testproblem ('convex', data);
  assert (isequal (p.f, q.f) && isequal (p.g, q.g));
  assert (any (strfind (words, 'generated')));
end
END
}

# bats test_tags=long
@test "P1 and P2: the adaptive default solves the lower level, the fixed runs do not" {
  quick p1 <<'END'
assert (curve (t, 3, 'adaptive (default)')(end) < 1e-8 && curve (t, 3, 'pl, K = 800')(end) > 1e-3);
assert (curve (t, 1, 'adaptive (default)')(end), curve (t, 2, 'adaptive (default)')(end), 1e-8);
END
  quick p2 <<'END'
assert (curve (t, 3, 'adaptive (default)')(end) < 1e-8 && curve (t, 3, 'PGD-QA general')(end) > 1e-3);
assert (curve (t, 5, 'adaptive (default)')(end), curve (t, 1, 'adaptive (default)')(end), 1e-8);
END
}

# bats test_tags=long
@test "P3: the start of seed 4 is a lower-level maximum, which the adaptive default leaves" {
  quick p3 <<'END'
if (isempty (strfind (row.measured, 'generated instance')))   % of another instance seed 4 need not start at a maximum
  assert (value (row, 'g at the start of seed 4: \+'), 1, 1e-3);
end
assert (curve (t, 4, 'adaptive (default)')(end), -1, 1e-8);
END
}

@test "P4: a fixed run goes below the infimum 4.5, and is above it when the lower level is solved again" {
  quick p4 <<'END'
assert (curve (t, 1, 'PGD-QA general')(end) < 4.5 && curve (t, 2, 'PGD-QA general')(end) > 4.5);
assert (curve (t, 2, 'adaptive (default)')(end), 4.5, 1e-4);
END
}

# bats test_tags=long
@test "P5 and P6: cleaning; f solved again of the adaptive default is the lowest" {
  for id in p5 p6; do
    quick "$id" <<'END'
assert (any (strfind (row.measured, 'generated rows')));
best = curve (t, 2, 'adaptive (default)')(end);
assert (best < min (curve (t, 2, 'PGD-QA general')) && best < min (curve (t, 7, 'BOME')));
accuracy = curve (t, 10, 'V-PBGD');
assert (all (accuracy >= 0 & accuracy <= 1));
END
  done
}

# bats test_tags=long
@test "P7 and P8: f on the path falls with calls; a run with more time is no run with less" {
  quick p7 <<'END'
f = curve (t, 1, 'PGD-QA general');
assert (f(end) < f(1));
calls = t.x(t.panel == 1 & strcmp (t.curve, 'BOME'));
assert (all (diff (calls) >= 0));
END
  quick p8 <<'END'
seconds = t.x(t.panel == 1 & strcmp (t.curve, 'PGD-QA pl'));
assert (numel (seconds) == 2 && seconds(2) > seconds(1));
assert (curve (t, 3, 'PGD-QA pl')(end) > 1e-3);
END
}

# bats test_tags=long
@test "dimension and samples: the adaptive default reaches the tolerance within the calls" {
  quick dimension <<'END'
for panel = [1, 3]
  calls = curve (t, panel, 'adaptive (default)');
  assert (numel (calls) == 2 && all (calls <= 600));
end
END
  quick samples <<'END'
assert (curve (t, 1, 'adaptive (default)')(end) <= 200);
END
}

# bats test_tags=long
@test "table: a row for every method and problem, and who loses where is told from its numbers" {
  quick table <<'END'
lines = strsplit (strtrim (fileread (fullfile ('figures', 'table.md'))), "\n");
assert (numel (lines), 2 + 5 * 10);
numbers = regexp (lines(3:end), '\| ([^|]*) \| ([^|]*) \| ([-0-9.NaInf]*) \|', 'tokens', 'once');
f = @(problem, method) str2double (numbers{cellfun (@(c) strncmp (c{1}, problem, numel (problem)) && strcmp (c{2}, method), numbers)}{3});
assert (f ('coreset', 'PGD-QA adaptive'), 4.5, 1e-3);
told = any (strfind (row.verdict(1:strfind (row.verdict, '. PGD-QA pl')), 'convex ('));
assert (told, any (cellfun (@(m) f ('convex', m) < f ('convex', 'PGD-QA adaptive') - 1e-2, {'rxgf', 'sgf', 'qcqp', 'bome', 'vpbgd', 'f2sa', 'aid'})));
END
}

# bats test_tags=long
@test "all of them one after another, with their pictures" {
  code <<END
addpath ('$ROOT/examples/reproduce');
rows = reproduce_all ('quick', 'figures');
assert (numel (rows), numel (dir ('$ROOT/examples/reproduce/reproduce_*.m')) - 1);
if (! isempty (available_graphics_toolkits ()))
  for row = rows
    assert (dir (fullfile ('figures', [lower(row.figure), '.png'])).bytes > 5000);
  end
end
END
}

# bats test_tags=long
@test "hypercleaning_mnist reads IDX files, plain and compressed" {
  oct "assert (test ('$ROOT/examples/hypercleaning_mnist.m', 'quiet', stdout));"
}

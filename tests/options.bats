#!/usr/bin/env bats
# pgdqa_options, and how options reach the solver.

load code

@test "the table lists every option with its kind, default, range and meaning" {
  code <<'END'
table = pgdqa_options ();
expected = {'Method', 'Regime', 'Schedule', 'Restore', 'MaxIter', 'MaxCalls', 'MaxTime', 'TolKKT', 'TolLower', 'StepScale', ...
            'AlphaScale', 'Relaxation', 'ScaleX', 'ScaleY', 'XMin', 'XMax', 'YMin', 'YMax', 'Derivatives', 'Display', ...
            'OutputFcn', 'HistoryEvery'};
assert (setdiff (expected, {table.name}), cell (1, 0));
assert (numel (unique ({table.name})), numel (table));
for row = table'
  assert (any (strcmp (row.kind, {'number', 'count', 'switch', 'choice', 'function', 'bound'})));
  assert (numel (row.meaning) > 8);
  switch (row.kind)
    case {'number', 'count'}
      assert (! isempty (strfind (row.range, 'number in')));
      assert (isscalar (row.default) && isscalar (row.default_single));
    case 'switch'
      assert (class (row.default), 'logical');
    case 'choice'
      assert (any (strcmp (row.default, strsplit (row.choices, '|'))));
  end
end
END
}

@test "the defaults are those documented, and those in force" {
  code <<'END'
[f, g] = lampariello ();
[~, ~, ~, ~, output] = pgdqa_solve (f, g, 0, 0, 'MaxIter', 1);
[~, ~, ~, ~, output_single] = pgdqa_solve (f, g, single (0), 0, 'MaxIter', 1);
expected = {'Method', 'pgdqa', 'pgdqa'; 'Regime', 'general', 'general'; 'Schedule', 'diminishing', 'diminishing'; ...
            'Restore', false, false; 'MaxCalls', Inf, Inf; 'MaxTime', Inf, Inf; 'TolKKT', 1e-6, 1e-3; ...
            'TolLower', 1e-6, 1e-3; 'StepScale', 1, 1; 'AlphaScale', 1, 1; 'Relaxation', 0, 0; 'ScaleX', 1, 1; 'ScaleY', 1, 1; ...
            'XMin', -Inf, -Inf; 'XMax', Inf, Inf; 'YMin', -Inf, -Inf; 'YMax', Inf, Inf; 'Derivatives', 'difference', 'difference'; ...
            'Display', 'off', 'off'; 'OutputFcn', [], []; 'HistoryEvery', 1, 1};
table = pgdqa_options ();
for k = 1:rows (expected)
  row = table(strcmp ({table.name}, expected{k,1}));
  assert (row.default, expected{k,2});
  assert (row.default_single, expected{k,3});
  assert (output.options.(row.name), expected{k,2});
  assert (output_single.options.(row.name), expected{k,3});
end
assert (table(strcmp ({table.name}, 'MaxIter')).default, 1e5);
assert (output.options.MaxIter, 1);
assert (sort (fieldnames (output.options)), sort ({table.name}'));
END
}

@test "without an output the table is printed, every option on a line of its own" {
  code <<'END'
lines = strsplit (evalc ('pgdqa_options ()'), "\n");
for row = pgdqa_options ()'
  mine = lines(strncmp (lines, [row.name, ' '], numel (row.name) + 1));
  assert (numel (mine), 1);
  assert (! isempty (strfind (mine{1}, row.meaning)));
end
assert (! isempty (regexp (strjoin (lines, "\n"), 'TolKKT +1e-06 \(0.001\) +number in \[0, Inf\]')));
END
}

@test "names and values make a struct of just these, whatever their case" {
  code <<'END'
assert (pgdqa_options ('MaxIter', 5, 'Regime', 'pl'), struct ('MaxIter', 5, 'Regime', 'pl'));
assert (pgdqa_options ('maxiter', 5, 'REGIME', 'PL'), struct ('MaxIter', 5, 'Regime', 'PL'));
assert (pgdqa_options ('MaxIter', 5, 'MaxIter', 6), struct ('MaxIter', 6));
old = pgdqa_options ('MaxIter', 5, 'Restore', true);
assert (pgdqa_options (old, 'MaxIter', 7), struct ('MaxIter', 7, 'Restore', true));
assert (pgdqa_options (old), old);
assert (pgdqa_options (struct ('maxiter', 3)), struct ('MaxIter', 3));
assert (pgdqa_options (struct ()), struct ());
END
}

@test "values in range pass in every numeric class, an empty one stands for the default" {
  code <<'END'
for value = {5, single(5), int32(5), uint8(5)}
  [f, g] = lampariello ();
  [~, ~, ~, ~, output] = pgdqa_solve (f, g, 0, 0, 'MaxIter', value{1});
  assert (output.iterations, 5);
end
for name = {'Restore', 'Display', 'MaxIter', 'OutputFcn', 'XMin'}
  pgdqa_options (name{1}, []);
end
assert (pgdqa_mex ('options', struct ('TolKKT', [])).TolKKT, 1e-6);
accepted = {'MaxIter', 0; 'MaxIter', Inf; 'MaxCalls', 4; 'MaxTime', 1e-9; 'TolKKT', 0; 'TolLower', Inf; 'StepScale', realmin; ...
            'AlphaScale', realmax; 'Relaxation', 0; 'HistoryEvery', Inf; 'Restore', 1; 'Restore', false; 'XMin', -Inf; ...
            'YMax', [Inf; Inf]; 'Display', "iter"; 'Derivatives', 'Complex-Step'; 'OutputFcn', @(x, v, s) false};
for k = 1:rows (accepted)
  assert (pgdqa_options (accepted{k,:}), struct (accepted{k,1}, {accepted{k,2}}));
end
END
}

@test "options reach the solver as pairs, as a struct, and both, the later ones winning" {
  code <<'END'
function check (iterations, varargin)
  [~, ~, ~, ~, output] = pgdqa_solve (varargin{:});
  assert (output.iterations, iterations);
  assert (output.options.StepScale, 0.2);
end
[f, g] = lampariello ();
check (3, f, g, 0, 0, 'MaxIter', 3, 'StepScale', 0.2);
check (3, f, g, 0, 0, struct ('MaxIter', 3, 'StepScale', 0.2));
check (4, f, g, 0, 0, pgdqa_options ('MaxIter', 3, 'StepScale', 0.2), 'MaxIter', 4);
problem = struct ('f', f, 'g', g, 'x0', 0, 'y0', 0);
check (3, problem, 'MaxIter', 3, 'StepScale', 0.2);
problem.options = struct ('MaxIter', 5, 'StepScale', 0.2);
check (5, problem);
check (6, problem, 'MaxIter', 6);
check (7, problem, struct ('MaxIter', 7));
check (8, problem, struct ('MaxIter', 7), 'maxiter', 8);
problem.options = [];
check (3, problem, 'MaxIter', 3, 'StepScale', 0.2);
END
}

@test "a call without options, with [] or with struct () uses the defaults" {
  code <<'END'
[f, g] = lampariello ();
[~, ~, ~, ~, a] = pgdqa_solve (f, g, 0, 0);
[~, ~, ~, ~, b] = pgdqa_solve (f, g, 0, 0, []);
[~, ~, ~, ~, c] = pgdqa_solve (f, g, 0, 0, struct ());
assert (b.options, a.options);
assert (c.options, a.options);
assert ([b.iterations, c.iterations], a.iterations * [1, 1]);
END
}

@test "of an optimset struct MaxIter, Display and OutputFcn are honoured and the rest warns" {
  code <<'END'
lastwarn ('', '');
options = pgdqa_options (optimset ('MaxIter', 9, 'Display', 'final', 'OutputFcn', @recorder));
assert (lastwarn (), '');
assert (options, struct ('MaxIter', 9, 'Display', 'final', 'OutputFcn', @recorder));
options = pgdqa_options (optimset ('MaxIter', 9, 'TolX', 1e-3, 'Jacobian', 'on'));
[message, id] = lastwarn ();
assert (id, 'pgdqa:option');
assert (! isempty (strfind (message, 'Jacobian, TolX')));
assert (options, struct ('MaxIter', 9));
[f, g] = lampariello ();
[~, ~, ~, ~, output] = pgdqa_solve (f, g, 0, 0, optimset ('MaxIter', 2));
assert (output.iterations, 2);
END
}

@test "an OutputFcn set as an option is the one in force" {
  code <<'END'
[f, g] = lampariello ();
recorder ('reset');
[~, ~, ~, ~, output] = pgdqa_solve (f, g, 0, 0, 'OutputFcn', @recorder, 'MaxIter', 2);
assert (output.options.OutputFcn, @recorder);
assert (numel (recorder ('read')) > 3);
END
}

#!/usr/bin/env bats
# pgdqa_options, and how options reach the solver.

load code

@test "the table lists every option with its kind, default, range and meaning" {
  code <<'END'
table = pgdqa_options ();
assert (numel (unique ({table.name})), numel (table));
for row = table'
  assert (any (strcmp (row.kind, {'number', 'count', 'switch', 'choice', 'function', 'bound', 'matrix', 'struct', 'text'})));
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
expected = {'Method', 'pgdqa', 'pgdqa'; 'Regime', 'auto', 'auto'; 'Schedule', 'adaptive', 'adaptive'; ...
            'Restore', false, false; 'MaxCalls', Inf, Inf; 'MaxTime', Inf, Inf; 'TolKKT', 1e-6, 1e-3; ...
            'TolLower', 1e-6, 1e-3; 'TolFun', 1e-6, 1e-3; 'StepScale', 1, 1; 'AlphaScale', 1, 1; 'Relaxation', 0, 0; ...
            'ScaleX', 1, 1; 'ScaleY', 1, 1; 'XMin', -Inf, -Inf; 'XMax', Inf, Inf; 'YMin', -Inf, -Inf; 'YMax', Inf, Inf; ...
            'Starts', 0, 0; 'Seed', 0, 0; 'Perturbation', 1, 1; 'Derivatives', 'auto', 'auto'; 'Display', 'off', 'off'; ...
            'OutputFcn', [], []; 'PlotFcn', [], []; 'LowerSolve', [], []; 'WarmStart', [], []; 'HistoryEvery', 1, 1};
% Schedule adaptive, the default, has defaults of its own
adaptive = {'Restore', true, true; 'TolKKT', 5e-10, 1e-4; 'TolLower', 1e-8, 1e-3; 'Starts', 12, 12};
[f, g] = lampariello ();
table = pgdqa_options ();
for schedule = {'diminishing', 'adaptive', ''}
  options = {'MaxIter', 1};
  if (! isempty (schedule{1}))
    options(3:4) = {'Schedule', schedule{1}};
  end
  [~, ~, ~, ~, output] = pgdqa_solve (f, g, 0, 0, options{:});
  [~, ~, ~, ~, output_single] = pgdqa_solve (f, g, single (0), 0, options{:});
  for k = 1:rows (expected)
    row = table(strcmp ({table.name}, expected{k,1}));
    in_force = expected(k,2:3);
    own = strcmp (adaptive(:,1), row.name);
    usual = in_force;
    if (any (own))
      usual = adaptive(own,2:3);
    end
    assert ({row.default, row.default_single}, usual);
    assert ({row.other_default, row.other_default_single}, in_force);
    if (strcmp (row.name, 'Schedule') && ! isempty (schedule{1}))
      in_force = schedule([1, 1]);
    elseif (any (own) && ! strcmp (schedule{1}, 'diminishing'))
      in_force = adaptive(own,2:3);
    end
    assert (output.options.(row.name), in_force{1});
    assert (output_single.options.(row.name), in_force{2});
  end
  assert (output.options.MaxIter, 1);
  assert (sort (fieldnames (output.options)), sort ({table.name}'));
end
assert (table(strcmp ({table.name}, 'MaxIter')).default, 1e5);
END
}

@test "without an output the table is printed in groups, at most 80 columns wide, and one option is explained" {
  code <<'END'
text = evalc ('pgdqa_options ()');
assert (max (cellfun (@numel, strsplit (text, "\n"))) <= 80);
flat = regexprep (text, '\s+', ' ');
table = pgdqa_options ();
for row = table'
  assert (numel (regexp (text, ['\n  ', row.name, ' '])), 1);
  assert (! isempty (strfind (flat, row.meaning)), row.name);
  one = evalc (sprintf ('pgdqa_options (''%s'')', lower (row.name)));
  assert (strncmp (one, [row.name, ': ', row.meaning, "\n"], numel (row.name) + 3 + numel (row.meaning)));
  assert (! isempty (strfind (regexprep (one, '\s+', ' '), row.advice)), row.name);
end
groups = unique ({table.group}, 'stable');
assert (numel (groups) >= 7);
at = cellfun (@(title) strfind (text, sprintf ("\n\n%s\n", title)), groups);
assert (issorted (at));
assert (! isempty (strfind (flat, 'Relaxation 0 eps: h = ||grad_y g||^2 <= eps^2 counts as feasible (number in [0, Inf); for diminishing, fixed, rxgf, qcqp)')));
for words = {'TolKKT', '5e-10 (0.0001 in single precision); 1e-06 (0.001 in single precision) with other'
             'Restore', 'true; false with other schedules'; 'Starts', '12; 0 with other'; 'MaxIter', '100000 '}'
  one = regexprep (evalc (sprintf ('pgdqa_options (''%s'')', words{1})), '\s+', ' ');
  assert (! isempty (strfind (one, [' default ', words{2}])), one);
end
END
}

@test "names and values make a struct of just these, whatever their case" {
  code <<'END'
assert (pgdqa_options ('MaxIter', 5, 'Display', 'final'), struct ('MaxIter', 5, 'Display', 'final'));
assert (pgdqa_options ('maxiter', 5, 'SCHEDULE', 'Fixed'), struct ('MaxIter', 5, 'Schedule', 'Fixed'));
assert (pgdqa_options ('Schedule', 'fixed', 'Regime', 'pl'), struct ('Schedule', 'fixed', 'Regime', 'pl'));
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
  [~, ~, ~, ~, output] = pgdqa_solve (f, g, 0, 0, 'Schedule', 'diminishing', 'MaxIter', value{1});
  assert (output.iterations, 5);
end
for name = {'Restore', 'Display', 'MaxIter', 'OutputFcn', 'XMin'}
  pgdqa_options (name{1}, []);
end
assert (pgdqa_mex ('options', struct ('TolKKT', [])).TolKKT, 5e-10);
assert (pgdqa_mex ('options', struct ('TolKKT', [], 'Schedule', 'fixed')).TolKKT, 1e-6);
accepted = {'MaxIter', 0; 'MaxIter', Inf; 'MaxCalls', 4; 'MaxTime', 1e-9; 'TolKKT', 0; 'TolLower', Inf; 'TolFun', 0; ...
            'HistoryEvery', Inf; 'Restore', 1; 'Restore', false; 'XMin', -Inf; 'XMin', 3; 'XMax', [1; 2; 3]; 'YMax', [Inf; 1]; ...
            'YMin', single(-1); 'Starts', 0; 'Seed', 7; 'Perturbation', 0.1; 'Display', "iter"; 'Derivatives', 'Complex-Step'; ...
            'OutputFcn', @(x, v, s) false; 'PlotFcn', @(x, v, s) false; 'LowerSolve', @(x, y) y; 'WarmStart', struct('state', struct())};
for k = 1:rows (accepted)
  expected = struct (accepted{k,1}, {accepted{k,2}});
  if (strcmp (accepted{k,1}, 'TolFun'))
    expected.TolKKT = [];                             % tells the struct from one of optimset
  end
  assert (pgdqa_options (accepted{k,:}), expected);
end
% what only some schedules read is refused elsewhere
paper = {'StepScale', realmin; 'AlphaScale', realmax; 'Relaxation', 0; 'ScaleX', 2; 'ScaleY', 0.5; 'Regime', 'pl'};
for k = 1:rows (paper)
  assert (pgdqa_options ('Schedule', 'fixed', paper{k,:}), struct ('Schedule', 'fixed', paper{k,1}, paper{k,2}));
  words = sprintf ('pgdqa_options: %s is set but Method ''pgdqa'' with Schedule ''adaptive'' does not read it, expected one of diminishing|fixed', ...
                   paper{k,1});
  if (! isequal (paper{k,2}, 0))         % the default may be said
    expect_error ('pgdqa:option', words, @() pgdqa_options (paper{k,:}));
  end
end
for own = {'WarmStart', 'TolFun'; struct('state', struct()), 1e-3}
  words = sprintf ('pgdqa_options: %s is set but Method ''pgdqa'' with Schedule ''fixed'' does not read it, expected one of adaptive', own{1});
  expect_error ('pgdqa:option', words, @() pgdqa_options ('Schedule', 'fixed', own{:}));
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
check (3, f, g, 0, 0, 'MaxIter', 3, 'Schedule', 'fixed', 'StepScale', 0.2);
check (3, f, g, 0, 0, struct ('MaxIter', 3, 'Schedule', 'fixed', 'StepScale', 0.2));
check (4, f, g, 0, 0, pgdqa_options ('MaxIter', 3, 'Schedule', 'fixed', 'StepScale', 0.2), 'MaxIter', 4);
problem = struct ('f', f, 'g', g, 'x0', 0, 'y0', 0);
check (3, problem, 'MaxIter', 3, 'Schedule', 'fixed', 'StepScale', 0.2);
problem.options = struct ('MaxIter', 5, 'Schedule', 'fixed', 'StepScale', 0.2);
check (5, problem);
check (6, problem, 'MaxIter', 6);
check (7, problem, struct ('MaxIter', 7));
check (8, problem, struct ('MaxIter', 7), 'maxiter', 8);
problem.options = [];
check (3, problem, 'MaxIter', 3, 'Schedule', 'fixed', 'StepScale', 0.2);
END
}

@test "options of a problem and of the call are taken together, by every function" {
  code <<'END'
[f, g] = lampariello ();
p = struct ('f', f, 'g', g, 'x0', 1, 'y0', 1, 'options', struct ('Method', 'bome', 'MaxIter', 3));
[~, ~, ~, ~, output] = pgdqa_solve (p, 'Eta', 0.3);    % Eta is read by bome alone
assert ([output.options.Eta, output.options.MaxIter], [0.3, 3]);
for given = {{'Eta', 0.3}, {struct('Method', 'bome', 'Eta', 0.2), 'eta', 0.3, 'Spread', 0.1}, {'Spread', 0.1, 'MaxIter', 3, 'Eta', 0.3}}
  found = pgdqa_multistart (p, 2, given{1}{:});
  assert ({found.output.options.Method, found.output.options.Eta, found.output.options.MaxIter}, {'bome', 0.3, 3});
end
[~, ~, ~, ~, output] = pgdqa_solve (p, []);
assert (output.options.Method, 'bome');
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
assert (! isempty (regexp (message, 'Jacobian \(not needed: f and g return their gradients, .*; TolX \(there is none here: short steps', 'once')));
foreign = fieldnames (optimset ('FunValCheck', 'on'));
everything = struct ('MaxIter', 9);
for name = setdiff (fieldnames (optimset ()), {'MaxIter', 'Display', 'OutputFcn'})'
  everything.(name{1}) = 1;
end
pgdqa_options (everything);
assert (isempty (strfind (lastwarn (), '()')), lastwarn ());      % every name of optimset has its words
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

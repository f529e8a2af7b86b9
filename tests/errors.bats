#!/usr/bin/env bats
# Every error id is provoked and its whole message checked: what is wrong, what was received, what was expected.  After each the
# session still solves (expect_error sees to it).

load code

@test "pgdqa:option: unknown options, wrong classes, values out of range" {
  code <<'END'
[f, g] = lampariello ();
cases = {
  'MaxIter', -1, 'MaxIter is -1, expected a whole number in [0, Inf]'
  'MaxIter', 1.5, 'MaxIter is 1.5, expected a whole number in [0, Inf]'
  'MaxIter', '5', 'MaxIter is ''5'', expected a whole number in [0, Inf]'
  'MaxIter', [1, 2], 'MaxIter is a 1x2 double, expected a whole number in [0, Inf]'
  'MaxIter', {1}, 'MaxIter is a 1x1 cell, expected a whole number in [0, Inf]'
  'MaxIter', NaN, 'MaxIter is NaN, expected a whole number in [0, Inf]'
  'MaxCalls', 3, 'MaxCalls is 3, expected a whole number in [4, Inf]'
  'MaxTime', 0, 'MaxTime is 0, expected a number in (0, Inf]'
  'MaxTime', -Inf, 'MaxTime is -Inf, expected a number in (0, Inf]'
  'TolKKT', -1e-9, 'TolKKT is -1e-09, expected a number in [0, Inf]'
  'TolLower', NaN, 'TolLower is NaN, expected a number in [0, Inf]'
  'StepScale', 0, 'StepScale is 0, expected a number in (0, Inf)'
  'StepScale', Inf, 'StepScale is Inf, expected a number in (0, Inf)'
  'AlphaScale', -2, 'AlphaScale is -2, expected a number in (0, Inf)'
  'Relaxation', -1, 'Relaxation is -1, expected a number in [0, Inf)'
  'ScaleX', 0, 'ScaleX is 0, expected a number in (0, Inf)'
  'ScaleY', Inf, 'ScaleY is Inf, expected a number in (0, Inf)'
  'HistoryEvery', 0, 'HistoryEvery is 0, expected a whole number in [1, Inf]'
  'Restore', 2, 'Restore is 2, expected true or false'
  'Restore', 'yes', 'Restore is ''yes'', expected true or false'
  'Method', 'newton', ['Method is ''newton'', expected one of ', strjoin([{'pgdqa'}, rivals()], '|')]
  'Regime', 'easy', 'Regime is ''easy'', expected one of auto|general|pl'
  'Schedule', 'constant', 'Schedule is ''constant'', expected one of adaptive|diminishing|fixed'
  'TolFun', -1, 'TolFun is -1, expected a number in [0, Inf)'
  'Starts', 1.5, 'Starts is 1.5, expected a whole number in [0, 1e+06]'
  'Starts', 1e7, 'Starts is 1e+07, expected a whole number in [0, 1e+06]'
  'Seed', -1, 'Seed is -1, expected a whole number in [0, 1e+15]'
  'Perturbation', 0, 'Perturbation is 0, expected a number in (0, Inf)'
  'PlotFcn', 'fcn', 'PlotFcn is ''fcn'', expected a function handle'
  'LowerSolve', 'fcn', 'LowerSolve is ''fcn'', expected a function handle'
  'WarmStart', 3, 'WarmStart is 3, expected the output of pgdqa_solve, a struct with a field state'
  'Derivatives', 3, 'Derivatives is 3, expected one of auto|trace|difference|complex-step'
  'Display', 'verbose', 'Display is ''verbose'', expected one of off|final|iter'
  'OutputFcn', 'fcn', 'OutputFcn is ''fcn'', expected a function handle'
  'OutputFcn', {@sin}, 'OutputFcn is a 1x1 cell, expected a function handle'
  'XMin', 'a', 'XMin is ''a'', expected a real vector'};
for k = 1:rows (cases)
  message = ['pgdqa_options: ', cases{k,3}];
  expect_error ('pgdqa:option', message, @() pgdqa_options (cases{k,1:2}));
  expect_error ('pgdqa:option', message, @() pgdqa_solve (f, g, 0, 0, cases{k,1:2}));
end
expect_error ('pgdqa:option', 'pgdqa_options: unknown option ''MaxItr''; did you mean ''MaxIter''?', ...
              @() pgdqa_solve (f, g, 0, 0, 'MaxItr', 1));
expect_error ('pgdqa:option', 'pgdqa_options: unknown option ''TolLowr''; did you mean ''TolLower''?', ...
              @() pgdqa_solve (f, g, 0, 0, struct ('TolLowr', 1)));
captured = ' (parameters of f and g are captured in their handles: @(x, y) fun (x, y, p))';
expect_error ('pgdqa:option', ['pgdqa_options: an option name is a cell of size 0x0, expected a string', captured], ...
              @() pgdqa_solve (f, g, 0, 0, {}, 3));
expect_error ('pgdqa:option', 'pgdqa_options: unknown option ''Foo''; expected one that pgdqa_options () lists', ...
              @() pgdqa_solve (f, g, 0, 0, 'Foo', 1));
expect_error ('pgdqa:option', ['pgdqa_options: an option is 5, expected a struct of options or pairs of a name and a value', captured], ...
              @() pgdqa_solve (f, g, 0, 0, 5));
expect_error ('pgdqa:class', 'pgdqa_solve: field options of problem is 5, expected a struct from pgdqa_options', ...
              @() pgdqa_solve (struct ('f', f, 'g', g, 'x0', 0, 'y0', 0, 'options', 5)));
expect_error ('pgdqa:option', 'pgdqa_options: option ''MaxIter'' has no value, expected pairs of a name and a value', ...
              @() pgdqa_solve (f, g, 0, 0, struct (), 'MaxIter'));
expect_error ('pgdqa:option', 'pgdqa_options: options is a struct array of 2 elements, expected a scalar struct', ...
              @() pgdqa_solve (f, g, 0, 0, struct ('MaxIter', {1, 2})));
END
}

@test "pgdqa:oracle: a function that gives two outputs, or another number than three" {
  code <<'END'
function [v, gx] = two (x, y), v = x ^ 2 + y ^ 2; gx = 2 * x; end
function [v, gx, gy] = no_gy (x, y), v = x ^ 2 + y ^ 2; gx = 2 * x; end
function [v, gx, gy] = unset (x, y), v = x ^ 2 + y ^ 2; end
function varargout = variable (x, y), varargout = {x ^ 2 + y ^ 2, 2 * x}; end
[f, g] = lampariello ();
cases = {
  @two, 'two gives 2 outputs'
  @(x, y) two(x, y), '@(x, y) two (x, y) gives 2 outputs'
  @variable, 'variable gives 2 outputs'
  @(x, y) variable(x, y), '@(x, y) variable (x, y) gives 2 outputs'
  @(x, y) deal(1, 2), '@(x, y) deal (1, 2) deals out another number of outputs'
  @(x, y) deal(1, 2, 3, 4), '@(x, y) deal (1, 2, 3, 4) deals out another number of outputs'};
for k = 1:rows (cases)
  message = [cases{k,2}, ', expected 1 (the value) or 3 (value, gradient in x, gradient in y)'];
  expect_error ('pgdqa:oracle', ['pgdqa: f: ', message], @() pgdqa_solve (cases{k,1}, g, 0, 0));
  expect_error ('pgdqa:oracle', ['pgdqa: g: ', message], @() pgdqa_solve (f, cases{k,1}, 0, 0));
end
END
}

@test "gradients that a function declares and does not set are an error with their name, or are not given" {
  code <<'END'
function [v, gx, gy] = no_gy (x, y), v = x ^ 2 + y ^ 2; gx = 2 * x; end
function [v, gx, gy] = unset (x, y), v = x ^ 2 + y ^ 2; end
[f, g] = lampariello ();
for fun = {@no_gy, @(x, y) no_gy(x, y), @unset, @(x, y) unset(x, y)}
  for levels = {fun{1}, f; g, fun{1}}
    id = message = '';
    try
      pgdqa_solve (levels{:}, 0, 0);
    catch err
      id = err.identifier;
      message = err.message;
    end
    if (compare_versions (version (), '8', '<'))
      assert (id, 'Octave:undefined-function');
      assert (! isempty (regexp (message, "^'g[xy]' undefined")));
    else                     % newer Octave returns the outputs that are set
      assert (id, {'', 'pgdqa:oracle'}{1 + ! isempty (strfind (func2str (fun{1}), 'no_gy'))});
    end
  end
end
END
}

@test "second outputs of Octave's own functions are no gradients" {
  code <<'END'
[f, g] = lampariello ();
for fun = {@(x, y) max([x - 1; y]) + 0, @(x, y) max([(x - 1) ^ 2; y]), @(x, y) quadgk(@(t) t, 0, abs (x - y))}
  [~, ~, ~, ~, output] = by_values (fun{1}, g, 0, 0, 'MaxIter', 0);
  assert (output.calls.f_value > 0 && output.calls.f_grad == 0);
end
END
}

@test "pgdqa:option: a fixed schedule without a finite budget" {
  code <<'END'
[f, g] = lampariello ();
expect_error ('pgdqa:option', ...
              'pgdqa_solve: Schedule is ''fixed'' and MaxIter is Inf, expected a finite MaxIter (K in the schedule)', ...
              @() pgdqa_solve (f, g, 0, 0, 'Schedule', 'fixed', 'MaxIter', Inf, 'MaxTime', 1));
END
}

@test "pgdqa:size, pgdqa:value: bounds" {
  code <<'END'
f = pgdqa_quadratic (eye (3), [], eye (2));
g = pgdqa_quadratic ([], ones (3, 2), eye (2));
cases = {
  {'XMin', [0; 0]}, 'size', 'XMin has size 2x1, expected 1x1 or 3x1 (n = 3)'
  {'XMax', [3, 3, 3]}, 'size', 'XMax has size 1x3, expected 1x1 or 3x1 (n = 3)'
  {'YMin', zeros(3, 1)}, 'size', 'YMin has size 3x1, expected 1x1 or 2x1 (m = 2)'
  {'YMax', ones(2)}, 'size', 'YMax has size 2x2, expected 1x1 or 2x1 (m = 2)'
  {'XMin', NaN}, 'value', 'XMin(1) is NaN, expected a number or -Inf'
  {'XMin', [0; Inf; 0]}, 'value', 'XMin(2) is Inf, expected a number or -Inf'
  {'XMax', [Inf; 1; NaN]}, 'value', 'XMax(3) is NaN, expected a number or Inf'
  {'YMin', Inf}, 'value', 'YMin(1) is Inf, expected a number or -Inf'
  {'YMax', -Inf}, 'value', 'YMax(1) is -Inf, expected a number or Inf'
  {'YMax', single([2; -Inf])}, 'value', 'YMax(2) is -Inf, expected a number or Inf'
  {'XMin', 1, 'XMax', [2; 0; 2]}, 'value', 'XMin(2) is 1, expected at most XMax(2) = 0'
  {'YMin', [0; 3], 'YMax', 2}, 'value', 'YMin(2) is 3, expected at most YMax(2) = 2'};
for k = 1:rows (cases)
  for method = {{'Schedule', 'adaptive'}, {'Schedule', 'diminishing'}, {'Method', 'f2sa'}}
    expect_error (['pgdqa:', cases{k,2}], ['pgdqa_solve: ', cases{k,3}], ...
                  @() pgdqa_solve (f, g, zeros (3, 1), zeros (2, 1), method{1}{:}, cases{k,1}{:}));
  end
end
p = pgdqa_testproblem ('vpbgd');
p.options.XMin = [0; 0];
expect_error ('pgdqa:size', 'pgdqa_solve: XMin has size 2x1, expected 1x1 (n = 1)', @() pgdqa_solve (p));
END
}

@test "pgdqa:size: WarmStart of a run of other sizes" {
  code <<'END'
[~, ~, ~, ~, output] = pgdqa_solve (pgdqa_testproblem ('quadratic', 4, 3), 'Schedule', 'adaptive');
p = pgdqa_testproblem ('quadratic', 4, 5);
expect_error ('pgdqa:size', ['pgdqa_solve: WarmStart.state.multiplier is a 3x1 double, expected 5 rows of real numbers ', ...
                             '(a run of the same sizes)'], @() pgdqa_solve (p, 'Schedule', 'adaptive', 'WarmStart', output));
END
}

@test "pgdqa:needs: a product of an objective that has none" {
  code <<'END'
[f, g] = lampariello ();
expect_error ('pgdqa:needs', 'the given objective has no Hessian-vector product', ...
              @() pgdqa_mex ('hvp', pgdqa_objective (f), 1, 1, 1, 1));
END
}

@test "pgdqa:size, pgdqa:class, pgdqa:value: starts" {
  code <<'END'
[f, g] = lampariello ();
full = 'expected a full real double or single column';
column = 'expected a non-empty column';
cases = {
  [1, 2], 'size', ['has size 1x2, ', column]
  zeros(2), 'size', ['has size 2x2, ', column]
  zeros(0, 1), 'size', ['has size 0x1, ', column]
  [], 'size', ['has size 0x0, ', column]
  zeros(2, 1, 2), 'size', ['has size 2x1x2, ', column]
  1:3, 'size', ['has size 1x3, ', column]
  1i, 'class', ['is a complex double, ', full]
  complex(1, 0), 'class', ['is a complex double, ', full]
  int8(1), 'class', ['is a int8, ', full]
  true, 'class', ['is a logical, ', full]
  'a', 'class', ['is a char, ', full]
  {1}, 'class', ['is a cell, ', full]
  struct(), 'class', ['is a struct, ', full]
  sparse(1), 'class', ['is a sparse double, ', full]
  @sin, 'class', ['is a function_handle, ', full]
  NaN, 'value', '(1) is NaN, expected finite numbers'
  [1; Inf], 'value', '(2) is Inf, expected finite numbers'
  single([1; 2; -Inf]), 'value', '(3) is -Inf, expected finite numbers'};
for k = 1:rows (cases)
  space = repmat (' ', 1, cases{k,3}(1) != '(');
  expect_error (['pgdqa:', cases{k,2}], ['pgdqa_solve: x0', space, cases{k,3}], @() pgdqa_solve (f, g, cases{k,1}, 0));
  expect_error (['pgdqa:', cases{k,2}], ['pgdqa_solve: y0', space, cases{k,3}], @() pgdqa_solve (f, g, 0, cases{k,1}));
end
END
}

@test "pgdqa:class, pgdqa:size, pgdqa:value: what is no objective" {
  code <<'END'
[f, g] = lampariello ();
wanted = 'expected a function handle or an objective such as pgdqa_quadratic makes';
cases = {3, '1x1 double'; 'sin', '1x3 char'; {f}, '1x1 cell'; [], '0x0 double'; true, '1x1 logical'; ...
         struct('objective', {'handle', 'handle'}), '1x2 struct'};
for k = 1:rows (cases)
  expect_error ('pgdqa:class', sprintf ('pgdqa_solve: f is a %s, %s', cases{k,2}, wanted), @() pgdqa_solve (cases{k,1}, g, 0, 0));
  expect_error ('pgdqa:class', sprintf ('pgdqa_solve: g is a %s, %s', cases{k,2}, wanted), @() pgdqa_solve (f, cases{k,1}, 0, 0));
  expect_error ('pgdqa:class', sprintf ('pgdqa_multistart: f is a %s, %s', cases{k,2}, wanted), @() pgdqa_multistart (cases{k,1}, g, 0, 0, 2));
end
expect_error ('pgdqa:value', 'upper-level objective is of the unknown kind ''nonsense''', ...
              @() pgdqa_solve (struct ('objective', 'nonsense'), g, 0, 0));
expect_error ('pgdqa:class', 'pgdqa_solve: field hvp of g is 3, expected a function handle [hx, hy] = hvp (x, y, vx, vy)', ...
              @() pgdqa_solve (f, struct ('objective', 'handle', 'fun', g, 'hvp', 3), 0, 0));
expect_error ('pgdqa:size', 'pgdqa_objective: fun takes 3 arguments, expected 2: [v, gx, gy] = fun (x, y)', ...
              @() pgdqa_solve (f, @(x, y, z) x, 0, 0));
END
}

@test "pgdqa:class: an objective of handles without its function" {
  code <<'END'
[f, g] = lampariello ();
expect_error ('pgdqa:class', 'pgdqa_solve: f has no field fun, expected a function handle or an objective such as pgdqa_quadratic makes', ...
              @() pgdqa_solve (struct ('objective', 'handle'), g, 0, 0));
expect_error ('pgdqa:class', 'pgdqa_solve: field fun of g is 3, expected a function handle [v, gx, gy] = fun (x, y)', ...
              @() pgdqa_solve (f, struct ('objective', 'handle', 'fun', 3), 0, 0));
END
}

@test "pgdqa:size: arguments and fields that are missing" {
  code <<'END'
[f, g] = lampariello ();
expect_error ('pgdqa:size', 'pgdqa_solve: 3 arguments, expected f, g, x0, y0 or a problem struct', @() pgdqa_solve (f, g, 0));
expect_error ('pgdqa:size', 'pgdqa_solve: problem lacks the fields g, x0, y0, expected f, g, x0, y0', ...
              @() pgdqa_solve (struct ('f', f)));
expect_error ('pgdqa:size', 'pgdqa_solve: problem lacks the fields y0, expected f, g, x0, y0', ...
              @() pgdqa_solve (struct ('f', f, 'g', g, 'x0', 0), 'MaxIter', 3));
expect_error ('pgdqa:size', 'pgdqa_solve: problem has size 1x2, expected 1x1', ...
              @() pgdqa_solve (struct ('f', {f, f}, 'g', g, 'x0', 0, 'y0', 0)));
END
}

@test "pgdqa:option: fields of a problem that are not read" {
  code <<'END'
wrong = {'option', 'did you mean ''options''?'; 'xo', 'did you mean ''x0''?'
         'bounds', 'expected XMin, XMax, YMin and YMax of the field options'
         'XMin', 'expected it in the field options'};
for k = 1:rows (wrong)
  p = pgdqa_testproblem ('lampariello');
  p.(wrong{k,1}) = 1;
  expect_error ('pgdqa:option', sprintf ('pgdqa_solve: problem has a field %s, which is not read; %s', wrong{k,:}), @() pgdqa_solve (p));
end
p = pgdqa_testproblem ('lampariello');
p.comment = 'the user''s own';
[~, ~, ~, ~, output] = pgdqa_solve (p, 'MaxIter', 3);
pgdqa_solve (output.problem, 'MaxIter', 3);
p.Options = pgdqa_options ('MaxIter', 3);
calls = {'check', @() pgdqa_check(p); 'diagnose', @() pgdqa_diagnose(p); 'multistart', @() pgdqa_multistart(p, 2); ...
         'compare', @() pgdqa_compare(p, {'pgdqa'}); 'variant', @() pgdqa_variant(p, 'noise')};
for k = 1:rows (calls)
  message = sprintf ('pgdqa_%s: problem has a field Options, which is not read; did you mean ''options''?', calls{k,1});
  expect_error ('pgdqa:option', message, calls{k,2});
end
END
}

@test "pgdqa:option: too many arguments" {
  code <<'END'
expect_error ('pgdqa:option', 'pgdqa_quadratic: 7 arguments, expected at most Qxx, Qxy, Qyy, cx, cy, c0', ...
              @() pgdqa_quadratic (1, 1, 1, 1, 1, 1, 1));
expect_error ('pgdqa:option', 'pgdqa_term: 6 arguments, expected phi, A, B, b, w', @() pgdqa_term ('sin', 1, 1, 1, 1, 1));
expect_error ('pgdqa:option', 'pgdqa_objective: 1, expected one of HVP, HessianYY, SolveYY, PreconditionerYY', @() pgdqa_objective (@plus, [], 1, 2));
expect_error ('pgdqa:option', 'pgdqa_sensitivity: 3 arguments, expected at most an output of pgdqa_solve, dx', ...
              @() pgdqa_sensitivity (1, 2, 3));
message = 'arguments, expected x, optimvalues, state: use it as the option PlotFcn or OutputFcn of pgdqa_solve';
expect_error ('pgdqa:option', ['pgdqa_plot_live: 4 ', message], @() pgdqa_plot_live (1, struct (), 'iter', 4));
END
}

@test "too many and too few arguments of every function" {
  code <<'END'
for name = {'check', 'compare', 'compare_plot', 'diagnose', 'hypercleaning', 'multistart', 'objective', 'plot', 'plot_live', 'profile', 'quadratic', ...
            'regselection', 'report', 'sensitivity', 'solve', 'term', 'terms', 'variant'}
  for given = {{}, num2cell(1:12)}
    id = 'none  ';
    try
      feval (['pgdqa_', name{1}], given{1}{:});
    catch err
      id = err.identifier;
    end
    assert (strcmp (id(1:6), 'pgdqa:'), 'pgdqa_%s with %d arguments', name{1}, numel (given{1}));
  end
end
END
}

# bats test_tags=long
@test "real outputs of odd runs can be reported, plotted, analysed, continued and repeated" {
  code <<'END'
warning ('off', 'all');
set (0, 'defaultfigurevisible', 'off');
f = @(x, y) deal (x ^ 2 + y ^ 2, 2 * x, 2 * y);
g = @(x, y) deal ((x + y - 1) ^ 2, 2 * (x + y - 1), 2 * (x + y - 1));
scaled = @(s) {@(x, y) deal(s * (x ^ 2 + y ^ 2), 2 * s * x, 2 * s * y), ...
               @(x, y) deal(s * (x + y - 1) ^ 2, 2 * s * (x + y - 1), 2 * s * (x + y - 1)), 1, 1};
runs = {{f, g, 0, 0, 'MaxCalls', 4}, {f, @(x, y) deal(NaN, x, y), 1, 1}, {@(x, y) deal(Inf, x, y), g, 1, 1}, ...
        {@(x, y) NaN, @(x, y) NaN, 1, 1}, {f, @(x, y) deal(1, NaN * x, y), 1, 1}, scaled(1e-300), scaled(1e300), {f, @(x, y) deal(0, 0, 0), 1, 1}, ...
        {f, g, single(0), 0}, {f, g, 0, 0, 'Schedule', 'fixed', 'MaxIter', 20}, {f, g, 0, 0, 'HistoryEvery', Inf}};
for i = 1:numel (runs)
  [~, ~, ~, ~, o] = pgdqa_solve (runs{i}{:});
  pgdqa_report (o, 'File', 'r.html', 'Plots', false);
  pgdqa_report ({o, o}, 'File', 'r.html', 'Plots', false);
  pgdqa_plot (o);
  pgdqa_plot ({o, o}, 'What', 'lower_opt', 'X', 'calls', 'LogX', true);
  close ('all');
  pgdqa_solve (o.problem, o.options);
  calls = {@() pgdqa_sensitivity(o), 'pgdqa:needs'; @() pgdqa_solve(runs{i}{:}, 'WarmStart', o), 'pgdqa:option'};
  for k = 1:2
    try
      calls{k,1} ();
    catch err
      assert (err.identifier, calls{k,2});
    end
  end
end
END
}

@test "pgdqa:option: an option of another class or size is refused by its name, whichever function reads it" {
  code <<'END'
p = pgdqa_testproblem ('lampariello', 'handles');
[~, ~, ~, ~, o] = pgdqa_solve (p);
r = pgdqa_compare (p, {'pgdqa'}, 'MaxCalls', 40, 'Points', 5);
panel = struct ('curves', struct ('x', 1:3, 'y', 1:3));
options = {
  @(varargin) pgdqa_check(p, varargin{:}), {'Seed', 'Display'}
  @(varargin) pgdqa_compare(p, {'pgdqa'}, varargin{:}), {'MaxCalls', 'Cost', 'Seeds', 'Tune', 'TuneBy', 'Metric', 'MetricName', 'X', 'Grid', 'Record', ...
                                                         'Base', 'Display'}
  @(varargin) pgdqa_compare_plot(panel, varargin{:}), {'Problem', 'File', 'Csv', 'Title', 'Size', 'Across', 'Figure', 'Band', 'Visible'}
  @(varargin) pgdqa_demo(varargin{:}), {'Output', 'Seed', 'Plots', 'Quick'}
  @(varargin) pgdqa_diagnose(p, varargin{:}), {'MaxCalls', 'Tol', 'Seed', 'Options', 'Display', 'Detail', 'Plot', 'File'}
  @(varargin) pgdqa_hypercleaning([1; 2], [1; 2], 1, 1, varargin{:}), {'Classes', 'Intercept', 'Hidden', 'Activation'}
  @(varargin) pgdqa_multistart(p, 2, varargin{:}), {'Spread', 'Seed', 'MaxCallsTotal', 'DistinctTol', 'Display', 'Plot', 'File'}
  @(varargin) pgdqa_plot(o, varargin{:}), {'What', 'X', 'LogX', 'Parent', 'Figure', 'Visible', 'File'}
  @(varargin) pgdqa_profile(r, varargin{:}), {'Tau', 'LowerTol', 'Point', 'Unit', 'Plot', 'Visible', 'Base', 'Title'}
  @(varargin) pgdqa_regselection([1; 2], [1; 2], 1, 1, varargin{:}), {'Classes'}
  @(varargin) pgdqa_report(o, varargin{:}), {'File', 'Title', 'Diagnosis', 'Plots'}
  @(varargin) pgdqa_variant(p, 'noise', varargin{:}), {'Seed', 'Level', 'Gradients', 'Probability', 'Decades'}};
hostile = {{1, 2}, {'off', 'b', 'c'}, struct('a', {1, 2}), NaN, 1i, ones(2, 2, 2), ['ab'; 'cd'], containers.Map()};
for i = 1:rows (options)
  for name = options{i,2}
    for value = hostile
      if (any (strcmp (name{1}, {'Cost', 'Seeds', 'Problem', 'TuneGrid', 'Tau'})) && ndims (value{1}) > 2)
        continue;
      end
      id = 'none';
      try
        options{i,1} (name{1}, value{1});
      catch err
        id = err.identifier;
      end
      where = sprintf ('%s of %s, a %s', name{1}, func2str (options{i,1}), class (value{1}));
      assert (strcmp (id, 'pgdqa:option'), where);
      assert (! isempty (strfind (err.message, [name{1}, ' is '])) && ! isempty (strfind (err.message, ', expected ')), where);
    end
  end
end
END
}

@test "pgdqa:class: structs taken back that lack a field, or hold another class there" {
  code <<'END'
function check_id (expected, call, varargin)
  id = 'none';
  try
    call ();
  catch err
    id = err.identifier;
  end
  assert (strcmp (id, expected), varargin{:});
end
p = pgdqa_testproblem ('lampariello', 'handles');
[~, ~, ~, ~, o] = pgdqa_solve (p);
r = pgdqa_compare (p, {'pgdqa'}, 'MaxCalls', 40, 'Points', 5);
d = pgdqa_diagnose (p, 'Display', 'off', 'MaxCalls', 150);
report = @(o) pgdqa_report (o, 'File', 'x.html', 'Plots', false);
takers = {
  o, report, {'method', 'schedule', 'iterations', 'gval', 'lower', 'history', 'problem', 'state', 'calls', 'options', 'message'}
  o, @(o) pgdqa_plot(o, 'Visible', 'off'), {'history'}
  o, @pgdqa_sensitivity, {'problem', 'lower', 'options'}
  r, @(r) pgdqa_compare_plot(r, 'Visible', 'off'), {'methods', 'grid', 'curves', 'problems', 'seeds', 'axis', 'settings'}
  r, @pgdqa_profile, {'methods', 'runs', 'problems', 'seeds', 'axis'}
  d, @(d) pgdqa_report(o, 'File', 'x.html', 'Plots', false, 'Diagnosis', d), {'verdict', 'calls', 'lower', 'pl', 'cost', 'suggestion'}};
for i = 1:rows (takers)
  for name = takers{i,3}
    s = takers{i,1};
    for spoiled = {rmfield(s, name{1}), setfield(s, name{1}, {1, 2}), setfield(s, name{1}, @sin), setfield(s, name{1}, true (2))}
      check_id ('pgdqa:class', @() takers{i,2} (spoiled{1}), '%s of %s', name{1}, func2str (takers{i,2}));
    end
  end
end
expect_error ('pgdqa:class', 'pgdqa_report: field lower.kind of output is 5, expected text', ...
              @() report (setfield (o, 'lower', setfield (o.lower, 'kind', 5))));
% fields of a problem
calls = {@(q) pgdqa_solve(q), @(q) pgdqa_check(q, 'Display', 'off'), @(q) pgdqa_diagnose(q, 'Display', 'off'), @(q) pgdqa_multistart(q, 2), ...
         @(q) pgdqa_compare({q}, {'pgdqa'}, 'MaxCalls', 40), @(q) pgdqa_variant(q, 'scaled')};
spoiled = {
  setfield(p, 'options', {1}), 'class'; setfield(p, 'name', struct ()), 'class'; setfield(p, 'known', 3), 'class'; setfield(p, 'metric', 'a'), 'class'
  setfield(p, 'exact', struct ('f', 1)), 'class'; setfield(p, 'x0', [1, 2]), 'size'; setfield(p, 'y0', 'a'), 'class'; rmfield(p, 'g'), 'size'
  [p; p], 'size'; setfield(p, 'f', struct ('objective', 'handle')), 'class'; setfield(p, 'g', struct ('objective', 3)), 'class'};
spoiled = reshape (spoiled', 2, [])';
for i = 1:numel (calls)
  for k = 1:rows (spoiled)
    check_id (['pgdqa:', spoiled{k,2}], @() calls{i} (spoiled{k,1}), 'call %d, problem %d', i, k);
  end
end
END
}

@test "pgdqa:oracle: a callback that gives the wrong thing, whichever function calls it" {
  code <<'END'
function check_oracle (call, varargin)
  id = 'none';
  try
    call ();
  catch err
    id = err.identifier;
  end
  assert (strcmp (id, 'pgdqa:oracle'), varargin{:});
end
p = pgdqa_testproblem ('lampariello', 'handles');
[~, ~, ~, ~, o] = pgdqa_solve (p);
with = @(q, f, g) setfield (setfield (q, 'f', f), 'g', g);
calls = {@(f, g) pgdqa_check(f, g, 0.3, 0.2, 'Display', 'off'), @(f, g) pgdqa_diagnose(f, g, 0.3, 0.2, 'Display', 'off', 'MaxCalls', 150), ...
         @(f, g) pgdqa_multistart(f, g, 0.3, 0.2, 2), @(f, g) pgdqa_sensitivity(setfield (o, 'problem', with (o.problem, f, g))), ...
         @(f, g) pgdqa_compare(with (p, f, g), {'pgdqa'}, 'MaxCalls', 60), @(f, g) pgdqa_solve(f, g, 0.3, 0.2), ...
         @(f, g) pgdqa_solve(pgdqa_variant (with (p, f, g), 'noise')), @(f, g) pgdqa_solve(pgdqa_variant (with (p, f, g), 'scaled'))};
wrong = {@(x, y) deal({1}, x, y), @(x, y) deal(struct (), x, y), @(x, y) deal([1, 2], x, y), @(x, y) deal(1, [x; x], y), @(x, y) deal(1, x, {y}), ...
         @(x, y) deal(sparse (1), x, y), @(x, y) deal(int8 (1), x, y), @(x, y) {1}, @(x, y) 'text', @(x, y) []};
for i = 1:numel (calls)
  for w = wrong
    check_oracle (@() calls{i} (w{1}, p.g.fun), 'call %d, f = %s', i, func2str (w{1}));
    check_oracle (@() calls{i} (p.f.fun, w{1}), 'call %d, g = %s', i, func2str (w{1}));
  end
end
for h = {@(x, y, u, v) u, @(x, y, u, v) deal({u}, v), @(x, y, u, v) deal([u; u], v), @(x, y, u, v) deal(u, v, u)}
  for i = [1, 2]
    check_oracle (@() calls{i} (p.f, pgdqa_objective (p.g.fun, h{1})), 'call %d, hvp = %s', i, func2str (h{1}));
  end
end
for metric = {@(x, y) {1}, @(x, y) 'a', @(x, y) [1, 2], @(x, y) 1i}
  check_oracle (@() pgdqa_compare (p, {'pgdqa'}, 'MaxCalls', 60, 'Metric', metric{1}), func2str (metric{1}));
end
END
}

@test "texts received are shown in one line of at most 60 characters, and long names cost no time" {
  code <<'END'
p = pgdqa_testproblem ('lampariello', 'handles');
long = repmat ('z', 1, 5000);
odd = ["%s %d \n", repmat("%n\t", 1, 100)];
for name = {long, odd}
  calls = {@() pgdqa_options(name{1}, 1), @() pgdqa_options(struct (long, 1)), @() pgdqa_solve(p, name{1}, 1), @() pgdqa_check(p, name{1}, 1), ...
           @() pgdqa_term(name{1}, 1), @() pgdqa_testproblem(name{1}), @() pgdqa_variant(p, name{1}), @() pgdqa_check(p, 'Display', name{1}), ...
           @() pgdqa_multistart(p, 2, name{1}, 1), @() pgdqa_compare(p, {name{1}, name{1}}), @() pgdqa_demo('Quick', name{1}), @() pgdqa_options(name{1})};
  for i = 1:numel (calls)
    clock = tic ();
    raised = 'none  ';
    try
      calls{i} ();
    catch err
      raised = err.identifier;
    end
    assert (strcmp (raised(1:6), 'pgdqa:'), 'call %d', i);
    assert (toc (clock) < 1, 'call %d took %g s', i, toc (clock));
    assert (numel (err.message) < 600 && ! any (err.message == "\n"), 'call %d: %s', i, err.message);
  end
end
clock = tic ();
for i = 1:10
  try, pgdqa_options (long, 1); end
end
assert (toc (clock) / 10 < 0.1);
expect_error ('pgdqa:option', ['pgdqa_options: unknown option ''', long(1:57), '...''; expected one that pgdqa_options () lists'], ...
              @() pgdqa_options (long, 1));
END
}

@test "pgdqa:size, pgdqa:class, pgdqa:value: blocks of a quadratic" {
  code <<'END'
[f, g] = lampariello ();
cases = {
  'Qxx', [1, 2; 3, 4], 'size', 'Qxx has size 2x2, expected 3x3 (n x n; n = 3, m = 1)'
  'Qxy', [1, 2, 3], 'size', 'Qxy has size 1x3, expected 3x1 (n x m; n = 3, m = 1)'
  'Qyy', sparse(2, 2), 'size', 'Qyy has size 2x2, expected 1x1 (m x m; n = 3, m = 1)'
  'cx', [1, 2, 3], 'size', 'cx has size 1x3, expected 3x1 (n x 1; n = 3, m = 1)'
  'c0', [1; 2], 'size', 'c0 has size 2x1, expected 1x1 (1 x 1; n = 3, m = 1)'
  'Qxx', 'a', 'class', 'Qxx has class char, expected real double or single'
  'Qxx', {1}, 'class', 'Qxx has class cell, expected real double or single'
  'Qyy', 1i, 'class', 'Qyy has class complex double, expected real double or single'
  'Qxx', int8(eye (3)), 'class', 'Qxx has class int8, expected real double or single'
  'Qyy', true, 'class', 'Qyy has class logical, expected real double or single'
  'Qyy', sparse(true), 'class', 'Qyy has class sparse logical, expected real double or single'
  'Qyy', NaN, 'value', 'Qyy contains NaN or Inf, expected finite numbers'
  'Qyy', sparse(-Inf), 'value', 'Qyy contains NaN or Inf, expected finite numbers'
  'cx', single([1; 2; Inf]), 'value', 'cx contains NaN or Inf, expected finite numbers'};
base = pgdqa_quadratic (eye (3), [], 2);
lower = pgdqa_quadratic ([], [], 2);
for k = 1:rows (cases)
  wrong = setfield (base, cases{k,1:2});
  expect_error (['pgdqa:', cases{k,3}], ['upper-level quadratic objective: ', cases{k,4}], ...
                @() pgdqa_solve (wrong, lower, [0; 0; 0], 0));
  expect_error (['pgdqa:', cases{k,3}], ['lower-level quadratic objective: ', cases{k,4}], ...
                @() pgdqa_solve (base, wrong, [0; 0; 0], 0));
end
END
}

@test "pgdqa:class: a sparse vector where a quadratic reads a full one" {
  code <<'END'
q = pgdqa_quadratic (eye (3), [], 2, [], 1);
q.cx = sparse ([0; 0; 5]);
expect_error ('pgdqa:class', 'upper-level quadratic objective: cx has class sparse double, expected full real double or single', ...
              @() pgdqa_solve (q, pgdqa_quadratic ([], [], 2), [1; 1; 1], 0));
END
}

@test "pgdqa:oracle: a value of the wrong shape or class" {
  code <<'END'
[f, g] = lampariello ();
shape = 'expected 1x1';
kind = 'expected full double or single';
cases = {
  [1, 2], ['has size 1x2, ', shape]
  [], ['has size 0x0, ', shape]
  'a', ['has class char, ', kind]
  {1}, ['has class cell, ', kind]
  struct(), ['has class struct, ', kind]
  @sin, ['has class function_handle, ', kind]
  int8(1), ['has class int8, ', kind]
  true, ['has class logical, ', kind]
  sparse(1), ['has class sparse double, ', kind]
  1i, 'is complex, expected real'};
for k = 1:rows (cases)
  expect_error ('pgdqa:oracle', ['upper-level value ', cases{k,2}], ...
                @() pgdqa_solve (@(x, y) deal (cases{k,1}, 2 * x, 2 * y), g, 0, 0));
  expect_error ('pgdqa:oracle', ['lower-level value ', cases{k,2}], ...
                @() pgdqa_solve (f, @(x, y) deal (cases{k,1}, 2 * x, 2 * y), 0, 0));
end
END
}

@test "pgdqa:oracle: a gradient or a product of the wrong shape or class" {
  code <<'END'
f = @(x, y) deal (x' * x + y' * y, 2 * x, 2 * y);
g = @(x, y) deal ((y - 1)' * (y - 1), 0 * x, 2 * (y - 1));
kind = 'expected full double or single';
cases = {
  [1, 2], 'has size 1x2, expected 2x1 (%s = 2)'
  [1; 2; 3], 'has size 3x1, expected 2x1 (%s = 2)'
  1, 'has size 1x1, expected 2x1 (%s = 2)'
  [], 'has size 0x0, expected 2x1 (%s = 2)'
  'ab', 'has size 1x2, expected 2x1 (%s = 2)'
  {1; 2}, ['has class cell, ', kind]
  int8([1; 1]), ['has class int8, ', kind]
  [true; false], ['has class logical, ', kind]
  sparse([1; 1]), ['has class sparse double, ', kind]
  [1i; 1], 'is complex, expected real'};
start = {[1; 2], [3; 4]};
for k = 1:rows (cases)
  wrong = cases{k,1};
  words = @(symbol) strrep (cases{k,2}, '%s', symbol);
  wrong_gx = @(x, y) deal (1, wrong, y);
  wrong_gy = @(x, y) deal (1, x, wrong);
  wrong_hx = pgdqa_objective (g, @(x, y, vx, vy) deal (wrong, 2 * vy));
  wrong_hy = pgdqa_objective (g, @(x, y, vx, vy) deal (0 * vx, wrong));
  if (! isequal (wrong, []))                          # which says that gx is not given
    expect_error ('pgdqa:oracle', ['upper-level gradient gx ', words('n')], @() pgdqa_solve (wrong_gx, g, start{:}));
    expect_error ('pgdqa:oracle', ['lower-level gradient gx ', words('n')], @() pgdqa_solve (f, wrong_gx, start{:}));
  end
  expect_error ('pgdqa:oracle', ['upper-level gradient gy ', words('m')], @() pgdqa_solve (wrong_gy, g, start{:}));
  expect_error ('pgdqa:oracle', ['lower-level gradient gy ', words('m')], @() pgdqa_solve (f, wrong_gy, start{:}));
  expect_error ('pgdqa:oracle', ['lower-level Hessian-vector product hx ', words('n')], @() pgdqa_solve (f, wrong_hx, start{:}));
  expect_error ('pgdqa:oracle', ['lower-level Hessian-vector product hy ', words('m')], @() pgdqa_solve (f, wrong_hy, start{:}));
end
END
}

@test "pgdqa:oracle: an output that turns wrong later in the run" {
  code <<'END'
function [v, gx, gy] = later (x, y, limit)
  % right for limit calls, then gy has the wrong shape
  counted ('add', 'later');
  v = x ^ 2 + y ^ 2;
  gx = 2 * x;
  gy = 2 * y;
  if (counted ().later > limit)
    gy = [gy, gy];
  end
end
function run_after_reset (f, g, schedule)
  counted ('reset');
  pgdqa_solve (f, g, 0, 1, 'Schedule', schedule);
end
[~, g] = lampariello ();
for schedule = {'adaptive', 'diminishing'}
  for limit = [1, 2, 9 - 6 * strcmp(schedule{1}, 'adaptive')]
    expect_error ('pgdqa:oracle', 'upper-level gradient gy has size 1x2, expected 1x1 (m = 1)', ...
                  @() run_after_reset (@(x, y) later (x, y, limit), g, schedule{1}));
  end
end
END
}

@test "pgdqa:oracle: OutputFcn answers nonsense" {
  code <<'END'
[f, g] = lampariello ();
cases = {[], 'a 0x0 double'; [0, 0], 'a 1x2 double'; 'no', 'a 1x2 char'; {1}, 'a 1x1 cell'; struct(), 'a 1x1 struct'; NaN, 'NaN'};
for k = 1:rows (cases)
  expect_error ('pgdqa:oracle', sprintf ('OutputFcn returned %s, expected a logical scalar', cases{k,2}), ...
                @() pgdqa_solve (f, g, 0, 0, 'OutputFcn', @(x, v, s) cases{k,1}));
end
END
}

@test "pgdqa:oracle: a complex step through code that conjugates" {
  code <<'END'
f = @(x, y) x' * x + (y - 1)' * (y - 1);
g = @(x, y) sum ((y - x) .^ 2);
hint = 'use .'' for '', sum (x.^2) for norm (x)^2, and no abs';
expect_error ('pgdqa:oracle', ['upper-level objective: its complex-step derivative in component 1 of (x, y) is 0, ', ...
                               'expected 4 by differences; ', hint], ...
              @() pgdqa_solve (f, g, [2; 3], [0; 0], 'Derivatives', 'complex-step'));
f = @(x, y) sum (x .^ 2) + sum (y .^ 2);
g = @(x, y) (y - 2 * x)' * (y - 2 * x);
expect_error ('pgdqa:oracle', ['lower-level objective: its complex-step derivative in component 2 of (x, y) is 0, ', ...
                               'expected -2 by differences; ', hint], ...
              @() pgdqa_solve (f, g, 1, 1, 'Derivatives', 'complex-step'));
END
}

@test "pgdqa:oracle: a complex step through code that conjugates the x of the lower level alone" {
  code <<'END'
f = @(x, y) sum (x .^ 2) + sum (y .^ 2);
g = @(x, y) sum (y .^ 2) / 2 - sum (y) * (x' * x);
raised = '';
try
  pgdqa_solve (f, g, [1; 2], [1; 1], 'Derivatives', 'complex-step');
catch err
  raised = err.identifier;
end
assert (raised, 'pgdqa:oracle');
still_solves ();
END
}

@test "pgdqa:memory: a problem larger than the memory allowed" {
  cat >large.m <<'END'
m = 1e7;
f = @(x, y) deal (0, 0, y);
try
  pgdqa_solve (f, f, 0, zeros (m, 1), 'MaxIter', 1, 'MaxMemory', Inf);
  error ('no error');
catch err
  assert (err.identifier, 'pgdqa:memory');
  assert (isempty (regexp (err.message, '^pgdqa: the problem does not fit into memory \([\d.]+ GB asked for\)$')), false);
end
still_solves ();
END
  (ulimit -v 3000000; octave large.m 2>&1)
}

@test "pgdqa:internal: commands the gateway does not have" {
  code <<'END'
expect_error ('pgdqa:internal', 'pgdqa_mex: no command ''nonsense'' with 0 arguments', @() pgdqa_mex ('nonsense'));
expect_error ('pgdqa:internal', 'pgdqa_mex: no command ''solve'' with 1 arguments', @() pgdqa_mex ('solve', 1));
END
}

@test "pgdqa:asymmetric: a warning, the symmetric part and a correct solve" {
  code <<'END'
lastwarn ('', '');
q = pgdqa_quadratic ([2, 1; 0, 2], [], 2);
[message, id] = lastwarn ();
assert (id, 'pgdqa:asymmetric');
assert (message, 'pgdqa_quadratic: Qxx is not symmetric (relative difference 0.5); its symmetric part is used');
[v, gx, gy] = pgdqa_mex ('eval', q, [1; 2], 3);
assert ([v; gx; gy], [15; 3; 4.5; 6], 1e-12);
END
}

@test "a user's own error keeps its id and message, wherever it is raised" {
  code <<'END'
function varargout = fail_at (fun, call, varargin)
  counted ('add', 'fail');
  if (counted ().fail == call)
    error ('mine:id', 'call %d with 100%% of its words', call);
  end
  [varargout{1:max (1, nargout)}] = fun (varargin{:});
end
function run_failing (wrap, options)
  [f, g, hvp] = lampariello ();
  counted ('reset');
  [f, g, hvp] = wrap (f, g, hvp);
  pgdqa_solve (f, pgdqa_objective (g, hvp), 0, 0, 'OutputFcn', @(x, v, s) false, options{:});
end
for schedule = {'adaptive', 'diminishing'}
  for call = [1, 2, 7 - 4 * strcmp(schedule{1}, 'adaptive')]
    options = {'Schedule', schedule{1}};
    failing = @(fun) @(varargin) fail_at (fun, call, varargin{:});
    words = sprintf ('call %d with 100%% of its words', call);
    expect_error ('mine:id', words, @() run_failing (@(f, g, h) deal (failing (f), g, h), options));
    expect_error ('mine:id', words, @() run_failing (@(f, g, h) deal (f, failing (g), h), options));
    expect_error ('mine:id', words, @() run_failing (@(f, g, h) deal (f, g, failing (h)), options));
    expect_error ('mine:id', words, @() run_failing (@deal, [options, {'OutputFcn', failing(@(x, v, s) false)}]));
    expect_error ('mine:id', words, @() run_failing (@deal, [options, {'PlotFcn', failing(@(x, v, s) false)}]));
  end
end
% in the restoration, after the loop
expect_error ('mine:id', 'call 6 with 100% of its words', ...
              @() run_failing (@(f, g, h) deal (f, @(x, y) fail_at (g, 6, x, y), h), ...
                                 {'Schedule', 'diminishing', 'MaxIter', 2, 'Restore', true}));
END
}

@test "errors without an id, and of Octave itself, pass unchanged; wrong numbers of arguments are told" {
  code <<'END'
[f, g] = lampariello ();
expect_error ('', 'just words', @() pgdqa_solve (@(x, y) error ('just words'), g, 0, 0));
expect_error ('Octave:nonconformant-args', 'operator +: nonconformant arguments (op1 is 1x2, op2 is 1x3)', ...
              @() pgdqa_solve (f, @(x, y) deal ([1, 2] + [1, 2, 3], x, y), 0, 0));
expect_error ('pgdqa:option', 'pgdqa_options: OutputFcn takes 1 arguments, expected 3: stop = fcn (x, optimvalues, state)', ...
              @() pgdqa_solve (f, g, 0, 0, 'OutputFcn', @(x) false));
END
}

@test "an error inside a function that gives gradients is not mistaken for a function that gives none" {
  code <<'END'
function [v, gx, gy] = with_bug (x, y)
  v = x ^ 2 + y ^ 2;
  if (nargout > 1)
    [gx, gy] = one_output (x);
  end
end
function v = one_output (x)
  v = 2 * x;
end
[~, g] = lampariello ();
expect_error ('Octave:invalid-fun-call', 'one_output: function called with too many outputs', @() pgdqa_solve (@with_bug, g, 0, 0));
END
}

@test "a callback may call pgdqa_solve itself" {
  code <<'END'
function [v, gx, gy] = inner (x, y)
  [a, b] = lampariello ();
  [p, q] = pgdqa_solve (a, b, single (0), 0, 'Schedule', 'diminishing', 'StepScale', 0.3, 'AlphaScale', 3, ...
                        'MaxIter', 20, 'Restore', true);
  assert (double (p + q), 1, 1e-3);
  v = x ^ 2 + y ^ 2;
  gx = 2 * x;
  gy = 2 * y;
end
function stop = stopping (x, values, state)
  [~, ~] = inner (x, values.y);
  stop = false;
end
[f, g] = lampariello ();
[x, y, ~, ~, plain] = pgdqa_solve (f, g, 0, 0, 'MaxIter', 30);
[u, v, ~, ~, nested] = pgdqa_solve (@inner, g, 0, 0, 'MaxIter', 30);
assert ([u, v], [x, y]);
assert (nested.calls, plain.calls);
[u, v] = pgdqa_solve (f, g, 0, 0, 'MaxIter', 30, 'OutputFcn', @stopping);
assert ([u, v], [x, y]);
END
}

@test "values and gradients of g that contradict each other, and what is not finite, are said" {
  code <<'END'
function [v, gx, gy] = partial (x, y)                 # no number below y = 2.5, which does not show as long as y has not followed x
  v = x ^ 2;  gx = 2 * x;  gy = 0;
  if (y < 2.5), v = NaN; end
end
f = @(x, y) deal ((x - 1) ^ 2 + (y - 1) ^ 2, 2 * (x - 1), 2 * (y - 1));
g = @(x, y) deal ((y - x) ^ 2, -2 * (y - x), -2 * (y - x));
for start = [3, 5, 3; 3, 6, 4.5]
  [~, ~, ~, exitflag, output] = pgdqa_solve (f, g, start(1), start(2));
  assert (output.calls.total < 200);
  assert (exitflag, -2);
  assert (output.stop, 'contradiction');
end
[~, ~, ~, exitflag, output] = pgdqa_solve (@partial, @(x, y) deal ((y - x) ^ 2, -2 * (y - x), 2 * (y - x)), 3, 3);
assert (exitflag, -2);
assert (output.stop, 'non_finite');
assert (~ isempty (strfind (output.message, 'that is not finite, the value of f,')));
END
}

@test "a start that is not finite: function, block and first component are named, and f is given where it is finite" {
  code <<'END'
f = @(x, y) deal (x ^ 2 + sum (y), 2 * x, [1; 1]);
g = @(x, y) deal (sumsq (y - x) / 2, -sum (y - x), y - x);
bad = @(v, gx, gy) @(x, y) deal (v, gx, gy);
cases = {bad(NaN, 0, [0; 0]), g, 'the value of f', NaN; bad(7, Inf, [0; 0]), g, 'component 1 of gx of f', 7
         bad(7, 0, [0; NaN]), g, 'component 2 of gy of f', 7
         f, bad(-Inf, 0, [0; 0]), 'the value of g', 3; f, bad(1, 0, [0; Inf]), 'component 2 of gy of g', 3
         f, @(x, y) deal(norm (y - 1), 0, (y - 1) / norm (y - 1)), 'component 1 of gy of g', 3
         @(x, y) log (y(1) - 1), @(x, y) sumsq (y - x), 'the value of f', NaN};
for k = 1:rows (cases)
  [x, y, fval, exitflag, output] = pgdqa_solve (cases{k,1:2}, 1, [1; 1], 'Search', 'local');
  assert ({x, y, fval, exitflag, output.stop}, {1, [1; 1], cases{k,4}, -2, 'non_finite'});
  words = sprintf ('At the start %s is not finite: give another x0 or y0', cases{k,3});
  assert (strncmp (output.message, words, numel (words)), output.message);
end
% gx of g that the run needs nowhere else, or not at all, is said with its answer
once = @(x, y) outputs_of (sumsq (y - x) / 2, -sum (y - x) / any ([x; y] ~= 1), y - x);
always = pgdqa_objective (@(x, y) outputs_of (sumsq (y - x) / 2, NaN, y - x), @(x, y, vx, vy) deal (2 * vx - sum (vy), vy - vx));
near = @(x, y) outputs_of (sumsq (x - 3) + sumsq (y - 3), 2 * (x - 3), 2 * (y - 3));
for h = {once, always}
  [x, ~, ~, exitflag, output] = pgdqa_solve (near, h{1}, 1, [1; 1], 'Search', 'local');
  assert ({x, exitflag}, {3, 1}, 1e-6);
  assert (! isempty (strfind (output.message, 'at the start component 1 of gx of g is not finite')), output.message);
end
[~, ~, ~, ~, output] = pgdqa_solve (near, once, 1, [1; 2], 'Search', 'local');
assert (isempty (strfind (output.message, 'at the start')), output.message);
report = pgdqa_diagnose (f, cases{6,2}, 1, [1; 1], 'Display', 'off');
assert (! isempty (strfind (report.reasons(1).text, 'component 1 of gy of g')));
[~, ~, ~, ~, output] = pgdqa_solve (cases{2,1}, g, 1, [1; 1], 'MaxCalls', 4);
assert (output.calls.total <= 4);
END
}

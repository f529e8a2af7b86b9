% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function run = compare_run (problem, options, budget, wanted, along)
  % run = compare_run (problem, options, budget, wanted, along)   one run of pgdqa_compare, measured
  %
  % problem   of compare_problem
  % options   struct of solver options of the method
  % budget    struct: MaxCalls, MaxTime, Cost (1 x 5), grid (1 x count), axis ('calls' or 'time')
  % wanted    names to measure
  % along     true: at every snapshot; false: only at the point returned
  % run       struct: path (struct of 1 x S rows cost, time and the names wanted), final (struct of numbers), calls, stop, message,
  %           x, y, x0, y0, options (all of them: pgdqa_solve (f, g, x0, y0, options) is this run), measuring (calls made to measure)
  run = struct ('path', [], 'final', [], 'calls', [], 'stop', '', 'message', '', 'x', problem.x0, 'y', problem.y0, 'x0', problem.x0, 'y0', problem.y0, ...
                'options', options, 'measuring', 0);
  if (isfield (options, 'Derivatives'))
    problem = pgdqa_shared.traced_problem ('pgdqa_compare', pgdqa_shared.overlaid (problem, problem.plain), options);
  end
  options = pgdqa_shared.options_of (problem.options, {options});
  pgdqa_shared.refuse_checkpoint ('pgdqa_compare', options);
  pgdqa_shared.refuse_mpi ('pgdqa_compare', options);
  options = with_budget (options, problem, budget);
  run.options = options;
  budget.along = along;
  try
    [run, path] = solve (run, problem, options, budget);
  catch failure
    if (~ strcmp (failure.identifier, 'pgdqa:needs'))
      rethrow (failure);
    end
    run = failed (run, failure.message, wanted);
    return;
  end
  first = 1;
  if (~ along)
    first = numel (path.cost);
  end
  run = measure (run, problem.judge, path, first:numel (path.cost), wanted);
end

function options = with_budget (options, problem, budget)
  if (~ isfield (options, 'MaxIter') || isempty (options.MaxIter))
    options.MaxIter = Inf;
    if (reads_length (options) && isfinite (budget.MaxCalls))
      options.MaxIter = max (1, floor (budget.MaxCalls / iteration_cost (problem, budget.Cost)));
    end
  end
  if (isfinite (budget.MaxTime))
    options.MaxTime = budget.MaxTime;
  end
end

function yes = reads_length (options)
  % The fixed schedule takes its constants from K = MaxIter.
  yes = isfield (options, 'Schedule') && strcmpi (options.Schedule, 'fixed') ...
        && (~ isfield (options, 'Method') || strcmpi (options.Method, 'pgdqa'));
end

function cost = iteration_cost (problem, weights)
  % Of one PGD-QA iteration: a gradient of f, one of g and a product, or the calls that stand in for them.
  f = problem.f;
  g = problem.g;
  variables = numel (problem.x0) + numel (problem.y0);
  upper = gradient_cost (f, problem, variables, weights(1:2));
  lower = gradient_cost (g, problem, variables, weights(3:4));
  product = weights(5);
  if (strcmp (g.objective, 'handle') && isempty (g.hvp))
    product = 2 * lower;
  end
  cost = max (upper + lower + product, realmin);
end

function cost = gradient_cost (objective, problem, variables, weights)
  cost = weights(2);
  objective = pgdqa_shared.probe_objective (objective, problem.x0, problem.y0);
  if (isfield (objective, 'order') && objective.order == 0)
    cost = 2 * variables * weights(1);
  end
end

function [run, path] = solve (run, problem, options, budget)
  % Equal costs: the solver keeps the budget.  Unequal ones: the largest MaxCalls found in a few trials whose weighted cost
  % keeps it, from a first one that must.
  weights = budget.Cost;
  if (all (weights == weights(1)))
    [run, path] = attempt (run, problem, options, budget, floor (budget.MaxCalls / weights(1)), weights(1));
    return;
  end
  if (isinf (budget.MaxCalls))
    [run, path] = attempt (run, problem, options, budget, Inf, NaN);
    return;
  end
  low = max (4, floor (budget.MaxCalls / max (weights)));
  high = Inf;
  [run, path] = attempt (run, problem, options, budget, low, NaN);
  for trial = 1:5
    if (run.final.exitflag ~= 0 || path.cost(end) > 0.98 * budget.MaxCalls || high - low <= 1)
      break;
    end
    next = floor (min (low * budget.MaxCalls / max (path.cost(end), realmin), (low + high) / 2));
    next = min (next, 1e9);
    if (next <= low)
      break;
    end
    [other, other_path] = attempt (run, problem, options, budget, next, NaN);
    if (other_path.cost(end) <= budget.MaxCalls)
      low = next;
      run = other;
      path = other_path;
    else
      high = next;
    end
  end
end

function [run, path] = attempt (run, problem, options, budget, most, weight)
  % One solve within MOST oracle calls; weight NaN: objectives that charge their calls one by one.
  options = pgdqa_shared.overlaid (struct ('Search', 'local'), options); % one run among several
  if (isfinite (most))
    options.MaxCalls = most;
  end
  run.options = options;
  if (budget.along)
    options.OutputFcn = @compare_recorder;
  end
  f = problem.f;
  g = problem.g;
  if (isnan (weight))
    f = charging (f, budget.Cost(1:2), 0);
    g = charging (g, budget.Cost(3:4), budget.Cost(5));
  end
  compare_recorder ('start', struct ('grid', budget.grid, 'axis', budget.axis, 'x0', problem.x0, 'y0', problem.y0, ...
                                     'weight', weight));
  [run.x, run.y, ~, exitflag, output] = pgdqa_solve (f, g, problem.x0, problem.y0, options);
  path = compare_recorder ('read');
  calls = output.calls;
  run.calls = calls;
  run.stop = output.stop;
  run.message = output.message;
  cost = budget.Cost * [calls.f_value; calls.f_grad; calls.g_value; calls.g_grad; calls.hvp];
  run.final = struct ('cost', cost, 'seconds', output.time, 'iterations', output.iterations, 'exitflag', exitflag);
  path.x(:, end + 1) = run.x;
  path.y(:, end + 1) = run.y;
  path.cost(end + 1) = cost;
  path.time(end + 1) = max (path.time(end), output.time);
end

function charged = charging (objective, weights, product_weight)
  % weights   cost of a value, of a value with gradient
  [evaluate, hvp] = pgdqa_shared.oracle_of (objective);
  if (strcmp (objective.objective, 'handle'))
    evaluate = @(varargin) offered (objective.fun, varargin{:}); % which may lack gx, or all of its gradient
  end
  if (~ isempty (hvp))
    hvp = @(x, y, vx, vy) charged_product (hvp, product_weight, x, y, vx, vy);
  end
  charged = pgdqa_objective (@(varargin) charged_value (evaluate, weights, varargin{:}), hvp);
end

function varargout = offered (fun, x, y)
  % what the user's function gives; too few outputs are left out, for the core to name
  varargout = cell (1, max (1, nargout));
  try
    [varargout{:}] = fun (x, y);
  catch err
    inside = isempty (strfind (err.stack(1).name, 'offered'));
    if (inside || ~ isempty (err.identifier))        % the user's own error
      rethrow (err);
    end
    error ('pgdqa:oracle', 'an objective gave fewer outputs than the %d that it did at the start', numel (varargout));
  end
end

function varargout = charged_value (evaluate, weights, x, y)
  [varargout{1:max (1, nargout)}] = evaluate (x, y);
  compare_recorder ('charge', weights(1 + (nargout > 1)));
end

function [hx, hy] = charged_product (hvp, weight, x, y, vx, vy)
  compare_recorder ('charge', weight);
  [hx, hy] = hvp (x, y, vx, vy);
end

function run = measure (run, judge, path, which, wanted)
  % The point returned, the last one, is measured in everything that can be.
  everything = {'f', 'lower_opt', 'kkt', 'f_restored', 'lower_opt_restored', 'metric', 'metric_restored'};
  everything = everything(1:end - 2 * isempty (judge.metric));
  run.path = struct ('cost', path.cost(which), 'time', path.time(which));
  last = numel (which);
  for i = 1:last
    k = which(i);
    if (i == last)
      found = compare_measure (judge, path.x(:, k), path.y(:, k), everything);
      run.measuring = run.measuring + found.calls;
    elseif (i == 1 || any (path.x(:, k) ~= path.x(:, k - 1)) || any (path.y(:, k) ~= path.y(:, k - 1)))
      found = compare_measure (judge, path.x(:, k), path.y(:, k), wanted);
      run.measuring = run.measuring + found.calls;
    end
    for name = wanted
      run.path.(name{1})(i) = found.(name{1});
    end
  end
  for name = everything
    run.final.(name{1}) = found.(name{1});
  end
end

function run = failed (run, message, wanted)
  % The method cannot take this problem: a row of NaN, so that the others are still compared.
  run.stop = 'error';
  run.message = message;
  run.path = struct ('cost', 0, 'time', 0);
  run.final = struct ('cost', NaN, 'seconds', NaN, 'iterations', NaN, 'exitflag', NaN);
  run.calls = struct ('f_value', NaN, 'f_grad', NaN, 'g_value', NaN, 'g_grad', NaN, 'hvp', NaN, 'total', NaN, ...
                      'measure', NaN, 'passes', NaN);
  for name = wanted
    run.path.(name{1}) = NaN;
    run.final.(name{1}) = NaN;
  end
end

% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function html = report_single (output, settings)
  % html = report_single (output, settings)   the body of the page about one run: the answer, the verdict, the pictures, then the rest
  words = report_words (output);
  p = output.problem;
  parts = {
    answer(output)
    sprintf('<p class="verdict %s">%s</p>', words.tone, html_text (words.headline))
    sprintf('<p class="message">%s</p>', html_text (output.message))};
  if (settings.Plots)
    what = {'f', 'g', 'stationarity', 'lower_opt', 'lambda'};
    what = what(1:5 - all (isnan (output.history.lambda)));
    parts{end + 1, 1} = report_picture (@(parent) pgdqa_plot (output, 'X', 'calls', 'What', what, 'Figure', parent), [14, 9.8], ...
                                        'f, g, stationarity and lower_opt against oracle calls');
  end
  parts = [parts; {
    '<h2>Key figures, before and after</h2>'
    key_figures(output)
    '<h2>What was found</h2>'
    found(output)
    '<h2>Certificate of the lower level</h2>'
    sprintf('<p>%s</p>', html_text (words.certificate))
    certificate_table(output.lower)
    constraints_table(output)}];
  if (~ isempty (settings.Diagnosis))
    parts = [parts; {'<h2>Diagnosis: does the method suit the problem?</h2>'; report_diagnosis(settings.Diagnosis)}];
  end
  parts = [parts; {
    '<h2>What was asked</h2>'
    sprintf('<p>min f (x, y) over x and y, where y minimises g (x, .): n = %d, m = %d, %s precision.</p>', ...
            numel (p.x), numel (p.y), class (p.x))
    html_table({}, {'upper objective f', objective_words(p.f); 'lower objective g', objective_words(p.g)
                    'derivatives', derivative_words(output); 'method', output.method; 'schedule', output.schedule; 'regime', regime_words(output)}, 'words')
    report_options(output)
    '<h2>Monitor, resume, roll back</h2>'
    report_next(output)}];
  html = strjoin (parts', char (10));
end

function html = constraints_table (output)
  % rows, how many are active, the largest multiplier and violation of each level; '' without constraints
  html = '';
  if (~ isfield (output, 'multipliers'))
    return;
  end
  entries = cell (0, 5);
  for level = {'lower', 'upper'}
    [mu, active, violation] = deal (output.multipliers.(level{1}), output.active.(level{1}), output.violation.(level{1}));
    for kind = reshape (fieldnames (mu), 1, [])
      if (any (active.(kind{1})) || (~ isempty (mu.(kind{1})) && isempty (regexp (kind{1}, '^[xy]m', 'once'))))
        entries(end + 1, :) = {[level{1}, ' ', kind{1}], sprintf('%d', numel (mu.(kind{1}))), sprintf('%d', sum (active.(kind{1}))), ...
                               number(max (abs (mu.(kind{1})))), number(violation.relative)}; %#ok<AGROW>
      end
    end
  end
  html = [sprintf('<h2>Constraints</h2>\n'), ...
          html_table({'kind', 'rows', 'active', 'largest multiplier', 'violation of the level, relative'}, entries, 'numbers')];
end

function html = answer (output)
  p = output.problem;
  heads = {'Point returned: no answer', 'Answer'};
  html = sprintf ('<h2>%s</h2>\n%s', heads{1 + (output.exitflag > 0)}, ...
                  html_table ({}, {'x', number(p.x); 'y', number(p.y); 'f (x, y)', number(returned_f (output))}, 'words'));
end

function html = key_figures (output)
  % Start and answer, side by side; the start is evaluated anew: one call of each level.
  p = output.problem;
  f0 = value_at (p.f, p.x0, p.y0);
  [g0, lower0] = value_at (p.g, p.x0, p.y0);
  restored = 'no';
  if (output.lower.restored)
    restored = 'yes';
  end
  entries = {'f', number(f0), before_words(output), number(returned_f (output)), 'low, where lower_opt is small'
          'g', number(g0), '-', number(output.gval), 'least over y at this x'
          'lower_opt = ||grad_y g||', number(lower0), '-', number(output.lower_opt), 'small against its start'
          'stationarity', '-', '-', number(output.stationarity), 'small, unless at a kink or tie'
          'distance of x from the start', '0', '-', number(norm (double (p.x(:)) - double (p.x0(:)))), ''
          'distance of y from the start', '0', '-', number(norm (double (p.y(:)) - double (p.y0(:)))), ''};
  html = [html_table({'', 'start', 'before the restoration', 'returned', 'good when'}, entries, 'numbers rated'), start_words(output), ...
          sprintf('\n<p>Lower level solved again at the final x before returning: %s. f is the value of a bilevel solution only as far as lower_opt is small.</p>', restored)];
end

function html = start_words (output)
  html = '';
  if (isfield (output, 'start_solved') && output.start_solved == 0)
    html = sprintf ('\n<p>y0 does not solve the lower level at x0, so that f at the start is no bilevel value.</p>');
  end
end

function text = before_words (output)
  text = '-';
  if (output.lower.restored)
    text = number (output.fval_before);
  end
end

function [v, slope] = value_at (objective, x, y)
  % NaN where the function is gone (an output loaded elsewhere) or fails
  v = NaN;
  slope = NaN;
  try
    objective = pgdqa_shared.probe_objective (pgdqa_shared.as_objective ('pgdqa_report', objective, 'f'), x, y);
  catch
    return;
  end
  [v, gy] = pgdqa_shared.objective_value (objective, x, y);
  slope = norm (double (gy));
end

function html = found (output)
  c = output.calls;
  entries = {'stationarity, min over w of ||grad f + J''w||', number(output.stationarity), 'small, unless at a kink or tie'
          'relative stationarity', relative(output, 'stationarity_relative'), tolerance(output, 'TolKKT')
          'lower_opt, ||grad_y g||', number(output.lower_opt), 'small'
          'relative lower_opt', relative(output, 'lower_opt_relative'), tolerance(output, 'TolLower')
          'KKT residual (both)', number(output.kkt_residual), 'small'
          'multiplier lambda of h', lambda_words(output), ''
          'norm of the multiplier w of grad_y g', number(norm (double (output.state.multiplier))), 'not growing with the iterations'
          'iterations', number(output.iterations), 'below MaxIter'
          'rollbacks', number(output.rollbacks), '0'
          'time (s)', number(output.time), ''
          'expected further decrease of f', forecast_words(output), 'smaller than matters to you'};
  optional = {'stationarity_residual', 'residual of the stationarity, a least-squares problem', 'at most 3e-3'
              'escapes', 'escapes from refuted points', '0'
              'pl_ratio', 'gradient-PL ratio, least and largest', 'least above 1e-4 of the largest'};
  for i = 1:size (optional, 1)
    if (isfield (output, optional{i, 1}) && ~ isempty (output.(optional{i, 1})))
      entries(end + 1, :) = {optional{i, 2}, number(output.(optional{i, 1})), optional{i, 3}}; %#ok<AGROW>
    end
  end
  names = fieldnames (c)';
  values = cellfun (@(n) number (c.(n)), names, 'UniformOutput', false);
  html = [html_table({'', 'value', 'good when'}, entries, 'numbers rated'), sprintf('\n<h3>Oracle calls</h3>\n'), ...
          html_table([{''}, names], [{'calls'}, values], 'numbers')];
end

function text = relative (output, name)
  text = 'not measured';
  if (isfield (output, name))
    text = number (output.(name));
  end
end

function text = tolerance (output, name)
  text = '';
  if (isfield (output.options, name))
    text = sprintf ('at most %s = %g', name, output.options.(name));
  end
end

function html = certificate_table (lower)
  good = struct ('kind', 'convex or minimizer', 'eig_min', 'above 1e-6', 'eig_residual', 'small', 'eig_ratio', 'above 1e-5', ...
                 'value_gap', '0: no lower g was found', 'starts', 'above 0', 'grad_norm', 'small', 'hypergradient', 'small', ...
                 'hypergradient_residual', 'small', 'f_error', 'small against f', 'restoration', 'solved, rounding or none', ...
                 'kinks', 'none', 'hull', 'at most 1e-3');
  names = fieldnames (lower)';
  entries = cell (numel (names), 3);
  for i = 1:numel (names)
    entries(i, :) = {names{i}, number(lower.(names{i})), ''};
    if (isfield (good, names{i}))
      entries{i, 3} = good.(names{i});
    end
    if (any (strcmp (names{i}, {'hull', 'other_f'})) && isnan (lower.(names{i})))
      entries{i, 2} = 'none'; % they belong to kinks and ties
    end
  end
  html = sprintf ('<details><summary>All its numbers</summary>\n%s\n</details>', html_table ({'', 'value', 'good when'}, entries, 'numbers rated'));
end

function text = number (value)
  % also text, a struct of values, and arrays, of which the first entries and the range are told
  most = 8;
  if (ischar (value))
    text = value;
  elseif (isstruct (value))
    text = strjoin (cellfun (@(name) sprintf ('%s = %s', name, number (value.(name))), fieldnames (value)', 'UniformOutput', false), '; ');
  elseif (isempty (value))
    text = 'none';
  elseif (isscalar (value) && isnan (value))
    text = 'not measured';
  else
    value = double (value(:)');
    text = strjoin (arrayfun (@(v) sprintf ('%.8g', v), value(1:min (most, end)), 'UniformOutput', false), ', ');
    if (numel (value) > most)
      text = sprintf ('%s, ... (%d in all, from %.8g to %.8g)', text, numel (value), min (value), max (value));
    end
  end
end

function text = forecast_words (output)
  text = 'not known';
  if (isfield (output, 'expected_decrease') && ~ isnan (output.expected_decrease))
    text = sprintf ('%.1e', output.expected_decrease);
    if (isfield (output, 'expected_decrease_range') && numel (output.expected_decrease_range) == 2)
      text = sprintf ('%s, between %.1e and %.1e', text, output.expected_decrease_range);
    end
  end
end

function text = lambda_words (output)
  text = number (output.lambda);
  if (isnan (output.lambda))
    text = 'not used';
  end
end

function text = regime_words (output)
  text = output.regime;
  if (strcmp (output.schedule, 'adaptive'))
    text = [text, ' (not read by the adaptive schedule)'];
  end
end

function text = derivative_words (output)
  % where those of f and g came from, and why a trace failed
  text = '-';
  if (~ isfield (output, 'derivatives'))   % of an older version
    return;
  end
  parts = {};
  for name = 'fg'
    d = output.derivatives.(name);
    parts{end + 1} = sprintf ('%s: %s, products %s', name, d.source, d.hvp); %#ok<AGROW>
    if (~ isempty (d.reason))
      parts{end} = sprintf ('%s (%s)', parts{end}, d.reason);
    end
  end
  text = strjoin (parts, '; ');
end

function text = objective_words (objective)
  text = class (objective);
  if (isa (objective, 'function_handle'))
    text = func2str (objective);
  elseif (isstruct (objective) && isfield (objective, 'objective'))
    text = sprintf ('%s, evaluated in compiled code', objective.objective);
    if (strcmp (objective.objective, 'handle'))
      text = sprintf ('function handle %s', func2str (objective.fun));
      if (isfield (objective, 'hvp') && ~ isempty (objective.hvp))
        text = [text, ', with Hessian-vector products'];
      end
    end
  end
end

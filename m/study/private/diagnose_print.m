% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function diagnose_print (report, detail)
  % diagnose_print (report, detail)   verdict, reasons and what to do in at most 12 lines; detail true: then every number
  fprintf ('pgdqa_diagnose: %s, n = %d, m = %d; %d of %d calls\n', pgdqa_shared.short_text (report.name, 20), report.n, report.m, ...
           report.calls.total, report.limit);
  fprintf ('Verdict: %s\n', upper (report.verdict));
  left = print_reasons (report.reasons, detail);
  todo = report.todo;
  most = 3;
  if (~ detail && numel (todo) > most)
    todo = todo([1:most - 1, end]); % the last is the call to make
  end
  for i = 1:numel (todo)
    put ('What to do', todo{i}, i == 1);
  end
  if (~ isempty (report.pilot))
    line_of ('Pilot', pilot_words (report));
  end
  if (~ isempty (report.blas_advice))
    line_of ('BLAS', report.blas_advice);
  end
  if (~ detail)
    notes = {'', sprintf('%s and ', pgdqa_shared.count_text (left, 'reason'))};
    line_of ('More', sprintf ('%severy number: ''Detail'', true', notes{1 + (left > 0)}));
    return;
  end
  fprintf ('\n');
  if (~ isempty (report.derivatives))
    d = report.derivatives;
    line_of ('Derivatives', sprintf ('f: %s%s;  g: %s%s', d.f.verdict, slopes (d.f), d.g.verdict, slopes (d.g)));
  end
  if (~ isempty (report.pilot))
    print_pilot (report);
  end
  if (~ isempty (report.structure))
    print_local (report);
    print_starts (report);
    line_of ('Suggested', report.suggestion.text);
  end
  c = report.calls;
  line_of ('Oracle calls', sprintf ('derivatives %d, pilot %d, local %d, starts %d: total %d', ...
                                    c.derivatives, c.pilot, c.local, c.starts, c.total));
  line_of ('BLAS', report.blas);
end

function left = print_reasons (reasons, detail)
  % In brief four lines, notes only where there is room; where the others take more, the first line of each.
  left = 0;
  if (isempty (reasons))
    line_of ('', 'No reason against the method was found.');
    return;
  end
  lines = arrayfun (@(r) pgdqa_shared.wrapped_text (r.text, width ()), reasons, 'UniformOutput', false);
  most = 4;
  if (~ detail)
    while (numel ([lines{:}]) > most && numel (lines) > 1 && strcmp (reasons(numel (lines)).level, 'note'))
      lines(end) = [];
    end
    if (numel ([lines{:}]) > most)
      lines = lines(1:min (most, end));
      for i = find (cellfun (@numel, lines) > 1)
        first = pgdqa_shared.wrapped_text (reasons(i).text, width () - 4);
        lines{i} = {[first{1}, ' ...']};
      end
    end
    left = numel (reasons) - numel (lines);
  end
  for i = 1:numel (lines)
    for j = 1:numel (lines{i})
      put (['  ', reasons(i).level], lines{i}{j}, j == 1);
    end
  end
end

function text = pilot_words (report)
  p = report.pilot;
  text = 'it ended with an error';
  if (~ isnan (p.exitflag))
    text = sprintf ('exitflag %d, f = %.6g, %d calls', p.exitflag, p.f, p.calls);
  end
  same = [report.starts.same];
  if (any (~ isnan (same)))
    text = sprintf ('%s; %d of %d other starts agree', text, sum (same == 1), sum (~ isnan (same)));
  end
end

function print_pilot (report)
  p = report.pilot;
  line_of ('Message', p.message);
  c = report.cost;
  laws = struct ('linear', sprintf ('linear, a digit costs %.3g calls', c.digit), ...
                 'power', sprintf ('power law, calls^%.2f', c.slope), 'none', 'no steady decay');
  expected = 'not known';
  if (isfinite (c.expected))
    expected = sprintf ('%.3g calls', c.expected);
    if (c.range(2) > c.range(1))
      expected = sprintf ('%s (halves of the tail say %.3g to %.3g, the other law %s)', expected, c.range, number ('%.3g', c.other, 'no fit'));
    else
      expected = [expected, ', as measured'];
    end
  end
  line_of ('Rate', sprintf ('%s; stationarity reached %s of its largest; to %.0e: %s', ...
                            laws.(c.law), number ('%.1e', c.reached, 'the run has no history'), c.tolerance, expected));
end

function print_local (report)
  reasons = {'the budget ended', 'g is not finite there'};
  why = reasons{1 + report.complete};
  l = report.lower;
  sampled = [l.secants, l.along];
  sampled = sampled(isfinite (sampled));
  text = 'curvature not measured';
  if (isfinite (l.curvature_max))
    text = sprintf ('curvature %.3g to %.3g (Lanczos, %s), relative lowest %.1e', l.curvature_min, l.curvature_max, ...
                    pgdqa_shared.count_text (l.products, 'product'), l.relative_min);
  end
  if (~ isempty (sampled))
    text = sprintf ('%s; sampled around: %.3g to %.3g', text, min (sampled), max (sampled));
  end
  if (~ isempty (l.certificate))
    text = sprintf ('%s; kind %s', text, l.certificate.kind);
    if (l.certificate.starts > 0)
      text = sprintf ('%s, %d value tests, gap %s', text, l.certificate.starts, number ('%.1e', l.certificate.value_gap, 'the budget ended'));
    end
  end
  line_of ('Lower level', text);
  p = report.pl;
  line_of ('PL ratio', sprintf ('||grad h||^2/h: %s on the path; around its end: %s', ratio_text (p.path), ratio_text (p.around)));
  line_of ('Linear model', sprintf ('J d = -grad_y g is accurate to 10 %%: %s', model_words (report, why)));
  c = report.lipschitz;
  line_of ('Lipschitz', sprintf ('of grad f: %s in x, %s in y; of grad_y g: %s in x, %s in y', number ('%.3g', c.f_x, why), ...
                                 number ('%.3g', c.f_y, why), number ('%.3g', c.g_xy, why), number ('%.3g', l.curvature_max, why)));
  u = report.units;
  line_of ('Units', sprintf ('1 unit of y has the effect of %s units of x; components differ by %s in x, %s in y; effect of x on y, end over start: %s', ...
                             number ('%.3g', u.x_over_y, why), number ('%.3g', u.spread_x, why), number ('%.3g', u.spread_y, why), ...
                             number ('%.2g', u.left, 'it has none at the start')));
end

function text = model_words (report, why)
  a = report.approximation;
  parts = {'back along the path', 'in a random direction'};
  others = {'it has no length, or the budget ended', why};
  for i = 1:2
    slope = '';
    if (isfinite (a.slope(i)))
      slope = sprintf (' (slope %.2f)', a.slope(i));
    elseif (a.slope(i) == Inf)
      slope = ' (exact to rounding)';
    end
    parts{i} = sprintf ('%s %s%s', parts{i}, number ('for steps up to %.2g lengths', a.reach(i), others{i}), slope);
  end
  text = strjoin (parts, '; ');
end

function text = number (format, value, why)
  % not every number can be measured: why says what is missing
  text = sprintf ('not measured (%s)', why);
  if (~ isnan (value))
    text = sprintf (format, value);
  end
end

function text = ratio_text (ratios)
  ratios = ratios(isfinite (ratios));
  text = 'not measured (h = 0)';
  if (~ isempty (ratios))
    text = sprintf ('%.3g to %.3g at %s', min (ratios), max (ratios), pgdqa_shared.count_text (numel (ratios), 'point'));
  end
end

function print_starts (report)
  s = report.starts;
  if (report.pilot.refuted)
    line_of ('', 'The answer of the pilot is refuted by the y of another run.');
  end
  if (isempty (s))
    line_of ('Starts', 'none: the budget ended');
    return;
  end
  text = cell (1, numel (s));
  for i = 1:numel (s)
    same = 'no comparison';
    if (s(i).same == 1)
      same = 'same point';
    elseif (s(i).same == 0)
      same = 'another point';
    end
    if (s(i).refuted)
      same = [same, ', refuted by the y of another run'];
    end
    text{i} = sprintf ('%s: an error', s(i).kind);
    if (~ isnan (s(i).exitflag))
      text{i} = sprintf ('%s: f %.6g, exitflag %d, %s', s(i).kind, s(i).f, s(i).exitflag, same);
    end
  end
  line_of ('Starts', strjoin (text, ';  '));
end

function text = slopes (d)
  text = '';
  if (isfinite (d.slope))
    text = sprintf (' (slope %.2f)', d.slope);
  end
end

function columns = width ()
  % of a text beside its label of 14 columns, of 80
  columns = 66;
end

function line_of (label, text)
  lines = pgdqa_shared.wrapped_text (text, width ());
  for i = 1:numel (lines)
    put (label, lines{i}, i == 1);
  end
end

function put (label, text, first)
  if (~ first)
    label = '';
  end
  fprintf ('%-14s%s\n', label, text);
end

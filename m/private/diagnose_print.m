% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function diagnose_print (report)
  % diagnose_print (report)   one page: verdict and reasons, then the numbers
  fprintf ('pgdqa_diagnose: %s, n = %d, m = %d; %d of at most %d oracle calls\n\n', ...
           report.name, report.n, report.m, report.calls.total, report.limit);
  fprintf ('Verdict: %s\n', upper (report.verdict));
  for i = 1:numel (report.reasons)
    r = report.reasons(i);
    line_of (sprintf ('  %s', r.level), r.text);
  end
  if (isempty (report.reasons))
    line_of ('', 'No reason against the method was found.');
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

function print_pilot (report)
  p = report.pilot;
  line_of ('Pilot', sprintf ('exitflag %g after %d calls, f = %.8g: %s', p.exitflag, p.calls, p.f, p.message));
  c = report.cost;
  laws = struct ('linear', sprintf ('linear, a digit costs %.3g calls', c.digit), ...
                 'power', sprintf ('power law, calls^%.2f', c.slope), 'none', 'no steady decay');
  expected = 'not known';
  if (isfinite (c.expected))
    expected = sprintf ('%.3g calls', c.expected);
    if (c.range(2) > c.range(1))
      expected = sprintf ('%s (halves of the tail say %.3g to %.3g, the other law %.3g)', expected, c.range, c.other);
    else
      expected = [expected, ', as measured'];
    end
  end
  line_of ('Rate', sprintf ('%s; stationarity reached %.1e of its largest; to %.0e: %s', ...
                            laws.(c.law), c.reached, c.tolerance, expected));
end

function print_local (report)
  l = report.lower;
  sampled = [l.secants, l.along];
  text = sprintf ('curvature %.3g to %.3g (Lanczos, %d products), relative lowest %.1e', ...
                  l.curvature_min, l.curvature_max, l.products, l.relative_min);
  if (~ isempty (sampled))
    text = sprintf ('%s; sampled around: %.3g to %.3g', text, min (sampled), max (sampled));
  end
  if (~ isempty (l.certificate))
    text = sprintf ('%s; kind %s', text, l.certificate.kind);
    if (l.certificate.starts > 0)
      text = sprintf ('%s, %d value tests, gap %.1e', text, l.certificate.starts, l.certificate.value_gap);
    end
  end
  line_of ('Lower level', text);
  p = report.pl;
  line_of ('PL ratio', sprintf ('||grad h||^2/h: %s on the path; around its end: %s', ratio_text (p.path), ratio_text (p.around)));
  a = report.approximation;
  line_of ('Linear model', sprintf ('J d = -grad_y g is accurate to 10 %% for steps up to %.2g of the path back (slope %.2f), %.2g in a random direction (slope %.2f)', ...
                                    a.reach(1), a.slope(1), a.reach(2), a.slope(2)));
  c = report.lipschitz;
  line_of ('Lipschitz', sprintf ('of grad f: %.3g in x, %.3g in y; of grad_y g: %.3g in x, %.3g in y', ...
                                 c.f_x, c.f_y, c.g_xy, l.curvature_max));
  u = report.units;
  line_of ('Units', sprintf ('1 unit of y has the effect of %.3g units of x; components differ by %.3g in x, %.3g in y; effect of x on y, end over start: %.2g', ...
                             u.x_over_y, u.spread_x, u.spread_y, u.left));
end

function text = ratio_text (ratios)
  ratios = ratios(isfinite (ratios));
  text = 'not measured (h = 0)';
  if (~ isempty (ratios))
    text = sprintf ('%.3g to %.3g at %s', min (ratios), max (ratios), count_text (numel (ratios), 'point'));
  end
end

function print_starts (report)
  s = report.starts;
  if (report.pilot.refuted)
    line_of ('', 'The answer of the pilot is refuted by the y of another run.');
  end
  if (isempty (s))
    line_of ('Starts', 'none: the budget is too small');
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
    text{i} = sprintf ('%s: f %.6g, exitflag %g, %s', s(i).kind, s(i).f, s(i).exitflag, same);
  end
  line_of ('Starts', strjoin (text, ';  '));
end

function text = slopes (d)
  text = '';
  if (isfinite (d.slope))
    text = sprintf (' (slope %.2f)', d.slope);
  end
end

function line_of (label, text)
  % Label in 14 columns, the text wrapped at 100.
  width = 86;
  words = strsplit (text, ' ');
  current = '';
  first = true;
  for i = 1:numel (words)
    if (~ isempty (current) && numel (current) + 1 + numel (words{i}) > width)
      put (label, current, first);
      first = false;
      current = words{i};
    elseif (isempty (current))
      current = words{i};
    else
      current = [current, ' ', words{i}]; %#ok<AGROW>
    end
  end
  put (label, current, first);
end

function put (label, text, first)
  if (~ first)
    label = '';
  end
  fprintf ('%-14s%s\n', label, text);
end

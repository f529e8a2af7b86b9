% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [verdict, reasons] = diagnose_verdict (report)
  % [verdict, reasons] = diagnose_verdict (report)   the words, and why: struct array level, name, value, text
  %
  % level   'unsuitable' | 'care' | 'note'; the verdict is the worst of them
  reasons = struct ('level', {}, 'name', {}, 'value', {}, 'text', {});
  limits = diagnose_limits ();
  reasons = of_derivatives (reasons, report.derivatives);
  if (isempty (reasons))
    reasons = of_pilot (reasons, report, limits);
  end
  if (~ isempty (report.structure))
    reasons = of_structure (reasons, report.structure);
  end
  if (~ any (strcmp ({reasons.level}, 'unsuitable'))) % otherwise the numbers are those of a failure
    reasons = of_lower (reasons, report, limits);
    reasons = of_units (reasons, report, limits);
    reasons = of_runs (reasons, report, limits);
    reasons = of_cost (reasons, report, limits);
  end
  verdict = 'suitable';
  if (any (strcmp ({reasons.level}, 'unsuitable')))
    verdict = 'unsuitable';
  elseif (any (strcmp ({reasons.level}, 'care')))
    verdict = 'suitable with care';
  end
  order = [find(strcmp ({reasons.level}, 'unsuitable')), find(strcmp ({reasons.level}, 'care')), ...
           find(strcmp ({reasons.level}, 'note'))];
  reasons = reasons(order);
end

function reasons = add (reasons, level, name, value, text, varargin)
  reasons(end + 1) = struct ('level', level, 'name', name, 'value', value, 'text', sprintf (text, varargin{:}));
end

function reasons = of_derivatives (reasons, derivatives)
  for name = 'fg'
    d = derivatives.(name);
    if (~ d.ok)
      reasons = add (reasons, 'unsuitable', 'derivatives', d.error, 'The derivatives of %s are wrong: %s.', name, d.verdict);
    end
  end
end

function reasons = of_pilot (reasons, report, limits)
  pilot = report.pilot;
  flags = [pilot.exitflag, report.starts.exitflag];
  messages = [{pilot.message}, {report.starts.message}];
  unbounded = cellfun (@(s) ~ isempty (strfind (s, 'unbounded below')), messages);
  if (~ isempty (pilot.failure) && strcmp (pilot.failure.identifier, 'pgdqa:needs'))
    reasons = add (reasons, 'unsuitable', 'needs', NaN, 'This version cannot solve it: %s.', pilot.message);
  elseif (~ isempty (pilot.failure)) % whose words may hold anything
    reasons = add (reasons, 'unsuitable', 'failure', NaN, 'A function fails on the way: %s.', pilot.message);
  elseif (pilot.exitflag == -2)
    reasons = add (reasons, 'unsuitable', 'non-finite', -2, 'The pilot met a value that is not finite (exitflag -2).');
  elseif (unbounded(1) || 2 * sum (unbounded) >= numel (flags))
    reasons = add (reasons, 'unsuitable', 'unbounded', sum (unbounded), ...
                   'The lower level looks unbounded below in %d of %d runs: there is no y to choose.', ...
                   sum (unbounded), numel (flags));
  elseif (pilot.travel > limits.far && pilot.exitflag <= 0)
    reasons = add (reasons, 'unsuitable', 'runaway', pilot.travel, ...
                   'The iterates run away (%.1e lengths of the start) with f = %.3g: without bounds there may be no solution.', ...
                   pilot.travel, pilot.f);
  elseif (pilot.exitflag == -4 && isempty (strfind (pilot.message, 'saturation')))
    reasons = add (reasons, 'care', 'no progress', report.cost.reached, ...
                   'The pilot stopped without progress at relative stationarity %.1e.', report.cost.reached);
  end
  broken = sum (isnan (flags) | flags == -2);
  if (isempty (pilot.failure) && pilot.exitflag ~= -2 && broken > 0)
    reasons = add (reasons, 'care', 'non-finite', broken, ...
                   'In %d of %d runs a value was not finite or a function failed.', broken, numel (flags));
  end
  if (pilot.exitflag <= 0 && pilot.rollbacks > 0)
    reasons = add (reasons, 'care', 'rollbacks', pilot.rollbacks, ...
                   'The pilot had to go back %d times, from values that were not finite or too high.', pilot.rollbacks);
  end
  if (sum (unbounded) > 0 && ~ unbounded(1) && 2 * sum (unbounded) < numel (flags))
    reasons = add (reasons, 'care', 'unbounded', sum (unbounded), ...
                   'The lower level looks unbounded below in %d of %d runs.', sum (unbounded), numel (flags));
  end
  if (pilot.exitflag == 2)
    reasons = add (reasons, 'care', 'certificate', 2, 'The tolerances were met, but the certificate of the lower level is not conclusive (exitflag 2).');
  end
  reasons = of_refutation (reasons, pilot, flags, limits);
end

function reasons = of_refutation (reasons, pilot, flags, limits)
  refuted = sum (flags == -3);
  if (refuted >= limits.refuted * numel (flags) && refuted > 0)
    reasons = add (reasons, 'unsuitable', 'refuted', refuted, ...
                   'In %d of %d runs y was refuted as a solution of the lower level and no better point was reached.', ...
                   refuted, numel (flags));
  elseif (refuted > 0)
    reasons = add (reasons, 'care', 'refuted', refuted, ...
                   'In %d of %d runs y was refuted as a solution of the lower level.', refuted, numel (flags));
  end
  if (pilot.escapes >= limits.escapes && pilot.exitflag <= 0)
    reasons = add (reasons, 'unsuitable', 'refuted', pilot.escapes, ...
                   'The lower-level solution was refuted again and again (%d escapes) and never certified.', pilot.escapes);
  elseif (pilot.escapes > 0)
    reasons = add (reasons, 'care', 'escapes', pilot.escapes, ...
                   'The pilot had to leave %d refuted lower-level points: others may attract it from other starts.', pilot.escapes);
  end
end

function reasons = of_structure (reasons, s)
  if (s.lower_y == 0)
    reasons = add (reasons, 'unsuitable', 'structure', 0, ...
                   'There is no bilevel structure: grad_y g is 0 wherever sampled, so the lower level does not choose y.');
    return;
  end
  if (max (s.upper_x, s.upper_y) == 0)
    reasons = add (reasons, 'unsuitable', 'structure', 0, 'The upper objective is flat: grad f is 0 wherever sampled.');
  elseif (s.upper_y <= s.rounding * s.upper_x)
    reasons = add (reasons, 'unsuitable', 'structure', s.upper_y / s.upper_x, ...
                   'There is no bilevel structure: y does not act on f (||fy|| Ly is %.1e of ||fx|| Lx), minimise f over x alone.', ...
                   s.upper_y / s.upper_x);
  end
  if (s.lower_x <= s.rounding * s.lower_y)
    reasons = add (reasons, 'unsuitable', 'structure', s.lower_x / s.lower_y, ...
                   'There is no bilevel structure: x does not act on y (grad_y g changes by %.1e of itself), solve the levels one after the other.', ...
                   s.lower_x / s.lower_y);
  end
end

function reasons = of_lower (reasons, report, limits)
  lower = report.lower;
  least = lower.relative_min;
  if (isfinite (least) && least < -limits.negative)
    reasons = add (reasons, 'care', 'curvature', least, ...
                   'At the end of the pilot the lower level curves downwards (lowest over largest curvature %.1e).', least);
  elseif (isfinite (least) && least <= limits.singular)
    reasons = add (reasons, 'care', 'singular', least, ...
                   'The lower Hessian is singular (lowest over largest curvature %.1e): minimisers need not be isolated, which is the dearest case.', least);
  elseif (isfinite (least) && least <= limits.ill)
    reasons = add (reasons, 'care', 'ill-conditioned', least, ...
                   'The lower level is ill-conditioned (lowest over largest curvature %.1e).', least);
  end
  sampled = [lower.secants, lower.along];
  sampled = sampled(isfinite (sampled));
  largest = max ([abs(sampled), lower.curvature_max]);
  if (~ isempty (sampled) && min (sampled) < -limits.negative * largest)
    reasons = add (reasons, 'care', 'nonconvex', min (sampled) / largest, ...
                   'The lower level is not convex: %d of %d curvatures and secants around the end are negative, the lowest %.2g times the largest; the certificate is evidence, not proof.', ...
                   sum (sampled < -limits.negative * largest), numel (sampled), min (sampled) / largest);
  end
  if (report.pl.ratio < limits.collapse)
    reasons = add (reasons, 'care', 'PL', report.pl.ratio, ...
                   'The gradient-PL ratio collapses along the path, to %.1e of its largest value: use regime general with the fixed schedules.', report.pl.ratio);
  end
  reach = min (report.approximation.reach);
  if (reach < limits.short)
    reasons = add (reasons, 'care', 'model', reach, ...
                   'The linearised lower condition holds to %g %% only for steps below %.1e of the path: many short steps.', ...
                   100 * limits.model, max (reach, min (report.approximation.t)));
  end
end

function reasons = of_units (reasons, report, limits)
  u = report.units;
  saturates = ~ isempty (strfind (report.pilot.message, 'saturation'));
  flat = u.left_y < limits.saturated;
  gone = u.left < limits.saturated && ~ flat;
  if (flat)
    levels = {'unsuitable', 'care'};
    reasons = add (reasons, levels{1 + (report.pilot.exitflag > 0)}, 'flat', u.left_y, ...
                   'The lower curvature vanishes along the path (%.1e of that at the start is left): y is hardly determined, or runs to infinity.', u.left_y);
  end
  components = u.left_x < limits.component;
  if (gone && ~ saturates && report.pilot.exitflag > 0)
    reasons = add (reasons, 'care', 'saturation', u.left, ...
                   'x acts on y hardly any more at the answer (%.1e of its effect at the start is left): x may run to infinity and the infimum not be attained.', u.left);
  elseif (saturates || gone)
    reasons = add (reasons, 'unsuitable', 'saturation', u.left, ...
                   'x acts on y no longer at the end of the pilot (saturation: %.1e of its effect at the start is left), so no claim can be made there; bound or regularise x.', u.left);
  elseif (~ flat && mean (components) >= limits.some)
    reasons = add (reasons, 'care', 'saturation', mean (components), ...
                   '%d of %d components of x saturate (less than %g of their effect is left): the tail will be slow.', ...
                   sum (components), numel (components), limits.component);
  end
  apart = max (u.x_over_y, 1 / u.x_over_y);
  if (~ (saturates || gone) && isfinite (apart) && apart > limits.units)
    reasons = add (reasons, 'care', 'scaling', apart, ...
                   'The units of x and y are a factor of %.1e apart: the fixed schedules need ScaleX and ScaleY (adaptive does not).', apart);
  end
  if (~ (saturates || gone || any (components)) && u.spread_x > limits.units)
    reasons = add (reasons, 'care', 'scaling', u.spread_x, ...
                   'The components of x act on y with strengths a factor of %.1e apart: rescale x.', u.spread_x);
  end
  if (u.spread_y > limits.units)
    reasons = add (reasons, 'care', 'scaling', u.spread_y, ...
                   'The components of y act with strengths a factor of %.1e apart: rescale y.', u.spread_y);
  end
end

function reasons = of_runs (reasons, report, limits)
  pilot = report.pilot;
  s = report.starts;
  kinds = {'perturbed', 'moved'};
  texts = {'The same start moved by 1e-3 of the path leads to another answer: f from %.6g to %.6g.', ...
           'Other starts lead to other answers: f from %.6g to %.6g; solve from several.'};
  for i = 1:2
    other = s(strcmp ({s.kind}, kinds{i}) & [s.same] == 0);
    if (isempty (other))
      continue;
    end
    values = [pilot.f, other.f];
    spread = max (values) - min (values);
    if (spread > limits.same * pilot.range)
      reasons = add (reasons, 'care', kinds{i}, spread, texts{i}, min (values), max (values));
    else
      reasons = add (reasons, 'note', kinds{i}, spread, ...
                     'Other points with the same f = %.6g are reached from other starts: the answer is not unique.', pilot.f);
      break;
    end
  end
  unknown = sum (isnan ([s.same]));
  if (unknown > 0 && pilot.exitflag > 0)
    reasons = add (reasons, 'note', 'starts', unknown, ...
                   '%d of %d runs from other starts ended without an answer (a limit of calls or no progress).', unknown, numel (s));
  end
end

function reasons = of_cost (reasons, report, limits)
  c = report.cost;
  soon = c.expected <= limits.soon * report.pilot.calls;
  slow = report.pilot.exitflag <= 0 && strcmp (c.law, 'power') && c.reached > c.tolerance && ~ soon;
  if (slow)
    reasons = add (reasons, 'care', 'sublinear', c.slope, ...
                   'The tail is sublinear: stationarity falls like calls^%.2f and had reached %.1e; %.0e calls by this law.', ...
                   c.slope, c.reached, c.expected);
  end
  if (report.pilot.exitflag == 0 && ~ slow && ~ (c.reached <= c.tolerance))
    if (soon && ~ strcmp (c.law, 'none'))
      reasons = add (reasons, 'note', 'unfinished', c.expected, ...
                     'The pilot ended at its limit with stationarity at %.1e; by its rate %.0f calls would do.', c.reached, c.expected);
    else
      reached = '';
      if (isfinite (c.reached))
        reached = sprintf (' with stationarity at %.1e of its largest', c.reached);
      end
      reasons = add (reasons, 'care', 'unfinished', c.reached, ...
                     'The pilot ended at its limit (%d calls)%s and no rate to go by.', report.pilot.calls, reached);
    end
  end
  if (min (report.gradient_cost) > 100)
    reasons = add (reasons, 'note', 'differences', max (report.gradient_cost), ...
                   'Without derivatives a gradient costs %d calls.', max (report.gradient_cost));
  end
  if (~ report.complete && isempty (report.pilot.failure))
    reasons = add (reasons, 'note', 'budget', limits.growth, 'Not everything was measured: raise MaxCalls to see the rest.');
  end
end

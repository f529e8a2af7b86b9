% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function reasons = diagnose_reasons (reasons, report, limits)
  % reasons = diagnose_reasons (reasons, report, limits)   what the local measures say: lower level, PL ratio, model, units
  reasons = of_lower (reasons, report, limits);
  reasons = of_units (reasons, report, limits);
end

function reasons = of_lower (reasons, report, limits)
  lower = report.lower;
  least = lower.relative_min;
  if (isfinite (least) && least < -limits.negative)
    reasons = add_reason (reasons, 'care', 'curvature', least, ...
                   'D2_yy g is indefinite at the end of the pilot: its lowest eigenvalue is %.1e times the largest curvature.', least);
  elseif (isfinite (least) && least <= limits.singular)
    reasons = add_reason (reasons, 'care', 'singular', least, ...
                   'D2_yy g is singular (lowest over largest curvature %.1e): minimisers need not be isolated, which costs the most calls.', least);
  elseif (isfinite (least) && least <= limits.ill)
    reasons = add_reason (reasons, 'care', 'ill-conditioned', least, ...
                   'D2_yy g is ill-conditioned (lowest over largest curvature %.1e).', least);
  end
  sampled = [lower.secants, lower.along];
  sampled = sampled(isfinite (sampled));
  largest = max ([abs(sampled), lower.curvature_max]);
  if (~ isempty (sampled) && min (sampled) < -limits.negative * largest)
    reasons = add_reason (reasons, 'care', 'nonconvex', min (sampled) / largest, ...
                   'g (x, .) is not convex: %d of %d curvatures and secants around the end are negative, the lowest is %.2g times the largest. The certificate is evidence, not a proof.', ...
                   sum (sampled < -limits.negative * largest), numel (sampled), min (sampled) / largest);
  end
  if (report.pl.ratio < limits.collapse)
    reasons = add_reason (reasons, 'care', 'PL', report.pl.ratio, ...
                   'The gradient-PL ratio falls along the path to %.1e of its largest value: use Regime general with the fixed schedules.', report.pl.ratio);
  end
  reach = min (report.approximation.reach);
  if (reach < limits.short)
    reasons = add_reason (reasons, 'care', 'model', reach, ...
                   'The linearised condition J d = -grad_y g is accurate to %g %% only for steps below %.1e of the path: expect many short steps.', ...
                   100 * limits.model, max (reach, min (report.approximation.t)));
  end
end

function reasons = of_units (reasons, report, limits)
  u = report.units;
  unresponsive = strcmp (report.pilot.stop, 'no_response');
  flat = u.left_y < limits.no_response;
  gone = u.left < limits.no_response && ~ flat;
  if (flat)
    levels = {'unsuitable', 'care'};
    reasons = add_reason (reasons, levels{1 + (report.pilot.exitflag > 0)}, 'flat', u.left_y, ...
                   'D2_yy g decreases along the path to %.1e of its size at the start: g hardly determines y, or y goes to infinity.', u.left_y);
  end
  components = u.left_x < limits.component;
  if (gone && ~ unresponsive && report.pilot.exitflag > 0)
    reasons = add_reason (reasons, 'care', 'no response', u.left, ...
                   'At the answer the effect of x on y is %.1e of that at the start: x may go to infinity, and the infimum need not be attained.', u.left);
  elseif (unresponsive || gone)
    reasons = add_reason (reasons, 'unsuitable', 'no response', u.left, ...
                   'At the end of the pilot y no longer responds to x (its effect is %.1e of that at the start), so stationarity cannot be shown there. Bound or regularise x.', u.left);
  elseif (~ flat && mean (components) >= limits.some)
    reasons = add_reason (reasons, 'care', 'no response', mean (components), ...
                   'y hardly responds to %d of %d components of x (less than %g of their effect at the start): convergence will be slow.', ...
                   sum (components), numel (components), limits.component);
  end
  apart = max (u.x_over_y, 1 / u.x_over_y);
  if (~ (unresponsive || gone) && isfinite (apart) && apart > limits.units)
    reasons = add_reason (reasons, 'care', 'scaling', apart, ...
                   'The units of x and y differ by a factor of %.1e: the fixed schedules need ScaleX and ScaleY (adaptive does not).', apart);
  end
  if (~ (unresponsive || gone || any (components)) && u.spread_x > limits.units)
    reasons = add_reason (reasons, 'care', 'scaling', u.spread_x, ...
                   'The effects of the components of x on y differ by a factor of %.1e: rescale x.', u.spread_x);
  end
  if (u.spread_y > limits.units)
    reasons = add_reason (reasons, 'care', 'scaling', u.spread_y, ...
                   'The curvatures of g along the components of y differ by a factor of %.1e: rescale y.', u.spread_y);
  end
end

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
                   'At the end of the pilot the lower level curves downwards (lowest over largest curvature %.1e).', least);
  elseif (isfinite (least) && least <= limits.singular)
    reasons = add_reason (reasons, 'care', 'singular', least, ...
                   'The lower Hessian is singular (lowest over largest curvature %.1e): minimisers need not be isolated, which is the dearest case.', least);
  elseif (isfinite (least) && least <= limits.ill)
    reasons = add_reason (reasons, 'care', 'ill-conditioned', least, ...
                   'The lower level is ill-conditioned (lowest over largest curvature %.1e).', least);
  end
  sampled = [lower.secants, lower.along];
  sampled = sampled(isfinite (sampled));
  largest = max ([abs(sampled), lower.curvature_max]);
  if (~ isempty (sampled) && min (sampled) < -limits.negative * largest)
    reasons = add_reason (reasons, 'care', 'nonconvex', min (sampled) / largest, ...
                   'The lower level is not convex: %d of %d curvatures and secants around the end are negative, the lowest %.2g times the largest; the certificate is evidence, not proof.', ...
                   sum (sampled < -limits.negative * largest), numel (sampled), min (sampled) / largest);
  end
  if (report.pl.ratio < limits.collapse)
    reasons = add_reason (reasons, 'care', 'PL', report.pl.ratio, ...
                   'The gradient-PL ratio collapses along the path, to %.1e of its largest value: use regime general with the fixed schedules.', report.pl.ratio);
  end
  reach = min (report.approximation.reach);
  if (reach < limits.short)
    reasons = add_reason (reasons, 'care', 'model', reach, ...
                   'The linearised lower condition holds to %g %% only for steps below %.1e of the path: many short steps.', ...
                   100 * limits.model, max (reach, min (report.approximation.t)));
  end
end

function reasons = of_units (reasons, report, limits)
  u = report.units;
  saturates = strcmp (report.pilot.stop, 'no_response');
  flat = u.left_y < limits.saturated;
  gone = u.left < limits.saturated && ~ flat;
  if (flat)
    levels = {'unsuitable', 'care'};
    reasons = add_reason (reasons, levels{1 + (report.pilot.exitflag > 0)}, 'flat', u.left_y, ...
                   'The lower curvature vanishes along the path (%.1e of that at the start is left): y is hardly determined, or runs to infinity.', u.left_y);
  end
  components = u.left_x < limits.component;
  if (gone && ~ saturates && report.pilot.exitflag > 0)
    reasons = add_reason (reasons, 'care', 'saturation', u.left, ...
                   'x acts on y hardly any more at the answer (%.1e of its effect at the start is left): x may run to infinity and the infimum not be attained.', u.left);
  elseif (saturates || gone)
    reasons = add_reason (reasons, 'unsuitable', 'saturation', u.left, ...
                   'x acts on y no longer at the end of the pilot (saturation: %.1e of its effect at the start is left), so no claim can be made there; bound or regularise x.', u.left);
  elseif (~ flat && mean (components) >= limits.some)
    reasons = add_reason (reasons, 'care', 'saturation', mean (components), ...
                   '%d of %d components of x saturate (less than %g of their effect is left): the tail will be slow.', ...
                   sum (components), numel (components), limits.component);
  end
  apart = max (u.x_over_y, 1 / u.x_over_y);
  if (~ (saturates || gone) && isfinite (apart) && apart > limits.units)
    reasons = add_reason (reasons, 'care', 'scaling', apart, ...
                   'The units of x and y are a factor of %.1e apart: the fixed schedules need ScaleX and ScaleY (adaptive does not).', apart);
  end
  if (~ (saturates || gone || any (components)) && u.spread_x > limits.units)
    reasons = add_reason (reasons, 'care', 'scaling', u.spread_x, ...
                   'The components of x act on y with strengths a factor of %.1e apart: rescale x.', u.spread_x);
  end
  if (u.spread_y > limits.units)
    reasons = add_reason (reasons, 'care', 'scaling', u.spread_y, ...
                   'The components of y act with strengths a factor of %.1e apart: rescale y.', u.spread_y);
  end
end

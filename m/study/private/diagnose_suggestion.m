% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function suggestion = diagnose_suggestion (report)
  % suggestion = diagnose_suggestion (report)   Regime, ScaleX, ScaleY (for the fixed schedules), text
  %
  % Regime   pl where the PL ratio keeps within the limit along the path and no secant is negative, else general
  % ScaleY   1 over the curvature of f in y (the step of the fixed schedules must stay below 2 over it); where f is linear
  %          in y, Ly / ||fy||;  ScaleX = ScaleY (unit of x / unit of y)^2
  limits = pgdqa_shared.diagnose_limits ();
  suggestion = struct ('Regime', 'general', 'ScaleX', 1, 'ScaleY', 1, 'text', '');
  secants = report.lower.secants;
  steady = report.pl.ratio >= limits.pl && all (secants > 0) && report.lower.relative_min > limits.singular;
  if (steady)
    suggestion.Regime = 'pl';
  end
  L = report.lipschitz.f_y;
  if (L > 0 && isfinite (L))
    suggestion.ScaleY = two_digits (1 / L);
  elseif (report.structure.upper_y > 0 && isfinite (report.structure.upper_y))
    suggestion.ScaleY = two_digits (report.pilot.lengths(2) ^ 2 / report.structure.upper_y);
  end
  apart = report.units.x_over_y;
  if (report.units.left < limits.no_response)
    apart = apart * report.units.left; % as it was at the start
  end
  suggestion.ScaleX = suggestion.ScaleY;
  if (isfinite (apart) && apart > 0)
    suggestion.ScaleX = two_digits (suggestion.ScaleY * apart ^ 2);
  end
  suggestion.text = words (suggestion, report);
end

function text = words (s, report)
  if (strcmp (report.verdict, 'unsuitable'))
    text = 'none before the reasons above are dealt with';
    return;
  end
  text = sprintf ('the default schedule; with the paper''s: ''Regime'', ''%s'', ''ScaleX'', %.2g, ''ScaleY'', %.2g', s.Regime, s.ScaleX, s.ScaleY);
end

function v = two_digits (v)
  unit = 10 ^ (floor (log10 (v)) - 1);
  v = ceil (v / unit) * unit;
end

% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function band = compare_band (values, logarithmic)
  % band = compare_band (values, logarithmic)   mean and 95 % band of the mean over runs
  %
  % values   runs x points.  band   struct: mean, low, high (1 x points).
  % The band is mean -+ t s / sqrt (runs), t the quantile of Student's T with runs - 1 degrees of freedom and s the
  % standard deviation; one run has none (NaN).  logarithmic: all this of log (values), then exponentials; 0 counts as the
  % least positive value there is.
  if (logarithmic)
    positive = values(values > 0);
    if (~ isempty (positive))
      values(values <= 0) = min (positive);
    end
    values = log (values);
  end
  count = size (values, 1);
  half = NaN (1, size (values, 2));
  if (count > 1)
    half = t_quantile (0.95, count - 1) * std (values, 0, 1) / sqrt (count);
  end
  band.mean = mean (values, 1);
  band.low = band.mean - half;
  band.high = band.mean + half;
  if (logarithmic)
    band = structfun (@exp, band, 'UniformOutput', false);
  end
end

function t = t_quantile (level, freedom)
  % P (|T| <= t) = level for Student's T with that many degrees of freedom
  z = betaincinv (1 - level, freedom / 2, 1 / 2);
  t = sqrt (freedom * (1 / z - 1));
end

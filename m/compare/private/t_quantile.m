% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function t = t_quantile (level, freedom)
  % t = t_quantile (level, freedom)   P (|T| <= t) = level for Student's T with that many degrees of freedom
  z = betaincinv (1 - level, freedom / 2, 1 / 2);
  t = sqrt (freedom * (1 / z - 1));
end

% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [p, d, h] = truth_phi (name, t)
  % [p, d, h] = truth_phi (name, t)   a function of one number, its derivative and its second derivative, elementwise
  switch (name)
    case 'linear'
      p = t;
      d = ones (size (t));
      h = zeros (size (t));
    case 'square'                                    % t^2 / 2
      p = t .^ 2 / 2;
      d = t;
      h = ones (size (t));
    case 'quartic'                                   % t^4 / 4
      p = t .^ 4 / 4;
      d = t .^ 3;
      h = 3 * t .^ 2;
    case 'well'                                      % (t^2 - 1)^2 / 4: minima at -1 and 1
      p = (t .^ 2 - 1) .^ 2 / 4;
      d = t .* (t .^ 2 - 1);
      h = 3 * t .^ 2 - 1;
    case 'cosh'
      p = cosh (t);
      d = sinh (t);
      h = p;
    case 'exp'
      p = exp (t);
      d = p;
      h = p;
    case 'cos'
      p = cos (t);
      d = -sin (t);
      h = -p;
    case 'hole'                                      % -exp (-t^2 / 2)
      p = -exp (-t .^ 2 / 2);
      d = -t .* p;
      h = (t .^ 2 - 1) .* p;
    case 'logistic'                                  % log (1 + exp (-t))
      p = max (-t, 0) + log1p (exp (-abs (t)));
      s = 1 ./ (1 + exp (t));
      d = -s;
      h = s .* (1 - s);
    case 'huber'                                     % t^2 / 2 where |t| <= 1, |t| - 1/2 elsewhere
      inside = abs (t) <= 1;
      p = abs (t) - 1 / 2;
      p(inside) = t(inside) .^ 2 / 2;
      d = max (-1, min (1, t));
      h = double (inside);
    case 'abs'                                       % |t|, smoothed over 1e-8
      p = hypot (t, 1e-8);
      d = t ./ p;
      h = (1e-8 ./ p) .^ 2 ./ p;
    otherwise
      error ('truth_phi: no function %s', name);
  end
end

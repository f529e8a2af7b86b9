% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function info = truth_curvature (p, x, y, free, indefinite)
  % info = truth_curvature (p, x, y, free)   A = D2_yy g among the components FREE, by products; solve (v) = |A|^-1 v;
  % null: basis of the p.singular directions without curvature;  escape: a direction of negative curvature or []
  index = find (free(:))';
  m = numel (y);
  A = zeros (numel (index));
  e = zeros (m, 1);
  none = zeros (size (x));
  for k = 1:numel (index)
    e(index(k)) = 1;
    [~, h] = p.g.hvp (x, y, none, e);
    e(index(k)) = 0;
    A(:,k) = h(free);
  end
  A = (A + A') / 2;
  info = struct ('A', A, 'free', free, 'indefinite', nargin > 4 && indefinite, 'solve', [], 'null', zeros (numel (index), 0), 'escape', []);
  if (isempty (A))
    info.solve = @(v) v;
    return;
  end
  [R, bad] = chol (A);
  if (~ bad && p.singular == 0)
    info.solve = @(v) R \ (R' \ v);
    return;
  end
  A(~ isfinite (A)) = 0;
  [Q, e] = eig (A);
  e = diag (e);
  top = max (abs (e));
  if (p.singular > 0)
    soft = abs (e) <= 1e-9 * top;
    info.null = Q(:,soft);
    Q = Q(:,~ soft);
    e = e(~ soft);
  end
  [least, k] = min (e);
  if (least < -1e-9 * top)
    info.indefinite = true;
    info.escape = Q(:,k);
  end
  e = max (abs (e), 1e-16 * top + realmin);
  info.solve = @(v) Q * ((Q' * v) ./ e);
end

% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function known = known_answers (f, points)
  % known = known_answers (f, points)   struct array x, y, f, kind
  %
  % f        upper-level objective made of handles
  % points   rows {x, y, kind}, kind 'global' | 'local' | 'trap'
  known = struct ('x', points(:, 1)', 'y', points(:, 2)', 'f', [], 'kind', points(:, 3)');
  for i = 1:numel (known)
    [known(i).f, ~, ~] = f.fun (known(i).x, known(i).y);
  end
end

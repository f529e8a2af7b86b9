% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function near = nearby_point (evaluate, x, y, base, options, seed)
  % near = nearby_point (evaluate, x, y, base, options, seed)   a point to test the gradient at where parts of it vanish at (x, y)
  %
  % At such a point a wrong sign does not show.  The point is moved by a tenth of its size, or by a thousandth where that is not finite.
  % base      {v, gx, gy} at (x, y);   options   bounds, which are kept to
  % near      [] if no part vanishes, else struct x, y, base (of the point moved; [] where it is not finite), blocks (1 x 2: does a part of
  %           gx, of gy vanish at (x, y) alone), words (which, for messages)
  near = [];
  for part = [0.1, 1e-3]
    moved_x = pgdqa_shared.step_within (x, part * block_size (x) * signed_entries (numel (x), 10 * seed + 4), options, 'X');
    moved_y = pgdqa_shared.step_within (y, part * block_size (y) * signed_entries (numel (y), 10 * seed + 5), options, 'Y');
    moved = evaluate_or_nan (evaluate, moved_x, moved_y, base);
    if (all (isfinite (vertcat (moved{:}))))
      break;
    end
  end
  vanishing = @(k) abs (base{k}) <= 1e-3 * abs (moved{k}) | base{k} == 0;
  if (any (vanishing (2)) || any (vanishing (3)))
    blocks = [any(vanishing (2) & moved{2} ~= 0), any(vanishing (3) & moved{3} ~= 0)];
    names = {'x', 'y'};
    near = struct ('x', moved_x, 'y', moved_y, 'base', {moved}, 'blocks', blocks, 'words', strjoin (names(blocks), ' and '));
    if (~ all (isfinite (vertcat (moved{:}))))
      near.base = [];
    end
  end
end

% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function text = not_finite_words (name, v, gx, gy)
  % text = not_finite_words (name, v, gx, gy)   which of the outputs of f or g, NAME, is not finite, and its first component: 'component 2 of gy of g'; ''
  text = '';
  blocks = {'the value', v; 'gx', gx; 'gy', gy};
  for k = 1:3
    at = find (~ isfinite (blocks{k, 2}), 1);
    if (~ isempty (at) && k == 1)
      text = sprintf ('the value of %s', name);
      return;
    elseif (~ isempty (at))
      text = sprintf ('component %d of %s of %s', at, blocks{k, 1}, name);
      return;
    end
  end
end

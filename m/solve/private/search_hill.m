% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [s, height] = search_hill (s, a, b)
  % [s, height] = search_hill (s, a, b)   how much g rises between the y of a and b
  [s, g] = search_value (s, 'g', (a.x + b.x) / 2, (a.y + b.y) / 2);
  height = g - min (a.g, b.g);
end

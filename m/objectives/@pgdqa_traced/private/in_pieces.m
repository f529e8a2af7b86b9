% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function r = in_pieces (a, places)
  % r = in_pieces (a, places)   a cell array of elements of A, those at PLACES, a cell array likewise
  r = places;
  for k = 1:numel (places)
    r{k} = elements_at (a, places{k});
  end
end

% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function best = nearest_word (word, list)
  % best = nearest_word (word, list)   the entry of the cell array LIST with the smallest edit distance, case ignored
  distances = cellfun (@(s) edit_distance (lower (word), lower (s)), list);
  [~, k] = min (distances);
  best = list{k};
end

function d = edit_distance (a, b)
  row = 0:numel (b);
  for i = 1:numel (a)
    old = row;
    row(1) = i;
    for j = 1:numel (b)
      row(j+1) = min ([old(j+1) + 1, row(j) + 1, old(j) + (a(i) ~= b(j))]);
    end
  end
  d = row(end);
end

% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function text = nearest_word (word, list, otherwise_text)
  % text = nearest_word (word, list, otherwise_text)   'did you mean ''...''?', of the cell array LIST what is nearest to WORD, case ignored
  %
  % otherwise_text   where none is near: more than a third of the letters would have to change
  text = otherwise_text;
  word(word > 127) = '?'; % lower warns of bytes that are no letters
  most = round (numel (word) / 3);
  list = list(abs (cellfun (@numel, list) - numel (word)) <= most);
  [distance, k] = min (cellfun (@(s) edit_distance (lower (word), lower (s)), list));
  if (distance <= most)
    text = sprintf ('did you mean ''%s''?', list{k});
  end
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

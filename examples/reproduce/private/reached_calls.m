% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function words = reached_calls (calls, left, format)
  % words = reached_calls (calls, left, format)   calls to a target, one size after another; where it was not reached, in brackets
  % what was left, written with FORMAT
  words = cell (1, numel (calls));
  for k = 1:numel (calls)
    words{k} = sprintf ('%d', calls(k));
    if (isnan (calls(k)))
      words{k} = sprintf (['(', format, ')'], left(k));
    end
  end
  words = strjoin (words, ' ');
end

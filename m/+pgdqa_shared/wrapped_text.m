% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function lines = wrapped_text (text, width)
  % lines = wrapped_text (text, width)   cell row of lines of at most WIDTH characters, broken at blanks; longer words stand alone
  lines = {''};
  for word = strsplit (text, ' ')
    if (isempty (lines{end}))
      lines{end} = word{1};
    elseif (numel (lines{end}) + 1 + numel (word{1}) <= width)
      lines{end} = [lines{end}, ' ', word{1}];
    else
      lines{end + 1} = word{1}; %#ok<AGROW>
    end
  end
end

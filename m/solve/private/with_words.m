% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function output = with_words (output, text)
  % output = with_words (output, text)   the message goes on with TEXT in place of its full stop, if there is room
  most = 160;                                        % characters of a message
  longer = sprintf ('%s; %s.', output.message(1:end-1), text);
  if (numel (longer) <= most)
    output.message = longer;
  end
end

% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function text = utf8_text (text)
  % text = utf8_text (text)   a row of text in which NUL and bytes that are not UTF-8 have become U+FFFD
  %
  % In MATLAB text consists of characters, not of bytes: only NUL is replaced.  U+FFFE and U+FFFF, which XML does not allow, are
  % replaced as well.
  if (~ ischar (text))
    text = pgdqa_shared.value_text (text);
  end
  text = reshape (text.', 1, []);
  keep = text > 0;
  if (exist ('OCTAVE_VERSION', 'builtin') ~= 0)
    keep = keep & is_utf8 (double (text));
  end
  if (~ all (keep))
    text(~ keep) = 0;
    text = strrep (text, char (0), '�');
  end
end

function valid = is_utf8 (bytes)
  % which bytes belong to a character as RFC 3629 encodes it
  valid = bytes < 128;
  first = find (bytes >= 194 & bytes <= 244);
  if (isempty (first))
    return;
  end
  lead = bytes(first);
  count = 2 + (lead >= 224) + (lead >= 240);
  padded = [bytes, 0, 0, 0];
  second = padded(first + 1);
  third = padded(first + 2);
  least = 128 + 32 * (lead == 224) + 16 * (lead == 240);
  most = 191 - 32 * (lead == 237) - 48 * (lead == 244);
  follows = @(byte) byte >= 128 & byte <= 191;
  whole = second >= least & second <= most & (count < 3 | follows (third)) & (count < 4 | follows (padded(first + 3)));
  whole = whole & ~ (lead == 239 & second == 191 & third >= 190);
  for k = 0:3
    valid(first(whole & count > k) + k) = true;
  end
end

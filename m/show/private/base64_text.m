% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function text = base64_text (bytes)
  % text = base64_text (bytes)   base64 (RFC 4648) of a vector of bytes 0 .. 255
  alphabet = ['A':'Z', 'a':'z', '0':'9', '+/'];
  count = numel (bytes);
  padding = mod (-count, 3);
  b = reshape ([double(bytes(:)); zeros(padding, 1)], 3, []);
  word = b(1, :) * 65536 + b(2, :) * 256 + b(3, :);
  digits = [floor(word / 262144); mod(floor (word / 4096), 64); mod(floor (word / 64), 64); mod(word, 64)];
  text = reshape (alphabet(digits + 1), 1, []);
  text(end - padding + 1:end) = '=';
end

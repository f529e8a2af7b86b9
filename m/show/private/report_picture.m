% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function html = report_picture (draw, inches, alternative)
  % html = report_picture (draw, inches, alternative)   an image inside the page, or a sentence that says why there is none
  %
  % draw          draw (figure) draws into the figure
  % inches        [width, height] on paper
  % alternative   what it shows, for readers who cannot see it
  try
    parent = pgdqa_shared.new_figure ('pgdqa_report', 'off', [1000, 700]);
    cleanup = onCleanup (@() close (parent));
    draw (parent);
    bytes = pgdqa_shared.figure_bytes (parent, '.png', inches);
  catch err
    html = sprintf ('<p class="missing">No plot: %s</p>', html_text (err.message));
    return;
  end
  html = sprintf ('<p class="plot"><img alt="%s" src="data:image/png;base64,%s"/></p>', html_text (alternative), base64_text (bytes));
end

function text = base64_text (bytes)
  % base64 (RFC 4648) of a vector of bytes 0 .. 255
  alphabet = ['A':'Z', 'a':'z', '0':'9', '+/'];
  count = numel (bytes);
  padding = mod (-count, 3);
  b = reshape ([double(bytes(:)); zeros(padding, 1)], 3, []);
  word = b(1, :) * 65536 + b(2, :) * 256 + b(3, :);
  digits = [floor(word / 262144); mod(floor (word / 4096), 64); mod(floor (word / 64), 64); mod(word, 64)];
  text = reshape (alphabet(digits + 1), 1, []);
  text(end - padding + 1:end) = '=';
end

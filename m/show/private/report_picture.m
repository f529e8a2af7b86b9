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

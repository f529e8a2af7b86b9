% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function html = report_picture (draw, alternative)
  % html = report_picture (draw, alternative)   an image inside the page, or a sentence that says why there is none
  %
  % draw          draw (figure, file) draws into the figure and writes file, a .png
  % alternative   what it shows, for readers who cannot see it
  file = [tempname(), '.png'];
  parent = [];
  try
    parent = new_figure ('pgdqa_report', 'off', [1000, 700]);
    draw (parent, file);
    close (parent);
  catch err
    if (~ isempty (parent) && ishghandle (parent))
      close (parent);
    end
    if (exist (file, 'file'))
      delete (file);
    end
    html = sprintf ('<p class="missing">No plot: %s</p>', html_text (err.message));
    return;
  end
  id = fopen (file, 'r');
  bytes = fread (id, Inf, 'uint8');
  fclose (id);
  delete (file);
  html = sprintf ('<p class="plot"><img alt="%s" src="data:image/png;base64,%s"/></p>', html_text (alternative), base64_text (bytes));
end

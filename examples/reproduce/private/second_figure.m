% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function second_figure (panels, base, heading, across)
  % second_figure (panels, base, heading, across)   a further picture of a script: base.csv and, with a graphics toolkit, base.png
  if (exist ('OCTAVE_VERSION', 'builtin') ~= 0 && isempty (available_graphics_toolkits ()))
    return;
  end
  pgdqa_compare_plot (panels, 'Across', across, 'File', [base, '.png'], 'Csv', [base, '.csv'], 'Title', heading, 'Visible', 'off');
end

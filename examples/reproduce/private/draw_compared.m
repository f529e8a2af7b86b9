% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function draw_compared (result, quantities, file, heading, which)
  % draw_compared (result, quantities, file, heading)          the curves of pgdqa_compare as a picture, with bands
  % draw_compared (result, quantities, file, heading, which)   only the methods WHICH
  %
  % Nothing is drawn without a graphics toolkit.
  if (exist ('OCTAVE_VERSION', 'builtin') ~= 0 && isempty (available_graphics_toolkits ()))
    fprintf ('no graphics toolkit, no %s\n', file);
    return;
  end
  if (nargin > 4)
    result.methods = result.methods(which);
    result.curves = result.curves(:, which);
  end
  pgdqa_compare_plot (result, 'Quantity', quantities, 'Across', numel (quantities), 'File', file, 'Title', heading, ...
                      'Band', numel (result.seeds) > 1);
end

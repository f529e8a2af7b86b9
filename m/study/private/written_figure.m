% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function parent = written_figure (caller, parent, own, inches)
  % parent = written_figure (caller, parent, own, inches)   a figure written to own.File, if there is one, and closed ([]) unless own.Plot
  %
  % inches   width and height
  if (~ isempty (own.File))
    pgdqa_shared.or_warn (@() pgdqa_shared.write_figure (caller, parent, own.File, inches, false));
  end
  if (~ own.Plot)
    close (parent);
    parent = [];
  end
end

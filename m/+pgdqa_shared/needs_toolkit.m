% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function needs_toolkit (caller)
  % needs_toolkit (caller)   pgdqa:needs without a graphics toolkit
  if (~ pgdqa_shared.can_draw ())
    error ('pgdqa:needs', '%s: no graphics toolkit, expected one of qt, fltk, gnuplot: install gnuplot', caller);
  end
end

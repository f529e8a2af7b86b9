% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function text = adaptive_words (run)
  % text = adaptive_words (run)   what the adaptive default came to, for the row of a figure
  text = sprintf ('adaptive: f %.5f, ||grad_y g|| %.0e, %d calls, exitflag %d', run.f(end), run.lower_opt(end), run.calls(end), run.exitflag);
end

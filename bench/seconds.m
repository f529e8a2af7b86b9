% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function s = seconds (run, repeats)
  % s = seconds (run, repeats)   median time of a function handle
  t = zeros (1, repeats);
  for k = 1:repeats
    tic ();
    run ();
    t(k) = toc ();
  end
  s = median (t);
end

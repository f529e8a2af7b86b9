% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function words = band_words (seeds)
  % words = band_words (seeds)   what the heading of a figure says of its bands; '' for one seed
  words = '';
  if (numel (seeds) > 1)
    words = sprintf ('; mean of %d seeds, 95 %% band', numel (seeds));
  end
end

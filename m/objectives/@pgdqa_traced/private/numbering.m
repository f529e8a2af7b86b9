% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function places = numbering (a)
  % places = numbering (a)   the numbers of the elements of A, in its shape
  v = plain_of (a);
  places = reshape (1:numel (v), size (v));
end

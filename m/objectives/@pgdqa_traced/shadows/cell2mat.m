% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function a = cell2mat (pieces)
  % cell2mat while a function is traced: it may join traced values
  a = pgdqa_traced.pgdqa_joined (pieces);
end

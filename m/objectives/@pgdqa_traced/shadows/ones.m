% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function a = ones (varargin)
  % ones while a function is traced: an array that traced values may be assigned to
  a = pgdqa_traced.pgdqa_filled ('ones', varargin);
end

% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function varargout = arrayfun (varargin)
  % arrayfun while a function is traced: its function may give traced values
  [varargout{1:max(1, nargout)}] = pgdqa_traced.pgdqa_each ('arrayfun', varargin{:});
end

% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function varargout = cellfun (varargin)
  % cellfun while a function is traced: its function may give traced values
  [varargout{1:max(1, nargout)}] = pgdqa_traced.pgdqa_each ('cellfun', varargin{:});
end

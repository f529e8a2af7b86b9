% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function varargout = clock (varargin) %#ok<STOUT>
  % clock while a function is traced: the function is not the same at every call
  error ('pgdqa:trace', 'clock gives something else at every call');
end

% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function varargout = time (varargin) %#ok<STOUT>
  % time while a function is traced: the function is not the same at every call
  error ('pgdqa:trace', 'time gives something else at every call');
end

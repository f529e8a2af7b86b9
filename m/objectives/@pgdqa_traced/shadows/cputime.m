% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function varargout = cputime (varargin) %#ok<STOUT>
  % cputime while a function is traced: the function is not the same at every call
  error ('pgdqa:trace', 'cputime gives something else at every call');
end

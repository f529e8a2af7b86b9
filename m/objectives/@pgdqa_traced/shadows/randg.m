% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function varargout = randg (varargin) %#ok<STOUT>
  % randg while a function is traced: the function is not the same at every call
  error ('pgdqa:trace', 'randg gives something else at every call');
end

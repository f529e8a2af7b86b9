% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function varargout = randp (varargin) %#ok<STOUT>
  % randp while a function is traced: the function is not the same at every call
  error ('pgdqa:trace', 'randp gives something else at every call');
end

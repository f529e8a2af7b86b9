% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function options = searching_locally (options)
  % options = searching_locally (options)   of one run among several: Search "local" unless set, where the method knows it
  adaptive = (~ isfield (options, 'Schedule') || isempty (options.Schedule) || strcmp (options.Schedule, 'adaptive')) ...
             && (~ isfield (options, 'Method') || isempty (options.Method) || strcmp (options.Method, 'pgdqa'));
  if (adaptive && ~ isfield (options, 'Search'))
    options.Search = 'local';
  end
end

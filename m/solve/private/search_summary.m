% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function summary = search_summary (reason, s, found)
  % summary = search_summary (reason)        output.search of a run without a search; reason: why there was none
  % summary = search_summary ('', s, found)  of a search: its state, and the origin of the point returned
  if (nargin == 1)
    s = struct ('points', struct ('x', {}, 'y', {}, 'f', {}, 'g', {}, 'exitflag', {}, 'output', {}, 'origin', {}), 'ties', 0, 'starts', 0, ...
                'tried', 0, 'most', 0, 'stopped', false);
    found = '';
  end
  summary = struct ('made', nargin > 1, 'reason', reason, 'points', rmfield (s.points, 'output'), 'found', found, 'ties', s.ties, ...
                    'starts', s.starts, 'tried', s.tried, 'runs', sum (ismember ({s.points.origin}, {'start', 'run'})), 'most', s.most, ...
                    'cut_short', s.stopped);
end

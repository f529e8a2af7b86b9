% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function words = final_words (result, names, formats, seed, p)
  % words = final_words (result, names, formats, seed, p)   'method number number ...; method ...' of the points returned
  %
  % names    fields of result.final;  formats   one for each, as '%.3f'
  % seed     that of the runs;  p   index of the problem, default 1
  if (nargin < 5)
    p = 1;
  end
  parts = cell (1, numel (result.methods));
  final = result.final;
  for m = 1:numel (parts)
    row = strcmp (final.method, result.methods(m).label) & strcmp (final.problem, result.problems(p).name) & final.seed == seed;
    parts{m} = result.methods(m).label;
    for i = 1:numel (names)
      parts{m} = [parts{m}, ' ', sprintf(formats{i}, final.(names{i})(row))];
    end
  end
  words = strjoin (parts, '; ');
end

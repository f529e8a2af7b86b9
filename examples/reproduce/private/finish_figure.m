% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function row = finish_figure (row, panels, folder, settings)
  % row = finish_figure (row, panels, folder, settings)   writes folder/<id>.csv and folder/<id>.png and prints what should be seen
  %
  % row       struct: figure ('S1'), title, source, found, measured, verdict, see (one sentence: what should be seen in the figure),
  %           started (of tic)
  % panels    struct array of pgdqa_compare_plot; all its curves go to the table
  % settings  further options of pgdqa_compare_plot as a cell array of names and values, may be left out (Across: 3, or the number
  %           of panels if fewer)
  % row       struct: figure, source, found, measured, verdict, seconds
  %
  % Without a graphics toolkit only the table is written, and that is said.
  if (nargin < 4)
    settings = {};
  end
  if (~ exist (folder, 'dir'))
    mkdir (folder);
  end
  base = fullfile (folder, lower (row.figure));
  title = sprintf ('%s: %s', row.figure, row.title);
  settings = [{'Title', title, 'Across', min(3, numel (panels)), 'Visible', 'off'}, settings];
  try
    pgdqa_compare_plot (panels, settings{:}, 'Csv', [base, '.csv'], 'File', [base, '.png']);
  catch failure
    if (~ strcmp (failure.identifier, 'pgdqa:needs'))
      rethrow (failure);
    end
    fprintf ('%s: no graphics toolkit, no picture\n', row.figure);
  end
  fprintf ('%s. To be seen: %s\n', title, row.see);
  row = struct ('figure', row.figure, 'source', row.source, 'found', row.found, 'measured', row.measured, ...
                'verdict', row.verdict, 'seconds', toc (row.started));
  fprintf ('   measured: %s\n   verdict:  %s\n', row.measured, row.verdict);
end

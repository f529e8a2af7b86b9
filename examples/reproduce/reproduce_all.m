% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function rows = reproduce_all (mode, folder, which)
  % rows = reproduce_all (mode, folder, which)   the figures of the method's literature and two tables of our own, one after another
  %
  % mode    'full' (default; about an hour on two cores) or 'quick' (a few minutes, short runs: shapes only)
  % folder  receives CSV and PNG files, default output beside this file; made if absent
  % which   cell array of figures, as {'p1', 'table'}, default all; the rows of the others are taken from an earlier run in folder
  % rows    struct array: figure, source, found, measured, verdict, seconds, cpu (seconds of processor time)
  %
  % Writes RESULTS.md beside this file, in mode 'quick' into the folder.  A script that fails is reported there, and at the end
  % here by an error.
  %
  %   addpath m src examples examples/reproduce  % from the project's folder
  %   rows = reproduce_all ('full', 'output', {'p1'});
  here = fileparts (mfilename ('fullpath'));
  if (nargin < 1)
    mode = 'full';
  end
  if (~ any (strcmp (mode, {'quick', 'full'})))
    error ('pgdqa:option', 'reproduce_all: mode is %s, expected quick or full', mode);
  end
  if (nargin < 2 || isempty (folder))
    folder = fullfile (here, 'output');
  end
  if (~ exist (folder, 'dir'))
    mkdir (folder);
  end
  names = scripts (here);
  if (nargin < 3)
    which = names;
  end
  if (~ all (ismember (which, names)))
    error ('pgdqa:option', 'reproduce_all: a figure is unknown, expected some of: %s', strjoin (names, ', '));
  end
  rows = struct ('figure', {}, 'source', {}, 'found', {}, 'measured', {}, 'verdict', {}, 'seconds', {}, 'cpu', {});
  failed = {};
  for i = 1:numel (names)
    kept = fullfile (folder, [names{i}, '-row.mat']);
    if (any (strcmp (names{i}, which)))
      [row, ok] = attempt (names{i}, mode, folder);
      save ('-v6', kept, 'row');
      if (~ ok)
        failed{end + 1} = names{i}; %#ok<AGROW>
      end
    elseif (exist (kept, 'file') == 2)
      stored = load (kept);
      row = stored.row;
    else
      continue;
    end
    rows = [rows, row]; %#ok<AGROW>
  end
  place = folder;
  if (strcmp (mode, 'full'))
    place = here;
  end
  write_results (rows, mode, fullfile (place, 'RESULTS.md'), folder);
  fprintf ('%s\n', fullfile (place, 'RESULTS.md'));
  if (~ isempty (failed))
    error ('pgdqa:internal', 'reproduce_all: failed: %s', strjoin (failed, ', '));
  end
end

function names = scripts (here)
  % Those there are, papers first, then our own.
  files = dir (fullfile (here, 'reproduce_*.m'));
  names = regexprep ({files.name}, '^reproduce_(.*)\.m$', '$1');
  names = names(~ strcmp (names, 'all'));
  numbered = ~ cellfun (@isempty, regexp (names, '^[spq]\d+$'));
  papers = sort (names(numbered));
  order = [papers(strncmp (papers, 's', 1)), papers(strncmp (papers, 'p', 1)), papers(strncmp (papers, 'q', 1))];
  names = [order, sort(names(~ numbered))];
end

function [row, ok] = attempt (name, mode, folder)
  started = tic ();
  used = cputime ();
  ok = true;
  try
    row = feval (['reproduce_', name], mode, folder);
    row = orderfields (row, {'figure', 'source', 'found', 'measured', 'verdict', 'seconds'});
  catch failure
    ok = false;
    row = struct ('figure', name, 'source', '', 'found', '', 'measured', '', 'verdict', ['FAILED: ', failure.message], 'seconds', toc (started));
    fprintf ('reproduce_%s failed: %s\n', name, failure.message);
  end
  row.cpu = cputime () - used;
end

function write_results (rows, mode, path, folder)
  text = sprintf (['# The figures of the literature, reproduced\n\nWritten by `make reproduce` (reproduce_all.m, mode %s). "Source" is what the authors'' figure or code shows, ' ...
                  'where it could be seen; "found" is what an independent double-precision program of ours got from the authors'' constants; "measured" is this ' ...
                  'package.  f is given as the method returns it and with the lower level solved again ("restored"): a low f with grad_y g <> 0 is no solution. ' ...
                  'Seconds are wall time, and beside it processor time: where they differ much, other programs shared the machine. S: arXiv:2501.16520, P: arXiv:2504.17215, Q: arXiv:2505.14647.\n\n'], mode);
  known = [rows.cpu];
  text = [text, sprintf('%.0f minutes in all.  Processor time of the figures where it was taken: %.0f minutes.\n\n| figure | verdict | seconds | processor |\n|---|---|---|---|\n', ...
                        sum ([rows.seconds]) / 60, sum (known(~ isnan (known))) / 60)];
  for row = rows
    text = [text, sprintf('| %s | %s | %.0f | %s |\n', row.figure, cell_text (row.verdict), row.seconds, seconds_text (row.cpu))]; %#ok<AGROW>
  end
  for row = rows
    text = [text, sprintf('\n## %s\n\n- source: %s\n- found: %s\n- measured: %s\n- verdict: %s\n- seconds: %.0f, processor %s\n', row.figure, row.source, ...
                          row.found, row.measured, row.verdict, row.seconds, seconds_text (row.cpu))]; %#ok<AGROW>
    table = fullfile (folder, [lower(row.figure), '.md']);
    if (exist (table, 'file') == 2)
      text = [text, char(10), fileread(table)]; %#ok<AGROW>
    end
  end
  write_text (path, text);
end

function text = seconds_text (seconds)
  text = 'not taken';
  if (~ isnan (seconds))
    text = sprintf ('%.0f', seconds);
  end
end

function text = cell_text (text)
  % A bar would end the cell of the table.
  text = strrep (strrep (text, '||', '&#124;&#124;'), '|', '&#124;');
end

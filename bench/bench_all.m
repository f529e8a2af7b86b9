% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function bench_all (varargin)
  % bench_all ()            runs every bench_*.m and writes RESULTS.md and a CSV file a table beside this file
  % bench_all ('name', ..)  runs only those; RESULTS.md is left alone
  %
  % A benchmark returns a struct array of tables: title, note, header (cell array of strings), rows (cell array of numbers and strings).
  here = fileparts (mfilename ('fullpath'));
  names = varargin;
  if (isempty (names))
    files = dir (fullfile (here, 'bench_*.m'));
    names = setdiff (cellfun (@(s) s(1:end-2), {files.name}, 'UniformOutput', false), {'bench_all'});
  end
  text = sprintf (['# Measured\n\nWritten by `make bench` on %s: Octave %s, %s, %d cores.  Times on this machine are noisy: ' ...
                   'read the ratios, which come from one run.\n'], datestr (now (), 'yyyy-mm-dd'), version (), pgdqa_mex ('blas'), nproc ());
  advice = pgdqa_diagnose (pgdqa_testproblem ('lampariello'), 'Display', 'off').blas_advice;
  if (~ isempty (advice))
    text = sprintf ('%s\n**BLAS: %s.**\n', text, advice);
    warning ('pgdqa:blas', 'bench_all: %s', advice);
  end
  for k = 1:numel (names)
    tables = feval (names{k});
    for t = tables(:)'
      part = markdown (t);
      fprintf ('%s\n', part);
      fflush (stdout);
      text = [text, part];
      write_csv (fullfile (here, [strrep(lower (t.title), ' ', '_'), '.csv']), t);
    end
  end
  if (isempty (varargin))
    write_text (fullfile (here, 'RESULTS.md'), text);
  end
end

function text = markdown (t)
  line = @(cells) sprintf ('| %s |\n', strjoin (cells, ' | '));
  text = sprintf ('\n## %s\n\n%s\n\n%s%s', t.title, t.note, line (t.header), line (repmat ({'---'}, size (t.header))));
  for i = 1:size (t.rows, 1)
    text = [text, line(cellfun (@words, t.rows(i,:), 'UniformOutput', false))];
  end
end

function write_csv (file, t)
  text = sprintf ('%s\n', strjoin (t.header, ','));
  for i = 1:size (t.rows, 1)
    text = [text, sprintf('%s\n', strjoin (cellfun (@words, t.rows(i,:), 'UniformOutput', false), ','))];
  end
  write_text (file, text);
end

function s = words (v)
  if (ischar (v))
    s = v;
  else
    s = sprintf ('%.4g', v);
  end
end

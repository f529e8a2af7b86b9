% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function tables = bench_truth (seeds, runs)
  % tables = bench_truth ()             random problems of the families in tests/truth, every claim judged; half an hour on one core
  % tables = bench_truth (seeds)        these seeds in place of 1 to 20
  % tables = bench_truth (seeds, runs)  the tables of runs that truth_run made
  %
  % Another build: octave-cli --path OTHER/m --path OTHER/src --path bench --path tests/truth --eval 'bench_truth'
  here = fileparts (mfilename ('fullpath'));
  addpath (fullfile (here, '..', 'tests', 'truth'));
  if (nargin < 1)
    seeds = 1:20;
  end
  if (nargin < 2)
    runs = truth_run ('', seeds, {'products', 'gradients', 'values'}, nargout == 0);
  end
  t.title = 'Truth of claims';
  t.note = ['Schedule adaptive with its defaults, Search local, MaxCalls 20000.  claims: exitflag > 0.  false: claims that the judge of tests/truth refutes (it knows nothing of the ' ...
            'solver): g lower by 1e-5 of its variation around y, f not f (x, y (x)) to 1e-6, or f (x, y (x)) lower by 1e-5 of its range close by.  falls: of the runs with exitflag 1 or -4, ' ...
            'those whose f falls by more than 1e-6 of that range when they are started again from their answers.  A star marks families with many wells, where a deeper well far ' ...
            'away makes a claim false as well.'];
  t.header = {'family', 'mode', 'runs', 'claims', 'false', 'exitflag 1', '2', '3', '0', '-4', 'other', 'falls 1', 'falls -4', 'calls median', 'calls worst'};
  t.rows = cell (0, numel (t.header));
  names = unique ({runs.family}, 'stable');
  modes = unique ({runs.mode}, 'stable');
  for name = names
    for mode = modes
      some = runs(strcmp ({runs.family}, name{1}) & strcmp ({runs.mode}, mode{1}));
      if (~ isempty (some))
        t.rows(end+1,:) = row (name{1}, mode{1}, some);
      end
    end
  end
  for mode = modes
    t.rows(end+1,:) = row ('all but *', mode{1}, runs(strcmp ({runs.mode}, mode{1}) & ~ [runs.many_wells]));
  end
  tables = [t, completeness(runs)];
  if (nargout == 0)
    for t = tables
      printf ('%s\n%s\n%s\n', t.title, t.note, strjoin (t.header, ', '));
      for k = 1:size (t.rows, 1)
        printf ('%s\n', strjoin (cellfun (@(v) num2str (v, 4), t.rows(k,:), 'UniformOutput', false), ', '));
      end
    end
    clear tables;
  end
end

function cells = row (name, mode, runs)
  flags = [runs.exitflag];
  share = arrayfun (@(k) nnz (flags == k), [1, 2, 3, 0, -4]);
  star = {'', ' *'}{1 + (numel (runs) > 0 && all ([runs.many_wells]))};
  cells = [{[name, star], mode, numel(runs), nnz([runs.claim]), nnz([runs.false])}, num2cell(share), ...
           {numel(runs) - sum(share), nnz([runs.fell] & flags == 1), nnz([runs.fell] & flags == -4), median([runs.calls]), max([runs.calls])}];
end

function t = completeness (runs)
  % instances whose answer is finite with conditions of at most 1e4, given products
  t.title = 'Completeness of claims';
  t.note = ['The same runs with products, instances with a finite answer where D2_yy g and the reduced Hessian are positive definite with conditions of at most 1e4 (measured by the judge), ' ...
            'outside families with many wells; per cent of the runs.'];
  t.header = {'runs', 'exitflag 1', '2 or 3', 'other'};
  runs = runs(strcmp ({runs.mode}, 'products') & ~ [runs.many_wells]);
  regular = arrayfun (@(r) truth_regular (truth_family (r.family, r.seed)), runs);
  flags = [runs(regular).exitflag];
  percent = @(yes) 100 * nnz (yes) / max (numel (flags), 1);
  t.rows = {numel(flags), percent(flags == 1), percent(flags == 2 | flags == 3), percent(flags < 1)};
end

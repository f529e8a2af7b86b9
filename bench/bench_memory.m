% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function tables = bench_memory ()
  % what fewer vectors in the memories cost in calls (MaxMemory), and what a run takes
  parts = [1, 0.5, 0.25, 0.1, 0];
  rows = cell (0, 2 + 2 * numel (parts));
  for c = cases ()
    usual = run (c, Inf).memory;
    least = least_memory (c);
    row = {c.name, numel(c.y0)};
    for part = parts
      output = run (c, (least + part * (usual - least)) / 1e6 + 1e-6);
      row = [row, {output.memory / 1e6, output.calls.total}];
    end
    rows(end+1,:) = row;
  end
  tables = struct ('title', 'Calls with less memory', ...
                   'note', ['Schedule adaptive with its defaults but for MaxMemory: the usual memory, then a half, a quarter and a tenth of what it has above ' ...
                            'the least, and the least.  MB: output.memory / 1e6; calls: all, to the end of the run.'], ...
                   'header', {{'problem', 'm', 'MB', 'calls', 'MB 1/2', 'calls 1/2', 'MB 1/4', 'calls 1/4', 'MB 1/10', 'calls 1/10', 'MB least', 'calls least'}}, ...
                   'rows', {rows});
  rows = cell (0, 4);
  for m = [1e2, 1e3, 1e4, 1e5, 1e6]
    c = quadratic (m, 10);
    c.calls = 8;
    usual = run (c, Inf).memory;
    rows(end+1,:) = {m, usual / 1e6, usual / 8 / m, least_memory(c) / 8 / m};
  end
  tables(2) = struct ('title', 'Memory of a run', 'note', 'Quadratic levels, n = 10, double precision: MB, numbers for each y, and the least that MaxMemory may be.', ...
                      'header', {{'m', 'MB', 'numbers / m', 'least numbers / m'}}, 'rows', {rows});
end

function all = cases ()
  all = [quadratic(1e3, 10), quadratic(1e4, 10), quadratic(1e3, 1e3), quadratic(1e4, 1e3)];
end

function c = quadratic (m, condition)
  % log-uniform spectrum, 10 x
  n = 10;
  rand ('twister', 1);
  randn ('twister', 1);
  d = logspace (0, log10 (condition), m)';
  d = d(randperm (m));
  c.name = sprintf ('quadratic, condition %g', condition);
  c.f = pgdqa_quadratic (1e-2 * eye (n), [], speye (m), [], randn (m, 1));
  c.g = pgdqa_quadratic ([], randn (n, m) / sqrt (m) .* sqrt (d'), spdiags (d, 0, m, m), [], randn (m, 1));
  c.x0 = zeros (n, 1);
  c.y0 = zeros (m, 1);
  c.calls = 10000;
end

function output = run (c, megabytes)
  [~, ~, ~, ~, output] = pgdqa_solve (c.f, c.g, c.x0, c.y0, 'MaxCalls', c.calls, 'MaxMemory', megabytes);
end

function bytes = least_memory (c)
  % by the error that too little memory gives
  try
    run (c, 1e-3);
    error ('bench_memory: 1 kB was enough');
  catch err
    bytes = 1e6 * str2double (regexp (err.message, 'at least ([\d.e+]+) MB', 'tokens', 'once'){1});
  end
end

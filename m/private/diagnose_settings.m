% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [problem, settings] = diagnose_settings (arguments)
  % [problem, settings] = diagnose_settings (arguments)   the arguments of pgdqa_diagnose, checked
  %
  % problem    name, f, g (objectives), x0, y0
  % settings   MaxCalls ([]: default), Tol, Seed, Display, Plot, File, Options (those of pgdqa_options that a pilot uses)
  if (isempty (arguments))
    error ('pgdqa:size', 'pgdqa_diagnose: no arguments, expected f, g, x0, y0 or a problem struct');
  end
  problem = arguments{1};
  given = arguments(2:end);
  if (isstruct (problem) && ~ isfield (problem, 'objective'))
    check_problem ('pgdqa_diagnose', problem);
    missing = setdiff ({'f', 'g', 'x0', 'y0'}, fieldnames (problem));
    if (~ isempty (missing) || ~ isscalar (problem))
      error ('pgdqa:size', 'pgdqa_diagnose: problem lacks %s, expected one struct with f, g, x0, y0', strjoin (missing(:)', ', '));
    end
  else
    if (numel (arguments) < 4)
      error ('pgdqa:size', 'pgdqa_diagnose: %d arguments, expected f, g, x0, y0 or a problem struct', numel (arguments));
    end
    problem = struct ('f', arguments(1), 'g', arguments(2), 'x0', arguments(3), 'y0', arguments(4));
    given = arguments(5:end);
  end
  own = struct ();
  if (isfield (problem, 'options') && isstruct (problem.options))
    own = problem.options;
  end
  if (~ isfield (problem, 'name') || ~ ischar (problem.name))
    problem.name = 'problem';
  end
  problem.f = as_objective ('pgdqa_diagnose', problem.f, 'f');
  problem.g = as_objective ('pgdqa_diagnose', problem.g, 'g');
  check_start ('pgdqa_diagnose', problem.x0, 'x0');
  check_start ('pgdqa_diagnose', problem.y0, 'y0');
  defaults = struct ('MaxCalls', [], 'Tol', 1e-6, 'Seed', 1, 'Options', struct (), 'Display', 'final', 'Plot', false, 'File', '');
  settings = check (named_options ('pgdqa_diagnose', defaults, given));
  settings.Options = used (own, settings.Options);
end

function settings = check (settings)
  whole = @(v, least) isnumeric (v) && isreal (v) && isscalar (v) && v >= least && v < Inf && v == fix (v);
  least_calls = 100;
  if (~ isempty (settings.MaxCalls) && ~ whole (settings.MaxCalls, least_calls))
    refuse ('MaxCalls', settings.MaxCalls, sprintf ('an integer >= %d', least_calls));
  end
  if (~ whole (settings.Seed, 0))
    refuse ('Seed', settings.Seed, 'an integer >= 0');
  end
  tol = settings.Tol;
  if (~ (isnumeric (tol) && isreal (tol) && isscalar (tol) && tol > 0 && tol < 1))
    refuse ('Tol', tol, 'a number between 0 and 1');
  end
  if (~ ischar (settings.Display) || ~ any (strcmp (settings.Display, {'off', 'final'})))
    refuse ('Display', settings.Display, 'off or final');
  end
  if (~ isscalar (settings.Plot) || ~ (islogical (settings.Plot) || isnumeric (settings.Plot)))
    refuse ('Plot', settings.Plot, 'true or false');
  end
  if (~ isempty (settings.File) && ~ names_figure (settings.File))
    refuse ('File', settings.File, 'a name ending in .png, .pdf or .svg');
  end
  if (~ isstruct (settings.Options))
    refuse ('Options', settings.Options, 'a struct from pgdqa_options');
  end
end

function refuse (name, value, expected)
  error ('pgdqa:option', 'pgdqa_diagnose: %s is %s, expected %s', name, value_text (value), expected);
end

function options = used (own, given)
  % The problem's own options, overridden by those given; of both only what a pilot may use.
  names = {'XMin', 'XMax', 'YMin', 'YMax', 'Derivatives', 'Threads', 'Starts', 'Perturbation'};
  options = struct ();
  for source = {own, given}
    for name = names
      if (isfield (source{1}, name{1}))
        options.(name{1}) = source{1}.(name{1});
      end
    end
  end
end

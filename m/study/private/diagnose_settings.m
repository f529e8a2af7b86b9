% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [problem, settings] = diagnose_settings (arguments)
  % [problem, settings] = diagnose_settings (arguments)   the arguments of pgdqa_diagnose, checked
  %
  % problem    name, f, g (objectives), x0, y0
  % settings   MaxCalls ([]: default), Tol, Seed, Display, Detail, Plot, File, Options (those of pgdqa_options that a pilot uses)
  [problem, rest, own] = pgdqa_shared.split_problem ('pgdqa_diagnose', arguments);
  if (~ isfield (problem, 'name') || isempty (problem.name))
    problem.name = 'problem';
  end
  problem.f = pgdqa_shared.as_objective ('pgdqa_diagnose', problem.f, 'f');
  problem.g = pgdqa_shared.as_objective ('pgdqa_diagnose', problem.g, 'g');
  rules = {'MaxCalls', [], 'whole', '[100, Inf)'
           'Tol', 1e-6, 'number', '(0, 1)'
           'Seed', 1, 'whole', '[0, Inf)'
           'Options', struct(), 'struct', 'a struct from pgdqa_options'
           'Display', 'final', 'word', {'off', 'final'}
           'Detail', false, 'switch', ''
           'Plot', false, 'switch', ''
           'File', '', 'file', {'png', 'pdf', 'svg'}};
  settings = pgdqa_shared.named_options ('pgdqa_diagnose', rules, rest);
  settings.Options = used (own, settings.Options);
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
  options = pgdqa_options (options);
end

% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [problem, settings] = diagnose_settings (arguments)
  % [problem, settings] = diagnose_settings (arguments)   the arguments of pgdqa_diagnose, checked
  %
  % problem    see problem_of; its name is not empty
  % settings   MaxCalls ([]: default), Tol, Seed, Display, Detail, Plot, File, Options (those of pgdqa_options that a pilot uses)
  [problem, rest] = pgdqa_shared.problem_of ('pgdqa_diagnose', arguments);
  if (isempty (problem.name))
    problem.name = 'problem';
  end
  rules = {'MaxCalls', [], 'whole', '[100, Inf)'
           'Tol', 1e-6, 'number', '(0, 1)'
           'Seed', 1, 'whole', '[0, Inf)'
           'Options', struct(), 'struct', 'a struct from pgdqa_options'
           'Display', 'final', 'word', {'off', 'final'}
           'Detail', false, 'switch', ''
           'Plot', false, 'switch', ''
           'File', '', 'file', {'png', 'pdf', 'svg'}};
  settings = pgdqa_shared.named_options ('pgdqa_diagnose', rules, rest);
  settings.Options = pgdqa_shared.options_of (of_pilot (problem.options), {of_pilot(settings.Options)});
end

function options = of_pilot (options)
  % what of them a pilot uses
  used = [{'XMin', 'XMax', 'YMin', 'YMax', 'Derivatives', 'Threads', 'Starts', 'Perturbation', 'TolCon'}, pgdqa_shared.constraint_names()];
  options = rmfield (options, setdiff (fieldnames (options), used));
end

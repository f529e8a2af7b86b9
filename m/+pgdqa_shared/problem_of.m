% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [problem, rest, given] = problem_of (caller, arguments, names)
  % [problem, rest, given] = problem_of (caller, arguments, names)   the problem that a function of users was called with, checked
  %
  % arguments  cell array: f, g, x0, y0, ... or problem, ...
  % names      of the starts, for messages, {'x0', 'y0'} unless given; {} where there is only the form problem, ...
  % problem    f, g and exact.f, exact.g (objectives; exact: f and g where it has none of its own), x0, y0, name ('' where it has none),
  %            options (struct () likewise; constraints of the problem among them), and the other fields as they were given
  % rest       what follows in arguments: options (options_of, named_options)
  % given      the problem as the user gave it
  if (nargin < 3)
    names = {'x0', 'y0'};
  end
  split = splits_x (arguments);
  if (isempty (names) || (~ isempty (arguments) && isstruct (arguments{1}) && ~ isfield (arguments{1}, 'objective')))
    given = arguments{1};
    rest = arguments(2:end);
    check_problem (caller, given, split);
  else
    if (numel (arguments) < 4)
      error ('pgdqa:size', '%s: %d arguments, expected f, g, %s, %s or a problem struct', caller, numel (arguments), names{:});
    end
    given = struct ('f', arguments(1), 'g', arguments(2), 'x0', arguments(3), 'y0', arguments(4));
    rest = arguments(5:end);
    pgdqa_shared.check_start (caller, given.x0, names{1}, split);
    pgdqa_shared.check_start (caller, given.y0, names{2}, false);
  end
  problem = with_objectives (caller, given);
  for field = {'name', 'options', 'exact'; '', struct(), struct('f', problem.f, 'g', problem.g)}
    if (~ isfield (problem, field{1}) || isempty (problem.(field{1})))
      problem.(field{1}) = field{2};
    end
  end
  for name = pgdqa_shared.constraint_names ()   % they are options, too
    if (isfield (problem, name{1}) && ~ isfield (problem.options, name{1}))
      problem.options.(name{1}) = problem.(name{1});
    end
  end
end

function yes = splits_x (arguments)
  % Option CommX is 'split': the part of a rank may be empty.
  yes = false;
  for k = 1:numel (arguments)
    a = arguments{k};
    if (isstruct (a) && isscalar (a) && isfield (a, 'options') && isstruct (a.options))
      a = a.options;
    end
    yes = yes || (ischar (a) && strcmpi (a, 'split')) || (isstruct (a) && isscalar (a) && isfield (a, 'CommX') && strcmpi (a.CommX, 'split'));
  end
end

function problem = with_objectives (caller, problem)
  problem.f = pgdqa_shared.as_objective (caller, problem.f, 'f');
  problem.g = pgdqa_shared.as_objective (caller, problem.g, 'g');
  if (isfield (problem, 'exact') && ~ isempty (problem.exact))
    problem.exact = with_objectives (caller, problem.exact);
  end
end

function check_problem (caller, problem, split)
  % Refuses a problem struct that lacks f, g, x0, y0, or which has a field that looks like one of the known ones or like
  % an option, but is not read; other fields are the user's own
  known = {'f', 'g', 'x0', 'y0', 'options', 'name', 'known', 'exact', 'metric'};
  if (~ isstruct (problem))
    error ('pgdqa:class', '%s: problem is a %s %s, expected a struct with f, g, x0 and y0', caller, ...
           pgdqa_shared.size_text (problem), class (problem));
  end
  if (~ isscalar (problem))
    error ('pgdqa:size', '%s: problem has size %s, expected 1x1', caller, pgdqa_shared.size_text (problem));
  end
  for name = setdiff (fieldnames (problem), [known, {'x', 'y'}, pgdqa_shared.constraint_names()])'   % x, y: output.problem of an earlier run has them
    text = advice (name{1}, known);
    if (~ isempty (text))
      error ('pgdqa:option', '%s: problem has a field %s, which is not read; %s', caller, name{1}, text);
    end
  end
  missing = setdiff (known(1:4), fieldnames (problem));
  if (~ isempty (missing))
    error ('pgdqa:size', '%s: problem lacks the fields %s, expected f, g, x0, y0', caller, strjoin (missing(:)', ', '));
  end
  pgdqa_shared.check_start (caller, problem.x0, 'x0', split);
  pgdqa_shared.check_start (caller, problem.y0, 'y0', false);
  rules = {'options?', 'struct', 'a struct from pgdqa_options'
           'name?', 'text', ''
           'known?', 'structs', 'a struct array with x and y'
           'exact?', 'struct', 'a struct with f and g'
           'metric?', 'function', 'value = metric (x, y)'};
  pgdqa_shared.check_fields (caller, 'problem', problem, rules, 'a problem struct');
  if (isfield (problem, 'exact') && ~ isempty (problem.exact))
    pgdqa_shared.check_fields (caller, 'problem.exact', problem.exact, {'f', 'any', ''; 'g', 'any', ''}, 'a struct with f and g');
  end
end

function text = advice (name, known)
  % what a field that is not read was probably meant for; ''
  others = {'bounds', 'XMin, XMax, YMin and YMax of the field options'; 'lb', 'XMin and YMin of the field options'
            'ub', 'XMax and YMax of the field options'; 'solver', 'Method of the field options'};
  row = strcmpi (name, others(:, 1));
  if (any (row))
    text = sprintf ('expected %s', others{row, 2});
  else
    text = pgdqa_shared.nearest_word (name, known, '');
  end
  options = pgdqa_options ();
  if (isempty (text) && any (strcmpi (name, {options.name})))
    text = 'expected it in the field options';
  end
end

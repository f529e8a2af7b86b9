% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function check_problem (caller, problem)
  % check_problem (caller, problem)   refuses a problem struct that lacks f, g, x0, y0, or which has a field that looks like one of the known ones or like
  % an option, but is not read; other fields are the user's own
  known = {'f', 'g', 'x0', 'y0', 'options', 'name', 'known', 'exact', 'metric'};
  if (~ isstruct (problem))
    error ('pgdqa:class', '%s: problem is a %s %s, expected a struct with f, g, x0 and y0', caller, ...
           pgdqa_shared.size_text (problem), class (problem));
  end
  if (~ isscalar (problem))
    error ('pgdqa:size', '%s: problem has size %s, expected 1x1', caller, pgdqa_shared.size_text (problem));
  end
  for name = setdiff (fieldnames (problem), [known, {'x', 'y'}])'   % x, y: output.problem of an earlier run has them
    text = advice (name{1}, known);
    if (~ isempty (text))
      error ('pgdqa:option', '%s: problem has a field %s, which is not read; %s', caller, name{1}, text);
    end
  end
  missing = setdiff (known(1:4), fieldnames (problem));
  if (~ isempty (missing))
    error ('pgdqa:size', '%s: problem lacks the fields %s, expected f, g, x0, y0', caller, strjoin (missing(:)', ', '));
  end
  pgdqa_shared.check_start (caller, problem.x0, 'x0');
  pgdqa_shared.check_start (caller, problem.y0, 'y0');
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

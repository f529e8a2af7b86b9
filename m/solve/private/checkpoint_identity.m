% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function id = checkpoint_identity (problem, options)
  % id = checkpoint_identity (problem, options)   struct of texts that are equal for the same problem: f, g, size_x0, size_y0, constraints
  %
  % Numbers count by their values and classes, functions by their text and by names, classes and sizes of what they have captured.
  id = struct ('f', summary (problem.f), 'g', summary (problem.g), 'size_x0', header (problem.x0), 'size_y0', header (problem.y0), ...
               'constraints', '');
  names = pgdqa_shared.constraint_names ();
  given = names(isfield (options, names));
  for name = given
    id.constraints = hash ('md5', [id.constraints, name{1}, summary(options.(name{1}))]);
  end
end

function text = header (value)
  text = sprintf ('%s %s', class (value), sprintf ('%dx', size (value)));
end

function text = summary (value)
  if (isstruct (value))
    text = header (value);
    for name = fieldnames (value)'
      text = [text, name{1}, summary({value.(name{1})})]; %#ok<AGROW>
    end
  elseif (iscell (value))
    parts = cellfun (@summary, value, 'UniformOutput', false);
    text = [header(value), parts{:}];
  elseif (isa (value, 'function_handle'))
    text = [func2str(value), captured(value)];
  elseif (isnumeric (value) || ischar (value) || islogical (value))
    text = [header(value), numbers(value)];
  else
    text = header (value);
  end
  if (numel (text) > 200)
    text = hash ('md5', text);
  end
end

function text = numbers (value)
  if (issparse (value))
    [i, j, v] = find (value);
    text = [numbers(i), numbers(j), numbers(v)];
  elseif (~ isreal (value))
    text = [numbers(real (value)), numbers(imag (value))];
  else
    if (ischar (value) || islogical (value))
      value = uint8 (value);
    end
    text = hash ('md5', char (typecast (value(:)', 'uint8')));
  end
end

function text = captured (fun)
  facts = functions (fun);
  text = '';
  if (isfield (facts, 'workspace'))
    for scope = facts.workspace(:)'
      for name = fieldnames (scope{1})'
        text = [text, name{1}, header(scope{1}.(name{1}))]; %#ok<AGROW>
      end
    end
  end
end

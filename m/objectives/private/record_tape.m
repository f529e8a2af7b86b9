% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function tape = record_tape (fun, x, y, replaced)
  % tape = record_tape (fun, x, y)         the tape of FUN at a point; pgdqa:trace where it has none
  % tape = record_tape (fun, x, y, true)   with other functions in place of zeros, rand, ... (stand_ins)
  %
  % They are there only where it does not go without them.
  without_them = nargin < 4 || ~ replaced;
  if (without_them)
    try
      [T, result] = recorded (fun, x, y);
    catch %#ok<CTCH>
      without_them = false;
    end
  end
  if (~ without_them)
    [T, result] = recorded_beside_them (fun, x, y);
  end
  tape = tape_of (T, result);
end

function [T, result] = recorded_beside_them (fun, x, y)
  given_back = stand_ins ();
  failure = [];
  try
    [T, result] = recorded (fun, x, y);
  catch err
    failure = err;
  end
  if (~ isempty (failure))
    [T, result] = recorded_amended (fun, x, y, failure);
  end
  clear ('given_back');
  if (isempty (T))
    refuse (failure, fun);
  end
end

function [T, result] = recorded_amended (fun, x, y, err)
  % With the lines changed that ended the recording, in functions that are defined anew as stand_ins does; T is [] where that does not help.
  most = 20;
  functions = struct ('name', {}, 'lines', {}, 'file', {}, 'before', {}, 'changed', {});
  [T, result] = deal ([]);
  for k = 1:most
    [functions, done] = amended (functions, err);
    if (~ done)
      break;
    end
    names = {functions.name};
    cleared = onCleanup (@() clear ('-functions', names{:})); %#ok<NASGU>
    try
      for each = functions
        eval (strjoin (each.lines, sprintf ('\n')));
      end
      [T, result] = recorded (found_again (fun), x, y);
      break;
    catch err
    end
  end
end

function fun = found_again (fun)
  % A handle of a function by its name keeps the function that it has found.
  name = func2str (fun);
  if (name(1) ~= '@')
    fun = str2func (sprintf ('@(x, y) %s (x, y)', name));
  end
end

function [T, result] = recorded (fun, x, y)
  pgdqa_traced.pgdqa_tape ('start');
  stopped = onCleanup (@() pgdqa_traced.pgdqa_tape ('stop')); %#ok<NASGU>  also where fun fails
  inputs = {x, y};
  names = {'x', 'y'};
  for k = 1:2
    node = pgdqa_traced.pgdqa_tape ('add', names{k}, 0, 0, [], inputs{k});
    inputs{k} = pgdqa_traced (inputs{k}, node);
  end
  v = value_of (fun, inputs{:});
  if (~ isscalar (v) || ~ isnumeric (v))
    error ('pgdqa:trace', 'the value has size %s and class %s while it is traced, expected a real scalar', ...
           pgdqa_shared.size_text (v), class (v));
  end
  result = pgdqa_traced.pgdqa_result (v);
  T = pgdqa_traced.pgdqa_tape ('stop');
end

function refuse (err, fun)
  [folder, name] = deal (fullfile ('objectives', '@pgdqa_traced'), func2str (fun));
  where = sprintf (' in %s', pgdqa_shared.short_text (name));
  for frame = reshape (err.stack, 1, [])
    if (~ isempty (frame.name) && any (strcmp (frame.name, {'recorded', 'record_tape>recorded', 'value_of'})))
      break;
    elseif (~ isempty (frame.file) && isempty (strfind (frame.file, folder)) && isempty (strfind (frame.file, matlabroot ())))
      where = sprintf (' at %s:%d', frame.file, frame.line);
      break;
    end
  end
  advice = advice_on (err);
  error ('pgdqa:trace', 'pgdqa_trace: fun cannot be traced%s: %s%s', where, regexprep (err.message, '\s+', ' '), advice);
end

function advice = advice_on (err)
  % What to write instead, by the words of Octave; what the class refuses says it itself.
  words = {'operator =', 'make the array before by zeros, of its size or (1, 0), and not by [] or arithmetic'
           'for loop', 'write `for k = 1:numel (z)` and z(k)'
           'unary operator', 'write z = z + 1, or z = z - 1'
           '(<object>)', 'find a place that depends on x or y by comparisons, as k = nnz (z >= limits)'
           '', 'write it with the operations that help pgdqa_trace lists, or give gradients'};
  advice = '';
  if (~ strcmp (err.identifier, 'pgdqa:trace'))
    known = find (cellfun (@(part) isempty (part) || ~ isempty (strfind (err.message, part)), words(:, 1)), 1);
    advice = ['; ', words{known, 2}];
  end
end

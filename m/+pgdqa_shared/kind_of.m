% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [fits, value, expected] = kind_of (value, kind, detail)
  % [fits, value, expected] = kind_of (value, kind, detail)   is VALUE of this kind?  The one list of kinds of options and fields
  %
  % value      in plain form where it fits: words as rows, numbers as full double, switches as logical; of words, else, the first unknown one
  % expected   the kind in words, for an error message
  % kind, detail:
  %   'word', choices          one of the cell array of words CHOICES
  %   'words', choices         one of them or a cell array of some
  %   'text'                   a row of characters, or ''
  %   'texts'                  such a text or a cell array of them
  %   'number', '(0, Inf]'     a real number in that interval; 'whole': a whole one
  %   'numbers', '[0, 1)'      at least one of them, in any shape; 'wholes': whole ones
  %   'number or NaN'          a real number, NaN and Inf among them;  'values': any count of them, in any shape
  %   'column'                 full real double or single numbers, a non-empty column
  %   'switch'                 true or false, 1 or 0
  %   'function', signature    a function handle that takes as many arguments
  %   'struct', origin         one struct;  'structs', origin: a struct array, not empty
  %   'file', pattern, e.g. {'png', 'pdf'}   a name that ends in one of these
  %   'handle', type           a graphics handle of that type
  %   'any'                    whatever is there
  %   'grid', choices          one of these words, or ascending numbers >= 0
  if (nargin < 3)
    detail = '';
  end
  switch (kind)
    case 'grid'
      [fits, value, expected] = grid_kind (value, detail);
    case {'word', 'words', 'text', 'texts', 'file'}
      [fits, value, expected] = text_kind (value, kind, detail);
    case {'number', 'whole', 'numbers', 'wholes', 'number or NaN', 'values', 'column', 'switch'}
      [fits, value, expected] = number_kind (value, kind, detail);
    otherwise
      [fits, expected] = other_kind (value, kind, detail);
  end
end

function [fits, value, expected] = grid_kind (value, choices)
  expected = [choice_text(choices), ' or ascending numbers >= 0'];
  if (ischar (value))
    fits = pgdqa_shared.kind_of (value, 'word', choices);
  else
    [fits, value] = pgdqa_shared.kind_of (value, 'numbers', '[0, Inf)');
    fits = fits && all (diff (value(:)) > 0);
  end
end

function [fits, value, expected] = text_kind (value, kind, detail)
  fits = is_text (value);
  switch (kind)
    case 'text'
      expected = 'text';
    case 'texts'
      expected = 'text or a cell array of texts';
      [fits, value] = list_of_texts (value);
    case 'word'
      fits = fits && any (strcmp (value, detail));
      expected = choice_text (detail);
    case 'words'
      [fits, value] = list_of_texts (value);
      fits = fits && ~ isempty (value);
      unknown = {};
      if (fits)
        unknown = value(~ ismember (value, detail));
      end
      if (~ isempty (unknown))
        fits = false;
        value = unknown{1};
      end
      expected = ['one or several of: ', strjoin(detail, ', ')];
    case 'file'
      fits = fits && any (cellfun (@(ending) ends_in (value, ['.', ending]), detail));
      expected = ['a name ending in ', choice_text(strcat ('.', detail))];
  end
end

function yes = ends_in (text, ending)
  % of bytes: regexp refuses what is not UTF-8
  k = numel (ending);
  yes = numel (text) >= k && strcmp (text(end-k+1:end), ending);
end

function yes = is_text (value)
  yes = ischar (value) && (isrow (value) || isequal (size (value), [0, 0]));
end

function [fits, list] = list_of_texts (value)
  list = value;
  if (is_text (value))
    list = {value};
  end
  fits = iscell (list) && all (cellfun (@is_text, list(:)));
  if (fits)
    list = reshape (list, 1, []);
  end
end

function text = choice_text (words)
  words = words(~ cellfun (@isempty, words));
  text = words{end};
  if (numel (words) > 1)
    text = [strjoin(words(1:end-1), ', '), ' or ', text];
  end
end

function [fits, value, expected] = number_kind (value, kind, detail)
  fits = isnumeric (value) && isreal (value);
  whole = any (strcmp (kind, {'whole', 'wholes'}));
  nouns = struct ('number', 'a number', 'whole', 'a whole number', 'numbers', 'numbers', 'wholes', 'whole numbers');
  switch (kind)
    case 'values'
      expected = 'real numbers';
    case 'number or NaN'
      fits = fits && isscalar (value);
      expected = 'a real number';
    case 'column'
      fits = fits && isfloat (value) && ~ issparse (value) && iscolumn (value) && ~ isempty (value);
      expected = 'a full real double or single column';
      return;
    case 'switch'
      fits = isscalar (value) && (islogical (value) || (fits && (value == 0 || value == 1)));
      expected = 'true or false';
      if (fits)
        value = full (value ~= 0);
      end
      return;
    otherwise
      fits = fits && ~ isempty (value) && (isscalar (value) || kind(end) == 's') && all (within (value(:), detail, whole));
      expected = sprintf ('%s in %s', nouns.(kind), detail);
  end
  if (fits)
    value = full (double (value));
  end
end

function yes = within (value, interval, whole)
  % NaN is in no interval.
  limits = sscanf (interval(2:end-1), '%f, %f');
  yes = value > limits(1) & value < limits(2);
  if (interval(1) == '[')
    yes = yes | value == limits(1);
  end
  if (interval(end) == ']')
    yes = yes | value == limits(2);
  end
  if (whole)
    yes = yes & value == fix (value);
  end
end

function [fits, expected] = other_kind (value, kind, detail)
  switch (kind)
    case 'any'
      fits = true;
      expected = '';
    case 'function'
      fits = isa (value, 'function_handle') && isscalar (value) && takes (value, detail);
      expected = ['a function handle ', detail];
    case 'struct'
      fits = isstruct (value) && isscalar (value);
      expected = detail;
    case 'structs'
      fits = isstruct (value) && ~ isempty (value);
      expected = detail;
    case 'handle'
      fits = isnumeric (value) && isscalar (value) && ishghandle (value) && strcmp (get (value, 'type'), detail);
      expected = ['a handle of ', detail];
  end
end

function yes = takes (handle, signature)
  count = 1 + sum (signature(find (signature == '(', 1, 'last'):end) == ',');
  taken = pgdqa_shared.known_inputs (handle);
  yes = taken < 0 || taken == count;
end

% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [functions, done] = amended (functions, err)
  % [functions, done] = amended (functions, err)   functions of the user's, changed so that they can be traced where ERR has ended that
  %
  % functions   all of the files that have been looked at: struct array with name, lines, file, before (lines of the file before it), changed (which of
  %             its lines)
  % done        false: nothing could be changed
  % Octave does not call the class where a number is put into a plain array, as in z = []; z(k) = x(1), in `for k = x` and in x++.  The line
  % in question is written with functions of the class, which do the same to plain numbers.  Only files of functions are changed, and none of
  % Octave's or of this package.
  done = false;
  if (isempty (err.stack))
    return;
  end
  place = err.stack(1);
  if (~ isempty (place.file) && ~ any (strcmp ({functions.file}, place.file)))
    more = functions_of (place.file);
    functions(end + (1:numel (more))) = more;
  end
  if (isempty (place.file))   % it has been changed before, and its lines count from its first
    k = find (strcmp ({functions.name}, place.name), 1);
  else
    k = find (strcmp ({functions.file}, place.file) & [functions.before] < place.line, 1, 'last');
    place.line = place.line - sum ([functions(k).before]);
  end
  if (isempty (k) || place.line < 1 || place.line > numel (functions(k).lines) || functions(k).changed(place.line))
    return;
  end
  line = changed_line (functions(k).lines{place.line}, err.message);
  if (~ isempty (line))
    functions(k).lines{place.line} = line;
    functions(k).changed(place.line) = true;
    done = true;
  end
end

function functions = functions_of (file)
  % Those of a file of functions, if their names mean nothing else and they keep nothing.
  functions = struct ('name', {}, 'lines', {}, 'file', {}, 'before', {}, 'changed', {});
  for not_theirs = {fileparts(fileparts (which ('repmat'))), fileparts(fileparts (mfilename ('fullpath')))}
    if (strncmp (file, not_theirs{1}, numel (not_theirs{1})))
      return;
    end
  end
  lines = strsplit (fileread (file), sprintf ('\n'), 'CollapseDelimiters', false);
  is_code = ~ cellfun (@isempty, regexp (lines, '^\s*[^\s%#]', 'once'));
  names = regexp (lines, '^\s*function\s+(?:[^=(]*=\s*)?(\w+)', 'tokens', 'once');
  starts = find (~ cellfun (@isempty, names));
  names = [names{starts}];
  if (isempty (starts) || starts(1) ~= find (is_code, 1) || any (~ cellfun (@isempty, regexp (lines(is_code), '\<persistent\>', 'once'))) ...
      || exist (names{1}) == 103 || any (cellfun (@(name) exist (name) > 0, names(2:end))))
    return;
  end
  ends = [starts(2:end) - 1, numel(lines)];
  for k = 1:numel (starts)
    part = lines(starts(k):ends(k));
    functions(k) = struct ('name', names{k}, 'lines', {part}, 'file', file, 'before', starts(k) - 1, 'changed', false (size (part)));
  end
end

function line = changed_line (line, message)
  % '': nothing helps
  if (~ isempty (strfind (message, 'operator =')))
    line = with_opened_arrays (line);
  elseif (~ isempty (strfind (message, 'for loop expression')))
    line = over_columns (line);
  elseif (~ isempty (strfind (message, 'operator ''++''')) || ~ isempty (strfind (message, 'operator ''--''')))
    line = regexprep (line, '^(\s*)([+-])\2\s*(\w+)', '$1$3 = $3 $2 1');
    line = regexprep (line, '(\<\w+(?:\([^()]*\))?)\s*([+-])\2', '$1 = $1 $2 1');
  else
    line = '';
  end
end

function line = with_opened_arrays (line)
  % What is assigned to by index becomes traced before, if it is there.
  in_parens = '[^()=;]';
  for depth = 1:3
    in_parens = ['(?:[^()=;]|\(', in_parens, '*\))'];
  end
  names = regexp (line, ['(?<![\w.])(\w+(?:\.\w+)*)\s*\(', in_parens, '*\)\s*[-+*/.]*=(?!=)'], 'tokens');
  before = '';
  for name = [names{:}]
    before = sprintf ('%sif (exist (''%s'', ''var'')), %s = pgdqa_traced.pgdqa_opened (%s); end; ', before, strtok (name{1}, '.'), name{[1, 1]});
  end
  line = [before, line];
  if (isempty (before))
    line = '';
  end
end

function line = over_columns (line)
  parts = regexp (line, '^(\s*)for\s*(\(?)\s*(\w+)\s*=(.*)$', 'tokens', 'once');
  if (isempty (parts))
    line = '';
    return;
  end
  text = parts{4};
  depth = cumsum (ismember (text, '([{') - ismember (text, ')]}'));
  if (isempty (parts{2}))
    last = [find(depth == 0 & ismember (text, ',;%#'), 1), numel(text) + 1];
  else
    last = [find(depth < 0, 1), numel(text) + 1];
  end
  rest = text(last(1) + ~ any (ismember (text(last(1):min (last(1), end)), '%#')):end);
  line = sprintf ('%sfor %s = pgdqa_traced.pgdqa_columns (%s), %s = %s{1}; %s', parts{1}, parts{3}, text(1:last(1) - 1), parts{[3, 3]}, rest);
end

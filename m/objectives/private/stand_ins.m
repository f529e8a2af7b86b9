% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function given_back = stand_ins ()
  % given_back = stand_ins ()   puts functions in place of zeros, rand, cellfun, ..., until given_back is cleared
  %
  % They are defined as on the command line, which Octave looks at before its path: a change of the path takes 20 ms and more.  A
  % function of that name that the user has defined so stays.
  persistent table
  if (isempty (table))
    table = definitions ();
  end
  free = cellfun (@(name) exist (name) ~= 103, table(1, :));
  names = table(1, free);
  given_back = onCleanup (@() clear ('-functions', names{:}));
  eval (horzcat (table{2, free}));
end

function table = definitions ()
  % Names, and what is evaluated to define them.  pgdqa_traced.m says what its functions do.
  kinds = {'zeros ones eye Inf inf NaN nan', 'pgdqa_traced.pgdqa_filled (''%s'', varargin)'
           'arrayfun cellfun structfun', 'pgdqa_traced.pgdqa_each (''%s'', varargin{:})'
           'cell2mat', 'pgdqa_traced.pgdqa_joined (varargin{:})'
           ['rand rande randg randi randn randp randperm clock cputime now tic time toc'], ...
           'error (''pgdqa:trace'', ''%s gives something else at every call'')'}';
  table = cell (2, 0);
  for kind = kinds
    for name = strsplit (kind{1}, ' ')
      statement = strrep (kind{2}, '%s', name{1});
      if (strncmp (statement, 'pgdqa', 5))
        statement = ['[varargout{1:max(1, nargout)}] = ', statement]; %#ok<AGROW>
      end
      table(:, end + 1) = [name; {sprintf('function varargout = %s (varargin), %s; end\n', name{1}, statement)}]; %#ok<AGROW>
    end
  end
end

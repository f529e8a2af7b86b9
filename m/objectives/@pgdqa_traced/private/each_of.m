% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function varargout = each_of (name, arguments)
  % varargout = each_of (name, arguments)   arrayfun, cellfun or structfun, by NAME, of a function that may give traced values
  fun = arguments{1};
  if (strcmp (name, 'structfun'))
    [varargout{1:nargout}] = each_field (arguments);
    return;
  elseif (ischar (fun) || is_called_by_library (name))
    [varargout{1:nargout}] = builtin (name, arguments{:});
    return;
  end
  [uniform, lists] = options_of (arguments(2:end));
  count = numel (plain_of (lists{1}));
  results = repmat ({[]}, count, nargout);
  for i = 1:count
    given = lists;
    for k = 1:numel (lists)
      if (strcmp (name, 'cellfun'))
        given{k} = lists{k}{i};
      else
        given{k} = subsref (lists{k}, struct ('type', '()', 'subs', {{i}}));
      end
    end
    [results{i, :}] = fun (given{:});
  end
  for k = 1:nargout
    varargout{k} = results(:, k);
    if (uniform)
      varargout{k} = vertcat (results{:, k});
    end
    varargout{k} = reshape (varargout{k}, size (plain_of (lists{1})));
  end
end

function varargout = each_field (arguments)
  names = fieldnames (arguments{2});
  uniform = options_of (arguments(3:end));
  [varargout{1:nargout}] = each_of ('cellfun', [arguments(1), {struct2cell(arguments{2})}, arguments(3:end)]);
  if (~ uniform)
    varargout = cellfun (@(list) cell2struct (list, names, 1), varargout, 'UniformOutput', false);
  end
end

function [uniform, lists] = options_of (lists)
  uniform = true;
  k = 1;
  while (k < numel (lists))
    if (~ ischar (lists{k}))
      k = k + 1;
    elseif (strcmpi (lists{k}, 'UniformOutput'))
      uniform = lists{k + 1};
      lists(k:k + 1) = [];
    else
      refuse (lists{k}, 'of arrayfun and cellfun is not traced', 'leave it out');
    end
  end
end

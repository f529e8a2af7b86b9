% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function a = filled_by (name, sizes)
  % a = filled_by (name, sizes)   zeros, ones, ... by NAME: where it is an array, one that traced values may be assigned to
  %
  % Functions of Octave and of the tracing itself get a plain one.
  if (is_called_by_library (name))
    a = builtin (name, sizes{:});
    return;
  end
  for k = 1:numel (sizes)
    sizes{k} = fixed (sizes{k});
    if (strcmp (sizes{k}, 'pgdqa_traced'))   % of class (x), x traced
      sizes{k} = 'double';
    end
  end
  a = full (builtin (name, sizes{:}));
  if (~ isempty (sizes) && isfloat (a))
    a = pgdqa_traced (a);
  end
end

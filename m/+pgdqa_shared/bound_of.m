% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function bound = bound_of (options, name, z)
  % bound = bound_of (options, name, z)   the bound XMin, XMax, YMin or YMax of options as a column like z, infinite where not set
  bound = Inf;
  if (strcmp (name(2:end), 'Min'))
    bound = -Inf;
  end
  if (isfield (options, name) && ~ isempty (options.(name)))
    [fits, bound, expected] = pgdqa_shared.kind_of (options.(name), 'numbers', '[-Inf, Inf]');
    if (~ fits)
      error ('pgdqa:option', 'pgdqa: %s is %s, expected %s', name, pgdqa_shared.value_text (bound), expected);
    end
    if (~ isscalar (bound) && ~ isequal (size (bound), size (z)))
      error ('pgdqa:size', 'pgdqa: %s has size %s, expected 1x1 or %s', name, pgdqa_shared.size_text (bound), pgdqa_shared.size_text (z));
    end
  end
  bound = bound + zeros (size (z));
end

% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function dimension = dimension_of (a, given)
  % dimension = dimension_of (a, given)   the one that a function works along; GIVEN: arguments that may name it, [] where they do not
  shape = size (plain_of (a));
  dimension = 1 + (shape(1) == 1);
  for argument = given
    if (isa (argument{1}, 'char'))
      refuse (argument{1}, 'is an option that is not traced', 'leave it out');
    end
    v = plain_of (argument{1});
    if (isscalar (v))
      dimension = v;
    end
  end
end

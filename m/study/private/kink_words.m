% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function text = kink_words (name, components)
  % text = kink_words (name, components)   'g has a kink in y(3)': of the cell array of components the first five; '' of none
  most = 5;
  text = '';
  if (~ isempty (components))
    more = {'', sprintf(' and %d more', numel (components) - most)};
    text = sprintf ('%s has a kink in %s%s', name, strjoin (components(1:min (most, end)), ', '), more{1 + (numel (components) > most)});
  end
end

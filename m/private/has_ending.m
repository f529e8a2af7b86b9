% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function yes = has_ending (file, endings)
  % yes = has_ending (file, endings)   is FILE text with one of these extensions?  (regexp refuses names that are not UTF-8.)
  yes = false;
  if (ischar (file) && size (file, 1) == 1)
    [~, ~, extension] = fileparts (file);
    yes = any (strcmp (extension, endings));
  end
end

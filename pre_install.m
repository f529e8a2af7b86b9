% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% Called by pkg install before it builds: says which tools are missing; then copies m/ to inst/, the folder that pkg installs.
% A copy, not a rename, because pkg works in place when it is given a directory.

function pre_install (desc)
  [lacking, sentence] = system ('sh .ci/setup build');
  if (lacking && ~ isempty (sentence))
    error ('pgdqa:needs', '%s', strtrim (sentence));
  end
  if (exist ('inst', 'dir'))
    confirm_recursive_rmdir (false, 'local');
    rmdir ('inst', 's');
  end
  [copied, message] = copyfile ('m', 'inst');
  if (~ copied)
    error ('pgdqa:preinstall', 'pre_install: cannot copy m to inst: %s', message);
  end
end

% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% Called by pkg install when the files are in place: puts the help of the MEX files beside them, without which pkg warns.

function post_install (desc)
  compiled = glob (fullfile (desc.archprefix, '*', 'pgdqa_mex*.mex'));
  for i = 1:numel (compiled)
    [folder, name] = fileparts (compiled{i});
    [copied, message] = copyfile (fullfile ('src', 'pgdqa_mex.m'), fullfile (folder, [name, '.m']));
    if (~ copied)
      error ('pgdqa:postinstall', 'post_install: cannot copy pgdqa_mex.m to %s: %s', folder, message);
    end
  end
end

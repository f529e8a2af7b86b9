% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% Called by pkg install when the files are in place: puts the help of the MEX file beside it, without which pkg warns.

function post_install (desc)
  compiled = glob (fullfile (desc.archprefix, '*', 'pgdqa_mex.mex'));
  [copied, message] = copyfile (fullfile ('src', 'mex', 'pgdqa_mex.m'), fileparts (compiled{1}));
  if (~ copied)
    error ('pgdqa:postinstall', 'post_install: cannot copy pgdqa_mex.m to %s: %s', fileparts (compiled{1}), message);
  end
end

% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% Called by pkg install when the files are in place: puts the help of the MEX files beside them, without which pkg warns, and removes
% the copy of src/pgdqa_mex.m that pkg has made, which could be called in their place.

function post_install (desc)
  text = regexprep (fileread (fullfile ('src', 'pgdqa_mex.m')), '\nfunction .*', '');
  compiled = glob (fullfile (desc.archprefix, '*', 'pgdqa_mex*.mex'));
  for i = 1:numel (compiled)
    file = regexprep (compiled{i}, 'mex$', 'm');
    [id, message] = fopen (file, 'w');
    if (id < 0)
      error ('pgdqa:postinstall', 'post_install: cannot write %s: %s', file, message);
    end
    fputs (id, text);
    fclose (id);
  end
  delete (fullfile (desc.dir, 'pgdqa_mex.m'));
end

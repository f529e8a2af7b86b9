% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function path = shared_file (name)
  % path = shared_file (name)   file or folder of that name in the folder that the environment variable PGDQA_SHARED names
  %
  %   shared_file ('data/paper/synthetic.mat'), shared_file ('data/mnist')
  %
  % '' where it is absent, or PGDQA_SHARED is unset or names no folder.
  folder = getenv ('PGDQA_SHARED');
  path = fullfile (folder, name);
  if (isempty (folder) || ~ any (exist (path, 'file') == [2, 7]))
    path = '';
  end
end

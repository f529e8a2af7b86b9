% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function folder = shared_folder (name)
  % folder = shared_folder (name)   folder (or file) of that name in the data beside the project, '' where it is absent
  %
  %   shared_folder ('paper/synthetic.mat'), shared_folder ('mnist'), shared_folder ('hyperclean')
  %
  % PGDQA_DATA, where the environment has it, replaces ../shared/data beside the project.
  place = getenv ('PGDQA_DATA');
  if (isempty (place))
    here = fileparts (mfilename ('fullpath'));
    place = fullfile (here, '..', '..', '..', '..', 'shared', 'data');
  end
  folder = fullfile (place, name);
  if (~ exist (folder, 'file') && ~ exist (folder, 'dir'))
    folder = '';
  end
end

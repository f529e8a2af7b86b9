% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function yes = is_called_by_library (name)
  % yes = is_called_by_library (name)   has a function of Octave, or of the tracing itself, called the stand-in of this name?
  persistent folders
  if (isempty (folders))
    class_folder = fileparts (fileparts (mfilename ('fullpath')));
    folders = {fileparts(fileparts (which ('repmat'))), fileparts(class_folder), class_folder};
  end
  frames = dbstack ('-completenames');
  files = {frames.file};
  stand_in = find (~ strncmp (files, folders{3}, numel (folders{3})), 1);   % it has no file
  yes = false;
  if (stand_in < numel (files) && strcmp (frames(stand_in).name, name))
    caller = files{stand_in + 1};
    yes = strncmp (caller, folders{1}, numel (folders{1})) || strncmp (caller, folders{2}, numel (folders{2}));
  end
end

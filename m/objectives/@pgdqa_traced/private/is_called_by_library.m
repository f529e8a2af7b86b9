% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function yes = is_called_by_library ()
  % yes = is_called_by_library ()   has a function of Octave, or of the tracing itself, called the stand-in that asks?
  persistent folders shadows
  if (isempty (folders))
    class_folder = fileparts (fileparts (mfilename ('fullpath')));
    folders = {fileparts(fileparts (which ('repmat'))), fileparts(class_folder)};
    shadows = [class_folder, filesep(), 'shadows'];   % not by fullfile, which may call a stand-in
  end
  frames = dbstack ('-completenames');
  files = {frames.file};
  stand_in = find (strncmp (files, shadows, numel (shadows)), 1);
  if (isempty (stand_in) || stand_in == numel (files))
    yes = false;
    return;
  end
  caller = files{stand_in + 1};
  yes = strncmp (caller, folders{1}, numel (folders{1})) || strncmp (caller, folders{2}, numel (folders{2}));
end

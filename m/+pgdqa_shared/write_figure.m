% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function write_figure (caller, parent, path, inches, made_here)
  % write_figure (caller, parent, path, inches, made_here)   a figure of that width and height as path, a .png, .pdf or .svg
  %
  % made_here   true: the figure is closed if it cannot be written
  [~, ~, extension] = fileparts (path);
  try
    pgdqa_shared.write_file (caller, 'File', path, pgdqa_shared.figure_bytes (parent, extension, inches));
  catch failure
    if (made_here)
      close (parent);
    end
    rethrow (failure);
  end
end

% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function yes = names_figure (file)
  % yes = names_figure (file)   is FILE a name that write_figure can write?
  yes = has_ending (file, {'.png', '.pdf', '.svg'});
end

% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function check_file (caller, option, path)
  % check_file (caller, option, path)   pgdqa:value unless write_file can write that file; for use before the work starts
  pgdqa_shared.write_file (caller, option, path);
end

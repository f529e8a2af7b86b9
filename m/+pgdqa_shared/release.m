% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function text = release ()
  % text = release ()   the version of pgdqa
  %
  % From DESCRIPTION, which lies in packinfo of an installed package and above m in the source tree.
  m = fileparts (fileparts (mfilename ('fullpath')));
  places = {fullfile(m, 'packinfo', 'DESCRIPTION'), fullfile(fileparts (m), 'DESCRIPTION')};
  text = 'unknown';
  for i = 1:2
    if (exist (places{i}, 'file'))
      found = regexp (fileread (places{i}), 'Version: *(\S+)', 'tokens', 'once');
      if (~ isempty (found))
        text = found{1};
        return;
      end
    end
  end
end

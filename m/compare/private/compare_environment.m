% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function where = compare_environment ()
  % where = compare_environment ()   struct pgdqa, host_language, language_version, host, system, date: texts
  where = struct ('pgdqa', package_version (), 'host_language', 'MATLAB', 'language_version', version (), 'host', '', ...
                  'system', computer (), 'date', datestr (now (), 'yyyy-mm-dd HH:MM:SS'));
  if (exist ('OCTAVE_VERSION', 'builtin') ~= 0)
    where.host_language = 'Octave';
    where.host = gethostname ();
  end
end

function text = package_version ()
  % From DESCRIPTION, which lies in packinfo of an installed package and above m in the source tree.
  m = fileparts (fileparts (fileparts (mfilename ('fullpath'))));
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

% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function where = compare_environment ()
  % where = compare_environment ()   struct pgdqa, host_language, language_version, host, system, date: texts
  where = struct ('pgdqa', pgdqa_shared.release (), 'host_language', 'MATLAB', 'language_version', version (), 'host', '', ...
                  'system', computer (), 'date', datestr (now (), 'yyyy-mm-dd HH:MM:SS'));
  if (exist ('OCTAVE_VERSION', 'builtin') ~= 0)
    where.host_language = 'Octave';
    where.host = gethostname ();
  end
end

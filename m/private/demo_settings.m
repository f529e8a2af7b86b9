% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function settings = demo_settings (pairs)
  % settings = demo_settings (pairs)   the checked arguments of pgdqa_demo, a cell of names and values, with defaults
  defaults = struct ('Part', 'all', 'Data', '', 'Splits', '', 'Noise', 0.25, 'Seed', 0, 'Objective', 'native', 'Options', struct (), ...
                     'Output', fullfile ('.', 'demo-output'), 'Quick', false);
  settings = named_options ('pgdqa_demo', defaults, pairs);
  check_settings (settings);
end

function check_settings (settings)
  texts = {'Part', 'Data', 'Splits', 'Objective', 'Output'};
  for i = 1:numel (texts)
    value = settings.(texts{i});
    if (~ ischar (value))
      error ('pgdqa:class', 'pgdqa_demo: %s is a %s, expected text', texts{i}, class (value));
    end
  end
  if (~ any (strcmp (settings.Part, {'all', 'known', 'cleaning'})))
    error ('pgdqa:value', 'pgdqa_demo: Part is %s, expected all, known or cleaning', settings.Part);
  end
  if (~ any (strcmp (settings.Objective, {'native', 'handles'})))
    error ('pgdqa:value', 'pgdqa_demo: Objective is %s, expected native or handles', settings.Objective);
  end
  check_number (settings.Noise, 'Noise', @(v) v >= 0 && v < 1, 'a number in [0, 1)');
  check_number (settings.Seed, 'Seed', @(v) v >= 0 && v == fix (v), 'a nonnegative integer');
  if (~ isstruct (settings.Options) || ~ isscalar (settings.Options))
    error ('pgdqa:class', 'pgdqa_demo: Options is a %s, expected a struct from pgdqa_options', class (settings.Options));
  end
  if (~ (islogical (settings.Quick) || isnumeric (settings.Quick)) || ~ isscalar (settings.Quick))
    error ('pgdqa:class', 'pgdqa_demo: Quick is a %s, expected true or false', class (settings.Quick));
  end
end

function check_number (value, name, is_valid, expected)
  if (~ isnumeric (value) || ~ isscalar (value))
    error ('pgdqa:class', 'pgdqa_demo: %s is a %s of size %dx%d, expected %s', name, class (value), size (value), expected);
  end
  if (~ isreal (value) || ~ isfinite (value) || ~ is_valid (value))
    error ('pgdqa:value', 'pgdqa_demo: %s is %g, expected %s', name, value, expected);
  end
end

% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function settings = demo_settings (pairs)
  % settings = demo_settings (pairs)   the checked arguments of pgdqa_demo, a cell of names and values, with defaults
  folder = fullfile ('.', 'demo-output');
  settings = named_options ('pgdqa_demo', {'Part', 'all', 'word', {'all', 'known', 'cleaning'}
                                           'Data', '', 'text', ''
                                           'Splits', '', 'text', ''
                                           'Noise', 0.25, 'number', '[0, 1)'
                                           'Seed', 0, 'whole', '[0, Inf)'
                                           'Objective', 'native', 'word', {'native', 'handles'}
                                           'Options', struct(), 'struct', 'a struct from pgdqa_options'
                                           'Output', folder, 'text', ''
                                           'Plots', true, 'switch', ''
                                           'Quick', false, 'switch', ''}, pairs);
end

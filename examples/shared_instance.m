% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [data, words] = shared_instance ()
  % [data, words] = shared_instance ()   the synthetic instance of the literature, n = m = 20
  %
  % data    struct c, d (20 x 1), H (20 x 20), as pgdqa_testproblem ('convex', data) takes it
  % words   '' for the stored instance; where its file is absent, what the generated one is, for the row of a figure
  file = shared_file ('data/paper/synthetic.mat');
  words = '';
  if (~ isempty (file))
    stored = load (file);
    data = struct ('c', double (stored.c(:)), 'd', double (stored.d(:)), 'H', double (stored.H));
    return;
  end
  problem = pgdqa_testproblem ('convex', 20, 1);
  data = struct ('c', full (problem.f.terms(1).A)', 'd', full (problem.f.terms(1).B)', 'H', full (problem.g.terms(1).B));
  words = 'generated instance (seed 1), not the stored one: ';
end

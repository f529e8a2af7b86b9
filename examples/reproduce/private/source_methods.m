% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function methods = source_methods (problem, K, wanted)
  % methods = source_methods (problem, K, wanted)   the methods of arXiv:2504.17215's figures with its constants, and the default
  %
  % problem  'convex', 'nonconvex', 'coreset', 'cleaning' or 'network'
  % K        length of the run in the source's ticks: one PGD-QA iteration is a tick; one outer iteration of BOME, V-PBGD and
  %          AID is eleven, because each of their T = 10 inner steps is drawn as one
  % wanted   cell array among 'pl', 'general', 'bome', 'vpbgd', 'aid', 'adaptive' (default: all that have constants)
  % methods  cell array of structs label, options, for pgdqa_compare; tolerances 0, so that every run has its full length
  if (nargin < 3)
    wanted = {'pl', 'general', 'bome', 'vpbgd', 'aid', 'adaptive'};
  end
  %            alpha and gamma of pl, of general, step of BOME, of V-PBGD, lower and upper step of AID
  constants = struct ('convex', [1.5, 1.5, 10, 10, 0.05, 0.005, 0.01, 0.01], ...
                      'nonconvex', [1.5, 2, 10, 0.5, 0.05, 0.01, 0.01, 0.01], ...
                      'coreset', [0.1, 0.1, 10, 10, 0.05, 0.1, 0.5, 0.01], ...
                      'cleaning', [0.01, 1, 10, 10, 1, 0.5, 1, 0.01], ...
                      'network', [0.01, 1, 10, 10, 0.1, 0.1, NaN, NaN]);
  c = constants.(problem);
  inner = 10;
  outer = max (1, floor (K / (inner + 1)));
  methods = {};
  for name = wanted
    switch (name{1})
      case 'pl'
        one = {'PGD-QA pl', {'Schedule', 'fixed', 'Regime', 'pl', 'AlphaScale', c(1), 'StepScale', c(2), 'MaxIter', K}};
      case 'general'
        one = {'PGD-QA general', {'Schedule', 'fixed', 'Regime', 'general', 'AlphaScale', c(3), 'StepScale', c(4), 'MaxIter', K}};
      case 'bome'
        one = {'BOME', {'Method', 'bome', 'StepSize', c(5), 'InnerStep', c(5), 'InnerSteps', inner, 'StepDecay', 0, ...
                        'Eta', 0.5, 'EtaRule', 'gap', 'MaxIter', outer}};
      case 'vpbgd'
        one = {'V-PBGD', {'Method', 'vpbgd', 'StepSize', c(6), 'InnerStep', c(6), 'InnerSteps', inner, 'Penalty', 0.2, ...
                          'PenaltyRamp', 0.75, 'MaxIter', outer}};
      case 'aid'
        if (isnan (c(7)))
          continue;
        end
        one = {'AID', {'Method', 'aid', 'InnerStep', c(7), 'StepSize', c(8), 'InnerSteps', inner, 'CGSteps', 10, ...
                       'MaxIter', outer}};
      case 'adaptive'
        methods{end + 1} = struct ('label', 'adaptive (default)', 'options', pgdqa_options ('Schedule', 'adaptive')); %#ok<AGROW>
        continue;
    end
    methods{end + 1} = struct ('label', one{1}, 'options', pgdqa_options (one{2}{:}, 'TolKKT', 0, 'TolLower', 0)); %#ok<AGROW>
  end
end

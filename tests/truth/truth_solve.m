% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [x, y, f, exitflag, output] = truth_solve (p, mode, varargin)
  % [x, y, f, exitflag, output] = truth_solve (p, mode, ..)   the solver on an instance; MODE: 'products', 'gradients', 'values' (by differences)
  % or 'traced' (the values recorded where they can be); further arguments are options of pgdqa_solve
  derivatives = 'difference';
  switch (mode)
    case 'products'
      f = p.f.fun;
      g = pgdqa_objective (p.g.fun, p.g.hvp);
    case 'gradients'
      f = p.f.fun;
      g = p.g.fun;
    case {'values', 'traced'}
      derivatives = {'difference', 'auto'}{1 + strcmp(mode, 'traced')};
      f = @(x, y) value_alone (p.f.fun, x, y);
      g = @(x, y) value_alone (p.g.fun, x, y);
    otherwise
      error ('truth_solve: mode %s', mode);
  end
  options = [fieldnames(p.options), struct2cell(p.options)]';
  [x, y, f, exitflag, output] = pgdqa_solve (f, g, p.x0, p.y0, 'MaxCalls', 20000, 'Search', 'local', 'Derivatives', derivatives, options{:}, varargin{:});
end

function v = value_alone (fun, x, y)
  v = fun (x, y);
end

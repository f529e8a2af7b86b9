% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [v, gx, gy] = constrained_eval (run, name, x, y)
  % [v, gx, gy] = constrained_eval (run, name, x, y)   NAME, 'f' or 'g', of the levels of RUN; the next constrained_count counts it
  compiled = pgdqa_shared.core ();
  [v, gx, gy] = compiled ('eval', run.levels.(name), x, y);
  kinds = {'value', 'grad'};
  kind = [name, '_', kinds{1 + (nargout > 1)}];
  beside = run.beside;
  beside(kind) = beside(kind) + 1; %#ok<NASGU>  a map is shared
end

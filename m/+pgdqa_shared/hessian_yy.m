% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [A, asymmetry] = hessian_yy (hessian, x, y)
  % [A, asymmetry] = hessian_yy (hessian, x, y)   what HessianYY returns, refused (pgdqa:oracle) unless it is a real matrix, m x m
  %
  % asymmetry   ||A - A'|| relative to ||A||
  A = hessian (x, y);
  m = numel (y);
  if (~ isfloat (A) || ~ isreal (A) || ~ isequal (size (A), [m, m]))
    kind = '';
    if (isfloat (A) && ~ isreal (A))
      kind = 'complex ';
    end
    error ('pgdqa:oracle', 'lower-level result of HessianYY is a %s %s%s, expected %dx%d (m = %d) real double or single', ...
           pgdqa_shared.size_text (A), kind, class (A), m, m, m);
  end
  A = double (A);
  asymmetry = norm (A - A', 1) / max (norm (A, 1), realmin);
end

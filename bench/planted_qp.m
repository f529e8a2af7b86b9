% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function p = planted_qp (H, C, A, b_gap, Aeq, mult, y)
  % p = planted_qp (H, C, A, b_gap, Aeq, mult, y)   a bilevel problem with a quadratic lower level and rows, whose answer is known
  %
  % g = y' H y / 2 + (C x + q)' y,  A [x; y] <= b,  Aeq [x; y] = beq;  f = |x - a|^2 / 2 + |y - t|^2 / 2
  % b_gap, mult   of each row of A: what is left at the answer, and the multiplier; one of them is 0
  % y             at the answer; x is drawn, and a is such that the slope of f (x, y (x)) is 0 there
  % p.f, p.g: native;  p.b, p.beq, p.q;  p.x, p.y, p.fval: the answer;  p.x0, p.y0 = 0
  [m, n] = size (C);
  x = randn (n, 1);
  p = struct ('A', A, 'Aeq', Aeq, 'H', H, 'C', C, 'x', x, 'y', y, 'x0', zeros (n, 1), 'y0', zeros (m, 1));
  p.b = A * [x; y] + b_gap;
  p.beq = Aeq * [x; y];
  held = [A(mult > 0,:); Aeq];
  Jx = held(:,1:n);
  Jy = held(:,n+1:end);
  p.q = -(H * y + C * x + held(:,n+1:end)' * [mult(mult > 0); zeros(rows (Aeq), 1)]);
  k = rows (held);
  step = [H, Jy'; Jy, sparse(k, k)] \ -[C; Jx];
  t = y + 0.1 * randn (m, 1);
  a = x + step(1:m,:)' * (y - t);
  p.f = pgdqa_quadratic (speye (n), [], speye (m), -a, -t, (a' * a + t' * t) / 2);
  p.g = pgdqa_quadratic ([], C', H, [], p.q);
  p.fval = sumsq (x - a) / 2 + sumsq (y - t) / 2;
end

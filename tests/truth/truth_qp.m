% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function best = truth_qp (H, q, A, b, Aeq, beq)
  % y = truth_qp (H, q, A, b, Aeq, beq)   min y' H y / 2 + q' y, A y <= b, Aeq y = beq, by trying all active sets; [] where nothing is feasible
  %
  % H is positive definite, or 0 with A such that the answer is a vertex.
  persistent latest;                                % the active set of the latest call, which often is that of this one
  m = numel (q);
  best = [];
  least = Inf;
  sets = active_sets (rows (A), m - rows (Aeq));
  if (! isempty (latest) && columns (latest) == rows (A))
    sets = [latest; sets];
  end
  sizes = sum (sets, 2);
  for k = 1:rows (sets)
    if (! any (H(:)) && sizes(k) < m - rows (Aeq))
      continue;
    end
    J = [A(sets(k,:),:); Aeq];
    K = [H, J'; J, zeros(rows (J))];
    if (rcond (K) < 1e-13)
      continue;
    end
    z = K \ [-q; b(sets(k,:)); beq];
    y = z(1:m);
    inside = all (A * y <= b + 1e-9 * (1 + abs (b)));
    value = y' * H * y / 2 + q' * y;
    if (inside && value < least)
      [best, least] = deal (y, value);
      if (all (z(m+(1:sizes(k))) >= -1e-12))        % the KKT conditions: no other is better
        latest = sets(k,:);
        return;
      end
    end
  end
end

function sets = active_sets (k, most)
  % logical rows, with at most MOST of K rows active
  sets = logical (dec2bin (0:2 ^ k - 1, max (k, 1)) - '0')(:,end-max (k, 1)+1:end);
  sets = sets(:,1:k);
  sets = sets(sum (sets, 2) <= most,:);
end

function [known, exact] = patterns (seeds)
  % [known, exact] = patterns (seeds)   fails if the pattern of D2_yy of one of these random functions lacks an entry, or A formed by it is not D2_yy
  %
  % known: how many were traced;  exact: of how many the pattern is that of D2_yy at a point
  [known, exact] = deal (0);
  [x, y] = deal ([0.7; -0.4], [0.3; -0.8; 1.1]);
  for seed = seeds
    try
      obj = pgdqa_trace (random_function (seed, false), x, y);
    catch
      continue;
    end
    [~, H] = pgdqa_mex ('hvp', obj, x, y, [], eye (3));
    P = tape_pattern (obj.tapes, 3, 3);
    [hessian, products] = tape_hessian (obj, 3, 3);
    [A, made] = hessian (x, y);
    assert (all (P(:) | H(:) == 0 | isnan (H(:))) && issparse (P), 'random function %d: an entry lacks', seed);
    assert (isequal (P, P') && made == products && products == max (column_groups (P)));
    assert (all (isnan (H(:))) || norm (A - (H + H') / 2, 1) <= 1e-13 * norm (H, 1), 'random function %d: %s', seed, mat2str (full (A - H)));
    known = known + 1;
    exact = exact + isequal (P ~= 0, H ~= 0);
  end
end

function same_in_single (seed)
  % same_in_single (seed)   fails if a random function traced and run in single precision differs from it in double precision
  fun = random_function (seed);
  [x, y] = deal ([0.7; -0.4], [0.3; -0.8; 1.1]);
  try
    v = fun (single (x), single (y));
  catch
    return;   % Octave has no products of sparse and single matrices
  end
  if (! isfinite (v))
    return;
  end
  tapes = {pgdqa_trace(fun, single (x), single (y)), pgdqa_trace(fun, x, y)};
  randn ('twister', seed);
  for k = 1:3
    z = single ([x; y] + 0.1 * randn (5, 1));
    [v, gx, gy, known] = pgdqa_mex ('eval', tapes{1}, z(1:2), z(3:5));
    [in_double, hx, hy, also_known] = pgdqa_mex ('eval', tapes{2}, double (z(1:2)), double (z(3:5)));
    if (known && also_known && isfinite (in_double))
      assert (class (gy), 'single');
      assert (abs (v - in_double) <= 1e-4 * max (1, abs (in_double)), '%d: value %.9g, expected %.9g', seed, v, in_double);
      assert (norm ([gx; gy] - [hx; hy]) <= 1e-3 * max (1, norm ([hx; hy])), '%d: gradient', seed);
    end
  end
end

function r = filled (v)
  % an array that is made before, for random_function
  r = zeros (size (v));
  for k = 1:numel (v)
    r(k) = v(k) ^ 2 - k;
  end
end

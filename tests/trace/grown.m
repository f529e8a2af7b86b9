function r = grown (v)
  % an array that grows, for random_function
  r = zeros (0, 1);
  for k = 1:numel (v)
    r(end + 1, 1) = cos (v(k));
  end
end

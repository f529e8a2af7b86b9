function v = branch (a, b)
  % a branch, for random_function
  if (a > b)
    v = a * b;
  elseif (abs (a) < 0.5)
    v = a - b;
  else
    v = b;
  end
end

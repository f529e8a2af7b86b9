function v = looped (a, b)
  % a loop, for random_function
  v = 0;
  for k = 1:3
    v = sin (v + k * a) + b;
  end
end

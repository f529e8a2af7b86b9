% a file that begins with words

function v = grown_elsewhere (x, y)
  z = [];
  for k = x'
    z(end + 1) = part_of_it (k, y);
  end
  v = sum (z .^ 2);
end

% and has more

function p = part_of_it (k, y)
  p = [];
  p(2) = k;
  p = sum (p) * y(1);
end


function values = drawn_values (values)
  % values = drawn_values (values)   as double, in the range that figures can have: sizes below 1e-100 count as 0, above 1e100 as infinite
  values = full (double (values));
  values(abs (values) < 1e-100) = 0;
  large = abs (values) > 1e100;
  values(large) = Inf * sign (values(large));
end


function f = returned_f (output)
  % f = returned_f (output)   f at the point returned, NaN where the history has no row: the start was not finite
  f = NaN;
  if (~ isempty (output.history.f))
    f = output.history.f(end);
  end
end

% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function text = agreement (mode, words, measured, found, tolerances)
  % text = agreement (mode, words, measured, found, tolerances)   how our numbers agree with those of the independent run
  %
  % measured, found, tolerances (absolute; a scalar serves all) are of one size.  words is that of shared_instance.
  if (strcmp (mode, 'quick'))
    text = 'quick run, not compared.';
  elseif (~ isempty (words))
    text = 'other data than the independent run, not compared.';
  else
    off = abs (measured - found) > tolerances;
    text = 'agrees with the independent run.';
    if (any (off(:)))
      text = sprintf ('%d of %d numbers DIFFER from the independent run (%s, there %s).', sum (off(:)), numel (off), ...
                      listed ('%.4g', measured(off)), listed ('%.4g', found(off)));
    end
  end
end

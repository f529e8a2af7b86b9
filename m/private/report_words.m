% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function words = report_words (exitflag, output)
  % words = report_words (exitflag, output)   struct: short and long meaning of the exit flag, tone, certificate in a sentence
  %
  % exitflag   [] where it is not known (an output of an earlier version): the message alone speaks then
  % tone       'good' | 'fair' | 'poor', for the colour of the banner
  table = {1, 'Converged and certified', 'good', 'Both tolerances are met, and the search for a better lower-level point found none.'
           2, 'Converged, not certified', 'fair', 'Both tolerances are met; that y solves the lower level was not tested or not decided.'
           3, 'Practically converged', 'good', 'The lower level is certified, and the further decrease of f to be expected is small.'
           0, 'Stopped at a limit', 'fair', 'The tolerances were not met within the limits set: the point is the best reached.'
           -1, 'Stopped by OutputFcn', 'fair', 'The user''s function asked to stop.'
           -2, 'A value was not finite', 'poor', 'The last finite iterate is reported.'
           -3, 'Refuted', 'poor', 'A better lower-level point exists: y does not solve the lower level, the point is no answer.'
           -4, 'No progress', 'poor', 'The steps no longer change the iterate and the tolerances are not met.'};
  words = struct ('short', 'Exit flag not known', 'tone', 'fair', 'long', 'See the message of the solver.');
  row = find (cellfun (@(k) isequal (k, exitflag), table(:, 1)));
  if (~ isempty (row))
    words = struct ('short', table{row, 2}, 'tone', table{row, 3}, 'long', table{row, 4});
  end
  words.certificate = certificate (output.lower);
end

function text = certificate (lower)
  kinds = struct ('convex', 'The lower level looks convex around y, so that a vanishing gradient is enough', ...
                  'minimizer', 'y is a strict local minimiser of the lower level', ...
                  'degenerate', 'y is a lower-level stationary point with a direction of no curvature: minimisers need not be isolated', ...
                  'saddle', 'y is a saddle of the lower level, not a solution', ...
                  'maximizer', 'y is a maximum of the lower level, not a solution', ...
                  'unknown', 'What kind of lower-level point y is was not examined');
  text = kinds.unknown;
  if (isfield (kinds, lower.kind))
    text = kinds.(lower.kind);
  end
  if (isfinite (lower.eig_min))
    text = sprintf ('%s (lowest curvature %.2e of the largest, residual %.1e)', text, lower.eig_min, lower.eig_residual);
  end
  if (lower.starts > 0 && ~ (lower.value_gap > 0))
    text = sprintf ('%s; as a global lower-level solution it was not refuted in %d starts', text, lower.starts);
  elseif (lower.starts > 0)
    text = sprintf ('%s; in %d starts a lower-level value lower by %.2e was found', text, lower.starts, lower.value_gap);
  else
    text = sprintf ('%s; no search for lower values of g was made', text);
  end
  text = [text, '. This is evidence from samples, not a proof.'];
end

% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function words = report_words (output)
  % words = report_words (output)   struct: headline, tone ('good' | 'fair' | 'poor', for the colour of the banner), certificate
  % in a sentence
  row = stop_row (output.stop);
  tone = 'fair';
  if (strcmp (row.claim, 'solution'))
    tone = 'good';
  elseif (row.exitflag < -1)
    tone = 'poor';
  end
  words = struct ('headline', sprintf ('exitflag %d: %s', row.exitflag, row.headline), 'tone', tone, 'certificate', certificate (output.lower));
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

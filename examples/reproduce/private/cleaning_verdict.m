% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function text = cleaning_verdict (result, gaps)
  % text = cleaning_verdict (result, gaps)   who is best restored, who cleans, from the numbers of cleaning_figure
  labels = {result.methods.label};
  f = zeros (1, numel (labels));
  accuracy = f;
  returned = f;
  for m = 1:numel (labels)
    f(m) = mean (final_of (result, 'f_restored', labels{m}));
    accuracy(m) = mean (final_of (result, 'metric_restored', labels{m}));
    returned(m) = mean (final_of (result, 'metric', labels{m}));
  end
  [~, best] = min (f);
  [~, accurate] = max (accuracy);
  [~, shown] = max (returned);
  cleaning = labels(abs (gaps) > 0.05);
  if (isempty (cleaning))
    cleaning = {'nobody'};
  end
  text = sprintf ('least f restored %s (%.3f), best accuracy restored %s (%.3f), as returned %s (%.3f); weights part by more than 0.05: %s', ...
                  labels{best}, f(best), labels{accurate}, accuracy(accurate), labels{shown}, returned(shown), strjoin (cleaning, ', '));
end

% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function gap = weight_gap (data, x)
  % gap = weight_gap (data, x)   [mean weight of the clean training rows, of the rows with a wrong label]
  weights = 1 ./ (1 + exp (-double (x)));
  wrong = data.given ~= data.truth;
  gap = [mean(weights(~ wrong)), mean(weights(wrong))];
end

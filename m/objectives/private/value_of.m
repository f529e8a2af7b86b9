% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function v = value_of (fun, x, y)
  % v = value_of (fun, x, y)   the value alone, of a function that may give gradients too; counted
  pgdqa_shared.handle_calls (pgdqa_shared.handle_calls () + 1);
  try
    outputs = nargout (fun);
  catch
    outputs = -1;
  end
  if (outputs >= 0)
    v = fun (x, y);
    return;
  end
  try
    v = fun (x, y);
  catch err
    if (isempty (err.stack) || ~ strcmp (err.stack(1).name, 'deal'))   % it deals out three
      rethrow (err);
    end
    [v, ~, ~] = fun (x, y);
  end
end

% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function r = made (v, name, a, b, own)
  % r = made (v, name, a, b, own)   the traced value that operation NAME makes of the nodes A and B (0: none), V at the traced point
  persistent template
  if (isempty (template))
    template = {pgdqa_traced([])};
  end
  if (~ isreal (v))
    refuse (name, 'gives complex numbers', 'keep its argument where it is real');
  elseif (~ isfloat (v) && ~ islogical (v))
    refuse (name, ['gives numbers of class ', class(v)], 'write it with double numbers');
  elseif (ndims (v) > 2)
    refuse (name, 'gives more than two dimensions', 'write it with matrices');
  end
  if (isempty (v))
    r = v;
    return;
  end
  v = full (v);
  r = template{1};   % quicker than the constructor
  r.value = v;
  r.node = tape_command ('add', name, a, b, own, v);
end

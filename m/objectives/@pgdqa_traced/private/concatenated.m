% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function r = concatenated (join, parts)
  % r = concatenated (join, parts)   [parts{1}, parts{2}, ...] or another way to join arrays
  places = parts;
  values = parts;
  maps = parts;
  before = 0;
  for k = 1:numel (parts)
    values{k} = plain_of (parts{k});
    if (~ (isnumeric (values{k}) || islogical (values{k})))
      refuse ('[ ]', ['joins numbers and a ', class(values{k})], 'join numbers only');
    end
    places{k} = before + numbering (parts{k});
    maps{k} = map_of (parts{k});
    before = before + numel (values{k});
  end
  v = full (join (values{:}));
  if (ndims (v) > 2)
    refuse ('cat', 'gives more than two dimensions', 'write it with matrices');
  end
  order = join (places{:});
  map = horzcat (maps{:});
  r = from_map (v, map(:, order(:)));
end

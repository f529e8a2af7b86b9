% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function options = own_options (ranks, options)
  % options = own_options (ranks, options)   with the bounds of this rank's part of x
  for name = {'XMin', 'XMax'}
    if (~ isempty (ranks) && isfield (options, name{1}) && numel (options.(name{1})) > 1)
      options.(name{1}) = own_x (ranks, options.(name{1}));
    end
  end
end

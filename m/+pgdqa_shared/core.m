% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function varargout = core (varargin)
  % [...] = core (command, ...)   pgdqa_mex (command, ...), the compiled part; pgdqa:needs where it is not on the path
  % mex = core ()                 its handle, for what is called often: a call of a function of +pgdqa_shared takes some 10 us
  persistent found
  if (isempty (found))
    if (exist ('pgdqa_mex') == 0)
      built = fullfile (fileparts (fileparts (fileparts (mfilename ('fullpath')))), 'src');
      if (exist (fullfile (built, ['pgdqa_mex.' mexext()]), 'file'))
        error ('pgdqa:needs', 'the compiled part of pgdqa is not on the path: addpath %s', built);
      end
      error ('pgdqa:needs', 'pgdqa is not built: run `make all` in its folder, or install it by pkg install');
    end
    found = true;
  end
  if (nargin == 0)
    varargout = {@pgdqa_mex};
  else
    [varargout{1:nargout}] = pgdqa_mex (varargin{:});
  end
end

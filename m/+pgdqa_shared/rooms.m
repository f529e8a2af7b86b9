% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function list = rooms (root)
  % list = rooms ()       the folders with functions below this m/, separated as in a path: the one list of them
  % list = rooms (root)   below that folder
  %
  % PKG_ADD and PKG_DEL, which Octave runs where m/ comes onto its path or goes, call it.  MATLAB has addpath (genpath ('m')).
  if (nargin < 1)
    root = fileparts (fileparts (mfilename ('fullpath')));
  end
  list = strjoin (fullfile (root, {'solve', 'objectives', 'problems', 'study', 'compare', 'show'}), pathsep ());
end

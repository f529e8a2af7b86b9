% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% -*- texinfo -*-
% @deftypefn {} {} pgdqa_mex (@var{command}, @dots{})
% The compiled part of pgdqa, called by @code{pgdqa_solve} and its helpers.
%
% Not for use by hand: its arguments are not stable.
%
% @seealso{pgdqa_solve}
% @end deftypefn

% Octave takes the help of pgdqa_mex.mex from a file of this name in its folder, where post_install puts it.

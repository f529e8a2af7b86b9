% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% -*- texinfo -*-
% @deftypefn  {} {} pgdqa_mex (@var{command}, @dots{})
% @deftypefnx {} {} pgdqa_mex_single (@var{command}, @dots{})
% The compiled part of pgdqa in double and in single precision, called by @code{pgdqa_solve} and its helpers.
%
% Not for use by hand: its arguments are not stable.
%
% @seealso{pgdqa_solve}
% @end deftypefn

% Octave takes the help of a MEX file from the .m file of the same name beside it, where post_install puts this one for both.

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

function varargout = pgdqa_mex (varargin)
  % Octave calls a MEX file in place of the .m file of the same name beside it, and takes its help from here; post_install puts this
  % file beside both.  Where nothing is built, this is called.
  error ('pgdqa:needs', 'pgdqa is not built: run `make all` in its folder, or install it by pkg install');
end

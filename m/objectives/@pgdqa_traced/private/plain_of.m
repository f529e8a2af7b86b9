% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [v, depends] = plain_of (a)
  % v = plain_of (a)              the array that A stands for at the traced point, A traced or not
  % [v, depends] = plain_of (a)   does it depend on x or y?
  if (isobject (a))   % quicker than isa, which the class overloads
    v = a.value;
    depends = a.node ~= 0;
  else
    v = a;
    depends = false;
  end
end

% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function varargout = torch_normal (seed, varargin)
  % [z1, z2, ...] = torch_normal (seed, count1, count2, ...)   columns of normal numbers, each count at least 16
  %
  % The numbers that torch.manual_seed (seed) and then torch.randn (count1), torch.randn (count2), ... give: MT19937
  % (Matsumoto and Nishimura 1998), 24 bits a number, Box-Muller on blocks of 16; where a count is no multiple of 16 the last 16
  % numbers are drawn again.
  state = generator (seed);
  for i = 1:numel (varargin)
    count = varargin{i};
    if (count < 16)
      error ('pgdqa:value', 'torch_normal: count is %g, expected at least 16', count);
    end
    [u, state] = draw (state, count);
    z = zeros (count, 1);
    for first = 1:16:count - 15
      z(first:first + 15) = box_muller (u(first:first + 15));
    end
    if (mod (count, 16) ~= 0)
      [u, state] = draw (state, 16);
      z(end - 15:end) = box_muller (u);
    end
    varargout{i} = z;
  end
end

function z = box_muller (u)
  radius = sqrt (-2 * log (1 - u(1:8)));
  angle = 2 * pi * u(9:16);
  z = [radius .* cos(angle); radius .* sin(angle)];
end

function s = generator (seed)
  low_half = uint64 (65535);
  words = zeros (624, 1, 'uint64');
  words(1) = seed;
  for i = 2:624
    mixed = bitxor (words(i - 1), bitshift (words(i - 1), -30));
    % 1812433253 mixed mod 2^32 by halves: a product of uint64 would saturate
    high = bitand (1812433253 * bitshift (mixed, -16), low_half);
    low = 1812433253 * bitand (mixed, low_half);
    words(i) = bitand (bitshift (high, 16) + low + uint64 (i - 1), uint64 (4294967295));
  end
  s = struct ('words', words, 'next', 625);
end

function [u, s] = draw (s, count)
  u = zeros (count, 1);
  filled = 0;
  while (filled < count)
    if (s.next > 624)
      s.words = renewed (s.words);
      s.next = 1;
    end
    take = min (count - filled, 625 - s.next);
    u(filled + (1:take)) = tempered (s.words(s.next + (0:take - 1)));
    s.next = s.next + take;
    filled = filled + take;
  end
end

function u = tempered (w)
  w = bitxor (w, bitshift (w, -11));
  w = bitxor (w, bitand (bitshift (w, 7), uint64 (2636928640)));
  w = bitxor (w, bitand (bitshift (w, 15), uint64 (4022730752)));
  u = double (bitand (bitxor (w, bitshift (w, -18)), uint64 (16777215))) / 2 ^ 24;
end

function w = renewed (w)
  for i = 1:624
    joined = bitor (bitand (w(i), uint64 (2147483648)), bitand (w(mod (i, 624) + 1), uint64 (2147483647)));
    w(i) = bitxor (w(mod (i + 396, 624) + 1), bitshift (joined, -1));
    if (mod (joined, 2) == 1)
      w(i) = bitxor (w(i), uint64 (2567483615));
    end
  end
end

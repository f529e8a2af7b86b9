% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function r = rearranged (name, arguments)
  % r = rearranged (name, arguments)   functions that move elements; what they do to the numbers of the elements tells all
  a = arguments{1};
  rest = arguments(2:end);
  if (strcmp (name, 'merge'))
    r = merged (truth_of (a), rest{:});
    return;
  elseif (strcmp (name, 'blkdiag'))
    r = on_diagonal (arguments);
    return;
  elseif (any (strcmp (name, {'toeplitz', 'hankel'})) && ~ isempty (rest))
    r = along_diagonals (name, a, rest{1});
    return;
  end
  for k = 1:numel (rest)
    rest{k} = fixed (rest{k});
  end
  places = feval (name, numbering (a), rest{:});
  if (ndims (places) > 2)
    refuse (name, 'gives more than two dimensions', 'write it with matrices');
  end
  if (strcmp (name, 'transpose') && varies (a) && ~ isvector (places))
    r = transposed (a);
  else
    r = elements_at (a, places);
  end
end

function r = transposed (a)
  argument = node_of (a);
  [name, inner] = tape_command ('made', argument);
  if (strcmp (name, 'transpose'))
    r = pgdqa_traced (a.value', inner);
  else
    r = made (a.value', 'transpose', argument, 0, []);
  end
end

function r = merged (mask, yes, no)
  if (isscalar (mask))
    mask = repmat (mask, max (size (plain_of (yes)), size (plain_of (no))));
  end
  yes = repmat (yes, size (mask) ./ size (plain_of (yes)));
  no = repmat (no, size (mask) ./ size (plain_of (no)));
  r = put (no, struct ('type', '()', 'subs', {{mask}}), elements_at (yes, find (mask)));
end

function r = on_diagonal (blocks)
  places = blocks;
  before = 0;
  for k = 1:numel (blocks)
    places{k} = before + numbering (blocks{k});
    before = before + numel (plain_of (blocks{k}));
    blocks{k} = elements_at (blocks{k}, (1:numel (plain_of (blocks{k})))');
  end
  r = elements_at (concatenated (@vertcat, blocks), blkdiag (places{:}));
end

function r = along_diagonals (name, first, second)
  % toeplitz or hankel of two vectors: the diagonal where they meet is from one of them
  count = numel (plain_of (first));
  others = count + (1:numel (plain_of (second)));
  if (strcmp (name, 'toeplitz'))
    others(1) = 1;
    places = toeplitz (1:count, others);
  else
    others(1) = count;
    places = hankel (1:count, others);
  end
  both = concatenated (@vertcat, {elements_at(first, (1:count)'), elements_at(second, (1:numel (plain_of (second)))')});
  r = elements_at (both, places);
end

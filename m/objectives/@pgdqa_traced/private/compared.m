% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function r = compared (name, a, b)
  % r = compared (name, a, b)   the plain logical of a comparison at the traced point; that it stays is recorded as a guard
  va = plain_of (a);
  vb = plain_of (b);
  r = feval (name, va, vb);
  if (isempty (r) || (~ varies (a) && ~ varies (b)))
    return;
  end
  if (iscell (r) || ischar (va) || ischar (vb))
    r = false (size (r));   % a word is no number
    return;
  end
  if (any (strcmp (name, {'gt', 'ge'})))
    [a, b] = deal (b, a);
  end
  switch (name)
    case 'gt'
      name = 'lt';
    case 'ge'
      name = 'le';
  end
  expected = double (full (r));
  guard = made (expected, name, node_of (a), node_of (b), []);
  if (all (expected(:) == expected(1)))
    expected = expected(1);
  end
  tape_command ('guard', guard.node, tape_command ('constant', expected));
end

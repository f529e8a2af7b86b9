% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function facts = traced_facts (objective, options)
  % facts = traced_facts (objective, options)   output.derivatives of a level that runs, or ran, as OBJECTIVE
  %
  % objective   of traced
  % facts       source, hvp: where gradients and products come from (given, traced, native, difference, complex-step); tapes, operations:
  %             of its tapes; reason, where: why, and at which line, tracing failed ('': it did not)
  reason = '';
  if (isfield (objective, 'untraced'))
    reason = objective.untraced;
  end
  place = regexp (reason, ' at (\S+:\d+): ', 'tokens', 'once');
  facts = struct ('source', 'native', 'hvp', 'native', 'tapes', 0, 'operations', 0, 'reason', reason, 'where', [place{:}, '']);
  switch (objective.objective)
    case 'handle'
      facts.hvp = 'difference';
      facts.source = 'given';
      if (~ isempty (objective.hvp))
        facts.hvp = 'given';
      elseif (isfield (objective, 'products'))
        facts.hvp = 'traced';
        facts = with_tapes (facts, objective.products);
      end
      if (objective.order < 1)
        facts.source = 'difference';
        in_force = pgdqa_shared.core ('options', options);
        if (strcmp (in_force.Derivatives, 'complex-step'))
          facts.source = 'complex-step';
        end
      end
    case 'tape'
      [facts.source, facts.hvp] = deal ('traced');
      facts = with_tapes (facts, objective);
  end
end

function facts = with_tapes (facts, tape)
  if (isfield (tape, 'store'))
    tape = tape.store('objective');
  end
  facts.tapes = numel (tape.tapes);
  facts.operations = sum (arrayfun (@(t) size (t.nodes, 1), tape.tapes));
end

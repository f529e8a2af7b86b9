% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [verdict, reasons] = diagnose_verdict (report)
  % [verdict, reasons] = diagnose_verdict (report)   the words, and why: struct array level, name, value, text
  %
  % level   'unsuitable' | 'care' | 'note'; the verdict is the worst of them
  reasons = struct ('level', {}, 'name', {}, 'value', {}, 'text', {});
  limits = pgdqa_shared.diagnose_limits ();
  reasons = of_derivatives (reasons, report.derivatives, report.kinks);
  if (isempty (reasons))
    reasons = of_pilot (reasons, report, limits);
  end
  if (~ isempty (report.structure) && isempty (report.constraints))   % by constraints y may depend on x
    reasons = of_structure (reasons, report.structure);
  end
  if (~ isempty (report.constraints))
    reasons = of_constraints (reasons, report.constraints);
  end
  if (~ any (strcmp ({reasons.level}, 'unsuitable'))) % otherwise the numbers are those of a failure
    reasons = diagnose_reasons (reasons, report, limits);
    reasons = of_runs (reasons, report, limits);
    reasons = of_cost (reasons, report, limits);
  end
  verdict = 'suitable';
  if (any (strcmp ({reasons.level}, 'unsuitable')))
    verdict = 'unsuitable';
  elseif (any (strcmp ({reasons.level}, 'care')))
    verdict = 'suitable with care';
  end
  order = [find(strcmp ({reasons.level}, 'unsuitable')), find(strcmp ({reasons.level}, 'care')), ...
           find(strcmp ({reasons.level}, 'note'))];
  reasons = reasons(order);
end

function reasons = of_constraints (reasons, c)
  if (c.violation > 1e-3)
    reasons = add_reason (reasons, 'care', 'infeasible', c.violation, ...
                   'The pilot has met no point that meets all constraints; the least relative violation is %.1e.', c.violation);
  end
  if (c.independence < 1e-6)
    reasons = add_reason (reasons, 'care', 'dependent constraints', c.independence, ...
                   'The gradients in y of the %d active lower constraints are dependent: their multipliers are not unique, and y (x) may not be smooth. Drop redundant rows.', ...
                   c.active);
  end
end

function reasons = of_derivatives (reasons, derivatives, at_end)
  for name = 'fg'
    d = derivatives.(name);
    if (~ d.ok)
      reasons = add_reason (reasons, 'unsuitable', 'derivatives', d.error, 'The derivatives of %s are wrong: %s.', name, d.verdict);
    elseif (~ isempty (d.kinks))
      reasons = add_reason (reasons, 'care', 'kink', numel (d.kinks), ...
                     '%s at the start: the method expects smooth functions. Smooth it, sqrt (t^2 + e) for |t|.', kink_words (name, d.kinks));
    elseif (~ isempty (at_end.(name)))
      reasons = add_reason (reasons, 'care', 'kink', numel (at_end.(name)), ...
                     '%s at the end of the pilot: the method expects smooth functions. Smooth it, sqrt (t^2 + e) for |t|.', ...
                     kink_words (name, at_end.(name)));
    end
  end
end

function reasons = of_pilot (reasons, report, limits)
  pilot = report.pilot;
  flags = [pilot.exitflag, report.starts.exitflag];
  unbounded = strcmp ([{pilot.stop}, {report.starts.stop}], 'unbounded_lower');
  if (~ isempty (pilot.failure) && strcmp (pilot.failure.identifier, 'pgdqa:needs'))
    reasons = add_reason (reasons, 'unsuitable', 'needs', NaN, 'This version cannot solve it: %s.', pilot.message);
  elseif (~ isempty (pilot.failure)) % whose words may hold anything
    reasons = add_reason (reasons, 'unsuitable', 'failure', NaN, 'A function fails on the way: %s.', pilot.message);
  elseif (strcmp (pilot.stop, 'contradiction'))
    reasons = add_reason (reasons, 'unsuitable', 'contradiction', -2, 'The pilot ended with exitflag -2: %s', pilot.message);
  elseif (strcmp (pilot.stop, 'non_finite'))
    reasons = add_reason (reasons, 'unsuitable', 'non-finite', -2, 'The pilot met a value that is not finite (exitflag -2).');
  elseif (unbounded(1) || 2 * sum (unbounded) >= numel (flags))
    reasons = add_reason (reasons, 'unsuitable', 'unbounded', sum (unbounded), ...
                   'The lower level looks unbounded below in %d of %d runs: there is no y to choose.', ...
                   sum (unbounded), numel (flags));
  elseif (strcmp (pilot.stop, 'unbounded_upper') || (pilot.travel > limits.far && pilot.exitflag <= 0))
    reasons = add_reason (reasons, 'unsuitable', 'runaway', pilot.travel, ...
                   'The iterates move %.1e lengths of the start away, to f = %.3g: without bounds there may be no solution.', ...
                   pilot.travel, pilot.f);
  elseif (pilot.exitflag == -4 && ~ strcmp (pilot.stop, 'no_response'))
    reasons = add_reason (reasons, 'care', 'no progress', report.cost.reached, ...
                   'The pilot stopped without progress at relative stationarity %.1e.', report.cost.reached);
  end
  broken = sum (isnan (flags) | flags == -2);
  if (isempty (pilot.failure) && pilot.exitflag ~= -2 && broken > 0)
    reasons = add_reason (reasons, 'care', 'non-finite', broken, ...
                   'In %d of %d runs a value was not finite or a function failed.', broken, numel (flags));
  end
  if (pilot.exitflag <= 0 && pilot.rollbacks > 0)
    reasons = add_reason (reasons, 'care', 'rollbacks', pilot.rollbacks, ...
                   'The pilot went back %d times, from values that were not finite or too high.', pilot.rollbacks);
  end
  if (sum (unbounded) > 0 && ~ unbounded(1) && 2 * sum (unbounded) < numel (flags))
    reasons = add_reason (reasons, 'care', 'unbounded', sum (unbounded), ...
                   'The lower level looks unbounded below in %d of %d runs.', sum (unbounded), numel (flags));
  end
  if (pilot.exitflag == 2)
    levels = {'care', 'note'}; % an unknown kind was left out by the budget
    level = levels{1 + strcmp(pilot.output.lower.kind, 'unknown')};
    reasons = add_reason (reasons, level, 'certificate', 2, 'The tolerances are met, but the test of y as a lower-level solution was not conclusive (exitflag 2).');
  end
  reasons = of_refutation (reasons, pilot, flags, limits);
  reasons = of_cross (reasons, [pilot.refuted, report.starts.refuted]);
end

function reasons = of_cross (reasons, refuted)
  if (any (refuted))
    whose = {'', ', that of the pilot among them'};
    reasons = add_reason (reasons, 'care', 'cross', sum (refuted), ...
                   'In %d of %d runs the y found does not solve the lower level%s: g is lower at the y of another run; use pgdqa_multistart.', ...
                   sum (refuted), numel (refuted), whose{1 + refuted(1)});
  end
end

function reasons = of_refutation (reasons, pilot, flags, limits)
  refuted = sum (flags == -3);
  if (refuted >= limits.refuted * numel (flags) && refuted > 0)
    reasons = add_reason (reasons, 'unsuitable', 'refuted', refuted, ...
                   'In %d of %d runs y was refuted as a solution of the lower level and no better point was reached.', ...
                   refuted, numel (flags));
  elseif (refuted > 0)
    reasons = add_reason (reasons, 'care', 'refuted', refuted, ...
                   'In %d of %d runs y was refuted as a solution of the lower level.', refuted, numel (flags));
  end
  if (pilot.escapes >= limits.escapes && pilot.exitflag <= 0)
    reasons = add_reason (reasons, 'unsuitable', 'refuted', pilot.escapes, ...
                   'The certificate refuted y %d times, and no y passed it.', pilot.escapes);
  elseif (pilot.escapes > 0)
    reasons = add_reason (reasons, 'care', 'escapes', pilot.escapes, ...
                   'The pilot left %d refuted lower-level points for better ones: runs from other starts may end at such points.', pilot.escapes);
  end
end

function reasons = of_structure (reasons, s)
  if (s.lower_y == 0)
    reasons = add_reason (reasons, 'unsuitable', 'structure', 0, ...
                   'The problem has no bilevel structure: grad_y g is 0 at every sampled point, so g does not determine y.');
    return;
  end
  if (max (s.upper_x, s.upper_y) == 0)
    reasons = add_reason (reasons, 'unsuitable', 'structure', 0, 'f is flat: grad f is 0 at every sampled point.');
  elseif (s.upper_y <= s.rounding * s.upper_x)
    reasons = add_reason (reasons, 'unsuitable', 'structure', s.upper_y / s.upper_x, ...
                   'The problem has no bilevel structure: f does not depend on y (||fy|| Ly is %.1e of ||fx|| Lx). Minimise f over x alone.', ...
                   s.upper_y / s.upper_x);
  end
  if (s.lower_x <= s.rounding * s.lower_y)
    reasons = add_reason (reasons, 'unsuitable', 'structure', s.lower_x / s.lower_y, ...
                   'The problem has no bilevel structure: y does not depend on x (grad_y g changes by %.1e of itself). Couple x and y in g, as by a proximal term ||y - x||^2, or solve the lower level first, then the upper.', ...
                   s.lower_x / s.lower_y);
  end
end

function reasons = of_runs (reasons, report, limits)
  pilot = report.pilot;
  s = report.starts;
  kinds = {'perturbed', 'moved'};
  texts = {'The same start moved by 1e-3 of the path leads to another answer: f from %.6g to %.6g.', ...
           'Other starts lead to other answers: f from %.6g to %.6g; solve from several.'};
  for i = 1:2
    other = s(strcmp ({s.kind}, kinds{i}) & [s.same] == 0 & ~ [s.refuted]);
    if (isempty (other) || pilot.refuted)
      continue;
    end
    values = [pilot.f, other.f];
    spread = max (values) - min (values);
    if (spread > limits.same * pilot.range)
      reasons = add_reason (reasons, 'care', kinds{i}, spread, texts{i}, min (values), max (values));
    else
      reasons = add_reason (reasons, 'note', kinds{i}, spread, ...
                     'Runs from other starts end at other points with the same f = %.6g: the solution is not unique.', pilot.f);
      break;
    end
  end
  unknown = sum (isnan ([s.same]));
  if (isempty (s) || unknown == 0)
    return; % that the budget left out all starts is said as such
  elseif (unknown == numel (s) && all ([pilot.exitflag, s.exitflag] ~= 0))
    reasons = add_reason (reasons, 'care', 'starts', unknown, ...
                   'None of the %d runs from other starts could be compared with the pilot: whether the answer depends on the start is not known.', ...
                   unknown);
  elseif (unknown == numel (s) || pilot.exitflag > 0) % limits of calls are those of this budget
    reasons = add_reason (reasons, 'note', 'starts', unknown, ...
                   '%d of %d runs from other starts ended without an answer (a limit of calls or no progress).', unknown, numel (s));
  end
end

function reasons = of_cost (reasons, report, limits)
  c = report.cost;
  soon = c.expected <= limits.soon * report.pilot.calls;
  slow = report.pilot.exitflag <= 0 && strcmp (c.law, 'power') && c.reached > c.tolerance && ~ soon;
  if (slow)
    reasons = add_reason (reasons, 'care', 'sublinear', c.slope, ...
                   'Convergence is sublinear: stationarity decreases like calls^%.2f and reached %.1e; this law predicts %.0e calls.', ...
                   c.slope, c.reached, c.expected);
  end
  if (report.pilot.exitflag == 0 && ~ slow && ~ (c.reached <= c.tolerance))
    if (soon && ~ strcmp (c.law, 'none'))
      reasons = add_reason (reasons, 'note', 'unfinished', c.expected, ...
                     'The pilot ended at its limit with stationarity %.1e; its rate predicts %.0f calls.', c.reached, c.expected);
    else
      reached = '';
      if (isfinite (c.reached))
        reached = sprintf (' with stationarity %.1e of its largest value', c.reached);
      end
      reasons = add_reason (reasons, 'note', 'unfinished', c.reached, ...
                     'The pilot ended at its limit (%d calls)%s, and its rate could not be estimated.', report.pilot.calls, reached);
    end
  end
  if (min (report.gradient_cost) > 100)
    reasons = add_reason (reasons, 'note', 'differences', max (report.gradient_cost), ...
                   'Without derivatives a gradient costs %d calls.', max (report.gradient_cost));
  end
  if (~ report.complete && isempty (report.pilot.failure))
    reasons = add_reason (reasons, 'note', 'budget', report.limit, 'Not everything was measured: raise MaxCalls to see the rest.');
  end
end

% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [solutions, solution_of_run] = multistart_solutions (points, tolerance)
  % [solutions, solution_of_run] = multistart_solutions (points, tolerance)   the distinct points among the ends of runs, best first
  %
  % points  struct array, a run each: x, y, f, g, exitflag, kind, x0, y0 (its start), f0, g0 (values there), start (its number),
  %         solved (whether the lower level counts as solved)
  % Two ends are one solution where x, y and f differ by at most tolerance times the larger of their sizes and of their ways from
  % their starts: no unit matters.  The member that ranks first stands for all.  Where a run was refuted (exitflag -3) at a
  % solution, that solution is refuted, whatever other runs found there.
  % solutions  struct array x, y, f, g, exitflag, kind, hits, starts (numbers), run (of points), refuted_by (start; 0: none)
  [~, order] = sortrows ([rank_of([points.exitflag]'), [points.f]']);
  solution_of_run = zeros (1, numel (points));
  solutions = struct ('x', {}, 'y', {}, 'f', {}, 'g', {}, 'exitflag', {}, 'kind', {}, 'hits', {}, 'starts', {}, 'run', {}, 'refuted_by', {});
  for i = order'
    p = points(i);
    at = 0;
    for k = 1:numel (solutions)
      if (is_same (p, points(solutions(k).run), tolerance))
        at = k;
        break;
      end
    end
    if (at == 0)
      at = numel (solutions) + 1;
      solutions(at) = struct ('x', p.x, 'y', p.y, 'f', p.f, 'g', p.g, 'exitflag', p.exitflag, 'kind', p.kind, 'hits', 0, ...
                              'starts', [], 'run', i, 'refuted_by', 0);
    end
    solutions(at).hits = solutions(at).hits + 1;
    solutions(at).starts(end + 1) = p.start;
    if (p.exitflag == -3)
      solutions(at).exitflag = -3;
      solutions(at).refuted_by = p.start;
    end
    solution_of_run(i) = at;
  end
end

function yes = is_same (p, q, tolerance)
  yes = is_close (p.x, q.x, p.x0, q.x0, tolerance) && is_close (p.y, q.y, p.y0, q.y0, tolerance) ...
        && is_close (p.f, q.f, p.f0, q.f0, tolerance);
end

function yes = is_close (a, b, a0, b0, tolerance)
  yes = norm (a - b) <= tolerance * max ([norm(a), norm(b), norm(a - a0), norm(b - b0)]);
end

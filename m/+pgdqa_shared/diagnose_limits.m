% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [limits, table] = diagnose_limits ()
  % [limits, table] = diagnose_limits ()   every threshold of pgdqa_diagnose: name, value, why
  %
  % All are ratios or counts: none has a unit.
  % limits   struct, one field a row
  % table    cell array, rows {name, value, reason}
  table = {
    'slope', 1.8, 'least Taylor slope of a right derivative (2 is right, 1 is wrong), as in pgdqa_check'
    'noise', 1e-9, 'lower_opt below this part of the largest one seen is rounding: its PL ratio is left out'
    'singular', 1e-6, 'lowest over largest lower curvature: below it the adaptive schedule treats D2_yy g as singular'
    'ill', 1e-4, 'the same ratio from which restoration needs many Krylov steps (condition above 1e4)'
    'collapse', 1e-8, 'least over largest PL ratio on the path (a ratio of squared curvatures, hence the square of ill)'
    'pl', 1e-4, 'least over largest PL ratio down to which regime pl is suggested'
    'negative', 1e-6, 'a secant below minus this part of the largest curvature is negative curvature, not rounding'
    'units', 1e3, 'units of x and y, or inside one of them, further apart than this need a metric'
    'acts', 1e-12, 'a first-order effect below this part of the largest one is none'
    'no_response', 1e-6, 'effect of x on grad_y g, end over start: below it y no longer responds to x'
    'component', 1e-3, 'the same for one component of x'
    'some', 0.1, 'part of the components of x to which y may not respond without a reason'
    'same', 1e-3, 'points and values of f are the same within this part of the path'
    'model', 0.1, 'relative error of the linearised lower condition that a step can bear'
    'short', 1e-2, 'the model must bear at least this part of the path in one step, else the path needs over 100 steps'
    'refuted', 0.5, 'part of the runs refuted from which the method fails rather than one start'
    'escapes', 3, 'escapes from refuted points in a pilot that is still not certified'
    'far', 1e6, 'a path of so many times the length of the start, with f still falling, runs away'
    'power', 0.4, 'sum of squares of the power law over that of the linear one below which it is taken (0.45 to 0.97 on runs that turned out linear)'
    'decay', 0.5, 'last over first stationarity of the tail from which there is no decay to fit'
    'soon', 10, 'expected calls over those of an unfinished pilot up to which its fitted law is believed'};
  limits = cell2struct (table(:, 2), table(:, 1), 1);
end

% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function seconds = silence_allowed (options, facts)
  % seconds = silence_allowed (options, facts)   how long a run may show nothing before it warns (pgdqa:slow); Inf: it does not warn
  %
  % options   of pgdqa_solve, only those set;   facts   of session_facts
  % Only who waits at a prompt is warned: in the GUI, or at a terminal without a script and without --eval.
  longest = 10;
  shown = @(name) isfield (options, name) && ~ isempty (options.(name));
  shows = shown ('OutputFcn') || shown ('PlotFcn') || (shown ('Display') && strcmp (options.Display, 'iter'));
  bare = ~ isempty (regexp (facts.program, '^octave(-cli|-gui)?(-[0-9.]+)?(\\.exe)?$', 'once'));
  evaluates = any (strncmp (facts.arguments, '--eval', 6));
  waits = facts.gui || (facts.terminal && bare && ~ evaluates);
  seconds = Inf;
  if (waits && ~ shows)
    seconds = longest;
  end
end

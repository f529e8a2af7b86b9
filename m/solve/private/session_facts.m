% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function facts = session_facts ()
  % facts = session_facts ()   how Octave was started
  %
  % facts.gui        the GUI is running
  % facts.terminal   standard input is a terminal
  % facts.program    its name, that of the script where it was started with one
  % facts.arguments  cell array of the arguments of the command line
  facts = struct ('gui', false, 'terminal', pgdqa_shared.core ('terminal'), 'program', '', 'arguments', {{}});
  if (exist ('isguirunning') == 5) %#ok<EXIST>
    facts.gui = feval ('isguirunning');
    facts.program = feval ('program_name');
    facts.arguments = feval ('argv');
  end
end

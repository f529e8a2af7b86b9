% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

% Called by `make doc` with m/ on the path: writes doc-output/pgdqa.html, the help of every function in INDEX, grouped as there.

1;

function text = section (name)
  [help_text, format] = get_help_text (name);
  if (~ strcmp (format, 'texinfo'))
    error ('%s: its help is not Texinfo but "%s"', name, format);
  end
  help_text = regexprep (help_text, '^ ', '', 'lineanchors');
  help_text = strrep (help_text, '@seealso', '@xseealso');   % as Octave's macro file names it
  text = sprintf ('@node %s\n@section %s\n%s\n', name, name, help_text);
end

lines = strsplit (strtrim (fileread ('INDEX')), '\n');
title = strtrim (regexprep (lines{1}, '.*>>', ''));
body = '';
for i = 2:numel (lines)
  if (isspace (lines{i}(1)))
    sections = cellfun (@section, strsplit (strtrim (lines{i})), 'UniformOutput', false);
    body = [body, sections{:}];
  else
    body = sprintf ('%s@node %s\n@chapter %s\n', body, lines{i}, lines{i});
  end
end

if (~ exist ('doc-output', 'dir'))
  mkdir ('doc-output');
end
fid = fopen ('doc-output/pgdqa.texi', 'w');
fprintf (fid, '\\input texinfo\n@settitle pgdqa: %s\n%s\n@node Top\n@top pgdqa: %s\n%s@bye\n', ...
         title, fileread (texi_macros_file ()), title, body);
fclose (fid);
if (system ('makeinfo --html --no-split --output=doc-output/pgdqa.html doc-output/pgdqa.texi') ~= 0)
  error ('makeinfo failed on doc-output/pgdqa.texi');
end

% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function write_text (path, text)
  % write_text (path, text)   writes a file whole, or leaves the old one: a file beside it is filled, checked and renamed
  %
  % For the results of benchmarks and reproductions; functions of the package have a writer of their own.
  part = [path, '.part'];
  [file, message] = fopen (part, 'w');
  if (file < 0)
    error ('pgdqa:value', 'write_text: cannot write %s: %s', path, message);
  end
  cleanup = onCleanup (@() remove (part));
  fwrite (file, text);
  fclose (file);
  found = dir (part);
  if (found.bytes ~= numel (text))
    error ('pgdqa:value', 'write_text: cannot write %s: %d of %d bytes were written', path, found.bytes, numel (text));
  end
  movefile (part, path, 'f');
end

function remove (path)
  if (exist (path, 'file') == 2)
    delete (path);
  end
end

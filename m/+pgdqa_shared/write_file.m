% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function write_file (caller, option, path, content)
  % write_file (caller, option, path, content)   write text (UTF-8) or bytes to a file: whole, or not at all
  % write_file (caller, option, path)            try it and leave no trace (check_file)
  %
  % A temporary file in the same folder takes the content and is then renamed, so that at any time the path names the old file or the
  % new one.  An old file keeps its permissions; a symbolic link keeps pointing to it.
  % pgdqa:value, with the name of the option, the path and the reason, if that fails; the old file is then left as it was.
  for_good = nargin > 3;
  if (~ for_good)
    content = '';
  end
  [target, permissions, reason] = destination (path);
  if (isempty (reason))
    reason = replace (target, permissions, content, for_good);
  end
  if (~ isempty (reason))
    shown = pgdqa_shared.value_text (path);
    if (ischar (path))
      shown = ['''', pgdqa_shared.short_text(path, 1000), ''''];
    end
    error ('pgdqa:value', '%s: %s is %s, which cannot be written: %s', caller, option, shown, reason);
  end
end

function [target, permissions, reason] = destination (path)
  % the file to write, its permissions ([]: as usual), and why it cannot be written ('': nothing is known against it)
  target = path;
  permissions = [];
  reason = '';
  if (~ ischar (path) || size (path, 1) ~= 1 || any (path == 0))
    reason = 'it is no name of a file';
    return;
  end
  [target, kind, permissions] = look (path);
  [~, name, extension] = fileparts (target);
  if (strcmp (kind, 'folder') || isempty ([name, extension]))
    reason = 'it is a folder';
  elseif (strcmp (kind, 'other'))
    reason = 'it is not a regular file';
  elseif (strcmp (kind, 'file'))
    [id, reason] = fopen (target, 'a'); % a file without write permission stays
    if (id >= 0)
      fclose (id);
      reason = '';
    end
  end
end

function [target, kind, permissions] = look (path)
  % the path with symbolic links resolved, and what is there: 'nothing', 'file', 'folder', 'other'
  kind = 'nothing';
  permissions = [];
  target = path;
  if (exist ('OCTAVE_VERSION', 'builtin') == 0)
    kinds = {'nothing', 'file', 'folder'};
    kind = kinds{1 + (exist (path, 'file') == 2) + 2 * (exist (path, 'dir') == 7)};
    return;
  end
  target = tilde_expand (path);
  info = stat (target);
  if (~ isempty (info))
    target = canonicalize_file_name (target);
    kinds = {'other', 'file', 'folder'};
    kind = kinds{1 + S_ISREG(info.mode) + 2 * S_ISDIR(info.mode)};
    permissions = bitand (info.mode, 511);
  end
end

function reason = replace (target, permissions, content, for_good)
  % The name of the temporary file is as long as that of the file: a name that is too long fails here.
  [~, name, extension] = fileparts (target);
  count = numel ([name, extension]);
  [~, random] = fileparts (tempname ());
  temporary = [target(1:end - count), '.', random, repmat('x', 1, count - numel (random) - 1)];
  cleanup = onCleanup (@() remove_file (temporary));
  reason = fill_file (temporary, permissions, content);
  if (isempty (reason) && for_good)
    reason = rename_file (temporary, target);
  end
end

function reason = fill_file (path, permissions, content)
  % Octave tells neither by fwrite nor by fclose that a disk is full; the size of the file does.
  if (~ isempty (permissions))
    mask = umask (str2double (dec2base (511 - permissions, 8)));
    restore = onCleanup (@() umask (mask));
  end
  if (ischar (content))
    content = unicode2native (content, 'UTF-8');
  end
  [id, reason] = fopen (path, 'w');
  if (id < 0)
    return;
  end
  fwrite (id, content, 'uint8');
  fclose (id);
  reason = '';
  written = size_of (path);
  if (written ~= numel (content))
    reason = sprintf ('%d of %d bytes were written; the disk may be full', written, numel (content));
  end
end

function count = size_of (path)
  count = 0;
  id = fopen (path, 'a');
  if (id >= 0)
    fseek (id, 0, 'eof');
    count = ftell (id);
    fclose (id);
  end
end

function reason = rename_file (from, to)
  % movefile of Octave asks a shell.
  if (exist ('OCTAVE_VERSION', 'builtin') == 0)
    [~, reason] = movefile (from, to, 'f');
  else
    [~, reason] = rename (from, to);
  end
end

function remove_file (path)
  % delete of Octave takes the path for a pattern.
  if (exist ('OCTAVE_VERSION', 'builtin') == 0)
    if (exist (path, 'file') == 2)
      delete (path);
    end
  else
    [~, ~] = unlink (path); % with outputs it is silent where there is no file
  end
end

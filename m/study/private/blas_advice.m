% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function advice = blas_advice (words)
  % advice = blas_advice (words)   what makes the BLAS that pgdqa_mex ('blas') names faster; '' where nothing is known to
  %
  % An OpenBLAS older than the processor takes kernels for SSE, as Debian's may: a product of two matrices of order 1000 took 4.5
  % times as long with kernel Prescott as with Haswell.  Where Octave knows no BLAS, it is the reference BLAS.
  advice = '';
  old = {'Prescott', 'Generic', 'Core2', 'Penryn', 'Dunnington', 'Nehalem', 'Atom', 'Nano', 'Northwood', 'Katmai', 'Coppermine', ...
         'Banias', 'Athlon', 'Opteron', 'Opteron_SSE3', 'Barcelona', 'Bobcat'};
  kernel = regexp (words, 'kernel (\w+)', 'tokens', 'once');
  if (~ isempty (kernel) && any (strcmpi (kernel{1}, old)))
    type = better_type (processor_flags ());
    if (~ isempty (type))
      advice = sprintf ('slow kernel %s: start Octave with OPENBLAS_CORETYPE=%s', kernel{1}, type);
    end
  elseif (~ isempty (regexpi (words, '^unknown|reference', 'once')))
    advice = 'slow reference BLAS: install OpenBLAS (Debian: libopenblas0)';
  end
end

function type = better_type (flags)
  % '' where the processor has nothing better, or may not have
  types = {'avx512vl', 'SkylakeX'; 'avx2', 'Haswell'; 'avx', 'Sandybridge'};
  type = '';
  at = find (ismember (types(:, 1), flags), 1);
  if (~ isempty (at))
    type = types{at, 2};
  end
end

function flags = processor_flags ()
  % of the first processor, as Linux tells them
  flags = {};
  id = fopen ('/proc/cpuinfo', 'r');
  if (id < 0)
    return;
  end
  cleanup = onCleanup (@() fclose (id));
  line = fgetl (id);
  while (ischar (line))
    if (strncmp (line, 'flags', 5))
      flags = strsplit (line, ' ');
      return;
    end
    line = fgetl (id);
  end
end

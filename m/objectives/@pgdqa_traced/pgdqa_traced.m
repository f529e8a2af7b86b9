% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

classdef pgdqa_traced
  % A number that a traced function computes with: an array, and how it came from x and y.  pgdqa_trace hands x and y as such values
  % to the function, whose operations on them are the methods below; each records a node of the tape and gives the value of the next.
  %
  % A comparison or a test gives the plain logical at the traced point, and is recorded as a guard.  It must never give an object:
  % Octave takes `if (object)` as false, without a call and without an error.

  properties
    value      % the array at the traced point
    node = 0   % its node in the tape; 0: a constant; -1: none yet, as its elements come from several
    map = []   % where node is -1: of each element [node; number of the element there], 2 x numel
  end

  methods (Static)   % whose names no function of users has: it would be called in its place
    function r = pgdqa_tape (varargin)
      % starts a tape, adds to it, stops it: see private/tape_command.m
      r = tape_command (varargin{:});
    end

    function k = pgdqa_result (a)
      % the node of A, what a traced function has given
      k = node_of (a);
    end

    function a = pgdqa_filled (name, sizes)
      % zeros, ones, ... by NAME: where it is an array, one that traced values may be assigned to
      a = filled_by (name, sizes);
    end

    function varargout = pgdqa_each (name, varargin)
      % arrayfun, cellfun or structfun, by NAME, of functions that may give traced values
      [varargout{1:max (1, nargout)}] = each_of (name, varargin);
    end

    function a = pgdqa_opened (a)
      % A, one that traced values may be assigned to where it is an array of numbers that may have fractions
      if (isfloat (a))
        a = a + pgdqa_traced (0);
      end
    end

    function columns = pgdqa_columns (a)
      % what a loop over A runs over, each in a cell
      columns = in_pieces (a, num2cell (numbering (a), 1));
    end

    function a = pgdqa_joined (pieces)
      % cell2mat of PIECES, some of which may be traced
      a = join_cells (pieces);
    end
  end

  methods
    function r = pgdqa_traced (value, node, map)
      if (nargin > 0)
        r.value = value;
      end
      if (nargin > 1)
        r.node = node;
      end
      if (nargin > 2)
        r.map = map;
      end
    end

    % ---- on each element ----
    function r = uminus (a), r = unary ('uminus', a); end
    function r = abs (a), r = unary ('abs', a); end
    function r = sign (a), r = unary ('sign', a); end
    function r = exp (a), r = unary ('exp', a); end
    function r = expm1 (a), r = unary ('expm1', a); end
    function r = log (a), r = unary ('log', a); end
    function r = log1p (a), r = unary ('log1p', a); end
    function r = log2 (a), r = unary ('log2', a); end
    function r = log10 (a), r = unary ('log10', a); end
    function r = sqrt (a), r = unary ('sqrt', a); end
    function r = cbrt (a), r = unary ('cbrt', a); end
    function r = sin (a), r = unary ('sin', a); end
    function r = cos (a), r = unary ('cos', a); end
    function r = tan (a), r = unary ('tan', a); end
    function r = asin (a), r = unary ('asin', a); end
    function r = acos (a), r = unary ('acos', a); end
    function r = atan (a), r = unary ('atan', a); end
    function r = sinh (a), r = unary ('sinh', a); end
    function r = cosh (a), r = unary ('cosh', a); end
    function r = tanh (a), r = unary ('tanh', a); end
    function r = asinh (a), r = unary ('asinh', a); end
    function r = acosh (a), r = unary ('acosh', a); end
    function r = atanh (a), r = unary ('atanh', a); end
    function r = erf (a), r = unary ('erf', a); end
    function r = erfc (a), r = unary ('erfc', a); end
    function r = gammaln (a), r = unary ('gammaln', a); end
    function r = floor (a), r = unary ('floor', a); end
    function r = ceil (a), r = unary ('ceil', a); end
    function r = round (a), r = unary ('round', a); end
    function r = fix (a), r = unary ('fix', a); end
    function r = plus (a, b), r = binary ('plus', a, b); end
    function r = minus (a, b), r = binary ('minus', a, b); end
    function r = times (a, b), r = binary ('times', a, b); end
    function r = rdivide (a, b), r = binary ('rdivide', a, b); end
    function r = power (a, b), r = binary ('power', a, b); end
    function r = atan2 (a, b), r = binary ('atan2', a, b); end
    function r = hypot (a, b), r = binary ('hypot', a, b); end
    function r = mod (a, b), r = binary ('mod', a, b); end
    function r = rem (a, b), r = binary ('rem', a, b); end
    function r = uplus (a), r = a; end
    function r = ldivide (a, b), r = binary ('rdivide', b, a); end
    function r = sec (a), r = 1 ./ cos (a); end
    function r = csc (a), r = 1 ./ sin (a); end
    function r = cot (a), r = 1 ./ tan (a); end
    function r = realsqrt (a), r = sqrt (a); end
    function r = reallog (a), r = log (a); end
    function r = realpow (a, b), r = a .^ b; end
    function r = bsxfun (f, a, b), r = f (a, b); end

    % ---- on arrays ----
    function r = mtimes (a, b), r = matrix_product (a, b); end
    function r = mpower (a, b), r = matrix_power (a, b); end
    function varargout = mldivide (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('mldivide', varargin); end
    function varargout = mrdivide (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('mrdivide', varargin); end
    function varargout = sum (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('sum', varargin); end
    function varargout = prod (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('prod', varargin); end
    function varargout = cumsum (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('cumsum', varargin); end
    function varargout = cumprod (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('cumprod', varargin); end
    function varargout = mean (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('mean', varargin); end
    function varargout = var (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('var', varargin); end
    function varargout = std (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('std', varargin); end
    function varargout = norm (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('norm', varargin); end
    function varargout = dot (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('dot', varargin); end
    function varargout = sumsq (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('sumsq', varargin); end
    function varargout = meansq (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('meansq', varargin); end
    function varargout = cross (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('cross', varargin); end
    function varargout = kron (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('kron', varargin); end
    function varargout = diag (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('diag', varargin); end
    function varargout = trace (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('trace', varargin); end
    function varargout = det (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('det', varargin); end
    function varargout = inv (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('inv', varargin); end
    function varargout = reshape (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('reshape', varargin); end
    function varargout = repmat (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('repmat', varargin); end
    function varargout = diff (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('diff', varargin); end
    function varargout = trapz (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('trapz', varargin); end
    function varargout = polyval (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('polyval', varargin); end
    function varargout = accumarray (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('accumarray', varargin); end
    function varargout = tril (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('tril', varargin); end
    function varargout = triu (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('triu', varargin); end
    function varargout = circshift (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('circshift', varargin); end
    function varargout = flip (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('flip', varargin); end
    function varargout = fliplr (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('fliplr', varargin); end
    function varargout = flipud (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('flipud', varargin); end
    function varargout = permute (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('permute', varargin); end
    function varargout = blkdiag (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('blkdiag', varargin); end
    function varargout = median (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('median', varargin); end
    function varargout = max (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('max', varargin); end
    function varargout = min (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('min', varargin); end
    function varargout = sort (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('sort', varargin); end
    function varargout = transpose (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('transpose', varargin); end
    function varargout = chol (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('chol', varargin); end
    function r = eig (varargin), r = on_arrays ('eig', varargin); end
    function r = svd (varargin), r = on_arrays ('svd', varargin); end
    function varargout = conv (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('conv', varargin); end
    function varargout = filter (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('filter', varargin); end
    function varargout = cummax (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('cummax', varargin); end
    function varargout = cummin (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('cummin', varargin); end
    function varargout = toeplitz (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('toeplitz', varargin); end
    function varargout = hankel (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('hankel', varargin); end
    function varargout = vecnorm (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('vecnorm', varargin); end
    function r = merge (varargin), r = on_arrays ('merge', varargin); end
    function varargout = nthroot (varargin), [varargout{1:max(1, nargout)}] = on_arrays ('nthroot', varargin); end
    function r = ifelse (varargin), r = on_arrays ('merge', varargin); end
    function r = sparse (varargin), r = as_sparse (varargin); end
    function r = interp1 (varargin), r = interpolated (varargin); end
    function r = gamma (a), r = gamma_of (a); end
    function r = mat2cell (a, varargin), r = in_pieces (a, mat2cell (numbering (a), varargin{:})); end
    function r = ctranspose (a), r = transpose (a); end
    function r = vec (a), r = reshape (a, numel (a), 1); end
    function r = squeeze (a), r = a; end
    function r = rms (a), r = sqrt (meansq (a)); end
    function r = nnz (a), r = nnz (truth_of (a)); end
    function varargout = find (a, varargin), [varargout{1:max(1, nargout)}] = find (truth_of (a), varargin{:}); end
    function r = horzcat (varargin), r = concatenated (@horzcat, varargin); end
    function r = vertcat (varargin), r = concatenated (@vertcat, varargin); end
    function r = cat (dimension, varargin), r = concatenated (@(varargin) cat (dimension, varargin{:}), varargin); end
    function varargout = arrayfun (varargin), [varargout{1:max(1, nargout)}] = each_of ('arrayfun', varargin); end
    function r = num2cell (a), r = in_pieces (a, num2cell (numbering (a))); end

    % ---- indices ----
    function r = subsref (a, s), r = picked (a, s); end
    function r = subsasgn (a, s, b), r = put (a, s, b); end
    function r = colon (varargin), r = colon_of (varargin); end
    function r = end (a, k, n)
      if (n == 1)
        r = numel (a.value);
      else
        r = size (a.value, k);
      end
    end

    % ---- comparisons and tests: plain logicals, recorded as guards ----
    function r = lt (a, b), r = compared ('lt', a, b); end
    function r = le (a, b), r = compared ('le', a, b); end
    function r = gt (a, b), r = compared ('gt', a, b); end
    function r = ge (a, b), r = compared ('ge', a, b); end
    function r = eq (a, b), r = compared ('eq', a, b); end
    function r = ne (a, b), r = compared ('ne', a, b); end
    function r = not (a), r = ~ truth_of (a); end
    function r = and (a, b), r = truth_of (a) & truth_of (b); end
    function r = or (a, b), r = truth_of (a) | truth_of (b); end
    function r = xor (a, b), r = xor (truth_of (a), truth_of (b)); end
    function r = any (a, varargin), r = any (truth_of (a), varargin{:}); end
    function r = all (a, varargin), r = all (truth_of (a), varargin{:}); end
    function r = logical (a), r = truth_of (a); end
    function r = isnan (a), r = compared ('ne', a, a); end
    function r = isinf (a), r = compared ('eq', abs (a), 1 / 0); end
    function r = isfinite (a), r = compared ('le', abs (a), realmax ()); end
    function r = isequal (a, b, varargin), r = equal (a, [{b}, varargin]); end

    % ---- what does not depend on the numbers ----
    function r = ndims (a), r = ndims (a.value); end
    function r = length (a), r = length (a.value); end
    function r = isempty (a), r = isempty (a.value); end
    function r = isscalar (a), r = isscalar (a.value); end
    function r = isvector (a), r = isvector (a.value); end
    function r = isrow (a), r = isrow (a.value); end
    function r = iscolumn (a), r = iscolumn (a.value); end
    function r = ismatrix (a), r = ismatrix (a.value); end
    function r = issquare (a), r = issquare (a.value); end
    function varargout = size (a, varargin), [varargout{1:max(1, nargout)}] = size (a.value, varargin{:}); end
    function r = numel (a, varargin), r = numel (a.value); end
    function r = size_equal (varargin), r = same_sizes (varargin); end
    function r = isa (a, name), r = any (strcmp (name, {class(a.value), 'float', 'numeric', 'pgdqa_traced'})); end
    function r = isnumeric (a), r = true; end
    function r = isreal (a), r = true; end
    function r = isfloat (a), r = true; end
    function r = iscomplex (a), r = false; end
    function r = islogical (a), r = false; end
    function r = isbool (a), r = false; end
    function r = ischar (a), r = false; end
    function r = iscell (a), r = false; end
    function r = iscellstr (a), r = false; end
    function r = isstruct (a), r = false; end
    function r = issparse (a), r = false; end
    function r = isinteger (a), r = false; end
    function r = full (a), r = a; end
    function r = double (a), r = a; end
    function r = real (a), r = a; end
    function r = conj (a), r = a; end
    function r = imag (a), r = 0 * a.value; end
  end
end

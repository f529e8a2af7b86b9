% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function [T, varargout] = tape_command (T, command, varargin)
  % [T, ...] = tape_command (T, command, ...)   changes and tells of the tape T that is being recorded
  %
  % 'start'                                    an empty one; the codes of operations are those of the compiled part
  % T = 'stop'                                 the tape; then none is being recorded
  % k = 'add', name, a, b, size, own, value    a node; own: whole numbers of its own, of assemble the map of its elements
  % k = 'constant', value                      that of a constant; one alone for equal ones
  % 'guard', node, expected                    node is to stay what the node of a constant says
  % [name, a, b, own] = 'made', k              how a node was made
  % shape = 'size', k;  value = 'value', k
  if (~ strcmp (command, 'start') && (isempty (T) || ~ T.active))
    refuse ('a variable', 'holds a traced value after the tracing', 'do not keep x or y in global or persistent variables');
  end
  switch (command)
    case 'add'
      [T, varargout{1}] = add_node (T, varargin{:});
    case 'constant'
      [T, varargout{1}] = add_constant (T, varargin{1});
    case 'guard'
      T.guards(end + 1, :) = [varargin{:}];
    case 'made'
      k = varargin{1};
      varargout = {T.names{T.nodes(1, k)}, T.nodes(2, k), T.nodes(3, k), T.own{k}};
    case 'size'
      varargout{1} = T.nodes(4:5, varargin{1})';
    case 'value'
      varargout{1} = T.values{varargin{1}};
    case 'start'
      T = empty_tape ();
    case 'stop'
      T.active = false;
      T.own = T.own(1:T.count);
      T.values = T.values(1:T.count);
      T.nodes = T.nodes(:, 1:T.count);
      varargout{1} = T;
      T = [];
  end
end

function T = empty_tape ()
  persistent names codes
  if (isempty (names))
    for row = pgdqa_shared.core ('operations')'
      names{row.code} = row.name;
      codes.(row.name) = row.code;
    end
  end
  T = struct ('active', true, 'names', {names}, 'codes', codes, 'nodes', [], 'own', {{}}, 'values', {{}}, 'count', 0, ...
              'guards', reshape ([], 0, 2), 'scalars', [], 'scalar_nodes', [], 'arrays', []);
end

function [T, k] = add_node (T, name, a, b, shape, own, value)
  k = T.count + 1;
  T.count = k;
  if (k > size (T.nodes, 2))
    T.nodes(5, 2 * k + 100) = 0;
    T.own{2 * k + 100} = [];
    T.values{2 * k + 100} = [];
  end
  T.nodes(:, k) = [T.codes.(name); a; b; shape(1); shape(2)];
  T.own{k} = own;
  T.values{k} = value;
end

function [T, k] = add_constant (T, value)
  value = double (value);
  if (~ isreal (value))
    refuse ('a constant', 'is complex', 'write it with real numbers');
  elseif (ndims (value) > 2)
    refuse ('a constant', 'has more than two dimensions', 'write it with matrices');
  end
  if (isscalar (value))
    value = full (value);
    same = find (T.scalars == value & 1 ./ T.scalars == 1 / value, 1);
    if (~ isempty (same))
      k = T.scalar_nodes(same);
      return;
    end
    [T, k] = add_node (T, 'constant', 0, 0, [1, 1], [], value);
    T.scalars(end + 1) = value;
    T.scalar_nodes(end + 1) = k;
    return;
  end
  for k = T.arrays
    if (issparse (T.values{k}) == issparse (value) && isequal (T.values{k}, value))
      return;
    end
  end
  name = 'constant';
  if (issparse (value) && nnz (value) > 0)
    name = 'sparse';
  end
  [T, k] = add_node (T, name, 0, 0, size (value), [], value);
  T.arrays(end + 1) = k;
end

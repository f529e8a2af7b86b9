% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function methods = compare_methods (entries)
  % methods = compare_methods (entries)   struct array label, options from the names and structs a user gives
  if (ischar (entries) || isstruct (entries))
    entries = {entries};
  end
  if (~ iscell (entries) || isempty (entries))
    error ('pgdqa:class', 'pgdqa_compare: methods is a %s %s, expected a cell array of method names and structs label, options', ...
           pgdqa_shared.size_text (entries), class (entries));
  end
  methods = struct ('label', {}, 'options', {});
  for i = 1:numel (entries)
    entry = entries{i};
    if (ischar (entry) && isrow (entry))
      methods(i) = struct ('label', entry, 'options', pgdqa_options ('Method', entry));
    elseif (isstruct (entry))
      pgdqa_shared.check_fields ('pgdqa_compare', sprintf ('method %d', i), entry, ...
                                 {'label', 'text', ''; 'options', 'struct', 'a struct from pgdqa_options'}, 'a name or a struct with label and options');
      methods(i) = struct ('label', entry.label, 'options', pgdqa_options (entry.options));
    else
      error ('pgdqa:class', 'pgdqa_compare: method %d is %s, expected a name or a struct with label and options', i, ...
             pgdqa_shared.value_text (entry));
    end
    taken = {'MaxCalls', 'MaxTime', 'OutputFcn', 'PlotFcn'};
    taken = taken(isfield (methods(i).options, taken));
    if (~ isempty (taken))
      error ('pgdqa:option', 'pgdqa_compare: method %d sets %s, which the comparison sets for all', i, taken{1});
    end
  end
  if (numel (unique ({methods.label})) < numel (methods))
    error ('pgdqa:option', 'pgdqa_compare: two methods have the label %s', pgdqa_shared.value_text (repeated ({methods.label})));
  end
end

function label = repeated (labels)
  [~, first] = unique (labels, 'first');
  labels(first) = [];
  label = labels{1};
end

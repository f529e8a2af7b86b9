% Copyright (C) 2026 The pgdqa authors
% SPDX-License-Identifier: GPL-3.0-or-later

function options_print (table)
  % options_print (table)   the options in groups, or all about one, at most 80 columns wide
  %
  % table   rows of pgdqa_options ()
  if (isscalar (table))
    print_one (table);
    return;
  end
  group = '';
  fprintf ('%-16s %-12s %s\n', '  option', 'default', 'meaning (values)');
  for row = table'
    if (~ strcmp (row.group, group))
      group = row.group;
      fprintf ('\n%s\n', group);
    end
    text = sprintf ('%s (%s%s)', row.meaning, range_words (row), read_by (row, '; for %s'));
    head = sprintf ('  %-14s %-12s ', row.name, value_words (row.default));
    fprintf ('%s\n', pgdqa_shared.hanging_text (head, text, 80));
  end
  fprintf ('\n%s\n', pgdqa_shared.hanging_text ('', ...
                                                    ['Five matter most: XMin and XMax (give bounds wherever you know them), Search, TolFun and MaxTime. ', ...
                                                     'pgdqa_options ("TolFun") explains one and says when to change it.'], 80));
end

function print_one (row)
  fprintf ('%s: %s\n', row.name, row.meaning);
  print_field ('values', range_words (row));
  print_field ('default', default_words (row));
  print_field ('read by', read_by (row, '%s'));
  fprintf ('\n%s\n', pgdqa_shared.hanging_text ('', row.advice, 80));
end

function print_field (label, text)
  if (~ isempty (text))
    fprintf ('%s\n', pgdqa_shared.hanging_text (sprintf ('  %-9s', label), text, 80));
  end
end

function text = read_by (row, format)
  % the methods and schedules that read the option; '': all
  text = '';
  if (~ isempty (row.methods))
    text = sprintf (format, strrep (row.methods, '|', ', '));
  end
end

function text = default_words (row)
  % of the adaptive schedule and of the others, in double and single precision, where these differ
  text = in_both (row.default, row.default_single);
  other = in_both (row.other_default, row.other_default_single);
  if (~ strcmp (text, other))
    text = sprintf ('%s; %s with other schedules and methods', text, other);
  end
end

function text = in_both (double_default, single_default)
  text = value_words (double_default);
  if (~ isequal (double_default, single_default))
    text = sprintf ('%s (%s in single precision)', text, value_words (single_default));
  end
end

function text = value_words (value)
  if (islogical (value))
    names = {'false', 'true'};
    text = names{value + 1};
  elseif (ischar (value))
    text = value;
  elseif (isempty (value))
    text = '[]';
  else
    text = sprintf ('%g', value);
  end
end

function text = range_words (row)
  switch (row.kind)
    case {'number', 'count'}
      text = row.range;
    case 'choice'
      text = strrep (row.choices, '|', ' | ');
    case 'switch'
      text = 'true | false';
    case 'function'
      text = 'function handle';
    case 'struct'
      text = 'struct';
    case 'text'
      text = 'file name';
    otherwise
      text = 'scalar or column';
  end
end

#!/usr/bin/env bats
# What the documentation says exists, renders and runs.

load helper

@test "INDEX lists exactly the functions in m/" {
  diff <(public_functions) <(public_files | sed 's,.*/,,; s/\.m$//' | sort)
}

@test "make help lists every target" {
  make -C "$ROOT" --no-print-directory help | cut -d' ' -f1 | sort >listed
  sed -n 's/^\.PHONY: //p' "$ROOT/Makefile" | tr ' ' '\n' | sort | diff - listed
}

@test "every function has Texinfo help that makeinfo renders without a warning" {
  mkdir doc-output
  cp "$ROOT/INDEX" .
  run octave "$ROOT/.ci/doc.m"
  echo "$output"
  [ "$status" -eq 0 ]
  [ -z "$output" ]
  for name in $(public_functions); do
    grep -q "index-${name//_/_005f}" doc-output/pgdqa.html || { echo "no @deftypefn for $name"; false; }
  done
}

@test "the help names every method, constant that is tuned, history column and stop reason" {
  cat >named.m <<'END'
words = @(name) regexprep (get_help_text (name), '\s+', ' ');
say = @(name, text) assert (any (strfind (words (name), text)), 'the help of %s lacks: %s', name, text);
for row = pgdqa_mex ('methods')'
  tuned = strjoin (regexp (words ('pgdqa_compare'), ['@item [^@]* @tab ', strrep(row.constants, '|', ', ')], 'match'));
  for word = strsplit (row.words, '|')
    if (! any (strcmp (word, {'pgdqa', 'adaptive', 'diminishing', 'fixed'})))
      say ('pgdqa_methods', sprintf ('@item %s ', word{1}));
    end
    assert (isempty (row.constants) || any (regexp (tuned, ['\<', word{1}, '\>'])), ...
            'the help of pgdqa_compare lacks: %s tunes %s', word{1}, row.constants);
  end
end
say ('pgdqa_output', ['columns ', strjoin({pgdqa_mex('columns').name}, ', '), ';']);
stops = pgdqa_mex ('stops');
for flag = unique ([stops.exitflag])
  say ('pgdqa_output', sprintf ('%d: %s', flag, strjoin ({stops([stops.exitflag] == flag).name}, ', ')));
end
END
  oct "source ('named.m');"
}

@test "help pgdqa, the overview, names every function" {
  for name in $(public_functions); do
    [ "$name" = pgdqa ] || grep -q "^% @item.*\\b$name\\b" "$ROOT/m/pgdqa.m" || { echo "no item $name"; false; }
  done
}

@test "every help text is at most 100 lines of 80 columns: the purpose in a sentence, call forms, an example, and then the rest" {
  cat >shapes.m <<'END'
names = FUNCTIONS;
wrong = {};
for name = names
  shown = strtrim (__makeinfo__ (get_help_text (name{1}), 'plain text'));
  lines = strsplit (shown, "\n", "CollapseDelimiters", false);
  widest = max (cellfun (@(line) sum (bitand (double (line), 192) ~= 128), lines));   % makeinfo may quote in UTF-8
  if (numel (lines) > 100 || widest > 80)
    wrong{end + 1} = sprintf ('%s: %d lines, %d columns', name{1}, numel (lines), widest);
  end
  % the first block is one sentence, the second call forms; an example comes before the first heading
  blocks = regexp (shown, '\n\s*\n', 'split');
  if (isempty (regexp (blocks{1}, '^[^-][^:]*.*\.$', 'once')) || ! strncmp (strtrim (blocks{2}), '-- ', 3))
    wrong{end + 1} = sprintf ('%s begins with\n%s\n%s', name{1}, blocks{1}, blocks{2});
  end
  text = get_help_text (name{1});
  heading = [strfind(text, '@strong{'), strfind(text, '@table'), numel(text)];
  if (strfind (text, '@example')(1) > heading(1) || strfind (text, '@example')(1) > min (heading))
    wrong{end + 1} = sprintf ('%s: the example is not at the head', name{1});
  end
end
assert (isempty (wrong), '%s', strjoin (wrong, "\n"));
END
  sed -i "s/FUNCTIONS/$(public_function_cell)/" shapes.m
  oct "source ('shapes.m');"
}

@test "the examples in the help run and show something" {
  # Examples that show a result are left to doctest
  cat >example_blocks.m <<'END'
function example_blocks (name)
  blocks = regexp (get_help_text (name), '@example\n(.*?)@end example', 'tokens');
  if (isempty (blocks))
    error ('%s: no @example', name);
  end
  for i = 1:numel (blocks)
    code = regexprep (blocks{i}{1}, '@(end )?group', '');
    code = regexprep (code, '@dots{}', '...');
    code = regexprep (code, '@([@{}])', '$1');
    if (isempty (regexp (code, '@(result|print|error){}', 'once')))
      printf ('%s, example %d:\n%s\n', name, i, code);
      shown = evalc ('run_alone (code);');
      assert (! isempty (strtrim (shown)), '%s, example %d shows nothing', name, i);
    end
  end
end

function run_alone (code)
  eval (code);
end
END
  oct "set (0, 'defaultfigurevisible', 'off'); cellfun (@example_blocks, $(public_function_cell));"
}

@test "the examples in the help give the results they show (doctest)" {
  oct "pkg load doctest" || skip "Octave package doctest not found"
  # of the functions that have such examples: those of the others ran above
  names=$(public_files | xargs grep -l '@result{}\|@print{}\|@error{}' | sed "s,.*/\(.*\)\.m,'\1'," | sort | paste -sd,)
  [ -n "$names" ]
  oct "pkg load doctest; set (0, 'defaultfigurevisible', 'off'); assert (doctest ({$names}));"
}

@test "the code blocks of README.md run, in order, in one session" {
  awk '/^```octave$/ { code = 1; printf "disp (\"README.md, block at line %d:\");\n", NR; next }
       /^```/        { code = 0 }
       code' "$ROOT/README.md" >readme_blocks.m
  [ -s readme_blocks.m ]
  oct "set (0, 'defaultfigurevisible', 'off'); source ('readme_blocks.m');"
}

@test "the example of README.md prints what stands below it: the path, the message and the answer" {
  awk '/^```octave$/ { code = 1; next } /^```/ { if (code) exit } code' "$ROOT/README.md" >first_example.m
  oct "source ('first_example.m');" >printed
  cat printed
  grep -qF "$(sed -n 's/^    \(pgdqa: .*\)/\1/p' "$ROOT/README.md")" printed
  grep -qF "$(sed -n 's/^    \(penalty .*\)/\1/p' "$ROOT/README.md")" printed
  # iteration and f: the other digits depend on the processor
  diff <(sed -n 's/^    \( *[0-9]\+  [0-9.]*\)[0-9]e+.*/\1/p' "$ROOT/README.md" | head -3) \
       <(sed -n 's/^\( *[0-9]\+  [0-9.]*\)[0-9]e+.*/\1/p' printed | head -3)
}

#!/usr/bin/env bats
# What the documentation says exists, renders and runs.

load helper

@test "INDEX lists exactly the functions in m/" {
  diff <(public_functions) <(cd "$ROOT/m" && ls -- *.m | sed 's/\.m$//' | sort)
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

@test "the examples in the help run" {
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
      run_alone (code);
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
  names=$(cd "$ROOT/m" && grep -l '@result{}\|@print{}\|@error{}' pgdqa_*.m | sed "s/\(.*\)\.m/'\1'/" | paste -sd,)
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

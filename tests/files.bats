#!/usr/bin/env bats
# What is written: texts are drawn and stored, never run; a path names the old file or the new one; a result survives a full disk.

load code

teardown () {
  if mountpoint --quiet "$BATS_TEST_TMPDIR/small"; then
    umount "$BATS_TEST_TMPDIR/small"
  fi
}

# small_disk: the folder small, a file system of 64 KiB with 4 KiB free
small_disk () {
  mkdir small
  mount -t tmpfs -o size=64k tmpfs small || skip "no right to mount a small file system"
  echo old >small/r.html
  echo old >small/c.json
  dd if=/dev/zero of=small/fill bs=1k count=52 status=none
}

# no_leftovers [FOLDER]: no temporary file there
no_leftovers () {
  [ -z "$(find "${1:-.}" -name '.*oct-*')" ] || { ls -la "${1:-.}"; false; }
}

# a script that makes a run, its output and hostile texts
HOSTILE=$(cat <<'END'
1;
warning ('off', 'Octave:gnuplot-graphics');
problem = pgdqa_testproblem ('lampariello');
problem.options = struct ();
[~, ~, ~, ~, output] = pgdqa_solve (problem);
texts = {'`touch ran1`', '$(touch ran2)', '"; system "touch ran3', '''; system (''touch ran4'')', "line\nsystem 'touch ran5'", ...
         '100 % %s \n \140touch ran6\140', 'a_b^c{d} @x &y ~z #', 'ünïcode ∇', repmat('x', 1, 5000), ['nul', char(0), 'nul'], ...
         ["no utf-8 " char([255, 192, 128])], '\', 'default', '', '=1+1'};
END
)

# not_run: no text was run by a shell or by gnuplot
not_run () {
  [ -z "$(find . -name 'ran*')" ] || { ls -la; false; }
}

@test "no text is run: titles, labels and names in all figures" {
  code <<END
$HOSTILE
if (isempty (available_graphics_toolkits ())), return; end
curves = struct ('label', texts, 'x', 1:2, 'y', 1:2);
panels = struct ('curves', num2cell (curves), 'title', texts, 'xlabel', texts, 'ylabel', texts);
h = pgdqa_compare_plot (panels, 'File', 'panels.png', 'Title', [texts{1:6}]);
string = @(object) get (object, 'string');
assert (string (get (h.axes(7), 'title')), 'a_b^c{d} @x &y ~z #');     % as it is
assert (get (get (h.axes(7), 'title'), 'interpreter'), 'none');
assert (string (get (h.axes(8), 'ylabel')), 'ünïcode ∇');
assert (strtrim (string (get (h.axes(13), 'xlabel'))), 'default');
assert (numel (string (get (h.axes(9), 'title'))) < 100);
drawn = findall (h.figure, 'type', 'text');
assert (isempty (regexp ([get(drawn, 'string'){:}], '[\`"\\\\\x01-\x1f]', 'once')));
close (h.figure);
h = pgdqa_plot (repmat ({output}, 1, 15), 'What', 'f', 'Visible', 'off', 'File', 'plot.png', 'Labels', texts);
assert (get (h.legend, 'string'){7}, 'a_b^c{d} @x &y ~z #');
close (h.figure);
END
  not_run
}

@test "no text is run: comparisons, profiles, diagnoses and pages" {
  code <<END
$HOSTILE
if (isempty (available_graphics_toolkits ())), return; end
problem.name = strjoin (texts([1:6, 11]), ' ');
methods = {struct('label', texts{1}, 'options', struct ()), struct('label', texts{11}, 'options', struct ()), struct('label', '=1+1', 'options', struct ())};
result = pgdqa_compare (problem, methods, 'MaxCalls', 40, 'Points', 3, 'Base', 'c', 'Title', texts{1}, 'Metric', @(x, y) x, ...
                        'MetricName', texts{1}, 'Quantity', 'metric');
pgdqa_profile (result, 'Base', 'p', 'Title', texts{1});
kept = jsondecode (fileread ('c.json'));
assert (kept.methods(1).label, texts{1});
assert (strcmp (kept.problems.name(1:12), texts{1}));
assert (any (strfind (kept.methods(2).label, '�')));
report = pgdqa_diagnose (problem, 'Display', 'off', 'MaxCalls', 150, 'File', 'd.png');
report.approximation.names = texts([1, 11]);
pgdqa_report (output, 'File', 'r.html', 'Title', [texts{[1, 11]}], 'Diagnosis', report);
page = fileread ('r.html');
assert (any (strfind (page, '<h1>\`touch ran1\`no utf-8 ���</h1>')));
assert (isempty (strfind (page, char (255))));
assert (isempty (strfind (page, 'No plot')));
assert (any (strfind (fileread ('p.csv'), '"''=1+1"')));
assert (any (strfind (fileread ('c.csv'), '"''=1+1"')));
END
  not_run
  no_leftovers
}

@test "texts of tables that a spreadsheet would run get an apostrophe; numbers stay numbers" {
  code <<'END'
if (isempty (available_graphics_toolkits ())), return; end
labels = {'=1+1', '+1', '-1', '@a', "\t=1", "\r=1", 'a=1', 'say "x"', ' =1'};
curves = struct ('label', labels, 'x', -1, 'y', -2);
h = pgdqa_compare_plot (struct ('curves', curves), 'Csv', 't.csv', 'Visible', 'off');
lines = strsplit (strtrim (fileread ('t.csv')), "\n");
wanted = {'''=1+1', '''+1', '''-1', '''@a', "'\t=1", "'\r=1", 'a=1', 'say ""x""', ' =1'};
for i = 1:numel (labels)
  assert (lines{i + 1}, sprintf ('1,"%s",-1,-2,NaN,NaN', wanted{i}));
end
END
}

@test "pages and tables are UTF-8, whatever bytes a text has" {
  code <<'END'
[~, ~, ~, ~, output] = pgdqa_solve (pgdqa_testproblem ('lampariello'));
wrong = '�';
texts = {'é∇😀', 'é∇😀'; char([192, 128]), [wrong, wrong]; char([224, 128, 128]), [wrong, wrong, wrong]; char([237, 160, 128]), [wrong, wrong, wrong]
         char([244, 144, 128, 128]), [wrong, wrong, wrong, wrong]; ['a', char([226, 136])], ['a', wrong, wrong]; char([226, 65, 128]), [wrong, 'A', wrong]
         char([239, 191, 190]), [wrong, wrong, wrong]; char(240), wrong; ['x', char(0), 'y'], ['x', wrong, 'y']; char([237, 159, 191]), char([237, 159, 191])};
for i = 1:size (texts, 1)
  pgdqa_report (output, 'Plots', false, 'File', 'u.html', 'Title', ['<', texts{i, 1}, '>']);
  assert (any (strfind (fileread ('u.html'), ['<h1>&lt;', texts{i, 2}, '&gt;</h1>'])), '%d', i);
end
END
}

@test "paths are names, whatever is in them" {
  code <<'END'
[~, ~, ~, ~, output] = pgdqa_solve (pgdqa_testproblem ('lampariello'));
draws = ! isempty (available_graphics_toolkits ());
names = {"o'brien", '`touch ran1`', 'a "b" $(touch ran2)', "two\nlines", 'ünïcode ∇', 'blank ', 'star*[ab]?', 'back\slash', '%d', ...
         "x'; system(\"touch ran3\"); set output '", "no utf-8 \xff"};
for i = 1:numel (names)
  mkdir (names{i});
  file = [names{i}, '/', names{i}, '.html'];
  pgdqa_report (output, 'Plots', false, 'File', file);
  [info, err] = stat (file);
  assert (err == 0 && info.size > 5000, names{i});
  if (draws && any (i == [1, 10]))
    pgdqa_plot (output, 'What', 'f', 'File', [file(1:end-5), '.png'], 'Visible', 'off');
    info = imfinfo ([file(1:end-5), '.png']);
    assert (info.Width > 600);
  end
  assert (numel (readdir (names{i})), 3 + (draws && any (i == [1, 10])));
end
if (draws)
  setenv ('TMPDIR', fullfile (pwd (), "o'brien"));
  pgdqa_plot (output, 'What', 'f', 'File', 'x.pdf', 'Visible', 'off');
  pgdqa_plot (output, 'What', 'f', 'File', 'x.svg', 'Visible', 'off');
  assert (stat ('x.pdf').size > 1000 && stat ('x.svg').size > 1000);
end
END
  not_run
}

@test "a path that cannot be written is told before the work, by every function" {
  code <<'END'
function refused (reason, call, varargin)
  figures = get (0, 'children');
  started = tic ();
  try
    call (varargin{:});
    error ('nothing was refused');
  catch err
    assert (err.identifier, 'pgdqa:value');
    assert (any (strfind (err.message, 'cannot be written')), err.message);
    assert (any (strfind (err.message, reason)), err.message);
  end
  assert (get (0, 'children'), figures);
end
function varargout = never (x, y)
  error ('the work has started');
end
problem = pgdqa_testproblem ('lampariello');
[~, ~, ~, ~, output] = pgdqa_solve (problem);
broken = struct ('f', @never, 'g', @never, 'x0', 0, 'y0', 0);
mkdir ('folder');  mkdir ('folder.png');  mkdir ('folder.html');  mkdir ('c.json');
long = repmat ('n', 1, 300);
at = {'File is ''/no/such/folder/c', '/no/such/folder/c'; 'it is a folder', 'folder/'; long, long};
draws = ! isempty (available_graphics_toolkits ());
for i = 1:3
  refused (strrep (at{i, 1}, 'File', 'Base'), @() pgdqa_compare (broken, {'pgdqa'}, 'Base', at{i, 2}));
  refused (strrep (at{i, 1}, 'File', 'Base'), @() pgdqa_profile (struct (), 'Base', at{i, 2}));
end
refused ('it is a folder', @() pgdqa_compare (broken, {'pgdqa'}, 'Base', 'c'));
at = {'File is ''/no/such/folder/c', '/no/such/folder/c'; 'it is a folder', 'folder'; long, long};
for i = 1:3
  refused (at{i, 1}, @() pgdqa_report (output, 'File', [at{i, 2}, '.html']));
  if (draws)
    refused (at{i, 1}, @() pgdqa_multistart (broken, 3, 'File', [at{i, 2}, '.png']));
    refused (at{i, 1}, @() pgdqa_diagnose (broken, 'File', [at{i, 2}, '.png']));
    refused (at{i, 1}, @() pgdqa_plot (output, 'File', [at{i, 2}, '.png']));
    refused (at{i, 1}, @() pgdqa_compare_plot (struct ('curves', struct ('x', 1, 'y', 1)), 'File', [at{i, 2}, '.png']));
    refused (strrep (at{i, 1}, 'File', 'Csv'), @() pgdqa_compare_plot (struct ('curves', struct ('x', 1, 'y', 1)), 'Csv', [at{i, 2}, '.png']));
  end
end
fclose (fopen ('plain', 'w'));
if (draws)
  try
    pgdqa_demo ('Output', 'plain');
    error ('nothing was refused');
  catch err
    assert (err.identifier, 'pgdqa:value');
  end
end
END
  no_leftovers
}

@test "the option File: one rule for endings and old files in all functions, and no figure stays that was not asked for" {
  code <<'END'
if (isempty (available_graphics_toolkits ())), return; end
problem = pgdqa_testproblem ('lampariello');
[~, ~, ~, ~, output] = pgdqa_solve (problem);
panel = struct ('curves', struct ('x', 1:2, 'y', 1:2));
calls = {@(file) pgdqa_plot(output, 'File', file), '.png'; @(file) pgdqa_compare_plot(panel, 'File', file), '.png'
         @(file) pgdqa_multistart(problem, 2, 'File', file), '.png'; @(file) pgdqa_diagnose(problem, 'Display', 'off', 'File', file), '.png'
         @(file) pgdqa_report(output, 'Plots', false, 'File', file), '.html'};
for k = 1:rows (calls)
  [call, ending] = calls{k, :};
  for name = {'x.txt', 'x', ['x', upper(ending)], 5}
    try
      call (name{1});
      error ('nothing was refused');
    catch err
      assert (err.identifier, 'pgdqa:option', err.message);
      assert (any (strfind (err.message, ['expected a name ending in ', ending])), err.message);
    end
  end
  file = sprintf ('old%d%s', k, ending);
  fdisp (id = fopen (file, 'w'), 'old');
  fclose (id);
  call (file);
  assert (! strncmp (fileread (file), 'old', 3) && dir (file).bytes > 1000);
  assert (isempty (get (0, 'children')), file);
end
END
}

@test "without a graphics toolkit a figure is refused before the work, and tables are written" {
  mkdir none
  echo "function list = available_graphics_toolkits (), list = {}; end" >none/available_graphics_toolkits.m
  code <<'END'
addpath ([pwd, '/none']);
warning ('off', 'Octave:shadowed-function');
function varargout = never (x, y)
  error ('the work has started');
end
broken = struct ('f', @never, 'g', @never, 'x0', 0, 'y0', 0);
for call = {@() pgdqa_multistart(broken, 3, 'Plot', true), @() pgdqa_diagnose(broken, 'File', 'd.png'), @() pgdqa_compare(broken, {'pgdqa'}, 'Plot', true)}
  try
    call{1} ();
    error ('nothing was refused');
  catch err
    assert (err.identifier, 'pgdqa:needs');
  end
end
result = pgdqa_compare (pgdqa_testproblem ('lampariello'), {'pgdqa', 'bome'}, 'MaxCalls', 40, 'Base', 'c');
pgdqa_profile (result, 'Base', 'p');
assert (exist ('c-final.csv', 'file') == 2 && exist ('p.csv', 'file') == 2 && exist ('p.png', 'file') == 0);
END
}

@test "a full disk: the result is returned with a warning, the old file stays, nothing is left behind" {
  small_disk
  code <<'END'
function told (id, words)
  [message, given] = lastwarn ();
  assert (given, id);
  assert (any (strfind (message, words)), message);
  lastwarn ('', '');
end
warning ('off', 'pgdqa:file');
problem = pgdqa_testproblem ('lampariello');
[~, ~, ~, ~, output] = pgdqa_solve (problem);
try
  pgdqa_report (output, 'File', 'small/r.html', 'Plots', false);
  error ('nothing was told');
catch err
  assert (err.identifier, 'pgdqa:value');
  assert (any (strfind (err.message, 'bytes were written')));
end
warning ('on', 'pgdqa:file');
result = pgdqa_compare (problem, {'pgdqa', 'bome', 'aid'}, 'MaxCalls', 100, 'Base', 'small/c');
told ('pgdqa:file', 'pgdqa_compare: Base is ''small/c');
assert (numel (result.runs), 3);
if (isempty (available_graphics_toolkits ())), return; end
figures = get (0, 'children');
found = pgdqa_multistart (problem, 2, 'File', 'small/m.png');
told ('pgdqa:file', 'small/m.png');
assert (found.exitflag, 1);
try
  pgdqa_plot (output, 'What', 'f', 'File', 'small/p.png', 'Visible', 'off');
  error ('nothing was told');
catch err
  assert (err.identifier, 'pgdqa:value');
end
assert (get (0, 'children'), figures);
setenv ('TMPDIR', [pwd, '/small']);                           % gnuplot has no room for its picture
try
  pgdqa_plot (output, 'What', 'f', 'File', 'p.png', 'Visible', 'off');
  error ('nothing was told');
catch err
  assert (err.identifier, 'pgdqa:value');
end
assert (exist ('p.png', 'file'), 0);
END
  [ "$(cat small/r.html)" = old ]
  [ "$(cat small/c.json)" = old ]
  no_leftovers small
  no_leftovers
}

@test "an old file keeps its permissions, a link its target; what may not be written is refused" {
  mkdir elsewhere
  echo old >elsewhere/r.html
  chmod 600 elsewhere/r.html
  ln -s elsewhere/r.html link.html
  echo old >locked.html
  chmod 400 locked.html
  ln -s /dev/null null.html
  code <<'END'
[~, ~, ~, ~, output] = pgdqa_solve (pgdqa_testproblem ('lampariello'));
pgdqa_report (output, 'Plots', false, 'File', 'link.html');
pgdqa_report (output, 'Plots', false, 'File', 'new.html');
refused = {'null.html', ''};
if (geteuid () != 0)
  refused{3} = 'locked.html';
end
for file = refused
  try
    pgdqa_report (output, 'Plots', false, 'File', file{1});
    error ('nothing was refused');
  catch err
    assert (any (strcmp (err.identifier, {'pgdqa:value', 'pgdqa:option'})), err.message);
  end
end
END
  [ -L link.html ]
  grep -q '</html>' elsewhere/r.html
  [ "$(stat -c %a elsewhere/r.html)" = 600 ]
  [ "$(stat -c %a new.html)" = "$(printf %o $((0666 & ~$(umask))))" ]
  no_leftovers
}

# bats test_tags=long
@test "two writers of one file, both killed: a reader always finds a whole file" {
  cat >writer.m <<'END'
[~, ~, ~, ~, output] = pgdqa_solve (pgdqa_testproblem ('lampariello'));
while (true)
  pgdqa_report (output, 'Plots', false, 'Title', repmat ('x', 1, 2e6), 'File', 'page.html');
end
END
  "${OCTAVE[@]}" writer.m >/dev/null 2>&1 3>&- &
  first=$!
  "${OCTAVE[@]}" writer.m >/dev/null 2>&1 3>&- &
  second=$!
  for _ in $(seq 100); do
    [ -e page.html ] && break
    sleep 0.1
  done
  broken=0
  for _ in $(seq 40); do
    [ "$(tail -c 8 page.html)" = '</html>' ] || broken=$((broken + 1))
  done
  kill -9 "$first" "$second"
  wait "$first" "$second" || true
  echo "$broken of 40 looks found a part"
  [ "$broken" -eq 0 ]
  [ "$(tail -c 8 page.html)" = '</html>' ]
}

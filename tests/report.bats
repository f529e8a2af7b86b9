#!/usr/bin/env bats
# pgdqa_report: pages that are well-formed, self-contained and true.

load code

# well_formed FILE: balanced tags, no bare & or <; and what xmllint says, where it is installed
well_formed () {
  code <<END
text = fileread ('$1');
text = regexprep (text, '<style>.*?</style>', '');
assert (isempty (regexp (text, '&(?!amp;|lt;|gt;|quot;|#39;)', 'once')), 'a bare &');
tags = regexp (text, '<(/?)([a-z][a-z0-9]*)([^<>]*)>', 'tokens');
assert (numel (tags) + 1 == sum (text == '<'), 'a bare <');    % and the doctype
open = {};
for i = 1:numel (tags)
  [closing, name, rest] = tags{i}{:};
  if (strcmp (closing, '/'))
    assert (strcmp (open{end}, name), '</%s> closes <%s>', name, open{end});
    open(end) = [];
  elseif (isempty (rest) || rest(end) != '/')
    open{end + 1} = name;
  end
end
assert (isempty (open));
END
  if command -v xmllint; then
    xmllint --noout "$1"
  fi
}

self_contained () {
  lacks "$1" '\(src\|href\)="\(http\|file\|/\)'
  lacks "$1" '<script\|<link\|@import\|url('
}

@test "a page about one run is well-formed and self-contained, with its numbers" {
  code <<'END'
p = pgdqa_testproblem ('quadratic', 4, 3, 2);
[x, y, fval, exitflag, output] = pgdqa_solve (p, 'Schedule', 'adaptive', 'MaxCalls', 3000, 'Display', 'off');
file = pgdqa_report (output, 'File', 'one.html', 'Title', 'Two & <three>', 'Diagnosis', pgdqa_diagnose (p, 'Display', 'off'));
assert (file, 'one.html');
text = fileread (file);
[g0, ~, v0] = pgdqa_mex ('eval', p.g, p.x0, p.y0);
for number = {fval, pgdqa_mex('eval', p.f, p.x0, p.y0), g0, norm(v0), output.gval, output.kkt_residual}
  assert (any (strfind (text, sprintf ('<td>%.8g</td>', number{1}))), '%.8g', number{1});
end
assert (any (strfind (text, sprintf ('exitflag %d', exitflag))));
assert (any (strfind (text, '<th scope="row">MaxCalls</th><td>3000</td><td>Inf</td>')));
assert (isempty (strfind (text, '<th scope="row">TolLower</th><td>1e-08</td><td>')));
assert (any (strfind (text, sprintf ('<td>%d</td>', output.calls.total))));
assert (any (strfind (text, sprintf ('not refuted in %d starts', output.lower.starts))));
assert (any (strfind (text, '<p class="verdict good">suitable</p>')));
END
  well_formed one.html
  self_contained one.html
}

@test "a page has the forecast and its range, and says where f at the start is no bilevel value" {
  code <<'END'
p = pgdqa_testproblem ('quadratic', 20, 20, 1);
[~, ~, ~, ~, cut] = pgdqa_solve (p, 'MaxCalls', 200);
[x, y, ~, exitflag] = pgdqa_solve (p);
[~, ~, ~, again_exitflag, again] = pgdqa_solve (p.f, p.g, x, y);
assert ([exitflag, again_exitflag], [1, 1]);
[~, ~, ~, ~, fixed] = pgdqa_solve (p, 'Schedule', 'fixed', 'MaxIter', 20);
text = cellfun (@(o) fileread (pgdqa_report (o, 'File', 'page.html', 'Plots', false)), {cut, again, fixed}, 'UniformOutput', false);
has = @(words) ! cellfun (@isempty, strfind (text, words));
told = sprintf ('<td>%.1e, between %.1e and %.1e</td>', cut.expected_decrease, cut.expected_decrease_range);
assert (has (told), [true, false, false]);
assert (has ('expected further decrease of f</th><td>not known</td>'), [false, true, true]);
assert (has ('f at the start is no bilevel value'), [cut.start_solved == 0, false, false]);
assert ([cut.start_solved, again.start_solved, isnan(fixed.start_solved)], [0, 1, 1]);
END
  well_formed page.html
}

@test "a page begins with the answer, the verdict and the picture; options are folded; figures stand beside what is good" {
  code <<'END'
p = pgdqa_testproblem ('quadratic', 20, 20, 1);
[~, ~, ~, ~, output] = pgdqa_solve (p);
text = fileread (pgdqa_report (output, 'File', 'order.html'));
order = {'<h2>Answer</h2>', '<th scope="row">x</th><td>', '<th scope="row">y</th>', '<p class="verdict good">', '<p class="message">', ...
         '<h2>Key figures', '<h2>What was found', '<h2>Certificate', '<h2>What was asked'};
picture = {'<p class="missing">No plot', '<img '};
order = [order(1:5), picture(1 + ! isempty (available_graphics_toolkits ())), order(6:end)];
at = cellfun (@(s) min ([strfind(text, s), Inf]), order);
assert (all (isfinite (at)) && issorted (at), mat2str (at));
assert (any (strfind (text, sprintf ('%.8g, ... (20 in all, from %.8g to %.8g)</td>', output.problem.x(8), min (output.problem.x), max (output.problem.x)))));
assert (isempty (strfind (text, '<details open')));
assert (any (strfind (text, sprintf ('<td>%.8g</td><td>at most TolKKT = %g</td>', output.stationarity_relative, output.options.TolKKT))));
for table = regexp (text, '<table class="numbers rated">(.*?)</table>', 'tokens')
  assert (any (strfind (table{1}{1}, '<th scope="col">good when</th></tr>')));
end
[~, ~, ~, exitflag, output] = pgdqa_solve (p, 'MaxCalls', 100);
assert (exitflag, 0);
assert (any (strfind (fileread (pgdqa_report (output, 'File', 'none.html', 'Plots', false)), 'Point returned: no answer')));
END
  well_formed order.html
}

@test "a page about a tie that a search has found tells the other solution" {
  code <<'END'
[~, ~, ~, ~, output] = pgdqa_solve (@(x, y) (x - 0.25) .^ 2 + y .^ 2, @(x, y) y .^ 3 / 3 - x .^ 2 .* y, 0.5, -1, ...
                                    'XMin', -1, 'XMax', 1, 'YMin', -1, 'YMax', 1);
assert (isstruct (output.lower.tied));
tied = output.lower.tied;
text = fileread (pgdqa_report (output, 'File', 'tie.html', 'Plots', false));
assert (any (strfind (text, sprintf ('<th scope="row">tied</th><td>x = %.8g; y = %.8g; f = %.8g</td>', tied.x, tied.y, tied.f))));
END
  well_formed tie.html
}

@test "several runs in one page" {
  code <<'END'
p = pgdqa_testproblem ('lampariello');
[~, ~, ~, ~, first] = pgdqa_solve (p, 'Schedule', 'adaptive', 'Display', 'off');
[~, ~, ~, ~, second] = pgdqa_solve (p, 'Schedule', 'fixed', 'MaxIter', 40, 'Restore', true, 'Display', 'off');
pgdqa_report ({first, second}, 'File', 'several.html', 'Labels', {'A & <b>', 'plain "40"'});
text = fileread ('several.html');
assert (any (strfind (text, '<th scope="row">A &amp; &lt;b&gt;</th><td>1</td>')));
assert (any (strfind (text, '<th scope="row">plain &quot;40&quot;</th><td>0</td>')));
assert (any (strfind (text, sprintf ('<td>%d</td>', second.calls.total))));
END
  well_formed several.html
  self_contained several.html
}

@test "the calls that a page gives run, and resume where the run stopped" {
  code <<'END'
for schedule = {'adaptive', 'fixed', 'diminishing'}
  p = pgdqa_testproblem ('quadratic', 4, 3, 2, 'handles');
  [~, ~, ~, ~, output] = pgdqa_solve (p, 'Schedule', schedule{1}, 'MaxCalls', 60, 'Display', 'off');
  pgdqa_report (output, 'File', 'calls.html', 'Plots', false);
  text = fileread ('calls.html');
  blocks = regexp (text, '<pre class="octave">(.*?)</pre>', 'tokens');
  assert (numel (blocks), 3);
  plain = @(s) strrep (strrep (strrep (strrep (strrep (s, '&lt;', '<'), '&gt;', '>'), '&quot;', '"'), '&#39;', ''''), '&amp;', '&');
  eval (strrep (plain (blocks{2}{1}), 'Inf', '200'));        % resume, with a limit
  assert ([output2.problem.x0; output2.problem.y0], [output.problem.x; output.problem.y]);
  eval (plain (blocks{3}{1}));                              % roll back: the same run again
  assert ([x; y], [output.problem.x; output.problem.y]);
end
END
}

@test "the page is headed by the stop reason, also where the start could not be measured" {
  code <<'END'
function expect (stop, output)
  pgdqa_report (output, 'File', 'flag.html', 'Plots', false);
  text = fileread ('flag.html');
  rows = pgdqa_mex ('stops');
  row = rows(strcmp ({rows.name}, stop));
  assert (output.stop, stop);
  assert ({output.exitflag, output.at_rest}, {row.exitflag, row.at_rest});
  assert (any (strfind (text, sprintf ('exitflag %d: %s', row.exitflag, row.headline))), stop);
end
f = @(x, y) deal ((x - 1) ^ 2 + (y - 1) ^ 2, 2 * (x - 1), 2 * (y - 1));
g = @(x, y) deal ((x - y) ^ 2, 2 * (x - y), 2 * (y - x));
wrong = @(x, y) deal ((x - y) ^ 2, 2 * (x - y), 2 * (x - y));
concave = @(x, y) deal (-(y - x) ^ 2 / 2, y - x, x - y);
runs = {'certified', g, {}; 'converged', g, {'Schedule', 'fixed', 'TolKKT', 1e9, 'TolLower', 1e9}; 'max_iter', g, {'MaxIter', 1}
        'max_calls', g, {'MaxCalls', 15}; 'output_fcn', g, {'OutputFcn', @(x, v, s) true}; 'unbounded_lower', concave, {}
        'contradiction', wrong, {}};
for k = 1:rows (runs)
  [~, ~, ~, ~, output] = pgdqa_solve (f, runs{k,2}, 0, 0.5, runs{k,3}{:});
  expect (runs{k,1}, output);
end
END
}

@test "value-only handles, single precision, and functions that are gone" {
  code <<'END'
f = @(x, y) (x - 1) ^ 2 + (y - 1) ^ 2;
g = @(x, y) (x - y) ^ 2;
[~, ~, ~, ~, output] = pgdqa_solve (f, g, single (0), single (0.5), 'Schedule', 'adaptive', 'Display', 'off');
pgdqa_report (output, 'File', 'single.html', 'Plots', false);
text = fileread ('single.html');
assert (any (strfind (text, 'single precision')));
assert (isempty (strfind (text, '<th scope="row">TolKKT</th><td>0.001</td><td>')));
assert (any (strfind (text, '<th scope="row">derivatives</th><td>f: traced, products traced; g: traced, products traced</td>')));
[~, ~, ~, ~, output] = pgdqa_solve (f, @(x, y) g (x, y) + 0 * besselj (0, x), 0, 0.5);
pgdqa_report (output, 'File', 'single.html', 'Plots', false);
assert (any (strfind (fileread ('single.html'), 'g: difference, products difference (pgdqa_trace: fun cannot be traced')));
output.problem.f = @(x, y) error ('gone');
pgdqa_report (output, 'File', 'gone.html', 'Plots', false);
END
  well_formed single.html
  well_formed gone.html
}

@test "without a graphics toolkit the page says that the plot is missing" {
  code <<END
warning ('off', 'Octave:shadowed-function');
addpath ('$ROOT/tests/fixtures/no_toolkit');
[~, ~, ~, ~, output] = pgdqa_solve (pgdqa_testproblem ('lampariello'), 'Schedule', 'adaptive', 'Display', 'off');
pgdqa_report (output, 'File', 'bare.html');
assert (any (strfind (fileread ('bare.html'), 'No plot:')));
END
  well_formed bare.html
}

@test "gnuplot draws linear axes with negative values beside logarithmic ones without a word" {
  cat >draw.m <<'END'
warning ('off', 'print:nogs');   % Octave says once where there is no Ghostscript, though none is needed
f = @(x, y) deal ((x - 1) ^ 2 + (y - 1) ^ 2 - 50, 2 * (x - 1), 2 * (y - 1));
g = @(x, y) deal ((x + y - 1) ^ 2 - 50, 2 * (x + y - 1), 2 * (x + y - 1));
[~, ~, ~, ~, output] = pgdqa_solve (f, g, 3, 4);
pgdqa_report (output, 'File', 'page.html');
h = pgdqa_plot (output, 'What', {'f', 'stationarity'}, 'File', 'plot.png', 'Visible', 'off');
assert (max (get (h.axes(1), 'ylim')) < 0);
END
  run octave draw.m
  echo "$output"
  [ "$status" -eq 0 ]
  [ -z "$output" ]
}

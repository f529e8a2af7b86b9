#!/usr/bin/env bats
# What a run prints, and what OutputFcn is told.

load code

@test "Display off prints nothing" {
  run code <<'END'
[f, g] = lampariello ();
for schedule = {'adaptive', 'diminishing'}
  pgdqa_solve (f, g, 0, 0, 'Schedule', schedule{1}, 'MaxIter', 30, 'Restore', true);
  pgdqa_solve (f, g, 0, 0, 'Schedule', schedule{1}, 'MaxIter', 30, 'Display', 'off');
end
END
  echo "$output"
  [ "$status" -eq 0 ]
  [ -z "$(grep -v '^ans = ' <<<"$output")" ]
}

@test "Display final prints a summary at the end alone, with all that matters" {
  for schedule in diminishing adaptive; do
    run code <<END
[f, g] = lampariello ();
[x, y, fval, exitflag, output] = pgdqa_solve (f, g, 0, 0, 'Schedule', '$schedule', 'MaxIter', 30, 'Restore', true, 'Display', 'final');
printf ('%s\n', strrep (output.message, '; no search: f or g gives gradients', ''));   % which is known after the summary
lambda = sprintf (', lambda %.3g', output.lambda)(1:end * ! isnan (output.lambda));      % the default schedule has none
printf ('f %.8g, g %.8g, kkt residual %.2e%s, %d iterations, %d oracle calls, exitflag %d\n', fval, output.gval, ...
        output.kkt_residual, lambda, output.iterations, output.calls.total, exitflag);
tested = sprintf (', y not refuted in %d starts', output.lower.starts)(1:end * (output.lower.starts > 0));
printf ('relative stationarity %.1e (TolKKT %.1e), relative lower_opt %.1e (TolLower %.1e)%s, f %.8g before y was solved again\n', ...
        output.stationarity_relative, output.options.TolKKT, output.lower_opt_relative, output.options.TolLower, tested, output.fval_before);
END
    echo "$output"
    printed=$((${#lines[@]} - 3))
    [ "${lines[0]}" = "pgdqa: ${lines[printed]}" ]
    [ "$(sed 's/, [0-9.]* s,/,/' <<<"${lines[1]}")" = "  ${lines[printed + 1]}" ]
    [ "${lines[2]}" = "  ${lines[printed + 2]}" ]
    if [ "$schedule" = adaptive ]; then   # it alone knows what y0 is
      [ "$printed" -eq 4 ]
      [ "${lines[3]}" = "  f (x0, y0) is no bilevel value: y0 was not a lower-level solution at x0 (it need not be)" ]
    else
      [ "$printed" -eq 3 ]
    fi
  done
}

@test "the summary has the forecast where there is one, and says so where a relative measure was not had" {
  run code <<'END'
p = pgdqa_testproblem ('quadratic', 20, 20, 1);
[~, ~, ~, exitflag, output] = pgdqa_solve (p, 'MaxCalls', 200, 'Display', 'final');
assert (exitflag, 0);
assert (isnan (output.lower_opt_relative));
printf ('expected further decrease of f: %.1e, between %.1e and %.1e\n', output.expected_decrease, output.expected_decrease_range);
END
  echo "$output"
  [ "$status" -eq 0 ]
  grep -q 'relative lower_opt not measured (TolLower 1.0e-08)' <<<"$output"
  [ "$(grep -c "^ *${lines[-1]}$" <<<"$output")" -eq 2 ]
  run code <<'END'
p = pgdqa_testproblem ('quadratic', 20, 20, 1);
[x, y, ~, exitflag] = pgdqa_solve (p);
assert (exitflag, 1);
pgdqa_solve (p.f, p.g, x, y, 'Display', 'final');
END
  echo "$output"
  [ "$status" -eq 0 ]
  [ "$(grep -c 'expected further\|bilevel value' <<<"$output")" -eq 0 ]
}

@test "Display iter prints a table with round iterations, the point returned and the summary" {
  run code <<'END'
[f, g] = lampariello ();
pgdqa_solve (f, g, 0, 0, 'Schedule', 'diminishing', 'MaxIter', 120, 'Restore', true, 'TolKKT', 0, 'Display', 'iter');
END
  echo "$output"
  [ "$(tr -s ' ' <<<"${lines[0]}")" = "iteration f g stationarity lower_opt lambda step calls" ]
  [ "$(awk 'NR > 1 && $1 ~ /^[0-9]+$/ { printf "%s ", $1 }' <<<"$output")" = "0 1 2 5 10 20 50 100 120 " ]
  # every row as wide as the heading, the point returned marked
  [ "$(awk 'NR <= 10 { print NF }' <<<"$output" | sort -u | tr '\n' ' ')" = "8 9 " ]
  grep -q '^ *120 .* returned$' <<<"$output"
  [ "$(grep -c '^pgdqa: The run reached the iteration limit' <<<"$output")" -eq 1 ]
}

@test "the rows of Display iter are those of the history" {
  code <<'END'
p = pgdqa_testproblem ('convex', 10, 1);
for schedule = {'diminishing', 'adaptive'}
  text = evalc ("[~, ~, ~, ~, output] = pgdqa_solve (p, 'Schedule', schedule{1}, 'MaxIter', 20, 'Display', 'iter');");
  h = output.history;
  rows_printed = regexp (text, '^ +\d.*$', 'match', 'lineanchors', 'dotexceptnewline');
  iterations = [0, 1, 2, 5, 10, 20](find ([0, 1, 2, 5, 10, 20] <= output.iterations));
  assert (numel (iterations) >= 5 && numel (rows_printed) >= numel (iterations) + 1);
  for k = 1:numel (iterations)
    i = iterations(k) + 1;
    shown = sscanf (strrep (rows_printed{k}, ' - ', ' NaN '), '%g', 8)';
    assert (shown, [h.k(i), h.f(i), h.g(i), h.stationarity(i), h.lower_opt(i), h.lambda(i), h.step(i), h.calls(i)], -1e-3);
  end
end
END
}

@test "rows appear at once, not at the end" {
  code >log <<'END' &
function [v, gx, gy] = slow (x, y)
  pause (0.15);
  v = x ^ 2 + y ^ 2;
  gx = 2 * x;
  gy = 2 * y;
end
[~, g] = lampariello ();
pgdqa_solve (@slow, g, 0, 0, 'Schedule', 'diminishing', 'MaxIter', 12, 'TolKKT', 0, 'Display', 'iter');
disp ('at its end');
END
  for _ in $(seq 1000); do
    if grep -q '^ *1 ' log; then break; fi
    sleep 0.01
  done
  grep -q '^ *1 ' log
  lacks log 'at its end'
  wait
  grep -q 'at its end' log
}

@test "the time left is told under MaxCalls or MaxTime alone" {
  code <<'END'
[f, g] = lampariello ();
stop = {'OutputFcn', @(x, v, s) v.iteration == 5, 'Display', 'iter'};
for most = {20, Inf}
  text = evalc ("pgdqa_solve (f, g, 0, 0, 'Schedule', 'diminishing', 'MaxIter', most{1}, 'TolKKT', 0, stop{:});");
  assert (isempty (regexp (text, '\d\.\d s\n')) && isempty (strfind (text, ' left')));
end
text = evalc ("pgdqa_solve (f, g, 0, 0, 'Schedule', 'diminishing', 'MaxCalls', 90, 'MaxIter', Inf, 'TolKKT', 0, 'Display', 'iter');");
assert (numel (regexp (text, '\d\.\d s\n')) >= 5 && ! isempty (regexp (text, '      left\n')));
text = evalc ("pgdqa_solve (f, g, 0, 0, 'Schedule', 'diminishing', 'MaxIter', Inf, 'MaxTime', 1000, stop{:});");
assert (numel (regexp (text, '(1000|999)\.\d s\n')) >= 3);
END
}

@test "a run that has shown nothing for long warns once: calls, f, limits, how to stop" {
  code <<'END'
function v = late (v)
  pause (0.01);
end
p = pgdqa_testproblem ('quadratic', 'handles');
f = struct ('objective', 'handle', 'fun', @(x, y) p.f.fun (x, late (y)), 'hvp', []);
for options = {struct(), struct('MaxCalls', 70), struct('MaxTime', 0.5)}
  lastwarn ('');
  text = evalc ("[~, ~, ~, ~, output] = pgdqa_mex ('solve', f, p.g, p.x0, p.y0, options{1}, 0.1, []);");
  [words, id] = lastwarn ();
  assert (id, 'pgdqa:slow');
  assert (! isempty (regexp (words, '^pgdqa_solve: no answer yet after 0\.\d+ s and \d+ calls of f and g, f = ')), words);
  assert (! isempty (strfind (words, 'Ctrl-C stops it')));
  for name = {'MaxCalls', 'MaxTime'}
    assert (isempty (strfind (words, [name{1}, ' = '])), ! isfield (options{1}, name{1}));
  end
  assert (output.calls.total > 10);
end
lastwarn ('');
pgdqa_mex ('solve', f, p.g, p.x0, p.y0, struct ('MaxCalls', 70), 100, []);
pgdqa_mex ('solve', f, p.g, p.x0, p.y0, struct ('MaxCalls', 70), Inf, []);
pgdqa_solve (f, p.g, p.x0, p.y0, 'MaxCalls', 70);
assert (lastwarn (), '');
END
}

@test "only who waits at a prompt is warned" {
  cd "$ROOT/m/solve/private"
  octave --eval "
base = struct ('gui', false, 'terminal', true, 'program', 'octave-cli', 'arguments', {{'--no-history', '--path', 'x'}});
of = @(name, value) silence_allowed (struct (), setfield (base, name, value));
assert (silence_allowed (struct (), base), 10);
assert (of ('program', 'octave-cli-8.4.0'), 10);
assert (of ('terminal', false), Inf);
assert (of ('program', 'script.m'), Inf);
assert (of ('program', 'octave_study'), Inf);
assert (of ('arguments', {'--eval', 'x'}), Inf);
assert (of ('arguments', {'--eval=x'}), Inf);
gui = setfield (setfield (base, 'gui', true), 'terminal', false);
assert (silence_allowed (struct (), gui), 10);
assert (silence_allowed (struct ('Display', 'final'), gui), 10);
assert (silence_allowed (struct ('Display', 'iter'), gui), Inf);
assert (silence_allowed (struct ('OutputFcn', @(x, v, s) false), gui), Inf);
facts = session_facts ();
assert (facts.terminal, false);
assert (any (strncmp (facts.arguments, '--eval', 6)));
" </dev/null
}

@test "a terminal is seen as one, a script and --eval stay silent there" {
  script -qec true /dev/null </dev/null >/dev/null 2>&1 || skip 'needs script of util-linux and a pseudo-terminal'
  cat >said.m <<END
addpath ('$ROOT/m/solve/private');
disp (sprintf ('seconds %g', silence_allowed (struct (), session_facts ())))
END
  grep -q 'seconds Inf' <(script -qec "octave-cli --no-history --norc --path '$ROOT/m' --path '$ROOT/src' said.m" /dev/null </dev/null)
}

@test "OutputFcn and PlotFcn are told init once, iter at every iterate, done once" {
  code <<'END'
function stop = second (x, values, state)
  global seen
  seen(end+1,:) = [values.iteration, x, values.y];
  stop = false;
end
global seen
p = pgdqa_testproblem ('convex', 1, 1);
for schedule = {'diminishing', 'adaptive'}
  for name = {'OutputFcn', 'PlotFcn'}
    recorder ('reset');
    [x, y, fval, exitflag, output] = pgdqa_solve (p.f, p.g, 0.25, 1, 'Schedule', schedule{1}, 'MaxIter', 6, 'Restore', true, name{1}, @recorder);
    told = recorder ('read');
    assert ({told.state}, [{'init'}, repmat({'iter'}, 1, output.iterations + 1), {'done'}]);
    assert ([told(1).x, told(1).y], [told(2).x, told(2).y]);
    assert (told(1).x, 0.25);
    assert (told(1).y == 1 || strcmp (schedule{1}, 'adaptive'));      % adaptive solves the lower level before iterate 0
    assert ([told(end).x, told(end).y], [x, y]);
    values = [told(2:end-1).values];
    assert ([values.iteration], 0:output.iterations);
  end
  % both: each is told the same
  recorder ('reset');
  seen = zeros (0, 3);
  pgdqa_solve (p.f, p.g, 0.25, 1, 'Schedule', schedule{1}, 'MaxIter', 6, 'OutputFcn', @recorder, 'PlotFcn', @second);
  told = recorder ('read');
  values = [told.values];
  assert ([[values.iteration]', [told.x]', [told.y]'], seen);
end
END
}

@test "optimvalues has MATLAB's names and the columns of the history" {
  code <<'END'
p = pgdqa_testproblem ('convex', 4, 1, 'handles');
recorder ('reset');
[x, y, fval, exitflag, output] = pgdqa_solve (p.f, p.g, p.x0, p.y0 + 1, 'Schedule', 'diminishing', 'MaxIter', 5, 'OutputFcn', @recorder);
told = recorder ('read');
told = told(strcmp ({told.state}, 'iter'));
h = output.history;
for k = 1:6
  v = told(k).values;
  assert ([v.iteration, v.funccount, v.fval], [h.k(k), h.calls(k), h.f(k)]);
  for name = fieldnames (h)'
    assert (v.(name{1}), h.(name{1})(k));
  end
  [f, ~, ~] = p.f.fun (told(k).x, told(k).y);
  assert (v.fval, f, 1e-12);
  assert ({size(told(k).x), size(v.y)}, {[4, 1], [4, 1]});
end
END
}

@test "OutputFcn may answer with any scalar that is true or false" {
  code <<'END'
[f, g] = lampariello ();
for answer = {true, 1, single(1), int8(1), 2}
  [~, ~, ~, exitflag] = pgdqa_solve (f, g, 0, 0, 'OutputFcn', @(x, v, s) answer{1});
  assert (exitflag, -1);
end
for answer = {false, 0, single(0), int8(0)}
  [~, ~, ~, exitflag, output] = pgdqa_solve (f, g, 0, 0, 'Schedule', 'diminishing', 'MaxIter', 3, 'OutputFcn', @(x, v, s) answer{1});
  assert ([exitflag, output.iterations], [0, 3]);
end
END
}

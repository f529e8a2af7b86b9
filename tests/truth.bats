#!/usr/bin/env bats
# A claim (exitflag > 0) is true: random problems of many families, and a judge that knows nothing of the solver (tests/truth).

load code

OCTAVE+=(--path "$ROOT/tests/truth")

@test "the derivatives of every family are right" {
  code <<'END'
for name = truth_family ()
  p = truth_family (name{1}, 3);
  x = p.unit_x * 0.7 * cos ((1:numel (p.x0))');
  y = p.unit_y * 0.7 * sin ((1:numel (p.y0))');
  report = pgdqa_check (pgdqa_objective (p.f.fun, p.f.hvp), pgdqa_objective (p.g.fun, p.g.hvp), x, y, 'Display', 'off');
  assert (report.ok, '%s: f: %s, g: %s', name{1}, report.upper.verdict, report.lower.verdict);
end
END
}

@test "an instance depends on its seed alone, and the state of rand and randn is left" {
  code <<'END'
rand ('twister', 5);
randn ('twister', 6);
states = {rand('twister'), randn('twister')};
for name = truth_family ()
  p = truth_family (name{1}, 4);
  assert (isequal (states, {rand('twister'), randn('twister')}));
  rand ();
  randn ();
  q = truth_family (name{1}, 4);
  assert (isequal ([p.x0; p.y0], [q.x0; q.y0]) && p.g.fun (p.x0, p.y0) == q.g.fun (p.x0, p.y0));
  other = truth_family (name{1}, 5);
  assert (~ isequal ([p.x0; p.y0], [other.x0; other.y0]) || p.g.fun (p.x0, p.y0) ~= other.g.fun (p.x0, p.y0));
  rand ('twister', states{1});
  randn ('twister', states{2});
end
END
}

@test "the judge accepts right answers and catches planted wrong ones" {
  code <<'END'
caught = {};
for name = truth_family ()
  p = truth_family (name{1}, 3);
  [x, y, f, verdict] = truth_answer (p);
  if (verdict.false)
    % without bounds on the penalties there need be no least F
    assert (any (strcmp (name{1}, {'ridge', 'logistic', 'softmax'})), '%s: %s, F falls by %g R', name{1}, verdict.why, verdict.drop_f / verdict.R);
    continue;
  end
  for wrong = truth_planted (p, x, y, f, verdict)
    v = truth_judge (p, wrong.x, wrong.y, wrong.f);
    assert (v.false, '%s: %s not caught', name{1}, wrong.what);
    caught{end+1} = wrong.what;
  end
end
for what = {'x', 'y', 'y hidden'}
  assert (nnz (strcmp (caught, what{1})) >= 20, '%s: only %d planted', what{1}, nnz (strcmp (caught, what{1})));
end
assert (any (strcmp (caught, 'maximum')));
END
}

# quick SEED MODE: one instance of every family; prints false claims and claims that a restart refutes
quick () {
  code <<END
runs = truth_run ('', $1, '$2');
runs = runs(~ [runs.many_wells]);
wrong = [runs.false] | ([runs.exitflag] == 1 & [runs.fell]);
assert (nnz ([runs.claim]) >= 15);
assert (~ any (wrong), '%d of %d claims are false or fall when restarted', nnz (wrong), nnz ([runs.claim]));
END
}

@test "no false claim, and claims survive a restart: with products" {
  quick 2 products
}

@test "no false claim, and claims survive a restart: with gradients" {
  quick 9 gradients
}

@test "no false claim, and claims survive a restart: by values" {
  quick 16 values
}

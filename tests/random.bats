#!/usr/bin/env bats
# Whatever the arguments, a public function returns or raises an error of the package; the session lives.

load code

# random_calls_are_clean SEED COUNT
random_calls_are_clean () {
  { printf 'seed = %d; count = %d;\n' "$1" "$2"; cat <<'END'; } | code
r = random_calls (seed, count);
for v = r.violations
  printf ('call %d: %s (%s): [%s] %s @%s\n', v.number, v.name, v.arguments, v.id, v.message, v.where);
end
assert (isempty (r.violations));
assert (r.raised > 0.2 * count && r.raised < 0.9 * count);  % both kinds of call were tried
assert (all (structfun (@(number) number > 0, r.calls)));
assert (r.slowest < 20, '%g s: %s', r.slowest, r.slowest_call);
assert (r.growth < 60e3, '%g kB', r.growth);
still_solves ();
END
}

@test "600 random calls: every error has an id of pgdqa, memory stays flat, no call takes 20 s" {
  random_calls_are_clean 18 600
}

# bats test_tags=long
@test "10,000 more, likewise" {
  random_calls_are_clean 1001 10000
}

@test "random calls repeat: a call is made again by its number, whatever came before it" {
  code <<'END'
r = random_calls (18, 0);
assert (r.raised, 0);
a = random_calls (18, 2000, 77);
b = random_calls (18, 2000, 77);
assert ({a.slowest_call, a.raised, numel(a.arguments)}, {b.slowest_call, b.raised, numel(b.arguments)});
END
}

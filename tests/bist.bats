#!/usr/bin/env bats
# The %! tests inside the .m files, in this tree (`make check`).  `make test` runs them in install.bats, where `pkg test` does.

load helper

# The tests in the function whose name is the test's; at least one
bist () {
  oct "[passed, total] = test ('$ROOT/m/$BATS_TEST_DESCRIPTION.m', 'quiet', stdout);
       if (passed < total || total == 0), error ('%d of %d tests passed', passed, total); end"
}

# the slowest first, so that they run side by side
@test "pgdqa_demo"          { bist; }
@test "pgdqa_terms"         { bist; }
@test "pgdqa_check"         { bist; }
@test "pgdqa_variant"       { bist; }
@test "pgdqa_testproblem"   { bist; }
@test "pgdqa_plot"          { bist; }
@test "pgdqa_compare"       { bist; }
@test "pgdqa_compare_plot"  { bist; }
@test "pgdqa_diagnose"      { bist; }
@test "pgdqa_hypercleaning" { bist; }
@test "pgdqa_multistart"    { bist; }
@test "pgdqa_objective"     { bist; }
@test "pgdqa_options"       { bist; }
@test "pgdqa_plot_live"     { bist; }
@test "pgdqa_profile"       { bist; }
@test "pgdqa_quadratic"     { bist; }
@test "pgdqa_regselection"  { bist; }
@test "pgdqa_report"        { bist; }
@test "pgdqa_sensitivity"   { bist; }
@test "pgdqa_solve"         { bist; }
@test "pgdqa_term"          { bist; }

@test "every function is named above" {
  diff <(public_functions) <(sed -n 's/^@test "\(pgdqa_[a-z_]*\)".*/\1/p' "$BATS_TEST_FILENAME" | sort)
}

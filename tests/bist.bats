#!/usr/bin/env bats
# The %! tests inside the .m files, in this tree (`make check`).  `make test` runs them in install.bats, where `pkg test` does.

load helper

# The tests in the functions that the test's name lists; at least one in each
bist () {
  oct "for name = strsplit ('$BATS_TEST_DESCRIPTION')
         [passed, total] = test (which (name{1}), 'quiet', stdout);
         if (passed < total || total == 0), error ('%s: %d of %d tests passed', name{1}, passed, total); end
       end"
}

# the slowest first, so that they run side by side; the quick ones share an Octave
@test "pgdqa_demo"                                          { bist; }
@test "pgdqa_check"                                         { bist; }
@test "pgdqa_terms pgdqa_testproblem"                       { bist; }
@test "pgdqa_variant pgdqa_compare pgdqa_compare_plot"      { bist; }
@test "pgdqa_plot pgdqa_plot_live pgdqa_report"             { bist; }
@test "pgdqa_diagnose pgdqa_hypercleaning pgdqa_multistart" { bist; }
@test "pgdqa_methods pgdqa_constraints pgdqa_checkpoint pgdqa pgdqa_mpi pgdqa_output pgdqa_objective pgdqa_options pgdqa_profile pgdqa_quadratic pgdqa_regselection pgdqa_sensitivity pgdqa_solve pgdqa_term pgdqa_trace" { bist; }

@test "every function is named above" {
  diff <(public_functions) <(sed -n 's/^@test "\(pgdqa_[a-z_ ]*\)".*/\1/p' "$BATS_TEST_FILENAME" | tr ' ' '\n' | sort)
}

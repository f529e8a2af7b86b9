/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "methods/adaptive/progress.h"
#include "test.h"

/* f after 0, 1, ..., 64 calls.  */
static progress
path (double (*f) (double calls))
{
  progress p;
  progress_start (&p);
  for (int i = 0; i <= 64; i++)
    progress_note (&p, i, f (i), 1);
  return p;
}

static double
falls_by_doubling (double calls)
{
  return -log2 (fmax (calls, 1));
}

static double
decays (double calls)
{
  return 1 / fmax (calls, 1);
}

static double
rises (double calls)
{
  return calls;
}

static double
rests (double calls)
{
  (void) calls;
  return 5;
}

TEST (the_decrease_expected_is_extrapolated_over_ten_times_as_many_calls)
{
  progress p = path (falls_by_doubling);
  CHECK_NEAR (progress_expected_decrease (&p), log2 (10), 1e-12); /* 1 for each doubling */
  p = path (decays); /* ratio (1/2 sqrt (1/4))^(1/2) = 1/2, moved to 2^(-3/4) */
  const double ratio = pow (2, -0.75), expected = progress_expected_decrease (&p);
  CHECK_NEAR (expected, ratio * (1 - pow (ratio, log2 (10))) / (1 - ratio) / 64, 1e-12);
  CHECK (expected > 1. / 64 - 1. / 640); /* the true decrease: a slow decay is taken for slower */
  p = path (rests);
  CHECK (progress_expected_decrease (&p) == 0);
}

TEST (a_short_path_and_one_that_rises_tell_nothing)
{
  progress p = path (rises);
  CHECK (isnan (progress_expected_decrease (&p)));
  p = path (decays);
  p.count = 15;
  CHECK (isnan (progress_expected_decrease (&p)));
  p.count = 16;
  CHECK (!isnan (progress_expected_decrease (&p)));
}

TEST (a_long_path_keeps_its_start_and_thins_out)
{
  progress p;
  progress_start (&p);
  for (int i = 0; i < 5000; i++)
    progress_note (&p, i, -i, 1);
  CHECK (p.count <= progress_most && p.count >= progress_most / 4);
  CHECK (p.calls[0] == 0 && p.calls[p.count - 1] >= 5000 - 2 * p.every);
  for (int i = 1; i < p.count; i++)
    CHECK (p.calls[i] > p.calls[i - 1] && p.f[i] == -p.calls[i]);
}

TEST (progress_is_slow_when_a_decade_takes_almost_half_of_all_calls)
{
  progress p;
  progress_start (&p);
  for (int i = 0; i <= 10; i++) /* a decade in 100 calls */
    progress_note (&p, 100 * i, 1, pow (10, -i));
  CHECK (!progress_is_slow (&p, 1e-10, 1000)); /* 1e-9 was reached after 900 */
  CHECK (!progress_is_slow (&p, 1e-10, 1600));
  CHECK (progress_is_slow (&p, 1e-10, 1700));
  CHECK (!progress_is_flat (&p, 1e-10, 1600, 1));
}

TEST (a_path_at_rest_is_flat_after_two_hundred_calls_and_one_that_falls_is_not)
{
  progress p = path (rests);
  CHECK (!progress_is_flat (&p, 1, 199, 0) && progress_is_flat (&p, 1, 200, 0));
  p = path (decays);
  const double expected = progress_expected_decrease (&p);
  CHECK (progress_is_flat (&p, 1, 200, 1.01 * expected) && !progress_is_flat (&p, 1, 200, 0.99 * expected));
  CHECK (progress_is_flat (&p, 1, 4000, 1.01 * expected / 36000)); /* for each of 9 * 4000 further calls */
  CHECK (!progress_is_flat (&p, 1, 4000, 0.99 * expected / 36000));
}

TEST (calls_skipped_are_as_if_they_had_not_been_made)
{
  progress p = path (decays);
  const double expected = progress_expected_decrease (&p);
  progress_note (&p, 65, 0, 1e-3);
  progress_skip (&p, 1000);
  CHECK (p.calls[0] == 1000 && p.first_calls[60] == 1065 && p.first_calls[61] == 0);
  p.count--;
  CHECK_NEAR (progress_expected_decrease (&p), expected, 1e-15);
}

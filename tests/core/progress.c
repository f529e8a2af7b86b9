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
    progress_note (&p, i, f (i), 1, INFINITY);
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

TEST (all_further_decrease_is_the_sum_of_what_doublings_of_the_calls_are_to_give)
{
  progress p = path (decays); /* by 1/64, 1/32, 1/16 in the last doublings: ratio (1/2 sqrt (1/4))^(1/2) = 1/2 */
  forecast f = progress_forecast (&p);
  CHECK_NEAR (f.expected, 1. / 64, 1e-12); /* the true decrease */
  CHECK_NEAR (f.low, 1. / 64 / 3, 1e-12);
  CHECK_NEAR (f.high, 1. / 64 * sqrt (0.5) / (1 - sqrt (0.5)), 1e-12);
  p = path (falls_by_doubling); /* as much in each: no end is in sight */
  CHECK (progress_forecast (&p).expected == INFINITY);
  p = path (rests);
  f = progress_forecast (&p);
  CHECK (f.low == 0 && f.expected == 0 && f.high == 0);
}

TEST (a_short_path_and_one_that_rises_tell_nothing)
{
  progress p = path (rises);
  forecast f = progress_forecast (&p);
  CHECK (isnan (f.low) && isnan (f.expected) && isnan (f.high));
  p = path (decays);
  p.count = 15;
  CHECK (isnan (progress_forecast (&p).expected));
  p.count = 16;
  CHECK (!isnan (progress_forecast (&p).expected));
}

TEST (what_f_has_fallen_by_since_the_path_began)
{
  progress p = path (decays);
  CHECK (progress_fallen (&p) == 1 - 1. / 64);
  progress_start (&p);
  CHECK (progress_fallen (&p) == 0);
}

TEST (a_long_path_keeps_its_start_and_thins_out)
{
  progress p;
  progress_start (&p);
  for (int i = 0; i < 5000; i++)
    progress_note (&p, i, -i, 1, 2 * i);
  CHECK (p.count <= progress_most && p.count >= progress_most / 4);
  CHECK (p.calls[0] == 0 && p.calls[p.count - 1] >= 5000 - 2 * p.every);
  for (int i = 1; i < p.count; i++)
    CHECK (p.calls[i] > p.calls[i - 1] && p.f[i] == -p.calls[i] && p.expected[i] == 2 * p.calls[i]);
}

TEST (progress_is_slow_when_a_decade_takes_almost_half_of_all_calls)
{
  progress p;
  progress_start (&p);
  for (int i = 0; i <= 10; i++) /* a decade in 100 calls */
    progress_note (&p, 100 * i, 1, pow (10, -i), INFINITY);
  CHECK (!progress_is_slow (&p, 1e-10, 1000)); /* 1e-9 was reached after 900 */
  CHECK (!progress_is_slow (&p, 1e-10, 1600));
  CHECK (progress_is_slow (&p, 1e-10, 1700));
}

TEST (the_model_is_slow_when_two_decades_take_almost_half_of_all_calls)
{
  progress p;
  progress_start (&p);
  CHECK (!progress_model_is_slow (&p, 1, 1000));
  progress_note (&p, 0, 1, 1, INFINITY); /* unknown */
  for (int i = 1; i <= 10; i++)          /* a decade in 100 calls */
    progress_note (&p, 100 * i, 1, 1, pow (10, -i));
  CHECK (!progress_model_is_slow (&p, 0.99e-10, 1000)); /* a hundred times as much was expected after 900 */
  CHECK (!progress_model_is_slow (&p, 0.99e-10, 1630));
  CHECK (progress_model_is_slow (&p, 0.99e-10, 1640));
  CHECK (progress_model_is_slow (&p, 1.01e-10, 1460) && !progress_model_is_slow (&p, 1.01e-10, 1450)); /* after 800 */
  CHECK (!progress_model_is_slow (&p, 1e-13, 1e6)); /* as little was never expected */
}

TEST (a_path_at_rest_is_flat_after_two_hundred_calls_and_one_that_falls_is_not)
{
  progress p = path (rests);
  CHECK (!progress_is_flat (&p, 199, 0) && progress_is_flat (&p, 200, 0));
  p = path (decays);
  const double high = progress_forecast (&p).high;
  CHECK (progress_is_flat (&p, 200, 1.01 * high) && !progress_is_flat (&p, 200, 0.99 * high));
  p = path (rises);
  CHECK (!progress_is_flat (&p, 1000, 1e9));
}

TEST (a_path_stands_where_f_has_not_fallen_in_half_of_all_calls)
{
  progress p;
  progress_start (&p);
  for (int i = 0; i < 64; i++)
    progress_note (&p, 10 * i, i < 32 ? 64 - i : 33 + 1e-4 * i, 1, 1);
  CHECK (progress_stands (&p));
  progress_start (&p);
  for (int i = 0; i < 64; i++)
    progress_note (&p, 10 * i, 1 - 1e-9 * i, 1, 1);
  CHECK (!progress_stands (&p)); /* it falls */
  progress_start (&p);
  for (int i = 0; i < 20; i++)
    progress_note (&p, 1000 * i, 1, 1, 1);
  CHECK (!progress_stands (&p)); /* too few steps */
}

TEST (calls_skipped_are_as_if_they_had_not_been_made)
{
  progress p = path (decays);
  const double expected = progress_forecast (&p).expected;
  progress_note (&p, 65, 0, 1e-3, INFINITY);
  progress_skip (&p, 1000);
  CHECK (p.calls[0] == 1000 && p.first_calls[60] == 1065 && p.first_calls[61] == 0);
  p.count--;
  CHECK_NEAR (progress_forecast (&p).expected, expected, 1e-15);
}

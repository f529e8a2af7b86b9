/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/random.h"
#include "test.h"

TEST (random_numbers_repeat_and_have_their_moments)
{
  enum { count = 100000 };
  random_state r = { 1 }, again = { 1 }, other = { 2 };
  double sum = 0, squares = 0, fourths = 0, least = 1, most = 0;
  CHECK (random_uniform (&r) == random_uniform (&again));
  CHECK (random_uniform (&r) != random_uniform (&other));
  for (int i = 0; i < count; i++) {
    const double u = random_uniform (&r), z = random_normal (&r);
    least = fmin (least, u);
    most = fmax (most, u);
    sum += z / count;
    squares += z * z / count;
    fourths += z * z * z * z / count;
  }
  CHECK (least > 0 && least < 1e-3 && most < 1 && most > 1 - 1e-3);
  CHECK_NEAR (sum, 0, 0.015);
  CHECK_NEAR (squares, 1, 0.02);
  CHECK_NEAR (fourths, 3, 0.15);
}

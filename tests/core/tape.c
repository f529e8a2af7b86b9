/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   What objectives.c does not test of tapes: guards, several tapes, stable forms, and data that are no tape.  */
#include "base/real.h"

#include "numeric.h"
#include "tape_random.h"

static const dims two = { 1, 1 };

static instance
instance_of (matrix *data, size_t parts, dims d)
{
  return (instance){ .kind = &objective_tape, .level = "tested", .data = data, .parts = parts, .order = 2, .d = d };
}

/* slope * y where x < 0 turns out as EXPECTED, in data.  */
static void
write_branch (matrix *data, double slope, double expected)
{
  script *s = test_memory (sizeof *s);
  *s = (script){ 0 };
  const size_t x = add_node (s, "x", 0, 0, 1, 1), y = add_node (s, "y", 0, 0, 1, 1), zero = add_number (s, 0);
  const size_t test = add_node (s, "lt", x, zero, 1, 1), result = add_node (s, "times", y, add_number (s, slope), 1, 1);
  s->guards[0][0] = (double) test;
  s->guards[0][1] = (double) add_number (s, expected);
  s->guard_count = 1;
  write_tape (s, result, data);
}

TEST (each_tape_serves_where_its_guards_hold)
{
  matrix data[2 * tape_fields];
  write_branch (data, 3, 1);
  write_branch (data + tape_fields, 5, 0);
  instance o = instance_of (data, 2, two);
  LAY_OUT (instance_layout (&o, a));
  const real points[] = { -1, 2, -3, 4 };
  for (int i = 0; i < 4; i++) {
    const real x = points[i], y = 7, v = 1;
    real gx, gy, hy;
    double phi;
    o.kind->eval (&o, &x, &y, &phi, &gx, &gy);
    CHECK_NEAR (phi, x < 0 ? 21 : 35, 0);
    CHECK_NEAR ((double) gy, x < 0 ? 3 : 5, 0);
    o.kind->hvp (&o, NULL, &v, NULL, &hy);
    CHECK_NEAR ((double) hy, 0, 0);
  }
}

TEST (where_no_guard_holds_everything_is_NaN)
{
  matrix data[tape_fields];
  write_branch (data, 3, 1);
  instance o = instance_of (data, 1, two);
  LAY_OUT (instance_layout (&o, a));
  const real x = 1, y = 2;
  real gx, gy, hx, hy;
  double phi, largest;
  o.kind->eval (&o, &x, &y, &phi, &gx, &gy);
  CHECK (isnan (phi) && isnan (gx) && isnan (gy) && !tape_examine (&o, &largest));
  o.kind->hvp (&o, &x, &y, &hx, &hy);
  CHECK (isnan (hx) && isnan (hy));
  const real there = -1;
  o.kind->eval (&o, &there, &y, &phi, &gx, &gy);
  CHECK (phi == 6 && tape_examine (&o, &largest) && largest == 6);
}

TEST (sums_of_exponentials_do_not_overflow)
{
  script *s = test_memory (sizeof *s);
  matrix data[tape_fields];
  *s = (script){ 0 };
  const size_t y = add_node (s, "y", 0, 0, 2, 1), start = s->owns;
  add_own (s, 1);
  const size_t sum = add_from (s, "logsumexp", y, 0, 1, 1, start), soft = add_node (s, "softplus", y, 0, 2, 1);
  const size_t again = s->owns;
  add_own (s, 1);
  write_tape (s, add_node (s, "plus", sum, add_from (s, "sum", soft, 0, 1, 1, again), 1, 1), data);
  instance o = instance_of (data, 1, (dims){ 1, 2 });
  LAY_OUT (instance_layout (&o, a));
  const real x = 0, at[] = { 2000, 1990 };
  real gy[2];
  double phi;
  o.kind->eval (&o, &x, at, &phi, NULL, gy);
  CHECK_NEAR (phi, 5990 + log1p (exp (-10)), in_precision (1e-9, 1e-2));
  CHECK_NEAR ((double) gy[0], 2 - 1 / (1 + exp (10)), in_precision (1e-12, 1e-3));
}

TEST (x_that_stays_is_not_computed_again_and_one_that_moves_is)
{
  instance o = random_tape (&objective_tape, (dims){ 3, 4 }, 2);
  instance fresh = o;
  LAY_OUT (instance_layout (&fresh, a));
  real *x = random_vector (3), *y = random_vector (4), *gx = zeros (3), *other = zeros (3);
  for (int i = 0; i < 6; i++) {
    double phi, again;
    if (i == 3)
      x = random_vector (3);
    y = random_vector (4);
    o.kind->eval (&o, x, y, &phi, gx, NULL);
    LAY_OUT (instance_layout (&fresh, a));
    fresh.kind->eval (&fresh, x, y, &again, other, NULL);
    CHECK (phi == again && memcmp (gx, other, 3 * sizeof *gx) == 0);
  }
}

/* (hx, hy) where the gradient that was asked for before is that by x alone, by y alone, or both.  */
static void
product_after (instance *o, unsigned asked, const real *z, const real *v, real *h)
{
  double phi;
  real *g = zeros (7);
  LAY_OUT (instance_layout (o, a));
  o->kind->eval (o, z, z + 3, &phi, asked & ON_X ? g : NULL, asked & ON_Y ? g + 3 : NULL);
  o->kind->hvp (o, v, v + 3, h, h + 3);
}

TEST (products_are_the_same_whichever_gradient_was_asked_for_before)
{
  for (size_t which = 0; which < 9; which++) {
    instance o = random_tape (&objective_tape, (dims){ 3, 4 }, which);
    real *z = random_vector (7), *v = random_vector (7), *expected = zeros (7), *h = zeros (7);
    product_after (&o, ON_X | ON_Y, z, v, expected);
    for (unsigned asked = 0; asked <= ON_Y; asked++) {
      product_after (&o, asked, z, v, h);
      CHECK (memcmp (h, expected, 7 * sizeof *h) == 0);
    }
  }
}

/* Changes one number of a tape into another that its field may hold.  */
static void
spoil (matrix *data)
{
  static const double favourites[] = { 0, 1, 2, 3, 5, 7, 13, 64, 1e6, 1e9, 1e15 };
  const size_t which = random_below (20);
  matrix *M = &data[which < 12 ? NODES : which < 16 ? OWN : which % tape_fields];
  if (!M->val)
    return;
  real *val = (real *) M->val;
  const size_t k = random_below (M->rows * M->cols);
  val[k] = (real) (test_random () > 0 ? favourites[random_below (11)]
                                      : floor (fmax (0, (double) val[k] + 3 * test_random ())));
}

TEST (data_that_are_no_tape_are_refused_in_words_or_do_no_harm)
{
  const dims d = { 2, 3 };
  int refused = 0;
  for (size_t trial = 0; trial < 400; trial++) {
    script *s = test_memory (sizeof *s);
    matrix data[tape_fields];
    size_t result;
    char words[256] = "";
    random_script (s, d, trial % 9, &result);
    write_tape (s, result, data);
    if (trial % 5)
      for (size_t k = 0; k <= random_below (3); k++)
        spoil (data);
    if (data[ELEMENTS].val[0] > 1e6f || data[LARGEST].val[0] > 1e6f || data[FACTORS].val[0] > 1e6f)
      continue; /* the host has no memory for it */
    instance o = instance_of (data, 1, d);
    LAY_OUT (instance_layout (&o, a));
    const status e = o.kind->verify (&o, words, sizeof words);
    CHECK (trial % 5 || e == RUNNING);
    CHECK ((e == RUNNING) == (*words == '\0'));
    refused += e != RUNNING;
    if (e != RUNNING)
      continue;
    real *x = random_vector (2), *y = random_vector (3), *gx = zeros (2), *gy = zeros (3);
    double phi;
    CHECK (o.kind->eval (&o, x, y, &phi, gx, gy) == RUNNING);
    CHECK (o.kind->hvp (&o, x, y, gx, gy) == RUNNING);
  }
  CHECK (refused > 100);
}

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Objective distributed on ranks that are played: rank 1 of 2 lacks the first x, and rank 0 has added what it has in advance.  */
#include "base/real.h"

#include <string.h>

#include "objectives/distributed.h"
#include "instances.h"

enum { whole_n = 3, own_n = 2, m = 2, most = comm_header + 1 + whole_n + m };

/* What rank 0 adds in the next turn.  */
static double other[most];
static size_t turns;

static void
add_other (double *a, size_t count)
{
  CHECK (count <= most);
  for (size_t i = 0; i < count; i++)
    a[i] += other[i];
  turns++;
}

static double
late (void)
{
  return 7;
}

/* x'x + x_1 y_1 + y'y */
static double
part (dims d, const double *z, double *grad, const double *v, double *Hv)
{
  double sum = z[0] * z[d.n];
  for (size_t i = 0; i < d.n + d.m; i++) {
    sum += z[i] * z[i];
    if (grad)
      grad[i] = 2 * z[i] + (i == 0 ? z[d.n] : i == d.n ? z[0] : 0);
    if (Hv)
      Hv[i] = 2 * v[i] + (i == 0 ? v[d.n] : i == d.n ? v[0] : 0);
  }
  return sum;
}

typedef struct played {
  comm ranks;
  formula formula;
  distribution share;
  instance part, whole;
} played;

static played *
play (void)
{
  played *p = test_memory (sizeof *p);
  memset (other, 0, sizeof other);
  turns = 0;
  *p = (played){ .ranks = { .rank = 1, .size = 2, .local = 2, .sum = add_other, .now = late },
                 .formula = { .phi = part } };
  p->part = (instance){
    .kind = &formula_objective, .level = "lower", .data = &p->formula, .parts = 1, .d = { own_n, m }, .order = 2
  };
  p->share = (distribution){ &p->ranks, 0.5, 1, distributed_scratch (&p->part, 1) };
  p->whole = (instance){ .kind = &objective_distributed,
                         .level = "lower",
                         .data = &p->share,
                         .parts = 1,
                         .d = { whole_n, m },
                         .order = 2,
                         .part = { &p->part } };
  LAY_OUT (instance_layout (&p->whole, a));
  CHECK (turns == 1); /* on the number of rows */
  return p;
}

static const real x[whole_n] = { 9, 1, 2 }, y[m] = { 3, 4 };

/* The number by which rank 0 says where it is.  */
static double
print_of (int call)
{
  return comm_print (comm_print (call, x, sizeof x), y, sizeof y);
}

TEST (a_distributed_objective_is_the_weighted_sum_over_the_ranks_with_each_x_in_its_place)
{
  played *p = play ();
  double phi;
  real gx[whole_n], gy[m];
  const double added[] = { 0, 5, print_of (1), 100, 10, 0, 0, 20, 30 };
  memcpy (other, added, sizeof added);
  CHECK (p->whole.kind->eval (&p->whole, x, y, &phi, gx, gy) == RUNNING);
  CHECK_NEAR (phi, 100 + 0.5 * (1 + 4 + 9 + 16 + 3), 1e-6);
  const double expected[] = { 10, 0.5 * (2 + 3), 0.5 * 4, 20 + 0.5 * (6 + 1), 30 + 0.5 * 8 };
  for (int i = 0; i < whole_n; i++)
    CHECK_NEAR ((double) gx[i], expected[i], 1e-6);
  for (int i = 0; i < m; i++)
    CHECK_NEAR ((double) gy[i], expected[whole_n + i], 1e-6);
  CHECK (p->ranks.clock == 5 && turns == 2 && !p->ranks.apart);
}

TEST (a_product_of_a_distributed_objective_takes_one_turn)
{
  played *p = play ();
  double phi;
  real hx[whole_n], hy[m];
  other[2] = print_of (1);
  CHECK (p->whole.kind->eval (&p->whole, x, y, &phi, NULL, NULL) == RUNNING);
  other[2] = print_of (2);
  other[comm_header] = 1;
  CHECK (p->whole.kind->hvp (&p->whole, x, y, hx, hy) == RUNNING);
  CHECK (turns == 3);
  const double expected[] = { 1, 0.5 * (2 + 3), 0.5 * 4, 0.5 * (6 + 1), 0.5 * 8 };
  for (int i = 0; i < whole_n; i++)
    CHECK_NEAR ((double) hx[i], expected[i], 1e-6);
  for (int i = 0; i < m; i++)
    CHECK_NEAR ((double) hy[i], expected[whole_n + i], 1e-6);
}

TEST (a_rank_that_fails_ends_the_others_and_no_more_turns_are_taken)
{
  played *p = play ();
  double phi;
  other[0] = 1;
  CHECK (p->whole.kind->eval (&p->whole, x, y, &phi, NULL, NULL) == ERROR_OTHER_RANK);
  CHECK (p->ranks.ended && turns == 2);
  CHECK (p->whole.kind->eval (&p->whole, x, y, &phi, NULL, NULL) == ERROR_OTHER_RANK);
  CHECK (turns == 2);
}

TEST (a_rank_at_another_point_than_rank_0_ends_all_in_the_next_turn)
{
  played *p = play ();
  double phi;
  other[2] = print_of (1) + 1;
  CHECK (p->whole.kind->eval (&p->whole, x, y, &phi, NULL, NULL) == RUNNING);
  CHECK (p->ranks.apart);
  CHECK (p->whole.kind->eval (&p->whole, x, y, &phi, NULL, NULL) == ERROR_OTHER_RANK);
}

TEST (a_turn_left_early_is_still_taken_and_fails)
{
  played *p = play ();
  {
    double a[comm_header + 2];
    __attribute__ ((cleanup (comm_leave))) turn t = { .ranks = &p->ranks, .a = a, .count = 2 };
  }
  CHECK (turns == 2 && p->ranks.ended);
}

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Operations on each element.  Runs of elements that fit a cache go through loops over plain arrays, which compilers vectorise.
   Derivatives are not stored but made again from the arguments and the value.  */
#include "base/real.h"

#include <tgmath.h>

#include "objectives/tape_elementwise.h"

/* ---- functions of the table ---- */

#define LN_2 0.69314718055994530942
#define LN_10 2.30258509299404568402
#define TWO_OVER_SQRT_PI 1.12837916709551257390

static inline real
logistic (real a)
{
  const real e = exp (-fabs (a)); /* at most 1: no overflow */
  return (a >= 0 ? 1 : e) / (1 + e);
}

static inline real
logistic_slope (real a)
{
  const real e = exp (-fabs (a));
  return e / ((1 + e) * (1 + e));
}

/* Octave's gammaln is complex below 0.  */
static inline real
log_gamma (real a)
{
  return a < 0 ? (real) NAN : lgamma (a);
}

/* For a > 0: the recurrence up to 10, then the asymptotic series.  */
static double
digamma (real a)
{
  double t = (double) a, sum = 0;
  for (; t < 10; t++)
    sum -= 1 / t;
  const double s = 1 / (t * t);
  return sum + log (t) - 0.5 / t
         - s * (1.0 / 12 - s * (1.0 / 120 - s * (1.0 / 252 - s * (1.0 / 240 - s * (1.0 / 132 - s * 691 / 32760)))));
}

static double
trigamma (real a)
{
  double t = (double) a, sum = 0;
  for (; t < 10; t++)
    sum += 1 / (t * t);
  const double s = 1 / (t * t);
  return sum + 1 / t + s / 2
         + s / t * (1.0 / 6 - s * (1.0 / 30 - s * (1.0 / 42 - s * (1.0 / 30 - s * (5.0 / 66 - s * 691 / 2730)))));
}

static inline real
power_a (real a, real b)
{
  return b == 0 ? 0 : b * pow (a, b - 1);
}

static inline real
power_aa (real a, real b)
{
  return b == 0 || b == 1 ? 0 : b * (b - 1) * pow (a, b - 2);
}

/* a^b has derivatives by b where a > 0, and the limit 0 at a = 0.  */
static inline real
power_b (real a, real b, real v)
{
  return a > 0 ? v * log (a) : a == 0 && b > 0 ? 0 : (real) NAN;
}

static inline real
power_ab (real a, real b)
{
  return a > 0 ? pow (a, b - 1) * (1 + b * log (a)) : a == 0 && b > 1 ? 0 : (real) NAN;
}

static inline real
power_bb (real a, real b, real v)
{
  return a > 0 ? v * log (a) * log (a) : a == 0 && b > 0 ? 0 : (real) NAN;
}

/* Octave's max and min take the other number where one is NaN.  */
static inline bool
is_first (bool before, real a, real b)
{
  return before || (isnan (b) && !isnan (a));
}

/* As Octave: a where b = 0; a whole multiple of a b that is not whole, but for rounding, leaves nothing.  */
static inline real
remainder_of (real a, real b, real quotient)
{
  const real q = a / b;
  if (b == 0)
    return a;
  if (b != round (b) && fabs (q - round (q)) < (real) REAL_EPS * fmax (fabs (round (q)), 1))
    return 0;
  return a - quotient * b;
}

/* ---- loops ---- */

enum { V, DA, DB, DAA, DAB, DBB, loop_count };
enum { longest = 256 };

/* out [n] from a, b (as a where there is one argument), and the value v, [n] each */
typedef void loop (size_t n, const real *a, const real *b, const real *v, real *out);

#define LOOP(name, which, expression)                                                                                  \
  static void name##_##which (size_t n, const real *restrict as, const real *restrict bs, const real *restrict vs,     \
                              real *restrict out)                                                                      \
  {                                                                                                                    \
    for (size_t i = 0; i < n; i++) {                                                                                   \
      const real a = as[i], b = bs[i], v = vs[i];                                                                      \
      out[i] = (real) (expression);                                                                                    \
      (void) a, (void) b, (void) v;                                                                                    \
    }                                                                                                                  \
  }
#define ELEMENTWISE(code, name, arguments, bends, v, da, db, daa, dab, dbb)                                            \
  static void name##_V (size_t n, const real *restrict as, const real *restrict bs, const real *restrict vs,           \
                        real *restrict out)                                                                            \
  {                                                                                                                    \
    (void) vs;                                                                                                         \
    for (size_t i = 0; i < n; i++) {                                                                                   \
      const real a = as[i], b = bs[i];                                                                                 \
      out[i] = (real) (v);                                                                                             \
      (void) b;                                                                                                        \
    }                                                                                                                  \
  }                                                                                                                    \
  LOOP (name, DA, da) LOOP (name, DB, db) LOOP (name, DAA, daa) LOOP (name, DAB, dab) LOOP (name, DBB, dbb)
#include "objectives/tape.def"

typedef struct row {
  operation operation;
  loop *loops[loop_count];
} row;

/* ---- runs ---- */

/* An argument in a run: its elements from `at`, or one that serves the whole run.  */
typedef struct operand {
  const node *node; /* NULL: there is none */
  size_t at;
  bool single;
} operand;

typedef struct run {
  size_t from, count;
  operand a, b;
} run;

/* An array of an argument as one of the run's length; NULL array: it is zero, or there is none.  */
static const real *
load (const operand *o, const real *array, size_t count, real *buffer)
{
  if (!array)
    return NULL;
  if (!o->single)
    return array + o->at;
  for (size_t i = 0; i < count; i++)
    buffer[i] = array[o->at];
  return buffer;
}

/* array += u .* w; a derivative that is not finite counts for nothing where u is 0.  */
static void
add (const operand *o, real *restrict array, size_t count, const real *restrict u, const real *restrict w)
{
  if (!o->single)
    for (size_t i = 0; i < count; i++)
      array[o->at + i] += u[i] == 0 ? 0 : u[i] * w[i];
  else
    for (size_t i = 0; i < count; i++)
      array[o->at] += u[i] == 0 ? 0 : u[i] * w[i];
}

/* What a run needs: arguments, value, and the loops of its operation.  */
typedef struct terms {
  const real *a, *b, *v;
  real buffer[2][longest];
} terms;

static void
load_values (terms *s, const node *n, const run *r)
{
  s->a = load (&r->a, r->a.node->at[VALUE], r->count, s->buffer[0]);
  s->b = r->b.node ? load (&r->b, r->b.node->at[VALUE], r->count, s->buffer[1]) : s->a;
  s->v = n->at[VALUE] + r->from;
}

static void
derivative (const node *n, int which, size_t count, const terms *s, real *out)
{
  ((const row *) n->op)->loops[which](count, s->a, s->b, s->v, out);
}

static void
run_value (const tape *t, node *n, const run *r, int which)
{
  terms s;
  (void) t;
  (void) which;
  load_values (&s, n, r);
  derivative (n, V, r->count, &s, n->at[VALUE] + r->from);
}

static void
run_tangent (const tape *t, node *n, const run *r, int which)
{
  terms s;
  real partial[longest], buffer[longest], *out = n->at[TANGENT] + r->from;
  const operand *operands[] = { &r->a, &r->b };
  (void) which;
  load_values (&s, n, r);
  for (size_t i = 0; i < r->count; i++)
    out[i] = 0;
  for (int k = 0; k < 2 && operands[k]->node; k++) {
    const real *moved = load (operands[k], tape_tangent (t, operands[k]->node), r->count, buffer);
    if (!moved)
      continue;
    derivative (n, k ? DB : DA, r->count, &s, partial);
    for (size_t i = 0; i < r->count; i++)
      out[i] += moved[i] == 0 ? 0 : moved[i] * partial[i];
  }
}

static void
run_pull (const tape *t, node *n, const run *r, int which)
{
  terms s;
  real partial[longest];
  const operand *operands[] = { &r->a, &r->b };
  load_values (&s, n, r);
  for (int k = 0; k < 2 && operands[k]->node; k++) {
    real *target = tape_target (t, operands[k]->node, which);
    if (!target)
      continue;
    derivative (n, k ? DB : DA, r->count, &s, partial);
    add (operands[k], target, r->count, n->at[which] + r->from, partial);
  }
}

static void
run_bend (const tape *t, node *n, const run *r, int which)
{
  static const int seconds[2][2] = { { DAA, DAB }, { DAB, DBB } };
  terms s;
  real partial[longest], change[longest], buffer[2][longest];
  const operand *operands[] = { &r->a, &r->b };
  const real *moved[2] = { NULL, NULL };
  (void) which;
  load_values (&s, n, r);
  for (int k = 0; k < 2 && operands[k]->node; k++)
    moved[k] = load (operands[k], tape_tangent (t, operands[k]->node), r->count, buffer[k]);
  for (int k = 0; k < 2 && operands[k]->node; k++) {
    real *target = tape_target (t, operands[k]->node, BENT);
    if (!target)
      continue;
    for (size_t i = 0; i < r->count; i++)
      change[i] = 0;
    for (int j = 0; j < 2; j++)
      if (moved[j]) {
        derivative (n, seconds[k][j], r->count, &s, partial);
        for (size_t i = 0; i < r->count; i++)
          change[i] += moved[j][i] == 0 ? 0 : moved[j][i] * partial[i];
      }
    add (operands[k], target, r->count, n->at[ADJOINT] + r->from, change);
  }
}

/* ---- broadcasting ---- */

static bool
is_plain (const node *arg, const node *n)
{
  return !arg || arg->count == 1 || arg->count == n->count;
}

/* The argument at element I of line J, lines of LENGTH elements.  */
static operand
operand_at (const node *arg, const node *n, size_t length, size_t i, size_t j)
{
  if (!arg || arg->count == 1)
    return (operand){ arg, 0, true };
  if (arg->count == n->count)
    return (operand){ arg, j * length + i, false };
  return arg->cols == 1 ? (operand){ arg, i, false } : (operand){ arg, j, true };
}

/* Visits all elements of N in runs: of the whole array where no argument is a row or a column of it, else of each column.  */
static void
walk (const tape *t, node *n, int which, void (*visit) (const tape *t, node *n, const run *r, int which))
{
  const bool plain = is_plain (n->a, n) && is_plain (n->b, n);
  const size_t lines = plain ? 1 : n->cols, length = plain ? n->count : n->rows;
  for (size_t j = 0; j < lines; j++)
    for (size_t i = 0; i < length; i += longest) {
      const run r = { .from = j * length + i,
                      .count = length - i < longest ? length - i : longest,
                      .a = operand_at (n->a, n, length, i, j),
                      .b = operand_at (n->b, n, length, i, j) };
      visit (t, n, &r, which);
    }
}

static void
apply (const tape *t, node *n, int which)
{
  walk (t, n, which, which == VALUE ? run_value : run_tangent);
}

static void
pull (const tape *t, node *n, int which)
{
  walk (t, n, which, run_pull);
}

static void
bend (const tape *t, node *n)
{
  walk (t, n, BENT, run_bend);
}

static const char *
fault (const tape *t, const node *n)
{
  (void) t;
  for (int i = 0; i < n->op->arguments; i++) {
    const node *arg = i ? n->b : n->a;
    if (arg->sparse.jc)
      return "operates on the elements of a sparse constant";
    if ((arg->rows != n->rows && arg->rows != 1) || (arg->cols != n->cols && arg->cols != 1))
      return "has an argument of another shape";
  }
  return NULL;
}

static const rules straight = { .fault = fault, .apply = apply, .pull = pull },
                   curved = { .fault = fault, .apply = apply, .pull = pull, .bend = bend };

static const row rows[] = {
#define ELEMENTWISE(code, name, arguments, bends, v, da, db, daa, dab, dbb)                                            \
  { { #name, code, arguments, 0, bends ? &curved : &straight },                                                        \
    { name##_V, name##_DA, name##_DB, name##_DAA, name##_DAB, name##_DBB } },
#include "objectives/tape.def"
};

const operation *
tape_elementwise (size_t i)
{
  return i < sizeof rows / sizeof *rows ? &rows[i].operation : NULL;
}

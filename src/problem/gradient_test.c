/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "problem/gradient_test.h"

enum { scales = real_is_single ? 3 : 5, confirmations = 2 }; /* shorter steps drown in rounding */
static const double longest = real_is_single ? 0.1 : 1e-2;   /* step, in parts of the length of each variable */
static const double shorter = 0.1;                           /* one scale is so much of that before */
static const double least_part = 0.5;                        /* of such a step, at random from here to one more */
static const double wrong_by = 0.05;       /* of the sum of |grad_i step_i|: less may be an inexact gradient */
static const double again_wrong_by = 0.02; /* likewise, along the other directions, which may show less of it */
static const double least_of_block = 0.2;  /* where a half moves that sum counts as so much of the whole block's */
static const double times_spread = 3;      /* of the slopes measured, by which the claim is away from them */
static const double most_spread =
    0.5; /* of the largest slope: waves shorter than the steps make slopes that differ by more */
static const double longest_stair = 100;                /* steps: the length of a variable */
static const double rounding_of_value = 450 * REAL_EPS; /* relative to the value */
static const double noise =
    real_is_single ? 450 * REAL_EPS : 2 * (double) FLT_EPSILON; /* likewise: a handle may compute in single precision */

void
gradient_test_layout (gradient_test *t, dims d, arena *a)
{
  t->centre = arena_array (a, d.n + d.m, real);
  t->step = arena_array (a, d.n + d.m, real);
  t->z = arena_array (a, d.n + d.m, real);
  t->grad = arena_array (a, d.n + d.m, real);
  t->at = arena_array (a, d.n + d.m, real);
}

void
gradient_test_start (gradient_test *t)
{
  t->random = (random_state){ UINT64_C (0x94D049BB133111EB) };
  t->idle_in_g = t->undefined = false;
  t->halves = true;
}

typedef struct tested {
  gradient_test *t;
  oracle *o;
  instance *p;
  const real *z, *grad;  /* the point and the gradient there */
  double phi;            /* the value there */
  size_t first, count;   /* the variables of the block */
  int half;              /* 0: all of them move; else 1 or 2, the half of them that does */
  random_state split;    /* which are of the first half */
  double value, claimed; /* at the centre: the value, and the slope along the step by the gradient */
  double size;           /* sum of |grad_i step_i| */
} tested;

typedef enum opinion { AGREES, DIFFERS, UNCLEAR } opinion;

/* Is the next of LEFT variables in the first half, of which TAKE more are?  */
static bool
is_taken (random_state *split, size_t left, size_t *take)
{
  const bool taken = random_uniform (split) * (double) left < (double) *take;
  *take -= taken;
  return taken;
}

/* A step of the longest length, of random parts with the signs of the gradient, so that what it claims does not cancel.  The centre is z, away from bounds by that step; a variable between bounds closer than that
   does not move.  *moved: the centre is another point.  False: nothing can move.  */
static bool
choose_step (tested *k, bool *moved)
{
  gradient_test *t = k->t;
  const box *b = &k->o->diff.box;
  const size_t nz = k->o->d.n + k->o->d.m;
  const double norm = vec_norm (k->count, k->z + k->first) / sqrt ((double) k->count);
  random_state split = k->split;
  size_t take = k->count / 2;
  bool any = false;
  *moved = false;
  vec_copy (nz, k->z, t->centre);
  vec_fill (nz, 0, t->step);
  for (size_t i = k->first; i < k->first + k->count; i++) {
    const bool in_first = is_taken (&split, k->first + k->count - i, &take);
    if (k->half != 0 && in_first != (k->half == 1))
      continue;
    const double z = (double) k->z[i], length = z != 0 ? fabs (z) : norm > no_length ? norm : 1;
    const double part = least_part + random_uniform (&t->random), sign = k->grad[i] < 0 ? -1 : 1;
    const double step = longest * part * length;
    const double low = b->low ? (double) b->low[i] : -INFINITY, high = b->low ? (double) b->high[i] : INFINITY;
    if (!(high - low > 2 * step))
      continue;
    t->centre[i] = (real) fmin (fmax (z, low + step), high - step);
    t->step[i] = (real) (sign * step);
    *moved |= t->centre[i] != k->z[i];
    any = true;
  }
  return any;
}

/* What the gradient claims.  *known: it could be had.  */
static status
read_claim (tested *k, bool moved, bool *known)
{
  gradient_test *t = k->t;
  const size_t n = k->o->d.n;
  const real *grad = moved ? t->grad : k->grad;
  k->value = k->phi;
  *known = true;
  if (moved) {
    const status e = differences_evaluate (&k->o->diff, k->p, t->centre, t->centre + n, &k->value,
                                           k->p->without_gx ? NULL : t->grad, t->grad + n);
    *known = e == RUNNING;
    if (e != RUNNING)
      return e == STOP_NON_FINITE ? RUNNING : e;
  }
  double whole = 0; /* size, if all moved; a variable that is at rest moves by the mean of the others */
  double steps = 0;
  size_t moving = 0;
  k->claimed = k->size = 0;
  for (size_t i = k->first; i < k->first + k->count; i++) {
    const double term = (double) grad[i] * (double) t->step[i];
    k->claimed += term;
    k->size += fabs (term);
    steps += fabs ((double) t->step[i]);
    moving += t->step[i] != 0;
    whole += fabs ((double) grad[i]);
  }
  k->size = fmax (k->size, least_of_block * whole * steps / (double) (moving > 0 ? moving : 1));
  return RUNNING;
}

/* *slope: the difference of values along A steps, over A; NaN where the value is not finite.  */
static status
measure_slope (tested *k, double a, double *slope)
{
  gradient_test *t = k->t;
  const size_t n = k->o->d.n, m = k->o->d.m;
  double there;
  vec_copy (n + m, t->centre, t->z);
  vec_axpy (n + m, a, t->step, t->z);
  const status e = differences_value (&k->o->diff, k->p, t->z, t->z + n, &there);
  *slope = e == RUNNING ? (there - k->value) / a : NAN;
  return e == STOP_NON_FINITE ? RUNNING : e;
}

typedef struct scale {
  double a;         /* the slopes are those at a, -a, a tenth of a, and minus that */
  double slopes[4]; /* in steps */
  double spread;    /* the least of this and longer scales */
} scale;

/* Is the claim among the slopes, or far from them all?  Where they differ by more than at longer steps, noise is what they differ by.  */
static opinion
judge (const tested *k, scale *now, double part)
{
  double low = INFINITY, high = -INFINITY;
  for (int i = 0; i < 4; i++) {
    if (!isfinite (now->slopes[i]))
      return UNCLEAR;
    low = fmin (low, now->slopes[i]);
    high = fmax (high, now->slopes[i]);
  }
  const double away = fmax (low - k->claimed, k->claimed - high), spread = high - low, allowed = part * k->size;
  const double largest = fabs (k->value) + now->a * fmax (fabs (low), fabs (high)); /* of the values */
  const double hidden = (noise * largest + (double) REAL_TINY) / (now->a * shorter);
  const bool noisy = spread > times_spread * now->spread;
  now->spread = fmin (now->spread, spread);
  const double central = 0.5 * (now->slopes[2] + now->slopes[3]);
  if ((away <= 0 && !noisy) || fabs (central - k->claimed) <= allowed)
    return AGREES;
  const bool consistent = spread <= most_spread * fmax (fabs (low), fabs (high));
  return consistent && away > times_spread * spread + allowed + hidden ? DIFFERS : UNCLEAR;
}

/* The value is the same at steps to both sides, but not at longer ones: a function of steps, of which short ones tell nothing.  */
static status
find_stairs (tested *k, const scale *now, bool *stairs)
{
  *stairs = false;
  for (int i = 0; i < 4; i++)
    if (now->slopes[i] != 0)
      return RUNNING;
  for (double a = now->a / shorter; a <= longest_stair && !*stairs; a /= shorter)
    for (int side = -1; side <= 1 && !*stairs; side += 2) {
      double slope;
      TRY (measure_slope (k, side * a, &slope));
      *stairs = slope != 0;
    }
  return RUNNING;
}

/* A claim that differs has to differ, or be hidden by noise, at all lengths.  */
static status
compare_scales (tested *k, double part, opinion *out)
{
  scale now = { .a = 1, .spread = INFINITY };
  bool stairs = false;
  *out = UNCLEAR;
  TRY (measure_slope (k, now.a, now.slopes));
  TRY (measure_slope (k, -now.a, now.slopes + 1));
  for (int i = 0; i < scales && *out != AGREES; i++, now.a *= shorter) {
    TRY (measure_slope (k, now.a * shorter, now.slopes + 2));
    TRY (measure_slope (k, -now.a * shorter, now.slopes + 3));
    const opinion here = judge (k, &now, part);
    if (here == DIFFERS && *out != DIFFERS)
      TRY (find_stairs (k, &now, &stairs));
    if (stairs)
      break;
    if (here != UNCLEAR)
      *out = here;
    now.slopes[0] = now.slopes[2];
    now.slopes[1] = now.slopes[3];
  }
  return RUNNING;
}

/* A short step tells, if its slope agrees with the claim, or that across it and its opposite, where the function bends.  */
static status
compare_short (tested *k, double part, bool *agrees)
{
  const double allowed = part * k->size, rounding = rounding_of_value * fabs (k->value) / shorter;
  double ahead, behind;
  TRY (measure_slope (k, shorter, &ahead));
  *agrees = !(fabs (ahead - k->claimed) > allowed + rounding); /* or it is NaN */
  if (*agrees)
    return RUNNING;
  TRY (measure_slope (k, -shorter, &behind));
  *agrees = fabs (0.5 * (ahead + behind) - k->claimed) <= allowed;
  return RUNNING;
}

/* A direction at random.  BRIEF: short steps tell, if they agree.  */
static status
compare (tested *k, bool brief, double part, opinion *out)
{
  bool moved, known, agrees = false;
  *out = AGREES;
  if (!choose_step (k, &moved))
    return RUNNING;
  TRY (read_claim (k, moved, &known));
  if (!known)
    return RUNNING;
  if (brief)
    TRY (compare_short (k, part, &agrees));
  return agrees ? RUNNING : compare_scales (k, part, out);
}

static status
test_directions (tested *k)
{
  opinion o;
  TRY (compare (k, true, wrong_by, &o));
  for (int i = 0; i < confirmations && o == DIFFERS; i++)
    TRY (compare (k, false, again_wrong_by, &o));
  return o == DIFFERS ? ledger_contradiction (&k->o->ledger, k->p == k->o->upper ? "f" : "g") : RUNNING;
}

/* An error that is nearly orthogonal to a direction does not show in it, but in halves of it.  */
static status
test_block (tested *k, size_t first, size_t count)
{
  k->first = first;
  k->count = count;
  k->half = k->t->halves && count > 1;
  if (k->half == 0)
    return test_directions (k);
  random_uniform (&k->t->random);
  k->split = k->t->random;
  TRY (test_directions (k));
  k->half = 2;
  return test_directions (k);
}

/* Native objectives compute their own derivatives, and differences of values are right.  */
bool
gradient_test_moves (const instance *p)
{
  return p->order > 0 && !p->kind->fields;
}

status
gradient_test_upper (gradient_test *t, oracle *o, const real *z, double f, const real *grad)
{
  const size_t n = o->d.n, m = o->d.m;
  tested k = { .t = t, .o = o, .p = o->upper, .z = z, .phi = f, .grad = grad };
  if (!gradient_test_moves (o->upper))
    return RUNNING;
  if (!o->upper->without_gx)
    TRY (test_block (&k, 0, n));
  return test_block (&k, n, m);
}

status
gradient_test_lower (gradient_test *t, oracle *o, const real *z, bool with_x)
{
  const size_t n = o->d.n, m = o->d.m;
  const bool has_x = with_x && !o->lower->without_gx, uses_x = has_x && o->lower->order < 2;
  tested k = { .t = t, .o = o, .p = o->lower, .z = z, .grad = t->at };
  if (!gradient_test_moves (o->lower))
    return RUNNING;
  const status e = oracle_lower (o, z, z + n, &k.phi, has_x ? t->at : NULL, t->at + n);
  t->undefined = e == STOP_NON_FINITE;
  if (e != RUNNING && !t->undefined)
    return e;
  if (t->undefined) /* gy can be right where gx is not finite */
    return isfinite (k.phi) && vec_finite (m, t->at + n) ? test_block (&k, n, m) : RUNNING;
  if (uses_x) {
    t->idle_in_g = vec_norm (n, t->at) == 0;
    TRY (test_block (&k, 0, n));
  }
  return test_block (&k, n, m);
}

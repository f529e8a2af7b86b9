/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Sums that have a stable form: v = log (sum (exp (a))) along dimension own[0], and the 2-norm v = ||a|| of all elements.  */
#include "base/real.h"

#include "base/vec.h"
#include "objectives/tape_node.h"

/* ---- logsumexp ----  with p = exp (a - v):  dv = p'da,  J'u = u p,  dJ'u = u p (da - dv) */

static const char *
logsumexp_fault (const tape *t, const node *n)
{
  return tape_sum.fault (t, n);
}

/* The sums, each of the elements i * step of a from its start on.  */
typedef struct lines {
  size_t count, length, step, apart;
} lines;

static lines
lines_of (const node *n)
{
  const size_t rows = n->a->rows, cols = n->a->cols;
  return n->own[0] == 1 ? (lines){ cols, rows, 1, rows } : (lines){ rows, cols, rows, 1 };
}

static real
logsumexp (const lines *l, const real *a)
{
  real top = a[0], sum = 0;
  for (size_t i = 1; i < l->length; i++)
    top = a[i * l->step] > top || isnan (a[i * l->step]) ? a[i * l->step] : top;
  if (!isfinite (top))
    return top;
  for (size_t i = 0; i < l->length; i++)
    sum += real_exp (a[i * l->step] - top); /* the largest exponent is 0: no overflow */
  return top + real_log (sum);
}

static void
logsumexp_apply (const tape *t, node *n, int which)
{
  const lines l = lines_of (n);
  const real *da = tape_tangent (t, n->a);
  for (size_t k = 0; k < l.count; k++) {
    const real *a = n->a->at[VALUE] + k * l.apart;
    if (which == VALUE) {
      n->at[VALUE][k] = logsumexp (&l, a);
      continue;
    }
    real sum = 0;
    for (size_t i = 0; i < l.length; i++)
      sum += real_exp (a[i * l.step] - n->at[VALUE][k]) * da[k * l.apart + i * l.step];
    n->at[TANGENT][k] = sum;
  }
}

static void
logsumexp_pull (const tape *t, node *n, int which)
{
  const lines l = lines_of (n);
  real *target = tape_target (t, n->a, which);
  for (size_t k = 0; k < l.count; k++)
    for (size_t i = 0, at = k * l.apart; i < l.length; i++, at += l.step)
      target[at] += n->at[which][k] * real_exp (n->a->at[VALUE][at] - n->at[VALUE][k]);
}

static void
logsumexp_bend (const tape *t, node *n)
{
  const lines l = lines_of (n);
  const real *da = tape_tangent (t, n->a);
  real *target = tape_target (t, n->a, BENT);
  for (size_t k = 0; k < l.count; k++)
    for (size_t i = 0, at = k * l.apart; i < l.length; i++, at += l.step)
      target[at] += n->at[ADJOINT][k] * real_exp (n->a->at[VALUE][at] - n->at[VALUE][k]) * (da[at] - n->at[TANGENT][k]);
}

const rules tape_logsumexp = {
  .fault = logsumexp_fault, .apply = logsumexp_apply, .pull = logsumexp_pull, .bend = logsumexp_bend
};

/* ---- norm ----  dv = a'da / v,  J'u = u a / v,  dJ'u = u (da - a dv / v) / v;  all 0 where v = 0 */

static const char *
norm_fault (const tape *t, const node *n)
{
  (void) t;
  return n->a->sparse.jc || n->count != 1 ? "is not one number" : NULL;
}

/* s / v, 0 where v = 0.  */
static double
over (double s, double v)
{
  return v > 0 ? s / v : 0;
}

static void
norm_apply (const tape *t, node *n, int which)
{
  const node *a = n->a;
  if (which == VALUE)
    *n->at[VALUE] = (real) vec_norm (a->count, a->at[VALUE]);
  else
    *n->at[TANGENT] = (real) over (vec_dot (a->count, a->at[VALUE], tape_tangent (t, a)), (double) *n->at[VALUE]);
}

static void
norm_pull (const tape *t, node *n, int which)
{
  vec_axpy (n->a->count, over ((double) *n->at[which], (double) *n->at[VALUE]), n->a->at[VALUE],
            tape_target (t, n->a, which));
}

static void
norm_bend (const tape *t, node *n)
{
  const double v = (double) *n->at[VALUE], share = over ((double) *n->at[ADJOINT], v);
  real *target = tape_target (t, n->a, BENT);
  vec_axpy (n->a->count, share, tape_tangent (t, n->a), target);
  vec_axpy (n->a->count, -over (share * (double) *n->at[TANGENT], v), n->a->at[VALUE], target);
}

const rules tape_norm = { .fault = norm_fault, .apply = norm_apply, .pull = norm_pull, .bend = norm_bend };

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "lower/conjugate.h"

enum { few_products = 3, most_tests = 4 };
static const double rounding_of_r = 4.5 * REAL_EPS; /* relative to ||b|| */
static const double room = 0.7; /* of the energy that would be allowed to be left, for the next test */

void
conjugate_layout (conjugate *k, dims d, arena *a)
{
  k->p = arena_array (a, d.m, real);
  k->Ap = arena_array (a, d.m, real);
  k->hx = arena_array (a, d.n, real);
  k->w0 = arena_array (a, d.m, real);
  k->r0 = arena_array (a, d.m, real);
  k->mark[0] = arena_array (a, d.m, real);
  k->mark[1] = arena_array (a, d.m, real);
  k->e = arena_array (a, d.m, real);
  k->z = arena_array (a, d.m, real);
  k->changes.sum = (real *) arena_take (a, d.n, changes_most * sizeof (real));
}

/* ---- changes of gamma ---- */

static void
changes_start (changes *c)
{
  c->stride = 1;
  c->count = 0;
}

/* The next product has changed gamma by A hx.  Where the blocks are taken, two become one.  */
static void
changes_note (changes *c, size_t n, double a, const real *hx)
{
  if (c->count == changes_most * c->stride) {
    for (size_t i = 0; i < changes_most / 2; i++) {
      vec_copy (n, c->sum + 2 * i * n, c->sum + i * n);
      vec_axpy (n, 1, c->sum + (2 * i + 1) * n, c->sum + i * n);
    }
    c->stride *= 2;
  }
  real *block = c->sum + (size_t) (c->count / c->stride) * n;
  if (c->count % c->stride == 0)
    vec_fill (n, 0, block);
  vec_axpy (n, a, hx, block);
  c->count++;
}

/* Norm, in the metric, of the change by the blocks of the products FROM .. TO - 1; scratch [n].  */
static double
changes_norm (const changes *c, size_t n, const real *metric, int from, int to, real *scratch)
{
  vec_fill (n, 0, scratch);
  for (int i = from / c->stride; i * c->stride < to; i++)
    vec_axpy (n, 1, c->sum + (size_t) i * n, scratch);
  return vec_norm_in (n, metric, scratch);
}

/* ---- the solve ---- */

/* A direction of H alone: p = S (S'A S)^-1 S'r.  *energy: the squared energy error that it removes.  */
static status
start (conjugate *k, model *l, const real *x, const real *y, real *w, real *gamma, real *r, double *energy)
{
  const size_t n = l->d.n, m = l->d.m;
  *energy = 0;
  vec_copy (m, w, k->w0);
  vec_copy (m, r, k->r0);
  if (!curvature_guess (&l->H, r, k->p))
    return RUNNING;
  TRY (model_try_product (l, x, y, k->p, k->hx, k->Ap));
  k->products++;
  const double slope = vec_dot (m, k->p, r), a = slope / l->told.ab;
  if (!(a > 0) || !isfinite (a))
    return RUNNING;
  *energy = a * slope;
  vec_axpy (m, -a, k->p, w);
  vec_axpy (m, -a, k->Ap, r);
  vec_axpy (n, -a, k->hx, gamma);
  return RUNNING;
}

static void
start_marks (conjugate *k, size_t m, const real *w)
{
  vec_copy (m, w, k->mark[0]);
  vec_copy (m, w, k->mark[1]);
  k->at[0] = k->at[1] = 0;
}

/* The error of w is about (w - mark) sqrt (left / removed since the mark).  */
static void
move_marks (conjugate *k, size_t m, int d, const real *w)
{
  const int j = k->changes.count;
  if (j - k->at[0] < d)
    return;
  real *oldest = k->mark[1];
  k->mark[1] = k->mark[0];
  k->at[1] = k->at[0];
  k->mark[0] = oldest;
  k->at[0] = j;
  vec_copy (m, w, oldest);
}

static void
estimate_error (conjugate *k, const window *noted, double energy, size_t m, const real *w)
{
  const double since = noted->removed[noted->count] - noted->removed[k->at[1]];
  vec_copy (m, w, k->e);
  vec_axpy (m, -1, k->mark[1], k->e);
  vec_scale (m, since > 0 ? sqrt (energy / since) : 0, k->e);
}

/* The rule's first part, LEFT of ENERGY.  */
static bool
is_accurate (conjugate *k, const conjugate_rule *rule, size_t n, const window_tail *left, double all, const real *gamma)
{
  if (!rule->metric)
    return left->energy <= rule->eta * rule->eta * all;
  const int j = k->changes.count, d = left->length;
  const double series = left->ratio / (1 - left->ratio);
  const double wanted = rule->eta * vec_norm_in (n, rule->metric, gamma);
  return changes_norm (&k->changes, n, rule->metric, j - d, j, k->hx) * series <= wanted
         && left->ratio * changes_norm (&k->changes, n, rule->metric, j - 2 * d, j - d, k->hx) * series <= wanted;
}

/* *z = r, of norm NR, or H r; r'z */
static double
precondition (conjugate *k, model *l, bool by_memory, const real *r, double nr, const real **z)
{
  *z = by_memory ? k->z : r;
  if (!by_memory)
    return nr * nr;
  curvature_apply (&l->H, r, k->z);
  return vec_dot (l->d.m, r, k->z);
}

/* The pair of the whole solve.  */
static void
remember (conjugate *k, model *l, const real *w, const real *r)
{
  const size_t m = l->d.m;
  if (k->products < few_products)
    return;
  vec_axpy (m, -1, w, k->w0);
  vec_axpy (m, -1, r, k->r0);
  curvature_remember (&l->H, k->w0, k->r0);
}

status
conjugate_solve (conjugate *k, window *noted, model *l, const real *x, const real *y, const conjugate_rule *rule,
                 real *w, real *gamma, real *r, double *rest, bool *ended)
{
  const size_t n = l->d.n, m = l->d.m;
  const double floor = rounding_of_r * vec_norm (m, r);
  const int most = rule->most > 0 && rule->most < noted->most ? rule->most : noted->most;
  double energy, wanted = INFINITY;
  int tests = 0;
  k->products = 0;
  *rest = 0;
  changes_start (&k->changes);
  TRY (start (k, l, x, y, w, gamma, r, &energy));
  const real *z;
  double nr = vec_norm (m, r), rz = precondition (k, l, rule->precondition, r, nr, &z);
  vec_copy (m, z, k->p);
  if (rule->hidden)
    start_marks (k, m, w);
  *ended = true;
  while (nr > floor) {
    if (noted->count == most) {
      *ended = false;
      break;
    }
    TRY (model_try_product (l, x, y, k->p, k->hx, k->Ap));
    k->products++;
    const double bend = l->told.ab, np = l->told.norm_a;
    if (!(bend > REAL_EPS * model_largest (l, y) * np * np)) {
      *ended = false;
      break;
    }
    const double a = rz / bend;
    vec_axpy (m, -a, k->p, w);
    vec_axpy (m, -a, k->Ap, r);
    vec_axpy (n, -a, k->hx, gamma);
    window_note (noted, a * rz);
    changes_note (&k->changes, n, -a, k->hx);
    nr = vec_norm (m, r);
    window_tail left;
    if (window_rest (noted, 1, &left)) {
      if (rule->hidden)
        move_marks (k, m, left.length, w);
      if (left.energy <= wanted && (rule->residual == 0 || nr <= rule->residual)
          && is_accurate (k, rule, n, &left, energy + noted->removed[noted->count] + left.energy, gamma)) {
        if (!rule->hidden)
          break;
        estimate_error (k, noted, left.energy, m, w);
        TRY (rule->hidden (rule->context, k->e, rest));
        if (*rest <= rule->allowed || ++tests == most_tests)
          break;
        wanted = left.energy * room * rule->allowed / *rest;
      }
    }
    const double next = precondition (k, l, rule->precondition, r, nr, &z);
    vec_xpay (m, z, next / rz, k->p);
    rz = next;
  }
  remember (k, l, w, r);
  return RUNNING;
}

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "lower/adjoint.h"

static const double cancelled =
    0.7; /* a smaller part of A q left calls for another pass (Daniel, Gragg, Kaufman and Stewart 1976) */
/* ||A q|| below this part of the largest ||A|| seen times ||q||: q lies in null (A) */
static const double null_level = real_is_single ? 1e-3 : 1e-7;
static const double rounding_of_r = 4.5 * REAL_EPS;    /* relative to ||b|| */
static const double rounding_in_norm = 450 * REAL_EPS; /* |r|_H, relative to |b|_H */
static const double foretold = 0.2; /* of a change allowed: the next one may exceed what steps so far tell */

void
adjoint_layout (adjoint *s, dims d, int directions, arena *a)
{
  const size_t wanted = (size_t) directions, most = d.m < wanted / 2 ? 2 * d.m + 5 : wanted;
  s->most = (int) most;
  s->Q = (real *) arena_take (a, d.m, most * sizeof (real));
  s->W = (real *) arena_take (a, d.m, most * sizeof (real));
  s->X = (real *) arena_take (a, d.n, most * sizeof (real));
  s->q = arena_array (a, d.m, real);
  s->hy = arena_array (a, d.m, real);
  s->hx = arena_array (a, d.n, real);
  s->coefficient = arena_array (a, most, real);
}

void
adjoint_start (adjoint *s)
{
  s->count = s->products = s->stop_at_rank = 0;
  s->gain = s->left = s->predicted = 0;
}

/* r = b + A w, gamma = c + D2_xy g w; w becomes 0 where that is no worse.  */
static status
begin (adjoint *s, model *l, const real *x, const real *y, const real *c, const real *b, real *w, real *gamma, real *r)
{
  const size_t n = l->d.n, m = l->d.m;
  s->products = 0;
  vec_copy (m, b, r);
  model_project (l, r);
  model_project (l, w);
  const double nb = vec_norm (m, r);
  bool warm = vec_norm (m, w) > 0;
  vec_fill (n, 0, gamma);
  if (c)
    vec_axpy (n, 1, c, gamma);
  if (warm) {
    TRY (model_product (l, x, y, w, s->hx, s->hy));
    s->products++;
    vec_axpy (m, 1, s->hy, r);
    warm = vec_norm (m, r) <= nb;
  }
  if (warm)
    vec_axpy (n, 1, s->hx, gamma);
  else {
    vec_fill (m, 0, w);
    vec_copy (m, b, r);
    model_project (l, r);
  }
  return RUNNING;
}

/* Makes (q, A q, D2_xy g q) orthogonal to the COUNT directions kept, again where much cancels, and of length ||A q||
   = 1.  False: q is in null (A).  */
static bool
orthonormalise (adjoint *s, const model *l, const real *y, int count)
{
  const size_t n = l->d.n, m = l->d.m, k = (size_t) count;
  const matrix W = { m, k, s->W, NULL, NULL }, Q = { m, k, s->Q, NULL, NULL }, X = { n, k, s->X, NULL, NULL };
  const double before = vec_norm (m, s->hy), null = null_level * model_largest (l, y);
  if (before <= null * vec_norm (m, s->q))
    return false;
  double length = before, entry = INFINITY;
  for (int pass = 0; pass < 2 && length < cancelled * entry; pass++) {
    entry = length;
    vec_fill (k, 0, s->coefficient);
    mat_apply (&W, true, s->hy, s->coefficient);
    vec_scale (k, -1, s->coefficient);
    mat_apply (&W, false, s->coefficient, s->hy);
    mat_apply (&Q, false, s->coefficient, s->q);
    mat_apply (&X, false, s->coefficient, s->hx);
    length = vec_norm (m, s->hy);
  }
  if (length <= fmax (1e-9, 4 * REAL_EPS) * before || length <= null * vec_norm (m, s->q))
    return false;
  vec_scale (m, 1 / length, s->hy);
  vec_scale (m, 1 / length, s->q);
  vec_scale (n, 1 / length, s->hx);
  vec_copy (m, s->hy, s->W + m * k);
  vec_copy (m, s->q, s->Q + m * k);
  vec_copy (n, s->hx, s->X + n * k);
  return true;
}

status
adjoint_solve (adjoint *s, model *l, const real *x, const real *y, const real *c, const real *b, double eta, real *w,
               real *gamma, real *r, bool *null)
{
  const size_t n = l->d.n, m = l->d.m;
  vec_copy (m, b, s->hy);
  model_project (l, s->hy);
  const double nb = vec_norm (m, s->hy), start = curvature_norm (&l->H, s->hy, s->q);
  const double predicted = s->predicted;
  const int rank = s->stop_at_rank;
  *null = false;
  s->count = 0;
  s->predicted = s->stop_at_rank = 0;
  TRY (begin (s, l, x, y, c, b, w, gamma, r));
  if (predicted > 0)
    s->left = vec_norm (m, r) / predicted;
  for (int count = 0; (double) s->products < 2 * (double) m + 5; count++) {
    if (count == s->most)
      count = 0;
    curvature_apply (&l->H, r, s->q);
    const double nrH = sqrt (fmax (0, vec_dot (m, r, s->q))), nr = vec_norm (m, r);
    if (nrH <= rounding_in_norm * start || nr <= rounding_of_r * nb)
      break;
    if (s->products > 0 && s->gain > 0 && adjoint_trusts (s, l) && nr <= eta * nb
        && s->gain * nrH <= foretold * eta * vec_norm (n, gamma)) /* one more step would change little */
      break;
    TRY (model_product (l, x, y, s->q, s->hx, s->hy));
    s->products++;
    if (!orthonormalise (s, l, y, count)) {
      *null = true; /* what is left of b lies in null (A) */
      break;
    }
    s->count = count + 1;
    const double a = vec_dot (m, s->hy, r);
    vec_axpy (m, -a, s->hy, r);
    vec_axpy (m, -a, s->q, w);
    vec_axpy (n, -a, s->hx, gamma);
    if (count == 0)
      s->left = vec_norm (m, r) / nr;
    const double change = fabs (a) * vec_norm (n, s->hx);
    s->gain = fmax (s->gain, change / nrH);
    if (s->count == rank) {
      *null = true;
      break;
    }
    if (change <= eta * vec_norm (n, gamma) && vec_norm (m, r) <= eta * nb)
      break;
  }
  return RUNNING;
}

/* out = B W'r, B = Q or W */
static void
through (adjoint *s, size_t m, const real *B, const real *r, real *out)
{
  const size_t k = (size_t) s->count;
  const matrix W = { m, k, s->W, NULL, NULL }, left = { m, k, B, NULL, NULL };
  vec_fill (k, 0, s->coefficient);
  mat_apply (&W, true, r, s->coefficient);
  vec_fill (m, 0, out);
  mat_apply (&left, false, s->coefficient, out);
}

void
adjoint_project (adjoint *s, size_t m, const real *r, real *out)
{
  through (s, m, s->W, r, out);
}

void
adjoint_again (adjoint *s, size_t m, const real *t, real *a, double *outside)
{
  const double nt = vec_norm (m, t);
  adjoint_project (s, m, t, s->hy);
  *outside = nt > 0 ? vec_distance (m, t, s->hy) / nt : 0;
  through (s, m, s->Q, t, s->q);
  adjoint_project (s, m, s->q, a);
}

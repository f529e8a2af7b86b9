/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include <stdlib.h>

#include "linalg/eigen.h"
#include "lower/challenge.h"

enum { most_starts = 6, lowest_starts = 2 };
static const double distances[] = { 0.01, 0.1, 0.3, 1, 2, 4 };                       /* in lengths of y */
static const double zero_curvature = sizeof (real) == sizeof (double) ? 1e-6 : 1e-4; /* relative to the largest */
static const double flat = sizeof (real) == sizeof (double) ? 1e-10 : 1e-5; /* rounding of g, in its usual change */
static const double significant = sizeof (real) == sizeof (double) ? 1e-7 : 1e-4; /* a decrease of g, likewise */

void
challenge_layout (challenge *c, dims d, arena *a)
{
  c->D = (real *) pgdqa_arena_take (a, d.m, challenge_points / 2 * sizeof (real));
  c->trial = arena_array (a, d.m, real);
  c->grad = arena_array (a, d.m, real);
  c->Q = (real *) pgdqa_arena_take (a, d.m, challenge_lanczos * sizeof (real));
  c->W = (real *) pgdqa_arena_take (a, d.m, challenge_lanczos * sizeof (real));
  c->hx = arena_array (a, d.n, real);
}

typedef struct probe {
  size_t column; /* of D */
  double sign, g;
  bool convex; /* g rises along it */
} probe;

typedef struct test {
  challenge *c;
  model *l;
  const real *x;
  real *y, *v;
  double *g;
  probe probe[challenge_points];
  int probes;
  double usual; /* median change of g over the probes */
} test;

/* ---- the lowest curvature ---- */

static void
random_direction (challenge *c, size_t m, double length, real *d)
{
  for (size_t i = 0; i < m; i++)
    d[i] = (real) pgdqa_random_normal (&c->random);
  vec_scale (m, length / vec_norm (m, d), d);
}

/* w -= Q Q'w, twice */
static void
orthogonalise (const real *Q, size_t m, int count, real *w)
{
  for (int twice = 0; twice < 2; twice++)
    for (int k = 0; k < count; k++)
      vec_axpy (m, -vec_dot (m, Q + (size_t) k * m, w), Q + (size_t) k * m, w);
}

/* The Ritz pairs of Q'W: lowest and highest values, the lowest vector in c->trial, its residual.  */
static void
ritz (challenge *c, size_t m, int k, double *low, double *high, double *residual)
{
  double T[challenge_lanczos * challenge_lanczos], V[challenge_lanczos * challenge_lanczos], w[challenge_lanczos];
  for (int i = 0; i < k; i++)
    for (int j = 0; j < k; j++)
      T[i + j * k] = 0.5
                     * (vec_dot (m, c->Q + (size_t) i * m, c->W + (size_t) j * m)
                        + vec_dot (m, c->Q + (size_t) j * m, c->W + (size_t) i * m));
  pgdqa_eigen_symmetric (k, T, V, w);
  vec_fill (m, 0, c->trial);
  vec_fill (m, 0, c->grad);
  for (int i = 0; i < k; i++) {
    vec_axpy (m, V[i], c->Q + (size_t) i * m, c->trial);
    vec_axpy (m, V[i], c->W + (size_t) i * m, c->grad);
  }
  vec_axpy (m, -w[0], c->trial, c->grad);
  *low = w[0];
  *high = w[k - 1];
  *residual = vec_norm (m, c->grad);
}

static status
lowest_curvature (test *t, double *low, double *high, double *residual)
{
  challenge *c = t->c;
  const size_t m = t->l->d.m;
  const int most = m < challenge_lanczos ? (int) m : challenge_lanczos;
  random_direction (c, m, 1, c->Q);
  for (int k = 0;; k++) {
    real *w = c->W + (size_t) k * m;
    TRY (model_product (t->l, t->x, t->y, c->Q + (size_t) k * m, c->hx, w));
    vec_copy (m, w, c->trial);
    orthogonalise (c->Q, m, k + 1, c->trial);
    const double length = vec_norm (m, c->trial);
    if (k == most - 1 || length <= fmax (1e-10, 10 * REAL_EPS) * t->l->H.largest) {
      ritz (c, m, k + 1, low, high, residual);
      return RUNNING;
    }
    vec_scale (m, 1 / length, c->trial);
    vec_copy (m, c->trial, c->Q + (size_t) (k + 1) * m);
  }
}

static lower_kind
kind_of (double low, double high, double residual, double largest)
{
  const double zero = zero_curvature * largest;
  if (low > fmax (zero, 0))
    return LOWER_minimizer;
  if (low >= -fmax (zero, 2 * residual))
    return LOWER_degenerate;
  return high < -zero ? LOWER_maximizer : LOWER_saddle;
}

/* ---- the value test ---- */

/* g at y + sign D(:, column), which stays in c->trial, c->grad; CONVEX false: already known not to be.  */
static status
add_probe (test *t, size_t column, double sign, bool convex)
{
  const size_t m = t->l->d.m;
  const real *d = t->c->D + column * m;
  probe p = { .column = column, .sign = sign };
  vec_copy (m, t->y, t->c->trial);
  vec_axpy (m, sign, d, t->c->trial);
  TRY (model_value (t->l, t->x, t->c->trial, &p.g, t->c->grad));
  p.convex = convex && sign * (vec_dot (m, t->c->grad, d) - vec_dot (m, t->v, d)) > 0;
  if (isfinite (p.g))
    t->probe[t->probes++] = p;
  return RUNNING;
}

static int
rising (const void *a, const void *b)
{
  const double x = *(const double *) a, y = *(const double *) b;
  return (x > y) - (x < y);
}

static int
by_value (const void *a, const void *b)
{
  return rising (&((const probe *) a)->g, &((const probe *) b)->g);
}

static double
median_change (const test *t)
{
  double change[challenge_points] = { 0 };
  for (int i = 0; i < t->probes; i++)
    change[i] = fabs (t->probe[i].g - *t->g);
  qsort (change, (size_t) t->probes, sizeof *change, rising);
  const int half = t->probes / 2;
  return t->probes == 0 ? 0 : t->probes % 2 ? change[half] : 0.5 * (change[half - 1] + change[half]);
}

static status
look_around (test *t, double reach, const real *lowest)
{
  const size_t m = t->l->d.m, count = sizeof distances / sizeof *distances;
  for (size_t i = 0; i < count; i++) {
    random_direction (t->c, m, distances[i] * reach, t->c->D + i * m);
    TRY (add_probe (t, i, 1, true));
    TRY (add_probe (t, i, -1, true));
  }
  if (lowest) {
    vec_copy (m, lowest, t->c->D + count * m);
    vec_scale (m, distances[0] * reach, t->c->D + count * m);
    TRY (add_probe (t, count, 1, false));
    TRY (add_probe (t, count, -1, false));
  }
  t->usual = median_change (t);
  return RUNNING;
}

static bool
looks_convex (const test *t)
{
  for (int i = 0; i < t->probes; i++)
    if (!t->probe[i].convex || !(t->probe[i].g >= *t->g - flat * t->usual))
      return false;
  return !t->l->H.negative;
}

/* Minimises g (x, .) from a probe; refuted: y, *g, v are there.  */
static status
contradict (test *t, const probe *p, certificate *out)
{
  challenge *c = t->c;
  const size_t m = t->l->d.m;
  bool ok;
  double g;
  vec_copy (m, t->y, c->trial);
  vec_axpy (m, p->sign, c->D + p->column * m, c->trial);
  TRY (model_value (t->l, t->x, c->trial, &g, c->grad));
  const double steep = vec_norm (m, c->grad);
  curvature_forget (&t->l->H);
  TRY (normal_solve (c->normal, c->adjoint, t->l, t->x, c->trial, &g, c->grad, 0, 1e-4 * steep, &ok));
  if (t->l->unbounded) {
    out->refuted = true;
    out->value_gap = INFINITY;
  }
  if (t->l->unbounded || !(g < *t->g - significant * t->usual))
    return RUNNING;
  out->value_gap = *t->g - g;
  out->refuted = true;
  vec_copy (m, c->trial, t->y);
  vec_copy (m, c->grad, t->v);
  *t->g = g;
  t->l->scale = fmax (t->l->scale, steep);
  return normal_solve (c->normal, c->adjoint, t->l, t->x, t->y, t->g, t->v, 0, 1e-6 * t->l->scale, &ok);
}

/* From the two lowest probes and from those along which g is not convex, lowest first.  */
static status
contradict_all (test *t, certificate *out)
{
  int starts = 0;
  qsort (t->probe, (size_t) t->probes, sizeof *t->probe, by_value);
  for (int i = 0; i < t->probes && starts < most_starts && !out->refuted && !t->l->unbounded; i++)
    if (i < lowest_starts || !t->probe[i].convex) {
      TRY (contradict (t, &t->probe[i], out));
      starts++;
    }
  return RUNNING;
}

status
challenge_lower (challenge *c, model *l, const real *x, real *y, double *g, real *v, bool full, certificate *out)
{
  test t = { .c = c, .l = l, .x = x, .y = y, .v = v, .g = g };
  double reach = model_reach (l, y, 1e-8), low = INFINITY, high, residual;
  if (vec_norm (l->d.m, y) <= 1e-6 * l->length)
    reach = l->length;
  *out = (certificate){ .kind = LOWER_unknown, .eig_min = NAN, .eig_residual = NAN, .value_gap = NAN };
  lower_kind kind = LOWER_unknown;
  if (full) {
    TRY (lowest_curvature (&t, &low, &high, &residual));
    out->eig_min = low / fmax (l->H.largest, REAL_TINY);
    out->eig_residual = residual / fmax (l->H.largest, REAL_TINY);
    kind = kind_of (low, high, residual, l->H.largest);
    l->H.negative |= kind == LOWER_saddle || kind == LOWER_maximizer;
    vec_copy (l->d.m, c->trial, c->Q);
  }
  TRY (look_around (&t, reach, low < zero_curvature * l->H.largest ? c->Q : NULL));
  out->starts = t.probes;
  if (!looks_convex (&t))
    TRY (contradict_all (&t, out));
  out->kind = kind;
  if (!out->refuted)
    out->value_gap = 0;
  return RUNNING;
}

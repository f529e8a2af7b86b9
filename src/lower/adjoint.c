/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "lower/adjoint.h"

static const double cancelled =
    0.7; /* a smaller part of A q left calls for another pass (Daniel, Gragg, Kaufman and Stewart 1976) */
/* ||A q|| below this part of the largest ||A|| seen times ||q||: q lies in null (A), by products and by their differences */
static const double null_level = real_is_single ? 1e-3 : 1e-13, null_level_differences = real_is_single ? 1e-3 : 1e-7;
static const double rounding_of_r = 4.5 * REAL_EPS;    /* relative to ||b|| */
static const double rounding_in_norm = 450 * REAL_EPS; /* |r|_H, relative to |b|_H */
static const double foretold = 0.2;           /* of a change allowed: the next one may exceed what steps so far tell */
static const double least_compliance = 1e-12; /* of x in the metric of gamma, relative to the largest */
static const double small_residual = 1e-4; /* ||r|| / ||b||: b lies in the range of A, and gamma alone tells the rest */
static const double not_spread = 20;       /* products for a factor e of the energy error, at the most */
static const double slow_solves = 20,
                    fast_again = 2; /* likewise: conjugate gradients take over, and steps on H r again */
static const double worth = 1.5;    /* of two rates: the dearer step pays */
static const double news = 0.3;     /* of a rate, against what it was */
static const double loose = 1e-2;   /* accuracy of a solve that may end early where nothing is known of A near by */
static const double most_nonlinear = 0.2; /* of a step for which accurate solves pay */
enum {
  most_at_first = 400,
  most_by_memory = 40,
  least_told = 6,
  solves_alone = 4
}; /* products of a solve by H; of one that tells a rate */

/* Of a solve that a window notes.  */
static int
most_products (size_t m)
{
  const double all = (double) m, most = fmin (10 * all, 2 * all + 2e4) + 5;
  return (int) fmin (most, 1e9);
}

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
  s->length = arena_array (a, most, double);
  s->metric = arena_array (a, d.n, real);
  conjugate_layout (&s->conjugate, d, a);
  window_layout (&s->window, most_products (d.m), a);
}

void
adjoint_allow_conjugates (adjoint *s, bool allowed)
{
  s->may_conjugate = s->window.careful = allowed;
}

void
adjoint_start (adjoint *s)
{
  s->count = s->products = s->stop_at_rank = 0;
  s->gain = s->left = s->predicted = 0;
  s->conjugate_solves = 0;
  s->spread = false;
  s->nonlinear = NAN;
  for (int i = 0; i < schemes; i++)
    s->rate[i] = 0;
  window_start (&s->window);
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

/* Makes (q, A q, D2_xy g q) of the latest product orthogonal to the directions kept, again where much cancels, and of length
   ||A q|| = 1.  It is direction COUNT of the solve, in place of the oldest where all are taken.  False: q is in null (A).  */
static bool
orthonormalise (adjoint *s, const model *l, const real *y, int count)
{
  const size_t n = l->d.n, m = l->d.m, k = (size_t) s->count, slot = (size_t) (count % s->most);
  const matrix W = { m, k, s->W, NULL, NULL }, Q = { m, k, s->Q, NULL, NULL }, X = { n, k, s->X, NULL, NULL };
  const double before = l->told.norm_b, level = l->oracle->lower->order < 2 ? null_level_differences : null_level;
  const double null = level * model_largest (l, y);
  double length = before, entry = INFINITY, nq = l->told.norm_a;
  if (before <= null * nq)
    return false;
  for (int pass = 0; k > 0 && pass < 2 && length < cancelled * entry; pass++) {
    entry = length;
    vec_fill (k, 0, s->coefficient);
    mat_apply (&W, true, s->hy, s->coefficient);
    vec_scale (k, -1, s->coefficient);
    mat_apply (&W, false, s->coefficient, s->hy);
    mat_apply (&Q, false, s->coefficient, s->q);
    mat_apply (&X, false, s->coefficient, s->hx);
    const vec_pair now = vec_measure (m, s->q, s->hy);
    nq = now.norm_a;
    length = now.norm_b;
  }
  if (length <= fmax (1e-9, 4 * REAL_EPS) * before || length <= null * nq)
    return false;
  vec_scaled (m, 1 / length, s->hy, s->W + m * slot);
  vec_scaled (m, 1 / length, s->q, s->Q + m * slot);
  vec_scaled (n, 1 / length, s->hx, s->X + n * slot);
  s->count = s->count < s->most ? s->count + 1 : s->most;
  return true;
}

/* Norm of what the directions FROM .. TO of the latest solve have changed gamma by, out of those kept.  */
static double
change_of_gamma (adjoint *s, size_t n, int from, int to)
{
  vec_fill (n, 0, s->hx);
  for (int i = from; i < to; i++)
    vec_axpy (n, s->length[i % s->most], s->X + n * (size_t) (i % s->most), s->hx);
  return vec_norm_in (n, s->metric, s->hx);
}

/* Where a solve stands.  */
typedef struct standing {
  double nb, nr, nrH; /* ||b||, ||r||, |r|_H */
  double first_rH;    /* |r|_H before the first product on H r */
  double norm_gamma;  /* in the metric of x */
  double accuracy;    /* wanted of gamma */
  double change;      /* the latest, of gamma */
} standing;

/* The error of gamma is small enough, as H tells, which has left little of the latest r (adjoint_trusts), or as the window
   does.  */
static bool
knows_gamma (adjoint *s, const model *l, const standing *k)
{
  const double wanted = k->accuracy * k->norm_gamma, part = k->nrH / k->first_rH;
  const int j = s->window.count;
  window_tail left;
  if (s->gain > 0 && adjoint_trusts (s, l) && s->gain * k->nrH <= foretold * wanted)
    return true;
  if (!window_rest (&s->window, part * part, &left))
    return false;
  const int d = left.length < s->count ? left.length : s->count, e = d < s->count - d ? d : s->count - d;
  const double series = left.ratio / (1 - left.ratio);
  return change_of_gamma (s, l->d.n, j - d, j) * series <= wanted
         && left.ratio * change_of_gamma (s, l->d.n, j - d - e, j - d) * series <= wanted;
}

/* The error of w is small enough.  Where the spectrum is not spread the window would cost more than another solve.  */
static bool
knows_w (const adjoint *s, const standing *k)
{
  window_tail left;
  if (s->window.slowest <= not_spread)
    return k->change <= k->accuracy * k->norm_gamma;
  return window_rest (&s->window, 1, &left)
         && left.energy <= k->accuracy * k->accuracy * (left.energy + s->window.removed[s->window.count]);
}

/* The window of a solve closes; its scheme's rate.  */
static void
close_solve (adjoint *s, scheme by)
{
  window_tail left = { 0 };
  window_rest (&s->window, 0, &left);
  window_close (&s->window, left.energy);
  const int j = s->window.count;
  if (j < least_told)
    return;
  const double all = s->window.removed[j] + left.energy;
  const double rate = log (all / fmax (left.energy, REAL_EPS * REAL_EPS * all)) / 2 / j;
  s->rate[by] = s->rate[by] > 0 ? (1 - news) * s->rate[by] + news * rate : rate;
}

static bool
may_conjugate (const adjoint *s, const model *l)
{
  return s->may_conjugate && !l->singular && !l->H.base && !(s->nonlinear > most_nonlinear);
}

bool
adjoint_is_spread (adjoint *s, const model *l, double slow)
{
  s->spread = may_conjugate (s, l) && s->window.slowest > (s->spread ? fast_again : slow);
  return s->spread;
}

/* H as a preconditioner is tried once there is something to compare it with.  */
static bool
precondition_pays (const adjoint *s)
{
  const double both = s->rate[BY_BOTH], alone = s->rate[BY_CONJUGATES];
  return both > 0 ? both > worth * alone : s->conjugate_solves > solves_alone;
}

typedef struct equations {
  model *l;
  const real *x, *y, *c, *b;
  double eta;
  double start; /* |b|_H */
  real *w, *gamma, *r;
} equations;

/* s->q = H r, and the norms of r.  */
static void
measure_residual (adjoint *s, model *l, const equations *q, standing *k)
{
  curvature_apply (&l->H, q->r, s->q);
  const vec_pair told = vec_measure (l->d.m, q->r, s->q);
  k->nrH = sqrt (fmax (0, told.ab));
  k->nr = told.norm_a;
}

/* *further: conjugate gradients may go on from here.  */
static status
solve_by_memory (adjoint *s, const equations *q, standing *k, bool *null, bool *further)
{
  model *l = q->l;
  const size_t n = l->d.n, m = l->d.m;
  const int rank = s->stop_at_rank;
  s->stop_at_rank = 0;
  *further = false;
  for (int count = 0; (double) s->products < 2 * (double) m + 5; count++) {
    const bool halved = l->H.exact && s->products > 0; /* it may be the end: half a solve tells */
    if (halved) {
      k->nrH = curvature_norm (&l->H, q->r, s->q);
      k->nr = vec_norm (m, q->r);
    } else
      measure_residual (s, l, q, k);
    k->norm_gamma = vec_norm_in (n, s->metric, q->gamma);
    if (count == 0)
      k->first_rH = k->nrH;
    if (k->nrH <= rounding_in_norm * q->start || k->nr <= rounding_of_r * k->nb)
      break;
    if (s->products > 0 && k->nr <= (q->c ? fmax (q->eta, small_residual) : q->eta) * k->nb
        && (q->c ? knows_gamma (s, l, k) : knows_w (s, k)))
      break;
    *further = may_conjugate (s, l) && rank == 0 && count == most_by_memory;
    if (*further)
      break;
    if (halved)
      measure_residual (s, l, q, k);
    TRY (model_product (l, q->x, q->y, s->q, s->hx, s->hy));
    s->products++;
    if (!orthonormalise (s, l, q->y, count)) {
      *null = true; /* what is left of b lies in null (A) */
      break;
    }
    const size_t slot = (size_t) (count % s->most);
    const real *direction = s->Q + m * slot, *image = s->W + m * slot, *across = s->X + n * slot;
    double a, slope, bend;
    vec_dots (m, direction, image, q->r, &bend, &slope, &a);
    const double removed = a * (2 * slope - a * bend); /* of the energy error, squared */
    vec_axpy (m, -a, image, q->r);
    vec_axpy (m, -a, direction, q->w);
    vec_axpy (n, -a, across, q->gamma);
    if (count == 0)
      s->left = vec_norm (m, q->r) / k->nr;
    s->length[slot] = -a;
    k->change = fabs (a) * vec_norm_in (n, s->metric, across);
    s->gain = fmax (s->gain, k->change / k->nrH);
    window_note (&s->window, removed);
    if (s->count == rank) {
      *null = true;
      break;
    }
  }
  close_solve (s, BY_MEMORY);
  return RUNNING;
}

status
adjoint_conjugates (adjoint *s, model *l, const real *x, const real *y, conjugate_rule rule, real *w, real *gamma,
                    real *r, double *rest, bool *ended)
{
  s->count = 0;
  l->linear.how = "cg";
  window_open (&s->window);
  rule.precondition = precondition_pays (s);
  if (isnan (s->nonlinear) && rule.eta >= loose)
    rule.most = most_at_first;
  const status e = conjugate_solve (&s->conjugate, &s->window, l, x, y, &rule, w, gamma, r, rest, ended);
  s->products += s->conjugate.products;
  s->conjugate_solves++;
  *ended |= rule.most > 0 && s->window.count == rule.most;
  close_solve (s, rule.precondition ? BY_BOTH : BY_CONJUGATES);
  return e;
}

status
adjoint_solve (adjoint *s, model *l, const real *x, const real *y, const real *c, const real *b, double eta, real *w,
               real *gamma, real *r, bool *null)
{
  const size_t m = l->d.m;
  TRY (model_prepare (l, x, y, b, r, s->q, s->hx, s->hy));
  vec_copy (m, b, s->hy);
  model_project (l, s->hy);
  const equations q = { .l = l,
                        .x = x,
                        .y = y,
                        .c = c,
                        .b = b,
                        .eta = eta,
                        .start = curvature_norm (&l->H, s->hy, s->q),
                        .w = w,
                        .gamma = gamma,
                        .r = r };
  standing k = { .nb = vec_norm (m, s->hy), .accuracy = eta, .change = INFINITY };
  const double predicted = s->predicted;
  scheme by = adjoint_is_spread (s, l, slow_solves) ? BY_CONJUGATES : BY_MEMORY;
  bool more = true;
  *null = false;
  s->count = 0;
  s->predicted = 0;
  window_open (&s->window);
  model_metric (l, least_compliance, s->metric);
  TRY (begin (s, l, x, y, c, b, w, gamma, r));
  if (predicted > 0)
    s->left = vec_norm (m, r) / predicted;
  for (int turn = 0; turn < 3 && more; turn++) {
    if (by == BY_CONJUGATES) {
      const conjugate_rule rule = { .eta = eta, .residual = c ? 0 : eta * k.nb, .metric = c ? s->metric : NULL };
      double rest;
      bool ended;
      TRY (adjoint_conjugates (s, l, x, y, rule, w, gamma, r, &rest, &ended));
      more = !ended;
    } else
      TRY (solve_by_memory (s, &q, &k, null, &more));
    by = by == BY_MEMORY ? BY_CONJUGATES : BY_MEMORY;
  }
  model_note_products (l, s->products);
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

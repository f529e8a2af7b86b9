/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include <stdlib.h>

#include "linalg/eigen.h"
#include "lower/certificate.h"

enum {
  least_descents = 6, /* local solves allowed, or half of the starts */
  lowest_starts = 2,
  few_probes = 4,  /* probes of a test that is not full */
  patience = 100,  /* steps of a local solve: g may be flat far away */
  most_more = 4,   /* times the starts at the most, in one more round where g is not convex */
  most_nearer = 4, /* probes that find the length where the model holds: each takes the square root of what is wrong */
  frames_each = 4,
  most_in_vain = 6 /* without it runs on sums of wells (mirrlees of tests/truth) take a quarter more calls */
};
static const double outermost = 16;  /* the last pair of probes, in lengths of y: these may be short where g is wide */
static const double agreement = 0.5; /* part of the rise foretold: less, and the model does not reach as far */
/* In widths of the well at y.  A frame at 6 sees, of wells alike, those from 3 to 9 away before the one it stands around (its tail is
   1e-8 there); of 40 problems of Gaussian wells in a cube of edge 10 three frames missed 3, four 2.  Of 40 in a background that is not
   quadratic descents from 4.5 missed 4 to 6, from 3.5 5 to 7.  */
static const double frame_widths[frames_each] = { 6, 9, 4, 12 }, blind_widths = 4.5;
static const double far_widths = 20;             /* to where g is its background: a well is rounding from 9 on */
static const double one_well = 1;                /* two points are in the same well */
static const double nearest = 0.2, farthest = 4; /* probes, in lengths of y */
static const double zero_curvature = real_is_single ? 1e-4 : 1e-6; /* relative to the largest */
static const double apart = 0.01;                                  /* in lengths of y: another point */
static const double rounding_of_g = real_is_single ? 1e-5 : 1e-10; /* relative to its usual change */
static const double significant = real_is_single ? 1e-4 : 1e-7;    /* a decrease of g, likewise */

void
certifier_layout (certifier *c, dims d, const options *o, arena *a)
{
  const size_t lanczos = d.m < certificate_lanczos ? d.m : certificate_lanczos;
  c->starts = (int) o->starts;
  if (c->starts == 0)
    return;
  c->probe = arena_array (a, (1 + most_more) * (size_t) c->starts + 2 + most_nearer, probe);
  c->change = arena_array (a, (1 + most_more) * (size_t) c->starts + 2 + most_nearer, double);
  c->points = (real *) arena_take (a, d.m, ((size_t) c->starts + 3 + most_nearer) * sizeof (real));
  c->grads = (real *) arena_take (a, d.m, ((size_t) c->starts + 3 + most_nearer) * sizeof (real));
  c->values = arena_array (a, (size_t) c->starts + 3 + most_nearer, double);
  c->trial = arena_array (a, d.m, real);
  c->grad = arena_array (a, d.m, real);
  c->lowest = arena_array (a, d.m, real);
  c->slope = arena_array (a, d.m, real);
  c->equal_minima = (real *) arena_take (a, d.m, certificate_ties * sizeof (real));
  c->Q = (real *) arena_take (a, d.m, lanczos * sizeof (real));
  c->W = (real *) arena_take (a, d.m, lanczos * sizeof (real));
  c->hx = arena_array (a, d.n, real);
  if (d.m > (size_t) c->starts)
    return;
  wells_layout (&c->wells, d, a);
  c->frame = (real *) arena_take (a, d.m, d.m * sizeof (real));
  c->minimum = (real *) arena_take (a, d.m, certificate_wells * sizeof (real));
}

void
certifier_start (certifier *c, normal *w, adjoint *s, const options *o)
{
  c->normal = w;
  c->adjoint = s;
  c->reach = o->perturbation;
  c->random.counter = 1 + (uint64_t) o->seed * UINT64_C (0x632BE59BD9B4E019); /* seed 0: what it was without seeds */
}

typedef struct test {
  certifier *c;
  model *l;
  const real *x;
  real *y, *v;
  double *g;
  double reach; /* length of y */
  int probes, points;
  double agrees;         /* rise of g at the latest probe, relative to what A foretells */
  double depth;          /* least rise where it is less than that */
  int looks, most_looks; /* evaluations for look_for_wells */
  int in_vain;           /* descents there that ended at a minimiser known */
  bool quadratic;        /* so is the background of the wells */
  bool other_minima;     /* a local minimum with another value has been met */
  double usual;          /* median change of g over the probes */
} test;

double
certifier_cost (const certifier *c, const oracle *o)
{
  const double m = (double) o->d.m, gradient = o->lower->order < 1 ? 1 + 2 * ((double) o->d.n + m) : 1;
  const double product = o->lower->order < 2 ? 2 * gradient : 1;
  return fmin (m, certificate_lanczos) * product + 1.5 * (c->starts + 8) * gradient;
}

/* ---- the lowest curvature ---- */

/* w -= Q Q'w, twice */
static void
orthogonalise (const real *Q, size_t m, int count, real *w)
{
  for (int twice = 0; twice < 2; twice++)
    for (int k = 0; k < count; k++)
      vec_axpy (m, -vec_dot (m, Q + (size_t) k * m, w), Q + (size_t) k * m, w);
}

/* The Ritz pairs of Q'W: lowest and highest values, the lowest vector in c->trial, its residual.  Then W holds the vectors.  */
static void
ritz (certifier *c, size_t m, int k, double *low, double *high, double *residual)
{
  double T[certificate_lanczos * certificate_lanczos], V[certificate_lanczos * certificate_lanczos];
  double *const w = c->curvature;
  for (int i = 0; i < k; i++)
    for (int j = 0; j < k; j++)
      T[i + j * k] = 0.5
                     * (vec_dot (m, c->Q + (size_t) i * m, c->W + (size_t) j * m)
                        + vec_dot (m, c->Q + (size_t) j * m, c->W + (size_t) i * m));
  eigen_symmetric (k, T, V, w);
  vec_fill (m, 0, c->trial);
  vec_fill (m, 0, c->grad);
  for (int i = 0; i < k; i++) {
    vec_axpy (m, V[i], c->Q + (size_t) i * m, c->trial);
    vec_axpy (m, V[i], c->W + (size_t) i * m, c->grad);
  }
  vec_axpy (m, -w[0], c->trial, c->grad);
  for (int j = 0; j < k; j++) {
    real *const axis = c->W + (size_t) j * m;
    vec_fill (m, 0, axis);
    for (int i = 0; i < k; i++)
      vec_axpy (m, V[i + j * k], c->Q + (size_t) i * m, axis);
  }
  c->axes = k;
  *low = w[0];
  *high = w[k - 1];
  *residual = vec_norm (m, c->grad);
}

static status
lowest_curvature (test *t, double *low, double *high, double *residual)
{
  certifier *c = t->c;
  const size_t m = t->l->d.m;
  const int most = m < certificate_lanczos ? (int) m : certificate_lanczos;
  for (size_t i = 0; i < m; i++)
    c->Q[i] = (real) random_normal (&c->random);
  model_project (t->l, c->Q);
  const double first = vec_norm (m, c->Q);
  if (first == 0) { /* every variable is held by a bound */
    *low = *high = INFINITY;
    *residual = 0;
    return RUNNING;
  }
  vec_scale (m, 1 / first, c->Q);
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

/* c->trial = y + the displacement of P, within the bounds.  With two finite bounds a far probe is anywhere between
   them.  */
static void
place (test *t, const probe *p)
{
  certifier *c = t->c;
  const size_t m = t->l->d.m;
  const box *b = &t->l->box;
  random_state random = p->random;
  if (p->length == 0) {
    vec_copy (m, c->lowest, c->trial);
    vec_scale (m, p->sign * c->reach * nearest * t->reach, c->trial);
    vec_axpy (m, 1, t->y, c->trial);
  } else {
    for (size_t i = 0; i < m; i++)
      c->trial[i] = p->axis >= 0 ? c->W[i + (size_t) p->axis * m] : (real) random_normal (&random);
    const double scale = p->sign * p->length * t->reach / vec_norm (m, c->trial);
    vec_scale (m, scale, c->trial);
    vec_axpy (m, 1, t->y, c->trial);
    for (size_t i = 0; b->low && i < m; i++) {
      const double low = (double) b->low[i], width = (double) b->high[i] - low, u = random_uniform (&random);
      if (width < INFINITY && p->axis < 0 && (p->length >= 0.1 * c->reach || fabs (scale) * t->reach > width))
        c->trial[i] = (real) (low + width * (p->sign > 0 ? u : 1 - u));
    }
  }
  box_clip (b, c->trial);
}

static void
note_point (test *t, const real *y, double g, const real *grad)
{
  certifier *c = t->c;
  const size_t m = t->l->d.m;
  if (t->points == c->starts + 3 + most_nearer)
    return;
  c->values[t->points] = g;
  vec_copy (m, y, c->points + (size_t) t->points * m);
  vec_copy (m, grad, c->grads + (size_t) t->points++ * m);
}

/* d'A d / 2 by the Ritz values; across the vectors the lowest of them stands for A.  */
static double
foretold_rise (const test *t, const real *y)
{
  const certifier *c = t->c;
  const size_t m = t->l->d.m;
  const double length = vec_distance (m, y, t->y);
  double rise = c->axes > 0 ? c->curvature[0] * length * length : 0;
  for (int i = 1; i < c->axes; i++) {
    const real *q = c->W + (size_t) i * m;
    const double part = vec_dot (m, q, y) - vec_dot (m, q, t->y);
    rise += (c->curvature[i] - c->curvature[0]) * part * part;
  }
  return 0.5 * rise;
}

/* The probe's part of what the quadratic model foretells, and what the least rise below that tells of depths.  */
static void
compare_with_model (test *t, double g)
{
  const double rise = g - *t->g;
  t->agrees = rise / foretold_rise (t, t->c->trial);
  if (rise > 0 && t->agrees < agreement)
    t->depth = fmin (t->depth, rise);
}

/* g at the probe, which stays in c->trial, c->grad.  Along the direction of lowest curvature it is known whether g is
   CONVEX.  */
static status
add_probe (test *t, probe p, bool convex)
{
  certifier *c = t->c;
  const size_t m = t->l->d.m;
  place (t, &p);
  TRY (model_value (t->l, t->x, c->trial, &p.g, c->grad));
  const real *grad = t->l->box.low ? t->l->raw : c->grad;
  double rise = 0, square = 0;
  for (size_t i = 0; i < m; i++) {
    const double d = (double) c->trial[i] - (double) t->y[i];
    rise += ((double) grad[i] - (double) c->slope[i]) * d;
    square += d * d;
  }
  p.convex = p.length > 0 ? rise > -zero_curvature * t->l->H.largest * square : convex;
  if (!isfinite (p.g))
    return RUNNING;
  compare_with_model (t, p.g);
  c->probe[t->probes++] = p;
  note_point (t, c->trial, p.g, grad);
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
  double *change = t->c->change;
  for (int i = 0; i < t->probes; i++)
    change[i] = fabs (t->c->probe[i].g - *t->g);
  qsort (change, (size_t) t->probes, sizeof *change, rising);
  const int half = t->probes / 2;
  return t->probes == 0 ? 0 : t->probes % 2 ? change[half] : 0.5 * (change[half - 1] + change[half]);
}

/* Where even the nearest probe P rises by much less than the model foretells, others follow at lengths where that would be right.  */
static status
come_nearer (test *t, probe p)
{
  for (int i = 0; i < most_nearer && t->agrees > 0 && t->agrees < agreement; i++) {
    p.length *= sqrt (t->agrees);
    TRY (add_probe (t, p, false));
  }
  return RUNNING;
}

/* In pairs y +- d, from the nearest to the farthest, half of the d along eigenvectors of the curvature: g is often a
   sum over such coordinates; and two along the direction of lowest curvature.  */
static status
probe_values (test *t, int starts, double low)
{
  certifier *c = t->c;
  const int pairs = (starts + 1) / 2;
  for (int i = 0; i < starts; i++) {
    const double part = pairs > 1 ? (double) (i / 2) / (pairs - 1) : 0.5;
    const bool last = i / 2 == pairs - 1 && pairs > 2;
    const probe p = { .random.counter = c->random.counter ^ ((uint64_t) (i / 2 + 1) * UINT64_C (0xD1342543DE82EF95)),
                      .length =
                          c->reach * (last && low < INFINITY ? outermost : nearest * pow (farthest / nearest, part)),
                      .axis = c->axes > 1 && i % 4 < 2 ? i / 4 % c->axes : -1,
                      .sign = i % 2 ? -1 : 1 };
    TRY (add_probe (t, p, false));
    if (i == 0 && low < INFINITY)
      TRY (come_nearer (t, p));
  }
  random_uniform (&c->random);
  const double zero = zero_curvature * t->l->H.largest;
  for (int i = 0; low < zero && i < 2; i++)
    TRY (add_probe (t, (probe){ .sign = i ? -1 : 1, .axis = -1 }, low >= -zero));
  t->usual = median_change (t);
  return RUNNING;
}

/* g lies above its tangent planes, each at one of the points noted and looked at from the others.  */
static bool
above_tangents (const test *t)
{
  certifier *c = t->c;
  const size_t m = t->l->d.m;
  for (int i = 0; i < t->points; i++)
    for (int j = 0; j < t->points; j++) {
      const real *yi = c->points + (size_t) i * m, *yj = c->points + (size_t) j * m, *slope = c->grads + (size_t) i * m;
      const double rise = vec_dot (m, slope, yj) - vec_dot (m, slope, yi);
      if (c->values[j] < c->values[i] + rise - significant * (t->usual + fabs (rise)))
        return false;
    }
  return true;
}

static bool
looks_convex (const test *t)
{
  for (int i = 0; i < t->probes; i++)
    if (!t->c->probe[i].convex || !(t->c->probe[i].g >= *t->g - rounding_of_g * t->usual))
      return false;
  return !t->l->H.negative && above_tangents (t);
}

/* c->trial, a minimiser with g as low as at y, is remembered if it is none of those known.  */
static void
note_equal_minimum (test *t)
{
  certifier *c = t->c;
  const size_t m = t->l->d.m;
  bool known = c->equal_count == certificate_ties || vec_distance (m, c->trial, t->y) <= apart * t->reach;
  for (int i = 0; i < c->equal_count; i++)
    known |= vec_distance (m, c->trial, c->equal_minima + (size_t) i * m) <= apart * t->reach;
  if (!known)
    vec_copy (m, c->trial, c->equal_minima + (size_t) c->equal_count++ * m);
}

/* Minimises g (x, .) from c->trial, where it is G with the slope c->grad; refuted: y, *g, v are there.  */
static status
descend (test *t, double g, certificate *out)
{
  certifier *c = t->c;
  const size_t m = t->l->d.m;
  bool ok;
  const double norm_before = vec_norm (m, c->grad);
  curvature_forget (&t->l->H);
  c->normal->patience = patience;
  const status e = normal_solve (c->normal, c->adjoint, t->l, t->x, c->trial, &g, c->grad, 0, 1e-4 * norm_before, &ok);
  c->normal->patience = normal_patience;
  TRY (e);
  if (t->l->unbounded) {
    out->refuted = true;
    out->value_gap = INFINITY;
  }
  t->other_minima |= ok && g > *t->g + significant * t->usual;
  if (ok && !t->l->unbounded && fabs (g - *t->g) <= significant * t->usual)
    note_equal_minimum (t);
  if (t->l->unbounded || !(g < *t->g - significant * t->usual))
    return RUNNING;
  out->value_gap = *t->g - g;
  out->refuted = true;
  vec_copy (m, c->trial, t->y);
  vec_copy (m, c->grad, t->v);
  *t->g = g;
  t->l->scale = fmax (t->l->scale, norm_before);
  return normal_solve (c->normal, c->adjoint, t->l, t->x, t->y, t->g, t->v, 0, 1e-6 * t->l->scale, &ok);
}

static status
descend_from_probe (test *t, const probe *p, certificate *out)
{
  double g;
  place (t, p);
  TRY (model_value (t->l, t->x, t->c->trial, &g, t->c->grad));
  return descend (t, g, out);
}

/* From the two lowest of the probes from FIRST on and from those along which g is not convex, lowest first.  */
static status
descend_from_probes (test *t, int first, certificate *out)
{
  probe *const probes = t->c->probe + first;
  const int count = t->probes - first, most = count / 2 > least_descents ? count / 2 : least_descents;
  int starts = 0;
  qsort (probes, (size_t) count, sizeof *probes, by_value);
  for (int i = 0; i < count && starts < most && !out->refuted && !t->l->unbounded; i++)
    if (i < lowest_starts || !probes[i].convex) {
      TRY (descend_from_probe (t, &probes[i], out));
      starts++;
    }
  return RUNNING;
}

/* ---- other wells, by the widths of the one at y ---- */

static bool
may_look (const test *t, lower_kind kind)
{
  return kind == LOWER_minimizer && t->l->d.m <= (size_t) t->c->starts && !t->l->box.low && t->depth < INFINITY;
}

/* A is within a width of a minimiser known.  */
static bool
is_known (test *t, const real *a)
{
  certifier *c = t->c;
  for (int i = 0; i < c->minima; i++)
    if (wells_distance (&c->wells, a, c->minimum + (size_t) i * t->l->d.m) < one_well)
      return true;
  return false;
}

/* c->trial, where a descent has ended, is one of the minimisers.  */
static void
note_minimum (test *t)
{
  certifier *c = t->c;
  const size_t m = t->l->d.m;
  if (is_known (t, c->trial))
    t->in_vain++;
  else if (c->minima < certificate_wells) {
    c->frames[c->minima] = 0;
    vec_copy (m, c->trial, c->minimum + (size_t) c->minima++ * m);
  }
}

/* From c->trial, where g is G with the slope c->grad: in a quadratic background to the well that is seen from there, else downhill.  */
static status
look_from (test *t, double g, certificate *out)
{
  certifier *c = t->c;
  bool arrived;
  if (!t->quadratic)
    return descend (t, g, out);
  if (!wells_foretell (&c->wells, c->trial, g, c->grad, c->lowest) || is_known (t, c->lowest))
    return RUNNING;
  TRY (wells_follow (&c->wells, t->l, t->x, c->trial, &g, c->grad, t->most_looks, &t->looks, &arrived));
  if (!arrived || is_known (t, c->trial))
    return RUNNING;
  TRY (descend (t, g, out));
  note_minimum (t);
  return RUNNING;
}

static bool
may_go_on (const test *t, const certificate *out)
{
  return t->looks < t->most_looks && t->in_vain < most_in_vain && !out->refuted && !t->l->unbounded;
}

/* From the points noted, where g is known.  */
static status
look_from_probes (test *t, certificate *out)
{
  certifier *c = t->c;
  const size_t m = t->l->d.m;
  for (int i = 1; i < t->points && may_go_on (t, out); i++) {
    vec_copy (m, c->points + (size_t) i * m, c->trial);
    vec_copy (m, c->grads + (size_t) i * m, c->grad);
    TRY (look_from (t, c->values[i], out));
  }
  return RUNNING;
}

/* Orthonormal vectors at random: the directions +- are spread evenly.  */
static void
make_frame (certifier *c, size_t m)
{
  for (size_t j = 0; j < m; j++) {
    real *const f = c->frame + j * m;
    for (size_t i = 0; i < m; i++)
      f[i] = (real) random_normal (&c->random);
    orthogonalise (c->frame, m, (int) j, f);
    vec_scale (m, 1 / vec_norm (m, f), f);
  }
}

/* From 2 m points so many WIDTHS around Y.  */
static status
look_around (test *t, const real *y, double widths, certificate *out)
{
  certifier *c = t->c;
  const size_t m = t->l->d.m;
  make_frame (c, m);
  for (size_t k = 0; k < 2 * m && may_go_on (t, out); k++) {
    double g;
    vec_copy (m, c->frame + k / 2 * m, c->trial);
    wells_widen (&c->wells, 1, c->trial);
    vec_scale (m, k % 2 ? -widths : widths, c->trial);
    vec_axpy (m, 1, y, c->trial);
    TRY (model_value (t->l, t->x, c->trial, &g, c->grad));
    t->looks++;
    TRY (look_from (t, g, out));
  }
  return RUNNING;
}

/* Around y and all the other minimisers met, each as often as the others.  */
static status
look_around_minima (test *t, certificate *out)
{
  certifier *c = t->c;
  while (may_go_on (t, out)) {
    int next = 0;
    for (int i = 1; i < c->minima; i++)
      if (c->frames[i] < c->frames[next])
        next = i;
    if (c->frames[next] == frames_each)
      return RUNNING;
    TRY (look_around (t, c->minimum + (size_t) next * t->l->d.m, frame_widths[c->frames[next]++], out));
  }
  return RUNNING;
}

static status
look_for_wells (test *t, double low, certificate *out)
{
  certifier *c = t->c;
  const axes A = { c->axes, c->W, c->curvature };
  const double far = far_widths * sqrt (t->depth / low);
  t->most_looks = (1 + most_more) * c->starts - t->probes;
  t->looks = wells_begin_calls (&c->wells);
  TRY (wells_begin (&c->wells, t->l, t->x, t->y, *t->g, t->v, far, t->depth, A, &t->quadratic));
  vec_copy (t->l->d.m, t->y, c->minimum);
  c->minima = 1;
  c->frames[0] = 0;
  if (!t->quadratic)
    return look_around (t, c->minimum, blind_widths, out);
  TRY (look_from_probes (t, out));
  return look_around_minima (t, out);
}

/* Where g is not convex and what was met does not explain that.  */
static status
look_further (test *t, lower_kind kind, double low, certificate *out)
{
  const certifier *c = t->c;
  const int first = t->probes, more = (t->l->d.m < most_more ? (int) t->l->d.m + 1 : most_more) * c->starts;
  if (may_look (t, kind))
    TRY (look_for_wells (t, low, out));
  const int left = (1 + most_more) * c->starts - t->probes - t->looks;
  if (!t->quadratic && !out->refuted && left > 0)
    TRY (probe_values (t, more < left ? more : left, INFINITY));
  out->starts = t->probes + t->looks;
  return descend_from_probes (t, first, out);
}

status
certificate_test (certifier *c, model *l, const real *x, real *y, double *g, real *v, bool full, certificate *out)
{
  test t = { .c = c, .l = l, .x = x, .y = y, .v = v, .g = g, .reach = model_reach (l, y, 1e-8), .depth = INFINITY };
  double low = INFINITY, high, residual;
  *out = certificate_unknown;
  c->equal_count = c->axes = 0;
  if (c->starts == 0)
    return RUNNING;
  if (vec_norm (l->d.m, y) <= 1e-6 * l->length)
    t.reach = l->length;
  lower_kind kind = LOWER_unknown;
  model_settle (l, y, v);
  if (full) {
    TRY (lowest_curvature (&t, &low, &high, &residual));
    out->eig_min = low / l->H.largest; /* NaN where there is no curvature at all */
    out->eig_residual = residual / l->H.largest;
    kind = kind_of (low, high, residual, l->H.largest);
    l->H.negative |= kind == LOWER_saddle || kind == LOWER_maximizer;
    vec_copy (l->d.m, c->trial, c->lowest);
  }
  vec_copy (l->d.m, v, c->slope);
  if (l->box.low) { /* v lacks what the bounds hold */
    TRY (model_value (l, x, y, g, v));
    vec_copy (l->d.m, l->raw, c->slope);
  }
  note_point (&t, y, *g, c->slope);
  TRY (probe_values (&t, full || c->starts < few_probes ? c->starts : few_probes, low));
  c->usual = t.usual;
  out->starts = t.probes;
  const bool convex = looks_convex (&t);
  if (!convex)
    TRY (descend_from_probes (&t, 0, out));
  const bool suspect = t.other_minima || (!convex && kind == LOWER_minimizer && c->equal_count == 0);
  if (full && suspect && !out->refuted && !l->unbounded)
    TRY (look_further (&t, kind, low, out));
  out->kind = convex && (kind == LOWER_minimizer || kind == LOWER_degenerate) ? LOWER_convex : kind;
  if (!out->refuted)
    out->value_gap = 0;
  return RUNNING;
}

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include <stdlib.h>

#include "lower/probes.h"

enum {
  least_descents = 6, /* local solves allowed, or half of the starts */
  lowest_starts = 2,
  patience = 100 /* steps of a local solve: g may be flat far away */
};
static const double outermost = 16;  /* the last pair of probes, in lengths of y: these may be short where g is wide */
static const double agreement = 0.5; /* part of the rise foretold: less, and the model does not reach as far */
static const double nearest = 0.2, farthest = 4;                   /* probes, in lengths of y */
static const double apart = 0.01;                                  /* in lengths of y: another point */
static const double rounding_of_g = real_is_single ? 1e-5 : 1e-10; /* relative to its usual change */
static const double significant = real_is_single ? 1e-4 : 1e-7;    /* a decrease of g, likewise */

/* c->trial = y + the displacement of P, within the bounds.  With two finite bounds a far probe is anywhere between
   them.  */
static void
place (sounding *t, const probe *p)
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

void
note_point (sounding *t, const real *y, double g, const real *grad)
{
  certifier *c = t->c;
  const size_t m = t->l->d.m;
  if (t->points == c->starts + 3 + certificate_nearer)
    return;
  c->values[t->points] = g;
  vec_copy (m, y, c->points + (size_t) t->points * m);
  vec_copy (m, grad, c->grads + (size_t) t->points++ * m);
}

/* d'A d / 2 by the Ritz values; across the vectors the lowest of them stands for A.  */
static double
foretold_rise (const sounding *t, const real *y)
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
compare_with_model (sounding *t, double g)
{
  const certifier *c = t->c;
  const size_t m = t->l->d.m;
  const double rise = g - *t->g;
  t->agrees = (rise - vec_dot (m, c->slope, c->trial) + vec_dot (m, c->slope, t->y)) / foretold_rise (t, c->trial);
  if (rise > 0 && t->agrees < agreement)
    t->depth = fmin (t->depth, rise);
}

/* g at the probe, which stays in c->trial, c->grad.  Along the direction of lowest curvature it is known whether g is
   CONVEX.  */
static status
add_probe (sounding *t, probe p, bool convex)
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
median_change (const sounding *t)
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
come_nearer (sounding *t, probe p)
{
  for (int i = 0; i < certificate_nearer && t->agrees > 0 && t->agrees < agreement; i++) {
    p.length *= sqrt (t->agrees);
    TRY (add_probe (t, p, false));
  }
  return RUNNING;
}

status
probe_values (sounding *t, int starts, double low)
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
above_tangents (const sounding *t)
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

bool
looks_convex (const sounding *t)
{
  for (int i = 0; i < t->probes; i++)
    if (!t->c->probe[i].convex || !(t->c->probe[i].g >= *t->g - rounding_of_g * t->usual))
      return false;
  return !t->l->H.negative && above_tangents (t);
}

/* c->trial, a minimiser with g as low as at y, is remembered if it is none of those known.  */
static void
note_equal_minimum (sounding *t)
{
  certifier *c = t->c;
  const size_t m = t->l->d.m;
  bool known = c->equal_count == certificate_ties || vec_distance (m, c->trial, t->y) <= apart * t->reach;
  for (int i = 0; i < c->equal_count; i++)
    known |= vec_distance (m, c->trial, c->equal_minima + (size_t) i * m) <= apart * t->reach;
  if (!known)
    vec_copy (m, c->trial, c->equal_minima + (size_t) c->equal_count++ * m);
}

status
descend (sounding *t, double g, certificate *out)
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
descend_from_probe (sounding *t, const probe *p, certificate *out)
{
  double g;
  place (t, p);
  TRY (model_value (t->l, t->x, t->c->trial, &g, t->c->grad));
  return descend (t, g, out);
}

status
descend_from_probes (sounding *t, int first, certificate *out)
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

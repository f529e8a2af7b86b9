/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "methods/adaptive/scales.h"

/* Compliance of x, relative to the largest: below the first an x that hardly acts on y would rule the measure; steps
   follow it further.  */
static const double least_measured = 1e-12, least_moved = real_is_single ? 1e-12 : 1e-20;

static const double told = 8; /* factor */

void
scales_layout (scales *s, dims d, arena *a)
{
  s->metric = arena_array (a, d.n + d.m, real);
  s->most_part = arena_array (a, d.n, real);
}

void
scales_start (scales *s, dims d)
{
  vec_fill (d.n, 0, s->most_part);
  s->most_fy = 0;
}

static void
use_compliance (scales *s, const model *l, double least)
{
  model_metric (l, least, s->metric);
  vec_fill (l->d.m, 1, s->metric + l->d.n);
}

void
scales_use_compliance (scales *s, const model *l)
{
  use_compliance (s, l, least_moved);
}

void
scales_use_ratio (scales *s, const model *l)
{
  const double ratio = l->square_y / l->square_x;
  vec_fill (l->d.n, isfinite (ratio) && ratio > 0 ? ratio : 1, s->metric);
  vec_fill (l->d.m, 1, s->metric + l->d.n);
}

void
scales_smooth (scales *s, size_t n)
{
  double mean = 0;
  for (size_t i = 0; i < n; i++)
    mean += log ((double) s->metric[i]) / (double) n;
  for (size_t i = 0; i < n; i++) {
    const double off = log ((double) s->metric[i]) - mean;
    s->metric[i] = (real) exp (mean + copysign (fmax (0, fabs (off) - log (told)), off));
  }
}

void
scales_use_identity (scales *s, const model *l)
{
  vec_fill (l->d.n + l->d.m, 1, s->metric);
}

/* ||gamma||_D over its largest part.  The x that act on y and those that do not are measured apart: their units tell
   nothing of each other.  */
static double
relative_gamma (const scales *s, const model *l, const real *gamma)
{
  const double floor = least_measured * model_most_compliance (l);
  double square[2] = { 0, 0 }, part[2] = { 0, 0 };
  for (size_t i = 0; i < l->d.n; i++) {
    const int acts = (double) l->compliance[i] > floor;
    const double q = (double) gamma[i], most = (double) s->most_part[i], weight = (double) s->metric[i];
    square[acts] += weight * q * q;
    part[acts] += weight * most * most;
  }
  double largest = 0;
  for (int acts = 0; acts < 2; acts++)
    largest = fmax (largest, sqrt (square[acts]) / fmax (sqrt (part[acts]), REAL_TINY));
  return largest;
}

double
scales_relative (scales *s, const model *l, const point *at, const real *gradient, const real *projected, bool counts)
{
  const size_t n = l->d.n, m = l->d.m;
  use_compliance (s, l, least_measured);
  for (size_t i = 0; i < n; i++) {
    const double fx = (double) at->grad_f[i], part = fabs (fx) + fabs ((double) gradient[i] - fx);
    s->most_part[i] = (real) fmax ((double) s->most_part[i], part);
  }
  s->most_fy = fmax (s->most_fy, vec_norm (m, at->grad_f + n));
  double relative = relative_gamma (s, l, projected);
  if (counts)
    relative = fmax (relative, vec_norm (m, projected + n) / fmax (s->most_fy, REAL_TINY));
  scales_use_compliance (s, l);
  return relative;
}

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "lower/certificate.h"
#include "lower/lowest.h"
#include "lower/other_wells.h"
#include "lower/probes.h"

enum { few_probes = 4 /* of a test that is not full */, quarters = 3 };

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

/* Where g is not convex and what was met does not explain that.  */
static status
look_further (sounding *t, lower_kind kind, double low, certificate *out)
{
  const certifier *c = t->c;
  const int first = t->probes,
            more = (t->l->d.m < certificate_more ? (int) t->l->d.m + 1 : certificate_more) * c->starts;
  if (wells_may_be_seen (t, kind))
    TRY (look_for_wells (t, low, out));
  const int left = (1 + certificate_more) * c->starts - t->probes - t->looks;
  if (!t->quadratic && !out->refuted && left > 0)
    TRY (probe_values (t, more < left ? more : left, INFINITY));
  out->starts = t->probes + t->looks;
  return descend_from_probes (t, first, out);
}

/* c->trial = the point at K + 1 quarters of the way from y to the minimum Y.  */
static void
go_between (sounding *t, const real *y, int k)
{
  const size_t m = t->l->d.m;
  const double part = (k + 1) / (quarters + 1.0);
  vec_copy (m, t->y, t->c->trial);
  vec_scale (m, 1 - part, t->c->trial);
  vec_axpy (m, part, y, t->c->trial);
}

/* Minima with g as low as at y explain why g is not convex, unless g dips on the way there: then other wells lie between.  From a dip
   below y it is descended.  */
static status
look_between (sounding *t, bool *dips, certificate *out)
{
  certifier *c = t->c;
  *dips = false;
  for (int i = 0; i < c->equal_count && !*dips; i++) {
    const real *there = c->equal_minima + (size_t) i * t->l->d.m;
    double g[quarters];
    int lowest = 0;
    for (int k = 0; k < quarters; k++) {
      go_between (t, there, k);
      const status e = oracle_lower_value (t->l->oracle, t->x, c->trial, g + k);
      t->l->at_known = false; /* the oracle is elsewhere */
      if (e != RUNNING)
        return e == STOP_NON_FINITE ? RUNNING : e;
      lowest = g[k] < g[lowest] ? k : lowest;
    }
    *dips = (g[1] < g[0] && g[1] < g[2]) || g[lowest] < *t->g;
    if (g[lowest] < *t->g) {
      go_between (t, there, lowest);
      TRY (model_value (t->l, t->x, c->trial, g + lowest, c->grad));
      TRY (descend (t, g[lowest], out));
    }
  }
  return RUNNING;
}

status
certificate_test (certifier *c, model *l, const real *x, real *y, double *g, real *v, bool full, certificate *out)
{
  sounding t = { .c = c, .l = l, .x = x, .y = y, .v = v, .g = g, .reach = model_reach (l, y, 1e-8), .depth = INFINITY };
  double low = INFINITY, high = NAN, residual = NAN;
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
  /* D2_yy g may be regular at y and tiny beside what it was elsewhere.  */
  const bool alone = kind == LOWER_minimizer || low > fmax (zero_curvature * high, 2 * residual);
  bool suspect = t.other_minima || (!convex && alone && c->equal_count == 0);
  if (full && !suspect && !out->refuted && !l->unbounded)
    TRY (look_between (&t, &suspect, out));
  if (full && suspect && !out->refuted && !l->unbounded)
    TRY (look_further (&t, kind, low, out));
  out->kind = convex && (kind == LOWER_minimizer || kind == LOWER_degenerate) ? LOWER_convex : kind;
  if (!out->refuted)
    out->value_gap = 0;
  return RUNNING;
}

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include <string.h>

#include "search/branches.h"
#include "search/explore.h"
#include "search/program.h"
#include "search/site.h"
#include "search/values.h"

enum { most_iterations = 40, edge_samples = 6, edge_tries = 2 /* of explore_at past the end of a branch */ };
static const double first_region = 0.2, least_region = 1e-9; /* widths */
static const double most_penalty = 1e8, more = 4;
static const double worth = 0.5;               /* part of the feasibility within reach that a step has to gain */
static const double stuck = 0.02;              /* part of the infeasibility that a step must be able to remove */
static const double accept = 1e-3, good = 0.7; /* gain of a step over what the model promises */
static const double stationary = 1e-8;         /* residual at which a program ends, */
static const double negligible = real_is_single ? 1e-8 : 1e-13; /* decrease, in slopes over a width */
static const double next_to = 1e-8;                             /* widths */
static const double at_tie = 1e-5;                              /* of the span of g: the row is active */

static double
largest_row (const search *s, const site *q)
{
  double most = 0;
  for (int j = 0; j < q->rows; j++)
    most = fmax (most, small_norm ((int) s->d.n, q->A + (size_t) j * s->d.n));
  return most;
}

/* The step s->s in widths that minimises slope's + s'H s / 2 + penalty t subject to c + A s <= t, 0 <= t, |s| <= region and bounds;
   *t, and in force the multipliers of its rows.  F and c are put into units in which they are about 1.  */
static void
solve_model (search *s, const site *q, const double *c, const double *slope, double bend, double penalty, double region,
             double *t, double *force)
{
  const int n = (int) s->d.n;
  small_qp *p = s->qp;
  const double unit_c = fmax (largest_row (s, q), fmax (site_violation (q), 1e-300));
  const double unit_f =
      fmax (small_norm (n, slope) + bend * small_norm (n * n, s->H) * region, 1e-3 * penalty * unit_c);
  small_qp_start (p, n + 1);
  for (int i = 0; i < n; i++) {
    const double at = ((double) q->x[i] - s->low[i]) / s->width[i];
    for (int j = 0; j < n; j++)
      p->H[i * (n + 1) + j] = bend * s->H[i * n + j] / unit_f;
    p->c[i] = slope[i] / unit_f;
    small_qp_add (p, fmax (-at, -region))[i] = 1;
    small_qp_add (p, -fmax (fmin (1 - at, region), 0))[i] = -1;
  }
  p->H[n * (n + 1) + n] = 1e-8;
  p->c[n] = penalty * unit_c / unit_f;
  small_qp_add (p, 0)[n] = 1;
  for (int j = 0; j < q->rows; j++) {
    double *row = small_qp_add (p, c[j] / unit_c);
    for (int i = 0; i < n; i++)
      row[i] = -q->A[j * n + i] / unit_c;
    row[n] = 1;
  }
  small_qp_solve (p);
  for (int i = 0; i < n; i++)
    s->s[i] = p->z[i];
  *t = fmax (0, p->z[n] * unit_c);
  for (int j = 0; j < q->rows; j++)
    force[j] = p->multiplier[2 * n + 1 + j] * unit_f / unit_c;
}

/* slope's + s'H s / 2 at the step s->s.  */
static double
model_change (search *s, const double *slope)
{
  const int n = (int) s->d.n;
  for (int i = 0; i < n; i++)
    s->Hs[i] = small_dot (n, s->H + i * n, s->s);
  return small_dot (n, slope, s->s) + 0.5 * small_dot (n, s->s, s->Hs);
}

/* The Lagrangian's slope at q with these multipliers, in s->change; what bounds hold is 0 there if HELD.  */
static void
lagrangian (search *s, const site *q, const double *force, bool held)
{
  const size_t n = s->d.n;
  for (size_t i = 0; i < n; i++) {
    s->change[i] = q->slope[i];
    for (int j = 0; j < q->rows; j++)
      s->change[i] += force[j] * q->A[(size_t) j * n + i];
    if (held && ((q->x[i] <= s->box.low[i] && s->change[i] > 0) || (q->x[i] >= s->box.high[i] && s->change[i] < 0)))
      s->change[i] = 0;
  }
}

static void
set_residual (search *s, site *q)
{
  lagrangian (s, q, q->multiplier, true);
  q->residual = s->slope > 0 ? small_norm ((int) s->d.n, s->change) / s->slope : 0;
}

/* A point on a bound counts as at it, and so does one next to it: the program is solved but for rounding.  */
static real
onto_bound (const search *s, size_t i, double x)
{
  const double margin = next_to * s->width[i], low = (double) s->box.low[i], high = (double) s->box.high[i];
  return x < low + margin ? s->box.low[i] : x > high - margin ? s->box.high[i] : (real) x;
}

static void
displace (const search *s, const site *from, site *to)
{
  to->branch = from->branch;
  for (size_t i = 0; i < s->d.n; i++)
    to->x[i] = onto_bound (s, i, (double) from->x[i] + s->width[i] * s->s[i]);
}

/* The multipliers of Q for the rows of p that are against the same branches, 0 for the others.  */
static void
multipliers_for (const site *q, const site *p, double *out)
{
  for (int j = 0; j < p->rows; j++) {
    out[j] = 0;
    for (int k = 0; k < q->rows; k++)
      if (p->against[j] == q->against[k])
        out[j] = q->multiplier[k];
  }
}

/* H learns from the change of the Lagrangian between the sites q and p, which has the multipliers of q, damped (Powell 1978).  */
static void
learn (search *s, const site *q, const site *p, bool *known)
{
  const size_t n = s->d.n;
  lagrangian (s, p, p->multiplier, false);
  for (size_t i = 0; i < n; i++)
    s->other[i] = s->change[i];
  double here[most_branches];
  multipliers_for (p, q, here);
  lagrangian (s, q, here, false);
  for (size_t i = 0; i < n; i++) {
    s->change[i] = s->other[i] - s->change[i];
    s->s[i] = ((double) p->x[i] - (double) q->x[i]) / s->width[i];
  }
  double sy = small_dot ((int) n, s->s, s->change);
  if (!*known && sy > 0) {
    const double scale = small_dot ((int) n, s->change, s->change) / sy;
    for (size_t i = 0; i < n * n; i++)
      s->H[i] = i % (n + 1) == 0 ? scale : 0;
  }
  *known = true;
  for (size_t i = 0; i < n; i++)
    s->Hs[i] = small_dot ((int) n, s->H + i * n, s->s);
  const double sHs = small_dot ((int) n, s->s, s->Hs);
  if (!(sHs > 0))
    return;
  if (sy < 0.2 * sHs) {
    const double part = 0.8 * sHs / (sHs - sy);
    for (size_t i = 0; i < n; i++)
      s->change[i] = part * s->change[i] + (1 - part) * s->Hs[i];
    sy = small_dot ((int) n, s->s, s->change);
  }
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < n; j++)
      s->H[i * n + j] += s->change[i] * s->change[j] / sy - s->Hs[i] * s->Hs[j] / sHs;
}

/* What a step has reached: the decrease of F + penalty max (c, 0).  */
static double
gain (const site *q, const site *p, double penalty)
{
  return p->known ? q->F + penalty * site_violation (q) - p->F - penalty * site_violation (p) : -INFINITY;
}

/* The step s->s of a penalty that is raised until the step gains enough feasibility; *penalty, *t.  false: it cannot.  */
static bool
choose_step (search *s, site *q, bool first, double region, double *penalty, double *t)
{
  const double tolerance = search_tolerance (s, q->x), v = site_violation (q), row = fmax (largest_row (s, q), 1e-300);
  const double slope = small_norm ((int) s->d.n, q->slope);
  double none[qp_most_variables] = { 0 }, step[qp_most_variables], ignored[most_branches], sum = 0, within;
  if (v <= tolerance && !first) {
    for (int j = 0; j < q->rows; j++)
      sum += q->multiplier[j];
    *penalty = fmin (*penalty, 2 * sum + 0.1 * slope / row);
  }
  solve_model (s, q, q->c, q->slope, 1, *penalty, region, t, q->multiplier);
  if (*t <= tolerance)
    return true;
  memcpy (step, s->s, s->d.n * sizeof *step);
  solve_model (s, q, q->c, none, 1e-8, 1, region, &within, ignored); /* the most feasible step */
  if (v > tolerance && v - within < stuck * v && region > 0.01)
    return false;
  const double most = most_penalty * fmax (slope / row, 1e-300);
  memcpy (s->s, step, s->d.n * sizeof *step);
  while (v - *t < worth * (v - within) - 0.1 * tolerance && *penalty < most) {
    *penalty *= more;
    solve_model (s, q, q->c, q->slope, 1, *penalty, region, t, q->multiplier);
  }
  return true;
}

/* The tie is curved: once more, with the values of c at p.  */
static status
correct (search *s, const site *q, double penalty, double region, site *p)
{
  double c[most_branches], t, ignored[most_branches];
  const int n = (int) s->d.n;
  for (int j = 0; j < q->rows; j++)
    c[j] = p->c[j] - small_dot (n, q->A + (size_t) j * s->d.n, s->s);
  solve_model (s, q, c, q->slope, 1, penalty, region, &t, ignored);
  displace (s, q, p);
  return site_fill (s, p);
}

static void
swap (site *a, site *b)
{
  const site c = *a;
  *a = *b;
  *b = c;
}

static bool
is_finite_step (const search *s)
{
  return isfinite (small_norm ((int) s->d.n, s->s));
}

/* H = slope I / first_region */
static void
begin_curvature (search *s, double slope)
{
  const size_t n = s->d.n;
  for (size_t i = 0; i < n * n; i++)
    s->H[i] = i % (n + 1) == 0 ? slope / first_region : 0;
}

/* One step of the program at q with p for the trial; *end: there is none that helps, *edge: since the branch ends at p.  */
static status
iterate (search *s, site *q, site *p, bool first, bool *curved, double *penalty, double *region, bool *end, bool *edge)
{
  const double tolerance = search_tolerance (s, q->x), v = site_violation (q);
  double t;
  *end = !choose_step (s, q, first, *region, penalty, &t);
  if (!*end && !is_finite_step (s)) { /* curvature that a kink has feigned */
    begin_curvature (s, small_norm ((int) s->d.n, q->slope));
    *curved = false;
    *end = !choose_step (s, q, first, *region, penalty, &t) || !is_finite_step (s);
  }
  set_residual (s, q);
  if (*end)
    return RUNNING;
  const double promised = *penalty * (v - t) - model_change (s, q->slope);
  q->promised = promised;
  *end = promised <= negligible * s->slope || (v <= tolerance && q->residual < stationary);
  if (*end)
    return RUNNING;
  displace (s, q, p);
  TRY (site_fill (s, p));
  double gained = gain (q, p, *penalty);
  if (p->known && gained < accept * promised && site_violation (p) > tolerance && p->rows == q->rows) {
    TRY (correct (s, q, *penalty, *region, p));
    gained = gain (q, p, *penalty);
  }
  const double length = search_apart_x (s, q->x, p->x);
  if (gained < accept * promised) {
    *region = length / 3;
    *end = *region < least_region;
    *edge = *end && !p->known;
    return RUNNING;
  }
  TRY (site_fill_slopes (s, p));
  if (gained > good * promised)
    *region = fmax (*region, 2 * length);
  multipliers_for (q, p, p->multiplier);
  learn (s, q, p, curved);
  swap (q, p);
  return RUNNING;
}

/* The active row with the largest multiplier that counts is where the outcome ties with another branch.  */
static void
find_tie (const search *s, const site *q, outcome *out)
{
  int best = -1;
  double most = 0;
  for (int j = 0; j < q->rows; j++) {
    const double pull = q->multiplier[j] * small_norm ((int) s->d.n, q->A + (size_t) j * s->d.n);
    if (q->c[j] > -at_tie * search_scale (s, q->x) && pull > most) {
      most = pull;
      best = j;
    }
  }
  if (!(most > accept * s->slope))
    return;
  const int n = (int) s->d.n;
  const double *row = q->A + best * n, length = small_norm (n, row);
  out->partner = branches_at (s, q->against[best], q->x);
  for (int i = 0; i < n; i++)
    out->inward[i] = -row[i] / length; /* not 0: it pulls */
}

/* The branch ends between q and p, where it is lost: there y jumps to the lowest of the branches at p.  With one x that is a minimum of
   F if F falls towards the end.  */
static status
find_edge (search *s, const site *q, const site *p, outcome *out)
{
  int lowest;
  TRY (explore_at (s, p->x, edge_samples, edge_tries, false, &lowest));
  if (lowest < 0 || s->anchors.branch[lowest] == q->branch)
    return RUNNING;
  out->partner = lowest;
  search_set_inward (s, out, p->x);
  if (s->d.n == 1 && out->inward[0] * q->slope[0] > 0)
    out->residual = out->promised = 0;
  return RUNNING;
}

status
program_solve (search *s, int branch, const real *x, outcome *out)
{
  site *q = &s->site[0], *p = &s->site[1];
  const size_t n = s->d.n;
  double region = first_region;
  bool curved = false, end = false, edge = false;
  out->branch = -1;
  q->branch = branch;
  q->promised = p->promised = INFINITY;
  vec_copy (n, x, q->x);
  TRY (site_fill (s, q));
  if (!q->known)
    return RUNNING;
  TRY (site_fill_slopes (s, q));
  const double slope = small_norm ((int) n, q->slope);
  double penalty = 10 * slope / fmax (largest_row (s, q), 1e-8 * fmax (search_scale (s, x), 1e-300)) + 1e-3 * slope;
  begin_curvature (s, slope);
  for (int k = 0; k < most_iterations && !end; k++)
    TRY (iterate (s, q, p, k == 0, &curved, &penalty, &region, &end, &edge));
  search_set_outcome (s, out, branch, q->x, q->y, q->F, q->G);
  out->residual = q->residual;
  out->promised = q->promised;
  out->feasible = site_violation (q) <= search_tolerance (s, q->x);
  find_tie (s, q, out);
  return out->partner < 0 && edge ? find_edge (s, q, p, out) : RUNNING;
}

status
program_violation (search *s, const outcome *o, double *most)
{
  site *q = &s->site[0];
  q->branch = o->branch;
  vec_copy (s->d.n, o->x, q->x);
  TRY (site_fill (s, q));
  *most = q->known ? site_violation (q) : INFINITY;
  return RUNNING;
}

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"
#include <stdio.h>
#include <stdlib.h>

#include "methods/adaptive/joint.h"

enum { most_trials = 15, most_backtracks = 10 };
static const double nearly_linear = 0.1;       /* change of grad_y g that D2g did not foretell */
static const double most_nonlinear = 0.5;      /* likewise, in a step */
static const double step_accuracy = 0.02;      /* of d, in the energy norm */
static const double allowed_part = 0.1;        /* of E that the error of d may hide, */
static const double least_part = 1e-3;         /* times E over that of the step before, or this */
static const double hides = 0.3;               /* part of E hidden by infeasibility: y is restored first, */
static const double restored = 0.03;           /* to this part */
static const double wrong_slope = 0.3;         /* part of the slope that r'd takes away: gamma is wrong */
static const double armijo = 1e-4, armijo_lower = 0.1;
static const double least_cosine = 1e-12;      /* of -p and q */
static const double near_minimiser = 0.1;      /* of the parabola, relative */
static const double flat = 1e-11;              /* a slope |a s| relative to the merit that ends the search */

bool
joint_is_due (const adaptive *s)
{
  const lower *l = s->lower;
  s->lower->adjoint.slow = s->branch.joint.nonlinear <= nearly_linear ? 6 : 20;
  return !s->box->low && !s->branch.guard.solve_trials && l->adjoint.may_conjugate && !l->model.singular
         && (adjoint_is_spread (&s->lower->adjoint, &l->model) || s->branch.joint.nonlinear <= nearly_linear);
}

static void
unrestricted (const adaptive *s, real *p)
{
  (void) s;
  (void) p;
}

/* e'D2_yy f e at the iterate.  One gradient of f.  */
static status
hidden_by (void *context, const real *e, double *hidden)
{
  adaptive *s = context;
  point *near_by = &s->search.now.at;
  const size_t n = s->at.d.n, m = s->at.d.m;
  point_go (near_by, s->at.z);
  vec_axpy (m, 1, e, near_by->z + n);
  TRY (point_evaluate_upper (near_by, s->oracle));
  *hidden = near_by->f_known ? fabs (vec_dot (m, near_by->grad_f + n, e) - vec_dot (m, s->at.grad_f + n, e)) : INFINITY;
  return RUNNING;
}

/* Likewise by steps on H r.  */
static status
solve_by_memory (adaptive *s, double allowed, double *rest, bool *ok)
{
  joint *j = &s->branch.joint;
  const size_t m = s->at.d.m;
  real *b = s->search.dy, *e = s->search.scratch;
  double eta = step_accuracy;
  bool null = false;
  vec_copy (m, j->r, b);
  vec_fill (m, 0, j->d);
  for (int test = 0; test < 4; test++) {
    TRY (adjoint_solve (&s->lower->adjoint, &s->lower->model, s->at.z, s->at.z + s->at.d.n, NULL, b, eta, j->d, j->gamma, j->r, &null));
    *ok = !null;
    if (null)
      return RUNNING;
    curvature_apply (&s->lower->model.H, j->r, e);
    TRY (hidden_by (s, e, rest));
    if (*rest <= allowed)
      break;
    eta = fmin (eta / 2, 0.7 * eta * sqrt (allowed / *rest));
  }
  return RUNNING;
}

/* A d = -b for b in s->branch.joint.r, until d hides no more than ALLOWED.  */
static status
solve (adaptive *s, double allowed, double *rest, bool *ok)
{
  joint *j = &s->branch.joint;
  if (!adjoint_is_spread (&s->lower->adjoint, &s->lower->model))
    return solve_by_memory (s, allowed, rest, ok);
  const conjugate_rule rule = { .eta = step_accuracy, .hidden = hidden_by, .context = s, .allowed = allowed };
  vec_fill (s->at.d.m, 0, j->d);
  vec_fill (s->at.d.n, 0, j->gamma);
  s->lower->adjoint.products = 0;
  return adjoint_conjugates (&s->lower->adjoint, &s->lower->model, s->at.z, s->at.z + s->at.d.n, rule, j->d, j->gamma,
                             j->r, rest, ok);
}

/* y <- y - A^-1 grad_y g, until what is left hides no more than ALLOWED; *ok: g has not risen.  */
static status
restore (adaptive *s, double allowed, bool *ok)
{
  joint *j = &s->branch.joint;
  point *trial = &s->search.best.at;
  const size_t n = s->at.d.n, m = s->at.d.m;
  double rest;
  vec_copy (m, s->at.grad_g, j->r);
  TRY (solve (s, allowed, &rest, ok));
  const double slope = vec_dot (m, s->at.grad_g, j->d);
  if (!*ok || !(slope < 0)) {
    *ok = false;
    return RUNNING;
  }
  *ok = false;
  double t = 1;
  for (int k = 0; k < most_backtracks && !*ok; k++, t /= 2) {
    point_go (trial, s->at.z);
    vec_axpy (m, t, j->d, trial->z + n);
    TRY (point_evaluate_lower (trial, &s->lower->model));
    *ok = trial->g_known && trial->g <= s->at.g + armijo_lower * t * slope + rounding_of_f * fabs (s->at.g);
  }
  if (!*ok)
    return RUNNING;
  search_take (s, &s->search.best);
  j->hidden = t == 0.5 ? rest : NAN;
  return RUNNING;
}

typedef struct line {
  double slope; /* of f + w'grad_y g along (p, d) */
  double c;     /* ||b|| of A d = -b */
  bool first;
} line;

/* Where g is quadratic, grad_y g at z + a (p, d) is (1 - a) grad_y g + a r, r the residual of d; in a first step, which does not
   restore y, grad_y g + a r.  The part of a b, b = -A d - r, that differs.  */
static double
nonlinear (const adaptive *s, const line *l, const trial *t)
{
  const double left = l->first ? 1 : 1 - t->a;
  double sum = 0;
  for (size_t i = 0; i < s->at.d.m; i++) {
    const double e = (double) t->at.grad_g[i] - left * (double) s->at.grad_g[i] - t->a * (double) s->branch.joint.r[i];
    sum += e * e;
  }
  return sqrt (sum) / (t->a * l->c);
}

/* The trial at A along (p, d) on f + w'grad_y g.  */
static status
evaluate (adaptive *s, double a, const line *l, bool *ok)
{
  trial *t = &s->search.now;
  const size_t n = s->at.d.n, m = s->at.d.m;
  point_go (&t->at, s->at.z);
  vec_axpy (n, a, s->search.p, t->at.z);
  vec_axpy (m, a, s->branch.joint.d, t->at.z + n);
  t->a = a;
  t->promised = -a * l->slope;
  TRY (point_evaluate_lower (&t->at, &s->lower->model));
  t->norm_before = vec_norm (m, t->at.grad_g);
  *ok = t->at.g_known && !search_is_elsewhere (s, t);
  if (*ok)
    TRY (search_know_upper (s, t, ok));
  t->merit = t->at.f + vec_dot (m, s->branch.reduced.w, t->at.grad_g);
  *ok = *ok && isfinite (t->merit);
  return RUNNING;
}

/* To the minimiser of the parabola through each trial.  *bend: of the best, the merit beyond its tangent.  */
static status
line_search (adaptive *s, double a, const line *l, bool *found, double *bend)
{
  const double merit = s->at.f + vec_dot (s->at.d.m, s->branch.reduced.w, s->at.grad_g);
  const double slope = l->slope;
  *found = false;
  for (int count = 0; count < most_trials; count++) {
    const trial *t = &s->search.now;
    bool ok;
    TRY (evaluate (s, a, l, &ok));
    const double wrong = ok ? nonlinear (s, l, t) : 0;
    ok &= wrong <= most_nonlinear;
    const double change = ok ? t->merit - merit : NAN, above = change - a * slope;
    const double least = above > 0 ? -a * a * slope / (2 * above) : 10 * a;
    const bool good = ok && change <= armijo * a * slope + rounding_of_f * s->branch.size_f;
    const bool better = good && (!*found || t->merit < s->search.best.merit);
    if (better) {
      search_keep (s);
      *found = true;
      *bend = above;
      s->branch.joint.latest = wrong;
    }
    if (*found && (!better || (wrong > nearly_linear && least > a) || fabs (least / a - 1) < near_minimiser || fabs (a * slope) < flat * fabs (merit)))
      return RUNNING;
    a = good ? fmin (least, 10 * a) : ok ? fmin (fmax (least, 0.05 * a), 0.5 * a) : a * fmax (0.1, fmin (0.5, most_nonlinear / (2 * wrong)));
  }
  return RUNNING;
}

static void
open_pair (adaptive *s)
{
  const size_t n = s->at.d.n;
  real *step = s->branch.secants.step;
  vec_fill (s->branch.secants.pairs.n, 0, step);
  vec_copy (n, s->search.best.at.z, step);
  vec_axpy (n, -1, s->at.z, step);
  secants_open (&s->branch.secants, s->branch.reduced.gradient);
}

/* gamma is wrong: the next is solved further.  */
static status
tighten (adaptive *s, outcome *o)
{
  window_doubt (&s->lower->adjoint.window);
  reduced_tighten (&s->branch.reduced);
  *o = SOLVED_FURTHER;
  return RUNNING;
}

status
joint_step (adaptive *s, outcome *o)
{
  branch *b = &s->branch;
  joint *j = &b->joint;
  const size_t n = s->at.d.n, m = s->at.d.m;
  scales_smooth (&s->scales, n);
  if (getenv ("DBG")) { double hi = 0, lo = 1e300; for (size_t i = 0; i < n; i++) { hi = fmax (hi, s->scales.metric[i]); lo = fmin (lo, s->scales.metric[i]);} fprintf (stderr, "metric ratio %g\n", hi / lo); }
  const bool first = !search_direction (s, unrestricted, least_cosine);
  const real *q = b->reduced.projected, *p = s->search.p;
  const double along = vec_dot (n, q, p), E = -along / 2;
  double rest, bend = 0;
  bool ok, found;
  *o = NO_DECREASE;
  if (isnan (j->hidden) || (!first && j->hidden > hides * E)) {
    if (b->guard.restorations++ >= guard_most_restorations)
      return RUNNING;
    *o = SOLVED_FURTHER;
    TRY (restore (s, first ? INFINITY : restored * E, &ok));
    return ok ? know_point (s) : solve_lower (s);
  }
  const double less = E / j->expected;
  const double allowed = first ? INFINITY : allowed_part * E * fmax (least_part, less < 1 ? less : 1);
  TRY (model_cross_product (&s->lower->model, s->at.z, s->at.z + n, p, j->r));
  if (!first)
    vec_axpy (m, 1, s->at.grad_g, j->r);
  const double norm_c = vec_norm (m, j->r);
  TRY (solve (s, allowed, &rest, &ok));
  if (!ok)
    return RUNNING;
  double slope = along;
  for (size_t i = 0; i < m; i++)
    slope += ((double) b->reduced.Aw[i] + (double) s->at.grad_f[n + i]) * (double) j->d[i];
  if (getenv ("DBG")) fprintf (stderr, "joint: calls %g first %d E %.2e allowed %.2e rest %.2e hidden %.2e told %.3f acc %.1e\n", s->oracle->ledger.total, first, E, allowed, rest, j->hidden, slope / along, b->reduced.accuracy);
  const line l = { slope, norm_c, first };
  if (!(fabs (slope - along) <= wrong_slope * fabs (along)) || !(slope < 0))
    return b->reduced.accuracy > tight_accuracy ? tighten (s, o) : RUNNING;
  double a = 1;
  if (first)
    a = search_first_length (s, vec_norm (m, j->d), first_part * vec_norm (n, s->at.z) / vec_norm (n, p), vec_norm (n, p));
  TRY (line_search (s, a, &l, &found, &bend));
  if (!found)
    return RUNNING;
  a = s->search.best.a;
  bend /= a * a;
  j->nonlinear = fmax (j->nonlinear, j->latest);
  if (getenv ("DBG")) fprintf (stderr, "   nonlinear %.2e\n", j->latest);
  if (!first && bend > -slope && adjoint_is_spread (&s->lower->adjoint, &s->lower->model)) { /* what d was to restore was not small: the estimate of what is hidden came too early */
    j->hidden = fmax (j->hidden, bend + slope / 2);
    window_doubt (&s->lower->adjoint.window);
  }
  if (getenv ("DBG")) fprintf (stderr, "   a %.3g change %.3e bend %.3e (slope %.3e)\n", a, s->search.best.merit - s->at.f - vec_dot (m, b->reduced.w, s->at.grad_g), bend, slope);
  j->hidden = a * a * rest + (first ? 1 : (1 - a) * (1 - a)) * j->hidden;
  j->expected = first ? NAN : E;
  reduced_relax (&b->reduced);
  point_mark (&b->guard.before, &s->at,
              s->at.f + vec_dot (m, b->reduced.w, s->at.grad_g) + j->hidden);
  open_pair (s);
  *o = STEPPED;
  return RUNNING;
}

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "methods/adaptive/joint.h"

enum { most_trials = 15, most_backtracks = 10, most_tests = 4 };
static const double slow_if_linear = 6, slow_if_not = 20; /* products for a factor e of the error: spread */
static const double quite_linear = 0.01,
                    nearly_linear = 0.1;                   /* part of a change of grad_y g that D2g did not foretell */
static const double most_nonlinear = 0.5;                  /* likewise, in a step */
static const double step_accuracy = 0.02;                  /* of d, in the energy norm */
static const double room = 0.7;                            /* of the accuracy that would do, for the next test of it */
static const double allowed_part = 0.1, least_part = 1e-3; /* of E that the error of d may hide */
static const double hides = 0.3, restored = 0.03; /* of E hidden by infeasibility: y is restored first, to the second */
static const double wrong_slope = 0.3;            /* part of the slope that r'd takes away: gamma is wrong */
static const double armijo = 1e-4, armijo_lower = 0.1;
static const double least_cosine = 1e-12; /* of -p and q */
static const double shortest = 0.1;       /* step to the next bound of x: tangential steps go along bounds */
static const double near_minimiser = 0.1; /* of the parabola, relative */
static const double flat = 1e-11;         /* a slope, relative to the merit, that ends the search */

bool
joint_is_due (adaptive *s)
{
  adjoint *l = &s->lower->adjoint;
  const bool nearly = s->branch.joint.nonlinear <= nearly_linear;
  if (!s->joint_allowed || s->branch.guard.solve_trials || (s->box->low && s->branch.secants.pairs.count == 0))
    return false;
  return adjoint_is_spread (l, &s->lower->model, nearly ? slow_if_linear : slow_if_not)
         || (nearly && l->may_conjugate && !s->lower->model.singular);
}

/* ---- y ---- */

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

static status
solve_by_conjugates (adaptive *s, double allowed, double *rest, bool *ok)
{
  joint *j = &s->branch.joint;
  const conjugate_rule rule = { .eta = step_accuracy, .hidden = hidden_by, .context = s, .allowed = allowed };
  vec_fill (s->at.d.n, 0, j->gamma);
  return adjoint_conjugates (&s->lower->adjoint, &s->lower->model, s->at.z, s->at.z + s->at.d.n, rule, j->d, j->gamma,
                             j->r, rest, ok);
}

/* By steps on H r: H r of the residual r that is left estimates the error.  */
static status
solve_by_memory (adaptive *s, double allowed, double *rest, bool *ok)
{
  joint *j = &s->branch.joint;
  lower *l = s->lower;
  const size_t n = s->at.d.n, m = s->at.d.m;
  real *b = s->search.dy, *e = s->search.scratch;
  double accuracy = step_accuracy;
  bool null = false;
  vec_copy (m, j->r, b);
  *rest = NAN;
  for (int test = 0; test < most_tests && !null && !(*rest <= allowed); test++) {
    TRY (adjoint_solve (&l->adjoint, &l->model, s->at.z, s->at.z + n, NULL, b, accuracy, j->d, j->gamma, j->r, &null));
    curvature_apply (&l->model.H, j->r, e);
    TRY (hidden_by (s, e, rest));
    accuracy *= fmin (0.5, room * sqrt (allowed / *rest));
  }
  *ok = !null;
  return RUNNING;
}

/* A d = -b for b in j->r, which becomes the residual, until d hides no more than ALLOWED; *rest: what it hides.  */
static status
solve (adaptive *s, double allowed, double *rest, bool *ok)
{
  vec_fill (s->at.d.m, 0, s->branch.joint.d);
  return s->lower->adjoint.spread ? solve_by_conjugates (s, allowed, rest, ok) : solve_by_memory (s, allowed, rest, ok);
}

typedef struct line {
  double slope; /* of f + w'grad_y g along (p, d) */
  double c;     /* ||b|| of A d = -b */
  double most;  /* the longest step */
  bool first;   /* d does not restore y */
  double bend;  /* of the best trial: the merit beyond its tangent, */
  double wrong; /* and `nonlinear` */
} line;

/* Where g is quadratic, grad_y g at z + a (p, d) is (1 - a) grad_y g + a r, r the residual of d; in a first step, which does
   not restore y, grad_y g + a r.  The part of a b, b = -A d - r, that differs.  */
static double
nonlinear (const adaptive *s, const line *l, const trial *t)
{
  const double left = l->first ? 1 : 1 - t->a;
  const real *r = s->branch.joint.r;
  return model_unforeseen (&s->lower->model, t->at.grad_g, left, s->at.grad_g, t->a, r) / (t->a * l->c);
}

/* Where steps are not foretold, neither linear solves nor joint steps pay.  */
static void
note_nonlinear (adaptive *s, double part)
{
  joint *j = &s->branch.joint;
  s->lower->adjoint.nonlinear = part;
  j->nonlinear = fmax (j->nonlinear, part);
}

/* y <- y - A^-1 grad_y g, until what is left hides no more than ALLOWED.  *ok: g has not risen.  */
static status
restore (adaptive *s, double allowed, bool *ok)
{
  joint *j = &s->branch.joint;
  point *next = &s->search.best.at;
  const size_t n = s->at.d.n, m = s->at.d.m;
  double rest, t = 1;
  bool solved;
  *ok = false;
  vec_copy (m, s->at.grad_g, j->r);
  TRY (solve (s, allowed, &rest, &solved));
  const double slope = vec_dot (m, s->at.grad_g, j->d);
  for (int k = 0; solved && slope < 0 && k < most_backtracks && !*ok; k++) {
    t = k == 0 ? 1 : t / 2;
    point_go (next, s->at.z);
    vec_axpy (m, t, j->d, next->z + n);
    TRY (point_evaluate_lower (next, &s->lower->model));
    *ok = next->g_known && next->g <= s->at.g + armijo_lower * t * slope + rounding_of_f * fabs (s->at.g);
  }
  if (!*ok)
    return RUNNING;
  const line l = { .c = vec_norm (m, s->at.grad_g) };
  s->search.best.a = t;
  note_nonlinear (s, nonlinear (s, &l, &s->search.best));
  search_take (s, &s->search.best);
  j->hidden = t < 1 ? NAN : rest;
  return RUNNING;
}

/* y is restored before a step that infeasibility would hide.  */
static status
restore_first (adaptive *s, double allowed, outcome *o)
{
  bool ok;
  *o = SOLVED_FURTHER;
  TRY (restore (s, allowed, &ok));
  return ok ? know_point (s) : solve_lower (s);
}

/* ---- x ---- */

/* p, which is *first where there are no pairs, and the longest step along it within the bounds.  */
static void
direction (adaptive *s, bool *first, double *most)
{
  const box *b = s->box;
  *most = INFINITY;
  scales_smooth (&s->scales, s->at.d.n);
  *first = !search_direction (s, search_stay_within, least_cosine);
  for (size_t i = 0; b->low && i < s->at.d.n; i++) {
    const double p = (double) s->search.p[i], bound = (double) (p > 0 ? b->high : b->low)[i];
    if (p != 0)
      *most = fmin (*most, (bound - (double) s->at.z[i]) / p);
  }
}

/* The trial at A.  *wrong: nonlinear, where it could be evaluated.  */
static status
evaluate (adaptive *s, double a, const line *l, double *wrong, bool *ok)
{
  trial *t = &s->search.now;
  const size_t n = s->at.d.n, m = s->at.d.m;
  point_go (&t->at, s->at.z);
  vec_axpy (n, a, s->search.p, t->at.z);
  vec_axpy (m, a, s->branch.joint.d, t->at.z + n);
  box_clip (s->box, t->at.z); /* rounding */
  t->a = a;
  t->promised = -a * l->slope;
  *wrong = 0;
  TRY (point_evaluate_lower (&t->at, &s->lower->model));
  t->norm_before = vec_norm (m, t->at.grad_g);
  *ok = t->at.g_known && !search_is_elsewhere (s, t);
  if (*ok) {
    *wrong = nonlinear (s, l, t);
    *ok = *wrong <= most_nonlinear;
  }
  if (*ok)
    TRY (search_know_upper (s, t, ok));
  t->merit = merit_at (s, &t->at);
  *ok = *ok && isfinite (t->merit);
  return RUNNING;
}

/* From length A to the minimiser of the parabola through each trial.  *found: s->search.best.  */
static status
line_search (adaptive *s, double a, line *l, bool *found)
{
  const double merit = merit_at (s, &s->at), slope = l->slope;
  *found = false;
  for (int count = 0; count < most_trials; count++) {
    const trial *t = &s->search.now;
    double wrong;
    bool ok;
    TRY (evaluate (s, a, l, &wrong, &ok));
    const double change = ok ? t->merit - merit : NAN, above = change - a * slope;
    const double least = fmin (l->most, above > 0 ? -a * a * slope / (2 * above) : 10 * a);
    const bool good = ok && change <= armijo * a * slope + rounding_of_f * s->branch.size_f;
    const bool better = good && (!*found || t->merit < s->search.best.merit);
    if (better) {
      search_keep (s);
      *found = true;
      l->bend = above;
      l->wrong = wrong;
    }
    const bool longer = least > a && wrong > nearly_linear;
    if (*found
        && (!better || longer || fabs (least / a - 1) < near_minimiser || fabs (a * slope) < flat * fabs (merit)))
      return RUNNING;
    if (good)
      a = fmin (least, 10 * a);
    else if (ok)
      a = fmin (fmax (least, 0.05 * a), 0.5 * a);
    else
      a *= wrong > 0 ? fmax (0.1, fmin (0.5, most_nonlinear / (2 * wrong))) : 0.1;
  }
  return RUNNING;
}

/* What infeasibility hides because the part WRONG of the change of grad_y g along a d was not foretold, and A^-1 of it is about as large a part of a d.  */
static double
hidden_by_nonlinearity (const adaptive *s, double wrong)
{
  const trial *t = &s->search.best;
  const joint *j = &s->branch.joint;
  const size_t n = s->at.d.n, m = s->at.d.m;
  const double curved =
      fabs (vec_dot (m, t->at.grad_f + n, j->d) - vec_dot (m, s->at.grad_f + n, j->d)); /* a d'D2_yy f d */
  return t->a * wrong * wrong * curved;
}

/* The step to s->search.best; E was expected of it, REST is what the error of d hides at length 1.  */
static void
note_step (adaptive *s, const line *l, double E, double rest)
{
  branch *b = &s->branch;
  joint *j = &b->joint;
  const double a = s->search.best.a, curved = l->bend / a / a;
  if (!l->first && curved > -l->slope && s->lower->adjoint.spread) { /* what d was to restore was not small */
    j->hidden = fmax (j->hidden, curved + l->slope / 2);
    window_doubt (&s->lower->adjoint.window);
  }
  j->hidden = a * a * rest + (l->first ? 1 : (1 - a) * (1 - a)) * j->hidden + hidden_by_nonlinearity (s, l->wrong);
  j->expected = l->first ? NAN : E;
  note_nonlinear (s, l->wrong);
  reduced_relax (&b->reduced);
  point_mark (&b->guard.before, &s->at, merit_at (s, &s->at) + j->hidden);
  search_open_pair (s, &s->search.best, false);
}

status
joint_step (adaptive *s, outcome *o)
{
  branch *b = &s->branch;
  joint *j = &b->joint;
  const size_t n = s->at.d.n, m = s->at.d.m;
  const real *p = s->search.p;
  double rest;
  line l = { 0 };
  bool ok;
  *o = NO_DECREASE;
  direction (s, &l.first, &l.most);
  const double along = vec_dot (n, b->reduced.projected, p), E = -along / 2;
  if (!(along < 0) || l.most < shortest)
    return RUNNING;
  const bool unknown = isnan (j->hidden);
  if (unknown && (l.first || !s->lower->adjoint.spread) && j->nonlinear <= quite_linear)
    j->hidden = hidden_at (s, &s->at);
  if (isnan (j->hidden) || ((unknown || !l.first) && j->hidden > hides * E)) {
    if (b->guard.restorations++ >= guard_most_restorations)
      return RUNNING;
    return restore_first (s, l.first ? INFINITY : restored * E, o);
  }
  const double less = isnan (j->expected) ? 1 : fmin (1, E / j->expected);
  TRY (model_cross_product (&s->lower->model, s->at.z, s->at.z + n, p, j->r));
  if (!l.first)
    vec_axpy (m, 1, s->at.grad_g, j->r);
  l.c = vec_norm (m, j->r);
  TRY (solve (s, l.first ? INFINITY : allowed_part * E * fmax (least_part, less), &rest, &ok));
  if (!ok)
    return RUNNING;
  const double residual = vec_dot (m, b->reduced.Aw, j->d) + vec_dot (m, s->at.grad_f + n, j->d);
  l.slope = along + residual;
  if (!(fabs (residual) <= -wrong_slope * along)) {
    if (b->reduced.accuracy > tight_accuracy) {
      search_doubt_multiplier (s);
      *o = SOLVED_FURTHER;
    }
    return RUNNING;
  }
  const double np = vec_norm (n, p);
  const double a =
      l.first ? search_first_length (s, vec_norm (m, j->d), first_part * vec_norm (n, s->at.z) / np, np) : 1;
  TRY (line_search (s, fmin (a, l.most), &l, &ok));
  if (!ok)
    return RUNNING;
  note_step (s, &l, E, rest);
  *o = STEPPED;
  return RUNNING;
}

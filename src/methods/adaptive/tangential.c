/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "methods/adaptive/tangential.h"

enum {
  most_trials = 25, /* evaluations in one line search */
  most_expansions = 12,
  most_refinements = 3 /* of the lower level at one trial */
};
static const double hidden_part = 0.3; /* of the promised decrease of f that infeasibility may hide */
static const double armijo = 1e-4, armijo_expanding = 0.1;
static const double followed = 0.1;       /* of grad_y g that the way makes may be left at a trial */
static const double wrong_slope = 0.3;    /* part of the slope that r'dy takes away: gamma is wrong */
static const double least_cosine = 1e-12; /* of -p and q */
static const double growth = 10;          /* of one step in x from the one before, in a first trial */
static const double most_of_largest = 2, most_of_first = 20;
static const double farthest = 1e3;   /* lengths of x in a first trial */
static const double most_lengths = 4; /* of x and of y in a step by pairs, in singular mode */
static const double near_bad = 0.5;   /* of a length that failed: longer ones are as bad */
static const double jumps_by =
    30; /* times what a trial promises: so much f rises there, although half the way it falls */
static const double rounding_of_promise = 4500 * REAL_EPS; /* likewise */

/* ||a||, a [n], in the metric of x, where units do not count.  */
static double
norm_in_metric (const adaptive *s, const real *a)
{
  double sum = 0;
  for (size_t i = 0; i < s->at.d.n; i++)
    sum += (double) a[i] * (double) a[i] / (double) s->scales.metric[i];
  return sqrt (sum);
}

/* No x moves by more than twice the largest of them (where all are 0, 20 first steps): an x to which y hardly responds
   would go far beyond where it responds.  */
static void
keep_near (adaptive *s, double a)
{
  const size_t n = s->at.d.n;
  real *p = s->search.p;
  double largest = 0;
  for (size_t i = 0; i < n; i++)
    largest = fmax (largest, fabs ((double) s->at.z[i]));
  const double most = (largest > no_length ? most_of_largest * largest : most_of_first * s->lengths.first_step) / a;
  for (size_t i = 0; i < n; i++)
    p[i] = (real) fmax (-most, fmin (most, (double) p[i]));
}

/* y responds with -H D2_yx g p to a first step; x moves by at most 0.3 of its length.  */
static status
first_length (adaptive *s, double *a)
{
  const size_t n = s->at.d.n, m = s->at.d.m;
  const real *p = s->search.p;
  real *cross = s->search.scratch, *dy = s->search.dy;
  const double relative = norm_in_metric (s, s->at.z) / norm_in_metric (s, p);
  double largest = 0;
  TRY (model_cross_product (&s->lower->model, s->at.z, s->at.z + n, p, cross));
  curvature_apply (&s->lower->model.H, cross, dy);
  for (size_t i = 0; i < n; i++)
    largest = fmax (largest, fabs ((double) p[i]));
  *a = search_first_length (s, vec_norm (m, dy), first_part * relative, largest);
  const double shown = 10 * rounding_of_f * s->branch.size_f / -vec_dot (n, s->branch.reduced.projected, p);
  if (*a < shown) /* where y has no length yet */
    *a = fmin (shown, s->lengths.first_step / largest);
  if (s->lengths.straight > 0)
    *a = fmax (*a, s->lengths.straight / vec_norm (n, p));
  keep_near (s, *a);
  return RUNNING;
}

/* p and the first length to try.  */
static status
direction (adaptive *s, double *a)
{
  const size_t n = s->at.d.n;
  if (s->lower->model.singular)
    scales_use_identity (&s->scales, &s->lower->model);
  if (!search_direction (s, search_stay_within, least_cosine))
    return first_length (s, a);
  const double np = vec_norm (n, s->search.p);
  *a = fmin (1, fmin (farthest * fmax (vec_norm (n, s->at.z), s->lengths.first_step), growth * s->lengths.latest) / np);
  return RUNNING;
}

/* f + w'v with a correction no larger than what infeasibility may hide.  */
static double
merit_of (double f, double correction, double hidden)
{
  return f + fmax (-hidden, fmin (hidden, correction));
}

/* The lower level at a trial, f and the merit.  *ok: all could be had.  */
static status
solve_trial (adaptive *s, double tolerance_H, trial *t, bool *ok)
{
  const size_t n = s->at.d.n, m = s->at.d.m;
  curvature *H = &s->lower->model.H;
  TRY (search_solve_lower (s, t, tolerance_H, ok));
  if (*ok)
    TRY (search_know_upper (s, t, ok));
  if (!*ok)
    return RUNNING;
  t->norm_fy = curvature_norm (H, t->at.grad_f + n, s->search.scratch);
  t->hidden = t->norm_fy * curvature_norm (H, t->at.grad_g, s->search.scratch);
  t->merit = merit_of (t->at.f, vec_dot (m, s->branch.reduced.w, t->at.grad_g), t->hidden);
  *ok = isfinite (t->merit);
  return RUNNING;
}

/* The decrease of f that the slope q'p promises for the trial z + a p as the bounds have cut it.  */
static double
promise (const adaptive *s, double slope, const trial *t)
{
  double promised = 0;
  if (!s->box->low)
    return t->a * slope;
  for (size_t i = 0; i < (s->lower->model.singular ? s->box->n : s->at.d.n); i++)
    promised -= (double) s->branch.reduced.projected[i] * ((double) t->at.z[i] - (double) s->at.z[i]);
  return promised;
}

typedef struct line { /* of a search along p, at the iterate */
  double slope;       /* -q'p: first decrease of the merit */
  double norm_fy;     /* |grad_y f|_H */
  double hidden;      /* |grad_y f|_H |v|_H */
  double merit;
  double least; /* shorter steps gain less than infeasibility hides */
} line;

/* z + a (p_x, dy) within the bounds.  */
static void
place_trial (adaptive *s, double a, const line *l, trial *t)
{
  const size_t n = s->at.d.n, m = s->at.d.m;
  point_go (&t->at, s->at.z);
  vec_axpy (n, a, s->search.p, t->at.z);
  vec_axpy (m, a, s->search.dy, t->at.z + n);
  if (s->branch.guard.solve_trials)
    search_step_aside (s, t->at.z + n);
  box_clip (s->box, t->at.z);
  t->a = a;
  t->promised = promise (s, l->slope, t);
}

/* The way is longer than x.  */
static bool
is_long (const adaptive *s, const trial *t)
{
  const size_t n = s->at.d.n;
  return vec_distance (n, t->at.z, s->at.z) > fmax (vec_norm (n, s->at.z), s->lengths.first_step);
}

/* How far f needs y to follow x is told by grad_y f at the iterate.  On a long way it follows, whatever that says.  */
static status
follow (adaptive *s, trial *t, bool *ok)
{
  const size_t n = s->at.d.n, m = s->at.d.m;
  const double way = s->lower->model.stiffness * vec_distance (m, t->at.z + n, s->at.z + n);
  const double left = followed * fmax (t->norm_before, way);
  *ok = true;
  return t->norm_before <= left ? RUNNING : search_solve_at (s, t, 0, fmax (left, tolerance_lower (s)), ok);
}

/* The lower level is solved at the trial as far as the promised decrease of the merit requires; and further, where what is
   still hidden exceeds the decrease achieved.  */
static status
evaluate_trial (adaptive *s, double a, const line *l, trial *t, bool *ok)
{
  const size_t m = s->at.d.m;
  const bool singular = s->lower->model.singular;
  place_trial (s, a, l, t);
  if (singular)
    curvature_recall (&s->lower->model.H, &s->branch.null_space.memory);
  TRY (point_evaluate_lower (&t->at, &s->lower->model));
  t->norm_before = vec_norm (m, t->at.grad_g);
  *ok = !search_is_elsewhere (s, t);
  if (!*ok)
    return RUNNING;
  if (is_long (s, t) && !singular)
    TRY (follow (s, t, ok));
  if (!*ok)
    return RUNNING;
  TRY (solve_trial (s, singular || s->branch.guard.solve_trials ? 0 : hidden_part * t->promised / l->norm_fy, t, ok));
  for (int k = 0; *ok && !singular && k < most_refinements; k++) {
    const double achieved = l->merit - t->merit;
    if (!(achieved > 0) || t->hidden <= achieved || vec_norm (m, t->at.grad_g) <= tolerance_lower (s))
      break;
    TRY (solve_trial (s, hidden_part * achieved / t->norm_fy, t, ok));
  }
  return RUNNING;
}

/* The longest step along p: past it the bounds let nothing move, or, in singular mode, the model of the pairs does not hold.  */
static double
longest (const adaptive *s)
{
  const box *b = s->box;
  const size_t n = s->at.d.n, m = s->at.d.m;
  const bool singular = s->lower->model.singular;
  const real *p = s->search.p;
  double by_bounds = 0, by_pairs = INFINITY;
  for (size_t i = 0; b->low && i < (singular ? b->n : n); i++) {
    const double pi = (double) p[i], z = (double) s->at.z[i];
    if (pi != 0)
      by_bounds = fmax (by_bounds, (pi > 0 ? (double) b->high[i] - z : z - (double) b->low[i]) / fabs (pi));
  }
  if (singular && s->branch.secants.pairs.count > 0)
    by_pairs = most_lengths
               * fmin (fmax (vec_norm (n, s->at.z), s->lengths.first_step) / vec_norm (n, p),
                       model_reach (&s->lower->model, s->at.z + n, 1e-8) / vec_norm (m, p + n));
  return fmin (by_pairs, by_bounds > 0 ? by_bounds : INFINITY);
}

/* How y has responded to this trial predicts it in later ones.  In singular mode p_y does.  */
static void
learn_response (adaptive *s, const trial *t)
{
  const size_t n = s->at.d.n, m = s->at.d.m;
  if (s->lower->model.singular)
    return;
  vec_copy (m, t->at.z + n, s->search.dy);
  vec_axpy (m, -1, s->at.z + n, s->search.dy);
  vec_scale (m, 1 / t->a, s->search.dy);
}

/* Armijo; or, by a step of the pairs no longer than they tell, a change of the merit and a promise within rounding.  */
static bool
is_good (const adaptive *s, const trial *t, double change, double first)
{
  const double size_f = s->branch.size_f, part = t->a > first ? armijo_expanding : armijo;
  if (s->branch.secants.pairs.count == 0 && !(t->promised > rounding_of_f * size_f))
    return false; /* f cannot show it */
  return t->promised > 0
         && (change <= -part * t->promised
             || (t->a <= 1 && fabs (change) <= rounding_of_f * size_f && t->promised <= rounding_of_promise * size_f));
}

/* Where y responds to a p by dy, the merit falls by a gamma'p + r'dy to first order, r = grad_y f + A w.  An error of w counts
   once in gamma and twice in that sum: where they differ, w is wrong.  */
static bool
refutes_multiplier (const adaptive *s, const trial *t)
{
  if (s->lower->model.singular || s->bounds.kink || s->branch.reduced.accuracy <= tight_accuracy)
    return false;
  const double residual = reduced_residual_along (&s->branch.reduced, &s->at, t->at.z + s->at.d.n);
  return fabs (residual) > wrong_slope * t->promised;
}

/* Line search on the merit along p from length A: backtracking to the minimiser of the parabola through the trial, expansion
   by up to 10 while the decrease is nearly linear; with solved trials (f jumps) no further than half the way, in logarithms,
   to a length that failed; never below l->least.  *found: s->search.best is accepted.  *wrong: a trial refutes the multiplier;
   where it fails as well the search is over.  */
static status
line_search (adaptive *s, double a, const line *l, bool *found, bool *wrong)
{
  const double most = longest (s);
  const bool solved = s->branch.guard.solve_trials, may_jump = solved || s->lower->model.singular;
  double shortest_bad = INFINITY; /* the shortest length that failed */
  bool jumps = false;             /* f jumps before that, or y cannot be had there */
  a = fmin (a, most);
  const double first = a;
  *found = *wrong = false;
  vec_copy (s->at.d.m, s->search.p + s->at.d.n, s->search.dy);
  for (int count = 1; count <= most_trials; count++) {
    trial *t = &s->search.now;
    bool ok;
    TRY (evaluate_trial (s, a, l, t, &ok));
    const double change = ok ? t->merit - l->merit : NAN, bend = 2 * (change + t->promised);
    const double least = bend > 0 ? a * t->promised / bend : INFINITY; /* minimiser of the parabola */
    const bool good = ok && is_good (s, t, change, first), better = !*found || t->merit < s->search.best.merit;
    if (ok)
      learn_response (s, t);
    if (!*found)
      *wrong = ok && refutes_multiplier (s, t);
    if (*wrong && !good)
      return RUNNING;
    const double next = fmin (fmin (most, fmin (10 * a, least)), solved ? sqrt (a) * sqrt (shortest_bad) : INFINITY);
    const bool longer = least > 4 * a && a < most && (solved ? shortest_bad > 2 * a : next < near_bad * shortest_bad);
    if (good && better) {
      s->lengths.straight = longer ? vec_distance (s->at.d.n, t->at.z, s->at.z) : 0;
      search_keep (s);
      *found = true;
    }
    if (!good && !*found)
      jumps = !(change <= jumps_by * t->promised);
    if (*found && !(good && better && longer && count < most_expansions))
      break;
    if (!good && may_jump)
      shortest_bad = fmin (shortest_bad, a);
    a = good ? next : ok ? fmin (fmax (least, 0.1 * a), 0.5 * a) : 0.1 * a;
    if (!*found && a < l->least)
      break;
  }
  s->search.jumps = jumps ? s->search.jumps + 1 : 0;
  return RUNNING;
}

static line
line_from (const adaptive *s)
{
  const size_t n = s->at.d.n;
  curvature *H = &s->lower->model.H;
  const reduced *q = &s->branch.reduced;
  line l = { .slope = -vec_dot (s->branch.secants.pairs.n, q->projected, s->search.p),
             .norm_fy = curvature_norm (H, s->at.grad_f + n, s->search.scratch) };
  l.hidden = curvature_norm (H, s->at.grad_g, s->search.scratch) * l.norm_fy;
  l.merit = merit_of (s->at.f, vec_dot (s->at.d.m, q->w, s->at.grad_g), l.hidden);
  l.least = is_tight (s) || s->branch.guard.restorations >= guard_most_restorations ? 0 : l.hidden / l.slope;
  return l;
}

status
tangential_step (adaptive *s, outcome *o)
{
  guard *g = &s->branch.guard;
  bool found = false, wrong = false;
  double a;
  s->search.unbounded = false;
  TRY (direction (s, &a));
  const line l = line_from (s);
  const status e = a < l.least ? RUNNING : line_search (s, a, &l, &found, &wrong);
  if (wrong)
    search_doubt_multiplier (s);
  if (found) {
    if (!wrong)
      reduced_relax (&s->branch.reduced);
    point_mark (&g->before, &s->at, l.merit + l.hidden);
    s->branch.joint.hidden = s->branch.joint.expected = NAN;
    search_open_pair (s, &s->search.best, true);
    *o = STEPPED;
    return e;
  }
  TRY (e);
  *o = wrong ? SOLVED_FURTHER : NO_DECREASE;
  if (wrong || !(l.least > 0))
    return RUNNING;
  *o = SOLVED_FURTHER;
  g->restorations++;
  g->restored = true;
  return solve_lower_to (s, hidden_part * l.slope * fmin (a, l.least) / l.norm_fy, tolerance_lower (s));
}

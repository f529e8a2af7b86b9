/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Schedule "adaptive": from one iterate to the next.  */
#include "base/real.h"

#include "methods/adaptive.h"

enum {
  most_trials = 25, /* evaluations in one line search */
  most_expansions = 12,
  most_tries = 4 /* restorations between two tangential steps */
};
static const double share = 0.3;       /* of the promised decrease of f that infeasibility may hide */
static const double trial_share = 0.3; /* of the tolerance on grad_y g, for trials */
static const double armijo = 1e-4, armijo_expanding = 0.1;
static const double nudge = 1e-4;       /* of the length of y: what leaves a maximum or a saddle of g */
static const double at_random = 0.1;    /* part of it that is random */
static const double most_farther = 1e3; /* lengths of x in a first trial */
static const double most_lengths = 4;   /* of x and of y in a step that pairs tell, in singular mode */
static const double near_refused = 0.5; /* of a refused length: longer ones are as bad */

/* The lower level and then the multiplier solved tightly: is this really a stationary point, or a singular one?  */
static status
confirm (run *r, bool small)
{
  adaptive *s = r->state;
  s->lower->model.singular |= s->singular;
  s->resolved = true;
  s->tries++;
  if (small)
    s->accuracy = adaptive_tight_accuracy;
  return adaptive_solve_lower (r, 0, adaptive_tolerance_lower (r));
}

/* In the metric of x, where units do not count.  */
static double
norm_in_metric (const adaptive *s, size_t n, const real *a)
{
  double sum = 0;
  for (size_t i = 0; i < n; i++)
    sum += (double) a[i] * (double) a[i] / (double) s->metric[i];
  return sqrt (sum);
}

/* Length of the first step along p: y answers with 0.3 of its own length, and x moves by at most 0.3 of its length.  */
static status
first_length (run *r, double *a)
{
  adaptive *s = r->state;
  const size_t n = r->d.n;
  const double relative = norm_in_metric (s, n, r->z) / norm_in_metric (s, n, s->p);
  double largest = 0;
  TRY (model_answer (&s->lower->model, r->z, r->z + n, s->p, s->answer));
  curvature_apply (&s->lower->model.H, s->answer, s->u);
  *a = adaptive_first_response * model_reach (&s->lower->model, r->z + n, 1e-8) / vec_norm (r->d.m, s->u);
  if (vec_norm (n, r->z) > no_length && isfinite (relative))
    *a = fmin (*a, adaptive_first_response * relative);
  for (size_t i = 0; i < n; i++)
    largest = fmax (largest, fabs ((double) s->p[i]));
  if (!isfinite (*a) || !(*a > 0))
    *a = s->length_x / largest;
  return RUNNING;
}

/* p_i = 0 where it would leave the bounds at once.  */
static void
stay_within (run *r)
{
  adaptive *s = r->state;
  const box *b = &r->box;
  for (size_t i = 0; b->low && i < r->nz; i++)
    if (box_holds (b, i, (double) r->z[i], -(double) s->p[i]) || (i < r->d.n && s->q[i] == 0 && s->reduced[i] != 0))
      s->p[i] = 0;
}

/* p = -B q and its first length.  */
static status
direction (run *r, double *a)
{
  adaptive *s = r->state;
  const size_t nz = r->nz;
  if (s->lower->model.singular)
    vec_fill (nz, 1, s->metric);
  s->pairs.metric = s->metric;
  vec_copy (nz, s->q, s->p);
  lbfgs_apply (&s->pairs, s->p);
  vec_scale (nz, -1, s->p);
  stay_within (r);
  *a = fmin (1, most_farther * fmax (vec_norm (r->d.n, r->z), s->length_x) / vec_norm (r->d.n, s->p));
  if (s->pairs.count > 0 && vec_dot (nz, s->p, s->q) < -1e-12 * vec_norm (nz, s->p) * vec_norm (nz, s->q))
    return RUNNING;
  lbfgs_reset (&s->pairs);
  for (size_t i = 0; i < nz; i++)
    s->p[i] = -s->metric[i] * s->q[i];
  stay_within (r);
  return first_length (r, a);
}

status
adaptive_trial_lower (run *r, trial *t, double tolerance_H, bool *ok, bool *unbounded)
{
  adaptive *s = r->state;
  lower *l = s->lower;
  TRY (normal_solve (&l->normal, &l->adjoint, &l->model, t->z, t->z + r->d.n, &t->g, t->v, tolerance_H,
                     trial_share * adaptive_tolerance_lower (r), ok));
  *unbounded = l->model.unbounded;
  l->model.unbounded = false;
  return RUNNING;
}

status
adaptive_trial_upper (run *r, trial *t, bool *ok)
{
  const status e = oracle_upper (r->oracle, t->z, t->z + r->d.n, &t->f, t->grad_f, t->grad_f + r->d.n);
  *ok = e == RUNNING;
  return e == STOP_NON_FINITE ? RUNNING : e;
}

void
adaptive_trial_swap (adaptive *s)
{
  const trial t = s->now;
  s->lower->model.scale = fmax (s->lower->model.scale, t.steep);
  s->now = s->best;
  s->best = t;
}

/* f + w'v with a correction no larger than what infeasibility may hide.  */
static double
merit_of (double f, double correction, double hidden)
{
  return f + fmax (-hidden, fmin (hidden, correction));
}

/* The lower level at a trial to the TOLERANCE in the norm of H, then f, and the merit f + w'v with a correction no
   larger than t->hidden = |grad_y f|_H |v|_H.  *ok: all could be had.  */
static status
solve_trial (run *r, double tolerance, trial *t, bool *ok, bool *unbounded)
{
  adaptive *s = r->state;
  TRY (adaptive_trial_lower (r, t, tolerance, ok, unbounded));
  if (*ok)
    TRY (adaptive_trial_upper (r, t, ok));
  if (!*ok)
    return RUNNING;
  t->norm_fy = curvature_norm (&s->lower->model.H, t->grad_f + r->d.n, s->u);
  t->hidden = t->norm_fy * curvature_norm (&s->lower->model.H, t->v, s->u);
  t->merit = merit_of (t->f, vec_dot (r->d.m, s->w, t->v), t->hidden);
  *ok = isfinite (t->merit);
  return RUNNING;
}

/* The decrease of f that the slope q'p promises for the trial z + a p as the bounds have cut it.  */
static double
promise (const run *r, double slope, const trial *t)
{
  const adaptive *s = r->state;
  double promised = 0;
  if (!r->box.low)
    return t->a * slope;
  for (size_t i = 0; i < (s->lower->model.singular ? r->nz : r->d.n); i++)
    promised -= (double) s->q[i] * ((double) t->z[i] - (double) r->z[i]);
  return promised;
}

void
adaptive_step_aside (run *r, real *y)
{
  adaptive *s = r->state;
  const size_t m = r->d.m;
  const double length = nudge * model_reach (&s->lower->model, y, 1e-8) / sqrt ((double) m);
  const double norm_fy = fmax (vec_norm (m, r->grad_f + r->d.n), REAL_TINY);
  for (size_t i = 0; i < m; i++)
    y[i] += (real) (length
                    * (at_random * random_normal (&s->lower->challenge.random)
                       - sqrt ((double) m) * (double) r->grad_f[r->d.n + i] / norm_fy));
}

typedef struct line { /* of a search along s->p, at the iterate */
  double slope;       /* -q'p: first decrease of the merit */
  double norm_fy;     /* |grad_y f|_H */
  double merit;
  double clear;   /* shorter steps gain less than infeasibility hides */
  bool unbounded; /* at a trial the lower level looks unbounded below */
} line;

/* z + a p, the lower level solved there as far as the promised decrease of the merit asks for it; and further, where
   what is still hidden exceeds the decrease achieved.  */
static status
evaluate_trial (run *r, double a, line *l, trial *t, bool *ok)
{
  enum { most_refinements = 3 };
  adaptive *s = r->state;
  const size_t n = r->d.n, m = r->d.m;
  vec_copy (r->nz, r->z, t->z);
  vec_axpy (n, a, s->p, t->z);
  vec_axpy (m, a, s->answer, t->z + n);
  if (s->strict)
    adaptive_step_aside (r, t->z + n);
  box_clip (&r->box, t->z);
  t->a = a;
  t->promised = promise (r, l->slope, t);
  if (s->lower->model.singular)
    curvature_recall (&s->lower->model.H, &s->clean);
  TRY (model_value (&s->lower->model, t->z, t->z + n, &t->g, t->v));
  t->steep = vec_norm (m, t->v);
  TRY (solve_trial (r, s->lower->model.singular || s->strict ? 0 : share * t->promised / l->norm_fy, t, ok,
                    &l->unbounded));
  for (int k = 0; *ok && !s->lower->model.singular && k < most_refinements; k++) {
    const double achieved = l->merit - t->merit;
    if (!(achieved > 0) || t->hidden <= achieved || vec_norm (m, t->v) <= adaptive_tolerance_lower (r))
      break;
    TRY (solve_trial (r, share * achieved / t->norm_fy, t, ok, &l->unbounded));
  }
  return RUNNING;
}

/* The longest step along p: beyond it the bounds let nothing move, or, in singular mode, the L-BFGS pairs tell
   nothing.  */
static double
longest (const run *r)
{
  const adaptive *s = r->state;
  const box *b = &r->box;
  const size_t n = r->d.n, m = r->d.m;
  const bool singular = s->lower->model.singular;
  double room = 0, told = INFINITY;
  for (size_t i = 0; b->low && i < (singular ? r->nz : n); i++) {
    const double p = (double) s->p[i], z = (double) r->z[i];
    if (p != 0)
      room = fmax (room, (p > 0 ? (double) b->high[i] - z : z - (double) b->low[i]) / fabs (p));
  }
  if (singular && s->pairs.count > 0)
    told = most_lengths
           * fmin (fmax (vec_norm (n, r->z), s->length_x) / vec_norm (n, s->p),
                   model_reach (&s->lower->model, r->z + n, 1e-8) / vec_norm (m, s->p + n));
  return fmin (told, room > 0 ? room : INFINITY);
}

/* Line search on the merit along p from length A: backtracking to the minimiser of the parabola through the trial,
   expansion by up to 10 while the decrease is nearly linear, in strict mode (jumps of f) no further than half the
   way, in logarithms, to a length that failed, never below `clear`.  *found: s->best is accepted.  */
static status
line_search (run *r, double a, line *l, bool *found)
{
  adaptive *s = r->state;
  const size_t n = r->d.n, m = r->d.m;
  const double most = longest (r);
  const bool jumpy = s->strict || s->lower->model.singular;
  double refused = INFINITY; /* the shortest length that was no good */
  a = fmin (a, most);
  const double first = a;
  *found = false;
  vec_copy (m, s->p + n, s->answer);
  for (int search = 1; search <= most_trials; search++) {
    trial *t = &s->now;
    bool ok;
    TRY (evaluate_trial (r, a, l, t, &ok));
    const double change = ok ? t->merit - l->merit : NAN, promised = t->promised;
    const double bend = 2 * (change + promised);
    const double least = bend > 0 ? a * promised / bend : INFINITY; /* minimiser of the parabola */
    const bool good = ok && promised > 0
                      && (change <= -(a > first ? armijo_expanding : armijo) * promised
                          || (fabs (change) <= 45 * REAL_EPS * s->most_f && promised <= 4500 * REAL_EPS * s->most_f));
    const bool better = !*found || t->merit < s->best.merit;
    if (ok && !s->lower->model.singular) { /* how y answers predicts it in later trials */
      vec_copy (m, t->z + n, s->answer);
      vec_axpy (m, -1, r->z + n, s->answer);
      vec_scale (m, 1 / a, s->answer);
    }
    if (good && better) {
      adaptive_trial_swap (s);
      *found = true;
    }
    const double next = fmin (fmin (most, fmin (10 * a, least)), s->strict ? sqrt (a) * sqrt (refused) : INFINITY);
    const bool longer = least > 4 * a && a < most && (s->strict ? refused > 2 * a : next < near_refused * refused);
    if (*found && !(good && better && longer && search < most_expansions))
      return RUNNING;
    if (!good && jumpy)
      refused = fmin (refused, a);
    a = good ? next : ok ? fmin (fmax (least, 0.1 * a), 0.5 * a) : 0.1 * a;
    if (!*found && a < l->clear)
      break;
  }
  return RUNNING;
}

/* What the L-BFGS pairs learn of the step to s->best.  */
static void
note_move (run *r)
{
  adaptive *s = r->state;
  const size_t n = r->d.n, m = r->d.m;
  vec_copy (n, s->best.z, s->move);
  vec_axpy (n, -1, r->z, s->move);
  vec_copy (m, s->p + n, s->move + n);
  vec_scale (m, s->best.a, s->move + n);
}

/* s->best becomes the iterate.  */
static void
accept (run *r)
{
  adaptive *s = r->state;
  const trial *b = &s->best;
  vec_copy (r->nz, s->reduced, s->q_last);
  s->moved = true;
  s->tries = 0;
  s->resolved = false;
  r->moved = vec_distance (r->nz, b->z, r->z);
  r->gamma = b->a;
  adaptive_take (r, b, true);
}

/* No step lowers the merit: everything afresh once, then it is over.  */
static status
start_afresh (run *r, bool unbounded)
{
  adaptive *s = r->state;
  if (s->pairs.count == 0 && s->accuracy < adaptive_confirmed_accuracy) {
    if (r->opt->tol_kkt > 0 && r->opt->tol_lower > 0 && s->relative <= adaptive_tolerance_slow (r)
        && r->now.lower_opt <= 1e2 * adaptive_tolerance_lower (r))
      return STOP_CONVERGED; /* to rounding */
    s->lower->model.unbounded = unbounded;
    return unbounded ? STOP_UNBOUNDED_LOWER : STOP_NO_PROGRESS;
  }
  lbfgs_reset (&s->pairs);
  curvature_forget (&s->lower->model.H);
  s->resolved = true;
  s->accuracy = adaptive_tight_accuracy;
  return adaptive_solve_lower (r, 0, adaptive_tolerance_lower (r));
}

static status
singular_step (run *r)
{
  adaptive *s = r->state;
  bool found = false;
  const status e = adaptive_singular_step (r, &found);
  s->before.known &= !found;
  if (found)
    accept (r);
  TRY (e);
  return found ? RUNNING : start_afresh (r, false);
}

/* The line search, unless infeasibility hides what it could gain: then the lower level is solved further first.  */
static status
tangential_step (run *r)
{
  adaptive *s = r->state;
  const size_t n = r->d.n;
  bool found = false;
  double a;
  TRY (direction (r, &a));
  curvature *H = &s->lower->model.H;
  line l = { .slope = -vec_dot (r->nz, s->q, s->p), .norm_fy = curvature_norm (H, r->grad_f + n, s->u) };
  const double hidden = curvature_norm (H, r->grad_g, s->u) * l.norm_fy;
  l.merit = merit_of (r->now.f, vec_dot (r->d.m, s->w, r->grad_g), hidden);
  l.clear = adaptive_is_tight (r) || s->tries >= most_tries ? 0 : hidden / l.slope;
  const status e = a < l.clear ? RUNNING : line_search (r, a, &l, &found);
  if (!found && l.clear > 0 && e == RUNNING) {
    s->tries++;
    s->resolved = true;
    return adaptive_solve_lower (r, share * l.slope * fmin (a, l.clear) / l.norm_fy, adaptive_tolerance_lower (r));
  }
  if (found) {
    adaptive_remember_point (r, &s->before, l.merit + hidden);
    note_move (r);
    accept (r);
  }
  TRY (e);
  return found ? RUNNING : start_afresh (r, l.unbounded);
}

static status
take_step (run *r)
{
  adaptive *s = r->state;
  const bool small = adaptive_is_small (r) || adaptive_is_flat (r);
  if ((small || (s->singular && !s->lower->model.singular)) && s->tries < most_tries)
    return confirm (r, small);
  if (vec_norm (r->nz, s->q) == 0)
    return start_afresh (r, false);
  return adaptive_singular_is_due (r) ? singular_step (r) : tangential_step (r);
}

status
adaptive_step (run *r)
{
  adaptive *s = r->state;
  if (adaptive_cross_due (r))
    return adaptive_cross (r);
  const status e = take_step (r);
  if ((e != STOP_NO_PROGRESS && e != STOP_UNBOUNDED_LOWER) || !s->crossing.away || r->now.f < s->crossing.f)
    return e;
  s->lower->model.unbounded = false;
  return adaptive_cross_back (r); /* a dead end */
}

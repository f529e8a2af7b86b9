/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   PGD-QA with the vector constraint: Schedule "adaptive" of method pgdqa.  At an iterate d solves

     min_d 0.5 ||d + M^-1 grad f||_M^2  subject to  J d = -v,      v = grad_y g,  J = [D2_yx g, D2_yy g],

   of which the source imposes the one row v'J d = -rho / 2.  With A = D2_yy g and H ~ A^-1 the recycled memory of its curvature
   (linalg/curvature.h), d is a tangential step in x and a normal step in y:

     multiplier   A w = -grad_y f by Krylov steps on H r; gamma = grad_x f + D2_xy g w comes along        lower/adjoint
     normal       y <- y - H v, descent on g (x, .), as far as the decrease of f asks for it             lower/normal
     tangential   x <- x - a B gamma, B by L-BFGS started from diag (D2_xy A^-1 D2_yx)^-1; merit f + w'v  here
     certificate  curvature and values of g around y; a lower g is where to go on                         lower/challenge

   Where A is singular along grad_y f (lower-level minimisers that are not isolated), r = grad_y f + A w does not vanish: the
   tangential step then moves y along -r as well, with the lower level solved tightly at every trial.
   All thresholds are ratios of quantities of one unit: scaling x, y, f or g does not change what is decided.  */
#include "base/real.h"

#include "linalg/lbfgs.h"
#include "methods/method.h"

enum {
  pairs_most = 100, /* of the tangential L-BFGS */
  most_trials = 25, /* evaluations in one line search */
  most_expansions = 12,
  most_refused = 3, /* pairs in a row without positive curvature */
  most_tries = 4,   /* restorations between two tangential steps */
  decades = 40,
  steps_a_decade = 20
};
static const double first_accuracy = 0.05, tight_accuracy = 1e-8; /* of the multiplier */
static const double confirmed_accuracy = 1e-6;                    /* a multiplier better than this confirms */
static const double closing_accuracy = 1e-3;                      /* of the point returned, started from the latest */
static const double share = 0.3; /* of the promised decrease of f that infeasibility may hide */
static const double armijo = 1e-4, armijo_expanding = 0.1;
static const double first_response = 0.3;     /* of its length y answers to a first step, and x moves at most */
static const double long_time = 0.45;         /* of all calls without a further decade of stationarity: slow */
static const double least_compliance = 1e-12; /* relative to the largest */
static const double slow_tolerance = sizeof (real) == sizeof (double) ? 1e-6 : 1e-3; /* suffices where it is slow */
static const double saturated = sizeof (real) == sizeof (double) ? 1e-20 : 1e-12;    /* share of x in a product */

typedef struct trial {
  real *z;      /* [n + m] */
  real *v;      /* [m] grad_y g there */
  real *grad_f; /* [n + m] */
  double a, f, g, merit;
  double norm_fy; /* |grad_y f|_H */
  double hidden;  /* what infeasibility may hide of f: |grad_y f|_H |grad_y g|_H */
  double steep;   /* ||grad_y g|| before the lower level was solved there */
} trial;

typedef struct adaptive {
  model model;
  adjoint adjoint;
  normal normal;
  challenge challenge;
  curvature clean; /* the memory at the iterate, for singular mode */
  lbfgs pairs;
  real *w;                 /* [m] multiplier of grad_y g = 0 */
  real *q, *q_last;        /* [n + m] (gamma, r) at the iterate, r = 0 outside singular mode; at the one before */
  real *move;              /* [n + m] what the latest tangential step did */
  real *p;                 /* [n + m] tangential direction */
  real *metric;            /* [n + m] of x, and 1 */
  real *part_f;            /* [n] largest |grad_x f| + |D2_xy g w| seen */
  real *answer;            /* [m] change of y to a step of length 1, learnt from the first trial */
  real *u;                 /* [m] */
  real *z_upper, *z_lower; /* [n + m] where f, grad f and where g, grad_y g are known */
  trial now, best;
  double most_fy;                               /* largest ||grad_y f|| seen */
  double most_f;                                /* largest |f| seen */
  double length_x;                              /* a first guess of the length of steps in x */
  double accuracy;                              /* of the multiplier */
  double relative;                              /* the measure that TolKKT bounds */
  double rest;                                  /* ||grad_y f + A w|| at the iterate */
  double first_calls[decades * steps_a_decade]; /* when `relative` first fell to 10^(-i / steps_a_decade); 0: not yet */
  bool upper_known, lower_known, multiplier_known; /* the last: w, q, rest belong to z_lower, to confirmed_accuracy */
  bool singular;                                   /* r counts */
  bool moved;                                      /* q_last and move hold a pair that the next measure completes */
  int tries;                                       /* restorations since the latest tangential step */
  int refused;                                     /* pairs in a row without positive curvature */
  status limit;                                    /* ended the latest measure early */
} adaptive;

static void *
layout (const run *r, arena *mem)
{
  const size_t n = r->d.n, m = r->d.m;
  adaptive *in_arena = arena_array (mem, 1, adaptive), measured, *s = in_arena ? in_arena : &measured;
  model_layout (&s->model, r->d, mem);
  adjoint_layout (&s->adjoint, r->d, mem);
  normal_layout (&s->normal, r->d, mem);
  challenge_layout (&s->challenge, r->d, mem);
  curvature_layout (&s->clean, m, mem);
  lbfgs_layout_pairs (&s->pairs, r->nz, r->nz < pairs_most ? (int) r->nz : pairs_most, mem);
  s->w = arena_array (mem, m, real);
  s->q = arena_array (mem, r->nz, real);
  s->q_last = arena_array (mem, r->nz, real);
  s->move = arena_array (mem, r->nz, real);
  s->p = arena_array (mem, r->nz, real);
  s->metric = arena_array (mem, r->nz, real);
  s->part_f = arena_array (mem, n, real);
  s->answer = arena_array (mem, m, real);
  s->u = arena_array (mem, m, real);
  s->z_upper = arena_array (mem, r->nz, real);
  s->z_lower = arena_array (mem, r->nz, real);
  trial *const trials[] = { &s->now, &s->best };
  for (int i = 0; i < 2; i++) {
    trials[i]->z = arena_array (mem, r->nz, real);
    trials[i]->v = arena_array (mem, m, real);
    trials[i]->grad_f = arena_array (mem, r->nz, real);
  }
  return in_arena;
}

static void
prepare (run *r)
{
  r->alpha = NAN; /* gamma is the length of the latest tangential step */
}

/* ---- the iterate: what is known there is not computed again ---- */

static bool
same (size_t n, const real *a, const real *b)
{
  for (size_t i = 0; i < n; i++)
    if (a[i] != b[i])
      return false;
  return true;
}

static status
know_lower (run *r)
{
  adaptive *s = r->state;
  if (s->lower_known && same (r->nz, r->z, s->z_lower))
    return RUNNING;
  s->lower_known = s->multiplier_known = false;
  TRY (model_value (&s->model, r->z, r->z + r->d.n, &r->now.g, r->grad_g));
  if (!isfinite (r->now.g))
    return STOP_NON_FINITE;
  vec_copy (r->nz, r->z, s->z_lower);
  s->lower_known = true;
  return RUNNING;
}

static status
know_upper (run *r)
{
  adaptive *s = r->state;
  if (s->upper_known && same (r->nz, r->z, s->z_upper))
    return RUNNING;
  s->upper_known = false;
  TRY (oracle_upper (r->oracle, r->z, r->z + r->d.n, &r->now.f, r->grad_f, r->grad_f + r->d.n));
  vec_copy (r->nz, r->z, s->z_upper);
  s->upper_known = true;
  return RUNNING;
}

static double
tolerance_lower (const run *r)
{
  const adaptive *s = r->state;
  return r->opt->tol_lower * s->model.scale;
}

/* The iterate is a point where g and grad_y g are known.  */
static void
moved_to (run *r)
{
  adaptive *s = r->state;
  s->multiplier_known &= same (r->nz, r->z, s->z_lower);
  vec_copy (r->nz, r->z, s->z_lower);
}

/* The lower level at the iterate's x; the status of normal_solve, or that it is unbounded.  */
static status
solve_lower (run *r, double tolerance_H, double tolerance)
{
  adaptive *s = r->state;
  bool ok;
  const status e = normal_solve (&s->normal, &s->adjoint, &s->model, r->z, r->z + r->d.n, &r->now.g, r->grad_g,
                                 tolerance_H, tolerance, &ok);
  moved_to (r);
  return e == RUNNING && s->model.unbounded ? STOP_UNBOUNDED : e;
}

/* ---- start ---- */

/* Everything that belongs to one lower-level branch.  */
static void
start_branch (adaptive *s)
{
  vec_fill (s->model.d.m, 0, s->w);
  lbfgs_reset (&s->pairs);
  s->accuracy = first_accuracy;
  s->moved = false;
  s->tries = s->refused = 0;
  s->most_f = 0;
  for (int i = 0; i < decades * steps_a_decade; i++)
    s->first_calls[i] = 0;
}

static status
start (run *r)
{
  adaptive *s = r->state;
  const size_t n = r->d.n, m = r->d.m;
  certificate c;
  model_start (&s->model, r->oracle, r->z + n);
  s->challenge.normal = &s->normal;
  s->challenge.adjoint = &s->adjoint;
  s->challenge.random.counter = 1;
  s->upper_known = s->lower_known = s->multiplier_known = s->singular = false;
  s->most_fy = 0;
  vec_fill (n, 0, s->part_f);
  s->length_x = 0;
  for (size_t i = 0; i < n; i++)
    s->length_x = fmax (s->length_x, first_response * fabs ((double) r->z[i]));
  if (s->length_x == 0)
    s->length_x = first_response;
  start_branch (s);
  r->gamma = 0;

  TRY (know_lower (r));
  s->model.scale = vec_norm (m, r->grad_g);
  const status e = solve_lower (r, 0, 1e-2 * s->model.scale);
  if (e == STOP_UNBOUNDED)
    return RUNNING; /* measured, so that there are numbers, and stopped then */
  TRY (e);
  if (s->model.H.negative || vec_distance (m, r->z + n, s->model.y0) <= 1e-8 * vec_norm (m, r->z + n)) {
    /* no descent yet: the start may be a maximum */
    TRY (challenge_lower (&s->challenge, &s->model, r->z, r->z + n, &r->now.g, r->grad_g, false, &c));
    moved_to (r);
  }
  return RUNNING;
}

/* ---- measure: multiplier, reduced gradient, relative stationarity ---- */

/* The metric of x from the products so far: 1 / compliance.  */
static void
set_metric (adaptive *s)
{
  const size_t n = s->model.d.n;
  const real *k = s->model.compliance;
  double most = 0;
  for (size_t i = 0; i < n; i++)
    most = fmax (most, (double) k[i]);
  for (size_t i = 0; i < n; i++)
    s->metric[i] = s->model.any_compliance ? (real) (1 / fmax ((double) k[i], least_compliance * most)) : 1;
  vec_fill (s->model.d.m, 1, s->metric + n);
}

/* ||a|| in the metric D of x: sqrt (sum_i D_i a_i^2) */
static double
metric_norm (size_t n, const real *metric, const real *a)
{
  double t = 0;
  for (size_t i = 0; i < n; i++)
    t = hypot (t, sqrt ((double) metric[i]) * (double) a[i]);
  return t;
}

/* Stationarity without units: ||gamma||_D over the largest || |grad_x f| + |D2_xy g w| ||_D, ||r|| over the largest ||grad_y f||.  */
static void
set_relative (adaptive *s, const run *r)
{
  const size_t n = r->d.n, m = r->d.m;
  set_metric (s);
  for (size_t i = 0; i < n; i++) {
    const double fx = (double) r->grad_f[i], part = fabs (fx) + fabs ((double) s->q[i] - fx);
    s->part_f[i] = (real) fmax ((double) s->part_f[i], part);
  }
  s->most_fy = fmax (s->most_fy, vec_norm (m, r->grad_f + n));
  s->relative = metric_norm (n, s->metric, s->q) / fmax (metric_norm (n, s->metric, s->part_f), REAL_TINY);
  if (s->singular)
    s->relative = fmax (s->relative, vec_norm (m, s->q + n) / fmax (s->most_fy, REAL_TINY));
}

/* When `relative` first fell to each level.  */
static int
level (double relative)
{
  const double i = -steps_a_decade * log10 (fmax (relative, 1e-300));
  return i < 0 ? -1 : i < decades * steps_a_decade ? (int) i : decades * steps_a_decade - 1;
}

static void
note_progress (adaptive *s, double calls)
{
  for (int i = level (s->relative); i >= 0 && s->first_calls[i] == 0; i--)
    s->first_calls[i] = calls;
}

static bool
is_slow (const adaptive *s, double calls)
{
  const int i = level (10 * s->relative);
  return i >= 0 && calls - s->first_calls[i] > long_time * calls;
}

static void
fill_measure (run *r)
{
  const adaptive *s = r->state;
  measure *t = &r->now;
  t->norm_grad_f = vec_norm (r->nz, r->grad_f);
  t->lower_opt = t->violation = vec_norm (r->d.m, r->grad_g);
  t->lambda = t->rho = t->mu = NAN;
  t->stationarity = s->model.unbounded ? NAN : vec_norm (r->nz, s->q);
  t->kkt_residual = hypot (t->stationarity, t->violation);
}

static status
measure_point (run *r)
{
  adaptive *s = r->state;
  const size_t n = r->d.n, m = r->d.m;
  bool null = false;
  TRY (know_lower (r));
  TRY (know_upper (r));
  if (s->model.unbounded) {
    fill_measure (r);
    return RUNNING;
  }
  if (s->model.singular) { /* the null space moves with the point: start afresh */
    curvature_forget (&s->model.H);
    vec_fill (m, 0, s->w);
    s->accuracy = tight_accuracy;
  }
  s->model.response = NAN;
  s->limit = adjoint_solve (&s->adjoint, &s->model, r->z, r->z + n, r->grad_f, r->grad_f + n, s->accuracy, s->w, s->q,
                            s->q + n, &null);
  if (status_is_error (s->limit) || s->limit == STOP_NON_FINITE)
    return s->limit;
  if (s->model.singular)
    curvature_recall (&s->clean, &s->model.H);
  s->singular = null || s->model.singular;
  s->rest = vec_norm (m, s->q + n);
  s->multiplier_known = s->limit == RUNNING && s->accuracy < confirmed_accuracy;
  if (!s->singular)
    vec_fill (m, 0, s->q + n);
  s->most_f = fmax (s->most_f, fabs (r->now.f));
  set_relative (s, r);
  note_progress (s, r->oracle->total);
  if (s->moved) {
    vec_scale (r->nz, -1, s->q_last);
    vec_axpy (r->nz, 1, s->q, s->q_last);
    s->refused = lbfgs_push (&s->pairs, s->move, s->q_last) ? 0 : s->refused + 1;
    if (s->refused == most_refused) { /* negative curvature all along: the pairs tell nothing of here */
      lbfgs_reset (&s->pairs);
      s->refused = 0;
    }
    s->moved = false;
  }
  fill_measure (r);
  return RUNNING;
}

/* ---- stop ---- */

static bool
is_tight (const run *r)
{
  return r->now.lower_opt <= tolerance_lower (r);
}

static bool
is_small (const run *r)
{
  const adaptive *s = r->state;
  if (r->opt->tol_kkt == 0 || r->opt->tol_lower == 0)
    return false;
  return s->relative <= r->opt->tol_kkt
         || (s->relative <= fmax (slow_tolerance, r->opt->tol_kkt) && is_slow (s, r->oracle->total));
}

static status
converged (run *r)
{
  const adaptive *s = r->state;
  if (s->model.unbounded)
    return STOP_UNBOUNDED;
  TRY (s->limit);
  if (!is_small (r) || !is_tight (r) || !(s->accuracy < confirmed_accuracy))
    return RUNNING;
  return s->model.any_compliance && s->model.response < saturated ? STOP_SATURATED : STOP_CONVERGED;
}

/* ---- step ---- */

/* The lower level and then the multiplier solved tightly: is this really a stationary point, or a singular one?  */
static status
confirm (run *r, bool small)
{
  adaptive *s = r->state;
  s->model.singular |= s->singular;
  s->tries++;
  if (small)
    s->accuracy = tight_accuracy;
  return solve_lower (r, 0, tolerance_lower (r));
}

/* Length of the first step along p: y answers with 0.3 of its own length, and x moves by at most 0.3 of its length.  */
static status
first_length (run *r, double *a)
{
  adaptive *s = r->state;
  const size_t n = r->d.n;
  const double length = vec_norm (n, s->p), relative = vec_norm (n, r->z) / length;
  double largest = 0;
  TRY (model_answer (&s->model, r->z, r->z + n, s->p, s->answer));
  curvature_apply (&s->model.H, s->answer, s->u);
  *a = first_response * model_reach (&s->model, r->z + n, 1e-8) / vec_norm (r->d.m, s->u);
  if (relative > 0)
    *a = fmin (*a, first_response * relative);
  for (size_t i = 0; i < n; i++)
    largest = fmax (largest, fabs ((double) s->p[i]));
  if (!isfinite (*a) || !(*a > 0))
    *a = s->length_x / largest;
  return RUNNING;
}

/* p = -B q and its first length.  */
static status
direction (run *r, double *a)
{
  adaptive *s = r->state;
  const size_t nz = r->nz;
  if (s->model.singular)
    vec_fill (nz, 1, s->metric);
  s->pairs.metric = s->metric;
  vec_copy (nz, s->q, s->p);
  lbfgs_apply (&s->pairs, s->p);
  vec_scale (nz, -1, s->p);
  *a = 1;
  if (s->pairs.count > 0 && vec_dot (nz, s->p, s->q) < -1e-12 * vec_norm (nz, s->p) * vec_norm (nz, s->q))
    return RUNNING;
  lbfgs_reset (&s->pairs);
  for (size_t i = 0; i < nz; i++)
    s->p[i] = -s->metric[i] * s->q[i];
  return first_length (r, a);
}

/* The lower level at a trial to the TOLERANCE in the norm of H, then f, and the merit f + w'v with a correction no larger than
   t->hidden = |grad_y f|_H |v|_H.  *ok: all could be had.  */
static status
solve_trial (run *r, double tolerance, trial *t, bool *ok, bool *unbounded)
{
  adaptive *s = r->state;
  const size_t n = r->d.n, m = r->d.m;
  TRY (normal_solve (&s->normal, &s->adjoint, &s->model, t->z, t->z + n, &t->g, t->v, tolerance,
                     share * tolerance_lower (r), ok));
  *unbounded = s->model.unbounded;
  s->model.unbounded = false;
  if (!*ok)
    return RUNNING;
  const status e = oracle_upper (r->oracle, t->z, t->z + n, &t->f, t->grad_f, t->grad_f + n);
  *ok = e == RUNNING;
  if (e != RUNNING)
    return e == STOP_NON_FINITE ? RUNNING : e;
  t->norm_fy = curvature_norm (&s->model.H, t->grad_f + n, s->u);
  t->hidden = t->norm_fy * curvature_norm (&s->model.H, t->v, s->u);
  t->merit = t->f + fmax (-t->hidden, fmin (t->hidden, vec_dot (m, s->w, t->v)));
  *ok = isfinite (t->merit);
  return RUNNING;
}

/* z + a p, the lower level solved there as far as the promised decrease a * SLOPE of the merit, MERIT0 at the iterate, asks for
   it; and further, where what is still hidden exceeds the decrease achieved.  */
static status
evaluate_trial (run *r, double a, double slope, double norm_fy, double merit0, trial *t, bool *ok, bool *unbounded)
{
  enum { most_refinements = 3 };
  adaptive *s = r->state;
  const size_t n = r->d.n, m = r->d.m;
  vec_copy (r->nz, r->z, t->z);
  vec_axpy (n, a, s->p, t->z);
  vec_axpy (m, a, s->answer, t->z + n);
  t->a = a;
  if (s->model.singular)
    curvature_recall (&s->model.H, &s->clean);
  TRY (model_value (&s->model, t->z, t->z + n, &t->g, t->v));
  t->steep = vec_norm (m, t->v);
  TRY (solve_trial (r, s->model.singular ? 0 : share * slope * a / norm_fy, t, ok, unbounded));
  for (int k = 0; *ok && !s->model.singular && k < most_refinements; k++) {
    const double achieved = merit0 - t->merit;
    if (!(achieved > 0) || t->hidden <= achieved || vec_norm (m, t->v) <= tolerance_lower (r))
      break;
    TRY (solve_trial (r, share * achieved / t->norm_fy, t, ok, unbounded));
  }
  return RUNNING;
}

static void
swap (trial *a, trial *b)
{
  const trial t = *a;
  *a = *b;
  *b = t;
}

/* Line search on the merit along p from length A: backtracking to the minimiser of the parabola through the trial, expansion
   by up to 10 while the decrease is nearly linear.  *found: s->best is accepted.  */
static status
line_search (run *r, double a, double slope, bool *found, bool *unbounded)
{
  adaptive *s = r->state;
  const size_t n = r->d.n, m = r->d.m;
  const double merit0 = r->now.f + vec_dot (m, s->w, r->grad_g), first = a;
  const double norm_fy = curvature_norm (&s->model.H, r->grad_f + n, s->u);
  *found = false;
  vec_copy (m, s->p + n, s->answer);
  for (int search = 1; search <= most_trials; search++) {
    trial *t = &s->now;
    bool ok;
    TRY (evaluate_trial (r, a, slope, norm_fy, merit0, t, &ok, unbounded));
    const double change = ok ? t->merit - merit0 : NAN, bend = 2 * (change + a * slope) / (a * a);
    const double least = bend > 0 ? slope / bend : INFINITY; /* minimiser of the parabola */
    const bool good = ok
                      && (change <= -(a > first ? armijo_expanding : armijo) * a * slope
                          || (fabs (change) <= 45 * REAL_EPS * s->most_f && a * slope <= 4500 * REAL_EPS * s->most_f));
    const bool better = !*found || t->merit < s->best.merit;
    if (ok && !s->model.singular) { /* how y answers predicts it in later trials */
      vec_copy (m, t->z + n, s->answer);
      vec_axpy (m, -1, r->z + n, s->answer);
      vec_scale (m, 1 / a, s->answer);
    }
    if (good && better) {
      s->model.scale = fmax (s->model.scale, t->steep);
      swap (&s->now, &s->best);
      *found = true;
    }
    if (*found && !(good && better && least > 4 * a && search < most_expansions))
      return RUNNING;
    a = good ? fmin (10 * a, least) : ok ? fmin (fmax (least, 0.1 * a), 0.5 * a) : 0.1 * a;
  }
  return RUNNING;
}

/* s->best becomes the iterate.  */
static void
accept (run *r)
{
  adaptive *s = r->state;
  const size_t n = r->d.n, m = r->d.m;
  const trial *b = &s->best;
  vec_copy (n, b->z, s->move);
  vec_axpy (n, -1, r->z, s->move);
  vec_copy (m, s->p + n, s->move + n);
  vec_scale (m, b->a, s->move + n);
  vec_copy (r->nz, s->q, s->q_last);
  s->moved = true;
  s->tries = 0;
  r->moved = vec_distance (r->nz, b->z, r->z);
  r->gamma = b->a;
  vec_copy (r->nz, b->z, r->z);
  vec_copy (m, b->v, r->grad_g);
  vec_copy (r->nz, b->grad_f, r->grad_f);
  r->now.f = b->f;
  r->now.g = b->g;
  vec_copy (r->nz, r->z, s->z_upper);
  moved_to (r);
}

/* No step lowers the merit: everything afresh once, then it is over.  */
static status
start_afresh (run *r, bool unbounded)
{
  adaptive *s = r->state;
  if (s->pairs.count == 0 && s->accuracy < confirmed_accuracy) {
    if (s->relative <= 1e2 * r->opt->tol_kkt && r->now.lower_opt <= 1e2 * tolerance_lower (r))
      return STOP_CONVERGED; /* to rounding */
    s->model.unbounded = unbounded;
    return unbounded ? STOP_UNBOUNDED : STOP_NO_PROGRESS;
  }
  lbfgs_reset (&s->pairs);
  curvature_forget (&s->model.H);
  s->accuracy = tight_accuracy;
  return solve_lower (r, 0, tolerance_lower (r));
}

static status
step (run *r)
{
  adaptive *s = r->state;
  const size_t n = r->d.n;
  const bool small = is_small (r);
  double a;
  if ((small || (s->singular && !s->model.singular)) && s->tries < most_tries)
    return confirm (r, small);
  TRY (direction (r, &a));

  const double slope = -vec_dot (r->nz, s->q, s->p), norm_fy = curvature_norm (&s->model.H, r->grad_f + n, s->u);
  const double hidden = curvature_norm (&s->model.H, r->grad_g, s->u) * norm_fy;
  if (hidden > slope * a && !is_tight (r) && s->tries < most_tries) { /* infeasibility hides the promised decrease */
    s->tries++;
    return solve_lower (r, share * slope * a / norm_fy, tolerance_lower (r));
  }
  bool found, unbounded = false;
  const status e = line_search (r, a, slope, &found, &unbounded);
  if (found)
    accept (r);
  TRY (e);
  return found ? RUNNING : start_afresh (r, unbounded);
}

/* ---- certificate and end ---- */

static status
certify (run *r, certificate *out)
{
  adaptive *s = r->state;
  TRY (know_lower (r));
  const status e = challenge_lower (&s->challenge, &s->model, r->z, r->z + r->d.n, &r->now.g, r->grad_g, true, out);
  moved_to (r);
  if (out->refuted)
    start_branch (s);
  return e == RUNNING && s->model.unbounded ? STOP_UNBOUNDED : e;
}

static status
restore (run *r, closing *c)
{
  adaptive *s = r->state;
  if (s->model.unbounded || !r->opt->restore)
    return RUNNING;
  TRY (know_lower (r));
  const status e = solve_lower (r, 0, tolerance_lower (r));
  const double lower_opt = vec_norm (r->d.m, r->grad_g);
  c->how = e == STOP_UNBOUNDED                  ? DESCENDED_UNBOUNDED
           : e != RUNNING                       ? DESCENDED_LIMIT
           : lower_opt <= tolerance_lower (r)   ? DESCENDED_SOLVED
           : lower_opt <= 1e-6 * s->model.scale ? DESCENDED_FLOOR
                                                : DESCENDED_FAILED;
  return e;
}

/* w, gamma and r at the iterate, unless they are known.  */
static status
know_multiplier (run *r)
{
  adaptive *s = r->state;
  const size_t n = r->d.n, m = r->d.m;
  bool null;
  if (s->multiplier_known)
    return RUNNING;
  const status e = adjoint_solve (&s->adjoint, &s->model, r->z, r->z + n, r->grad_f, r->grad_f + n, closing_accuracy,
                                  s->w, s->q, s->q + n, &null);
  s->singular = null || s->model.singular;
  s->rest = vec_norm (m, s->q + n);
  set_relative (s, r);
  return e;
}

static status
close_point (run *r, closing *c)
{
  enum { certificate_cost = 60, measure_cost = 4 }; /* calls */
  adaptive *s = r->state;
  oracle *o = r->oracle;
  o->max_calls = r->opt->max_calls - measure_cost;
  status e = restore (r, c);
  if (e == RUNNING && c->wanted && !s->model.unbounded && o->total + certificate_cost <= r->opt->max_calls)
    e = certify (r, &c->lower);
  if (status_is_error (e))
    return e;
  o->max_calls = r->opt->max_calls;
  TRY (know_lower (r));
  TRY (know_upper (r));
  fill_measure (r);
  if (s->model.unbounded) {
    c->how = DESCENDED_UNBOUNDED;
    return RUNNING;
  }
  e = know_multiplier (r);
  if (e != RUNNING && e != STOP_MAX_CALLS && e != STOP_MAX_TIME)
    return e;
  const double norm_fy = vec_norm (r->d.m, r->grad_f + r->d.n);
  c->hypergradient = vec_norm (r->d.n, s->q);
  c->hypergradient_residual = norm_fy > 0 ? s->rest / norm_fy : s->rest;
  c->stationarity = hypot (c->hypergradient, s->rest);
  c->w = s->w;
  c->relative = s->relative;
  c->confirmed =
      s->relative <= 1.1 * fmax (slow_tolerance, r->opt->tol_kkt) && r->now.lower_opt <= 1e2 * tolerance_lower (r);
  return RUNNING;
}

const method method_named (adaptive) = {
  .name = "pgdqa",
  .source =
      "Abolfazli et al. (2025), arXiv:2504.17215, with the vector constraint, curvature and a line search of our own",
  .prepare = prepare,
  .step = step,
  .layout = layout,
  .start = start,
  .measure = measure_point,
  .converged = converged,
  .certify = certify,
  .close = close_point
};

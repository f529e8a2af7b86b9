/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The convex program with a quadratic constraint (arXiv:2505.14647).  With c = h - eps^2, h = ||grad_y g||^2,

     d = argmin_d 0.5 ||d + grad f||^2  subject to  grad h . d + w ||d||^2 <= -alpha c

   is the projection of -grad f on a ball with centre -grad h / (2 w) and radius^2 = ||grad h / (2 w)||^2 - alpha c / w:

     d = -grad f in the ball, else d = centre + radius (-grad f - centre) / ||-grad f - centre||

   z <- z + t d with a constant t (StepSize) outside; inside, c < -1e-5, t from 1 is halved until c_new <= 0.9 c, and then until
   f_new <= f + 0.1 t grad f . d.  With lambda the multiplier, d = -(grad f + lambda grad h) / (1 + 2 w lambda).
   An iteration costs a f_grad, a g_grad and an hvp, and the trials inside.  The history's stationarity is
   ||grad f + lambda grad h||, step the latest t.
   Differs from the source by default: eps = 0.01, w = 0.001, alpha = 1 (0.1, 0.001 to 0.1, 0.1) and step k is a constant times
   (k + 1)^-0.5 (a constant), so that it comes to a
   feasible point; with eps = 0 the ball at a feasible point is a point and the run stays there.
   Differs from the source: where the ball is empty d = centre, which the source does not say; lambda is then Inf and the
   stationarity ||grad f||.  The line search ends after 40 halvings.  */
#include "base/real.h"

#include "methods/method.h"
#include "methods/steps.h"

enum { most_halvings = 40 };
static const double inside = 1e-5, kept_depth = 0.9, armijo = 0.1; /* of the source */

typedef struct qcqp {
  steps steps;
  real *d, *trial, *grad; /* [n + m] direction, trial point, scratch */
  double c, slope;        /* constraint, grad f . d */
  double constant;        /* step outside */
} qcqp;

static void
layout (const run *r, arena *a)
{
  qcqp *s = r->state;
  steps_layout (&s->steps, r, a);
  s->d = arena_array (a, r->nz, real);
  s->trial = arena_array (a, r->nz, real);
  s->grad = arena_array (a, r->nz, real);
}

static status
start (run *r)
{
  qcqp *s = r->state;
  double L = 0;
  if (r->opt->step_size == 0)
    TRY (steps_upper (&s->steps, r, &L));
  r->gamma = s->constant = steps_choose (r->opt->step_size, L);
  return RUNNING;
}

static void
prepare (run *r)
{
  r->alpha = r->opt->alpha;
}

/* d = -t grad f - (1 - t) grad h / (2 w), t = radius / ||-grad f - centre||, with 1 - t free of cancellation */
static void
solve_program (run *r, measure *t)
{
  qcqp *s = r->state;
  const double w = r->opt->ball, norm_h = 2 * vec_norm (r->nz, r->u), half = norm_h / (2 * w);
  const double gap = w * t->norm_grad_f * t->norm_grad_f - 2 * vec_dot (r->nz, r->grad_f, r->u) + r->alpha * s->c;
  const double radius2 = half * half - r->alpha * s->c / w;
  double part = 1, rest = 0; /* t and 1 - t */
  if (gap > 0) {
    const double radius = sqrt (fmax (0, radius2)), distance = sqrt (fmax (0, radius2) + fmax (0, gap / w));
    part = radius2 > 0 ? radius / distance : 0;
    rest = radius2 > 0 ? gap / w / (distance * (distance + radius)) : 1;
  }
  vec_copy (r->nz, r->grad_f, s->d);
  vec_scale (r->nz, -part, s->d);
  vec_axpy (r->nz, -rest / w, r->u, s->d);
  s->slope = vec_dot (r->nz, r->grad_f, s->d);
  t->lambda = rest > 0 ? rest / (2 * w * part) : 0;
  t->mu = t->lambda * norm_h;
  t->rho = r->alpha * s->c;
  vec_copy (r->nz, r->grad_f, r->p);
  if (isfinite (t->lambda))
    vec_axpy (r->nz, 2 * t->lambda, r->u, r->p);
}

static double
constraint (const run *r, double lower_opt)
{
  const double eps = r->opt->relaxation;
  return (lower_opt - eps) * (lower_opt + eps);
}

static status
measure_point (run *r)
{
  qcqp *s = r->state;
  measure t;
  TRY (measure_first_order (r, &t));
  s->c = constraint (r, t.lower_opt);
  solve_program (r, &t);
  measure_done (r, &t);
  return RUNNING;
}

/* Whether z + t d is acceptable: in the constraint if DEPTH, else in f.  A value that is not finite is not.  */
static status
accepts (run *r, double t, bool depth, bool *ok)
{
  qcqp *s = r->state;
  const size_t n = r->d.n;
  double value;
  vec_copy (r->nz, r->z, s->trial);
  vec_axpy (r->nz, t, s->d, s->trial);
  const status e = depth ? oracle_lower (r->oracle, s->trial, s->trial + n, &value, NULL, s->grad)
                         : oracle_upper (r->oracle, s->trial, s->trial + n, &value, s->grad, s->grad + n);
  *ok = e == RUNNING
        && (depth ? constraint (r, vec_norm (r->d.m, s->grad)) <= kept_depth * s->c
                  : value <= r->now.f + armijo * t * s->slope);
  return e == STOP_NON_FINITE ? RUNNING : e;
}

static status
line_search (run *r)
{
  r->gamma = 1;
  for (int depth = 1; depth >= 0; depth--) {
    bool ok = false;
    for (int i = 0; i <= most_halvings && !ok; i++) {
      TRY (accepts (r, r->gamma, depth, &ok));
      r->gamma *= ok ? 1 : 0.5;
    }
  }
  return RUNNING;
}

static status
step (run *r)
{
  qcqp *s = r->state;
  r->gamma = steps_decayed (r, s->constant);
  if (s->c < -inside)
    TRY (line_search (r));
  vec_axpy (r->nz, r->gamma, s->d, r->z);
  r->moved = r->gamma * vec_norm (r->nz, s->d);
  return RUNNING;
}

const method method_qcqp = { .name = "qcqp",
                             .source = "arXiv:2505.14647",
                             .prepare = prepare,
                             .step = step,
                             .close = close_plain,
                             .state_size = sizeof (qcqp),
                             .layout = layout,
                             .start = start,
                             .measure = measure_point };

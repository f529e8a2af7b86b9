/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Schedule "adaptive" where lower-level minimisers are not isolated.  There A = D2_yy g is singular, y is free to move
   in null (A) and the coordinates of the upper level are x and that part of y; the rest of y answers.  With P the
   projection on null (A):

     direction    p = -B (gamma, r), its y part under P; then y answers: p_y <- p_y - H (D2_yx g p_x + D2_yy g p_y)
     curve        z (a): from z + a p, feasible to second order, the lower level solved at that x; refused where the
                  correction of y is no small part of a p_y
     search       on f along the curve with f'(a) = grad f . z'(a), z'(a) = 2 (z (a) - z) / a - p, by cubics

   The memory of the curvature, and the range of A that it spans, belong to the iterate: every trial starts with them.  */
#include "base/real.h"

#include "methods/adaptive.h"

enum {
  most_trials = 25,
  trusted = 3 /* steps after one at which J p was found in the range of A */
};
static const double armijo = 1e-4;
static const double steep =
    0.7; /* a step is lengthened where f falls still faster than by this part of its first slope */
static const double most_bend = 10; /* of a p_y: larger corrections of y mean that the step left the linear model */
static const double small_bend = 1; /* of the length of y: corrections that are always allowed */
static const double spanned = 0.1;
static const double alike = 1e-4; /* of J p: what sticks out of the range of A by less is noise of the products */
static const double poor_step = 0.1;
static const double null_descent = 1e-10; /* cosine below which p is no descent */

/* x has the metric in which D2_xy and D2_yy g are alike.  */
static void
set_metric (adaptive *s)
{
  const model *l = &s->lower->model;
  const size_t n = l->d.n;
  const double t = l->square_y / l->square_x;
  vec_fill (n, isfinite (t) && t > 0 ? t : 1, s->metric);
  vec_fill (l->d.m, 1, s->metric + n);
}

/* p_y <- p_y without its part in the range of A */
static void
project (adaptive *s, real *p)
{
  const size_t n = s->lower->model.d.n, m = s->lower->model.d.m;
  adjoint_project (&s->lower->adjoint, m, p + n, s->u);
  vec_axpy (m, -1, s->u, p + n);
}

/* The memory at the iterate: the directions of the multiplier, of which only the part in the range of A is kept, so
   that H neither moves y in null (A) nor answers to it.  */
void
adaptive_singular_memory (adaptive *s)
{
  const size_t m = s->lower->model.d.m;
  curvature_forget (&s->lower->model.H);
  for (int i = 0; i < s->lower->adjoint.count; i++) {
    adjoint_project (&s->lower->adjoint, m, s->lower->adjoint.Q + (size_t) i * m, s->u);
    curvature_remember (&s->lower->model.H, s->u, s->lower->adjoint.W + (size_t) i * m);
  }
  curvature_recall (&s->clean, &s->lower->model.H);
}

/* The null space moves with the point: the memory starts afresh.  */
status
adaptive_singular_multiplier (run *r, bool taken)
{
  adaptive *s = r->state;
  adjoint *a = &s->lower->adjoint;
  bool null = false;
  curvature_forget (&s->lower->model.H);
  vec_fill (r->d.m, 0, s->w);
  s->accuracy = adaptive_tight_accuracy;
  a->enough = taken ? s->rank : 0;
  const status e = adaptive_solve_multiplier (r, s->accuracy, &null);
  s->taken = a->enough > 0 && a->count == a->enough;
  a->enough = 0;
  if (status_is_error (e) || e == STOP_NON_FINITE)
    return e;
  s->rank = null ? a->count : 0;
  adaptive_singular_memory (s);
  return e;
}

/* What the L-BFGS pairs know of y is projected on null (A) at the iterate.  */
void
adaptive_singular_transport (adaptive *s)
{
  lbfgs *l = &s->pairs;
  for (int i = 0; i < l->count; i++) {
    const int k = (l->newest - i + l->most) % l->most;
    project (s, l->s + (size_t) k * l->n);
    project (s, l->y + (size_t) k * l->n);
    l->sy[k] = vec_dot (l->n, l->s + (size_t) k * l->n, l->y + (size_t) k * l->n);
    if (!(l->sy[k] > 0)) {
      l->count = i;
      break;
    }
  }
  if (s->moved) {
    project (s, s->move);
    project (s, s->q_last);
  }
}

/* p_y <- p_y - A^+ t, t = J p in s->answer.  The directions of the multiplier solve A as far as they span t.  */
static status
answer (run *r)
{
  adaptive *s = r->state;
  const size_t n = r->d.n, m = r->d.m;
  real *a = s->now.v, *gamma = s->now.grad_f, *rest = s->now.grad_f + n;
  double outside;
  bool null;
  adjoint_again (&s->lower->adjoint, m, s->answer, a, &outside);
  vec_scale (m, -1, a);
  if (outside > spanned) {
    vec_fill (m, 0, a);
    TRY (adjoint_solve (&s->lower->adjoint, &s->lower->model, r->z, r->z + n, NULL, s->answer, spanned, a, gamma, rest,
                        &null));
    adjoint_project (&s->lower->adjoint, m, a, s->u);
    vec_copy (m, s->u, a);
    adaptive_singular_memory (s);
  }
  vec_axpy (m, 1, a, s->p + n);
  return RUNNING;
}

/* J p in s->answer.  Where A has rank 1 and J p lay in its range at a step shortly before, q'J p = (D2_xy g q)'p_x +
   (A q)'p_y tells it for the direction q of the multiplier: a product less.  */
static status
jacobian (run *r)
{
  adaptive *s = r->state;
  const adjoint *l = &s->lower->adjoint;
  const size_t n = r->d.n, m = r->d.m;
  if (!s->taken || s->trust == 0)
    return model_jacobian (&s->lower->model, r->z, r->z + n, s->p, s->p + n, s->answer);
  s->trust--;
  s->taken = false;
  vec_fill (m, 0, s->answer);
  vec_axpy (m, (vec_dot (n, l->X, s->p) + vec_dot (m, l->W, s->p + n)) / vec_dot (m, l->Q, l->W), l->W, s->answer);
  return RUNNING;
}

/* s->p, the move that the L-BFGS pairs know (the direction before y answers), and J p in s->answer.  */
static status
move (run *r, double *slope)
{
  adaptive *s = r->state;
  const size_t nz = r->nz;
  set_metric (s);
  s->pairs.metric = s->metric;
  vec_copy (nz, s->q, s->p);
  lbfgs_apply (&s->pairs, s->p);
  vec_scale (nz, -1, s->p);
  project (s, s->p);
  *slope = -vec_dot (nz, s->q, s->p);
  if (s->pairs.count > 0 && !(*slope > null_descent * vec_norm (nz, s->p) * vec_norm (nz, s->q)))
    lbfgs_reset (&s->pairs);
  if (s->pairs.count == 0) {
    for (size_t i = 0; i < nz; i++)
      s->p[i] = -s->metric[i] * s->q[i];
    project (s, s->p);
    *slope = -vec_dot (nz, s->q, s->p);
  }
  vec_copy (nz, s->p, s->move);
  return jacobian (r);
}

/* What was taken for null (A) is so as far as J p lies in the range that the multiplier spans; else the multiplier
   anew.  */
static status
prove (run *r, double *slope)
{
  adaptive *s = r->state;
  double outside;
  adjoint_again (&s->lower->adjoint, r->d.m, s->answer, s->now.v, &outside);
  s->taken = false;
  if (outside <= alike) {
    s->trust = s->rank == 1 ? trusted : 0;
    return RUNNING;
  }
  TRY (adaptive_singular_multiplier (r, false));
  return move (r, slope);
}

/* The direction s->p and the first length to try.  */
static status
direction (run *r, double *slope, double *a)
{
  adaptive *s = r->state;
  const size_t n = r->d.n, m = r->d.m;
  TRY (move (r, slope));
  if (s->taken)
    TRY (prove (r, slope));
  TRY (answer (r));
  *a = 1;
  if (s->pairs.count == 0) {
    const double nx = vec_norm (n, r->z);
    *a = adaptive_first_response * model_reach (&s->lower->model, r->z + n, 1e-8) / vec_norm (m, s->p + n);
    if (nx > no_length)
      *a = fmin (*a, adaptive_first_response * nx / vec_norm (n, s->p));
    if (!isfinite (*a) || !(*a > 0))
      *a = s->length_x / vec_norm (n, s->p);
  }
  return RUNNING;
}

/* z (a), f and f'(a) there.  *bend: correction of y as a part of what is allowed; *ok: at most 1, and f is finite.  */
static status
evaluate (run *r, double a, trial *t, double *slope, double *bend, bool *ok)
{
  adaptive *s = r->state;
  const size_t n = r->d.n, m = r->d.m;
  const double allowed =
      fmax (most_bend * a * vec_norm (m, s->p + n), small_bend * model_reach (&s->lower->model, r->z + n, 1e-8));
  vec_copy (r->nz, r->z, t->z);
  vec_axpy (r->nz, a, s->p, t->z);
  vec_copy (m, t->z + n, s->answer);
  t->a = a;
  *ok = false;
  curvature_recall (&s->lower->model.H, &s->clean);
  TRY (model_value (&s->lower->model, t->z, t->z + n, &t->g, t->v));
  t->steep = vec_norm (m, t->v);
  *bend = INFINITY;
  bool unbounded;
  TRY (adaptive_trial_lower (r, t, 0, ok, &unbounded));
  if (*ok)
    *bend = vec_distance (m, t->z + n, s->answer) / allowed;
  *ok = *bend <= 1;
  if (*ok)
    TRY (adaptive_trial_upper (r, t, ok));
  if (!*ok)
    return RUNNING;
  *slope =
      2 / a * (vec_dot (r->nz, t->grad_f, t->z) - vec_dot (r->nz, t->grad_f, r->z)) - vec_dot (r->nz, t->grad_f, s->p);
  return RUNNING;
}

typedef struct sample {
  double a, f, slope;
} sample;

/* The minimiser of the cubic through two samples (Nocedal and Wright 2006, 3.59); NaN: it has none.  */
static double
cubic (sample i, sample j)
{
  const double d1 = i.slope + j.slope - 3 * (i.f - j.f) / (i.a - j.a), root = sqrt (d1 * d1 - i.slope * j.slope);
  const double d2 = j.a > i.a ? root : -root;
  return j.a - (j.a - i.a) * (j.slope + d2 - d1) / (j.slope - i.slope + 2 * d2);
}

static double
clamp (double a, double low, double high)
{
  return a >= low ? fmin (a, high) : low;
}

/* Weak Wolfe conditions along the curve.  *found: s->best meets the first of them.  */
static status
search (run *r, double slope, double a, bool *found)
{
  adaptive *s = r->state;
  const double f0 = r->now.f, rounding = 45 * REAL_EPS * s->most_f;
  sample low = { 0, f0, -slope }, high = { INFINITY, NAN, NAN };
  *found = false;
  for (int k = 0; k < most_trials; k++) {
    trial *t = &s->now;
    sample now = { .a = a };
    double bend;
    bool ok;
    TRY (evaluate (r, a, t, &now.slope, &bend, &ok));
    now.f = t->f;
    const bool flat = ok && fabs (t->f - f0) <= rounding && a * slope <= 1e2 * rounding;
    if (!ok) {
      if (*found)
        return RUNNING;
      high = (sample){ a, NAN, NAN };
      a = low.a + (a - low.a) * clamp (0.5 / bend, 0.1, 0.5);
    } else if (!flat && (t->f > f0 - armijo * a * slope || t->f >= low.f)) {
      high = now;
      if (*found)
        return RUNNING;
      const double d = a - low.a;
      a = clamp (cubic (low, now), low.a + 0.1 * d, low.a + 0.7 * d);
    } else {
      adaptive_trial_swap (s);
      *found = true;
      if (flat || now.slope >= -steep * slope)
        return RUNNING;
      if (high.a < INFINITY)
        return RUNNING;
      const double d = a - low.a, next = cubic (low, now);
      a += next > a ? clamp (next - a, d, 9 * d) : 4 * d;
      low = now;
    }
  }
  return RUNNING;
}

status
adaptive_singular_step (run *r, bool *found)
{
  adaptive *s = r->state;
  double slope, a;
  TRY (direction (r, &slope, &a));
  const status e = search (r, slope, a, found);
  if (*found) {
    if (s->best.a < poor_step)
      lbfgs_reset (&s->pairs);
    vec_scale (r->nz, s->best.a, s->move);
  }
  return e;
}

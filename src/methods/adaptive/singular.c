/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "methods/adaptive/null_space.h"
#include "methods/adaptive/singular.h"

enum {
  most_trials = 25,
  steps_verified = 3 /* after one at which J p was found in range (A) */
};
static const double armijo = 1e-4;
static const double wolfe = 0.7;    /* a step is lengthened where f falls by more than this part of its first slope */
static const double most_bend = 10; /* of a p_y: larger corrections of y mean that the step left the linear model */
static const double small_bend = 1; /* of the length of y: corrections that are always allowed */
static const double spanned = 0.1;  /* part of J p that may lie outside of what the multiplier's directions span */
static const double noise = 1e-4;   /* of J p: what lies outside range (A) by less is noise of the products */
static const double poor_step = 0.1;
static const double least_cosine = 1e-10; /* of -p and q */

/* J p.  If A has rank 1 and J p lay in its range at a step shortly before, q'J p = (D2_xy g q)'p_x + (A q)'p_y for the
   direction q of the multiplier tells it: a product less.  */
static status
jacobian (adaptive *s)
{
  null_space *k = &s->branch.null_space;
  const adjoint *l = &s->lower->adjoint;
  const size_t n = s->at.d.n, m = s->at.d.m;
  const real *p = s->search.p;
  real *t = k->Jp;
  if (!k->assumed || k->verified == 0)
    return model_jacobian (&s->lower->model, s->at.z, s->at.z + n, p, p + n, t);
  k->verified--;
  k->assumed = false;
  vec_fill (m, 0, t);
  vec_axpy (m, (vec_dot (n, l->X, p) + vec_dot (m, l->W, p + n)) / vec_dot (m, l->Q, l->W), l->W, t);
  return RUNNING;
}

/* p before y responds, which the secants learn, -q'p, and J p.  */
static status
free_direction (adaptive *s, double *slope)
{
  const size_t nz = s->branch.secants.pairs.n;
  scales_use_ratio (&s->scales, &s->lower->model);
  search_direction (s, null_space_project, least_cosine);
  *slope = -vec_dot (nz, s->branch.reduced.projected, s->search.p);
  vec_copy (nz, s->search.p, s->branch.secants.step);
  return jacobian (s);
}

/* What was assumed to be null (A) is, as far as J p lies in the range that the multiplier's directions span; else the
   multiplier and the direction afresh.  */
static status
verify (adaptive *s, double *slope)
{
  null_space *k = &s->branch.null_space;
  double outside;
  adjoint_again (&s->lower->adjoint, s->at.d.m, k->Jp, s->search.scratch, &outside);
  k->assumed = false;
  if (outside <= noise) {
    k->verified = k->rank == 1 ? steps_verified : 0;
    return RUNNING;
  }
  TRY (null_space_multiplier (s, false));
  return free_direction (s, slope);
}

/* y responds: dy = -A^+ J p, p_y <- p_y + dy.  The directions of the multiplier solve A as far as they span J p.  */
static status
respond (adaptive *s)
{
  const size_t n = s->at.d.n, m = s->at.d.m;
  adjoint *l = &s->lower->adjoint;
  const real *Jp = s->branch.null_space.Jp;
  real *dy = s->search.dy, *gamma = s->search.scratch, *rest = s->search.scratch + n;
  double outside;
  bool null;
  adjoint_again (l, m, Jp, dy, &outside);
  vec_scale (m, -1, dy);
  if (outside > spanned) {
    vec_fill (m, 0, dy);
    TRY (adjoint_solve (l, &s->lower->model, s->at.z, s->at.z + n, NULL, Jp, spanned, dy, gamma, rest, &null));
    adjoint_project (l, m, dy, s->search.scratch);
    vec_copy (m, s->search.scratch, dy);
    null_space_remember (s);
  }
  vec_axpy (m, 1, dy, s->search.p + n);
  return RUNNING;
}

/* p, -q'p, and the first length to try.  */
static status
direction (adaptive *s, double *slope, double *a)
{
  const size_t n = s->at.d.n, m = s->at.d.m;
  const real *p = s->search.p;
  TRY (free_direction (s, slope));
  if (s->branch.null_space.assumed)
    TRY (verify (s, slope));
  TRY (respond (s));
  *a = 1;
  if (s->branch.secants.pairs.count == 0)
    *a = search_first_length (s, vec_norm (m, p + n), first_part * vec_norm (n, s->at.z) / vec_norm (n, p),
                              vec_norm (n, p));
  return RUNNING;
}

/* z (a), f and f'(a) there.  *bend: correction of y as a part of what is allowed; *ok: at most 1, and f is finite.  */
static status
evaluate (adaptive *s, double a, trial *t, double *slope, double *bend, bool *ok)
{
  const size_t n = s->at.d.n, m = s->at.d.m, nz = n + m;
  const real *p = s->search.p;
  const double allowed =
      fmax (most_bend * a * vec_norm (m, p + n), small_bend * model_reach (&s->lower->model, s->at.z + n, 1e-8));
  point_go (&t->at, s->at.z);
  vec_axpy (nz, a, p, t->at.z);
  t->a = a;
  vec_copy (m, t->at.z + n, s->branch.null_space.y);
  *ok = false;
  curvature_recall (&s->lower->model.H, &s->branch.null_space.memory);
  TRY (point_evaluate_lower (&t->at, &s->lower->model));
  t->norm_before = vec_norm (m, t->at.grad_g);
  *bend = INFINITY;
  if (search_is_elsewhere (s, t))
    return RUNNING;
  TRY (search_solve_lower (s, t, 0, ok));
  if (*ok)
    *bend = vec_distance (m, t->at.z + n, s->branch.null_space.y) / allowed;
  *ok = *bend <= 1;
  if (*ok)
    TRY (search_know_upper (s, t, ok));
  if (*ok)
    *slope = 2 / a * (vec_dot (nz, t->at.grad_f, t->at.z) - vec_dot (nz, t->at.grad_f, s->at.z))
             - vec_dot (nz, t->at.grad_f, p);
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

/* Weak Wolfe conditions along the curve.  *found: s->search.best meets the first of them.  */
static status
line_search (adaptive *s, double slope, double a, bool *found)
{
  const double f0 = s->at.f, rounding = rounding_of_f * s->branch.size_f;
  sample low = { 0, f0, -slope }, high = { INFINITY, NAN, NAN };
  *found = false;
  for (int k = 0; k < most_trials; k++) {
    trial *t = &s->search.now;
    sample now = { .a = a };
    double bend;
    bool ok;
    TRY (evaluate (s, a, t, &now.slope, &bend, &ok));
    now.f = t->at.f;
    const bool flat = ok && fabs (now.f - f0) <= rounding && a * slope <= 1e2 * rounding;
    const bool good = ok && (flat || !(now.f > f0 - armijo * a * slope || now.f >= low.f));
    if (!good && *found)
      return RUNNING;
    if (!ok) {
      high = (sample){ a, NAN, NAN };
      a = low.a + (a - low.a) * clamp (0.5 / bend, 0.1, 0.5);
    } else if (!good) {
      high = now;
      const double d = a - low.a;
      a = clamp (cubic (low, now), low.a + 0.1 * d, low.a + 0.7 * d);
    } else {
      search_keep (s);
      *found = true;
      if (flat || now.slope >= -wolfe * slope || high.a < INFINITY)
        return RUNNING;
      const double d = a - low.a, next = cubic (low, now);
      a += next > a ? clamp (next - a, d, 9 * d) : 4 * d;
      low = now;
    }
  }
  return RUNNING;
}

status
singular_step (adaptive *s, outcome *o)
{
  secants *k = &s->branch.secants;
  bool found = false;
  double slope, a;
  TRY (direction (s, &slope, &a));
  const status e = line_search (s, slope, a, &found);
  s->search.unbounded = false; /* along a curve that is no claim */
  if (!found)
    return e;
  *o = STEPPED;
  s->branch.guard.before.f_known = false;
  if (s->search.best.a < poor_step)
    lbfgs_reset (&k->pairs);
  vec_scale (k->pairs.n, s->search.best.a, k->step);
  secants_open (k, s->branch.reduced.gradient);
  return e;
}

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "lower/normal.h"

enum {
  most_trials = 30, /* evaluations in one line search */
  most_slow = 20    /* steps in a row that hardly contract and mean rounding */
};
static const double armijo = 0.1;
static const double contraction = 0.8; /* ||v|| must fall by this, else the memory is renewed by a Newton step */
static const double newton_accuracy = 0.2;
static const double as_linear = 3; /* times the accuracy is left of ||v|| */
static const double first_if_spread = 0.1, of_wanted = 0.5, least_if_spread = 1e-10,
                    least_if_not = 1e-3; /* likewise on a spread spectrum */
static const double far_away = 1e6;      /* in lengths: g that still falls there is called unbounded */
static const double in_proportion = 0.01;
static const double first_step = 0.1;   /* of the length of y, without any curvature */
static const double no_unit = 1e3;      /* if the first step exceeds this times ||y0||, ||y0|| is no length scale */
static const double longest_step = 0.5; /* of the length of y */
static const double most_unforeseen =
    0.1;                           /* part of a change of grad_y g: a Newton step may be as long as this lets it be */
static const double convex = 1e-8; /* dy'dv above this part of ||dy|| ||dv|| */
static const double no_curvature = 1e-6;                 /* of the largest seen */
static const double same_slope = 0.1, other_slope = 0.5; /* of two slopes: they agree, they do not */
static const double beyond_rounding = 1e5 * REAL_EPS;    /* change of g, relative to |g| */
static const double rounding_of_g = 450 * REAL_EPS;      /* relative to |g| */
static const double hardly = 0.01; /* of ||v|| by differences: a change that brings a solve nowhere */
static const double rounding_of_slope = 4.5 * REAL_EPS; /* v'u, relative to |g| */
static const double solved = 1e-6;                      /* of the scale of v: a step that then fails is no failure */

void
normal_layout (normal *w, dims d, arena *a)
{
  w->patience = normal_patience;
  w->u = arena_array (a, d.m, real);
  w->start = arena_array (a, d.m, real);
  w->trial = arena_array (a, d.m, real);
  w->grad = arena_array (a, d.m, real);
  w->r = arena_array (a, d.m, real);
  w->gamma = arena_array (a, d.n, real);
}

typedef struct descent {
  normal *w;
  adjoint *s;
  model *l;
  const real *x;
  real *y, *v;
  double *g;
  double length; /* of a step without curvature */
  double far;    /* distance from the start that is called far */
  double nv_start, g_start;
  int slow;                /* steps in a row that did not contract */
  bool plain;              /* the next step is along -v */
  bool straight;           /* g has no curvature along v as far as products tell */
  double slope;            /* v'u */
  double accuracy, wanted; /* of the latest Newton step, 0: none; of ||v||, relative, */
  double wanted_H;         /* or |v|_H, absolute */
  double cut;              /* factor of its length */
  double foretold; /* a step in y as long as this is expected to be foretold by D2g, as the latest Newton step was */
  bool linear;     /* and it left of ||v|| what it was to leave */
} descent;

status
normal_begin (normal *w, model *l, const real *x, const real *y, const real *v)
{
  model_settle (l, y, v);
  if (curvature_knows (&l->H))
    return RUNNING;
  TRY (model_prepare (l, x, y, v, w->trial, w->u, w->gamma, w->r));
  const status e = model_product (l, x, y, v, w->gamma, w->r);
  if (e == RUNNING)
    oracle_note_pl (l->oracle, vec_norm (l->d.m, v), w->gamma, w->r);
  if (e == STOP_NON_FINITE)
    vec_fill (l->d.m, NAN, w->r);
  return e == STOP_NON_FINITE ? RUNNING : e;
}

/* A solve begun again costs more than one continued: where the last left what it was to leave, the next goes to the end.  */
static double
newton_step_accuracy (const descent *k)
{
  const double nonlinear = k->s->nonlinear;
  if (!k->s->spread) {
    if (isnan (nonlinear) || k->l->singular || k->l->oracle->lower->order < 2) /* differences are not that exact */
      return newton_accuracy;
    const double norm_H = curvature_norm (&k->l->H, k->v, k->w->r);
    const double wanted = of_wanted * fmax (k->wanted, norm_H > 0 ? k->wanted_H / norm_H : 1);
    return fmin (newton_accuracy, fmax (nonlinear, fmax (wanted, least_if_not)));
  }
  return k->linear ? fmin (first_if_spread, fmax (of_wanted * k->wanted, least_if_spread)) : first_if_spread;
}

/* u = -H v, or a truncated Newton step where the memory does not contract.  */
static status
direction (descent *k)
{
  normal *w = k->w;
  model *l = k->l;
  const size_t m = l->d.m;
  bool null;
  if (k->plain) {
    vec_copy (m, k->v, w->u);
    vec_scale (m, -k->length / vec_norm (m, k->v), w->u);
    k->slope = vec_dot (m, k->v, w->u);
    return RUNNING;
  }
  if (k->slow > 0) {
    l->linear.stale |= !l->linear.exact;
    TRY (model_renew (l, k->x, k->y));
  }
  if (!curvature_knows (&l->H) && !k->straight) {
    TRY (normal_begin (w, l, k->x, k->y, k->v));
    k->straight = vec_norm (m, w->r) <= no_curvature * model_largest (l, k->y) * vec_norm (m, k->v);
  }
  k->accuracy = 0;
  if (l->H.count == 0)
    l->H.tau = k->length / vec_norm (m, k->v);
  k->slope = 0;
  if (k->slow > 0 && !k->straight) {
    vec_fill (m, 0, w->u);
    k->accuracy = newton_step_accuracy (k);
    TRY (adjoint_solve (k->s, l, k->x, k->y, NULL, k->v, k->accuracy, w->u, w->gamma, w->r, &null));
    k->slope = vec_dot (m, k->v, w->u);
  }
  if (!(k->slope < 0)) {
    curvature_apply (&l->H, k->v, w->u);
    vec_scale (m, -1, w->u);
    k->slope = vec_dot (m, k->v, w->u);
  }
  if (l->singular) { /* of minimal norm: stay out of null (A) */
    curvature_within_range (&l->H, k->v, w->u, w->r);
    k->slope = vec_dot (m, k->v, w->u);
  }
  return RUNNING;
}

static void
cap_length (descent *k)
{
  const size_t m = k->l->d.m;
  k->cut = 1;
  const double come = vec_distance (m, k->y, k->l->y0), length = vec_norm (m, k->w->u);
  if (come == 0 && length > no_unit * vec_norm (m, k->y) && curvature_knows (&k->l->H)) { /* curvature tells one */
    k->far = fmax (k->far, far_away * length);
    return;
  }
  if (k->accuracy > 0 && k->s->spread) { /* a Newton step that cost too much to be cut */
    k->far = fmax (k->far, far_away * length);
    return;
  }
  double longest = fmax (fmax (longest_step * vec_norm (m, k->y), come), first_step * k->l->length);
  if (k->accuracy > 0 && k->foretold > longest) {
    longest = k->foretold;
    k->far = fmax (k->far, far_away * fmin (length, longest));
  }
  if (length > longest) {
    k->cut = longest / length;
    vec_scale (m, longest / length, k->w->u);
    k->slope *= longest / length;
  }
}

/* Far from the start g still falls, as steeply as there, and has fallen in proportion to the way.  */
static bool
falls_without_end (const descent *k, double g1)
{
  const size_t m = k->l->d.m;
  if (g1 == -INFINITY)
    return true;
  const double way = vec_distance (m, k->w->trial, k->w->start);
  return g1 < *k->g && way > k->far && vec_norm (m, k->w->grad) >= k->nv_start
         && k->g_start - g1 >= in_proportion * k->nv_start * way;
}

/* The trial y + t u within the bounds, and the decrease of g that its slope promises.  */
static double
place_trial (descent *k, double t)
{
  normal *w = k->w;
  const size_t m = k->l->d.m;
  vec_copy (m, k->y, w->trial);
  vec_axpy (m, t, w->u, w->trial);
  if (!k->l->box.low)
    return -t * k->slope;
  box_clip (&k->l->box, w->trial);
  return vec_dot (m, k->v, k->y) - vec_dot (m, k->v, w->trial);
}

/* g rises where its gradient promises a fall.  At a kink that may be; it may not where the differences of g at y - t u
   and y + t u (UP) tell the same slope.  One more evaluation.  */
static status
contradicts (descent *k, double t, double up)
{
  normal *w = k->w;
  const size_t m = k->l->d.m;
  double down;
  place_trial (k, -t);
  TRY (model_value (k->l, k->x, w->trial, &down, w->grad));
  const double ahead = up - *k->g, behind = *k->g - down, claimed = t * vec_dot (m, k->v, w->u);
  const bool smooth = fabs (ahead - behind) <= same_slope * fabs (ahead);
  const bool differs = fabs (ahead - claimed) > other_slope * fmax (fabs (ahead), fabs (claimed));
  return smooth && differs ? ledger_contradiction (&k->l->oracle->ledger, "g") : RUNNING;
}

/* Armijo on g, backtracking to the minimiser of the parabola; where g is flat to rounding ||v|| decides, and the search ends
   where neither g nor v changes any more.  *t = 0: none found.  */
static status
line_search (descent *k, double *t, double *g1)
{
  const double least = k->l->oracle->lower->order < 1 ? hardly : 0;
  normal *w = k->w;
  const size_t m = k->l->d.m;
  const double g = *k->g, nv = vec_norm (m, k->v), ny = vec_norm (m, k->y);
  double shown = 0, there = NAN; /* the shortest step with a change of g beyond rounding */
  *t = 1;
  for (int trial = 0; trial < most_trials; trial++) {
    const double promised = place_trial (k, *t);
    TRY (model_value (k->l, k->x, w->trial, g1, w->grad));
    if (falls_without_end (k, *g1)) {
      k->l->unbounded = true;
      break;
    }
    const double rounding = rounding_of_g * fmax (fabs (g), fabs (*g1));
    const double size =
        fmax (fabs (g), fabs (*g1)) + model_largest (k->l, k->y) * ny * ny; /* of what g may be a difference of */
    const bool falls = *g1 < g && *g1 <= g - armijo * promised;
    if (isfinite (*g1) && (falls || (*g1 <= g + rounding && vec_norm (m, w->grad) < (1 - least) * nv)))
      return RUNNING;
    if (isfinite (*g1) && fabs (*g1 - g) > beyond_rounding * size) {
      shown = *t;
      there = *g1;
    }
    if (isfinite (*g1) && promised <= rounding && vec_distance (m, w->grad, k->v) <= least * nv)
      break;
    const double parabola = isfinite (*g1) ? 0.5 * *t * promised / fmax (*g1 - g + promised, DBL_MIN) : 0;
    *t = fmin (fmax (parabola, 0.1 * *t), 0.5 * *t);
  }
  *t = 0;
  return shown > 0 && k->l->oracle->lower->order > 0 && !k->l->box.low ? contradicts (k, shown, there) : RUNNING;
}

/* Of a Newton step of length t with the residual r: v <- (1 - t) v + t r where g is quadratic.  */
static void
note_nonlinear (descent *k, double t)
{
  normal *w = k->w;
  const double unforeseen = model_unforeseen (k->l, w->grad, 1 - t, k->v, t, w->r);
  k->s->nonlinear = unforeseen / (t * vec_norm (k->l->d.m, k->v));
  w->nonlinear = fmax (w->nonlinear, k->s->nonlinear);
}

/* The whole step of an exact A^-1: g (x, .) is then a convex quadratic, and that ||v|| falls says more than values of g, in which
   large terms may cancel.  *ended: neither it nor a search could do better, because ||v|| is rounding.  */
static status
newton_trial (descent *k, bool *found, double *g1, bool *ended)
{
  normal *w = k->w;
  const model *l = k->l;
  const double nv = vec_norm (l->d.m, k->v);
  place_trial (k, 1);
  TRY (model_value (k->l, k->x, w->trial, g1, w->grad));
  *found = isfinite (*g1) && vec_norm (l->d.m, w->grad) <= contraction * nv;
  *ended = !*found && nv <= solved * model_scale (l);
  return RUNNING;
}

/* The trial becomes the iterate, and its secant curvature.  */
static void
accept (descent *k, double t, double g1)
{
  normal *w = k->w;
  model *l = k->l;
  const size_t m = l->d.m;
  const double nv = vec_norm (m, k->v);
  if (k->accuracy > 0 && !l->box.low) {
    note_nonlinear (k, t * k->cut);
    k->foretold = t * vec_norm (m, w->u) * most_unforeseen / fmax (k->s->nonlinear, REAL_EPS);
  }
  if (l->box.low) {
    vec_copy (m, w->trial, w->u);
    vec_axpy (m, -1, k->y, w->u);
  } else
    vec_scale (m, t, w->u);
  vec_copy (m, w->grad, w->r);
  vec_axpy (m, -1, k->v, w->r);
  vec_copy (m, w->trial, k->y);
  vec_copy (m, w->grad, k->v);
  *k->g = g1;
  const vec_pair told = vec_measure (m, w->u, w->r);
  const double bend = told.ab, nu = told.norm_a, nr = told.norm_b;
  if (l->linear.exact) /* what rounding makes of steps and changes tells nothing */
    ;
  else if (bend <= convex * nu * nr) { /* nonconvex along the step: forget, lengthen */
    curvature_forget (&l->H);
    k->length = 4 * nu;
    l->H.negative |= bend < 0;
  } else if (nr > convex * l->scale)
    curvature_note (&l->H, w->u, w->r, told);
  model_settle (l, k->y, k->v);
  w->moved = true;
  const double left = vec_norm (m, k->v) / nv;
  k->linear = k->accuracy > 0 && left <= as_linear * k->accuracy;
  k->slow = left > contraction || (k->linear && k->s->spread) ? k->slow + 1 : 0;
}

status
normal_solve (normal *w, adjoint *s, model *l, const real *x, real *y, double *g, real *v, double tolerance_H,
              double tolerance, bool *ok)
{
  const size_t m = l->d.m;
  descent k = {
    .w = w, .s = s, .l = l, .x = x, .y = y, .v = v, .g = g, .length = first_step * l->length, .wanted_H = tolerance_H
  };
  k.far = far_away * model_reach (l, y, 1);
  k.nv_start = vec_norm (m, v);
  k.g_start = *g;
  w->moved = false;
  w->nonlinear = 0;
  vec_copy (m, y, w->start);
  *ok = isfinite (*g);
  model_settle (l, y, v);
  if (l->linear.given.follows && vec_norm (m, v) > tolerance)
    TRY (model_renew (l, x, y));
  for (int it = 0; *ok && it < w->patience; it++) {
    const double nv = vec_norm (m, v);
    double t, g1;
    if (nv <= fmax (tolerance, REAL_TINY))
      return RUNNING;
    k.wanted = tolerance / nv;
    const status e = direction (&k);
    if (e == STOP_NON_FINITE)
      break;
    TRY (e);
    if (sqrt (-k.slope) <= tolerance_H || (k.slow > 1 && -k.slope <= rounding_of_slope * fabs (*g)))
      return RUNNING; /* good enough, or rounding floor */
    if (vec_norm (m, w->u) <= 0.5 * REAL_EPS * vec_norm (m, y))
      return RUNNING; /* y cannot move */
    if (l->linear.exact) {
      bool found, ended;
      TRY (newton_trial (&k, &found, &g1, &ended));
      if (ended)
        return RUNNING;
      if (found) {
        accept (&k, 1, g1);
        continue;
      }
    }
    cap_length (&k);
    TRY (line_search (&k, &t, &g1));
    if (t == 0 && l->box.low && !k.plain && !l->unbounded) { /* bounds may spoil a quasi-Newton step */
      k.plain = true;
      continue;
    }
    if (t == 0) {
      *ok = !l->unbounded && nv <= solved * model_scale (l);
      return RUNNING;
    }
    k.plain = false;
    accept (&k, t, g1);
    if (k.slow > most_slow && nv < 1e-8 * model_scale (l))
      return RUNNING;
  }
  *ok = false;
  return RUNNING;
}

status
normal_suggested (normal *w, model *l, const real *x, real *y, double *g, real *v, double tolerance)
{
  const size_t m = l->d.m;
  double there;
  bool given;
  w->moved = false;
  if (vec_norm (m, v) <= tolerance)
    return RUNNING;
  TRY (oracle_lower_suggest (l->oracle, x, y, w->trial, &given));
  if (!given)
    return RUNNING;
  box_clip (&l->box, w->trial);
  TRY (model_value (l, x, w->trial, &there, w->grad));
  const double rounded = rounding_of_g * fmax (fabs (*g), fabs (there));
  w->moved = isfinite (there) && there <= *g + rounded && vec_norm (m, w->grad) < vec_norm (m, v);
  if (!w->moved)
    return RUNNING;
  vec_copy (m, w->trial, y);
  vec_copy (m, w->grad, v);
  *g = there;
  return RUNNING;
}

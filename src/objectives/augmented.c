/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The augmented Lagrangian of an objective phi with constraints (M. J. D. Powell 1969; R. T. Rockafellar 1973):

     phi (x, v) + sum_i psi_i (r_i),   r = AX x + AY y - B + [0; c (x, v)],   y = (v, slacks),

     psi_i (r) = LAMBDA_i r + RHO_i r^2 / 2                                    for an equation r_i = 0 (HOW_i = 0),
                 (max (0, LAMBDA_i + RHO_i r)^2 - LAMBDA_i^2) / (2 RHO_i)      for r_i <= 0 (1),
                 min over s > 0 of LAMBDA_i (r + s) + RHO_i (r + s)^2 / 2 - T log s   for r_i <= 0, smoothed (2).

   An inequality with a slack of its own is an equation; AY then holds the 1 of its slack.  The smoothed one tends to (1) as T goes to 0;
   its slack is s = (sqrt (c^2 + 4 T / RHO_i) - c) / 2, c = r + LAMBDA_i / RHO_i.  The parts are phi, of the first y, and where some
   constraints are not linear their Lagrangian u'c (x, v), as an objective of x and (v, u): its gradient in u is c, that in (x, v)
   is J'u, and a product with it gives J d, J'd and the curvature of u'c.  c belongs to the last rows.

   An evaluation reads the matrices twice and evaluates the Lagrangian twice; a product takes two of its products.  */
#include "base/real.h"

#include <math.h>

#include "problem/objective.h"

enum { AX, AY, B, LAMBDA, RHO, HOW, T };
enum { equation, one_sided, smoothed };

static const field fields[] = {
  { "AX", "k", "n", false, 0, 0 },  { "AY", "k", "m", false, 0, 0 },
  { "B", "k", "1", false, 0, 0 },   { "LAMBDA", "k", "1", false, 0, 0 },
  { "RHO", "k", "1", false, 0, 0 }, { "HOW", "k", "1", true, 0, smoothed },
  { "T", "1", "1", false, 0, 0 },   { .name = NULL },
};

typedef struct work {
  size_t rows, curved;   /* of r; the last of them that are not linear */
  real *r, *u;           /* [rows] r, psi' (r), */
  real *curvature, *w;   /* psi'' (r), and that times the change of r along a direction */
  real *gx;              /* [n] of the Lagrangian: its gradient or product, */
  real *at, *gy, *along; /* [v + curved] likewise gy; its point (v, u), and a direction */
  real *x;               /* [n] and x there */
  bool at_u;             /* it has been evaluated with the multipliers of the latest point */
} work;

static const matrix *
matrix_of (const instance *o, int which)
{
  return (const matrix *) o->data + which;
}

static void *
layout (const instance *o, arena *a)
{
  work *kept = arena_array (a, 1, work), measured, *w = kept ? kept : &measured;
  const size_t v = o->part[0]->d.m, curved = o->part[1] ? o->part[1]->d.m - v : 0;
  *w = (work){ .rows = matrix_of (o, RHO)->rows, .curved = curved };
  w->r = arena_array (a, w->rows, real);
  w->u = arena_array (a, w->rows, real);
  w->curvature = arena_array (a, w->rows, real);
  w->w = arena_array (a, w->rows, real);
  w->gx = arena_array (a, o->d.n, real);
  w->x = arena_array (a, o->d.n, real);
  w->at = arena_array (a, v + curved, real);
  w->gy = arena_array (a, v + curved, real);
  w->along = arena_array (a, v + curved, real);
  for (int i = 0; i < most_parts && o->part[i]; i++) {
    o->part[i]->threads = o->threads;
    instance_layout (o->part[i], a);
  }
  return kept;
}

static double
entry (const instance *o, int which, size_t i)
{
  const matrix *A = matrix_of (o, which);
  return A->val ? (double) A->val[i] : 0;
}

/* The Lagrangian of the constraints at w->x and w->at; w->gx and w->gy.  */
static status
evaluate_curved (const instance *o)
{
  work *w = o->work;
  double ignored;
  return o->part[1]->kind->eval (o->part[1], w->x, w->at, &ignored, w->gx, w->gy);
}

/* The same with the multipliers of the latest point.  */
static status
evaluate_with_multipliers (const instance *o)
{
  work *w = o->work;
  vec_copy (w->curved, w->u + w->rows - w->curved, w->at + o->part[0]->d.m);
  w->at_u = true;
  return evaluate_curved (o);
}

/* w->r at (x, y).  */
static status
residuals (const instance *o, const real *x, const real *y)
{
  work *w = o->work;
  const size_t v = o->part[0]->d.m;
  for (size_t i = 0; i < w->rows; i++)
    w->r[i] = (real) -entry (o, B, i);
  mat_apply (matrix_of (o, AX), false, x, w->r);
  mat_apply (matrix_of (o, AY), false, y, w->r);
  if (w->curved == 0)
    return RUNNING;
  vec_copy (o->d.n, x, w->x);
  vec_copy (v, y, w->at);
  vec_fill (w->curved, 0, w->at + v);
  w->at_u = false;
  TRY (evaluate_curved (o));
  vec_axpy (w->curved, 1, w->gy + v, w->r + w->rows - w->curved);
  return RUNNING;
}

/* Value, slope and curvature of psi_i at r.  */
static double
term (const instance *o, size_t i, double r, double *slope, double *curvature)
{
  const double lambda = entry (o, LAMBDA, i), rho = entry (o, RHO, i), u = lambda + rho * r;
  const int how = (int) entry (o, HOW, i);
  *slope = u;
  *curvature = rho;
  if (how == equation)
    return (lambda + rho * r / 2) * r;
  if (how == smoothed) {
    const double t = entry (o, T, 0), c = u / rho, root = sqrt (c * c + 4 * t / rho);
    const double slack = c > 0 ? 2 * t / rho / (root + c) : (root - c) / 2;
    *slope = c > 0 ? rho * (root + c) / 2 : t / slack;
    *curvature = *slope / root;
    return (*slope * *slope - lambda * lambda) / (2 * rho) - t * log (slack);
  }
  if (u <= 0)
    *slope = *curvature = 0;
  return (*slope * *slope - lambda * lambda) / (2 * rho);
}

/* The sum of psi (r); w->u and w->curvature.  */
static double
terms_at (const instance *o)
{
  work *w = o->work;
  double sum = 0;
  for (size_t i = 0; i < w->rows; i++) {
    double slope, curvature;
    sum += term (o, i, (double) w->r[i], &slope, &curvature);
    w->u[i] = (real) slope;
    w->curvature[i] = (real) curvature;
  }
  return sum;
}

/* out += the part of J'a in x and in y, for the rows of the matrices.  */
static void
add_linear (const instance *o, const real *a, real *out_x, real *out_y)
{
  if (out_x)
    mat_apply (matrix_of (o, AX), true, a, out_x);
  if (out_y)
    mat_apply (matrix_of (o, AY), true, a, out_y);
}

static status
eval (const instance *o, const real *x, const real *y, double *phi, real *gx, real *gy)
{
  work *w = o->work;
  instance *base = instance_part (o);
  const size_t n = o->d.n, v = base->d.m;
  if (gy)
    vec_fill (o->d.m, 0, gy);
  TRY (base->kind->eval (base, x, y, phi, gx, gy));
  TRY (residuals (o, x, y));
  *phi += terms_at (o);
  add_linear (o, w->u, gx, gy);
  if (w->curved == 0 || !(gx || gy))
    return RUNNING;
  TRY (evaluate_with_multipliers (o));
  if (gx)
    vec_axpy (n, 1, w->gx, gx);
  if (gy)
    vec_axpy (v, 1, w->gy, gy);
  return RUNNING;
}

/* w->w = psi'' (r) J d, d = (vx, vy); adds the curvature of the multipliers u along d to (hx, hy).  */
static status
along (const instance *o, const real *vx, const real *vy, real *hx, real *hy)
{
  work *w = o->work;
  instance *curved = o->part[1];
  const size_t v = o->part[0]->d.m;
  vec_fill (w->rows, 0, w->w);
  if (vx)
    mat_apply (matrix_of (o, AX), false, vx, w->w);
  mat_apply (matrix_of (o, AY), false, vy, w->w);
  if (w->curved > 0) {
    if (!w->at_u)
      TRY (evaluate_with_multipliers (o));
    vec_copy (v, vy, w->along);
    vec_fill (w->curved, 0, w->along + v);
    TRY (curved->kind->hvp (curved, vx, w->along, w->gx, w->gy));
    vec_axpy (w->curved, 1, w->gy + v, w->w + w->rows - w->curved);
    if (hx)
      vec_axpy (o->d.n, 1, w->gx, hx);
    vec_axpy (v, 1, w->gy, hy);
  }
  for (size_t i = 0; i < w->rows; i++)
    w->w[i] *= w->curvature[i];
  return RUNNING;
}

static status
hvp (const instance *o, const real *vx, const real *vy, real *hx, real *hy)
{
  work *w = o->work;
  instance *base = o->part[0], *curved = o->part[1];
  const size_t v = base->d.m;
  vec_fill (o->d.m, 0, hy);
  TRY (base->kind->hvp (base, vx, vy, hx, hy));
  TRY (along (o, vx, vy, hx, hy));
  add_linear (o, w->w, hx, hy);
  if (w->curved == 0)
    return RUNNING;
  vec_fill (v, 0, w->along);
  vec_copy (w->curved, w->w + w->rows - w->curved, w->along + v);
  TRY (curved->kind->hvp (curved, NULL, w->along, hx ? w->gx : NULL, w->gy));
  if (hx)
    vec_axpy (o->d.n, 1, w->gx, hx);
  vec_axpy (v, 1, w->gy, hy);
  return RUNNING;
}

static double
rows (const instance *o)
{
  const instance *base = o->part[0];
  return base->kind->rows ? base->kind->rows (base) : 0;
}

const objective objective_augmented = {
  .name = "augmented", .fields = fields, .composed = true, .layout = layout, .rows = rows, .eval = eval, .hvp = hvp
};

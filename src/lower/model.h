/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   What a run has learnt of the lower level: the memory of its curvature, its scales, and from the same products the
   metric of x. One product along (0, q) gives J'q = (D2_xy g q, D2_yy g q); every one is kept as curvature.  */
#ifndef PGDQA_MODEL_H
#define PGDQA_MODEL_H

#include "base/box.h"
#include "linalg/curvature.h"
#include "problem/oracle.h"

/* How A^-1 is applied.  */
typedef struct linear {
  const char *how; /* a word of output.linear */
  solver given;    /* by the objective; none where bounds hold y */
  double solves;   /* with it */
  double factored; /* factorisations that it uses */
  double products; /* that formed A for them */
  bool positive;   /* the latest has shown A to be positive definite */
  bool stale;      /* A has to be factorised, again or for the first time */
  bool exact;      /* the solve is, and A does not depend on y */
  real *x;         /* [n] where A was factorised last */
  int failures;    /* factorisations in a row that have failed, */
  int wait;        /* and times to pass over before the next */
  bool sampled;    /* the compliance of x is known by samples of A^-1, */
  bool smoothed;   /* by which all x that respond are alike */
  bool verified;   /* one product has shown the solve to be right */
} linear;

typedef struct model {
  oracle *oracle;
  dims d;
  curvature H;
  linear linear;
  real *y0;           /* [m] the start */
  double length;      /* of y: a first guess, before y has moved */
  double scale;       /* largest ||grad_y g|| at accepted points; model_age makes these three smaller */
  double largest_raw; /* likewise with what the bounds hold */
  double stiffness;   /* largest ||A q|| / ||q|| seen */
  double softest,
      hardest;     /* least positive q'A q / q'q and largest ||A q|| / ||q|| of the products at (x, y) = curved_at */
  real *curved_at; /* [n + m] */
  double ratio;    /* least softest / hardest so far; INFINITY: none */
  bool indefinite; /* q'A q was negative, and not just by rounding */
  double expected_gradient; /* largest ||A q|| / ||q|| ||y|| seen: ||grad_y g|| may be as large */
  bool singular;            /* D2_yy g has been found singular */
  bool unbounded;           /* g has been found to fall without end */
  real *compliance; /* [n] diag (D2_xy A^-1 D2_yx) as far as the products tell: its inverse is the metric of x */
  bool any_compliance;
  double square_x, square_y; /* sums of ||D2_xy g q||^2 and ||D2_yy g q||^2 over the products with ||q|| = 1 */
  double
      response;   /* largest share of a product in it since this was last set to NaN: 0 where y does not respond to x */
  vec_pair told;  /* vec_measure (q, A q) of the latest product */
  real *at;       /* [n + m] the oracle's latest lower evaluation */
  double norm_at; /* of its y */
  bool at_known;
  real *zero; /* [m] 0 */
  box box;    /* bounds of y, where one is finite */
  bool *held; /* [m] at a bound that descent on g would leave: these y stand still */
  real *raw;  /* [m] grad_y g of the latest model_value, of which v has only the part that is not held */
} model;

void model_layout (model *l, dims d, int pairs, arena *a);
void model_start (model *l, oracle *o, const box *y_box, const real *y0);

/* A at (x, y) is factorised where the objective gives it and that is due.  */
status model_renew (model *l, const real *x, const real *y);

/* The steps at (x, y) needed so many products: a factor that needs more than a few is renewed.  */
void model_note_products (model *l, int products);

/* Before systems with A are solved at (x, y): model_renew; once the compliance of x by samples of A^-1, where A is constant; once a test
   of the solve that the objective has, on B [m]: ERROR_ORACLE with words where it is wrong.  At most 11 products, mostly none.  Scratch z,
   s, hy [m] and hx [n].  */
status model_prepare (model *l, const real *x, const real *y, const real *b, real *z, real *s, real *hx, real *hy);

/* g (not finite where the oracle's value or gradient is not) and v = grad_y g [m], 0 in the variables that a bound
   holds.  One g_grad.  */
status model_value (model *l, const real *x, const real *y, double *g, real *v);

/* The oracle's latest evaluation of g was at (x, y), by another hand.  */
void model_note_at (model *l, const real *x, const real *y);

/* The oracle's latest evaluation of g is at (x, y), if products need it: v [m] = grad_y g where it has to be made, one
   g_grad.  */
status model_linearise (model *l, const real *x, const real *y, real *v);

/* y with its v is the point products are for: the set of variables held is theirs.  A change of it forgets the
   curvature.  */
void model_settle (model *l, const real *y, const real *v);

/* Least over largest curvature of A seen at one (x, y): there the lowest eigenvalue over the largest is at most that.  NaN: unknown,
   or A is not positive.  */
double model_curvature_ratio (const model *l);

/* The largest ||A q|| / ||q|| seen, relative to which A q may count as zero.  If g is linear, products by differences are only
   rounding; with these it is at least ||grad_y g|| / ||y||.  */
double model_largest (const model *l, const real *y);

/* The set of variables held becomes HELD [m].  */
void model_hold (model *l, const bool *held);

/* weak[i]: y_i is at a bound, or next to one, with a slope of g there of about 0, as measured against the steepest
   seen.  Whether such a bound acts depends on where x goes: the response of y to x has two branches there, one with
   y_i held and one with it free, and so has the derivative of f (x, y (x)).  *count: how many.  v as model_value
   leaves it; one g_grad where the latest evaluation was elsewhere and some y_i is at a bound.  */
status model_weak (model *l, const real *x, const real *y, real *v, bool *weak, size_t *count);

/* Some y is not held.  */
bool model_has_free (const model *l);

/* a_i = 0 in the variables held.  */
void model_project (const model *l, real *a);

/* (hx, hy) = J'q over the variables that are not held; q is 0 in those that are.  One hvp, and one g_grad where the
   latest evaluation was elsewhere.  */
status model_product (model *l, const real *x, const real *y, const real *q, real *hx, real *hy);

/* The same, but H does not learn the pair.  */
status model_try_product (model *l, const real *x, const real *y, const real *q, real *hx, real *hy);

/* hy = D2_yx g dx [m].  Cost as model_product; hy must not be a direction.  */
status model_cross_product (model *l, const real *x, const real *y, const real *dx, real *hy);

/* jp = D2_yx g px + D2_yy g py [m]; px NULL: zero.  Cost likewise.  */
status model_jacobian (model *l, const real *x, const real *y, const real *px, const real *py, real *jp);

/* The metric of x from the products so far: 1 / compliance, which counts as LEAST of the largest at least; for an x
   that does not act on y 1 / the mean of the others; 1 where nothing is known.  */
void model_metric (const model *l, double least, real *metric);
double model_most_compliance (const model *l);

/* The region that counts has become smaller, with SCALE for `scale`: what was seen outside, perhaps where g is steep,
   is to count no longer.  */
void model_age (model *l, double scale);

/* What ||grad_y g|| is relative to: max (largest seen lately, 1e-3 expected_gradient).  */
double model_scale (const model *l);

/* ||now - left v - t r||: what D2g has not foretold of grad_y g = NOW after a step of length t, which was to leave LEFT v of grad_y g = V and
   adds the residual r of its solve.  */
double model_unforeseen (const model *l, const real *now, double left, const real *v, double t, const real *r);

/* The length of y: max (||y||, ||y - y0||, FLOOR l->length).  */
double model_reach (const model *l, const real *y, double floor);

#endif

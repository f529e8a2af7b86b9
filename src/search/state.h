/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The state of a search.  A branch is a minimiser y_i (x) of g (x, .) followed over x; on it F_i (x) = f (x, y_i (x)) and
   G_i (x) = g (x, y_i (x)).  The bilevel answer is the least over i of the smooth programs

     min_x F_i (x)   subject to   G_i (x) <= G_j (x) for all other branches j, and bounds.

   Lengths are in widths of the box that is searched.  */
#ifndef PGDQA_SEARCH_STATE_H
#define PGDQA_SEARCH_STATE_H

#include "base/random.h"
#include "linalg/small_qp.h"
#include "search/found.h"

enum {
  most_branches = 32,
  most_points = 400,  /* of the report */
  most_steps = 64,    /* programs solved, */
  most_outcomes = 72, /* and points that the answer is chosen from */
  most_scales = 200,
  reach_depth = 3,    /* halvings of a way in x */
  search_most_n = 20, /* variables of a program */
  search_most_m = 2000
};

/* Where branches are known: y_i (x) at some x.  */
typedef struct anchors {
  int count, most;
  int *branch;
  bool *lost;  /* the branch could not be followed to this x */
  real *x, *y; /* [n x most], [m x most] */
  double *g;
} anchors;

/* The functions of the program of a branch at x, and their derivatives in widths of x.  */
typedef struct site {
  int branch;
  bool known; /* the branch reaches x */
  real *x, *y;
  double F, G;
  int rows;
  int against[most_branches]; /* j of each row */
  double c[most_branches];    /* G_i - G_j */
  double *slope;              /* [n] of F_i */
  double *A;                  /* [most_branches x n] of c, by rows */
  double multiplier[most_branches];
  double residual; /* of the Lagrangian, relative to the largest slope met */
  double promised; /* decrease of F, and of the penalty, that the model expects of the next step */
} site;

/* The end of a program.  */
typedef struct outcome {
  real *x, *y;
  int branch;
  int partner;    /* anchor of the branch that ties with it, at x or, past an edge, next to it; -1: none does */
  double *inward; /* [n] in widths, of length 1: away from the tie */
  double F, G, residual, promised;
  bool feasible, tested;
  double
      hits; /* samples that a well as wide as that of y would have met in the whole search, were it alone; set by the test */
  bool flat; /* y lies between the two, where g is flat */
} outcome;

/* Where a program began or ended.  */
typedef struct used {
  int branch;
  real *x;
  double radius;
} used;

typedef struct search {
  const problem *p;
  const options *opt;
  const host *host;
  dims d;
  oracle oracle;
  double *low, *width;  /* [n + m] the box */
  box box;              /* [n + m] the box of x, the bounds of y */
  real *bounds;         /* [2 (n + m)] of box */
  double g_low, g_high; /* least and greatest g met */
  struct {              /* where y was sampled */
    real *x;            /* [n x most_scales] */
    double scale[most_scales];
    double size[most_scales]; /* |least g| */
    int count;
  } scales;
  double slope; /* largest slope of an F_i, in widths of x */
  random_state random;
  double f_low, f_high; /* least and greatest f noted */

  int branches;
  real *B[most_branches]; /* [m x m] D2_yy g on each, as learnt */
  anchors anchors;

  int most_branches; /* for which there is memory */
  int explored;      /* other x */
  double samples;    /* values of g at samples of y, */
  int sampled;       /* and those of them at the latest x */
  int looks, most_looks;
  real *X;          /* [n x most_looks] */
  double *gap, *F;  /* [most_branches x most_looks]: G_i less the least G, an estimate from above; f there, or Inf */
  int gap_branches; /* of these the branches known when they were filled */
  int programs, outcomes;
  outcome outcome[most_outcomes];
  used used[2 * most_steps];
  int uses;
  int ties;

  search_point point[most_points];
  int points;

  /* scratch */
  int most_samples;
  int here[most_branches]; /* anchors at one x */
  real *sample;            /* [m x most_samples] */
  double *sample_g;        /* [most_samples] */
  int *order;              /* [max (most_samples, most_looks)] */
  int *free;               /* [m] the y that no bound holds, free_count of them */
  size_t free_count;
  real *y_try, *dy, *grad, *grad_try, *step, *change_y; /* [m] */
  real *y_from, *edge_y[2], *edge_x[2];                 /* [m], [n] */
  real *path_y[reach_depth + 1];                        /* [m] */
  real *path_x[reach_depth + 1];                        /* [n] */
  real *W, *R;                                          /* [m x m] a Hessian learnt; a factor of its free part */
  real *z;                                              /* [n + m] a displaced point */
  real *gx, *fx, *cross, *own_gx, *other_gx;            /* [n] */
  real *gy, *fy, *w;                                    /* [m] */
  site site[2];
  double *H;                       /* [n x n] of the Lagrangian */
  double *s, *Hs, *change, *other; /* [n] */
  small_qp *qp;
} search;

static inline real *
anchor_x (const search *s, int k)
{
  return s->anchors.x + (size_t) k * s->d.n;
}

static inline real *
anchor_y (const search *s, int k)
{
  return s->anchors.y + (size_t) k * s->d.m;
}

/* How much g (x, .) changes over the box: by the samples of y at x, unless g is flat there; by the most of those at the nearest x; by all
   values met before there are any.  */
double search_scale (const search *s, const real *x);

/* Differences of g at x up to this count as ties.  */
static inline double
search_tolerance (const search *s, const real *x)
{
  return (real_is_single ? 1e-4 : 2e-7) * search_scale (s, x);
}

/* |g| at lower-level solutions, the median over the x where y was sampled.  */
double search_usual_size (const search *s);

/* At x, where y was sampled, g goes from LOW to HIGH.  */
void search_note_scale (search *s, const real *x, double low, double high);

/* Largest component of a - b in widths; x, y.  */
double search_apart_x (const search *s, const real *a, const real *b);
double search_apart_y (const search *s, const real *a, const real *b);

/* Y becomes the nearest point within the box; likewise X.  */
void search_clip_x (const search *s, real *x);
void search_clip_y (const search *s, real *y);

/* The y inside their bounds are free.  */
void search_free_inside (search *s, const real *y);

/* Over the free y, A [m x m] is factorised (false: it is not positive definite there), and out [m] = A^-1 b, 0 in the others; b != out.  */
bool search_factorise (search *s, const real *A);
void search_solve (search *s, const real *b, real *out);

/* COUNT points of a Latin hypercube in the variables FROM .. FROM + LENGTH - 1 of (x, y); out [length x count].  */
void search_spread (search *s, size_t from, size_t length, int count, real *out);

/* Remembers the point for the report; at most most_points.  */
void search_note (search *s, const real *x, const real *y, double f, double g, int exitflag, const char *origin);

/* Q becomes the point (x, y) with f = F and g = G on the branch, of which nothing more is known.  */
void search_set_outcome (const search *s, outcome *q, int branch, const real *x, const real *y, double F, double G);

/* The way inward at q is that away from x.  */
void search_set_inward (const search *s, outcome *q, const real *x);

/* Tells the host of a point found.  RUNNING or STOP_OUTPUT_FCN.  */
status search_tell (search *s, const real *x, const real *y, double f);

#endif

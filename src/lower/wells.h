/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Wells of g (x, .) in a background that is quadratic: far from all wells g and its gradient tell the background, and what is missing
   from it elsewhere is the depth of the wells there.  The logarithm of a depth tells where the next well is from many widths away: of a
   Gaussian well it is quadratic, so that a Newton step with the widths of the well at y goes to the bottom of another like it.  */
#ifndef PGDQA_WELLS_H
#define PGDQA_WELLS_H

#include "lower/model.h"

typedef struct axes { /* orthonormal vectors and the curvature of g along them at the bottom of a well */
  int count;
  const real *Q;           /* [m x count] */
  const double *curvature; /* [count] positive */
} axes;

typedef struct wells {
  size_t m;
  real *base, *slope; /* [m] a point far away, and grad_y g there */
  real *bend;         /* [m x m] D2_yy g there */
  double value;       /* g there */
  double noise;       /* a depth, or a change of it over a width, that tells nothing */
  double bottom;      /* depth at y */
  axes axes;
  double least_curvature;                              /* less counts as this */
  double between;                                      /* curvature across the axes */
  real *d, *r, *ahead, *step, *towards, *trial, *grad; /* [m] */
} wells;

void wells_layout (wells *w, dims d, arena *a);

/* The background by m + 2 g_grad, FAR and twice as far from y in every variable; at y g has the value G and the slope v.  The widths are
   those along A of a well as deep as y lies below the background or, where that is not QUADRATIC or y does not lie below it, as USUAL.  */
status wells_begin (wells *w, model *l, const real *x, const real *y, double g, const real *v, double far, double usual,
                    axes A, bool *quadratic);
int wells_begin_calls (const wells *w);

/* The widths alone: along A, of a well as deep as USUAL.  */
void wells_guess (wells *w, double usual, axes A);

/* d [m] *= (widths of the well)^power */
void wells_widen (const wells *w, double power, real *d);

/* || a - b || in widths.  */
double wells_distance (wells *w, const real *a, const real *b);

/* The bottom of the well that (g, v) at y shows, as far as the widths tell, in z [m].  false: they show none.  */
bool wells_foretell (wells *w, const real *y, double g, const real *v, real *z);

/* y, *g, v move to where a well is at least a tenth as deep as that of wells_begin: at most 5 g_grad, counted in *calls, which
   ends at MOST.  */
status wells_follow (wells *w, model *l, const real *x, real *y, double *g, real *v, int most, int *calls,
                     bool *arrived);

#endif

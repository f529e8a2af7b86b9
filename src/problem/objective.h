/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   An objective: a function phi : R^n x R^m -> R, used as the upper level f or the lower level g.  "Linearise at a point,
   then apply": eval remembers its point and hvp works there.  */
#ifndef PGDQA_OBJECTIVE_H
#define PGDQA_OBJECTIVE_H

#include "base/arena.h"
#include "base/real.h"
#include "base/status.h"
#include "base/vec.h"

typedef struct dims {
  size_t n, m; /* of x, of y */
} dims;

enum { max_fields = 16 };

/* A matrix that an objective reads: its name in the user's struct and its sides, each "n", "m" or "1".  An empty matrix
   stands for zero.  */
typedef struct field {
  const char *name, *rows, *cols;
} field;

typedef struct objective objective;
#define objective_named(name) REAL_OF (objective, name)

/* An objective bound to its data.  */
typedef struct instance {
  const objective *kind;
  const char *level;   /* "upper" or "lower", for messages */
  const void *data;    /* matrix [number of fields], or what the host's own objective needs */
  void *work;          /* what kind->layout returned */
  dims d;
  int order;           /* derivatives it offers: 0 value, 1 gradient, 2 Hessian-vector product */
} instance;

struct objective {
  const char *name;
  const field *fields; /* ends with a NULL name; NULL: not matrix-defined */

  /* Scratch memory of an instance; the result becomes o->work.  NULL: none is needed.  */
  void *(*layout) (const instance *o, arena *a);

  /* phi (scalar), gx [n], gy [m] at x [n], y [m].  gx and gy may be NULL: not wanted.  Remembers the point.  */
  status (*eval) (const instance *o, const real *x, const real *y, double *phi, real *gx, real *gy);

  /* (hx, hy) = D2 phi . (vx, vy) at the point of the latest eval.  vx NULL: zero; hx NULL: not wanted.  */
  status (*hvp) (const instance *o, const real *vx, const real *vy, real *hx, real *hy);

  /* d phi / d z_j by a complex step, z = (x, y).  NULL: the objective cannot be evaluated at complex points.  */
  status (*complex_step) (const instance *o, const real *x, const real *y, size_t j, double *slope);
};

#endif

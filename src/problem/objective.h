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

enum { max_matrices = 180, most_parts = 2 };

/* A matrix that an objective reads: its name in the user's struct and its sides.  "n", "m" and digits are known; any other
   letter is bound by the first matrix that is not empty and must agree in the others.  An empty matrix stands for zero.  With
   `whole` its entries are whole numbers from least to most, else finite or, where most is Inf, any.  With rows "choice" the user's struct holds one of the words in
   cols, "a|b|c", and the matrix is 1 x 1: the word's index from 0.  */
typedef struct field {
  const char *name, *rows, *cols;
  bool whole;
  double least, most;
} field;

typedef struct objective objective;
typedef struct instance instance;

/* An objective bound to its data.  */
struct instance {
  const objective *kind;
  const char *level; /* "upper" or "lower", for messages */
  const void *data;  /* matrix [parts x number of fields], or what the host's own objective needs */
  size_t parts;      /* elements of kind->repeated; 1 without */
  void *work;        /* what kind->layout returned */
  dims d;
  double threads;             /* asked for; 0: as many as there are */
  struct crew *crew;          /* base/crew.h: what runs them; NULL: one thread does the work of all */
  int order;                  /* derivatives it offers: 0 value, 1 gradient, 2 Hessian-vector product */
  bool without_gx;            /* its gradient lacks gx: eval must not be asked for it */
  bool recorded;              /* its derivatives come from a record of its value, not from the user */
  bool forgiving;             /* an error in a function of the host's counts as a value that is not finite */
  instance *part[most_parts]; /* of a kind that is composed: what it is made of; NULL: it has no such part */

  /* Makes an objective that is not known at (x, y) known there; false: it cannot be.  NULL: nobody can.  */
  bool (*extend) (const instance *o, const real *x, const real *y);
  void *host; /* for extend */
};

/* How an instance solves systems with A = D2_yy phi.  */
typedef struct solver {
  const char *how; /* a word of output.linear.how; NULL: it does not */
  bool constant;   /* A is the same everywhere, the solve exact, and there is half_solve_yy */
  bool factors;    /* factorise has to come first, and again where A has changed */
  bool follows;    /* it costs no more than an evaluation, and A depends on x alone: it is made wherever x has moved */
  bool claimed;    /* the result is claimed to solve A s = b, not only to be near: it is tested */
  bool user;       /* a solve is a call of the user's */
  double
      products; /* that the latest factorise made to form A, or the next one will; 0: it asks the user for A, or has it */
} solver;

typedef enum factorised { FACTORISED, NOT_POSITIVE, NEVER_PAYS } factorised;

struct objective {
  const char *name;
  const field *fields; /* ends with a NULL name; NULL: not matrix-defined */
  size_t derived;      /* the last so many of them follow from the others and may be left out */

  /* Name of a struct array in the user's struct, each of whose elements has the fields (letters are bound anew in each);
     NULL: the user's struct itself has them.  */
  const char *repeated;

  bool threaded; /* runs threads, beside which BLAS must keep to one */
  bool
      composed; /* made of other instances, its parts: the first one's data, threads and derivatives count as its own */

  /* Called also while memory is being measured, when only 1 x 1 matrices are sure to have values (val may be NULL).
     Whether the data fit together and n, m, beyond the shapes in fields; words for an ERROR status.  NULL: they do.  */
  status (*check) (const instance *o, char *message, size_t length);

  /* Scratch memory of an instance; the result becomes o->work.  NULL: none is needed.  */
  void *(*layout) (const instance *o, arena *a);

  /* Set-up, once, after layout on memory.  NULL: none.  */
  void (*prepare) (const instance *o);

  /* Whether the data make sense beyond what check can see; the host calls it in advance, on an instance of its own that is laid out and
     prepared, which must survive any data.  Words for an ERROR status.  NULL: they do.  */
  status (*verify) (const instance *o, char *message, size_t length);

  /* Rows of data that one evaluation or product reads.  NULL: not counted.  */
  double (*rows) (const instance *o);

  /* phi (scalar), gx [n], gy [m] at x [n], y [m].  gx and gy may be NULL: not wanted.  Remembers the point.  */
  status (*eval) (const instance *o, const real *x, const real *y, double *phi, real *gx, real *gy);

  /* (hx, hy) = D2 phi . (vx, vy) at the point of the latest eval.  vx NULL: zero; hx NULL: not wanted.  */
  status (*hvp) (const instance *o, const real *vx, const real *vy, real *hx, real *hy);

  /* s = P b, [m] each, s != b, where P is A^-1, A = D2_yy phi, at the point of the latest eval or near it, or what stands in for
     it: as `solver` says.  NULL: no instance has it.  */
  status (*solve_yy) (const instance *o, const real *b, real *s);
  solver (*solver) (const instance *o); /* not NULL where solve_yy is not */

  /* s = G z or G'z, [m] each, G G' = P.  NULL, or the solve is the user's: it has no such G.  */
  void (*half_solve_yy) (const instance *o, bool transposed, const real *z, real *s);

  /* Forms A at (x, y) and factorises it, for solve_yy from now on.  Where the solver says that this is needed.  */
  factorised (*factorise) (const instance *o, const real *x, const real *y);

  /* d phi / d z_j by a complex step, z = (x, y).  NULL: the objective cannot be evaluated at complex points.  */
  status (*complex_step) (const instance *o, const real *x, const real *y, size_t j, double *slope);
};

/* The instance that the user gave: O, or the first part of what is composed.  */
static inline const instance *
instance_given (const instance *o)
{
  while (o->kind->composed)
    o = o->part[0];
  return o;
}

/* The first part of what is composed, with what O was told since it was laid out.  */
static inline instance *
instance_part (const instance *o)
{
  instance *part = o->part[0];
  part->crew = o->crew;
  part->forgiving = o->forgiving;
  return part;
}

/* Whether the user gave derivatives with it.  */
static inline bool
instance_given_gradients (const instance *o)
{
  return o->order > 0 && !o->recorded;
}

/* Whether it runs threads.  */
static inline bool
instance_threaded (const instance *o)
{
  return instance_given (o)->kind->threaded;
}

static inline solver
instance_solver (const instance *o)
{
  return o->kind->solver ? o->kind->solver (o) : (solver){ 0 };
}

/* The scratch memory and set-up of an instance.  */
static inline void
instance_layout (instance *o, arena *a)
{
  o->work = o->kind->layout ? o->kind->layout (o, a) : NULL;
  if (a->base && !a->overflow && o->kind->prepare)
    o->kind->prepare (o);
}

#endif

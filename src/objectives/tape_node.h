/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   A tape: a function of x and y as a list of nodes, each an array made by one operation from nodes before it.  m/objectives/pgdqa_trace.m
   records tapes.  A sweep forwards gives values, one backwards adjoints (derivatives of the result by the elements of a node); a
   second pair of sweeps gives their change along a direction: tangents, and bent adjoints, which at x and y are D2 phi . v.  */
#ifndef PGDQA_TAPE_NODE_H
#define PGDQA_TAPE_NODE_H

#include "problem/objective.h"

enum { VALUE, TANGENT, ADJOINT, BENT, array_count };
enum { ON_X = 1, ON_Y = 2 };

typedef struct node node;
typedef struct tape tape;

typedef struct rules {
  /* Why this node, whose arguments are in order, makes no sense; NULL: it does.  NULL function: it always does.  */
  const char *(*fault) (const tape *t, const node *n);

  /* Sets the array WHICH, VALUE or TANGENT, of N from those of its arguments.  NULL: it is there already.  */
  void (*apply) (const tape *t, node *n, int which);

  /* Adds J'u to the array WHICH, ADJOINT or BENT, of the arguments, where u is that of N.  NULL: nothing to add.  */
  void (*pull) (const tape *t, node *n, int which);

  /* Adds dJ'u to BENT of the arguments: u the adjoint of N, dJ the change of J along the tangents.  NULL: J is constant.  */
  void (*bend) (const tape *t, node *n);
} rules;

typedef struct operation {
  const char *name;
  int code, arguments, own; /* own: whole numbers of its own, -1: any count */
  const rules *rules;
} operation;

#define STRUCTURAL(code, name, ...) extern const rules tape_##name;
#include "objectives/tape.def"

struct node {
  const operation *op;
  node *a, *b; /* arguments; NULL: none */
  size_t rows, cols, count;
  const ptrdiff_t *own; /* [owns] */
  size_t owns;
  unsigned depends;      /* ON_X, ON_Y: on which of them */
  real *at[array_count]; /* [count]; of a constant VALUE alone */
  matrix sparse;         /* of operation sparse, which has no VALUE */
  real *factor;          /* of solve and eigenvalues */
};

typedef struct guard {
  const node *node, *expected; /* as many elements, or expected has one */
} guard;

enum { scratch_count = 3 };

struct tape {
  node *nodes;    /* [count] */
  guard *guards;  /* [guard_count] */
  ptrdiff_t *own; /* [owns] of all nodes */
  size_t count, guard_count, owns;
  node *result; /* NULL: what was read is no tape */
  dims d;
  real *arrays[array_count];    /* [elements] of all nodes, one after another */
  real *scratch[scratch_count]; /* [largest], the elements of the largest node */
  real *factor;                 /* [factors] */
  size_t elements, largest, factors, used_elements, used_factors;
  struct crew *crew; /* of the instance, as it is at the latest point */
  double threads;
  bool filled;     /* there are values, of some point */
  unsigned wanted; /* adjoints of what depends on these are computed, */
  unsigned ready;  /* but not of what depends on these */
  unsigned moving; /* tangents of these are not 0 */
  unsigned known;  /* adjoints at the latest point: of what depends on these */
};

/* The array WHICH, ADJOINT or BENT, of N, to add to; NULL: it is not asked for.  */
static inline real *
tape_target (const tape *t, const node *n, int which)
{
  return n->depends & t->wanted && !(n->depends & t->ready) ? n->at[which] : NULL;
}

static inline const real *
tape_tangent (const tape *t, const node *n)
{
  return n->depends & t->moving ? n->at[TANGENT] : NULL;
}

#endif

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   What acts on what?  At z + d, for a few random d of the length of z and longer, to both sides: is f the same with the x, or the y, of z, and
   is grad_y g the same with the x of z?  "The same" is exact, but for values of g alone, of which the mixed difference
   g (x + dx, y + dy) - g (x, y + dy) - g (x + dx, y) + g (x, y) may be rounding.  What cannot be evaluated counts as acting.  */
#ifndef PGDQA_COUPLING_H
#define PGDQA_COUPLING_H

#include "problem/oracle.h"

typedef struct coupling {
  real *u;      /* [n + m] z + d */
  real *v, *w;  /* [m] grad_y g at two points */
  bool f_known; /* x_on_f and y_on_f have been looked at, */
  bool g_known; /* and x_on_y */
  bool x_on_f, y_on_f, x_on_y;
} coupling;

void coupling_layout (coupling *c, dims d, arena *a);
void coupling_start (coupling *c);

/* The gradient GRAD [n + m] of f at a point: a block that is not 0 acts on f.  */
void coupling_note_upper (coupling *c, dims d, const real *grad);

/* From Z [n + m].  A look is two g_grad, or four values of g; and at most three values of f.  The look that shows an action is the last one, also of
   later calls.  The latest evaluation of g is elsewhere afterwards.  */
status coupling_look_lower (coupling *c, oracle *o, const real *z);
status coupling_look_upper (coupling *c, oracle *o, const real *z);

/* As far as the looks tell x does not act on y; and on nothing.  */
static inline bool
coupling_is_apart (const coupling *c)
{
  return c->g_known && !c->x_on_y;
}

static inline bool
coupling_is_idle (const coupling *c)
{
  return c->f_known && !c->x_on_f && coupling_is_apart (c);
}

#endif

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "lower/lower.h"

enum {
  large_pairs = 200,
  large_directions = 100, /* of Schedule adaptive */
  few = 20,
  half_known = 2,      /* m / pairs up to which H comes to know A whatever its spectrum */
  many = 60,           /* pairs, where they no longer fit into a cache: every product with H reads all of them twice */
  cached = 1 << 19,    /* numbers in a block that a cache holds */
  most_block = 1 << 24 /* numbers in one block of vectors */
};
static const double solved = 1e-6; /* of the scale of v: what rounding may leave */

/* WANTED vectors of length m, or as many as a block of that many numbers holds, but not below LEAST.  */
static int
fitting (size_t m, int wanted, int least, size_t block)
{
  const size_t fit = block / (m > 0 ? m : 1);
  return fit >= (size_t) wanted ? wanted : fit <= (size_t) least ? least : (int) fit;
}

void
pairs_get (const pairs *p, size_t i, real *s, real *y)
{
  const size_t slot = (size_t) p->slot[i];
  if (p->s) {
    vec_copy (p->length, p->s + slot * p->length, s);
    vec_copy (p->length, p->y + slot * p->length, y);
  } else {
    tall_get (&p->S, slot, s);
    tall_get (&p->Y, slot, y);
  }
}

void
lower_layout (lower *l, dims d, const options *o, bool large_memory, int vectors, arena *a)
{
  const int worth = fitting (d.m, large_memory ? large_pairs : few, large_memory ? many : few, cached);
  const int kept = fitting (d.m, worth, few, most_block);
  const int directions = fitting (d.n + d.m, large_memory ? large_directions : few, few, most_block);
  model_layout (&l->model, d, kept < vectors ? kept : vectors, a);
  adjoint_layout (&l->adjoint, d, directions < vectors ? directions : vectors, a);
  adjoint_allow_conjugates (&l->adjoint, large_memory && d.m > half_known * (size_t) l->model.H.most);
  normal_layout (&l->normal, d, a);
  certifier_layout (&l->certifier, d, o, a);
}

void
lower_start (lower *l, oracle *o, const options *opt, const box *y_box, const real *y0)
{
  model_start (&l->model, o, y_box, y0);
  adjoint_start (&l->adjoint);
  certifier_start (&l->certifier, &l->normal, &l->adjoint, opt);
}

descended
lower_solve (lower *l, const real *x, real *y, double *g, real *v, double tolerance, status *error)
{
  const double steep = vec_norm (l->model.d.m, v);
  bool ok;
  l->model.scale = fmax (l->model.scale, steep);
  *error = normal_solve (&l->normal, &l->adjoint, &l->model, x, y, g, v, 0, tolerance, &ok);
  const double left = vec_norm (l->model.d.m, v);
  return *error != RUNNING                          ? DESCENDED_LIMIT
         : l->model.unbounded                       ? DESCENDED_UNBOUNDED
         : left <= tolerance                        ? DESCENDED_SOLVED
         : left <= solved * model_scale (&l->model) ? DESCENDED_FLOOR
                                                    : DESCENDED_FAILED;
}

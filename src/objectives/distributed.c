/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The sum over ranks r of their parts:

     phi (x, y) = sum_r weight_r phi_r (x_r, y)

   Each rank evaluates its own part, and one sum over the ranks gives every rank value and gradient, or product, of the whole, to the
   same bits.  So each of them runs the same program on the same numbers and comes to the same decisions.  x_r is x, or a slice of it.

   An error in a part unwinds to the prompt of its rank; on the way this rank takes its turn, so that all others end, too.  */
#include "base/real.h"

#include <stdint.h>

#include "objectives/distributed.h"

enum { CALL_EVAL = 1, CALL_HVP, CALL_STEP };

typedef struct work {
  double *a;    /* [comm_header + 1 + n + m] of a turn */
  double *rows; /* that all parts read, one number */
  real *gx, *z; /* [n of the part], [n + m] of a gradient in place of a complex step */
} work;

static const distribution *
distribution_of (const instance *o)
{
  return o->data;
}

size_t
distributed_scratch (const instance *part, double threads)
{
  arena measured = { 0 };
  instance trial = *part;
  trial.threads = threads;
  instance_layout (&trial, &measured);
  return measured.overflow ? SIZE_MAX / 4 : measured.used + arena_align;
}

/* The same size on every rank.  */
static void *
layout (const instance *o, arena *a)
{
  work *kept = arena_array (a, 1, work), own;
  instance *part = o->part[0];
  const size_t numbers = o->d.n + o->d.m, scratch = distribution_of (o)->scratch;
  own.a = arena_array (a, comm_header + 1 + numbers, double);
  own.rows = arena_array (a, 1, double);
  own.gx = arena_array (a, o->d.n, real);
  own.z = arena_array (a, numbers, real);
  arena inner = { .base = arena_take (a, scratch, 1), .size = scratch };
  if (!kept || !inner.base)
    return NULL;
  *kept = own;
  part->threads = o->threads;
  instance_layout (part, &inner);
  a->overflow |= inner.overflow;
  return kept;
}

static void
prepare (const instance *o)
{
  const work *w = o->work;
  const instance *part = o->part[0];
  turn t = { .ranks = distribution_of (o)->ranks, .a = w->a, .count = 1 };
  w->a[comm_header] = part->kind->rows ? part->kind->rows (part) : 0;
  comm_take (&t, false);
  *w->rows = w->a[comm_header];
}

static double
print (const instance *o, int call, const real *x, const real *y)
{
  double p = call + (o->level[0] == 'u' ? 8 : 0);
  if (x)
    p = comm_print (p, x, o->d.n * sizeof *x);
  return comm_print (p, y, o->d.m * sizeof *y);
}

/* weight v, from OUT on.  */
static void
put (double weight, size_t count, const real *v, double *out)
{
  for (size_t i = 0; i < count; i++)
    out[i] = weight * (double) v[i];
}

/* This rank's gx [n of the part] among the zeros of the others.  */
static void
put_x (const instance *o, const real *gx, double *out)
{
  const distribution *d = distribution_of (o);
  for (size_t i = 0; i < o->d.n; i++)
    out[i] = 0;
  put (d->weight, o->part[0]->d.n, gx, out + d->first);
}

static void
get (size_t count, const double *a, real *out)
{
  for (size_t i = 0; i < count; i++)
    out[i] = (real) a[i];
}

static status
take (turn *t, status s)
{
  const bool together = comm_take (t, s != RUNNING);
  return s != RUNNING ? s : together ? RUNNING : ERROR_OTHER_RANK;
}

static status
eval (const instance *o, const real *x, const real *y, double *phi, real *gx, real *gy)
{
  const distribution *d = distribution_of (o);
  const work *w = o->work;
  instance *part = instance_part (o);
  const size_t n = gx ? o->d.n : 0, m = gy ? o->d.m : 0;
  double *a = w->a + comm_header;
  __attribute__ ((cleanup (comm_leave)))
  turn t = { .ranks = d->ranks, .a = w->a, .count = 1 + n + m, .call = print (o, CALL_EVAL, x, y) };
  const status s = part->kind->eval (part, x + d->first, y, phi, gx ? w->gx : NULL, gy);
  a[0] = d->weight * *phi;
  if (gx)
    put_x (o, w->gx, a + 1);
  if (gy)
    put (d->weight, m, gy, a + 1 + n);
  TRY (take (&t, s));
  *phi = a[0];
  get (n, a + 1, gx);
  get (m, a + 1 + n, gy);
  return RUNNING;
}

static status
hvp (const instance *o, const real *vx, const real *vy, real *hx, real *hy)
{
  const distribution *d = distribution_of (o);
  const work *w = o->work;
  instance *part = instance_part (o);
  const size_t n = hx ? o->d.n : 0, m = o->d.m;
  double *a = w->a + comm_header;
  __attribute__ ((cleanup (comm_leave)))
  turn t = { .ranks = d->ranks, .a = w->a, .count = n + m, .call = print (o, CALL_HVP, vx, vy) };
  const status s = part->kind->hvp (part, vx ? vx + d->first : NULL, vy, hx ? w->gx : NULL, hy);
  if (hx)
    put_x (o, w->gx, a);
  put (d->weight, m, hy, a + n);
  TRY (take (&t, s));
  get (n, a, hx);
  get (m, a + n, hy);
  return RUNNING;
}

/* The slope of this rank's part, by its gradient where it has one.  */
static status
slope_of_part (const instance *o, const real *x, const real *y, size_t j, double *slope)
{
  const work *w = o->work;
  instance *part = instance_part (o);
  const size_t first = distribution_of (o)->first, n = part->d.n;
  double phi;
  *slope = 0;
  if (j < o->d.n && (j < first || j >= first + n))
    return RUNNING;
  const size_t k = j < o->d.n ? j - first : n + j - o->d.n;
  if (part->order < 1)
    return part->kind->complex_step (part, x + first, y, k, slope);
  TRY (part->kind->eval (part, x + first, y, &phi, k < n ? w->gx : NULL, w->z));
  *slope = (double) (k < n ? w->gx[k] : w->z[k - n]);
  return RUNNING;
}

static status
complex_step (const instance *o, const real *x, const real *y, size_t j, double *slope)
{
  const distribution *d = distribution_of (o);
  const work *w = o->work;
  __attribute__ ((cleanup (comm_leave)))
  turn t = { .ranks = d->ranks, .a = w->a, .count = 1, .call = print (o, CALL_STEP, x, y) + (double) j };
  const status s = slope_of_part (o, x, y, j, slope);
  w->a[comm_header] = d->weight * *slope;
  TRY (take (&t, s));
  *slope = w->a[comm_header];
  return RUNNING;
}

static double
rows (const instance *o)
{
  return *((const work *) o->work)->rows;
}

static const field fields[] = { { .name = NULL } };

#define COMMON                                                                                                         \
  .name = "distributed", .composed = true, .layout = layout, .prepare = prepare, .rows = rows, .eval = eval,           \
  .hvp = hvp, .complex_step = complex_step
const objective objective_distributed = { COMMON, .fields = fields };
const objective objective_distributed_user = { COMMON };

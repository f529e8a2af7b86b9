/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "objectives/journaled.h"

typedef struct work {
  real *x, *y;               /* the point of the latest evaluation, */
  real *factor_x, *factor_y; /* and that of the latest factor, */
  double factored;           /* if there is one: 1 */
  bool there;                /* the inner objective has been evaluated there, or nothing has been yet */
  void *inner;               /* its memory */
} work;

enum { EVALUATION, PRODUCT, SOLVE, COMPLEX_STEP };

/* The inner objective, with what the outer one was told since.  */
static instance *
inner_of (const instance *o)
{
  instance *inner = instance_part (o);
  inner->work = ((const work *) o->work)->inner;
  return inner;
}

static journal *
journal_of (const instance *o)
{
  return ((const journaled *) o->data)->journal;
}

static uint64_t
and_key (uint64_t key, size_t count, const real *v)
{
  return journal_key (key, v, v ? count * sizeof *v : 0);
}

/* A call of WHAT that has as arguments the COUNT reals at V, NULL: none; more follow.  */
static uint64_t
key_of (const instance *o, int what, size_t count, const real *v)
{
  return and_key ((uint64_t) (2 * what + (o->level[0] == 'l')), count, v);
}

static memory_piece
piece_of (size_t count, real *v)
{
  return (memory_piece){ v, v ? count * sizeof *v : 0 };
}

static void *
layout (const instance *o, arena *a)
{
  work *kept = arena_array (a, 1, work), w = { .there = true };
  instance *inner = o->part[0];
  w.x = arena_array (a, o->d.n, real);
  w.y = arena_array (a, o->d.m, real);
  w.factor_x = arena_array (a, o->d.n, real);
  w.factor_y = arena_array (a, o->d.m, real);
  inner->threads = o->threads;
  instance_layout (inner, a);
  w.inner = inner->work;
  if (kept)
    *kept = w;
  return kept;
}

/* The inner objective is where the latest evaluation was, which the journal may have answered.  */
static status
go_there (const instance *o)
{
  work *w = o->work;
  double ignored;
  instance *inner = inner_of (o);
  if (w->there)
    return RUNNING;
  w->there = true;
  return inner->kind->eval (inner, w->x, w->y, &ignored, NULL, NULL);
}

static status
eval (const instance *o, const real *x, const real *y, double *phi, real *gx, real *gy)
{
  journal *j = journal_of (o);
  work *w = o->work;
  instance *inner = inner_of (o);
  status e = RUNNING;
  const uint64_t key = and_key (key_of (o, EVALUATION, o->d.n, x), o->d.m, y);
  const memory_piece result[] = {
    { &e, sizeof e }, { phi, sizeof *phi }, piece_of (o->d.n, gx), piece_of (o->d.m, gy)
  };
  w->there = !j->recall (j->self, key, result, 4);
  vec_copy (o->d.n, x, w->x);
  vec_copy (o->d.m, y, w->y);
  if (!w->there)
    return e;
  e = inner->kind->eval (inner, x, y, phi, gx, gy);
  j->note (j->self, key, result, 4);
  return e;
}

static status
hvp (const instance *o, const real *vx, const real *vy, real *hx, real *hy)
{
  journal *j = journal_of (o);
  status e = RUNNING;
  const uint64_t key = and_key (key_of (o, PRODUCT, o->d.n, vx), o->d.m, vy);
  const memory_piece result[] = { { &e, sizeof e }, piece_of (o->d.n, hx), piece_of (o->d.m, hy) };
  if (j->recall (j->self, key, result, 3))
    return e;
  TRY (go_there (o));
  instance *inner = inner_of (o);
  e = inner->kind->hvp (inner, vx, vy, hx, hy);
  j->note (j->self, key, result, 3);
  return e;
}

static status
solve_yy (const instance *o, const real *b, real *s)
{
  journal *j = journal_of (o);
  instance *inner = inner_of (o);
  status e = RUNNING;
  if (!instance_solver (inner).user)
    return inner->kind->solve_yy (inner, b, s);
  const uint64_t key = key_of (o, SOLVE, o->d.m, b);
  const memory_piece result[] = { { &e, sizeof e }, piece_of (o->d.m, s) };
  if (j->recall (j->self, key, result, 2))
    return e;
  TRY (go_there (o));
  e = inner->kind->solve_yy (inner, b, s);
  j->note (j->self, key, result, 2);
  return e;
}

static status
complex_step (const instance *o, const real *x, const real *y, size_t i, double *slope)
{
  journal *j = journal_of (o);
  instance *inner = inner_of (o);
  status e = RUNNING;
  const uint64_t key = journal_key (and_key (key_of (o, COMPLEX_STEP, o->d.n, x), o->d.m, y), &i, sizeof i);
  const memory_piece result[] = { { &e, sizeof e }, { slope, sizeof *slope } };
  if (j->recall (j->self, key, result, 2))
    return e;
  e = inner->kind->complex_step (inner, x, y, i, slope);
  j->note (j->self, key, result, 2);
  return e;
}

static solver
solver_of (const instance *o)
{
  return instance_solver (o->part[0]);
}

static void
half_solve_yy (const instance *o, bool transposed, const real *z, real *s)
{
  const instance *inner = inner_of (o);
  inner->kind->half_solve_yy (inner, transposed, z, s);
}

static factorised
factorise (const instance *o, const real *x, const real *y)
{
  const instance *inner = inner_of (o);
  work *w = o->work;
  vec_copy (o->d.n, x, w->factor_x);
  vec_copy (o->d.m, y, w->factor_y);
  w->factored = 1;
  return inner->kind->factorise (inner, x, y);
}

static double
rows (const instance *o)
{
  const instance *inner = inner_of (o);
  return inner->kind->rows (inner);
}

instance *
journaled_bind (journaled *j, instance *inner, journal *to)
{
  const objective *kind = inner->kind;
  j->journal = to;
  j->kind = (objective){ .name = kind->name,
                         .fields = kind->fields,
                         .composed = true,
                         .layout = layout,
                         .rows = kind->rows ? rows : NULL,
                         .eval = eval,
                         .hvp = kind->hvp ? hvp : NULL,
                         .solve_yy = kind->solve_yy ? solve_yy : NULL,
                         .solver = kind->solver ? solver_of : NULL,
                         .half_solve_yy = kind->half_solve_yy ? half_solve_yy : NULL,
                         .factorise = kind->factorise ? factorise : NULL,
                         .complex_step = kind->complex_step ? complex_step : NULL };
  j->instance = *inner;
  j->instance.kind = &j->kind;
  j->instance.data = j;
  j->instance.work = NULL;
  for (int i = 0; i < most_parts; i++)
    j->instance.part[i] = NULL;
  j->instance.part[0] = inner;
  return &j->instance;
}

void
journaled_place (const instance *o, memory_piece out[journaled_pieces])
{
  work *w = o->work;
  out[0] = piece_of (o->d.n, w->x);
  out[1] = piece_of (o->d.m, w->y);
  out[2] = piece_of (o->d.n, w->factor_x);
  out[3] = piece_of (o->d.m, w->factor_y);
  out[4] = (memory_piece){ &w->factored, sizeof w->factored };
}

void
journaled_return (const instance *o)
{
  work *w = o->work;
  const instance *inner = inner_of (o);
  w->there = false;
  if (w->factored > 0)
    inner->kind->factorise (inner, w->factor_x, w->factor_y);
}

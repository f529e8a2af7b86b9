/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   An objective recorded from a function of Octave: one tape or several (tape_node.h), each for the points where the comparisons that the
   function made turn out as they did when it was recorded.  An evaluation at a point for which there is none gives NaN.

   An evaluation computes every node once; a gradient costs as much again and reads all of it backwards; a product likewise.  What
   depends on x alone is kept while x stays.  */
#include "base/real.h"

#include <stdio.h>
#include <string.h>

#include "base/vec.h"
#include "objectives/tape.h"
#include "objectives/tape_read.h"

enum { most_tapes = 8 }; /* of an objective, as pgdqa_trace has it */

typedef struct workspace {
  tape *tapes;  /* [capacity] */
  tape *latest; /* that of the latest point; NULL: none */
  size_t count; /* tapes that there are */
} workspace;

static size_t
capacity (const instance *o)
{
  return o->parts > most_tapes ? o->parts : most_tapes;
}

static const matrix *
matrices_of (const instance *o, size_t part)
{
  return (const matrix *) o->data + part * tape_fields;
}

static void *
layout (const instance *o, arena *a)
{
  workspace *w = arena_array (a, 1, workspace);
  tape *tapes = arena_array (a, capacity (o), tape);
  for (size_t i = 0; i < o->parts; i++) {
    tape t;
    tape_layout (&t, matrices_of (o, i), o->d, a);
    if (tapes)
      tapes[i] = t;
  }
  if (w)
    *w = (workspace){ .tapes = tapes, .latest = tapes, .count = o->parts };
  return w;
}

static status
verify (const instance *o, char *message, size_t length)
{
  const workspace *w = o->work;
  for (size_t i = 0; i < o->parts; i++) {
    char words[128];
    const char *fault = tape_read (&w->tapes[i], matrices_of (o, i), words, sizeof words);
    if (fault) {
      snprintf (message, length, "tapes(%zu) makes no sense: %s", i + 1, fault);
      return ERROR_VALUE;
    }
  }
  return RUNNING;
}

static void
prepare (const instance *o)
{
  char words[256];
  (void) verify (o, words, sizeof words); /* it has been verified */
}

/* ---- sweeps ---- */

/* Computes all nodes at (x, y).  */
static void
forward (tape *t, const real *x, const real *y)
{
  bool same_x = t->filled;
  for (size_t i = 0; i < t->count; i++) {
    const node *n = &t->nodes[i];
    if (n->op->rules == &tape_x) {
      same_x = same_x && memcmp (n->at[VALUE], x, t->d.n * sizeof *x) == 0;
      vec_copy (t->d.n, x, n->at[VALUE]);
    } else if (n->op->rules == &tape_y)
      vec_copy (t->d.m, y, n->at[VALUE]);
  }
  const unsigned moved = same_x ? ON_Y : ON_X | ON_Y;
  for (size_t i = 0; i < t->count; i++) {
    node *n = &t->nodes[i];
    if (n->op->rules->apply && (n->depends & moved || !t->filled))
      n->op->rules->apply (t, n, VALUE);
  }
  t->filled = true;
  t->known = 0;
}

static bool
guards_hold (const tape *t)
{
  for (size_t i = 0; i < t->guard_count; i++) {
    const node *n = t->guards[i].node, *expected = t->guards[i].expected;
    const real *e = expected->at[VALUE], *v = n->at[VALUE];
    const size_t step = expected->count > 1;
    for (size_t k = 0; k < n->count; k++)
      if (!(v[k] == e[k * step]))
        return false;
  }
  return true;
}

/* Is there an argument whose adjoints are asked for?  Of the parts of an assembled array this is found out one by one.  */
static bool
has_target (const tape *t, const node *n)
{
  return n->op->rules == &tape_assemble || (n->a && tape_target (t, n->a, ADJOINT))
         || (n->b && tape_target (t, n->b, ADJOINT));
}

/* Array WHICH, ADJOINT or BENT, of all nodes that depend on WANTED, that of the result being given; where they depend on READY it is there.  */
static void
backward (tape *t, unsigned wanted, unsigned ready, int which, real seed)
{
  t->wanted = wanted;
  t->ready = ready;
  if (!ready)
    vec_fill (t->elements, 0, t->arrays[which]);
  if (!(t->result->depends & wanted))
    return;
  *t->result->at[which] = seed;
  for (size_t i = t->count; i-- > 0;) {
    node *n = &t->nodes[i];
    if (!(n->depends & wanted) || !has_target (t, n))
      continue;
    if (which == BENT && n->op->rules->bend && n->depends & t->moving)
      n->op->rules->bend (t, n);
    if (n->op->rules->pull)
      n->op->rules->pull (t, n, which);
  }
}

static void
need_adjoints (tape *t, unsigned wanted)
{
  if ((t->known & wanted) == wanted)
    return;
  backward (t, wanted, t->known, ADJOINT, 1);
  t->known |= wanted;
}

/* Array WHICH of the input of these rules, or zeros: the result may depend on x, or y, nowhere.  */
static void
read_input (const tape *t, const rules *input, int which, size_t count, real *out)
{
  vec_fill (count, 0, out);
  for (size_t i = 0; i < t->count; i++)
    if (t->nodes[i].op->rules == input)
      vec_axpy (count, 1, t->nodes[i].at[which], out);
}

static void
write_input (const tape *t, const rules *input, size_t count, const real *v)
{
  for (size_t i = 0; v && i < t->count; i++)
    if (t->nodes[i].op->rules == input)
      vec_copy (count, v, t->nodes[i].at[TANGENT]);
}

/* ---- the objective ---- */

/* The tape whose guards hold at (x, y), the latest one being tried first; NULL: none.  */
static tape *
tape_at (const instance *o, const real *x, const real *y)
{
  const workspace *w = o->work;
  const tape *first = w->latest ? w->latest : w->tapes;
  for (size_t i = 0; i < w->count; i++) {
    tape *t = &w->tapes[((size_t) (first - w->tapes) + i) % w->count];
    if (!t->result)
      continue;
    t->crew = o->crew;
    t->threads = o->threads;
    forward (t, x, y);
    if (guards_hold (t))
      return t;
  }
  return NULL;
}

static status
eval (const instance *o, const real *x, const real *y, double *phi, real *gx, real *gy)
{
  workspace *w = o->work;
  tape *t = tape_at (o, x, y);
  if (!t && o->extend && o->extend (o, x, y))
    t = tape_at (o, x, y);
  w->latest = t;
  *phi = t ? (double) *t->result->at[VALUE] : NAN;
  if (t && (gx || gy))
    need_adjoints (t, (gx ? ON_X : 0) | (gy ? ON_Y : 0));
  if (t && gx)
    read_input (t, &tape_x, ADJOINT, o->d.n, gx);
  else if (gx)
    vec_fill (o->d.n, NAN, gx);
  if (t && gy)
    read_input (t, &tape_y, ADJOINT, o->d.m, gy);
  else if (gy)
    vec_fill (o->d.m, NAN, gy);
  return RUNNING;
}

static status
hvp (const instance *o, const real *vx, const real *vy, real *hx, real *hy)
{
  const workspace *w = o->work;
  tape *t = w->latest;
  const unsigned wanted = ON_Y | (hx ? ON_X : 0);
  if (!t) {
    vec_fill (o->d.m, NAN, hy);
    if (hx)
      vec_fill (o->d.n, NAN, hx);
    return RUNNING;
  }
  need_adjoints (t, wanted);
  t->moving = ON_Y | (vx ? ON_X : 0);
  write_input (t, &tape_x, o->d.n, vx);
  write_input (t, &tape_y, o->d.m, vy);
  for (size_t i = 0; i < t->count; i++) {
    node *n = &t->nodes[i];
    if (n->op->rules->apply && n->depends & t->moving)
      n->op->rules->apply (t, n, TANGENT);
  }
  backward (t, wanted, 0, BENT, 0);
  if (hx)
    read_input (t, &tape_x, BENT, o->d.n, hx);
  read_input (t, &tape_y, BENT, o->d.m, hy);
  return RUNNING;
}

bool
tape_add (const instance *o, const matrix *matrices, arena *a)
{
  workspace *w = o->work;
  char words[128];
  if (w->count >= capacity (o))
    return false;
  tape *t = &w->tapes[w->count];
  tape_layout (t, matrices, o->d, a);
  if (!a->base)
    return true;
  const bool makes_sense = !tape_read (t, matrices, words, sizeof words);
  w->count += makes_sense;
  return makes_sense;
}

bool
tape_examine (const instance *o, double *largest)
{
  const workspace *w = o->work;
  const tape *t = w->latest;
  *largest = NAN;
  if (!t)
    return false;
  *largest = 0;
  for (size_t i = 0; i < t->count; i++)
    for (size_t k = 0; t->nodes[i].at[VALUE] && k < t->nodes[i].count; k++)
      *largest = fmax (*largest, fabs ((double) t->nodes[i].at[VALUE][k]));
  return true;
}

const objective objective_tape = { .name = "tape",
                                   .fields = tape_field_table,
                                   .repeated = "tapes",
                                   .layout = layout,
                                   .prepare = prepare,
                                   .verify = verify,
                                   .eval = eval,
                                   .hvp = hvp };

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Operations that arrange or add up elements.  All are linear: values and tangents, adjoints and bent adjoints follow one rule.  */
#include "base/real.h"

#include "base/vec.h"
#include "objectives/tape_arrange.h"

/* An array of an argument for apply; NULL: it is zero.  */
static const real *
given (const tape *t, const node *arg, int which)
{
  return which == VALUE ? arg->at[VALUE] : tape_tangent (t, arg);
}

static bool
in_range (ptrdiff_t from, size_t count, size_t of)
{
  return from >= 1 && count <= of && (size_t) from - 1 <= of - count;
}

/* ---- data and arguments: nothing to compute ---- */

const rules tape_constant = { 0 };
const rules tape_sparse = { 0 };

static const char *
x_fault (const tape *t, const node *n)
{
  return n->rows != t->d.n || n->cols != 1 ? "has not the size of x" : NULL;
}

static const char *
y_fault (const tape *t, const node *n)
{
  return n->rows != t->d.m || n->cols != 1 ? "has not the size of y" : NULL;
}

const rules tape_x = { .fault = x_fault };
const rules tape_y = { .fault = y_fault };

/* ---- view: a (first : first + count - 1) in another shape; it shares the arrays of a ---- */

static const char *
view_fault (const tape *t, const node *n)
{
  (void) t;
  return n->a->sparse.jc || !in_range (n->own[0], n->count, n->a->count) ? "reaches beyond its argument" : NULL;
}

const rules tape_view = { .fault = view_fault };

/* ---- gather: a (own) ---- */

static const char *
gather_fault (const tape *t, const node *n)
{
  (void) t;
  bool inside = n->owns == n->count && !n->a->sparse.jc;
  for (size_t i = 0; i < n->owns && inside; i++)
    inside = in_range (n->own[i], 1, n->a->count);
  return inside ? NULL : "reaches beyond its argument";
}

static void
gather_apply (const tape *t, node *n, int which)
{
  const real *from = given (t, n->a, which);
  real *to = n->at[which];
  for (size_t i = 0; i < n->count; i++)
    to[i] = from[n->own[i] - 1];
}

static void
gather_pull (const tape *t, node *n, int which)
{
  const real *u = n->at[which];
  real *target = tape_target (t, n->a, which);
  for (size_t i = 0; i < n->count; i++)
    target[n->own[i] - 1] += u[i];
}

const rules tape_gather = { .fault = gather_fault, .apply = gather_apply, .pull = gather_pull };

/* ---- assemble: zeros, where parts of other nodes are put ----
   own: the number of parts, and for each: a node, a count, what kind of part it is, and
     kind 0   the places of its elements here [count], those in the node [count]
     kind 1   the first place here, the first one in the node; the others follow, element by element
   No two elements have one place here.  */

typedef struct part {
  node *from;
  size_t count;
  bool run;
  const ptrdiff_t *to, *of; /* [count], or [1] of a run */
} part;

/* The part at *own, which goes past it.  */
static part
next_part (const tape *t, const ptrdiff_t **own)
{
  const ptrdiff_t *p = *own;
  part q = { .from = &t->nodes[p[0] - 1], .count = (size_t) p[1], .run = p[2] == 1, .to = p + 3 };
  const size_t places = q.run ? 1 : q.count;
  q.of = q.to + places;
  *own = q.of + places;
  return q;
}

/* Is the part at own[k] whole, and inside?  Then k goes past it.  */
static bool
part_fits (const tape *t, const node *n, size_t *k)
{
  const ptrdiff_t *p = n->own + *k, before = n - t->nodes;
  if (n->owns - *k < 3 || p[0] < 1 || p[0] > before || p[1] < 1 || p[2] < 0 || p[2] > 1)
    return false;
  const node *from = &t->nodes[p[0] - 1];
  const size_t count = (size_t) p[1], places = p[2] == 1 ? 1 : count, length = p[2] == 1 ? count : 1;
  if (from->sparse.jc || places > (n->owns - *k - 3) / 2)
    return false;
  for (size_t i = 0; i < places; i++)
    if (!in_range (p[3 + i], length, n->count) || !in_range (p[3 + places + i], length, from->count))
      return false;
  *k += 3 + 2 * places;
  return true;
}

static const char *
assemble_fault (const tape *t, const node *n)
{
  size_t k = 1;
  bool fits = n->owns > 0;
  for (ptrdiff_t i = 0; fits && i < n->own[0]; i++)
    fits = part_fits (t, n, &k);
  return fits && k == n->owns ? NULL : "has parts that do not fit";
}

unsigned
tape_parts_depend (const tape *t, const node *n)
{
  const ptrdiff_t *own = n->own + 1;
  unsigned depends = 0;
  for (ptrdiff_t k = 0; k < n->own[0]; k++)
    depends |= next_part (t, &own).from->depends;
  return depends;
}

static void
assemble_apply (const tape *t, node *n, int which)
{
  const ptrdiff_t *own = n->own + 1;
  real *to = n->at[which];
  vec_fill (n->count, 0, to);
  for (ptrdiff_t k = 0; k < n->own[0]; k++) {
    const part p = next_part (t, &own);
    const real *from = given (t, p.from, which);
    if (from && p.run)
      vec_copy (p.count, from + p.of[0] - 1, to + p.to[0] - 1);
    else if (from)
      for (size_t i = 0; i < p.count; i++)
        to[p.to[i] - 1] = from[p.of[i] - 1];
  }
}

static void
assemble_pull (const tape *t, node *n, int which)
{
  const ptrdiff_t *own = n->own + 1;
  const real *u = n->at[which];
  for (ptrdiff_t k = 0; k < n->own[0]; k++) {
    const part p = next_part (t, &own);
    real *target = tape_target (t, p.from, which);
    if (target && p.run)
      for (size_t i = 0; i < p.count; i++)
        target[(size_t) p.of[0] - 1 + i] += u[(size_t) p.to[0] - 1 + i];
    else if (target)
      for (size_t i = 0; i < p.count; i++)
        target[p.of[i] - 1] += u[p.to[i] - 1];
  }
}

const rules tape_assemble = { .fault = assemble_fault, .apply = assemble_apply, .pull = assemble_pull };

/* ---- transpose ---- */

static const char *
transpose_fault (const tape *t, const node *n)
{
  (void) t;
  return n->a->sparse.jc || n->rows != n->a->cols || n->cols != n->a->rows
             ? "has another shape than its argument transposed"
             : NULL;
}

static void
transpose_apply (const tape *t, node *n, int which)
{
  const real *from = given (t, n->a, which);
  real *to = n->at[which];
  for (size_t j = 0; j < n->cols; j++)
    for (size_t i = 0; i < n->rows; i++)
      to[i + j * n->rows] = from[j + i * n->cols];
}

static void
transpose_pull (const tape *t, node *n, int which)
{
  const real *u = n->at[which];
  real *target = tape_target (t, n->a, which);
  for (size_t j = 0; j < n->cols; j++)
    for (size_t i = 0; i < n->rows; i++)
      target[j + i * n->cols] += u[i + j * n->rows];
}

const rules tape_transpose = { .fault = transpose_fault, .apply = transpose_apply, .pull = transpose_pull };

/* ---- sum, cumsum: along dimension own[0] ---- */

static const char *
sum_fault (const tape *t, const node *n)
{
  (void) t;
  const bool down = n->own[0] == 1, fits = n->rows == (down ? 1 : n->a->rows) && n->cols == (down ? n->a->cols : 1);
  return n->a->sparse.jc || n->own[0] < 1 || n->own[0] > 2 || !fits ? "has not the shape of a sum" : NULL;
}

/* Four sums, which do not wait for each other.  */
static real
sum_of (size_t n, const real *a)
{
  real s[4] = { 0 };
  size_t i = 0;
  for (; i + 4 <= n; i += 4)
    for (size_t k = 0; k < 4; k++)
      s[k] += a[i + k];
  for (; i < n; i++)
    s[0] += a[i];
  return (s[0] + s[1]) + (s[2] + s[3]);
}

static void
sum_apply (const tape *t, node *n, int which)
{
  const real *from = given (t, n->a, which);
  const size_t rows = n->a->rows, cols = n->a->cols;
  real *to = n->at[which];
  if (n->own[0] == 1) {
    for (size_t j = 0; j < cols; j++)
      to[j] = sum_of (rows, from + j * rows);
    return;
  }
  vec_fill (rows, 0, to);
  for (size_t j = 0; j < cols; j++)
    for (size_t i = 0; i < rows; i++)
      to[i] += from[i + j * rows];
}

static void
sum_pull (const tape *t, node *n, int which)
{
  const size_t rows = n->a->rows, cols = n->a->cols;
  const real *u = n->at[which];
  real *target = tape_target (t, n->a, which);
  const bool down = n->own[0] == 1;
  for (size_t j = 0; j < cols; j++)
    for (size_t i = 0; i < rows; i++)
      target[i + j * rows] += u[down ? j : i];
}

const rules tape_sum = { .fault = sum_fault, .apply = sum_apply, .pull = sum_pull };

static const char *
cumsum_fault (const tape *t, const node *n)
{
  (void) t;
  const bool fits = n->rows == n->a->rows && n->cols == n->a->cols;
  return n->a->sparse.jc || n->own[0] < 1 || n->own[0] > 2 || !fits ? "has not the shape of its argument" : NULL;
}

/* The element before element I of A, along dimension own[0], is i - *step; false: it is the first.  */
static bool
has_before (const node *n, size_t i, size_t *step)
{
  *step = n->own[0] == 1 ? 1 : n->rows;
  return n->own[0] == 1 ? i % n->rows > 0 : i >= n->rows;
}

static void
cumsum_apply (const tape *t, node *n, int which)
{
  const real *from = given (t, n->a, which);
  real *to = n->at[which];
  size_t step;
  for (size_t i = 0; i < n->count; i++)
    to[i] = has_before (n, i, &step) ? to[i - step] + from[i] : from[i];
}

/* Sums from the other end, in scratch.  */
static void
cumsum_pull (const tape *t, node *n, int which)
{
  real *target = tape_target (t, n->a, which), *sums = t->scratch[0];
  size_t step;
  vec_copy (n->count, n->at[which], sums);
  for (size_t i = n->count; i-- > 0;) {
    target[i] += sums[i];
    if (has_before (n, i, &step))
      sums[i - step] += sums[i];
  }
}

const rules tape_cumsum = { .fault = cumsum_fault, .apply = cumsum_apply, .pull = cumsum_pull };

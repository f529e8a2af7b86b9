/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   From the matrices of a tape to its nodes.  A tape may come from a file: whatever it holds, reading it ends with a tape that
   makes sense, or with words.  A row of `nodes` is

     code, first argument, second argument, rows, columns, start in `own`, count there

   Arguments are rows before it, 0: none; starts count from 0.  A constant and a sparse one have in place of the first argument the
   start of their numbers in `numbers`; own of a sparse one: the starts of its columns (1 + columns), then the rows of its numbers, from 0.  */
#include "base/real.h"

#include <stdint.h>
#include <stdio.h>

#include "objectives/tape_arrange.h"
#include "objectives/tape_elementwise.h"
#include "objectives/tape_read.h"

enum { CODE, A, B, ROWS, COLS, START, OWNS, columns };

const field tape_field_table[] = {
  { "nodes", "k", "7", true, 0, 1e15 },
  { "own", "i", "1", true, 0, 1e15 },
  { "numbers", "j", "1", false, 0, INFINITY },
  { "guards", "g", "2", true, 1, 1e15 },
  { "elements", "1", "1", true, 1, 1e15 },
  { "largest", "1", "1", true, 1, 1e15 },
  { "factors", "1", "1", true, 0, 1e15 },
  { "result", "1", "1", true, 1, 1e15 },
  { .name = NULL },
};

static const operation structural[] = {
#define STRUCTURAL(code, name, arguments, own) { #name, code, arguments, own, &tape_##name },
#include "objectives/tape.def"
};
enum { structural_count = sizeof structural / sizeof *structural };

const operation *
tape_operation (size_t i)
{
  return i < structural_count ? &structural[i] : tape_elementwise (i - structural_count);
}

static const operation *
operation_of (size_t code)
{
  const operation *op = NULL;
  for (size_t i = 0; (op = tape_operation (i)); i++)
    if ((size_t) op->code == code)
      return op;
  return NULL;
}

/* ---- room ---- */

/* In whole cache lines.  */
static size_t
in_lines (size_t count)
{
  const size_t line = arena_align / sizeof (real);
  return (count + line - 1) / line * line;
}

static bool
has_own_arrays (const node *n)
{
  const rules *r = n->op->rules;
  return r != &tape_constant && r != &tape_sparse && r != &tape_view;
}

/* Reals that N takes of each array.  */
static size_t
elements_of (const node *n)
{
  return has_own_arrays (n) ? in_lines (n->count) : 0;
}

/* What solve keeps of its factors, and eigenvalues of its vectors, with room to work.  */
static size_t
factors_of (const node *n)
{
  const rules *r = n->op->rules;
  return r == &tape_solve         ? in_lines (n->a->count + n->rows)
         : r == &tape_eigenvalues ? in_lines (n->a->count + 4 * n->rows)
                                  : 0;
}

static size_t
scalar (const matrix *matrices, int which)
{
  return matrices[which].val ? (size_t) *matrices[which].val : 0;
}

void
tape_layout (tape *t, const matrix *matrices, dims d, arena *a)
{
  *t = (tape){ .count = matrices[NODES].rows,
               .guard_count = matrices[GUARDS].rows,
               .d = d,
               .elements = scalar (matrices, ELEMENTS),
               .largest = scalar (matrices, LARGEST),
               .factors = scalar (matrices, FACTORS) };
  t->nodes = arena_array (a, t->count, node);
  t->guards = arena_array (a, t->guard_count, guard);
  t->own = arena_array (a, matrices[OWN].rows, ptrdiff_t);
  t->owns = matrices[OWN].rows;
  for (int i = 0; i < array_count; i++)
    t->arrays[i] = arena_array (a, t->elements, real);
  for (int i = 0; i < scratch_count; i++)
    t->scratch[i] = arena_array (a, t->largest, real);
  t->factor = arena_array (a, t->factors, real);
}

/* ---- nodes ---- */

/* The product of two sides; SIZE_MAX: too large.  */
static size_t
product (size_t rows, size_t cols)
{
  return cols > 0 && rows > (SIZE_MAX >> 8) / cols ? SIZE_MAX : rows * cols;
}

/* Rows ascend within each column, and none lies outside.  */
static const char *
read_sparse (node *n, const matrix *numbers, size_t start)
{
  const ptrdiff_t *jc = n->own;
  if (n->owns < n->cols + 2 || jc[0] != 0)
    return "has no starts of columns";
  const size_t count = n->owns - n->cols - 1;
  for (size_t j = 0; j < n->cols; j++)
    if (jc[j + 1] < jc[j] || (size_t) jc[j + 1] > count)
      return "has starts of columns out of order";
  const ptrdiff_t *ir = jc + n->cols + 1;
  for (size_t j = 0; j < n->cols; j++)
    for (ptrdiff_t p = jc[j]; p < jc[j + 1]; p++)
      if ((size_t) ir[p] >= n->rows || (p > jc[j] && ir[p] <= ir[p - 1]))
        return "has rows out of order";
  if ((size_t) jc[n->cols] != count || start > numbers->rows || count > numbers->rows - start)
    return "has not as many numbers as places";
  n->sparse = (matrix){ .rows = n->rows, .cols = n->cols, .val = numbers->val + start, .ir = ir, .jc = jc };
  return NULL;
}

static const char *
read_constant (node *n, const matrix *numbers, size_t start)
{
  if (n->op->rules == &tape_sparse)
    return read_sparse (n, numbers, start);
  if (start > numbers->rows || n->count > numbers->rows - start)
    return "reaches beyond the numbers";
  n->at[VALUE] = (real *) numbers->val + start; /* which nothing writes to */
  return NULL;
}

/* On what the operation lets N depend: itself, or what its arguments or parts do.  */
static unsigned
dependence (const tape *t, const node *n)
{
  const rules *r = n->op->rules;
  unsigned depends = r == &tape_x ? ON_X : r == &tape_y ? ON_Y : 0;
  if (n->a)
    depends |= n->a->depends;
  if (n->b)
    depends |= n->b->depends;
  return r == &tape_assemble ? tape_parts_depend (t, n) : depends;
}

/* Gives N its part of the arrays.  */
static const char *
place (tape *t, node *n)
{
  const size_t elements = elements_of (n), factors = factors_of (n);
  if (elements > t->elements - t->used_elements || factors > t->factors - t->used_factors || n->count > t->largest
      || (factors > 0 && n->a->count > t->largest))
    return "needs more room than the tape says";
  for (int i = 0; elements > 0 && i < array_count; i++)
    n->at[i] = t->arrays[i] + t->used_elements;
  if (n->op->rules == &tape_view)
    for (int i = 0; i < array_count; i++)
      n->at[i] = n->a->at[i] ? n->a->at[i] + n->own[0] - 1 : NULL;
  n->factor = factors ? t->factor + t->used_factors : NULL;
  t->used_elements += elements;
  t->used_factors += factors;
  return NULL;
}

/* The argument in column WHICH of the row; NULL in *OUT: there is to be none.  false: it is not before N.  */
static bool
read_argument (tape *t, size_t k, size_t row, bool expected, node **out)
{
  *out = expected && row >= 1 && row <= k ? &t->nodes[row - 1] : NULL;
  return expected ? *out != NULL : row == 0;
}

static const char *
read_node (tape *t, size_t k, const size_t *row, const matrix *numbers)
{
  node *n = &t->nodes[k];
  *n = (node){ .op = operation_of (row[CODE]), .rows = row[ROWS], .cols = row[COLS] };
  n->count = product (n->rows, n->cols);
  if (!n->op)
    return "has an unknown operation; it may come from a newer version of pgdqa";
  const bool constant = n->op->rules == &tape_constant || n->op->rules == &tape_sparse;
  if (n->count == 0 || n->count == SIZE_MAX)
    return "has no elements";
  if (row[START] > t->owns || row[OWNS] > t->owns - row[START] || (n->op->own >= 0 && row[OWNS] != (size_t) n->op->own))
    return "has not the whole numbers that it needs";
  n->own = t->own + row[START];
  n->owns = row[OWNS];
  if ((!constant && !read_argument (t, k, row[A], n->op->arguments > 0, &n->a))
      || !read_argument (t, k, row[B], n->op->arguments > 1, &n->b))
    return "has arguments that are not before it";
  const char *fault = constant ? read_constant (n, numbers, row[A]) : NULL;
  if (!fault && n->op->rules->fault)
    fault = n->op->rules->fault (t, n);
  if (fault)
    return fault;
  n->depends = dependence (t, n);
  return constant ? NULL : place (t, n);
}

/* Element I of M as a whole number; false: single precision may have rounded it.  */
static bool
whole (const matrix *M, size_t i, size_t *out)
{
  *out = (size_t) M->val[i];
  return (double) M->val[i] < 1 / REAL_EPS;
}

static const char *
read_guards (tape *t, const matrix *guards)
{
  size_t rows[2];
  for (size_t i = 0; i < t->guard_count; i++) {
    for (size_t k = 0; k < 2; k++)
      if (!whole (guards, i + k * t->guard_count, &rows[k]) || rows[k] < 1 || rows[k] > t->count)
        return "a guard names a node that there is not";
    const node *n = &t->nodes[rows[0] - 1], *expected = &t->nodes[rows[1] - 1];
    if (n->sparse.jc || expected->op->rules != &tape_constant || (expected->count != 1 && expected->count != n->count))
      return "a guard compares what it cannot";
    t->guards[i] = (guard){ n, expected };
  }
  return NULL;
}

const char *
tape_read (tape *t, const matrix *matrices, char *message, size_t length)
{
  t->used_elements = t->used_factors = 0;
  t->result = NULL;
  static const char too_large[] = "it is too large for single precision";
  for (int i = 0; i < tape_fields; i++)
    if (matrices[i].ir)
      return "its matrices are to be full";
  if (t->count == 0 || !matrices[RESULT].val || t->elements == 0 || t->largest == 0)
    return "it lacks nodes, result, elements or largest";
  for (size_t i = 0; i < t->owns; i++) {
    size_t own;
    if (!whole (&matrices[OWN], i, &own))
      return too_large;
    t->own[i] = (ptrdiff_t) own;
  }
  for (size_t k = 0; k < t->count; k++) {
    size_t row[columns];
    for (size_t i = 0; i < columns; i++)
      if (!whole (&matrices[NODES], k + i * t->count, &row[i]))
        return too_large;
    const char *fault = read_node (t, k, row, &matrices[NUMBERS]);
    if (fault) {
      snprintf (message, length, "node %zu%s%s %s", k + 1, t->nodes[k].op ? ", " : "",
                t->nodes[k].op ? t->nodes[k].op->name : "", fault);
      return message;
    }
  }
  const size_t result = scalar (matrices, RESULT);
  node *last = result >= 1 && result <= t->count ? &t->nodes[result - 1] : NULL;
  if (!last || last->count != 1 || last->sparse.jc)
    return "its result is not one number";
  const char *fault = read_guards (t, &matrices[GUARDS]);
  t->result = fault ? NULL : last;
  return fault;
}

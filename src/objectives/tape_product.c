/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Products of matrices, and systems with matrices.  */
#include "base/real.h"

#include "base/vec.h"
#include "linalg/thin.h"
#include "objectives/tape_node.h"

/* ---- product: C = op (a) op (b); own: is a transposed, is b; a sparse one is never both sides ----
   dC = op (da) op (b) + op (a) op (db),  and likewise backwards */

/* A matrix, or its transpose; val NULL: zero.  */
typedef struct side {
  matrix A;
  bool transposed;
} side;

static size_t
rows_of (const side *s)
{
  return s->transposed ? s->A.cols : s->A.rows;
}

static size_t
cols_of (const side *s)
{
  return s->transposed ? s->A.rows : s->A.cols;
}

static side
dense (const node *shape, const real *array, bool transposed)
{
  return (side){ { .rows = shape->rows, .cols = shape->cols, .val = array }, transposed };
}

static side
value_of (const node *n, bool transposed)
{
  return n->sparse.jc ? (side){ n->sparse, transposed } : dense (n, n->at[VALUE], transposed);
}

/* C += a b, b sparse.  */
static void
add_times_sparse (const side *a, const side *b, real *C)
{
  const size_t rows = a->A.rows;
  for (size_t j = 0; j < b->A.cols; j++)
    for (ptrdiff_t p = b->A.jc[j]; p < b->A.jc[j + 1]; p++) {
      const size_t i = (size_t) b->A.ir[p], from = b->transposed ? j : i, to = b->transposed ? i : j;
      vec_axpy (rows, (double) b->A.val[p], a->A.val + from * rows, C + to * rows);
    }
}

/* C += op (a) op (b); a zero side adds nothing.  */
static void
add_product (const tape *t, const side *a, const side *b, real *C)
{
  if (!a->A.val || !b->A.val)
    return;
  if (b->A.jc)
    add_times_sparse (a, b, C);
  else if (a->A.jc)
    for (size_t j = 0; j < b->A.cols; j++)
      mat_apply (&a->A, a->transposed, b->A.val + j * b->A.rows, C + j * rows_of (a));
  else if (!b->transposed && thin_pays (&a->A, b->A.cols))
    thin_multiply (&a->A, a->transposed, b->A.val, b->A.cols, C, t->crew, t->threads);
  else
    mat_multiply (&a->A, a->transposed, &b->A, b->transposed, C);
}

static const char *
product_fault (const tape *t, const node *n)
{
  (void) t;
  const bool ta = n->own[0] == 1, tb = n->own[1] == 1;
  const side a = { { .rows = n->a->rows, .cols = n->a->cols }, ta },
             b = { { .rows = n->b->rows, .cols = n->b->cols }, tb };
  if (n->own[0] < 0 || n->own[0] > 1 || n->own[1] < 0 || n->own[1] > 1)
    return "is transposed neither 0 nor 1 times";
  if ((n->a->sparse.jc && (n->b->sparse.jc || tb)) || (n->b->sparse.jc && ta))
    return "has a sparse factor beside a sparse or transposed one";
  if (n->rows != rows_of (&a) || n->cols != cols_of (&b) || cols_of (&a) != rows_of (&b))
    return "has not the shape of the product";
  return mat_fits (&a.A) && mat_fits (&b.A) ? NULL : "is larger than this BLAS's integers allow";
}

static void
product_apply (const tape *t, node *n, int which)
{
  const bool ta = n->own[0] == 1, tb = n->own[1] == 1;
  const side a = value_of (n->a, ta), b = value_of (n->b, tb);
  vec_fill (n->count, 0, n->at[which]);
  if (which == VALUE) {
    add_product (t, &a, &b, n->at[VALUE]);
    return;
  }
  const side da = dense (n->a, tape_tangent (t, n->a), ta), db = dense (n->b, tape_tangent (t, n->b), tb);
  add_product (t, &da, &b, n->at[TANGENT]);
  add_product (t, &a, &db, n->at[TANGENT]);
}

/* Adds to array WHICH of both arguments what the adjoint U of the product gives, with the factors A and B.  */
static void
pull_through (const tape *t, const node *n, const real *u, side a, side b, int which)
{
  real *to_a = tape_target (t, n->a, which), *to_b = tape_target (t, n->b, which);
  const bool ta = n->own[0] == 1, tb = n->own[1] == 1;
  const side plain = dense (n, u, false), turned = dense (n, u, true);
  if (to_a && ta) {
    b.transposed = tb;
    add_product (t, &b, &turned, to_a);
  } else if (to_a) {
    b.transposed = !tb;
    add_product (t, &plain, &b, to_a);
  }
  if (to_b && tb) {
    a.transposed = ta;
    add_product (t, &turned, &a, to_b);
  } else if (to_b) {
    a.transposed = !ta;
    add_product (t, &a, &plain, to_b);
  }
}

static void
product_pull (const tape *t, node *n, int which)
{
  pull_through (t, n, n->at[which], value_of (n->a, false), value_of (n->b, false), which);
}

static void
product_bend (const tape *t, node *n)
{
  pull_through (t, n, n->at[ADJOINT], dense (n->a, tape_tangent (t, n->a), false),
                dense (n->b, tape_tangent (t, n->b), false), BENT);
}

const rules tape_product = {
  .fault = product_fault, .apply = product_apply, .pull = product_pull, .bend = product_bend
};

/* ---- upper: R^-1 b, or R'^-1 b if own[0] = 1; R a constant ---- */

static const char *
upper_fault (const tape *t, const node *n)
{
  (void) t;
  const side R = value_of (n->a, false);
  if (n->a->depends || n->own[0] < 0 || n->own[0] > 1 || n->b->sparse.jc)
    return "has arguments that it cannot have";
  if (n->rows != n->b->rows || n->cols != n->b->cols || n->a->rows != n->rows || n->a->cols != n->rows)
    return "has not the shape of a solution";
  return mat_is_upper (&R.A) ? NULL : "has a matrix that is not upper triangular, or singular";
}

static void
upper_solve (const node *n, bool transposed, real *b)
{
  const side R = value_of (n->a, false);
  for (size_t j = 0; j < n->cols; j++)
    mat_solve_upper (&R.A, transposed, b + j * n->rows);
}

static void
upper_apply (const tape *t, node *n, int which)
{
  vec_copy (n->count, which == VALUE ? n->b->at[VALUE] : tape_tangent (t, n->b), n->at[which]);
  upper_solve (n, n->own[0] == 1, n->at[which]);
}

static void
upper_pull (const tape *t, node *n, int which)
{
  vec_copy (n->count, n->at[which], t->scratch[0]);
  upper_solve (n, n->own[0] != 1, t->scratch[0]);
  vec_axpy (n->count, 1, t->scratch[0], tape_target (t, n->b, which));
}

const rules tape_upper = { .fault = upper_fault, .apply = upper_apply, .pull = upper_pull };

/* ---- solve: X = a^-1 b, a dense ----
   dX = a^-1 (db - da X);  with w = a'^-1 u:  b gets w, a gets -w X';  dw = -a'^-1 da'w:  b gets dw, a gets -(dw X' + w dX') */

static const char *
solve_fault (const tape *t, const node *n)
{
  (void) t;
  if (n->a->sparse.jc || n->b->sparse.jc || n->a->rows != n->a->cols || n->a->rows != n->b->rows)
    return "has a matrix that is sparse or not square";
  return n->rows != n->b->rows || n->cols != n->b->cols ? "has not the shape of a solution" : NULL;
}

static void
swap (real *a, real *b)
{
  const real t = *a;
  *a = *b;
  *b = t;
}

/* LU [m x m] becomes its factors with rows exchanged, row i with row pivots[i] >= i in order.  */
static void
factorise (size_t m, real *LU, real *pivots)
{
  for (size_t k = 0; k < m; k++) {
    size_t best = k;
    for (size_t i = k + 1; i < m; i++)
      best = real_abs (LU[i + k * m]) > real_abs (LU[best + k * m]) ? i : best;
    pivots[k] = (real) best;
    for (size_t j = 0; j < m && best != k; j++)
      swap (&LU[k + j * m], &LU[best + j * m]);
    for (size_t i = k + 1; i < m; i++)
      LU[i + k * m] /= LU[k + k * m];
    for (size_t j = k + 1; j < m; j++)
      for (size_t i = k + 1; i < m; i++)
        LU[i + j * m] -= LU[i + k * m] * LU[k + j * m];
  }
}

/* b [m] becomes L^-1 b, or L'^-1 b, L with a unit diagonal.  */
static void
solve_lower (size_t m, const real *LU, bool transposed, real *b)
{
  if (!transposed)
    for (size_t k = 0; k < m; k++)
      for (size_t i = k + 1; i < m; i++)
        b[i] -= LU[i + k * m] * b[k];
  else
    for (size_t k = m; k-- > 0;)
      for (size_t i = k + 1; i < m; i++)
        b[k] -= LU[i + k * m] * b[i];
}

/* B [m x cols] becomes a^-1 B or a'^-1 B.  */
static void
solve_factored (const node *n, bool transposed, real *B)
{
  const size_t m = n->rows;
  const real *pivots = n->factor + m * m;
  const matrix U = { .rows = m, .cols = m, .val = n->factor };
  for (size_t j = 0; j < n->cols; j++) {
    real *b = B + j * m;
    if (transposed) {
      mat_solve_upper (&U, true, b);
      solve_lower (m, n->factor, true, b);
      for (size_t k = m; k-- > 0;)
        swap (&b[k], &b[(size_t) pivots[k]]);
    } else {
      for (size_t k = 0; k < m; k++)
        swap (&b[k], &b[(size_t) pivots[k]]);
      solve_lower (m, n->factor, false, b);
      mat_solve_upper (&U, false, b);
    }
  }
}

/* C += s op (a) op (b), by way of SCRATCH [rows x cols of C].  */
static void
add_scaled (const tape *t, double s, side a, side b, real *scratch, size_t count, real *C)
{
  vec_fill (count, 0, scratch);
  add_product (t, &a, &b, scratch);
  vec_axpy (count, s, scratch, C);
}

static void
solve_apply (const tape *t, node *n, int which)
{
  const node *a = n->a, *b = n->b;
  if (which == VALUE) {
    vec_copy (a->count, a->at[VALUE], n->factor);
    factorise (a->rows, n->factor, n->factor + a->count);
    vec_copy (n->count, b->at[VALUE], n->at[VALUE]);
  } else {
    const real *db = tape_tangent (t, b);
    if (db)
      vec_copy (n->count, db, n->at[TANGENT]);
    else
      vec_fill (n->count, 0, n->at[TANGENT]);
    add_scaled (t, -1, dense (a, tape_tangent (t, a), false), dense (n, n->at[VALUE], false), t->scratch[0], n->count,
                n->at[TANGENT]);
  }
  solve_factored (n, false, n->at[which]);
}

static void
solve_pull (const tape *t, node *n, int which)
{
  real *w = t->scratch[0], *to_a = tape_target (t, n->a, which), *to_b = tape_target (t, n->b, which);
  vec_copy (n->count, n->at[which], w);
  solve_factored (n, true, w);
  if (to_b)
    vec_axpy (n->count, 1, w, to_b);
  if (to_a)
    add_scaled (t, -1, dense (n, w, false), dense (n, n->at[VALUE], true), t->scratch[1], n->a->count, to_a);
}

static void
solve_bend (const tape *t, node *n)
{
  real *w = t->scratch[0], *dw = t->scratch[2], *to_a = tape_target (t, n->a, BENT),
       *to_b = tape_target (t, n->b, BENT);
  vec_copy (n->count, n->at[ADJOINT], w);
  solve_factored (n, true, w);
  vec_fill (n->count, 0, dw);
  add_scaled (t, -1, dense (n->a, tape_tangent (t, n->a), true), dense (n, w, false), t->scratch[1], n->count, dw);
  solve_factored (n, true, dw);
  if (to_b)
    vec_axpy (n->count, 1, dw, to_b);
  if (to_a) {
    add_scaled (t, -1, dense (n, dw, false), dense (n, n->at[VALUE], true), t->scratch[1], n->a->count, to_a);
    add_scaled (t, -1, dense (n, w, false), dense (n, n->at[TANGENT], true), t->scratch[1], n->a->count, to_a);
  }
}

const rules tape_solve = { .fault = solve_fault, .apply = solve_apply, .pull = solve_pull, .bend = solve_bend };

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   What the numeric tests share: random data, and objectives given by C functions, bound to an oracle with a host whose clock
   the test sets.  Included after base/real.h.  */
#ifndef PGDQA_TEST_NUMERIC_H
#define PGDQA_TEST_NUMERIC_H

#include "problem/oracle.h"
#include "test.h"

#include <string.h>

#pragma GCC diagnostic ignored "-Wunused-function"

static const bool is_double = !real_is_single;

/* VALUE in double, VALUE_SINGLE in single precision.  */
static double
in_precision (double value, double value_single)
{
  return is_double ? value : value_single;
}

static real *
zeros (size_t n)
{
  real *a = test_memory (n * sizeof *a);
  vec_fill (n, 0, a);
  return a;
}

static real *
random_vector (size_t n)
{
  real *a = test_memory (n * sizeof *a);
  for (size_t i = 0; i < n; i++)
    a[i] = (real) test_random ();
  return a;
}

/* shift I + R'R / n, symmetric positive definite, column-major.  */
static real *
random_spd (size_t n, double shift)
{
  const real *R = random_vector (n * n);
  real *A = zeros (n * n);
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j <= i; j++) {
      double s = i == j ? shift : 0;
      for (size_t k = 0; k < n; k++)
        s += (double) R[k + i * n] * (double) R[k + j * n] / (double) n;
      A[i + j * n] = A[j + i * n] = (real) s;
    }
  return A;
}

/* b += A a or A'a in double, element by element, A [rows x cols] column-major.  */
static void
naive_apply (size_t rows, size_t cols, const real *A, bool transposed, const real *a, double *b)
{
  for (size_t j = 0; j < cols; j++)
    for (size_t i = 0; i < rows; i++)
      b[transposed ? j : i] += (double) A[i + j * rows] * (double) a[transposed ? i : j];
}

/* The dense A [rows x cols] as a sparse matrix, with the entries that are exactly 0 left out.  */
static matrix
sparse_copy (size_t rows, size_t cols, const real *A)
{
  real *val = test_memory (rows * cols * sizeof *val);
  ptrdiff_t *ir = test_memory (rows * cols * sizeof *ir), *jc = test_memory ((cols + 1) * sizeof *jc);
  ptrdiff_t count = 0;
  for (size_t j = 0; j < cols; j++) {
    jc[j] = count;
    for (size_t i = 0; i < rows; i++)
      if (A[i + j * rows] != 0) {
        val[count] = A[i + j * rows];
        ir[count++] = (ptrdiff_t) i;
      }
  }
  jc[cols] = count;
  return (matrix){ rows, cols, val, ir, jc };
}

/* Solves A x = b in place of b by Gaussian elimination with pivoting; A [n x n] column-major is destroyed.  */
static void
naive_solve (size_t n, double *A, double *b)
{
  for (size_t k = 0; k < n; k++) {
    size_t pivot = k;
    for (size_t i = k; i < n; i++)
      if (fabs (A[i + k * n]) > fabs (A[pivot + k * n]))
        pivot = i;
    for (size_t j = 0; j < n; j++) {
      const double t = A[k + j * n];
      A[k + j * n] = A[pivot + j * n];
      A[pivot + j * n] = t;
    }
    const double t = b[k];
    b[k] = b[pivot];
    b[pivot] = t;
    for (size_t i = k + 1; i < n; i++) {
      const double factor = A[i + k * n] / A[k + k * n];
      for (size_t j = k; j < n; j++)
        A[i + j * n] -= factor * A[k + j * n];
      b[i] -= factor * b[k];
    }
  }
  for (size_t k = n; k-- > 0;) {
    for (size_t j = k + 1; j < n; j++)
      b[k] -= A[k + j * n] * b[j];
    b[k] /= A[k + k * n];
  }
}

/* ---- an objective given by C functions of z = (x, y), evaluated in double whatever `real` is ---- */

enum { most_variables = 512 };

typedef struct formula {
  /* phi at z [n + m]; grad [n + m] and Hv [n + m] (with v) are wanted where not NULL */
  double (*phi) (dims d, const double *z, double *grad, const double *v, double *Hv);
  bool values_rounded;      /* phi and gradient are rounded to real */
  double z[most_variables]; /* the point of the latest eval */
  int evals, products;      /* calls received */
  int nan_at, error_at;     /* the eval whose value is NaN, that returns an ERROR; 0: none */
  bool nan_gradient;        /* the NaN of nan_at is in the gradient */
} formula;

static status
formula_eval (const instance *o, const real *x, const real *y, double *phi, real *gx, real *gy)
{
  formula *f = (formula *) o->data;
  double grad[most_variables];
  const size_t n = o->d.n, m = o->d.m;
  for (size_t i = 0; i < n + m; i++)
    f->z[i] = (double) (i < n ? x[i] : y[i - n]);
  *phi = (double) (real) f->phi (o->d, f->z, gx || gy ? grad : NULL, NULL, NULL);
  for (size_t i = 0; gx && i < n; i++)
    gx[i] = (real) grad[i];
  for (size_t i = 0; gy && i < m; i++)
    gy[i] = (real) grad[n + i];
  f->evals++;
  if (f->evals == f->nan_at) {
    if (f->nan_gradient && gy)
      gy[m - 1] = (real) NAN;
    else
      *phi = NAN;
  }
  return f->evals == f->error_at ? ERROR_ORACLE : RUNNING;
}

static status
formula_hvp (const instance *o, const real *vx, const real *vy, real *hx, real *hy)
{
  formula *f = (formula *) o->data;
  double v[most_variables], Hv[most_variables], grad[most_variables];
  const size_t n = o->d.n, m = o->d.m;
  for (size_t i = 0; i < n + m; i++)
    v[i] = i < n ? (vx ? (double) vx[i] : 0) : (double) vy[i - n];
  f->phi (o->d, f->z, grad, v, Hv);
  for (size_t i = 0; hx && i < n; i++)
    hx[i] = (real) Hv[i];
  for (size_t i = 0; i < m; i++)
    hy[i] = (real) Hv[n + i];
  f->products++;
  return RUNNING;
}

static const objective formula_objective = { .name = "formula", .eval = formula_eval, .hvp = formula_hvp };

/* ---- an oracle of two formulas in memory of its own ---- */

static double clock_seconds; /* what the host's clock shows */
static int ticks;

static double
host_clock (void)
{
  return clock_seconds;
}

static void
count_tick (void *self)
{
  (void) self;
  ticks++;
}

static const host test_host = { .now = host_clock, .tick = count_tick };

typedef struct bench { /* an oracle and all that it points to */
  formula f, g;
  instance upper, lower;
  oracle oracle;
} bench;

/* Orders: the derivatives that upper and lower offer.  */
static void
bench_set (bench *b, dims d, double (*f) (dims, const double *, double *, const double *, double *), int order_f,
           double (*g) (dims, const double *, double *, const double *, double *), int order_g)
{
  memset (b, 0, sizeof *b);
  clock_seconds = 0;
  ticks = 0;
  b->f.phi = f;
  b->g.phi = g;
  b->upper = (instance){ .kind = &formula_objective, .level = "upper", .data = &b->f, .d = d, .order = order_f };
  b->lower = (instance){ .kind = &formula_objective, .level = "lower", .data = &b->g, .d = d, .order = order_g };
  oracle_start (&b->oracle, d, &b->upper, &b->lower, (box){ 0 }, &test_host);
}

/* Memory of exactly the measured size, laid out by CODE, which names the arena `a`.  */
#define LAY_OUT(code)                                                                                                  \
  do {                                                                                                                 \
    arena measured_ = { 0 }, *a = &measured_;                                                                          \
    code;                                                                                                              \
    const size_t bytes_ = measured_.used + arena_align;                                                                \
    arena real_ = { .base = test_memory (bytes_), .size = bytes_ };                                                    \
    a = &real_;                                                                                                        \
    code;                                                                                                              \
  } while (0)

#endif

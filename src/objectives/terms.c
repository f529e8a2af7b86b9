/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   A sum of terms, each  w'phi (t),  phi a function of one variable applied to each element, with the arguments

     t = r = A x + B y + b [rows],  or, for a half norm,  the one number t = 0.5 ||r||^2

   and the weights  w = c .* psi (P x + p),  c and p the fields w and p.  With w1 = c .* psi', w2 = c .* psi'' and J the
   Jacobian of t, that is (A, B) or r'(A, B):

     gradient  J'(w .* phi')  +  (P'(w1 .* phi), 0)
     Hessian along v = (vx, vy), with dt = J v and ds = P vx:
               J'(w .* phi'' .* dt + w1 .* phi' .* ds)  +  (P'(w1 .* phi' .* dt + w2 .* phi .* ds), 0)
               and, for a half norm,  + w phi' (A, B)'(A, B) v

   An evaluation reads every matrix twice, a Hessian-vector product too.  Where phi'' is constant in all terms, D2_yy is a sum of
   B'D B, D diagonal, that depends on x alone: it gets a Cholesky factor R.  The Gram matrix G = B'B of a term whose rows have one
   weight may come along for it (m/solve/private/factored.m); where the weight is constant and A is empty, products read G instead of B.  */
#include "base/real.h"

#include <stdio.h>
#include <tgmath.h>

#include "problem/objective.h"

/* ---- functions of one variable ---- */

/* exp (-|t|) <= 1: nothing made of it overflows, and 1 - sigmoid does not cancel.  */
static inline real
decay (real t)
{
  return exp (-fabs (t));
}

static inline real
softplus (real t)
{
  return (t > 0 ? t : 0) + log1p (decay (t));
}

static inline real
sigmoid (real t)
{
  const real e = decay (t);
  return (t >= 0 ? 1 : e) / (1 + e);
}

static inline real
sigmoid_first (real t)
{
  const real e = decay (t);
  return e / ((1 + e) * (1 + e));
}

static inline real
sigmoid_second (real t)
{
  const real e = decay (t);
  return (t >= 0 ? e - 1 : 1 - e) * e / ((1 + e) * (1 + e) * (1 + e));
}

/* FUNCTION (name, value, first derivative, second derivative) at t.  Not finite: log1p for t <= -1, exp where it overflows.
   The second derivative of huber, which has none at |t| = 1, is that from inside there.  */
#define FUNCTIONS(FUNCTION)                                                                                            \
  FUNCTION (const, 1, 0, 0)                                                                                            \
  FUNCTION (linear, t, 1, 0)                                                                                           \
  FUNCTION (square, t *t, 2 * t, 2)                                                                                    \
  FUNCTION (sin, sin (t), cos (t), -sin (t))                                                                           \
  FUNCTION (cos, cos (t), -sin (t), -cos (t))                                                                          \
  FUNCTION (exp, exp (t), exp (t), exp (t))                                                                            \
  FUNCTION (log1p, log1p (t), 1 / (1 + t), -1 / ((1 + t) * (1 + t)))                                                   \
  FUNCTION (sigmoid, sigmoid (t), sigmoid_first (t), sigmoid_second (t))                                               \
  FUNCTION (softplus, softplus (t), sigmoid (t), sigmoid_first (t))                                                    \
  FUNCTION (logistic, softplus (-t), -sigmoid (-t), sigmoid_first (t))                                                 \
  FUNCTION (huber, fabs (t) <= 1 ? t * t / 2 : (2 * fabs (t) - 1) / 2, t > 1 ? 1 : t < -1 ? -1 : t, fabs (t) <= 1)

/* value [n], first [n], second [n] at the arguments [n].  */
typedef void function (size_t n, const real *restrict arguments, real *restrict value, real *restrict first,
                       real *restrict second);

#define DEFINE(name, v, d, dd)                                                                                         \
  static void evaluate_##name (size_t n, const real *restrict arguments, real *restrict value, real *restrict first,   \
                               real *restrict second)                                                                  \
  {                                                                                                                    \
    for (size_t i = 0; i < n; i++) {                                                                                   \
      const real t = arguments[i];                                                                                     \
      value[i] = (real) (v), first[i] = (real) (d), second[i] = (real) (dd);                                           \
      (void) t;                                                                                                        \
    }                                                                                                                  \
  }
FUNCTIONS (DEFINE)

#define ROW(name, v, d, dd) evaluate_##name,
static function *const functions[] = { FUNCTIONS (ROW) };
enum { function_count = sizeof functions / sizeof *functions };

#define NAME(name, v, d, dd) "|" #name
#define HALF_NORM_NAME(name, v, d, dd) "|half-norm-" #name
static const char phi_names[] = FUNCTIONS (NAME) FUNCTIONS (HALF_NORM_NAME), psi_names[] = FUNCTIONS (NAME);

/* ---- terms ---- */

enum { A, B, OFFSET, FACTOR, P, SHIFT, PHI, PSI, GRAM, field_count };

static const field fields[] = {
  { "A", "k", "n", false, 0, 0 },
  { "B", "k", "m", false, 0, 0 },
  { "b", "k", "1", false, 0, 0 },
  { "w", "i", "1", false, 0, 0 },
  { "P", "j", "n", false, 0, 0 },
  { "p", "j", "1", false, 0, 0 },
  { "phi", "choice", phi_names + 1, false, 0, 0 },
  { "psi", "choice", psi_names + 1, false, 0, 0 },
  { "G", "m", "m", false, 0, 0 },
  { .name = NULL },
};

typedef struct term {
  const matrix *data; /* [field_count] */
  function *phi, *psi;
  bool half_norm, learnable; /* learnable: the weights depend on x */
  size_t rows, count;        /* elements of r, of t */
  size_t shifts;             /* elements of P x + p: 1, which serves all of t, or count */
  /* at the point of the latest eval */
  real *r;              /* [rows] */
  real *weight;         /* [count] w */
  real *first, *second; /* [count] w .* phi', w .* phi'' */
  real *cross, *bend;   /* [count] w1 .* phi', w2 .* phi; NULL unless learnable */
} term;

enum { scratch_count = 4 };

typedef struct workspace {
  term *terms;                  /* [parts] */
  real *scratch[scratch_count]; /* each as long as the longest vector of a term */
  real *R;                      /* [m x m] upper triangle: the factor; NULL: there is none */
  real *solution;               /* [m] */
} workspace;

enum {
  gram_price = 4
}; /* an operation of a factorisation, which works on blocks, costs a part of one of a product, which waits for memory */

static size_t
larger (size_t a, size_t b)
{
  return a > b ? a : b;
}

/* DATA: the matrices of one term.  Reads their sizes and the 1 x 1 ones only.  */
static term
describe (const matrix *data)
{
  const size_t phi = (size_t) *data[PHI].val;
  term t = { .data = data, .phi = functions[phi % function_count], .psi = functions[(size_t) *data[PSI].val] };
  t.half_norm = phi >= function_count;
  t.learnable = data[P].rows > 0;
  t.rows = larger (data[A].rows, data[B].rows);
  t.count = t.half_norm ? 1 : t.rows;
  t.shifts = larger (1, larger (data[P].rows, data[SHIFT].rows));
  return t;
}

static status
check (const instance *o, char *message, size_t length)
{
  for (size_t i = 0; i < o->parts; i++) {
    const matrix *data = (const matrix *) o->data + i * field_count;
    const term t = describe (data);
    const size_t factors = larger (1, data[FACTOR].rows);
    if (t.rows == 0) {
      snprintf (message, length, "term %zu has neither A nor B", i + 1);
      return ERROR_SIZE;
    }
    if ((t.shifts != 1 && t.shifts != t.count) || (factors != 1 && factors != t.count)) {
      snprintf (message, length, "term %zu has %zu weights, expected 1%s", i + 1, larger (t.shifts, factors),
                t.half_norm ? "" : " or as many as A and B have rows");
      return ERROR_SIZE;
    }
  }
  return RUNNING;
}

/* ---- the factor ---- */

/* These read sizes alone, as check does.  D2_yy of the term is not 0.  */
static bool
bends (const term *t)
{
  return t->data[B].rows > 0 && t->phi == (t->half_norm ? evaluate_linear : evaluate_square);
}

/* It is the same for all y.  */
static bool
is_quadratic (const term *t)
{
  return bends (t) || t->phi == evaluate_const || (t->phi == evaluate_linear && !t->half_norm);
}

static bool
has_one_weight (const term *t)
{
  return t->half_norm || (t->shifts == 1 && t->data[FACTOR].rows <= 1);
}

/* Numbers in B.  */
static double
entries (const matrix *b)
{
  return b->jc ? (double) b->jc[b->cols] : (double) b->rows * (double) b->cols;
}

/* Where all terms that bend have what it takes, and one has G, without which there is little to save.  */
static solver
solver_of (const instance *o)
{
  const double m = (double) o->d.m;
  bool known = true, pays = false;
  double evaluation = 0;
  for (size_t i = 0; i < o->parts; i++) {
    const term t = describe ((const matrix *) o->data + i * field_count);
    const bool gram = t.data[GRAM].rows > 0 && has_one_weight (&t);
    known &= is_quadratic (&t) && (!bends (&t) || gram || t.data[B].ir);
    pays |= gram;
    evaluation += 4 * entries (&t.data[B]);
  }
  if (!known || !pays)
    return (solver){ 0 };
  return (solver){
    .how = "cholesky", .factors = true, .claimed = true, .follows = m * m * m / 3 <= gram_price * evaluation
  };
}

static void *
layout (const instance *o, arena *a)
{
  workspace *s = arena_array (a, 1, workspace);
  term *terms = arena_array (a, o->parts, term);
  size_t longest = 1;
  for (size_t i = 0; i < o->parts; i++) {
    term t = describe ((const matrix *) o->data + i * field_count);
    longest = larger (longest, larger (t.rows, t.data[GRAM].rows));
    t.r = arena_array (a, t.rows, real);
    t.weight = arena_array (a, t.count, real);
    t.first = arena_array (a, t.count, real);
    t.second = arena_array (a, t.count, real);
    t.cross = t.learnable ? arena_array (a, t.count, real) : NULL;
    t.bend = t.learnable ? arena_array (a, t.count, real) : NULL;
    if (terms)
      terms[i] = t;
  }
  workspace all = { .terms = terms };
  for (int i = 0; i < scratch_count; i++)
    all.scratch[i] = arena_array (a, longest, real);
  if (solver_of (o).factors) {
    all.R = (real *) arena_take (a, o->d.m, o->d.m * sizeof (real));
    all.solution = arena_array (a, o->d.m, real);
  }
  if (s)
    *s = all;
  return s;
}

/* b .*= a */
static void
multiply (size_t n, const real *restrict a, real *restrict b)
{
  for (size_t i = 0; i < n; i++)
    b[i] *= a[i];
}

/* c += a .* b */
static void
add_product (size_t n, const real *restrict a, const real *restrict b, real *restrict c)
{
  for (size_t i = 0; i < n; i++)
    c[i] += a[i] * b[i];
}

/* a = OFFSET, or zero where none is given */
static void
start (const matrix *offset, size_t n, real *a)
{
  if (offset->val)
    vec_copy (n, offset->val, a);
  else
    vec_fill (n, 0, a);
}

/* weight = w, first = w1, second = w2, all [count]; s [count] is scratch.  */
static void
weigh (const term *t, const real *x, real *s, real *weight, real *first, real *second)
{
  const matrix *factor = &t->data[FACTOR];
  real *const results[] = { weight, first, second };
  start (&t->data[SHIFT], t->shifts, s);
  if (t->learnable)
    mat_apply (&t->data[P], false, x, s);
  t->psi (t->shifts, s, weight, first, second);
  for (int i = 0; i < 3; i++) {
    if (t->shifts < t->count)
      vec_fill (t->count, (double) results[i][0], results[i]);
    if (factor->rows == 1)
      vec_scale (t->count, (double) *factor->val, results[i]);
    else if (factor->rows > 1)
      multiply (t->count, factor->val, results[i]);
  }
}

static void
prepare (const instance *o)
{
  const workspace *s = o->work;
  for (size_t i = 0; i < o->parts; i++)
    if (!s->terms[i].learnable)
      weigh (&s->terms[i], NULL, s->scratch[0], s->terms[i].weight, s->scratch[1], s->scratch[2]);
}

/* gx += P'u, u [count] being summed where one weight serves all.  */
static void
apply_weights (const term *t, real *u, real *gx)
{
  if (t->shifts < t->count)
    for (size_t i = 1; i < t->count; i++)
      u[0] += u[i];
  mat_apply (&t->data[P], true, u, gx);
}

/* (gx, gy) += (A, B)'u, u [rows]; gx and gy may be NULL.  */
static void
apply_transposed (const term *t, const real *u, real *gx, real *gy)
{
  if (gx)
    mat_apply (&t->data[A], true, u, gx);
  if (gy)
    mat_apply (&t->data[B], true, u, gy);
}

/* The value of a term; its gradient is added.  */
static double
linearise (const term *t, real *const *scratch, const real *x, const real *y, real *gx, real *gy)
{
  const size_t count = t->count;
  real *value = scratch[0], *u = scratch[1], half_square = 0;
  start (&t->data[OFFSET], t->rows, t->r);
  mat_apply (&t->data[A], false, x, t->r);
  mat_apply (&t->data[B], false, y, t->r);
  if (t->half_norm)
    half_square = (real) (0.5 * vec_dot (t->rows, t->r, t->r));
  t->phi (count, t->half_norm ? &half_square : t->r, value, t->first, t->second);
  if (t->learnable) {
    weigh (t, x, u, t->weight, t->cross, t->bend);
    if (gx) {
      vec_copy (count, t->cross, u);
      multiply (count, value, u);
      apply_weights (t, u, gx);
    }
    multiply (count, t->first, t->cross);
    multiply (count, value, t->bend);
  }
  multiply (count, t->weight, t->first);
  multiply (count, t->weight, t->second);
  if (t->half_norm) {
    vec_copy (t->rows, t->r, u);
    vec_scale (t->rows, (double) t->first[0], u);
  }
  apply_transposed (t, t->half_norm ? u : t->first, gx, gy);
  return vec_dot (count, t->weight, value);
}

static status
eval (const instance *o, const real *x, const real *y, double *phi, real *gx, real *gy)
{
  const workspace *s = o->work;
  *phi = 0;
  if (gx)
    vec_fill (o->d.n, 0, gx);
  if (gy)
    vec_fill (o->d.m, 0, gy);
  for (size_t i = 0; i < o->parts; i++)
    *phi += linearise (&s->terms[i], s->scratch, x, y, gx, gy);
  return RUNNING;
}

/* phi'' times what the weights leave of it: D2_yy = that times B'B, with one weight for all rows.  */
static double
bend_of (const term *t, double weight)
{
  return !bends (t) ? 0 : t->half_norm ? weight : 2 * weight;
}

/* Adds the Hessian of a term times (vx, vy).  */
static void
apply_hessian (const term *t, real *const *scratch, const real *vx, const real *vy, real *hx, real *hy)
{
  const size_t count = t->count;
  real *dr = scratch[0], *u = scratch[1], *ds = scratch[2], *v = scratch[3], dt;
  if (t->data[GRAM].val && !t->data[A].val && !t->learnable) {
    vec_scaled (t->data[GRAM].rows, bend_of (t, (double) t->weight[0]), vy, u);
    mat_apply (&t->data[GRAM], false, u, hy);
    return;
  }
  vec_fill (t->rows, 0, dr);
  if (vx)
    mat_apply (&t->data[A], false, vx, dr);
  mat_apply (&t->data[B], false, vy, dr);
  if (t->half_norm)
    dt = (real) vec_dot (t->rows, t->r, dr);
  const real *dts = t->half_norm ? &dt : dr;

  vec_copy (count, t->second, u);
  multiply (count, dts, u);
  if (t->learnable) {
    vec_fill (count, 0, ds);
    if (vx)
      mat_apply (&t->data[P], false, vx, ds);
    if (t->shifts < count)
      vec_fill (count, (double) ds[0], ds);
    add_product (count, t->cross, ds, u);
    if (hx) {
      vec_fill (count, 0, v);
      add_product (count, t->cross, dts, v);
      add_product (count, t->bend, ds, v);
      apply_weights (t, v, hx);
    }
  }
  if (t->half_norm) {
    const double along_r = (double) u[0];
    vec_copy (t->rows, dr, u);
    vec_scale (t->rows, (double) t->first[0], u);
    vec_axpy (t->rows, along_r, t->r, u);
  }
  apply_transposed (t, u, hx, hy);
}

static status
hvp (const instance *o, const real *vx, const real *vy, real *hx, real *hy)
{
  const workspace *s = o->work;
  if (hx)
    vec_fill (o->d.n, 0, hx);
  vec_fill (o->d.m, 0, hy);
  for (size_t i = 0; i < o->parts; i++)
    apply_hessian (&s->terms[i], s->scratch, vx, vy, hx, hy);
  return RUNNING;
}

/* The upper triangle of S [m x m] += B'D B, D the factors d [rows]; u [rows] is scratch.  */
static void
add_sparse (const matrix *b, const real *d, real *u, real *S)
{
  vec_fill (b->rows, 0, u);
  for (size_t j = 0; j < b->cols; j++) {
    for (ptrdiff_t k = b->jc[j]; k < b->jc[j + 1]; k++)
      u[b->ir[k]] = d[b->ir[k]] * b->val[k];
    for (size_t i = 0; i <= j; i++)
      for (ptrdiff_t k = b->jc[i]; k < b->jc[i + 1]; k++)
        S[i + j * b->cols] += b->val[k] * u[b->ir[k]];
    for (ptrdiff_t k = b->jc[j]; k < b->jc[j + 1]; k++)
      u[b->ir[k]] = 0;
  }
}

static factorised
factorise (const instance *o, const real *x, const real *y)
{
  const workspace *s = o->work;
  const size_t m = o->d.m;
  real *const *k = s->scratch;
  (void) y;
  vec_fill (m * m, 0, s->R);
  for (size_t i = 0; i < o->parts; i++) {
    const term *t = &s->terms[i];
    const matrix *gram = &t->data[GRAM];
    if (!bends (t))
      continue;
    weigh (t, x, k[0], k[1], k[2], k[3]);
    for (size_t j = 0; gram->val && j < m; j++)
      vec_axpy (j + 1, bend_of (t, (double) k[1][0]), gram->val + j * m, s->R + j * m);
    if (gram->val)
      continue;
    if (t->half_norm)
      vec_fill (t->rows, (double) k[1][0], k[1]);
    vec_scale (t->rows, bend_of (t, 1), k[1]);
    add_sparse (&t->data[B], k[1], k[0], s->R);
  }
  return vec_finite (m * m, s->R) && mat_factorise (m, s->R) ? FACTORISED : NOT_POSITIVE;
}

static status
solve_yy (const instance *o, const real *b, real *s)
{
  const workspace *w = o->work;
  const matrix R = { .rows = o->d.m, .cols = o->d.m, .val = w->R };
  mat_solve_factored (&R, NULL, b, w->solution, s);
  return RUNNING;
}

static void
half_solve_yy (const instance *o, bool transposed, const real *z, real *s)
{
  const workspace *w = o->work;
  const matrix R = { .rows = o->d.m, .cols = o->d.m, .val = w->R };
  mat_solve_half (&R, NULL, transposed, z, w->solution, s);
}

static double
rows (const instance *o)
{
  const workspace *s = o->work;
  double sum = 0;
  for (size_t i = 0; i < o->parts; i++)
    sum += (double) s->terms[i].rows;
  return sum;
}

const objective objective_terms = { .name = "terms",
                                    .fields = fields,
                                    .derived = 1,
                                    .repeated = "terms",
                                    .check = check,
                                    .layout = layout,
                                    .prepare = prepare,
                                    .rows = rows,
                                    .eval = eval,
                                    .hvp = hvp,
                                    .solve_yy = solve_yy,
                                    .half_solve_yy = half_solve_yy,
                                    .solver = solver_of,
                                    .factorise = factorise };

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Every row of registry_objectives: Taylor checks on random data of the shapes its fields tell.  No code for one
   objective alone, but for the last tests.  */
#include "base/real.h"

#include "numeric.h"
#include "registered.h"

/* ---- random instances ---- */

enum { letters = 26, instances = 30 /* of each objective: choices, flags and shapes vary among them */ };

static size_t
count_fields (const objective *kind)
{
  size_t count = 0;
  while (kind->fields[count].name)
    count++;
  return count;
}

/* Size of a side: n, m, a digit, or a letter whose size is drawn.  */
static size_t
side (const char *symbol, dims d, const size_t *drawn)
{
  if (*symbol >= '0' && *symbol <= '9')
    return (size_t) (*symbol - '0');
  if (strcmp (symbol, "n") == 0)
    return d.n;
  return strcmp (symbol, "m") == 0 ? d.m : drawn[(*symbol | 32) - 'a'];
}

/* From 0 to MOST, both included.  */
static size_t
random_count (size_t most)
{
  return (size_t) ((test_random () + 1) / 2 * ((double) most + 1));
}

static bool
is_choice (const field *f)
{
  return strcmp (f->rows, "choice") == 0;
}

/* The index of one of the words in the field's cols.  */
static real
random_choice (const field *f)
{
  size_t separators = 0;
  for (const char *c = f->cols; *c; c++)
    separators += *c == '|';
  return (real) random_count (separators);
}

static real
random_entry (const field *f)
{
  if (is_choice (f))
    return random_choice (f);
  return (real) (f->whole
                     ? f->least + (double) random_count (f->most > f->least + 1 ? 2 : (size_t) (f->most - f->least))
                     : test_random ());
}

static const real *
random_entries (const field *f, size_t rows, size_t cols)
{
  real *A = test_memory (rows * cols * sizeof *A);
  for (size_t j = 0; j < cols; j++)
    for (size_t i = 0; i < rows; i++)
      A[i + j * rows] = random_entry (f);
  if (strcmp (f->rows, f->cols) == 0)
    for (size_t j = 0; j < cols; j++)
      for (size_t i = 0; i < j; i++)
        A[i + j * rows] = A[j + i * rows];
  return A;
}

/* The same matrix with two thirds of its entries dropped, symmetrically, as a sparse one.  */
static matrix
sparse_part (matrix dense)
{
  const size_t rows = dense.rows, cols = dense.cols;
  real *val = test_memory (rows * cols * sizeof *val);
  ptrdiff_t *ir = test_memory (rows * cols * sizeof *ir), *jc = test_memory ((cols + 1) * sizeof *jc), count = 0;
  for (size_t j = 0; j < cols; j++) {
    jc[j] = count;
    for (size_t i = 0; i < rows; i++)
      if ((i + j) % 3 == 0) {
        val[count] = dense.val[i + j * rows];
        ir[count++] = (ptrdiff_t) i;
      }
  }
  jc[cols] = count;
  return (matrix){ rows, cols, val, ir, jc };
}

/* Shapes of all matrices for the sizes d, and values of the 1 x 1 ones where they have none yet.  */
static void
shape (instance *o, dims d, const size_t *drawn)
{
  matrix *data = (matrix *) o->data;
  const size_t fields = count_fields (o->kind);
  o->d = d;
  for (size_t k = 0; k < o->parts * fields; k++) {
    const field *f = &o->kind->fields[k % fields];
    if (k % fields >= fields - o->kind->derived)
      continue;
    data[k].rows = is_choice (f) ? 1 : side (f->rows, d, drawn);
    data[k].cols = is_choice (f) ? 1 : side (f->cols, d, drawn);
    if (data[k].rows == 1 && data[k].cols == 1 && !data[k].val)
      data[k].val = random_entries (f, 1, 1);
  }
}

static bool
accepted (const instance *o)
{
  char words[256] = "";
  return !o->kind->check || o->kind->check (o, words, sizeof words) == RUNNING;
}

/* Fills the matrices of an instance whose shapes are set; lays it out in memory of exactly its size.  */
static bool
fill (instance *o)
{
  matrix *data = (matrix *) o->data;
  const size_t fields = count_fields (o->kind);
  for (size_t k = 0; k < o->parts * fields; k++) {
    const field *f = &o->kind->fields[k % fields];
    if (k % fields >= fields - o->kind->derived)
      continue;
    const bool may_be_sparse = strcmp (f->rows, "1") != 0 && strcmp (f->cols, "1") != 0 && !is_choice (f);
    if (!data[k].val)
      data[k].val = random_entries (f, data[k].rows, data[k].cols);
    if (may_be_sparse && test_random () > 0.3)
      data[k] = sparse_part (data[k]);
  }
  if (!accepted (o))
    return false;
  LAY_OUT (instance_layout (o, a));
  return true;
}

static instance
new_instance (const objective *kind, size_t parts)
{
  matrix *data = test_memory (parts * count_fields (kind) * sizeof *data);
  memset (data, 0, parts * count_fields (kind) * sizeof *data);
  return (instance){ .kind = kind, .level = "tested", .data = data, .parts = parts, .order = 2 };
}

/* Draws sizes and data until the objective accepts them; d is tried first, then every n up to 7, m up to 60.  */
static instance
random_instance (const objective *kind, dims d, double threads)
{
  for (int tries = 0; tries < 200; tries++) {
    instance o = new_instance (kind, kind->repeated ? 1 + random_count (2) : 1);
    size_t drawn[letters];
    for (int i = 0; i < letters; i++)
      drawn[i] = 1 + 3 * random_count (2); /* 1, 4 or 7 */
    o.threads = threads;
    shape (&o, d, drawn);
    bool fits = accepted (&o);
    for (size_t n = 1; n <= 7 && !fits; n++)
      for (size_t m = 1; m <= 60 && !fits; m++) {
        shape (&o, (dims){ n, m }, drawn);
        fits = accepted (&o);
      }
    if (fits && fill (&o))
      return o;
  }
  CHECK (!"no data that the objective accepts");
  return new_instance (kind, 0);
}

/* The instance at z + t v, z and v [n + m]; grad [n + m] or NULL.  */
static double
value_at (const instance *o, const real *z, double t, const real *v, real *grad)
{
  const size_t n = o->d.n, nz = n + o->d.m;
  real *at = zeros (nz);
  double phi = NAN;
  vec_copy (nz, z, at);
  vec_axpy (nz, t, v, at);
  CHECK (o->kind->eval (o, at, at + n, &phi, grad, grad ? grad + n : NULL) == RUNNING);
  return phi;
}

static const dims all_dims[] = { { 1, 1 }, { 3, 5 }, { 6, 2 }, { 5, 5 }, { 2, 7 }, { 4, 3 }, { 1, 6 }, { 7, 1 } };
enum { dims_count = sizeof all_dims / sizeof *all_dims };

typedef struct trial {
  instance *o;
  size_t n, nz;
  const real *z, *u, *v; /* a point and two directions [nz] */
} trial;

/* Is phi finite for some way around z, so that no step of a check leaves where it is defined?  */
static bool
stays_finite (const trial *t)
{
  static const double way[] = { -0.5, -0.25, 0, 0.25, 0.5 };
  bool finite = true;
  for (int i = 0; i < 5 && finite; i++)
    for (int k = 0; k < 2 && finite; k++)
      finite = isfinite (value_at (t->o, t->z, way[i], k ? t->u : t->v, NULL));
  return finite;
}

static void
for_every_objective (void (*check) (const trial *t))
{
  for (int row = 0; registry_objectives[row]; row++) {
    int checked = 0;
    for (int i = 0; i < instances; i++) {
      instance o = random_instance (registry_objectives[row], all_dims[i % dims_count], 1 + (double) (i % 2));
      const size_t nz = o.d.n + o.d.m;
      const trial t = { &o, o.d.n, nz, random_vector (nz), random_vector (nz), random_vector (nz) };
      if (o.parts > 0 && stays_finite (&t)) {
        check (&t);
        checked++;
      }
    }
    CHECK (checked > instances / 2);
  }
}

static status
product (const trial *t, const real *v, real *Hv)
{
  return t->o->kind->hvp (t->o, v, v + t->n, Hv, Hv + t->n);
}

/* A kink of phi or of its gradient between the points compared (ReLU, huber) shows in one-sided differences that do not
   approach each other with the step; the checks allow for what they differ by.  */
static void
check_gradient (const trial *t)
{
  real *grad = zeros (t->nz);
  const double phi = value_at (t->o, t->z, 0, t->v, grad), slope = vec_dot (t->nz, grad, t->v);
  const double rounding = 64 * (double) t->nz * REAL_EPS * (1 + fabs (phi)), longest = in_precision (1e-4, 0.05);
  double remainder[2], jump[2], error[2]; /* error: of the slope against central differences */
  for (int i = 0; i < 2; i++) {
    const double step = i ? longest / 8 : longest;
    const double up = value_at (t->o, t->z, step, t->v, NULL), down = value_at (t->o, t->z, -step, t->v, NULL);
    remainder[i] = fabs (up - phi - step * slope);
    jump[i] = fabs (up - 2 * phi + down);
    error[i] = fabs ((up - down) / (2 * step) - slope) - rounding / step;
  }
  const bool kink = jump[1] > jump[0] / 32 + rounding;
  if (!kink)
    CHECK_MOST (remainder[1], remainder[0] / 32 + 2 * rounding);
  CHECK_MOST (fmin (error[0], error[1]),
              in_precision (1e-6, 1e-2) * (1 + fabs (slope)) + (kink ? jump[0] / longest : 0));
}

TEST (gradients_pass_the_Taylor_check) { for_every_objective (check_gradient); }

static void
check_product (const trial *t)
{
  real *up = zeros (t->nz), *down = zeros (t->nz), *at = zeros (t->nz), *Hv = zeros (t->nz);
  const double step = in_precision (1e-5, 1e-2);
  value_at (t->o, t->z, step, t->v, up);
  value_at (t->o, t->z, -step, t->v, down);
  value_at (t->o, t->z, 0, t->v, at);
  CHECK (product (t, t->v, Hv) == RUNNING);
  for (size_t i = 0; i < t->nz; i++) {
    const double forward = ((double) up[i] - (double) at[i]) / step,
                 backward = ((double) at[i] - (double) down[i]) / step;
    CHECK_NEAR ((forward + backward) / 2, (double) Hv[i],
                in_precision (1e-8, 1e-2) * (1 + fabs ((double) Hv[i])) + fabs (forward - backward));
  }
}

TEST (products_pass_the_Taylor_check) { for_every_objective (check_product); }

static void
check_symmetry (const trial *t)
{
  real *Hu = zeros (t->nz), *Hv = zeros (t->nz);
  value_at (t->o, t->z, 0, t->v, zeros (t->nz));
  product (t, t->u, Hu);
  product (t, t->v, Hv);
  CHECK_NEAR (vec_dot (t->nz, t->u, Hv), vec_dot (t->nz, t->v, Hu), 64 * (double) t->nz * REAL_EPS);
}

TEST (products_are_symmetric) { for_every_objective (check_symmetry); }

static void
check_point_remembered (const trial *t)
{
  real *there = zeros (t->nz), *Hv = zeros (t->nz);
  value_at (t->o, t->z, 0, t->v, NULL); /* a value alone is an evaluation too */
  product (t, t->v, there);
  value_at (t->o, t->z, 1, t->u, zeros (t->nz));
  value_at (t->o, t->z, 0, t->v, zeros (t->nz));
  product (t, t->v, Hv);
  CHECK (memcmp (Hv, there, t->nz * sizeof *Hv) == 0);
}

TEST (products_belong_to_the_latest_point) { for_every_objective (check_point_remembered); }

static void
check_parts_of_eval (const trial *t)
{
  const size_t n = t->n, nz = t->nz;
  const objective *kind = t->o->kind;
  const real *x = t->z, *y = t->z + n;
  real *both = zeros (nz), *part = zeros (nz);
  double phi, again;
  kind->eval (t->o, x, y, &phi, both, both + n);
  kind->eval (t->o, x, y, &again, NULL, part + n);
  CHECK (again == phi && memcmp (part + n, both + n, (nz - n) * sizeof *both) == 0);
  kind->eval (t->o, x, y, &again, part, NULL);
  CHECK (again == phi && memcmp (part, both, n * sizeof *both) == 0);
  kind->eval (t->o, x, y, &again, NULL, NULL);
  CHECK (again == phi);
}

TEST (a_gradient_not_wanted_does_not_change_the_rest) { for_every_objective (check_parts_of_eval); }

static void
check_parts_of_product (const trial *t)
{
  const size_t n = t->n, nz = t->nz;
  const objective *kind = t->o->kind;
  const real *ux = t->u, *vy = t->v + n;
  real *both = zeros (nz), *part = zeros (nz), *zero = zeros (n);
  value_at (t->o, t->z, 0, t->v, zeros (nz));
  kind->hvp (t->o, zero, vy, both, both + n);
  kind->hvp (t->o, NULL, vy, part, part + n);
  for (size_t i = 0; i < nz; i++)
    CHECK_NEAR ((double) part[i], (double) both[i], 8 * REAL_EPS);
  kind->hvp (t->o, ux, vy, both, both + n);
  kind->hvp (t->o, ux, vy, NULL, part + n);
  for (size_t i = n; i < nz; i++)
    CHECK_NEAR ((double) part[i], (double) both[i], 8 * REAL_EPS);
}

TEST (a_part_of_a_product_not_wanted_does_not_change_the_rest) { for_every_objective (check_parts_of_product); }

/* ---- quadratic ---- */

enum { QXX, QXY, QYY, CX, CY, C0 };

TEST (the_quadratic_agrees_with_loops_whatever_blocks_are_missing)
{
  const dims d = { 4, 3 };
  for (int missing = 0; missing < 64; missing++) {
    instance o = new_instance (registered_objective ("quadratic"), 1);
    matrix *data = (matrix *) o.data;
    shape (&o, d, NULL);
    for (int block = 0; block < 6; block++)
      data[block].val = random_entries (&o.kind->fields[block], data[block].rows, data[block].cols);
    LAY_OUT (instance_layout (&o, a));
    for (int block = 0; block < 6; block++)
      if (missing >> block & 1)
        data[block].val = NULL;
    const real *x = random_vector (d.n), *y = random_vector (d.m);
    double gx[4] = { 0 }, gy[3] = { 0 }, phi = data[C0].val ? (double) *data[C0].val : 0;
    if (data[QXX].val)
      naive_apply (4, 4, data[QXX].val, false, x, gx);
    if (data[QXY].val)
      naive_apply (4, 3, data[QXY].val, false, y, gx), naive_apply (4, 3, data[QXY].val, true, x, gy);
    if (data[QYY].val)
      naive_apply (3, 3, data[QYY].val, false, y, gy);
    for (int i = 0; i < 4; i++) {
      const double c = data[CX].val ? (double) data[CX].val[i] : 0;
      phi += (gx[i] / 2 + c) * (double) x[i];
      gx[i] += c;
    }
    for (int i = 0; i < 3; i++) {
      const double c = data[CY].val ? (double) data[CY].val[i] : 0;
      phi += (gy[i] / 2 + c) * (double) y[i];
      gy[i] += c;
    }
    real fx[4], fy[3];
    double value;
    CHECK (o.kind->eval (&o, x, y, &value, fx, fy) == RUNNING);
    CHECK_NEAR (value, phi, 64 * REAL_EPS);
    for (int i = 0; i < 4; i++)
      CHECK_NEAR ((double) fx[i], gx[i], 64 * REAL_EPS);
    for (int i = 0; i < 3; i++)
      CHECK_NEAR ((double) fy[i], gy[i], 64 * REAL_EPS);
  }
}

/* ---- a Cholesky factor that comes with a quadratic ---- */

enum { FACTOR = 6, PLACES = 7, FACTOR_SIDE = 5 };

/* Upper factor of A [n x n], A(order, order) = R'R.  */
static const real *
cholesky_factor (size_t n, const real *A, const size_t *order)
{
  real *R = zeros (n * n);
  for (size_t j = 0; j < n; j++)
    for (size_t i = 0; i <= j; i++) {
      double s = (double) A[order[i] + order[j] * n];
      for (size_t k = 0; k < i; k++)
        s -= (double) R[k + i * n] * (double) R[k + j * n];
      R[i + j * n] = (real) (i == j ? sqrt (s) : s / (double) R[i + i * n]);
    }
  return R;
}

TEST (a_quadratic_with_a_factor_solves_with_Qyy)
{
  enum { QYY = 2, n = FACTOR_SIDE };
  static const size_t order[n] = { 3, 0, 4, 1, 2 };
  static const real places[n] = { 4, 1, 5, 2, 3 };
  for (int sparse = 0; sparse < 2; sparse++) {
    instance o = new_instance (registered_objective ("quadratic"), 1);
    matrix *data = (matrix *) o.data;
    const real *A = random_spd (n, 1), *b = random_vector (n);
    real *s = zeros (n), *As = zeros (n);
    o.d = (dims){ 1, n };
    data[QYY] = (matrix){ n, n, A, NULL, NULL };
    CHECK (!instance_solver (&o).how);
    data[FACTOR] = (matrix){ n, n, cholesky_factor (n, A, order), NULL, NULL };
    data[PLACES] = (matrix){ n, 1, places, NULL, NULL };
    if (sparse)
      data[FACTOR] = sparse_copy (n, n, data[FACTOR].val);
    CHECK (accepted (&o) && strcmp (instance_solver (&o).how, "cholesky") == 0);
    LAY_OUT (instance_layout (&o, a));
    CHECK (o.kind->solve_yy (&o, b, s) == RUNNING);
    mat_apply (&data[QYY], false, s, As);
    CHECK_MOST (vec_distance (n, As, b), 64 * REAL_EPS);
  }
}

TEST (a_factor_that_is_no_triangle_and_an_order_that_is_no_permutation_are_refused)
{
  static const real twice[2] = { 1, 1 }, beyond[2] = { 1, 3 }, right[2] = { 2, 1 };
  static const real full[4] = { 1, 1, 1, 1 }, triangle[4] = { 1, 0, 1, 1 };
  instance o = new_instance (registered_objective ("quadratic"), 1);
  matrix *data = (matrix *) o.data;
  o.d = (dims){ 1, 2 };
  data[FACTOR] = (matrix){ 2, 2, triangle, NULL, NULL };
  CHECK (accepted (&o));
  data[PLACES] = (matrix){ 2, 1, right, NULL, NULL };
  CHECK (accepted (&o));
  data[PLACES].val = twice;
  CHECK (!accepted (&o));
  data[PLACES].val = beyond;
  CHECK (!accepted (&o));
  data[PLACES].val = right;
  data[FACTOR].val = full;
  CHECK (!accepted (&o));
}

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Instances of objectives with random data of the shapes that their fields tell.  */
#ifndef PGDQA_TEST_INSTANCES_H
#define PGDQA_TEST_INSTANCES_H

#include "numeric.h"
#include "registered.h"
#include "tape_random.h"
#include "waves.h"

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
random_matrices (const objective *kind, dims d, double threads)
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

/* The matrix of that name.  */
static matrix *
matrix_named (const instance *o, const char *name)
{
  size_t k = 0;
  while (strcmp (o->kind->fields[k].name, name) != 0)
    k++;
  return (matrix *) o->data + k;
}

/* ENTRIES [rows] become the matrix of that name.  */
static void
set_matrix (const instance *o, const char *name, const real *entries)
{
  matrix_named (o, name)->val = entries;
}

static real *
random_positive (size_t count)
{
  real *a = random_vector (count);
  for (size_t i = 0; i < count; i++)
    a[i] = (real) 0.5 + a[i] * a[i];
  return a;
}

/* Of a quadratic and CURVED constraints that are waves, with so many linear rows, the last variables slacks, which the quadratic does not know.  HOW:
   NULL, random.  */
static instance
random_augmented (dims d, size_t curved, size_t linear, size_t slacks, const real *how, double threads)
{
  instance o = new_instance (registered_objective ("augmented"), 1);
  size_t drawn[letters] = { ['k' - 'a'] = curved + linear };
  instance *base = test_memory (sizeof *base);
  *base = random_matrices (registered_objective ("quadratic"), (dims){ d.n, d.m - slacks }, threads);
  o.part[0] = base;
  o.part[1] = curved > 0 ? new_waves (d.n, base->d.m, curved) : NULL;
  o.threads = threads;
  shape (&o, d, drawn);
  set_matrix (&o, "RHO", random_positive (curved + linear));
  set_matrix (&o, "T", random_positive (1));
  if (how)
    set_matrix (&o, "HOW", how);
  CHECK (fill (&o));
  return o;
}

static instance
random_instance (const objective *kind, dims d, double threads)
{
  if (strcmp (kind->name, "tape") == 0) /* random matrices are no tape */
    return random_tape (kind, d, random_count (8));
  if (kind->composed)
    return random_augmented (d, random_count (3), 1 + random_count (4), random_count (d.m - 1), NULL, threads);
  return random_matrices (kind, d, threads);
}

/* The instance at z + t v, z and v [n + m]; grad [n + m] or NULL.  */
static inline double
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

#endif

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Tapes written by hand and at random.  Included after numeric.h.  */
#ifndef PGDQA_TEST_TAPE_RANDOM_H
#define PGDQA_TEST_TAPE_RANDOM_H

#include "objectives/tape.h"
#include "objectives/tape_read.h"

#include <stdio.h>
#include <string.h>

enum { tape_columns = 7, most_nodes = 400, most_own = 20000, most_numbers = 4000, most_guards = 8 };

/* A tape being written: rows as in objectives/tape_read.c, nodes counted from 1.  */
typedef struct script {
  double rows[most_nodes][tape_columns];
  real own[most_own], numbers[most_numbers];
  double guards[most_guards][2];
  size_t count, owns, number_count, guard_count;
} script;

static const operation *
operation_named (const char *name)
{
  for (size_t i = 0; tape_operation (i); i++)
    if (strcmp (tape_operation (i)->name, name) == 0)
      return tape_operation (i);
  CHECK (!"an operation of that name");
  return tape_operation (0);
}

static size_t
rows_of_node (const script *s, size_t k)
{
  return (size_t) s->rows[k - 1][3];
}

static size_t
cols_of_node (const script *s, size_t k)
{
  return (size_t) s->rows[k - 1][4];
}

static size_t
count_of_node (const script *s, size_t k)
{
  return rows_of_node (s, k) * cols_of_node (s, k);
}

static void
add_own (script *s, size_t value)
{
  s->own[s->owns++] = (real) value;
}

/* A node whose own numbers are those added since START.  */
static size_t
add_from (script *s, const char *name, size_t a, size_t b, size_t rows, size_t cols, size_t start)
{
  const double row[] = {
    operation_named (name)->code, (double) a, (double) b, (double) rows, (double) cols, (double) start,
    (double) (s->owns - start)
  };
  memcpy (s->rows[s->count], row, sizeof row);
  return ++s->count;
}

static size_t
add_node (script *s, const char *name, size_t a, size_t b, size_t rows, size_t cols)
{
  return add_from (s, name, a, b, rows, cols, s->owns);
}

static size_t
add_number (script *s, double value)
{
  s->numbers[s->number_count] = (real) value;
  return add_node (s, "constant", s->number_count++, 0, 1, 1);
}

static size_t
add_random_matrix (script *s, size_t rows, size_t cols, double diagonal)
{
  const size_t start = s->number_count;
  for (size_t j = 0; j < cols; j++)
    for (size_t i = 0; i < rows; i++)
      s->numbers[s->number_count++] = (real) (test_random () + (i == j ? diagonal : 0));
  return add_node (s, "constant", start, 0, rows, cols);
}

/* With about half of its elements; UPPER: those of the upper triangle, the diagonal not small.  */
static size_t
add_random_sparse (script *s, size_t rows, size_t cols, bool upper)
{
  const size_t start = s->owns, first = s->number_count;
  size_t count = 0, places[400];
  add_own (s, 0);
  for (size_t j = 0; j < cols; j++) {
    for (size_t i = 0; i < rows; i++)
      if (upper ? i == j || (i < j && test_random () > 0) : i == 0 || test_random () > 0) {
        s->numbers[s->number_count++] = (real) (test_random () + (upper && i == j ? 3 : 0));
        places[count++] = i;
      }
    add_own (s, count);
  }
  for (size_t k = 0; k < count; k++)
    add_own (s, places[k]);
  return add_from (s, "sparse", first, 0, rows, cols, start);
}

/* shift + 0.2 sin (a): where all operations are smooth for a shift of 1.25 or 0, and 2.25 of a second argument.  */
static size_t
tamed (script *s, size_t a, double shift)
{
  const size_t rows = rows_of_node (s, a), cols = cols_of_node (s, a);
  const size_t wave = add_node (s, "sin", a, 0, rows, cols), scale = add_number (s, 0.2),
               offset = add_number (s, shift);
  return add_node (s, "plus", add_node (s, "times", wave, scale, rows, cols), offset, rows, cols);
}

static size_t
random_below (size_t count)
{
  const size_t k = (size_t) ((test_random () + 1) / 2 * (double) count);
  return k < count ? k : count - 1;
}

static bool
fits_broadcast (size_t a, size_t b)
{
  return a == b || a == 1 || b == 1;
}

static size_t
larger_of (size_t a, size_t b)
{
  return a > b ? a : b;
}

static bool
is_one_of (const char *name, const char *names)
{
  const char *at = strstr (names, name);
  return at && (at == names || at[-1] == ' ') && (at[strlen (name)] == ' ' || !at[strlen (name)]);
}

static size_t
add_elementwise (script *s, const operation *op, size_t a, size_t b)
{
  const size_t left = tamed (s, a, is_one_of (op->name, "asin acos atanh") ? 0 : 1.25);
  if (op->arguments == 1)
    return add_node (s, op->name, left, 0, rows_of_node (s, a), cols_of_node (s, a));
  if (!fits_broadcast (rows_of_node (s, a), rows_of_node (s, b))
      || !fits_broadcast (cols_of_node (s, a), cols_of_node (s, b)))
    return a;
  const size_t right = tamed (s, b, 2.25);
  return add_node (s, op->name, left, right, larger_of (rows_of_node (s, a), rows_of_node (s, b)),
                   larger_of (cols_of_node (s, a), cols_of_node (s, b)));
}

static size_t
add_assembled (script *s, size_t a, size_t b)
{
  const size_t start = s->owns, first = count_of_node (s, a), second = count_of_node (s, b);
  add_own (s, 2);
  add_own (s, a), add_own (s, first), add_own (s, 1), add_own (s, 2), add_own (s, 1); /* all of a, from place 2 on */
  add_own (s, b), add_own (s, second), add_own (s, 0);
  for (size_t i = 0; i < second; i++)
    add_own (s, first + 2 * i + 3); /* every second place; zeros between */
  for (size_t i = 0; i < second; i++)
    add_own (s, 1 + random_below (second));
  return add_from (s, "assemble", 0, 0, first + 2 * second + 2, 1, start);
}

static size_t
add_reduced (script *s, const char *name, size_t a)
{
  const size_t start = s->owns, dimension = 1 + random_below (2), rows = rows_of_node (s, a),
               cols = cols_of_node (s, a);
  const bool shape_stays = strcmp (name, "cumsum") == 0;
  add_own (s, dimension);
  return add_from (s, name, a, 0, dimension == 1 && !shape_stays ? 1 : rows, dimension == 2 && !shape_stays ? 1 : cols,
                   start);
}

static size_t
add_chosen (script *s, size_t a)
{
  const size_t start = s->owns, count = count_of_node (s, a), chosen = 1 + random_below (count);
  const bool view = test_random () > 0;
  if (view)
    add_own (s, 1 + random_below (count - chosen + 1));
  for (size_t i = 0; i < chosen && !view; i++)
    add_own (s, 1 + random_below (count));
  const bool row = test_random () > 0;
  return add_from (s, view ? "view" : "gather", a, 0, row ? 1 : chosen, row ? chosen : 1, start);
}

/* op (a) times a constant, or the other way round, or a with itself.  */
static size_t
add_product (script *s, size_t a)
{
  const size_t rows = rows_of_node (s, a), cols = cols_of_node (s, a), other = 1 + random_below (4);
  const bool ta = test_random () > 0, tb = test_random () > 0, sparse = test_random () > 0.3;
  const size_t kind = random_below (3);
  size_t left = a, right = a, shape[2];
  bool turn_left = ta, turn_right = tb;
  if (kind == 0) {
    const size_t inner = ta ? rows : cols;
    shape[0] = ta ? cols : rows, shape[1] = other;
    if (sparse && ta)
      return a;
    right = sparse ? add_random_sparse (s, tb ? other : inner, tb ? inner : other, false)
                   : add_random_matrix (s, tb ? other : inner, tb ? inner : other, 0);
  } else if (kind == 1) {
    const size_t inner = tb ? cols : rows;
    shape[0] = other, shape[1] = tb ? rows : cols;
    if (sparse && tb)
      return a;
    left = sparse ? add_random_sparse (s, ta ? inner : other, ta ? other : inner, false)
                  : add_random_matrix (s, ta ? inner : other, ta ? other : inner, 0);
  } else {
    turn_right = !turn_left;
    shape[0] = shape[1] = turn_left ? cols : rows;
  }
  const size_t start = s->owns;
  add_own (s, turn_left), add_own (s, turn_right);
  return add_from (s, "product", left, right, shape[0], shape[1], start);
}

/* Systems with a matrix near 3 I, one that depends on a, and with triangular ones.  */
static size_t
add_system (script *s, size_t a)
{
  const size_t rows = rows_of_node (s, a), cols = cols_of_node (s, a), b = tamed (s, a, 0);
  if (test_random () > 0) {
    const bool sparse = test_random () > 0;
    const size_t R = sparse ? add_random_sparse (s, rows, rows, true) : 0;
    size_t U = R, start = s->number_count;
    if (!R) {
      for (size_t j = 0; j < rows; j++)
        for (size_t i = 0; i < rows; i++)
          s->numbers[s->number_count++] = (real) (i > j ? 0 : i == j ? 3 : test_random ());
      U = add_node (s, "constant", start, 0, rows, rows);
    }
    start = s->owns;
    add_own (s, test_random () > 0);
    return add_from (s, "upper", U, b, rows, cols, start);
  }
  const size_t outer = s->owns;
  add_own (s, 0), add_own (s, 1);
  const size_t square = add_from (s, "product", b, b, rows, rows, outer); /* b b' */
  const size_t M = add_node (s, "plus", square, add_random_matrix (s, rows, rows, 4), rows, rows);
  return add_node (s, "solve", M, b, rows, cols);
}

/* Of b times random numbers, and 3, 6, 9, ... on the diagonal.  */
static size_t
add_eigenvalues (script *s, size_t a)
{
  const size_t rows = rows_of_node (s, a), start = s->number_count, first = s->owns, b = tamed (s, a, 0);
  for (size_t j = 0; j < rows; j++)
    for (size_t i = 0; i < rows; i++)
      s->numbers[s->number_count++] = (real) (i == j ? 3 * (double) i : test_random () / 4);
  const size_t numbers = add_node (s, "constant", start, 0, rows, rows);
  add_own (s, 0), add_own (s, 0);
  const size_t right = add_random_matrix (s, cols_of_node (s, a), rows, 0);
  const size_t square = add_from (s, "product", b, right, rows, rows, first);
  return add_node (s, "eigenvalues", add_node (s, "plus", square, numbers, rows, rows), 0, rows, 1);
}

static size_t
add_random_node (script *s, const operation *op, size_t a, size_t b)
{
  const char *name = op->name;
  if (is_one_of (name, "constant sparse x y"))
    return a;
  if (strcmp (name, "assemble") == 0)
    return count_of_node (s, a) + count_of_node (s, b) < 30 ? add_assembled (s, a, b) : a;
  if (is_one_of (name, "view gather"))
    return add_chosen (s, a);
  if (strcmp (name, "transpose") == 0)
    return add_node (s, name, a, 0, cols_of_node (s, a), rows_of_node (s, a));
  if (is_one_of (name, "sum cumsum logsumexp"))
    return add_reduced (s, name, a);
  if (strcmp (name, "norm") == 0)
    return add_node (s, name, tamed (s, a, 1.25), 0, 1, 1);
  if (strcmp (name, "product") == 0)
    return add_product (s, tamed (s, a, 0));
  if (strcmp (name, "eigenvalues") == 0)
    return rows_of_node (s, a) < 8 ? add_eigenvalues (s, a) : a;
  if (is_one_of (name, "solve upper"))
    return rows_of_node (s, a) < 8 ? add_system (s, a) : a;
  return add_elementwise (s, op, a, b);
}

/* The sum of 0.2 sin (z) of all elements z of node K, in one number.  */
static size_t
add_summed (script *s, size_t k)
{
  const size_t tame = tamed (s, k, 0), count = count_of_node (s, k), first = s->owns;
  add_own (s, 1);
  const size_t column = add_from (s, "view", tame, 0, count, 1, first), second = s->owns;
  add_own (s, 1);
  return add_from (s, "sum", column, 0, 1, 1, second);
}

static size_t
in_sixteens (size_t count)
{
  return (count + 15) / 16 * 16;
}

static matrix
matrix_of (size_t rows, size_t cols, const double *first, size_t stride)
{
  real *val = test_memory ((rows * cols + 1) * sizeof *val);
  for (size_t i = 0; i < rows; i++)
    for (size_t j = 0; j < cols; j++)
      val[i + j * rows] = (real) first[i * stride + j];
  return (matrix){ .rows = rows, .cols = cols, .val = rows ? val : NULL };
}

static matrix
column_of (size_t count, const real *values)
{
  real *val = test_memory ((count + 1) * sizeof *val);
  vec_copy (count, values, val);
  return (matrix){ .rows = count, .cols = 1, .val = count ? val : NULL };
}

static matrix
scalar_of (size_t value)
{
  const real v = (real) value;
  return column_of (1, &v);
}

/* The matrices [tape_fields] of the tape with this result.  */
static void
write_tape (const script *s, size_t result, matrix *data)
{
  size_t elements = 0, largest = 1, factors = 0;
  for (size_t k = 1; k <= s->count; k++) {
    const size_t count = count_of_node (s, k), rows = rows_of_node (s, k);
    elements += in_sixteens (count);
    largest = larger_of (largest, count);
    if ((int) s->rows[k - 1][0] == operation_named ("eigenvalues")->code) {
      factors += in_sixteens (rows * (rows + 4));
      largest = larger_of (largest, rows * rows);
    }
    if ((int) s->rows[k - 1][0] == operation_named ("solve")->code) {
      factors += in_sixteens (rows * (rows + 1));
      largest = larger_of (largest, rows * rows);
    }
  }
  data[NODES] = matrix_of (s->count, tape_columns, s->rows[0], tape_columns);
  data[OWN] = column_of (s->owns, s->own);
  data[NUMBERS] = column_of (s->number_count, s->numbers);
  data[GUARDS] = matrix_of (s->guard_count, 2, s->guards[0], 2);
  data[ELEMENTS] = scalar_of (elements);
  data[LARGEST] = scalar_of (largest);
  data[FACTORS] = scalar_of (factors);
  data[RESULT] = scalar_of (result);
}

/* Some forty operations, beginning with the WHICH-th of the table.  */
static void
random_script (script *s, dims d, size_t which, size_t *result)
{
  size_t steps[6], total = 0, operations = 0;
  while (tape_operation (operations))
    operations++;
  *s = (script){ 0 };
  steps[0] = add_node (s, "x", 0, 0, d.n, 1);
  steps[1] = add_node (s, "y", 0, 0, d.m, 1);
  for (int i = 0; i < 2; i++) /* each of x and y as a matrix */
    steps[2 + i] =
        add_elementwise (s, operation_named ("times"), steps[i], add_random_matrix (s, 1, 1 + random_below (3), 0));
  steps[4] = steps[0], steps[5] = steps[1];
  for (size_t k = 0; k < 12; k++) {
    const operation *op = tape_operation ((which * 5 + k) % operations);
    const size_t made = add_random_node (s, op, steps[random_below (6)], steps[random_below (6)]);
    if (count_of_node (s, made) < 60)
      steps[random_below (6)] = made;
    const size_t sum = add_summed (s, made);
    total = total ? add_node (s, "plus", total, sum, 1, 1) : sum;
  }
  *result = total;
}

/* An instance of the tape objective with one tape; each call takes other operations.  */
static instance
random_tape (const objective *kind, dims d, size_t which)
{
  script *s = test_memory (sizeof *s);
  matrix *data = test_memory (tape_fields * sizeof *data);
  size_t result;
  random_script (s, d, which, &result);
  write_tape (s, result, data);
  instance o = { .kind = kind, .level = "tested", .data = data, .parts = 1, .order = 2, .d = d };
  char words[256] = "";
  LAY_OUT (instance_layout (&o, a));
  if (!CHECK (kind->verify (&o, words, sizeof words) == RUNNING))
    fprintf (stderr, "# %s\n", words);
  return o;
}

#endif

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "base/vec.h"
#include "linalg/tall.h"
#include "linalg/vectors.h"

enum {
  tile_rows = 1024,        /* whole pages of each column, and the columns in use fit into a cache */
  cached = 1 << 19,        /* numbers that a cache holds */
  work_a_thread = 1 << 21, /* numbers read: less is read before another thread has woken up */
  together = 4             /* columns at a time */
};

void
tall_layout (tall *B, size_t m, size_t slots, size_t rows, arena *a)
{
  *B = (tall){ .m = m, .slots = slots, .rows = rows };
  B->a = (real *) arena_take (a, m, slots * sizeof (real));
  B->sum = arena_array (a, rows < m ? 2 * slots * threads_most : 0, double);
}

size_t
tall_rows (size_t m, size_t slots)
{
  return m <= cached / slots ? m : tile_rows;
}

static size_t
rows_from (const tall *B, size_t first)
{
  return B->m - first < B->rows ? B->m - first : B->rows;
}

void
tall_set (const tall *B, size_t slot, double scale, const real *column)
{
  for (size_t i = 0; i < B->m; i += B->rows) {
    const size_t h = rows_from (B, i);
    real *to = B->a + i * B->slots + slot * h;
    for (size_t k = 0; k < h; k++)
      to[k] = (real) scale * column[i + k];
  }
}

void
tall_get (const tall *B, size_t slot, real *column)
{
  for (size_t i = 0; i < B->m; i += B->rows) {
    const size_t h = rows_from (B, i);
    vec_copy (h, B->a + i * B->slots + slot * h, column + i);
  }
}

void
tall_copy (const tall *from, size_t used, const tall *to)
{
  for (size_t i = 0; i < from->m; i += from->rows)
    vec_copy (rows_from (from, i) * used, from->a + i * from->slots, to->a + i * to->slots);
}

/* ---- one tile of H rows ---- */

#define VECTOR(a) (*(const vreal *) (const void *) (a)) /* that starts at A */

/* The columns that follow are asked for: no processor foresees that many short streams.  */
INLINE void
ask_for_next (const real *B, size_t h, int count, size_t i)
{
  for (int j = 0; j < count; j++)
    ASK_FOR (B + (size_t) (count + j) * h + i);
}

/* out(j) += B(:, j)'r for COUNT columns, a constant where this is expanded, and of SIDES vectors r.  */
INLINE void
few_products (const real *B, size_t h, int count, int sides, const real *const *r, double *const *out)
{
  vreal sum[2][together] = { { { 0 } } };
  real rest[2][together] = { { 0 } };
  size_t i = 0;
  for (; i + line <= h; i += line) {
    ask_for_next (B, h, count, i);
    for (size_t k = i; k < i + line; k += lanes)
      for (int j = 0; j < count; j++)
        for (int q = 0; q < sides; q++)
          sum[q][j] += VECTOR (B + (size_t) j * h + k) * VECTOR (r[q] + k);
  }
  for (; i < h; i++)
    for (int j = 0; j < count; j++)
      for (int q = 0; q < sides; q++)
        rest[q][j] += B[(size_t) j * h + i] * r[q][i];
  for (int q = 0; q < sides; q++)
    for (int j = 0; j < count; j++) {
      for (int k = 0; k < lanes; k++)
        out[q][j] += (double) sum[q][j][k];
      out[q][j] += (double) rest[q][j];
    }
}

INLINE void
side_products (const real *B, size_t h, size_t used, int sides, const real *const *r, double *const *out)
{
  size_t j = 0;
  for (; j + together <= used; j += together) {
    double *to[2] = { out[0] + j, out[1] + j };
    few_products (B + j * h, h, together, sides, r, to);
  }
  for (; j < used; j++) {
    double *to[2] = { out[0] + j, out[1] + j };
    few_products (B + j * h, h, 1, sides, r, to);
  }
}

FOR_THIS_CPU static void
tile_products (const real *B, size_t h, size_t used, const real *r, double *out)
{
  side_products (B, h, used, 1, (const real *[2]){ r, r }, (double *[2]){ out, out });
}

FOR_THIS_CPU static void
tile_two_products (const real *B, size_t h, size_t used, const real *r, const real *s, double *out, double *column)
{
  side_products (B, h, used, 2, (const real *[2]){ r, s }, (double *[2]){ out, column });
}

INLINE void
few_columns (const real *B, size_t h, int count, const real *a, real *u)
{
  size_t i = 0;
  for (; i + line <= h; i += line) {
    ask_for_next (B, h, count, i);
    for (size_t k = i; k < i + line; k += lanes) {
      vreal sum = VECTOR (u + k);
      for (int j = 0; j < count; j++)
        sum += a[j] * VECTOR (B + (size_t) j * h + k);
      *(vreal *) (void *) (u + k) = sum;
    }
  }
  for (; i < h; i++)
    for (int j = 0; j < count; j++)
      u[i] += a[j] * B[(size_t) j * h + i];
}

FOR_THIS_CPU static void
tile_add (const real *B, size_t h, size_t used, const real *a, real *u)
{
  size_t j = 0;
  for (; j + together <= used; j += together)
    few_columns (B + j * h, h, together, a + j, u);
  for (; j < used; j++)
    few_columns (B + j * h, h, 1, a + j, u);
}

/* ---- all tiles ---- */

/* Done to every tile, what is NULL left out: u = from; u += B a; u *= scale; B'r; B'C(:, slot).  */
typedef struct task {
  const tall *B, *C;
  size_t used, slot;
  const real *a, *from, *r;
  real *u;
  double scale;
  int shares;
} task;

static void
share (void *self, int t)
{
  const task *k = self;
  const tall *B = k->B;
  double *sum = B->sum + (size_t) t * 2 * B->slots, *column = sum + B->slots;
  size_t from, to;
  threads_share (B->m, B->rows, k->shares, t, &from, &to);
  for (size_t j = 0; j < k->used; j++)
    sum[j] = column[j] = 0;
  for (size_t i = from; i < to; i += B->rows) {
    const size_t h = rows_from (B, i);
    const real *tile = B->a + i * B->slots;
    if (k->from)
      vec_copy (h, k->from + i, k->u + i);
    if (k->a)
      tile_add (tile, h, k->used, k->a, k->u + i);
    for (size_t q = 0; k->scale != 1 && q < h; q++)
      k->u[i + q] *= (real) k->scale;
    const real *r = k->r ? k->r + i : NULL, *c = k->C ? k->C->a + i * k->C->slots + k->slot * h : NULL;
    if (r && c)
      tile_two_products (tile, h, k->used, r, c, sum, column);
    else if (r || c)
      tile_products (tile, h, k->used, r ? r : c, r ? sum : column);
  }
}

static void
collect (const task *k, size_t first, real *out)
{
  for (size_t j = 0; j < k->used; j++) {
    double sum = 0;
    for (int t = 0; t < k->shares; t++)
      sum += k->B->sum[((size_t) t * 2 + first) * k->B->slots + j];
    out[j] = (real) sum;
  }
}

static void
run (task *k, real *out, real *column)
{
  const tall *B = k->B;
  const int threads =
      B->crew ? threads_for (B->threads, (double) B->m * (double) k->used * threads_work / work_a_thread) : 1;
  k->shares = threads_shares (threads);
  crew_run (B->crew, threads, k->shares, share, k);
  if (out)
    collect (k, 0, out);
  if (column)
    collect (k, 1, column);
}

static bool
is_tiled (const tall *B)
{
  return B->rows < B->m;
}

/* What is one tile is left to BLAS.  */
static void
whole_products (const tall *B, size_t used, const real *r, real *out)
{
  const matrix A = { B->m, used, B->a, NULL, NULL };
  vec_fill (used, 0, out);
  mat_apply (&A, true, r, out);
}

void
tall_products (const tall *B, size_t used, const real *r, real *out)
{
  if (is_tiled (B))
    run (&(task){ .B = B, .used = used, .r = r, .scale = 1 }, out, NULL);
  else
    whole_products (B, used, r, out);
}

void
tall_column_products (const tall *B, size_t used, const tall *C, size_t slot, const real *r, real *column, real *out)
{
  if (is_tiled (B)) {
    run (&(task){ .B = B, .used = used, .C = C, .slot = slot, .r = r, .scale = 1 }, r ? out : NULL, column);
    return;
  }
  whole_products (B, used, C->a + slot * C->m, column);
  if (r)
    whole_products (B, used, r, out);
}

void
tall_add (const tall *B, size_t used, const real *a, real *u)
{
  const matrix A = { B->m, used, B->a, NULL, NULL };
  if (is_tiled (B))
    run (&(task){ .B = B, .used = used, .a = a, .u = u, .scale = 1 }, NULL, NULL);
  else
    mat_apply (&A, false, a, u);
}

void
tall_add_products (const tall *B, size_t used, const real *a, const real *r, double scale, real *u, real *out,
                   const tall *C, size_t slot, real *column)
{
  if (is_tiled (B)) {
    task k = { .B = B, .C = C, .used = used, .slot = slot, .a = a, .from = r, .u = u, .r = u, .scale = scale };
    run (&k, out, C ? column : NULL);
    return;
  }
  vec_copy (B->m, r, u);
  tall_add (B, used, a, u);
  vec_scale (B->m, scale, u);
  whole_products (B, used, u, out);
  if (C)
    whole_products (B, used, C->a + slot * C->m, column);
}

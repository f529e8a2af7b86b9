/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include <stdio.h>

#include "linalg/panel.h"
#include "linalg/vectors.h"
#include "objectives/head.h"

status
head_check (const matrix *labels, size_t N, bool weighted, size_t n, size_t C, char *message, size_t length)
{
  if (weighted && n != N) {
    snprintf (message, length, "x has %zu rows, expected %zu (one weight a row of data)", n, N);
    return ERROR_SIZE;
  }
  for (size_t i = 0; labels->val && i < N; i++)
    if (labels->val[i] > (real) C) {
      snprintf (message, length, "labels(%zu) is %g, expected at most classes = %zu", i + 1, (double) labels->val[i],
                C);
      return ERROR_VALUE;
    }
  return RUNNING;
}

void
head_layout (head *h, arena *a)
{
  h->width = panel_width (h->C);
  h->P = arena_array (a, h->N * h->width, real);
  h->loss = arena_array (a, h->N, real);
  h->s = arena_array (a, h->N, real);
  h->ds = arena_array (a, h->N, real);
}

void
head_weights (head *h, const real *x)
{
  const real share = (real) (1 / (double) h->N);
  for (size_t i = 0; i < h->N; i++) {
    real s = 1, ds = 0;
    if (h->weighted) {
      const real e = real_exp (-real_abs (x[i])); /* at most 1: no overflow */
      s = (x[i] < 0 ? e : 1) / (1 + e);
      ds = e / ((1 + e) * (1 + e));
    }
    h->s[i] = s * share;
    h->ds[i] = ds * share;
  }
}

static size_t
label_of (const head *h, size_t i)
{
  return (size_t) h->labels[i] - 1;
}

double
head_row (head *h, size_t i, real *R)
{
  real *z = h->P + i * h->width, top = z[0], sum = 0;
  const size_t label = label_of (h, i);
  for (size_t c = 1; c < h->C; c++)
    top = z[c] > top ? z[c] : top;
  const real z_label = z[label] - top;
  for (size_t c = 0; c < h->C; c++) { /* the largest exponent is 0: no overflow */
    z[c] = real_exp (z[c] - top);
    sum += z[c];
  }
  const real inverse = 1 / sum;
  for (size_t c = 0; c < h->C; c++)
    z[c] *= inverse;
  h->loss[i] = real_log (sum) - z_label;
  head_residual (h, i, R);
  return (double) h->s[i] * (double) h->loss[i];
}

void
head_residual (const head *h, size_t i, real *R)
{
  const real *P = h->P + i * h->width, s = h->s[i];
  for (size_t c = 0; c < h->width; c++)
    R[c] = s * P[c];
  R[label_of (h, i)] -= s;
}

/* a'b over [width] */
INLINE real
row_dot (size_t width, const real *a, const real *b)
{
  vreal sum = { 0 };
  real all = 0;
  for (size_t c = 0; c < width; c += lanes)
    sum += *(const vreal *) (const void *) (a + c) * *(const vreal *) (const void *) (b + c);
  for (int j = 0; j < lanes; j++)
    all += sum[j];
  return all;
}

FOR_THIS_CPU void
head_product (const head *h, size_t i, const real *vx, real *B, real *hx)
{
  const real *P = h->P + i * h->width, s = h->s[i], ds = h->ds[i], v = vx && h->weighted ? vx[i] : 0;
  const size_t label = label_of (h, i);
  const real mean = row_dot (h->width, P, B);
  if (hx && h->weighted) /* d2 s / dx2 = s (1 - s)(1 - 2 s) */
    hx[i] = ds * (mean - B[label] + (1 - 2 * (real) h->N * s) * h->loss[i] * v);
  for (size_t c = 0; c < h->width; c += lanes) {
    vreal *b = (vreal *) (void *) (B + c);
    *b = *(const vreal *) (const void *) (P + c) * (s * (*b - mean) + ds * v);
  }
  B[label] -= ds * v;
}

void
head_gradient_x (const head *h, size_t n, real *gx)
{
  vec_fill (n, 0, gx);
  for (size_t i = 0; h->weighted && i < h->N; i++)
    gx[i] = h->ds[i] * h->loss[i];
}

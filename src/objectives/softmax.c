/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Softmax regression, for hyper-data cleaning and the selection of regularisation:

     phi (x, y) = (1/N) sum_i s_i l_i (W, b) + penalty,     y = [W(:); b],  W [D x C],  b [C] with an intercept

   l_i is the cross-entropy of row i of A [N x D] with its label.  weights: 0, s_i = 1; 1, s_i = sigmoid (x_i), n = N.
   penalty: 0, r ||y||^2; 1, 0.5 sum_j exp (x_j) ||W(j,:)||^2, n = D.  With P = softmax (A W), R = P - Y:

     grad_W = A'(s .* R)/N + ...,   grad_x = s(1-s) .* l / N
     product with (vx, V), B = A V:
       y part  A'( s .* (P.*B - P.*rowsum(P.*B)) + s(1-s).*vx.*R )/N + ...
       x part  s(1-s) .* rowsum(R.*B)/N + s(1-s)(1-2s) .* l .* vx / N

   The data are At = A' (dense or sparse), rows of A thus contiguous: nothing is packed or copied.  Both an evaluation and a
   product read A once: a few rows serve the forward and the backward pass while they are in cache.  eval remembers P, l, s.  */
#include "base/real.h"

#include <stdio.h>

#include "base/crew.h"
#include "linalg/panel.h"
#include "objectives/head.h"

enum { AT, LABELS, RIDGE, CLASSES, INTERCEPT, WEIGHTS, PENALTY };

static const field fields[] = {
  { "At", "D", "N", false, 0, 0 },       { "labels", "N", "1", true, 1, INFINITY },
  { "r", "1", "1", false, 0, 0 },        { "classes", "1", "1", true, 1, 1e6 },
  { "intercept", "1", "1", true, 0, 1 }, { "weights", "1", "1", true, 0, 1 },
  { "penalty", "1", "1", true, 0, 1 },   { .name = NULL },
};

typedef struct softmax {
  head head;
  size_t D, rows; /* rows of A taken at once */
  bool intercept, exp_penalty;
  double r;
  int threads, shares;
  real *W;       /* [(D + 1) x width] panel of y at the remembered point, the intercept last */
  real *V;       /* [(D + 1) x width] panel of a direction */
  real *G;       /* [shares x (D + 1) x width] gradients */
  real *block;   /* [shares x rows x width] */
  real *feature; /* [D] exp (x) */
} softmax;

static status
check (const instance *o, char *message, size_t length)
{
  const matrix *data = o->data;
  const size_t D = data[AT].rows, N = data[AT].cols, C = (size_t) scalar (o, CLASSES);
  const size_t rows = D + (scalar (o, INTERCEPT) != 0);
  if (!N || !data[LABELS].rows || C < 1) {
    snprintf (message, length, "At, labels and classes are needed, expected no empty ones");
    return ERROR_SIZE;
  }
  if (o->d.m != rows * C) {
    snprintf (message, length, "y has %zu rows, expected %zu (%zu features%s times %zu classes)", o->d.m, rows * C, D,
              rows > D ? " and an intercept" : "", C);
    return ERROR_SIZE;
  }
  if (scalar (o, PENALTY) != 0 && o->d.n != D) {
    snprintf (message, length, "x has %zu rows, expected %zu (one penalty a feature)", o->d.n, D);
    return ERROR_SIZE;
  }
  return head_check (&data[LABELS], N, scalar (o, WEIGHTS) != 0, o->d.n, C, message, length);
}

static void *
layout (const instance *o, arena *a)
{
  const matrix *data = o->data;
  softmax k = {
    .D = data[AT].rows, .rows = panel_block (&data[AT]), .r = scalar (o, RIDGE), .intercept = scalar (o, INTERCEPT) != 0
  };
  k.head = (head){ .N = data[AT].cols, .C = (size_t) scalar (o, CLASSES), .labels = data[LABELS].val };
  k.head.weighted = scalar (o, WEIGHTS) != 0;
  head_layout (&k.head, a);
  k.exp_penalty = scalar (o, PENALTY) != 0;
  const double entries = data[AT].ir && data[AT].jc ? (double) data[AT].jc[k.head.N] : (double) k.head.N * (double) k.D;
  k.threads = threads_for (o->threads, entries * (double) k.head.C);
  k.shares = threads_shares (k.threads);
  const size_t panel = (k.D + 1) * k.head.width, t = (size_t) k.shares;
  k.W = arena_array (a, panel, real);
  k.V = arena_array (a, panel, real);
  k.G = arena_array (a, t * panel, real);
  k.block = arena_array (a, t * k.rows * k.head.width, real);
  k.feature = arena_array (a, k.D, real);
  softmax *kept = arena_array (a, 1, softmax);
  if (kept)
    *kept = k;
  return kept;
}

/* y as a panel, its intercept the last row.  */
static void
pack (const softmax *k, const real *y, real *panel)
{
  panel_pack (k->D, k->head.C, y, k->head.width, panel);
  if (k->intercept)
    panel_pack (1, k->head.C, y + k->D * k->head.C, k->head.width, panel + k->D * k->head.width);
}

/* The sum of the shares' panels as gy.  */
static void
unpack (const softmax *k, real *gy)
{
  const size_t size = (k->D + 1) * k->head.width;
  for (int t = 1; t < k->shares; t++)
    for (size_t i = 0; i < size; i++)
      k->G[i] += k->G[(size_t) t * size + i];
  panel_unpack (k->D, k->head.C, k->G, k->head.width, gy);
  if (k->intercept)
    panel_unpack (1, k->head.C, k->G + k->D * k->head.width, k->head.width, gy + k->D * k->head.C);
}

/* Adds rows [count x width] to the backward pass of a thread.  */
static void
backward (const softmax *k, const matrix *At, size_t first, size_t count, const real *rows, real *G)
{
  panel_backward (At, first, count, rows, k->head.width, G);
  if (k->intercept)
    for (size_t i = 0; i < count * k->head.width; i++)
      G[k->D * k->head.width + i % k->head.width] += rows[i];
}

static void
forward (const softmax *k, const matrix *At, size_t first, size_t count, const real *W, real *Z)
{
  panel_forward (At, first, count, W, k->intercept ? W + k->D * k->head.width : NULL, k->head.width, Z);
}

/* exp (x_j) ||W(j,:)||^2 / 2 and its derivatives, or r ||y||^2.  gx is added to, gy too.  */
static void
add_penalty (const instance *o, const real *x, const real *y, double *phi, real *gx, real *gy)
{
  const softmax *k = o->work;
  if (!k->exp_penalty) {
    const double norm = vec_norm (o->d.m, y);
    *phi += k->r * norm * norm;
    if (gy)
      vec_axpy (o->d.m, 2 * k->r, y, gy);
    return;
  }
  for (size_t j = 0; j < k->D; j++) {
    const real e = real_exp (x[j]);
    real square = 0;
    for (size_t c = 0; c < k->head.C; c++) {
      const real w = y[c * k->D + j];
      square += w * w;
      if (gy)
        gy[c * k->D + j] += e * w;
    }
    k->feature[j] = e;
    *phi += 0.5 * (double) e * (double) square;
    if (gx)
      gx[j] += (real) 0.5 * e * square;
  }
}

static void
add_penalty_product (const instance *o, const real *vx, const real *vy, real *hx, real *hy)
{
  const softmax *k = o->work;
  if (!k->exp_penalty) {
    vec_axpy (o->d.m, 2 * k->r, vy, hy);
    return;
  }
  for (size_t j = 0; j < k->D; j++) {
    const real e = k->feature[j], v = vx ? vx[j] : 0;
    real square = 0, product = 0;
    for (size_t c = 0; c < k->head.C; c++) {
      const real w = k->W[j * k->head.width + c], d = vy[c * k->D + j];
      square += w * w;
      product += w * d;
      hy[c * k->D + j] += e * (d + w * v);
    }
    if (hx)
      hx[j] += e * (product + (real) 0.5 * square * v);
  }
}

static void
eval_share (void *self, int t)
{
  const task *j = self;
  softmax *k = j->work;
  const size_t width = k->head.width, panel = (k->D + 1) * width;
  real *G = k->G + (size_t) t * panel, *R = k->block + (size_t) t * k->rows * width;
  double part = 0;
  size_t from, to;
  threads_share (k->head.N, panel_rows, k->shares, t, &from, &to);
  vec_fill (j->gy ? panel : 0, 0, G);
  for (size_t i = from; i < to; i += k->rows) {
    const size_t count = to - i < k->rows ? to - i : k->rows;
    forward (k, j->At, i, count, k->W, k->head.P + i * width);
    for (size_t q = 0; q < count; q++)
      part += head_row (&k->head, i + q, R + q * width);
    if (j->gy)
      backward (k, j->At, i, count, R, G);
  }
  j->part[t] = part;
}

static status
eval (const instance *o, const real *x, const real *y, double *phi, real *gx, real *gy)
{
  softmax *k = o->work;
  double part[threads_most];
  task j = { .work = k, .At = o->data, .gy = gy, .part = part };
  pack (k, y, k->W);
  head_weights (&k->head, x);
  crew_run (o->crew, k->threads, k->shares, eval_share, &j);
  *phi = 0;
  for (int t = 0; t < k->shares; t++)
    *phi += part[t];
  if (gy)
    unpack (k, gy);
  if (gx)
    head_gradient_x (&k->head, o->d.n, gx);
  add_penalty (o, x, y, phi, gx, gy);
  return RUNNING;
}

static void
hvp_share (void *self, int t)
{
  const task *j = self;
  softmax *k = j->work;
  const size_t width = k->head.width, panel = (k->D + 1) * width;
  real *G = k->G + (size_t) t * panel, *B = k->block + (size_t) t * k->rows * width;
  size_t from, to;
  threads_share (k->head.N, panel_rows, k->shares, t, &from, &to);
  vec_fill (panel, 0, G);
  for (size_t i = from; i < to; i += k->rows) {
    const size_t count = to - i < k->rows ? to - i : k->rows;
    forward (k, j->At, i, count, k->V, B);
    for (size_t q = 0; q < count; q++)
      head_product (&k->head, i + q, j->vx, B + q * width, j->hx);
    backward (k, j->At, i, count, B, G);
  }
}

static status
hvp (const instance *o, const real *vx, const real *vy, real *hx, real *hy)
{
  softmax *k = o->work;
  task j = { .work = k, .At = o->data, .vx = vx, .hx = hx };
  pack (k, vy, k->V);
  if (hx)
    vec_fill (o->d.n, 0, hx);
  crew_run (o->crew, k->threads, k->shares, hvp_share, &j);
  unpack (k, hy);
  add_penalty_product (o, vx, vy, hx, hy);
  return RUNNING;
}

static double
rows (const instance *o)
{
  return (double) ((const softmax *) o->work)->head.N;
}

const objective objective_softmax = { .name = "softmax",
                                      .fields = fields,
                                      .threaded = true,
                                      .check = check,
                                      .layout = layout,
                                      .rows = rows,
                                      .eval = eval,
                                      .hvp = hvp };

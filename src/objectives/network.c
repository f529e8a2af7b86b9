/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Hyper-data cleaning with one hidden layer:

     phi (x, y) = (1/N) sum_i s_i l_i + r ||y||^2,   logits = a (A W1 + b1) W2 + b2,   a = relu or tanh
     y = [W1(:); b1; W2(:); b2],   W1 [D x H],  W2 [H x C]

   Weights s and cross-entropies l as in softmax.c.  With R = s .* (P - Y)/N and a' at the hidden values:

     grad_W2 = a'R,  E = (R W2') .* a',  grad_W1 = A'E,  biases: sums of rows

   The product with a direction (vx, V1, c1, V2, c2) is the derivative of these along it (Pearlmutter 1994).  Blocks of rows
   go through both layers and back while they are in cache: A is read once.  eval remembers the hidden values and P.  */
#include "base/real.h"

#include <stdio.h>

#include "base/crew.h"
#include "linalg/panel.h"
#include "objectives/head.h"

enum { AT, LABELS, RIDGE, CLASSES, HIDDEN, TANH, WEIGHTS };

static const field fields[] = {
  { "At", "D", "N", false, 0, 0 },      { "labels", "N", "1", true, 1, INFINITY },
  { "r", "1", "1", false, 0, 0 },       { "classes", "1", "1", true, 1, 1e6 },
  { "hidden", "1", "1", true, 1, 1e6 }, { "tanh", "1", "1", true, 0, 1 },
  { "weights", "1", "1", true, 0, 1 },  { .name = NULL },
};

/* y or a direction, or the gradient that a thread adds up, as panels.  */
typedef struct layers {
  real *W1; /* [(D + 1) x width_H], the bias last */
  real *W2; /* [(width_H + 1) x width_C], the bias last; zero rows for the padding of the hidden values */
} layers;

typedef struct buffers { /* of a thread, panel_rows rows each */
  real *R, *B;           /* [width_C] output side: residual, its change */
  real *E, *F, *da;      /* [width_H] hidden side: error, its change, the change of the hidden values */
} buffers;

typedef struct network {
  head head;
  size_t D, H, width; /* features, hidden units, panel width of H */
  bool is_tanh;
  double r;
  int threads, shares;
  layers at, along; /* the remembered point, a direction */
  real *W2t, *V2t;  /* [width_C x width_H] transposes of their second layers */
  real *hidden;     /* [N x width_H] */
  layers G[threads_most];
  buffers block[threads_most];
} network;

static status
check (const instance *o, char *message, size_t length)
{
  const matrix *data = o->data;
  const size_t D = data[AT].rows, N = data[AT].cols, C = (size_t) scalar (o, CLASSES), H = (size_t) scalar (o, HIDDEN);
  if (!N || !data[LABELS].rows || C < 1 || H < 1) {
    snprintf (message, length, "At, labels, classes and hidden are needed, expected no empty ones");
    return ERROR_SIZE;
  }
  const size_t expected = (D + 1) * H + (H + 1) * C;
  if (o->d.m != expected) {
    snprintf (message, length, "y has %zu rows, expected %zu (%zu features, %zu hidden units, %zu classes, biases)",
              o->d.m, expected, D, H, C);
    return ERROR_SIZE;
  }
  return head_check (&data[LABELS], N, scalar (o, WEIGHTS) != 0, o->d.n, C, message, length);
}

static void
layers_layout (const network *k, layers *l, arena *a)
{
  l->W1 = arena_array (a, (k->D + 1) * k->width, real);
  l->W2 = arena_array (a, (k->width + 1) * k->head.width, real);
}

static void *
layout (const instance *o, arena *a)
{
  const matrix *data = o->data;
  network *kept = arena_array (a, 1, network), measured, *k = kept ? kept : &measured;
  *k = (network){ .D = data[AT].rows, .H = (size_t) scalar (o, HIDDEN), .r = scalar (o, RIDGE) };
  k->width = panel_width (k->H);
  k->is_tanh = scalar (o, TANH) != 0;
  k->head = (head){ .N = data[AT].cols, .C = (size_t) scalar (o, CLASSES), .labels = data[LABELS].val };
  k->head.weighted = scalar (o, WEIGHTS) != 0;
  head_layout (&k->head, a);
  k->threads = threads_for (o->threads, (double) k->head.N * (double) k->D * (double) k->H);
  k->shares = threads_shares (k->threads);
  layers_layout (k, &k->at, a);
  layers_layout (k, &k->along, a);
  k->W2t = arena_array (a, k->head.width * k->width, real);
  k->V2t = arena_array (a, k->head.width * k->width, real);
  k->hidden = arena_array (a, k->head.N * k->width, real);
  for (int t = 0; t < k->shares; t++) {
    buffers *b = &k->block[t];
    layers_layout (k, &k->G[t], a);
    b->R = arena_array (a, panel_rows * k->head.width, real);
    b->B = arena_array (a, panel_rows * k->head.width, real);
    b->E = arena_array (a, panel_rows * k->width, real);
    b->F = arena_array (a, panel_rows * k->width, real);
    b->da = arena_array (a, panel_rows * k->width, real);
  }
  return kept;
}

/* ---- between y and panels ---- */

static void
pack (const network *k, const real *y, layers *l, real *W2t)
{
  const size_t D = k->D, H = k->H, C = k->head.C;
  const real *b1 = y + D * H, *W2 = b1 + H, *b2 = W2 + H * C;
  panel_pack (D, H, y, k->width, l->W1);
  panel_pack (1, H, b1, k->width, l->W1 + D * k->width);
  vec_fill (k->width * k->head.width, 0, l->W2);
  panel_pack (H, C, W2, k->head.width, l->W2);
  panel_pack (1, C, b2, k->head.width, l->W2 + k->width * k->head.width);
  for (size_t c = 0; c < k->head.width; c++)
    for (size_t j = 0; j < k->width; j++)
      W2t[c * k->width + j] = c < C && j < H ? W2[c * H + j] : 0;
}

/* gy = the sum over shares, plus 2 r times Y.  */
static void
unpack (const network *k, const instance *o, const real *y, real *gy)
{
  const size_t D = k->D, H = k->H, C = k->head.C, first = (D + 1) * k->width, second = (k->width + 1) * k->head.width;
  for (int t = 1; t < k->shares; t++) {
    for (size_t i = 0; i < first; i++)
      k->G[0].W1[i] += k->G[t].W1[i];
    for (size_t i = 0; i < second; i++)
      k->G[0].W2[i] += k->G[t].W2[i];
  }
  real *b1 = gy + D * H, *W2 = b1 + H, *b2 = W2 + H * C;
  panel_unpack (D, H, k->G[0].W1, k->width, gy);
  panel_unpack (1, H, k->G[0].W1 + D * k->width, k->width, b1);
  panel_unpack (H, C, k->G[0].W2, k->head.width, W2);
  panel_unpack (1, C, k->G[0].W2 + k->width * k->head.width, k->head.width, b2);
  vec_axpy (o->d.m, 2 * k->r, y, gy);
}

static void
clear (const network *k, layers *l)
{
  vec_fill ((k->D + 1) * k->width, 0, l->W1);
  vec_fill ((k->width + 1) * k->head.width, 0, l->W2);
}

/* ---- blocks of rows: stored by rows, a block is the transpose of a matrix held by columns ---- */

/* Z [count x width] = block [count x inner] times W [inner x width] plus BIAS (NULL: 0). */
static void
times (const real *block, size_t inner, size_t count, const real *W, const real *bias, size_t width, real *Z)
{
  const matrix transposed = { .rows = inner, .cols = count, .val = block };
  panel_forward (&transposed, 0, count, W, bias, width, Z);
}

/* W [inner x width] += block' [inner x count] times R [count x width] */
static void
add_outer (const real *block, size_t inner, size_t count, const real *R, size_t width, real *W)
{
  const matrix transposed = { .rows = inner, .cols = count, .val = block };
  panel_backward (&transposed, 0, count, R, width, W);
}

static void
add_rows (const real *block, size_t count, size_t width, real *sum)
{
  for (size_t i = 0; i < count; i++)
    for (size_t c = 0; c < width; c++)
      sum[c] += block[i * width + c];
}

/* The activation's first derivative from its value A.  */
static real
slope (const network *k, real a)
{
  return k->is_tanh ? 1 - a * a : a > 0;
}

static void
activate (const network *k, size_t size, real *z)
{
  for (size_t i = 0; i < size; i++)
    z[i] = k->is_tanh ? real_tanh (z[i]) : z[i] > 0 ? z[i] : 0;
}

static double
eval_block (network *k, const matrix *At, size_t i, size_t count, buffers *b, layers *G)
{
  const size_t wh = k->width, wc = k->head.width;
  real *hidden = k->hidden + i * wh;
  double value = 0;
  panel_forward (At, i, count, k->at.W1, k->at.W1 + k->D * wh, wh, hidden);
  activate (k, count * wh, hidden);
  times (hidden, wh, count, k->at.W2, k->at.W2 + wh * wc, wc, k->head.P + i * wc);
  for (size_t j = 0; j < count; j++)
    value += head_row (&k->head, i + j, b->R + j * wc);
  if (G) {
    add_outer (hidden, wh, count, b->R, wc, G->W2);
    add_rows (b->R, count, wc, G->W2 + wh * wc);
    times (b->R, wc, count, k->W2t, NULL, wh, b->E);
    for (size_t q = 0; q < count * wh; q++)
      b->E[q] *= slope (k, hidden[q]);
    panel_backward (At, i, count, b->E, wh, G->W1);
    add_rows (b->E, count, wh, G->W1 + k->D * wh);
  }
  return value;
}

static void
hvp_block (network *k, const matrix *At, size_t i, size_t count, const real *vx, real *hx, buffers *b, layers *G)
{
  const size_t wh = k->width, wc = k->head.width;
  const real *hidden = k->hidden + i * wh;
  panel_forward (At, i, count, k->along.W1, k->along.W1 + k->D * wh, wh, b->F); /* change before the activation */
  for (size_t q = 0; q < count * wh; q++)
    b->da[q] = slope (k, hidden[q]) * b->F[q];
  times (b->da, wh, count, k->at.W2, k->along.W2 + wh * wc, wc, b->B);
  times (hidden, wh, count, k->along.W2, NULL, wc, b->R);
  for (size_t q = 0; q < count * wc; q++)
    b->B[q] += b->R[q];
  for (size_t j = 0; j < count; j++) { /* B: change of the residual R */
    head_product (&k->head, i + j, vx, b->B + j * wc, hx);
    head_residual (&k->head, i + j, b->R + j * wc);
  }
  add_outer (b->da, wh, count, b->R, wc, G->W2);
  add_outer (hidden, wh, count, b->B, wc, G->W2);
  add_rows (b->B, count, wc, G->W2 + wh * wc);

  times (b->R, wc, count, k->W2t, NULL, wh, b->E);
  for (size_t q = 0; q < count * wh; q++) /* a'' dz E, with a'' = -2 a a' and dz a' = da for tanh, 0 for relu */
    b->F[q] = k->is_tanh ? -2 * hidden[q] * b->da[q] * b->E[q] : 0;
  times (b->B, wc, count, k->W2t, NULL, wh, b->E);
  times (b->R, wc, count, k->V2t, NULL, wh, b->da);
  for (size_t q = 0; q < count * wh; q++)
    b->F[q] += slope (k, hidden[q]) * (b->E[q] + b->da[q]);
  panel_backward (At, i, count, b->F, wh, G->W1);
  add_rows (b->F, count, wh, G->W1 + k->D * wh);
}

static void
eval_share (void *self, int t)
{
  const task *j = self;
  network *k = j->work;
  layers *G = j->gy ? &k->G[t] : NULL;
  double part = 0;
  size_t from, to;
  threads_share (k->head.N, panel_rows, k->shares, t, &from, &to);
  if (G)
    clear (k, G);
  for (size_t i = from; i < to; i += panel_rows)
    part += eval_block (k, j->At, i, to - i < panel_rows ? to - i : panel_rows, &k->block[t], G);
  j->part[t] = part;
}

static status
eval (const instance *o, const real *x, const real *y, double *phi, real *gx, real *gy)
{
  network *k = o->work;
  double part[threads_most];
  task j = { .work = k, .At = o->data, .gy = gy, .part = part };
  pack (k, y, &k->at, k->W2t);
  head_weights (&k->head, x);
  crew_run (o->crew, k->threads, k->shares, eval_share, &j);
  const double norm = vec_norm (o->d.m, y);
  *phi = k->r * norm * norm;
  for (int t = 0; t < k->shares; t++)
    *phi += part[t];
  if (gy)
    unpack (k, o, y, gy);
  if (gx)
    head_gradient_x (&k->head, o->d.n, gx);
  return RUNNING;
}

static void
hvp_share (void *self, int t)
{
  const task *j = self;
  network *k = j->work;
  size_t from, to;
  threads_share (k->head.N, panel_rows, k->shares, t, &from, &to);
  clear (k, &k->G[t]);
  for (size_t i = from; i < to; i += panel_rows)
    hvp_block (k, j->At, i, to - i < panel_rows ? to - i : panel_rows, j->vx, j->hx, &k->block[t], &k->G[t]);
}

static status
hvp (const instance *o, const real *vx, const real *vy, real *hx, real *hy)
{
  network *k = o->work;
  task j = { .work = k, .At = o->data, .vx = vx, .hx = hx };
  pack (k, vy, &k->along, k->V2t);
  if (hx)
    vec_fill (o->d.n, 0, hx);
  crew_run (o->crew, k->threads, k->shares, hvp_share, &j);
  unpack (k, o, vy, hy);
  return RUNNING;
}

static double
rows (const instance *o)
{
  return (double) ((const network *) o->work)->head.N;
}

const objective objective_network = { .name = "network",
                                      .fields = fields,
                                      .threaded = true,
                                      .check = check,
                                      .layout = layout,
                                      .rows = rows,
                                      .eval = eval,
                                      .hvp = hvp };

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The end of a classifier, common to softmax.c and network.c: from the logits of a row to its weighted cross-entropy

     (1/N) s_i l_i,   P = softmax (logits),  l_i = -log P(label),  s_i = 1 or sigmoid (x_i)

   and back.  Functions of single rows may run in threads.  */
#ifndef PGDQA_HEAD_H
#define PGDQA_HEAD_H

#include "problem/objective.h"

/* The 1 x 1 matrix data[i] of an instance; 0 where it is empty.  */
static inline double
scalar (const instance *o, int i)
{
  const matrix *data = o->data;
  return data[i].val ? (double) *data[i].val : 0;
}

typedef struct head {
  size_t N, C, width;  /* rows, classes, panel width of C */
  bool weighted;       /* s_i = sigmoid (x_i) */
  const real *labels;  /* [N] 1 .. C */
  real *P;             /* [N x width] probabilities; padding 0 */
  real *loss, *s, *ds; /* [N] l_i; s_i / N; its derivative in x_i */
} head;

/* Part of an objective's check: labels and, where rows are weighted, the size of x against the rows N of data[labels].  */
status head_check (const matrix *labels, size_t N, bool weighted, size_t n, size_t C, char *message, size_t length);

/* What the threads of one evaluation or product share: the work of an objective and its first matrix.  */
typedef struct task {
  void *work;
  const matrix *At;
  const real *vx;
  real *gy, *hx;
  double *part; /* of phi, by shares */
} task;

void head_layout (head *h, arena *a); /* the sizes are set */
void head_weights (head *h, const real *x);

/* P(i,:) holds logits and becomes probabilities; loss (i); R [width] = s_i (P - Y)(i,:) / N.  Returns s_i l_i / N.  */
double head_row (head *h, size_t i, real *R);

/* B [width], the change of the logits of row i along a direction with x part vx (NULL: 0), becomes the change of R.
   hx (i) is set (hx NULL: not wanted).  */
void head_product (const head *h, size_t i, const real *vx, real *B, real *hx);

/* R [width] = s_i (P - Y)(i,:) / N after head_row.  */
void head_residual (const head *h, size_t i, real *R);

void head_gradient_x (const head *h, size_t n, real *gx); /* gx [n] */

#endif

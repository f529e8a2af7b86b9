/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   A convex quadratic program of few variables and rows, in double precision always:

     min_z c'z + z'H z / 2   subject to   A z >= b.

   By a primal-dual interior-point method (S. Mehrotra, SIAM J. Optim. 2 (1992) 575-601), which finds multipliers to full
   accuracy also where many rows meet in one vertex.  Terms should be of about size 1.  */
#ifndef PGDQA_SMALL_QP_H
#define PGDQA_SMALL_QP_H

#include <stdbool.h>

enum { qp_most_variables = 21, qp_most_rows = 320 };

typedef struct small_qp {
  int n, rows;
  double H[qp_most_variables * qp_most_variables]; /* [n x n] symmetric, positive semidefinite */
  double c[qp_most_variables];
  double A[qp_most_rows * qp_most_variables]; /* [rows x n] by rows */
  double b[qp_most_rows];
  double z[qp_most_variables]; /* out */
  double multiplier[qp_most_rows];

  double best_z[qp_most_variables], best_multiplier[qp_most_rows];
  double slack[qp_most_rows], dual_step[qp_most_rows], slack_step[qp_most_rows], target[qp_most_rows];
  double K[qp_most_variables * qp_most_variables], step[qp_most_variables], rest[qp_most_variables];
} small_qp;

/* n variables, no rows, H = 0, c = 0.  */
void small_qp_start (small_qp *q, int n);

/* One more row a'z >= b, a = 0; NULL: there is no room.  */
double *small_qp_add (small_qp *q, double b);

/* The iterate with the least error.  False: that is above 1e-8, in the terms of the program.  */
bool small_qp_solve (small_qp *q);

double small_dot (int n, const double *a, const double *b);
double small_norm (int n, const double *a);

#endif

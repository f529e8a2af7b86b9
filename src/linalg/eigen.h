/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Eigenvalues and eigenvectors of a small symmetric matrix, in double precision always.  */
#ifndef PGDQA_EIGEN_H
#define PGDQA_EIGEN_H

/* A [n x n] symmetric, overwritten; w [n] its eigenvalues in rising order, V [n x n] its eigenvectors by columns.  Cyclic Jacobi
   rotations: about 10 n^3 operations.  */
void eigen_symmetric (int n, double *A, double *V, double *w);

#endif

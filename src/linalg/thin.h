/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Products of a large dense matrix, held by columns, with one of few columns.  BLAS copies the large one before it multiplies, which here takes
   as long as the product; and threads share the work.  Results do not depend on how many there are.  */
#ifndef PGDQA_THIN_H
#define PGDQA_THIN_H

#include "base/crew.h"
#include "base/vec.h"

/* Does it pay for A, or its transpose, times so many COLUMNS?  */
bool thin_pays (const matrix *A, size_t columns);

/* C += op (A) B, B of so many COLUMNS.  THREADS: asked for, 0: as many as there are; CREW: what runs them, NULL: no threads.  */
void thin_multiply (const matrix *A, bool transposed, const real *B, size_t columns, real *C, crew *hands,
                    double threads);

#endif

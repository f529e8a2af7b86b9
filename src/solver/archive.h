/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   A few iterates of which none is better than another in both f and lower_opt, so that a late iterate that is worse in
   both than an early one need not be returned.  When it is full, the one that cuts off the least area of the (f, lower_opt)
   plane makes room; those with the least f and the least lower_opt always stay.  */
#ifndef PGDQA_ARCHIVE_H
#define PGDQA_ARCHIVE_H

#include "base/arena.h"
#include "problem/measure.h"

enum { archive_capacity = 8 };

typedef struct archive {
  int count;
  size_t nz;
  real *z[archive_capacity]; /* [nz] each, in order of rising f and falling lower_opt */
  measure at[archive_capacity];
} archive;

void archive_layout (archive *s, size_t nz, arena *a);
void archive_add (archive *s, const real *z, const measure *m);

/* Index of a point that is better than M in one of f, lower_opt and no worse in the other; -1 if there is none.  */
int archive_better (const archive *s, const measure *m);

#endif

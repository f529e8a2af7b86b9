/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   What is kept of the measured iterates of a run: the latest; the largest norms, which tolerances are relative to; and a few
   iterates of which none is better than another in both f and lower_opt, so that a late iterate that is worse in both than
   an early one need not be returned.  When these are full, the one that cuts off the least area of the (f, lower_opt)
   plane makes room; those with the least f and the least lower_opt always stay.  */
#ifndef PGDQA_ARCHIVE_H
#define PGDQA_ARCHIVE_H

#include "problem/measure.h"

enum { archive_capacity = 8 };

typedef struct archive {
  size_t nz;
  bool known;   /* some iterate has been measured */
  real *z_last; /* [n + m] the latest measured iterate; before there is one, the start */
  measure last;
  size_t k_last; /* its iteration */

  double least_kkt; /* the smallest KKT residual so far */
  double most_grad_f,
      most_lower_opt; /* the largest norms at iterates that set it.  A transient blow-up never sets it and so
                                         cannot loosen the tolerances.  */
  int count;
  real *z[archive_capacity]; /* [n + m] each, in order of rising f and falling lower_opt */
  measure at[archive_capacity];
} archive;

void archive_layout (archive *s, size_t nz, arena *a);

void archive_note (archive *s, const run *r); /* the measured iterate of r */
void archive_add (archive *s, const real *z, const measure *m);
void archive_keep_last (archive *s, const run *r); /* z_last and last alone */

/* Index of a point that is better than M in one of f, lower_opt and no worse in the other; -1 if there is none.  */
int archive_better (const archive *s, const measure *m);

/* The run goes back to its latest measured iterate, or to the INDEX-th point; it has no gradients there.  */
void archive_go_to_last (const archive *s, run *r);
void archive_go_to (const archive *s, run *r, int index);

/* Tolerances in absolute terms.  */
static inline double
run_tolerance_kkt (const run *r)
{
  return r->opt->tol_kkt * r->archive->most_grad_f;
}

static inline double
run_tolerance_lower (const run *r)
{
  return r->opt->tol_lower * r->archive->most_lower_opt;
}

#endif

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Threads over blocks of rows inside a native objective (crew.h runs them).  Every share of the rows has its own
   accumulators, added in order afterwards: results are bitwise repeatable for a given number of threads.  */
#ifndef PGDQA_THREADS_H
#define PGDQA_THREADS_H

#include <stddef.h>

enum { threads_most = 64 };
static const double threads_work = 2e5; /* multiply-adds below which starting a thread costs more than it saves */

/* Threads worth using for WORK multiply-adds when ASKED for that many (0: as many as OpenMP would use).  */
int threads_for (double asked, double work);

/* Shares of the work of that many: more than there are, so that one that comes late leaves little undone.  */
static inline int
threads_shares (int threads)
{
  return threads == 1 ? 1 : threads < threads_most / 2 ? 2 * threads : threads_most;
}

/* Share I of T in COUNT rows, in whole blocks: from .. to - 1.  */
static inline void
threads_share (size_t count, size_t block, int t, int i, size_t *from, size_t *to)
{
  const size_t blocks = (count + block - 1) / block, whole = blocks / (size_t) t, rest = blocks % (size_t) t,
               k = (size_t) i;
  *from = block * (k * whole + (k < rest ? k : rest));
  *to = *from + block * (whole + (k < rest));
  if (*to > count)
    *to = count;
}

#endif

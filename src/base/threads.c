/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/threads.h"

#ifdef _OPENMP
#include <omp.h>
#endif

int
threads_for (double asked, double work)
{
#ifdef _OPENMP
  double t = asked > 0 ? asked : omp_get_max_threads ();
#else
  double t = 1;
  (void) asked;
#endif
  if (t > work / threads_work)
    t = work / threads_work;
  return t < 1 ? 1 : t > threads_most ? threads_most : (int) t;
}

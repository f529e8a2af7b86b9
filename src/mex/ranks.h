/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The ranks of MPI as the host of the core: a clock, interrupts and calls that are the same for all.  */
#ifndef PGDQA_MEX_RANKS_H
#define PGDQA_MEX_RANKS_H

#include "base/comm.h"
#include "problem/objective.h"

#include <mex.h>

/* Those of MPI, which starts if need be.  Raises pgdqa:mpi.  */
comm *ranks_world (void);

double ranks_now (void);         /* rank 0's clock at the latest turn */
void ranks_tick (void *self);    /* Ctrl-C on this rank ends all at the next turn */
_Noreturn void ranks_end (void); /* after ERROR_OTHER_RANK: raises why this rank has ended */

/* Own [count] numbers become the largest on any rank.  Raises where a rank has failed.  */
void ranks_largest (comm *ranks, size_t count, double *own);

/* A turn without numbers, taken when all goes well or when an error unwinds.  */
typedef struct ranks_point {
  turn turn;
  double header[comm_header];
} ranks_point;
void ranks_open (ranks_point *p, comm *ranks); /* NULL: there are none, and nothing happens */
void ranks_meet (ranks_point *p);              /* raises where a rank has failed */
void ranks_leave (ranks_point *p);             /* for the cleanup attribute */

/* For the cleanup attribute: notes that this rank unwinds outside of a turn.  */
void ranks_alone (comm **ranks);

#endif

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "mex/ranks.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "mex/host.h"

static comm *world; /* NULL: not asked for yet */

comm *
ranks_world (void)
{
  if (world)
    return world;
  mxArray *address = NULL, *call[] = { mxCreateString ("comm") };
  mexCallMATLAB (1, &address, 1, call, "pgdqa_mex_mpi");
  world = (comm *) (uintptr_t) * (uint64_t *) mxGetData (address);
  mxDestroyArray (address);
  mxDestroyArray (call[0]);
  return world;
}

double
ranks_now (void)
{
  return world->clock;
}

void
ranks_tick (void *self)
{
  (void) self;
  world->failing |= host_interrupted ();
}

void
ranks_end (void)
{
  if (world->apart)
    host_error (ERROR_MPI,
                "pgdqa_solve: rank %d was at another point than rank 0, expected the same numbers on every rank: "
                "constraints, LowerSolve and the BLAS must give them",
                world->rank);
  host_tick (NULL);
  host_error (ERROR_OTHER_RANK, "another rank has ended the run");
}

void
ranks_open (ranks_point *p, comm *ranks)
{
  *p = (ranks_point){ .turn = { .ranks = ranks, .a = p->header, .taken = !ranks } };
}

void
ranks_meet (ranks_point *p)
{
  if (p->turn.ranks && !comm_take (&p->turn, false))
    ranks_end ();
}

void
ranks_leave (ranks_point *p)
{
  comm_leave (&p->turn);
}

void
ranks_largest (comm *ranks, size_t count, double *own)
{
  const size_t all = (size_t) ranks->size * count;
  double *a = host_memory ((all + 1) * sizeof *a, 0, "what the ranks exchange");
  comm_gather (ranks, own, count, a);
  for (size_t i = 0; i < all; i++)
    own[i % count] = fmax (own[i % count], a[i]);
  mxFree (a);
}

void
ranks_alone (comm **ranks)
{
  if (*ranks && !(*ranks)->ended)
    (*ranks)->lonely = true;
}

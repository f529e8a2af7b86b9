/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The ranks of a distributed run: processes that run the same program at the same time, each with its part of the data.  They meet
   in sums, which all of them make in the same order and with the same counts.  */
#ifndef PGDQA_COMM_H
#define PGDQA_COMM_H

#include <stdbool.h>
#include <stddef.h>

typedef struct comm {
  int rank, size; /* from 0 to size - 1 */
  int local;      /* ranks on this machine */

  /* a [count] = the sum of what all ranks have there, the same bits on each.  */
  void (*sum) (double *a, size_t count);
  double (*now) (void); /* seconds by this machine, monotonic */

  double clock; /* rank 0's time at the latest turn, the same on each */
  bool failing; /* this rank asks all to end at the next turn */
  bool ended;   /* a turn has told all to end: no more are taken */
  bool apart;   /* this rank was at another call or point than rank 0 */
  bool lonely;  /* this rank has ended by itself, outside of a turn: the others wait for it */
} comm;

/* A turn: all ranks meet in one sum, whose first numbers are those of the turn.  */
enum { comm_header = 3 };
typedef struct turn {
  comm *ranks;
  double *a; /* [comm_header + count] */
  size_t count;
  double call; /* what rank 0 does must be the same: see comm_print */
  bool taken;
} turn;

/* a, from comm_header on, becomes the sum over all ranks.  False: a rank has failed, and all are to end.  */
bool comm_take (turn *t, bool failed);

/* For the cleanup attribute: where an error unwinds the stack, the rank still takes its turn, and all are to end.  */
void comm_leave (turn *t);

/* a [size * count]: what each rank has in OWN [count], rank by rank.  */
void comm_gather (comm *ranks, const double *own, size_t count, double *a);

/* A number that tells calls and points apart: PRINT with the BYTES at DATA, a multiple of 4.  */
double comm_print (double print, const void *data, size_t bytes);

#endif

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   An objective of which every rank has a part.  */
#ifndef PGDQA_DISTRIBUTED_H
#define PGDQA_DISTRIBUTED_H

#include "base/comm.h"
#include "problem/objective.h"

/* What an instance of it has for data; its part [0] is this rank's.  */
typedef struct distribution {
  comm *ranks;
  double weight;  /* of this rank's part */
  size_t first;   /* the part's x are those from here on */
  size_t scratch; /* bytes, of the part on any rank that needs most */
} distribution;

extern const objective objective_distributed;
extern const objective objective_distributed_user; /* some part has derivatives of the user's own */

/* Bytes of scratch that PART needs with so many THREADS.  */
size_t distributed_scratch (const instance *part, double threads);

#endif

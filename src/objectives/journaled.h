/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   An objective whose results go into a journal and, while a run is repeated, come from there.  Evaluations, products, complex steps and
   the user's own solves do; factors are computed again.  */
#ifndef PGDQA_JOURNALED_H
#define PGDQA_JOURNALED_H

#include "base/journal.h"
#include "problem/objective.h"

typedef struct journaled {
  objective kind;    /* that of the objective, by way of the journal */
  instance instance; /* what the solver calls */
  journal *journal;
} journaled;

/* J becomes INNER by way of TO; both stay the caller's.  */
instance *journaled_bind (journaled *j, instance *inner, journal *to);

/* Where O, bound so, is: the points of its latest evaluation and of its factor, to be kept and restored with the state of a run.  */
enum { journaled_pieces = 5 };
void journaled_place (const instance *o, memory_piece out[journaled_pieces]);

/* After these were restored: the factor is made again, and the objective is evaluated there before the next product.  */
void journaled_return (const instance *o);

#endif

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#ifndef PGDQA_TAPE_H
#define PGDQA_TAPE_H

#include "problem/objective.h"

extern const objective objective_tape;

/* Lays out and reads another tape of an instance of objective_tape, from these MATRICES, which must stay; false: it makes no sense, or there
   are too many.  While the arena measures it only does that.  */
bool tape_add (const instance *o, const matrix *matrices, arena *a);

/* At the latest point of an instance of objective_tape: the largest absolute value of an element of any node.  false: no tape is for
   that point.  */
bool tape_examine (const instance *o, double *largest);

#endif

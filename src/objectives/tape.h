/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#ifndef PGDQA_TAPE_H
#define PGDQA_TAPE_H

#include "problem/objective.h"

extern const objective objective_tape;

/* At the latest point of an instance of objective_tape: the largest absolute value of an element of any node.  false: no tape is for
   that point.  */
bool tape_examine (const instance *o, double *largest);

#endif

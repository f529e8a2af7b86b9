/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#ifndef PGDQA_TAPE_READ_H
#define PGDQA_TAPE_READ_H

#include "objectives/tape_node.h"

/* The fields of a tape, in the order of its matrices.  */
enum { NODES, OWN, NUMBERS, GUARDS, ELEMENTS, LARGEST, FACTORS, RESULT, tape_fields };
extern const field tape_field_table[];

/* The I-th operation of tape.def, the structural ones first; NULL: there are not so many.  */
const operation *tape_operation (size_t i);

/* Room for the tape of these MATRICES.  While the arena measures, only 1 x 1 matrices are read.  */
void tape_layout (tape *t, const matrix *matrices, dims d, arena *a);

/* Reads it into T, which has room for it.  Words on why it makes no sense, perhaps in MESSAGE, or NULL.  */
const char *tape_read (tape *t, const matrix *matrices, char *message, size_t length);

#endif

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   What pgdqa_solve gives back, as Octave arrays.  */
#ifndef PGDQA_MEX_ANSWER_H
#define PGDQA_MEX_ANSWER_H

#include <mex.h>

#include "solver/pgdqa.h"

mxArray *answer_number (double v);
mxArray *answer_struct (void);                                  /* 1 x 1, without fields */
void answer_set (mxArray *s, const char *name, mxArray *value); /* a new field */

extern const char *const answer_columns[]; /* [COLUMN_count] names of the columns of the history */

/* The struct `output`; OPTIONS_GIVEN as the user gave them.  */
mxArray *answer_output (const result *r, dims d, options *o, const mxArray *options_given);

#endif

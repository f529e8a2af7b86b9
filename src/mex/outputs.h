/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   What pgdqa_solve gives back, as Octave arrays.  */
#ifndef PGDQA_MEX_OUTPUTS_H
#define PGDQA_MEX_OUTPUTS_H

#include <mex.h>

#include "search/search.h"

mxArray *output_number (double v);
mxArray *output_struct (void);                                  /* 1 x 1, without fields */
void output_set (mxArray *s, const char *name, mxArray *value); /* a new field */

extern const char *const output_columns[]; /* [COLUMN_count] names of the columns of the history */

/* The struct `output`; OPTIONS_GIVEN as the user gave them.  */
mxArray *outputs_struct (const result *r, const search_result *found, dims d, options *o, const mxArray *options_given);

#endif

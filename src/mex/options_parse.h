/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The table of options.def as Octave structs.  */
#ifndef PGDQA_MEX_OPTIONS_PARSE_H
#define PGDQA_MEX_OPTIONS_PARSE_H

#include <mex.h>

#include "base/options.h"

/* Fills *o from defaults and the fields of SET (a scalar struct); raises pgdqa:option or pgdqa:needs.  */
void options_parse (const mxArray *set, options *o);

const mxArray *options_given_value (const mxArray *set,
                                    const char *name); /* of the option NAME as given, NULL if not set */

mxArray *options_struct (options *o, const mxArray *set); /* every option and its value in force */
mxArray *options_in_force (options *o, const char *name); /* the value of the option NAME; [] for handles and structs */

#endif

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The tables of the core for the .m layer: struct arrays with a row each.  */
#ifndef PGDQA_MEX_TABLES_H
#define PGDQA_MEX_TABLES_H

#include <mex.h>

mxArray *tables_options (void);
mxArray *tables_methods (void);
mxArray *tables_columns (void);
mxArray *tables_stops (void);
mxArray *tables_operations (void);

#endif

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   f and g of few variables, asked for with numbers in double precision.  */
#ifndef PGDQA_BUNDLE_FEW_H
#define PGDQA_BUNDLE_FEW_H

#include "problem/oracle.h"

enum { most_few = 20 };

typedef enum few_level { LEVEL_upper, LEVEL_lower } few_level;
typedef enum few_part { PART_x, PART_y } few_part;

/* The value of a LEVEL at (x, y).  One call.  */
status few_value (oracle *o, few_level which, const double *x, const double *y, double *value);

/* The value and its gradient gx [n], gy [m], either of which may be NULL.  One call where there are gradients.  */
status few_gradient (oracle *o, few_level which, const double *x, const double *y, double *value, double *gx,
                     double *gy);

/* d: the derivatives by the variables of a PART, by differences from VALUE, that at (x, y): z_k + STEP[k].  Where STEP[k] = 0: 0.  */
status few_differences (oracle *o, few_level which, few_part part, const double *x, const double *y, double value,
                        const double *step, double *d);

#endif

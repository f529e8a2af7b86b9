/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The step in singular mode.  y is free to move in null (A), and the coordinates of the upper level are x and that part of y;
   the rest of y responds.  With P the projection on null (A):

     direction    p = -B (gamma, r), its y part under P; then y responds: p_y <- p_y - H (D2_yx g p_x + D2_yy g p_y)
     curve        z (a): from z + a p, feasible to second order, the lower level solved at that x; refused where the
                  correction of y is no small part of a p_y
     search       on f along the curve with f'(a) = grad f . z'(a), z'(a) = 2 (z (a) - z) / a - p, by cubics

   The memory of the curvature, and the range of A that it spans, belong to the iterate: every trial starts with them.  */
#ifndef PGDQA_SINGULAR_H
#define PGDQA_SINGULAR_H

#include "methods/adaptive/search.h"

status singular_step (adaptive *s, outcome *o);

#endif

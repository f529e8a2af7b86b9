/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The tangential step: x moves along p = -B gamma (in singular mode with few pairs (x, y) along -B (gamma, r)), y is predicted
   to respond as it did to the trial before, and the lower level is solved at each trial as far as the decrease of

     f + w'v,  v = grad_y g,  with a correction w'v no larger than |grad_y f|_H |v|_H, what infeasibility may hide of f,

   requires.  */
#ifndef PGDQA_TANGENTIAL_H
#define PGDQA_TANGENTIAL_H

#include "methods/adaptive/search.h"

status tangential_step (adaptive *s, outcome *o);

#endif

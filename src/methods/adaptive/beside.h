/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   A stationary point may be a maximum or a saddle of f (x, y (x)).  One value of f beside it, in a direction that the secants
   do not span, shows that in most cases.  */
#ifndef PGDQA_BESIDE_H
#define PGDQA_BESIDE_H

#include "methods/adaptive/search.h"

/* Is f lower beside the iterate?  *falls: the iterate is there, on another branch.  A few calls; where no step lowers f or y
   does not respond to x, four trials near and far on both sides.  */
status beside_try (adaptive *s, bool *falls);

/* Farther on, along the latest step: steps that become ever shorter may come to an inflection.  */
status beside_try_on (adaptive *s, bool *falls);

#endif

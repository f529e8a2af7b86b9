/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Looks at F (x) = f (x, y (x)) at other x, for what the path does not tell.  The iterate stays.  */
#ifndef PGDQA_LOOKS_H
#define PGDQA_LOOKS_H

#include "methods/adaptive/search.h"

/* *endless: F falls as x moves away without end.  Asked where x has become long and still moves fast: looks at ever longer x, up to the length
   that is called far away, tell whether F goes on falling, and by as much.  Three points with a lower level solved where it is due, else
   nothing.  Also where f was -Inf at some trial.  */
status looks_endless (adaptive *s, bool *endless);

/* *flat: F is the same to both sides of x, along one direction at random.  Two such points.  */
status looks_flat (adaptive *s, bool *flat);

/* *least: F is higher to both sides of x along every variable, as far as bounds let x go there.  Two such points for each; false where x are
   many.  */
status looks_least (adaptive *s, bool *least);

/* *onward: x has become long, and F is no higher where it is longer still.  Up to two such points.  */
status looks_onward (adaptive *s, bool *onward);

#endif

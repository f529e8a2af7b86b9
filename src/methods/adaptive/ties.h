/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The optimistic choice.  Where the lower level has several minimisers with one value of g, the best of them for f belongs to
   the solution.  Those that the certificate has met are compared.  */
#ifndef PGDQA_TIES_H
#define PGDQA_TIES_H

#include "methods/adaptive/search.h"

typedef enum choice { STAYED, TAKEN, WENT_BACK } choice;

/* The best of the ties for f becomes the iterate (TAKEN).  Where an earlier such change had led to a lower f than the run has
   come to since, the run goes back to that point for good (WENT_BACK).  One f_grad for each, and a lower level solved for one
   that is taken.  */
status ties_choose (adaptive *s, choice *c);

#endif

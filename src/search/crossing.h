/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Crossings: where another y becomes the lower one between two x, g may be flat from one y to the other, as g = x q (y) is at x = 0.
   There every y between them solves the lower level.  */
#ifndef PGDQA_SEARCH_CROSSING_H
#define PGDQA_SEARCH_CROSSING_H

#include "search/state.h"

/* A and B are anchors, each the lowest at its x.  Where g looks flat between their y at the x between theirs where it is the same at both y,
   the y between them with the least f is an outcome, if f < LEAST.  6 values of g if g does not look flat.  */
status crossing_look (search *s, int a, int b, double least);

#endif

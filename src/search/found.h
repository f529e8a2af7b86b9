/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   What a search tells besides the result of the run that it returns.  */
#ifndef PGDQA_SEARCH_FOUND_H
#define PGDQA_SEARCH_FOUND_H

#include "solver/pgdqa.h"

typedef struct search_point { /* y solves the lower level at x, as far as is known */
  const real *x, *y;          /* [n], [m] */
  double f, g;
  int exitflag;       /* of the local run there; 0: there was none */
  const char *origin; /* start, probe, program, tie, flat or run */
} search_point;

typedef struct search_result {
  bool made;
  char reason[80];   /* why there was none; "": there was one */
  const char *found; /* the origin of the point returned; "": no search */
  const search_point *points;
  int count;
  double explored;             /* other x where the lower level was solved from several y */
  double branches;             /* of lower-level solutions */
  double programs;             /* on branches */
  double ties;                 /* of these ended where two branches tie */
  double runs;                 /* local runs, the first included */
  double most;                 /* calls that one of them was allowed */
  bool cut_short;              /* by a limit */
  const real *tied_x, *tied_y; /* [n], [m] the other solution at a tie; NULL: none */
  double tied_f;
} search_result;

#endif

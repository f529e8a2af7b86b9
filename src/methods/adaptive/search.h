/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   What a search along a direction s->search.p from the iterate needs, whatever the step.  */
#ifndef PGDQA_SEARCH_H
#define PGDQA_SEARCH_H

#include "methods/adaptive/state.h"

/* How a step ends: s->search.best is to be the iterate and its pair is open; or the lower level is solved further at the
   iterate, since infeasibility hides what a step could gain; or no step lowers f.  */
typedef enum outcome { STEPPED, SOLVED_FURTHER, NO_DECREASE } outcome;

/* Changes a direction [n + m] into one that the step allows.  */
typedef void restriction (const adaptive *s, real *p);

/* p_i = 0 where it would leave the bounds at once.  */
void search_stay_within (const adaptive *s, real *p);

/* p = -B q, or -D q and no pairs any longer where that is no descent: q'p > -LEAST_COSINE ||p|| ||q||.  True: -B q.  */
bool search_direction (adaptive *s, restriction *restrict_to, double least_cosine);

/* Length of a first step: that at which y, which responds with DY to a step of length 1, moves by 0.3 of its own length,
   but at most MOST_X; if neither is a length, x, with ||dx|| = DX, moves by its first step.  */
double search_first_length (const adaptive *s, double dy, double most_x, double dx);

/* point_solve_lower at a trial, with what was unbounded in s->search alone; and as tightly as trials of a step need.  */
status search_solve_at (adaptive *s, trial *t, double tolerance_H, double tolerance, bool *ok);
status search_solve_lower (adaptive *s, trial *t, double tolerance_H, bool *ok);

/* grad_y g at the trial, before y is corrected, is far steeper than what the curvature of g at the iterate, over the length of y,
   explains: the lower level is another one there, as where exp (x) has grown by many decades.  */
bool search_is_elsewhere (const adaptive *s, const trial *t);

/* f at a trial: *ok.  */
status search_know_upper (adaptive *s, trial *t, bool *ok);

/* s->search.now becomes s->search.best.  */
void search_keep (adaptive *s);

/* The step to a trial, as the secants learn it: z moves in x and, WITH_Y, by a p in y.  */
void search_open_pair (adaptive *s, const trial *t, bool with_y);

/* gamma is wrong: the next is solved further.  */
void search_doubt_multiplier (adaptive *s);

/* The trial becomes the iterate.  */
void search_take (adaptive *s, const trial *t);

/* y moves a little along -grad_y f and at random, to leave a maximum or a saddle of g.  */
void search_step_aside (adaptive *s, real *y);

#endif

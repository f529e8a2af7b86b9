/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Where y is few variables in a finite box, F (x) = f (x, y (x)) is likely to have kinks and jumps.  The run then goes on by the bundle
   method (methods/bundle/bundle.h): from the start where y is at bounds or kinks of g, else from where the path can do no more.  If the
   bundle method claims nothing, the path goes on from its best point.  */
#ifndef PGDQA_KINKS_H
#define PGDQA_KINKS_H

#include "methods/adaptive/state.h"

/* Is the problem for the bundle method?  */
bool kinks_can (const adaptive *s);

/* The bundle method begins at the iterate if that suits it: s->in_bundle.  */
status kinks_enter (adaptive *s, bool corners_only);

/* The iterate of the bundle method, measured.  */
void kinks_measure (const adaptive *s, measure *t);

/* Why the run would end there.  */
status kinks_ended (const adaptive *s);

/* *left: the bundle method is over, and the run is to start again from its best point.  Else one step of it.  */
status kinks_step (adaptive *s, bool *left);

/* Is y refuted at the iterate?  From a better y the bundle method starts again.  */
status kinks_certify (adaptive *s, certificate *out);

/* The path has come to rest with E.  Where nothing is claimed the bundle method tries to go on, once: RUNNING.  Else E, unless the path ends
   where the bundle method has found a kink or a tie that it could not confirm.  */
status kinks_resort (adaptive *s, status e);

/* What is known of F at the point returned.  */
void kinks_describe (adaptive *s, closing *c);

#endif

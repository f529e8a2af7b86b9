/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Corrections of an iterate that a step has led to: it is undone where what it had promised was infeasibility, and y leaves a
   maximum of g.  */
#ifndef PGDQA_RETREAT_H
#define PGDQA_RETREAT_H

#include "methods/adaptive/state.h"

/* With the lower level solved again f is higher than before: guard_has_risen.  */
bool has_risen (const adaptive *s);

/* Back to where the latest step started, or to the best solved point where that is lower; from there on every trial is
   solved.  Two gradients and a lower level.  */
status retreat (adaptive *s);

/* y with grad_y g = 0 and negative curvature along the multiplier is left for a lower g (*left); and the step that led there
   is undone, where f is higher then.  */
status leave_maximum (adaptive *s, bool *left);

#endif

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Does y solve the lower level at x?  grad_y g = 0 also holds at saddles, maxima and mere local minima.  The test looks for the
   lowest curvature (Lanczos 1950), evaluates g around y, and where g does not look convex there minimises it from the points
   that contradict.  A lower value refutes y and is where to go on.  What it gives is evidence, never proof.  */
#ifndef PGDQA_CERTIFICATE_H
#define PGDQA_CERTIFICATE_H

#include "lower/certifier.h"

/* At (x, y) with *g and v = grad_y g known.  FULL: first the lowest curvature by Lanczos, at most 30 hvp, which tells the kind.
   Then Starts g_grad (4 without FULL), two more where the lowest curvature is not positive, up to four more nearer to y where even the
   nearest says that g rises by much less than its curvature foretells, and where g does not look convex a
   local solve from each of the probes that show it, at most max (6, Starts / 2).  Some of the other minima with the same g are
   left in c->equal_minima.  If there are minima of other values, or none although g is not convex and D2_yy g regular at y, more probes follow, 5 Starts
   in all at most.  With m <= Starts they look for wells (lower/other_wells.h), and the others are at random.  Refuted, it leaves the better y, *g and v.  An exhausted budget comes back as its status, with y, *g,
   v belonging together and *out as far as it came.  */
status certificate_test (certifier *c, model *l, const real *x, real *y, double *g, real *v, bool full,
                         certificate *out);

#endif

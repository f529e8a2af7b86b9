/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Values of g (x, .) around y, and descents from there.  */
#ifndef PGDQA_PROBES_H
#define PGDQA_PROBES_H

#include "lower/certifier.h"

/* In pairs y +- d, from the nearest to the farthest, half of the d along eigenvectors of the curvature: g is often a sum over such
   coordinates; two along the direction of lowest curvature LOW where that is not positive, and some nearer where even the nearest rises
   by much less than the curvature foretells.  */
status probe_values (sounding *t, int starts, double low);

/* (y, g, grad) is one of the points from which it is judged whether g is convex.  */
void note_point (sounding *t, const real *y, double g, const real *grad);

/* Nothing that was seen contradicts that g is convex.  */
bool looks_convex (const sounding *t);

/* Minimises g (x, .) from c->trial, where it is G with the slope c->grad; refuted: y, *g, v are there.  */
status descend (sounding *t, double g, certificate *out);

/* From the two lowest of the probes from FIRST on and from those along which g is not convex, lowest first.  */
status descend_from_probes (sounding *t, int first, certificate *out);

#endif

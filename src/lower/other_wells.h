/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Looks for wells of g (x, .) other than the one that y lies in, by the widths of that one (lower/wells.h).  */
#ifndef PGDQA_OTHER_WELLS_H
#define PGDQA_OTHER_WELLS_H

#include "lower/certifier.h"

/* Are there few enough y, and is the depth of the well of y known?  */
bool wells_may_be_seen (const sounding *t, lower_kind kind);

/* LOW: the lowest curvature at y.  In a quadratic background from the probes and from frames of 2 m points around every minimiser met;
   else by descents from one frame around y.  */
status look_for_wells (sounding *t, double low, certificate *out);

#endif

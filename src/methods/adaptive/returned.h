/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The end of a run: what is known of y, and the point returned.  */
#ifndef PGDQA_RETURNED_H
#define PGDQA_RETURNED_H

#include "methods/adaptive/state.h"

/* The hook certify of methods/method.h: the certificate, the ties it has met, and f beside the point.  */
status returned_certify (run *r, certificate *out);

/* certificate_test at the iterate; refuted, y is better, on another branch, and s->best forgotten.  */
status returned_certify_iterate (adaptive *s, bool full, certificate *out);

/* The hook close.  */
status returned_close (run *r, closing *c);

/* s->best has a lower f than the iterate, by more than rounding.  */
bool returned_better_seen (const adaptive *s);

/* r->now from what is known at the iterate.  */
void returned_measure (const adaptive *s, measure *t);

#endif

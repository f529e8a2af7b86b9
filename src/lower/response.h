/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Does y respond to x at a point?  Asked with a few random q: near the multiplier w of a stationary point D2_xy g w = -grad_x f,
   which is 0 where f does not depend on x, and tells nothing of other directions.  */
#ifndef PGDQA_RESPONSE_H
#define PGDQA_RESPONSE_H

#include "lower/lower.h"

typedef enum response {
  RESPONSE_acts,     /* D2_xy g q is not small against what the run has seen of it */
  RESPONSE_vanished, /* it is, for every q: saturation */
  RESPONSE_none      /* D2_xy g q = 0 wherever the run looked */
} response;

/* At (x, y) with the set of held y that the model has.  At most three hvp and a g_grad; l->model.response is the largest share of
   these products in the compliance.  All y held: RESPONSE_acts, for y stands still there whatever x does.  */
status response_test (lower *l, const real *x, const real *y, response *out);

#endif

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The functions of the program of a branch at one x, and their derivatives.  */
#ifndef PGDQA_SEARCH_SITE_H
#define PGDQA_SEARCH_SITE_H

#include "search/state.h"

/* F and c at q->x on q->branch; q->known false: the branch does not reach x.  */
status site_fill (search *s, site *q);

/* grad F_i = grad_x f - D2_xy g w with A w = grad_y f over the y that no bound holds, A = D2_yy g;
   grad c_j = grad_x g (x, y_i) - grad_x g (x, y_j), since grad_y g is 0 at both; in widths.  */
status site_fill_slopes (search *s, site *q);

/* max (c, 0) */
double site_violation (const site *q);

#endif

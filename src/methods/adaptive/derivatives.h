/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   When values and gradients of f and g are compared (problem/gradient_test.h): at the start, on the path each time its calls have grown
   fourfold, and at the point returned.  STOP_CONTRADICTION.  */
#ifndef PGDQA_DERIVATIVES_H
#define PGDQA_DERIVATIVES_H

#include "methods/adaptive/state.h"

/* At the run's start, where y need not solve the lower level: g.  */
status derivatives_test_start (adaptive *s);

/* f at the iterate, where nothing is measured that needs its gradient.  One f_grad more.  */
status derivatives_test_upper (adaptive *s);

/* At the measured iterate, if a test is due; not at the first one.  */
status derivatives_test_path (adaptive *s);

/* At the run's start, where gx of g is 0 or g gives values alone: does x act on anything?  And whether it was seen to act on nothing.  */
status derivatives_look (adaptive *s);
bool derivatives_idle (const adaptive *s);

/* So it was, and a simple lower level would have been solved by now.  */
enum { most_idle = 300 /* calls */ };
bool derivatives_idle_long (const adaptive *s);

/* At the point returned, where f is known.  What the limits do not allow is not tested.  */
status derivatives_test_returned (adaptive *s);

#endif

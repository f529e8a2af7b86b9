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

/* At the measured iterate, if a test is due.  */
status derivatives_test_path (adaptive *s);

/* gx of f and of g was 0 in all tests, and that of f is at the iterate: x acts on nothing.  For f alone.  */
bool derivatives_idle (const adaptive *s);
bool derivatives_idle_in_f (const adaptive *s);

/* At the point returned, where f is known.  What the limits do not allow is not tested.  */
status derivatives_test_returned (adaptive *s);

#endif

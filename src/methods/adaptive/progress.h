/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   How f and the relative stationarity have fallen with the oracle calls, and what more calls are expected to give.  */
#ifndef PGDQA_PROGRESS_H
#define PGDQA_PROGRESS_H

#include <stdbool.h>

enum { progress_decades = 40, progress_steps_a_decade = 20, progress_most = 128 };

typedef struct progress {
  double calls[progress_most], f[progress_most]; /* f along the path, */
  double expected[progress_most];                /* and the decrease that the model expected; infinite: unknown */
  int count;
  double every;                                                   /* calls between two entries at least */
  double first_calls[progress_decades * progress_steps_a_decade]; /* when `relative` fell to 10^(-i / 20); 0: not yet */
} progress;

void progress_start (progress *p);

/* After CALLS calls the path is at F, with the stationarity RELATIVE, and the model EXPECTS a decrease.  */
void progress_note (progress *p, double calls, double f, double relative, double expected);

/* As if as many calls, spent elsewhere, had not been made.  */
void progress_skip (progress *p, double calls);

/* Much of all CALLS has passed without a further decade of RELATIVE.  */
bool progress_is_slow (const progress *p, double relative, double calls);

/* All further decrease of f, extrapolated along the path, and its range; NaN: too early to tell, or f rises.  The
   decreases in the last doublings of the calls, d1 (latest), d2, d3, give the ratio r = (d1 / d2 sqrt (d1 / d3))^(1/2)
   of one to the one before.  The geometric sum d1 r / (1 - r) of those to come is expected; with r^2 and with r^(1/2)
   it is low and high.  */
typedef struct forecast {
  double low, expected, high;
} forecast;

forecast progress_forecast (const progress *p);

/* Since the path began f has fallen by this.  */
double progress_fallen (const progress *p);

/* Much of all CALLS has passed without a hundredth of what the model EXPECTS now being expected less.  */
bool progress_model_is_slow (const progress *p, double expected, double calls);

/* In many steps, half of all calls, f has not fallen.  */
bool progress_stands (const progress *p);

/* After enough calls at most LITTLE is to come.  */
bool progress_is_flat (const progress *p, double calls, double little);

#endif

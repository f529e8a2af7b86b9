/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Random numbers that are the same everywhere for the same seed.  */
#ifndef PGDQA_RANDOM_H
#define PGDQA_RANDOM_H

#include <stdint.h>

typedef struct random_state {
  uint64_t counter;
} random_state;

double random_uniform (random_state *r); /* in (0, 1) */
double random_normal (random_state *r);  /* N(0, 1) */

#endif

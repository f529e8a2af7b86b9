/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#ifndef PGDQA_CLOCK_H
#define PGDQA_CLOCK_H

#include "solver/solve.h"

/* The clock of the run begins, or goes on after so many seconds; its limits count from now on.  */
void clock_start (solve *s, double seconds);

#endif

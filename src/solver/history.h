/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The path of a run in fixed memory: when it is full, every second row is dropped and only every second row is kept
   from then on.  */
#ifndef PGDQA_HISTORY_H
#define PGDQA_HISTORY_H

#include "base/arena.h"
#include "solver/pgdqa.h"

enum { history_capacity = 4096 };

typedef struct history {
  double *rows; /* [history_capacity x COLUMN_count] */
  size_t count;
  double stride; /* iterations between two rows */
} history;

void history_layout (history *h, double every, arena *a);
bool history_wants (const history *h, size_t k); /* is iteration k recorded? */
void history_add (history *h, const double *row);

#endif

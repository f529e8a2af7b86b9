/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   From what a search has found to the point returned: a local run from the best end of a program, which measures and certifies it as
   every run does, or the first run where nothing is better.  */
#ifndef PGDQA_SEARCH_ANSWER_H
#define PGDQA_SEARCH_ANSWER_H

#include "search/state.h"

typedef struct answer {
  result *first;
  void *block; /* of a run: its second, beside that of the first */
  size_t bytes;
  double started; /* host->now () */
  double most;    /* calls of one local run */
  status ended;   /* RUNNING: the search came to its end; else why not */
  int runs;
} answer;

/* *out and what of *found depends on the point.  ERROR statuses only.  */
status answer_choose (search *s, answer *a, result *out, search_result *found);

#endif

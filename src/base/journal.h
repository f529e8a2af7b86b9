/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   What calls of objectives have returned, in their order.  A run that is made again takes the results of its first calls from there and
   so comes to where the earlier one was, bit for bit; from then on it calls.  */
#ifndef PGDQA_JOURNAL_H
#define PGDQA_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct piece { /* of a result */
  void *at;
  size_t bytes;
} piece;

typedef struct journal {
  void *self;
  /* The next result, if it belongs to a call with this key and has these sizes: filled in.  False: there is none, and none follows.  */
  bool (*recall) (void *self, uint64_t key, const piece *pieces, int count);
  void (*note) (void *self, uint64_t key, const piece *pieces, int count); /* a result */
} journal;

/* The key so far and BYTES more of what tells a call from others.  */
uint64_t journal_key (uint64_t key, const void *at, size_t bytes);

#endif

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   What calls of objectives have returned, in their order.  A run that is made again takes the results of its first calls from there and
   so comes to where the earlier one was, bit for bit; from then on it calls.  */
#ifndef PGDQA_JOURNAL_H
#define PGDQA_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct memory_piece { /* of a result */
  void *at;
  size_t bytes;
} memory_piece;

typedef struct journal {
  void *self;
  /* The next result, if it belongs to a call with this key and has these sizes: filled in.  False: there is none, and none follows.  */
  bool (*recall) (void *self, uint64_t key, const memory_piece *pieces, int count);
  void (*note) (void *self, uint64_t key, const memory_piece *pieces, int count); /* a result */

  /* The state of a run in place of the results that led to it.  mark: where a run begins.  due: whether the state, of so many BYTES, is to be
     kept in place of what was noted since.  keep: does so.  restore: as recall, but where no state is next, the results that are stay.  */
  size_t (*mark) (void *self);
  bool (*due) (void *self, size_t mark, size_t bytes);
  void (*keep) (void *self, size_t mark, uint64_t key, const memory_piece *pieces, int count);
  bool (*restore) (void *self, uint64_t key, const memory_piece *pieces, int count);
} journal;

/* The key so far and BYTES more of what tells a call from others.  */
uint64_t journal_key (uint64_t key, const void *at, size_t bytes);

#endif

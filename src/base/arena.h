/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   All memory of a solve is one block that the caller owns.  The same layout code runs twice: on an arena without a base
   it only measures (arena_take returns NULL), then on the block itself.  What a component needs is thus written once.  */
#ifndef PGDQA_ARENA_H
#define PGDQA_ARENA_H

#include <stdbool.h>
#include <stddef.h>

typedef struct arena {
  char *base;    /* NULL: measure */
  size_t size;   /* bytes at base */
  size_t used;   /* bytes taken so far, each piece rounded up to 64 */
  bool overflow; /* a size did not fit size_t, or the block is too small */
} arena;

enum { arena_align = 64 };

/* COUNT elements of SIZE bytes, 64-byte aligned; NULL while measuring or after an overflow.  */
void *arena_take (arena *a, size_t count, size_t size);

#define arena_array(a, count, type) ((type *) arena_take ((a), (count), sizeof (type)))

#endif

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   All memory of a solve is one block that the caller owns.  The same layout code runs twice: on an arena without a base
   it only measures (arena_take returns NULL), then on the block itself.  What a component needs is thus written once.  */
#ifndef PGDQA_ARENA_H
#define PGDQA_ARENA_H

#include <stdbool.h>
#include <stddef.h>

enum { arena_align = 64, arena_most_structs = 64 };

/* Pieces of a block that are no arrays of numbers, so that they may hold pointers.  */
typedef struct arena_structs {
  size_t count, at[arena_most_structs], bytes[arena_most_structs]; /* at: from the first piece */
} arena_structs;

typedef struct arena {
  char *base;             /* NULL: measure */
  size_t size;            /* bytes at base */
  size_t used;            /* bytes taken so far, each piece rounded up to 64 */
  bool overflow;          /* a size did not fit size_t, or the block is too small */
  arena_structs *structs; /* NULL: they are not noted */
} arena;

/* COUNT elements of SIZE bytes, 64-byte aligned; NULL while measuring or after an overflow.  */
void *arena_take (arena *a, size_t count, size_t size);

/* The same for structs and pointers, which are noted in a->structs.  */
void *arena_take_structs (arena *a, size_t count, size_t size);

#define arena_is_number(type)                                                                                          \
  _Generic(*(type *) NULL, float : 1, double : 1, int : 1, bool : 1, ptrdiff_t : 1, size_t : 1, default : 0)
#define arena_array(a, count, type)                                                                                    \
  ((type *) (arena_is_number (type) ? arena_take ((a), (count), sizeof (type))                                         \
                                    : arena_take_structs ((a), (count), sizeof (type))))

#endif

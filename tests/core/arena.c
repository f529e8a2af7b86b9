/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/arena.h"

#include "test.h"

#include <stdint.h>
#include <string.h>

enum { pieces = 6 };
static const size_t counts[pieces] = { 1, 0, 7, 64, 65, 1000 }, sizes[pieces] = { 1, 8, 8, 1, 4, 24 };

/* Takes the pieces one after the other; returns how many came back NULL.  */
static int
take_all (arena *a, char **piece)
{
  int none = 0;
  for (int i = 0; i < pieces; i++) {
    piece[i] = arena_take (a, counts[i], sizes[i]);
    none += piece[i] == NULL;
  }
  return none;
}

TEST (measuring_hands_out_nothing_and_counts_whole_lines)
{
  arena a = { 0 };
  char *piece[pieces];
  CHECK (take_all (&a, piece) == pieces);
  CHECK (!a.overflow);
  CHECK (a.used == 64 + 0 + 64 + 64 + 320 + 24000);
}

TEST (a_block_of_the_measured_size_holds_all_pieces_apart_and_aligned)
{
  arena measured = { 0 };
  char *piece[pieces];
  take_all (&measured, piece);
  for (size_t shift = 0; shift < 130; shift += 13) {
    /* the block starts anywhere; what is asked for is the measured size and room for the alignment */
    const size_t bytes = measured.used + arena_align;
    arena a = { .base = (char *) test_memory (bytes + shift) + shift, .size = bytes };
    CHECK (take_all (&a, piece) == 0 && !a.overflow && a.used == measured.used);
    for (int i = 0; i < pieces; i++) {
      CHECK ((uintptr_t) piece[i] % arena_align == 0);
      memset (piece[i], i + 1, counts[i] * sizes[i]);
    }
    for (int i = 0; i < pieces; i++)
      for (size_t k = 0; k < counts[i] * sizes[i]; k++)
        if (!CHECK (piece[i][k] == i + 1))
          break;
  }
}

TEST (a_block_too_small_is_told_and_nothing_more_is_given)
{
  char *block = test_memory (256);
  arena a = { .base = block, .size = 256 };
  CHECK (arena_take (&a, 128, 1) != NULL);
  CHECK (arena_take (&a, 192, 1) == NULL);
  CHECK (a.overflow);
  CHECK (arena_take (&a, 1, 1) == NULL);
}

TEST (sizes_beyond_the_address_space_overflow)
{
  static const size_t wrong[][2] = {
    { SIZE_MAX, 1 }, { SIZE_MAX, SIZE_MAX }, { SIZE_MAX / 8 + 2, 8 }, { 3, SIZE_MAX / 2 }, { SIZE_MAX / 2, 2 },
  };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    arena a = { 0 };
    CHECK (arena_take (&a, wrong[i][0], wrong[i][1]) == NULL);
    CHECK (a.overflow);
    arena_take (&a, 1, 1);
    CHECK (a.overflow && a.used == 0);
  }
}

TEST (sums_beyond_the_address_space_overflow)
{
  arena a = { 0 };
  arena_take (&a, SIZE_MAX / 8, 2);
  CHECK (!a.overflow);
  arena_take (&a, SIZE_MAX / 8, 2);
  CHECK (a.overflow);
}

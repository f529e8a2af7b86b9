/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/arena.h"

#include <stdint.h>

void *
arena_take (arena *a, size_t count, size_t size)
{
  /* half of the address space is the limit, so that the sums below cannot wrap */
  if (a->overflow || (size && count > (SIZE_MAX / 2 - arena_align) / size)) {
    a->overflow = true;
    return NULL;
  }
  size_t skip = a->base ? (arena_align - (uintptr_t) a->base % arena_align) % arena_align : arena_align;
  size_t at = a->used, bytes = (count * size + arena_align - 1) / arena_align * arena_align;
  if (bytes > SIZE_MAX / 2 - at - skip || (a->base && at + bytes + skip > a->size)) {
    a->overflow = true;
    return NULL;
  }
  a->used = at + bytes;
  return a->base ? a->base + skip + at : NULL;
}

void *
arena_take_structs (arena *a, size_t count, size_t size)
{
  const size_t at = a->used;
  void *taken = arena_take (a, count, size);
  arena_structs *kept = a->structs;
  if (!kept || !taken)
    return taken;
  if (kept->count == arena_most_structs)
    a->overflow = true;
  else {
    kept->at[kept->count] = at;
    kept->bytes[kept->count++] = count * size;
  }
  return taken;
}

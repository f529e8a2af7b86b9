/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/journal.h"

#include <string.h>

static uint64_t
mixed (uint64_t key, uint64_t word)
{
  key = (key ^ word) * UINT64_C (0x9E3779B97F4A7C15);
  return key ^ (key >> 29);
}

uint64_t
journal_key (uint64_t key, const void *at, size_t bytes)
{
  const char *from = at;
  uint64_t word;
  key = mixed (key, bytes);
  for (; bytes >= sizeof word; from += sizeof word, bytes -= sizeof word) {
    memcpy (&word, from, sizeof word);
    key = mixed (key, word);
  }
  word = 0;
  if (bytes > 0)
    memcpy (&word, from, bytes);
  return mixed (key, word);
}

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Where the compiled code of this library lies in memory.  */
#ifndef PGDQA_IMAGE_H
#define PGDQA_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct image {
  const char *start; /* of its code and constants; NULL: unknown */
  size_t bytes;
  uint64_t identity; /* the same for the same code, wherever it lies */
} image;

image image_find (void);

#endif

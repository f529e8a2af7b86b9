/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The file of a checkpoint.  It holds

     "pgdqa checkpoint\n", format, generation, bytes of the head and of the entries (uint64 each), the head, the entries, crc32 of all that (uint32).

   Numbers are the machine's.  A new file is written beside the old one, flushed to the disk and takes its name; the old one
   is then NAME.old, if it is to be kept.  Nothing here is of
   Octave.  */
#ifndef PGDQA_MEX_CHECKPOINT_FILE_H
#define PGDQA_MEX_CHECKPOINT_FILE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

typedef struct checkpoint_size {
  uint64_t generation, head, entries; /* bytes of the last two */
} checkpoint_size;

/* 0, or the errno of what failed; an earlier file then stays.  */
int checkpoint_write (const char *path, bool keep_old, checkpoint_size size, const void *head, const void *entries);

/* What is wrong with the file, NULL: nothing so far; then the sizes, and the file is where checkpoint_read goes on.  */
const char *checkpoint_open (FILE *file, checkpoint_size *size);

/* Likewise, of all of it; fills HEAD and ENTRIES.  */
const char *checkpoint_read (FILE *file, checkpoint_size size, void *head, void *entries);

/* Closes *FILE unless it is NULL; for the cleanup attribute.  */
void checkpoint_close (FILE **file);

#endif

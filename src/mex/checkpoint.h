/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   A checkpoint: a file from which a run goes on.  It holds

     "pgdqa checkpoint\n", format, bytes of the head and of the entries (uint64 each),
     the head: whatever Octave puts there; the entries of the journal: key (uint64), bytes (uint64), the bytes of a result; and
     crc32 of all that (uint32).

   Numbers are the machine's.  A new file is written beside the old one, flushed to the disk and takes its name.  */
#ifndef PGDQA_MEX_CHECKPOINT_H
#define PGDQA_MEX_CHECKPOINT_H

#include <mex.h>

#include "base/journal.h"

typedef struct checkpoint {
  journal journal;
  char *path;        /* NULL: there is no checkpoint */
  double every, due; /* seconds; host_now () after which the file is written */
  const void *head;
  size_t head_bytes;
  unsigned char *entries;
  size_t used, room;    /* bytes there, and how many fit */
  size_t recalled;      /* bytes of entries that the run has taken, */
  bool recalling;       /* and whether it may take more */
  bool changed, warned; /* since it was written; that it could not be */
} checkpoint;

/* From GIVEN, a struct with file ('': nothing is written), every, head (uint8) and entries (uint8), and writes the file.  Raises pgdqa:checkpoint.  */
void checkpoint_begin (checkpoint *c, const mxArray *given);

/* Writes the file if there is anything new, and frees the entries; for the cleanup attribute.  */
void checkpoint_end (checkpoint *c);

/* [head, entries] = (path), uint8 each.  Raises pgdqa:checkpoint where it is no sound file of this format.  */
void command_checkpoint (int nlhs, mxArray **plhs, const mxArray **prhs);

#endif

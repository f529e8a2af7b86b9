/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The checkpoint of a run: a journal, and the file that it is written to.  The entries of the file: key (uint64), bytes (uint64) and the bytes
   of a result, for each.  The head is whatever Octave puts there.  */
#ifndef PGDQA_MEX_CHECKPOINT_H
#define PGDQA_MEX_CHECKPOINT_H

#include <mex.h>

#include "base/journal.h"

typedef struct checkpoint {
  journal journal;
  char *path;     /* NULL: there is no checkpoint */
  bool keeps_old; /* the file of before, too */
  double (*now) (void);
  double every, due;   /* seconds; now () after which the file is written */
  uint64_t generation; /* how many have been written */
  const void *head;
  size_t head_bytes;
  unsigned char *entries;
  size_t used, room;    /* bytes there, and how many fit */
  size_t recalled;      /* bytes of entries that the run has taken, */
  bool recalling;       /* and whether it may take more */
  bool changed, warned; /* since it was written; that it could not be */
} checkpoint;

/* From GIVEN, a struct with file ('': nothing is written), every, head (uint8), entries (uint8), generation and several (whether the file of before is kept), and writes the file.  NOW: the clock, the same on all ranks.  Raises pgdqa:checkpoint.  */
void checkpoint_begin (checkpoint *c, const mxArray *given, double (*now) (void));

/* Writes the file if there is anything new; warns where it cannot.  */
void checkpoint_finish (checkpoint *c);

/* The same without a warning, and frees the entries; for the cleanup attribute.  */
void checkpoint_end (checkpoint *c);

/* [head, entries, generation] = (path), the first two uint8.  Raises pgdqa:checkpoint where it is no sound file of this format.  */
void command_checkpoint (int nlhs, mxArray **plhs, const mxArray **prhs);

#endif

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mex/checkpoint.h"
#include "mex/checkpoint_file.h"
#include "mex/host.h"

enum { key_bytes = 2 * sizeof (uint64_t) };

/* ---- writing ---- */

/* 0, or the errno of what failed.  */
static int
write_file (checkpoint *c)
{
  return checkpoint_write (c->path, c->keeps_old, (checkpoint_size){ ++c->generation, c->head_bytes, c->used }, c->head,
                           c->entries);
}

static void
write_due (checkpoint *c)
{
  const int reason = write_file (c);
  char text[256];
  c->changed = reason != 0;
  c->due = c->now () + c->every;
  if (reason == 0 || c->warned)
    return;
  c->warned = true;
  snprintf (text, sizeof text, "pgdqa_solve: cannot write the checkpoint %.150s: %s; the run goes on", c->path,
            strerror (reason));
  host_warn (status_id (ERROR_CHECKPOINT), text);
}

/* ---- the journal ---- */

static size_t
sum_of (const memory_piece *pieces, int count)
{
  size_t bytes = 0;
  for (int i = 0; i < count; i++)
    bytes += pieces[i].bytes;
  return bytes;
}

/* The next entry, if it has this key and these sizes: filled in.  */
static bool
take (checkpoint *c, uint64_t key, const memory_piece *pieces, int count)
{
  const uint64_t bytes = sum_of (pieces, count);
  const size_t left = c->used - c->recalled;
  uint64_t entry[2];
  if (!c->recalling || left < key_bytes)
    return false;
  memcpy (entry, c->entries + c->recalled, key_bytes);
  if (entry[0] != key || entry[1] != bytes || left - key_bytes < bytes)
    return false;
  const unsigned char *from = c->entries + c->recalled + key_bytes;
  for (int i = 0; i < count; from += pieces[i++].bytes)
    if (pieces[i].bytes > 0)
      memcpy (pieces[i].at, from, pieces[i].bytes);
  c->recalled += key_bytes + bytes;
  return true;
}

static bool
recall (void *self, uint64_t key, const memory_piece *pieces, int count)
{
  checkpoint *c = self;
  if (take (c, key, pieces, count))
    return true;
  if (c->recalling) { /* what follows belongs to calls that this run does not make */
    c->recalling = false;
    c->changed |= c->used > c->recalled;
    c->used = c->recalled;
  }
  return false;
}

static bool
restore (void *self, uint64_t key, const memory_piece *pieces, int count)
{
  return take (self, key, pieces, count);
}

static size_t
mark (void *self)
{
  const checkpoint *c = self;
  return c->recalling ? c->recalled : c->used;
}

/* Half of the memory, and of the work of going on, at the most is that for the state.  */
static bool
due (void *self, size_t since, size_t bytes)
{
  const checkpoint *c = self;
  return !c->recalling && c->used - since > 2 * bytes;
}

static void
reserve (checkpoint *c, size_t more)
{
  if (more <= c->room - c->used)
    return;
  const size_t room = 2 * c->room + more;
  unsigned char *bigger = room >= more ? realloc (c->entries, room) : NULL;
  if (!bigger)
    host_error (ERROR_MEMORY,
                "pgdqa_solve: the results of calls since the start of the run, %.3g GB, do not fit into memory; a run "
                "without Checkpoint keeps none",
                (double) room / 1e9);
  c->entries = bigger;
  c->room = room;
}

static void
append (checkpoint *c, uint64_t key, const memory_piece *pieces, int count)
{
  const uint64_t entry[2] = { key, sum_of (pieces, count) };
  reserve (c, key_bytes + entry[1]);
  memcpy (c->entries + c->used, entry, key_bytes);
  unsigned char *to = c->entries + c->used + key_bytes;
  for (int i = 0; i < count; to += pieces[i++].bytes)
    if (pieces[i].bytes > 0)
      memcpy (to, pieces[i].at, pieces[i].bytes);
  c->used += key_bytes + entry[1];
  c->changed = true;
}

static void
note (void *self, uint64_t key, const memory_piece *pieces, int count)
{
  checkpoint *c = self;
  append (c, key, pieces, count);
  if (c->path && c->now () >= c->due)
    write_due (c);
}

static void
keep (void *self, size_t since, uint64_t key, const memory_piece *pieces, int count)
{
  checkpoint *c = self;
  c->used = since;
  append (c, key, pieces, count);
}

void
checkpoint_begin (checkpoint *c, const mxArray *given, double (*now) (void))
{
  const mxArray *head = mxGetField (given, 0, "head"), *entries = mxGetField (given, 0, "entries");
  char *path = mxArrayToString (mxGetField (given, 0, "file"));
  *c = (checkpoint){ .journal = { c, recall, note, mark, due, keep, restore },
                     .path = path && *path ? path : NULL,
                     .now = now,
                     .keeps_old = mxIsLogicalScalarTrue (mxGetField (given, 0, "several")),
                     .generation = (uint64_t) mxGetScalar (mxGetField (given, 0, "generation")),
                     .every = mxGetScalar (mxGetField (given, 0, "every")),
                     .head = mxGetData (head),
                     .head_bytes = mxGetNumberOfElements (head) };
  reserve (c, mxGetNumberOfElements (entries));
  c->used = mxGetNumberOfElements (entries);
  if (c->used > 0)
    memcpy (c->entries, mxGetData (entries), c->used);
  c->recalling = c->used > 0;
  if (!c->path)
    return;
  const int reason = write_file (c);
  c->due = c->now () + c->every;
  if (reason != 0)
    host_error (ERROR_CHECKPOINT, "pgdqa_solve: Checkpoint is '%s', which cannot be written: %s", c->path,
                strerror (reason));
}

void
checkpoint_finish (checkpoint *c)
{
  if (c->path && c->changed)
    write_due (c);
}

void
checkpoint_end (checkpoint *c)
{
  if (c->path && c->changed)
    write_file (c); /* what fails here leaves the file of before */
  free (c->entries);
  c->entries = NULL;
}

/* ---- reading ---- */

static mxArray *
bytes_array (uint64_t count)
{
  mxFree (host_memory (count + 1, 0, "the checkpoint")); /* there is so much */
  return mxCreateNumericMatrix (1, (mwSize) count, mxUINT8_CLASS, mxREAL);
}

void
command_checkpoint (int nlhs, mxArray **plhs, const mxArray **prhs)
{
  char *path = mxIsChar (prhs[0]) ? mxArrayToString (prhs[0]) : NULL;
  __attribute__ ((cleanup (checkpoint_close))) FILE *file = path ? fopen (path, "rb") : NULL;
  checkpoint_size size;
  if (!file)
    host_error (ERROR_CHECKPOINT, "pgdqa_solve: Resume is '%s', which cannot be read: %s", path ? path : "",
                strerror (errno));
  const char *wrong = checkpoint_open (file, &size);
  mxArray *entries = bytes_array (wrong ? 0 : size.entries);
  plhs[0] = bytes_array (wrong ? 0 : size.head);
  if (!wrong)
    wrong = checkpoint_read (file, size, mxGetData (plhs[0]), mxGetData (entries));
  if (wrong)
    host_error (ERROR_CHECKPOINT, "pgdqa_solve: Resume is '%s'; %s", path, wrong);
  if (nlhs > 1)
    plhs[1] = entries;
  if (nlhs > 2)
    plhs[2] = mxCreateDoubleScalar ((double) size.generation);
}

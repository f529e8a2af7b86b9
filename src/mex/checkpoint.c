/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#define _POSIX_C_SOURCE 200809L /* fileno, fsync */
#include "base/real.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "mex/checkpoint.h"
#include "mex/host.h"

static const char magic[] = "pgdqa checkpoint\n";
enum { format = 1, magic_bytes = sizeof magic - 1, key_bytes = 2 * sizeof (uint64_t) };

typedef struct prefix {
  uint64_t format, head_bytes, entries_bytes;
} prefix;

/* ---- writing ---- */

typedef struct sink {
  FILE *file;
  uint32_t sum;
  bool failed;
} sink;

static uint32_t
sum_on (uint32_t sum, const void *at, size_t bytes)
{
  const Bytef *from = at;
  while (bytes > 0) { /* zlib counts in 32 bits */
    const uInt part = bytes > (1u << 30) ? 1u << 30 : (uInt) bytes;
    sum = (uint32_t) crc32 (sum, from, part);
    from += part;
    bytes -= part;
  }
  return sum;
}

static void
put (sink *s, const void *at, size_t bytes)
{
  s->failed |= bytes > 0 && fwrite (at, 1, bytes, s->file) != bytes;
  s->sum = sum_on (s->sum, at, bytes);
}

/* The name of the file is safe on the disk only with its folder.  */
static void
sync_folder (const char *path)
{
  char *folder = strdup (path), *slash = folder ? strrchr (folder, '/') : NULL;
  if (slash)
    slash[slash == folder] = '\0';
  const int f = open (slash ? folder : ".", O_RDONLY);
  if (f >= 0) {
    fsync (f);
    close (f);
  }
  free (folder);
}

/* 0, or the errno of what failed; the earlier file then stays.  */
static int
write_file (const checkpoint *c)
{
  static const char suffix[] = ".tmp";
  char *beside = malloc (strlen (c->path) + sizeof suffix);
  if (!beside)
    return ENOMEM;
  sprintf (beside, "%s%s", c->path, suffix);
  sink s = { .file = fopen (beside, "wb") };
  const prefix p = { format, c->head_bytes, c->used };
  int reason = errno;
  if (s.file) {
    put (&s, magic, magic_bytes);
    put (&s, &p, sizeof p);
    put (&s, c->head, c->head_bytes);
    put (&s, c->entries, c->used);
    const uint32_t sum = s.sum;
    put (&s, &sum, sizeof sum);
    s.failed |= fflush (s.file) != 0 || fsync (fileno (s.file)) != 0;
    s.failed |= fclose (s.file) != 0 || rename (beside, c->path) != 0;
    reason = s.failed ? errno : 0;
    if (s.failed)
      remove (beside);
    else
      sync_folder (c->path);
  }
  free (beside);
  return reason;
}

static void
write_due (checkpoint *c)
{
  const int reason = write_file (c);
  char text[256];
  c->changed = false;
  c->due = host_now () + c->every;
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
  if (c->path && host_now () >= c->due)
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
checkpoint_begin (checkpoint *c, const mxArray *given)
{
  const mxArray *head = mxGetField (given, 0, "head"), *entries = mxGetField (given, 0, "entries");
  char *path = mxArrayToString (mxGetField (given, 0, "file"));
  *c = (checkpoint){ .journal = { c, recall, note, mark, due, keep, restore },
                     .path = path && *path ? path : NULL,
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
  c->due = host_now () + c->every;
  if (reason != 0)
    host_error (ERROR_CHECKPOINT, "pgdqa_solve: Checkpoint is '%s', which cannot be written: %s", c->path,
                strerror (reason));
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
bytes_array (size_t count)
{
  return mxCreateNumericMatrix (1, (mwSize) count, mxUINT8_CLASS, mxREAL);
}

/* What is wrong with the file, NULL: nothing; then *head and *entries.  */
static const char *
read_file (FILE *file, mxArray **head, mxArray **entries)
{
  char start[magic_bytes];
  prefix p;
  uint32_t sum;
  if (fread (start, 1, magic_bytes, file) != magic_bytes || memcmp (start, magic, magic_bytes) != 0)
    return "it is no checkpoint of pgdqa";
  if (fread (&p, sizeof p, 1, file) != 1)
    return "it is incomplete";
  if (p.format != format)
    return "it has the format of another version of pgdqa";
  const long now = ftell (file);
  if (now < 0 || fseek (file, 0, SEEK_END) != 0)
    return "it cannot be read";
  const uint64_t left = (uint64_t) (ftell (file) - now);
  if (left < sizeof sum || p.head_bytes > left || p.entries_bytes > left
      || p.head_bytes + p.entries_bytes != left - sizeof sum)
    return "it is damaged: its length is not what its start says";
  fseek (file, now, SEEK_SET);
  *head = bytes_array (p.head_bytes);
  *entries = bytes_array (p.entries_bytes);
  if (fread (mxGetData (*head), 1, p.head_bytes, file) != p.head_bytes
      || fread (mxGetData (*entries), 1, p.entries_bytes, file) != p.entries_bytes
      || fread (&sum, sizeof sum, 1, file) != 1)
    return "it cannot be read";
  uint32_t found = sum_on (sum_on (0, magic, magic_bytes), &p, sizeof p);
  found = sum_on (sum_on (found, mxGetData (*head), p.head_bytes), mxGetData (*entries), p.entries_bytes);
  return found == sum ? NULL : "it is damaged: its checksum is wrong";
}

void
command_checkpoint (int nlhs, mxArray **plhs, const mxArray **prhs)
{
  char *path = mxIsChar (prhs[0]) ? mxArrayToString (prhs[0]) : NULL;
  mxArray *entries = NULL;
  FILE *file = path ? fopen (path, "rb") : NULL;
  if (!file)
    host_error (ERROR_CHECKPOINT, "pgdqa_solve: Resume is '%s', which cannot be read: %s", path ? path : "",
                strerror (errno));
  const char *wrong = read_file (file, &plhs[0], &entries);
  fclose (file);
  if (wrong)
    host_error (ERROR_CHECKPOINT, "pgdqa_solve: Resume is '%s'; %s", path, wrong);
  if (nlhs > 1)
    plhs[1] = entries;
}

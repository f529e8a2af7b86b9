/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#define _POSIX_C_SOURCE 200809L /* fileno, fsync */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "mex/checkpoint_file.h"

static const char magic[] = "pgdqa checkpoint\n";
enum { present_format = 1, magic_bytes = sizeof magic - 1 };

typedef struct prefix {
  uint64_t format;
  checkpoint_size size;
} prefix;

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

static uint32_t
sum_of (const prefix *p, const void *head, const void *entries)
{
  const uint32_t start = sum_on (sum_on (0, magic, magic_bytes), p, sizeof *p);
  return sum_on (sum_on (start, head, p->size.head), entries, p->size.entries);
}

/* ---- writing ---- */

static bool
put (FILE *file, const void *at, size_t bytes)
{
  return bytes == 0 || fwrite (at, 1, bytes, file) == bytes;
}

/* The name of a file is safe on the disk only with its folder.  */
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

static bool
write_all (FILE *file, const prefix *p, const void *head, const void *entries)
{
  const uint32_t sum = sum_of (p, head, entries);
  return put (file, magic, magic_bytes) && put (file, p, sizeof *p) && put (file, head, p->size.head)
         && put (file, entries, p->size.entries) && put (file, &sum, sizeof sum) && fflush (file) == 0
         && fsync (fileno (file)) == 0;
}

/* PATH and a suffix; NULL: no memory.  */
static char *
suffixed (const char *path, const char *suffix)
{
  char *name = malloc (strlen (path) + strlen (suffix) + 1);
  if (name)
    strcat (strcpy (name, path), suffix);
  return name;
}

/* The file keeps its name, too.  */
static void
keep_as_old (const char *path)
{
  char *old = suffixed (path, ".old");
  if (old) {
    remove (old);
    (void) !link (path, old); /* there may be none yet */
  }
  free (old);
}

int
checkpoint_write (const char *path, bool keep_old, checkpoint_size size, const void *head, const void *entries)
{
  const prefix p = { present_format, size };
  char *beside = suffixed (path, ".tmp");
  if (!beside)
    return ENOMEM;
  FILE *file = fopen (beside, "wb");
  bool written = file && write_all (file, &p, head, entries);
  int reason = errno;
  if (file && fclose (file) != 0 && written) {
    written = false;
    reason = errno;
  }
  if (written && keep_old)
    keep_as_old (path);
  if (written && rename (beside, path) != 0) {
    written = false;
    reason = errno;
  }
  if (written)
    sync_folder (path);
  else if (file)
    remove (beside);
  free (beside);
  return written ? 0 : reason;
}

/* ---- reading ---- */

const char *
checkpoint_open (FILE *file, checkpoint_size *size)
{
  char start[magic_bytes];
  prefix p;
  if (fread (start, 1, magic_bytes, file) != magic_bytes || memcmp (start, magic, magic_bytes) != 0)
    return "it is no checkpoint of pgdqa";
  if (fread (&p, sizeof p, 1, file) != 1)
    return "it is incomplete";
  if (p.format != present_format)
    return "it has the format of another version of pgdqa";
  const long now = ftell (file);
  if (now < 0 || fseek (file, 0, SEEK_END) != 0)
    return "it cannot be read";
  const uint64_t left = (uint64_t) (ftell (file) - now), sum_bytes = sizeof (uint32_t);
  if (left < sum_bytes || p.size.head > left || p.size.entries > left
      || p.size.head + p.size.entries != left - sum_bytes)
    return "it is damaged: its length is not what its start says";
  *size = p.size;
  return fseek (file, now, SEEK_SET) == 0 ? NULL : "it cannot be read";
}

static bool
get (FILE *file, void *at, size_t bytes)
{
  return bytes == 0 || fread (at, 1, bytes, file) == bytes;
}

const char *
checkpoint_read (FILE *file, checkpoint_size size, void *head, void *entries)
{
  const prefix p = { present_format, size };
  uint32_t sum;
  if (!get (file, head, size.head) || !get (file, entries, size.entries) || !get (file, &sum, sizeof sum))
    return "it cannot be read";
  return sum_of (&p, head, entries) == sum ? NULL : "it is damaged: its checksum is wrong";
}

void
checkpoint_close (FILE **file)
{
  if (*file)
    fclose (*file);
}

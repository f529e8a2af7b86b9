/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   What reads data from outside, for libFuzzer: the file of a checkpoint and the matrices of a tape.  `make fuzz`.

   Input: a byte that says which reader; then the file, whose checksum is made right if that byte is odd; or the matrices of a tape, each
   entry one byte.  */
#define _POSIX_C_SOURCE 200809L /* fmemopen */
#include "base/real.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "mex/checkpoint_file.h"
#include "objectives/tape.h"
#include "objectives/tape_read.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
read_checkpoint (uint8_t *bytes, size_t size, bool summed)
{
  checkpoint_size parts;
  if (summed && size >= 4) {
    const uint32_t sum = (uint32_t) crc32 (0, bytes, (uInt) (size - 4));
    memcpy (bytes + size - 4, &sum, 4);
  }
  FILE *file = fmemopen (bytes, size, "rb");
  if (!file)
    abort ();
  if (!checkpoint_open (file, &parts)) {
    void *head = malloc (parts.head + 1), *entries = malloc (parts.entries + 1);
    if (parts.head > size || parts.entries > size || !head || !entries)
      abort ();
    checkpoint_read (file, parts, head, entries);
    free (head);
    free (entries);
  }
  checkpoint_close (&file);
}

/* The next entries of A, of COLS columns, as many rows as a byte says; at least LEAST, as the gateway sees to.  */
static void
fill (matrix *A, size_t cols, int least, real **from, const uint8_t **data, const uint8_t *end)
{
  size_t rows = *data < end ? *(*data)++ % 24 : 0;
  *A = (matrix){ .cols = cols, .val = *from };
  for (; rows > 0 && (size_t) (end - *data) >= cols; rows--, A->rows++)
    for (size_t j = 0; j < cols; j++)
      *(*from)++ = (real) (least + *(*data)++);
  if (A->rows == 0)
    *A = (matrix){ 0 };
}

/* By columns, from rows.  */
static void
transpose (matrix *A)
{
  real *turned = malloc ((A->rows * A->cols + 1) * sizeof *turned);
  for (size_t i = 0; i < A->rows; i++)
    for (size_t j = 0; j < A->cols; j++)
      turned[i + j * A->rows] = A->val[i * A->cols + j];
  if (A->val)
    memcpy ((real *) A->val, turned, A->rows * A->cols * sizeof *turned);
  free (turned);
}

static void
read_tape (const uint8_t *data, size_t size)
{
  const dims d = { 2, 3 };
  const uint8_t *end = data + size;
  real *room = calloc (24 * 8 * tape_fields + size + 8, sizeof *room), *from = room;
  matrix fields[tape_fields];
  for (int i = 0; i < tape_fields; i++) {
    const char *cols = tape_field_table[i].cols;
    const bool one = strcmp (tape_field_table[i].rows, "1") == 0;
    if (!one)
      fill (&fields[i], (size_t) strtoul (cols, NULL, 10), (int) tape_field_table[i].least, &from, &data, end);
    else {
      fields[i] = (matrix){ .rows = 1, .cols = 1, .val = from };
      *from++ = data < end ? (real) (tape_field_table[i].least + (i == RESULT ? 1 : 16) * *data++) : 1;
    }
    transpose (&fields[i]);
  }
  instance o = { .kind = &objective_tape, .level = "tested", .data = fields, .parts = 1, .order = 2, .d = d };
  arena a = { 0 };
  char words[256] = "";
  instance_layout (&o, &a);
  a.size = a.used + 2 * arena_align;
  void *block = a.overflow ? NULL : malloc (a.size);
  a = (arena){ .base = block, .size = a.size };
  if (block) {
    memset (block, 0xff, a.size);
    instance_layout (&o, &a);
    if (o.kind->verify (&o, words, sizeof words) == RUNNING) {
      const real x[] = { 1, 2 }, y[] = { 3, (real) 0.5, -1 };
      real gx[2], gy[3];
      double phi;
      o.kind->eval (&o, x, y, &phi, gx, gy);
      o.kind->hvp (&o, x, y, gx, gy);
    }
  }
  free (block);
  free (room);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (size < 2)
    return 0;
  if (data[0] < 128) {
    uint8_t *bytes = malloc (size - 1);
    memcpy (bytes, data + 1, size - 1);
    read_checkpoint (bytes, size - 1, data[0] % 2 == 1);
    free (bytes);
  } else
    read_tape (data + 1, size - 1);
  return 0;
}

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   core_test [WORD]   runs the tests whose name contains WORD (default: all), prints TAP, fails if one failed.  */
#include "test.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { most_tests = 512 };

typedef struct test {
  const char *name, *file;
  void (*run) (void);
} test;

static test tests[most_tests];
static size_t test_count;
static void **blocks;
static size_t block_count, block_room;
static int failures; /* of the running test */
static uint64_t state;

void
test_register (const char *name, const char *file, void (*run) (void))
{
  if (test_count == most_tests)
    abort ();
  const char *base = strrchr (file, '/');
  tests[test_count++] = (test){ name, base ? base + 1 : file, run };
}

static void
fail (const char *file, int line, const char *text)
{
  failures++;
  printf ("# %s:%d: %s", file, line, text);
}

bool
test_check (bool holds, const char *file, int line, const char *text)
{
  if (!holds) {
    fail (file, line, text);
    printf ("\n");
  }
  return holds;
}

bool
test_near (double value, double expected, double tolerance, const char *file, int line, const char *text)
{
  const bool holds = fabs (value - expected) <= tolerance || value == expected;
  if (!holds) {
    fail (file, line, text);
    printf (": %.17g and %.17g differ by %.3g, more than %.3g\n", value, expected, fabs (value - expected), tolerance);
  }
  return holds;
}

bool
test_most (double value, double limit, const char *file, int line, const char *text)
{
  const bool holds = value <= limit;
  if (!holds) {
    fail (file, line, text);
    printf (": %.17g is more than %.17g\n", value, limit);
  }
  return holds;
}

void *
test_memory (size_t bytes)
{
  if (block_count == block_room) {
    block_room = 2 * block_room + 64;
    blocks = realloc (blocks, block_room * sizeof *blocks);
  }
  void *p = malloc (bytes);
  if (!p || !blocks)
    abort ();
  memset (p, 0xff, bytes); /* NaN, and no bool: what is read before it is written shows */
  return blocks[block_count++] = p;
}

double
test_random (void)
{
  state = state * 6364136223846793005u + 1442695040888963407u; /* Knuth's MMIX generator */
  return ((double) (state >> 11) + 0.5) / 4503599627370496.0 - 1;
}

static bool
run_one (const test *t)
{
  failures = 0;
  state = 1;
  t->run ();
  while (block_count > 0)
    free (blocks[--block_count]);
  return failures == 0;
}

static void
print_name (const test *t)
{
  printf ("%s: ", t->file);
  for (const char *c = t->name; *c; c++)
    putchar (*c == '_' ? ' ' : *c);
  putchar ('\n');
}

int
main (int argc, char **argv)
{
  const char *word = argc > 1 ? argv[1] : "";
  int number = 0, failed = 0;
  setvbuf (stdout, NULL, _IOLBF, 0);
  for (size_t i = 0; i < test_count; i++)
    if (strstr (tests[i].name, word)) {
      const bool passed = run_one (&tests[i]);
      failed += !passed;
      printf ("%sok %d - ", passed ? "" : "not ", ++number);
      print_name (&tests[i]);
    }
  printf ("1..%d\n", number);
  free (blocks);
  return failed > 0 || number == 0;
}

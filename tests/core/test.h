/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Tests of the core in C.  TEST (name) { ... } defines one and registers it; runner.c runs all and prints TAP.  There is a
   binary for each precision.  */
#ifndef PGDQA_TEST_H
#define PGDQA_TEST_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

/* NAME may hold what describes the test in words: underscores are printed as spaces.  */
#define TEST(name)                                                                                                     \
  static void name (void);                                                                                             \
  __attribute__ ((constructor)) static void register_##name (void) { test_register (#name, __FILE__, name); }          \
  static void name (void)

/* Each is true if it holds; a failure is recorded and the test goes on.  */
#define CHECK(condition) test_check ((condition), __FILE__, __LINE__, #condition)
#define CHECK_NEAR(value, expected, tolerance)                                                                         \
  test_near ((value), (expected), (tolerance), __FILE__, __LINE__, #value " near " #expected)
#define CHECK_MOST(value, limit) test_most ((value), (limit), __FILE__, __LINE__, #value " <= " #limit)

void test_register (const char *name, const char *file, void (*run) (void));
bool test_check (bool holds, const char *file, int line, const char *text);
bool test_near (double value, double expected, double tolerance, const char *file, int line, const char *text);
bool test_most (double value, double limit, const char *file, int line, const char *text);

/* Exactly BYTES from malloc, so that ASan sees every access outside, filled with NaN; freed after the test.  */
void *test_memory (size_t bytes);

/* Uniform in (-1, 1); every test starts the sequence anew.  */
double test_random (void);

#endif

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "linalg/window.h"

enum { least_first = 3, least_doubted = 6 };
static const double part_of_solve = 0.25, part_of_slowest = 0.3, part_if_spread = 0.6, spread = 6;
static const double most_ratio = 0.9;         /* of squared errors */
static const double memory = 0.8;             /* of T, from solve to solve */
static const double fold = 7.389056098930650; /* e^2: of squared errors, where errors fall by e */

void
window_layout (window *w, int most, arena *a)
{
  w->most = most;
  w->careful = false;
  w->removed = arena_array (a, (size_t) most + 1, double);
}

void
window_start (window *w)
{
  w->slowest = 0;
  w->count = 0;
}

void
window_open (window *w)
{
  w->count = 0;
  w->removed[0] = 0;
}

void
window_note (window *w, double removed)
{
  if (w->count == w->most)
    return;
  const int j = ++w->count;
  w->removed[j] = w->removed[j - 1] + fabs (removed);
}

static int
length (const window *w)
{
  const double least = w->slowest > 0 ? 1 : least_first;
  const double part = w->careful && w->slowest > spread ? part_if_spread : part_of_slowest;
  return (int) ceil (fmax (least, fmax (part_of_solve * w->count, part * w->slowest)));
}

bool
window_rest (const window *w, double first, window_tail *left)
{
  const int j = w->count, d = length (w);
  const bool single = j == 1 && d == 1;
  if (j < 2 * d && !single)
    return false;
  const double last = w->removed[j] - w->removed[j - d],
               before = single ? 0 : w->removed[j - d] - w->removed[j - 2 * d];
  const double told = single ? first : before > 0 ? last / before : most_ratio;
  const double square = fmin (most_ratio, fmax (0, told));
  *left = (window_tail){ d, sqrt (square), last * square / (1 - square) };
  return true;
}

void
window_close (window *w, double energy)
{
  const int j = w->count;
  const double all = (j > 0 ? w->removed[j] : 0) + energy;
  int longest = 0;
  for (int i = 0, k = 0; i <= j; i++) {
    const double enough = (all - w->removed[i]) / fold;
    while (k < j && all - w->removed[k] > enough)
      k++;
    if (all - w->removed[k] > enough)
      break;
    longest = k - i > longest ? k - i : longest;
  }
  const double least = longest > 0 ? longest : w->careful ? j : 0;
  if (least > 0)
    w->slowest = fmax (memory * w->slowest, least);
}

void
window_doubt (window *w)
{
  w->slowest = fmax (least_doubted, 2 * w->slowest);
}

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Runs and searches that go on from a journal, with and without states in it, in other memory than before.  */
#include "base/real.h"

#include "numeric.h"
#include "objectives/journaled.h"
#include "search/search.h"

#include <stdio.h>
#include <string.h>

enum { n = 3, m = 4, most_copies = 5, most_bytes = 1 << 22 };

/* The upper level ||y - 1||^2 + sum_i (0.3 cos x_i + 0.05 x_i^2).  */
static double
upper_level (dims d, const double *z, double *grad, const double *v, double *Hv)
{
  double phi = 0;
  for (size_t i = 0; i < d.n + d.m; i++) {
    const bool is_x = i < d.n;
    phi += is_x ? 0.3 * cos (z[i]) + 0.05 * z[i] * z[i] : (z[i] - 1) * (z[i] - 1);
    if (grad)
      grad[i] = is_x ? 0.1 * z[i] - 0.3 * sin (z[i]) : 2 * (z[i] - 1);
    if (Hv)
      Hv[i] = v[i] * (is_x ? 0.1 - 0.3 * cos (z[i]) : 2);
  }
  return phi;
}

static double
coupling (size_t i, size_t j)
{
  return sin (1.0 + (double) (i + m * j));
}

/* The lower level sum_i (y_i^2 + 0.1 y_i^4 - y_i sum_j c_ij x_j).  */
static double
lower_level (dims d, const double *z, double *grad, const double *v, double *Hv)
{
  const double *x = z, *y = z + d.n;
  double phi = 0;
  for (size_t i = 0; i < d.n + d.m; i++) {
    if (grad)
      grad[i] = 0;
    if (Hv)
      Hv[i] = 0;
  }
  for (size_t i = 0; i < d.m; i++) {
    double pull = 0;
    for (size_t j = 0; j < d.n; j++) {
      pull += coupling (i, j) * x[j];
      if (grad)
        grad[j] -= coupling (i, j) * y[i];
      if (Hv) {
        Hv[j] -= coupling (i, j) * v[d.n + i];
        Hv[d.n + i] -= coupling (i, j) * v[j];
      }
    }
    phi += y[i] * y[i] + 0.1 * y[i] * y[i] * y[i] * y[i] - y[i] * pull;
    if (grad)
      grad[d.n + i] += 2 * y[i] + 0.4 * y[i] * y[i] * y[i] - pull;
    if (Hv)
      Hv[d.n + i] += (2 + 1.2 * y[i] * y[i]) * v[d.n + i];
  }
  return phi;
}

/* ---- a journal in memory ---- */

typedef struct book {
  journal journal;
  char *bytes, *copy[most_copies]; /* copy: what it was after so many results */
  size_t used, taken, copied[most_copies];
  bool recalling;
  int results, copies, between, kept, state_every;
} book;

static bool
take (book *b, uint64_t key, const memory_piece *pieces, int count)
{
  uint64_t entry[2], bytes = 0;
  for (int i = 0; i < count; i++)
    bytes += pieces[i].bytes;
  if (!b->recalling || b->used - b->taken < sizeof entry)
    return false;
  memcpy (entry, b->bytes + b->taken, sizeof entry);
  if (entry[0] != key || entry[1] != bytes)
    return false;
  b->taken += sizeof entry;
  for (int i = 0; i < count; b->taken += pieces[i++].bytes)
    if (pieces[i].bytes > 0)
      memcpy (pieces[i].at, b->bytes + b->taken, pieces[i].bytes);
  return true;
}

static bool
recall (void *self, uint64_t key, const memory_piece *pieces, int count)
{
  book *b = self;
  if (take (b, key, pieces, count))
    return true;
  CHECK (!b->recalling || b->taken == b->used); /* a run that goes on makes the same calls */
  b->recalling = false;
  return false;
}

static bool
restore (void *self, uint64_t key, const memory_piece *pieces, int count)
{
  return take (self, key, pieces, count);
}

static void
append (book *b, uint64_t key, const memory_piece *pieces, int count)
{
  uint64_t entry[2] = { key, 0 };
  for (int i = 0; i < count; i++)
    entry[1] += pieces[i].bytes;
  CHECK (b->used + sizeof entry + entry[1] <= most_bytes);
  memcpy (b->bytes + b->used, entry, sizeof entry);
  b->used += sizeof entry;
  for (int i = 0; i < count; b->used += pieces[i++].bytes)
    if (pieces[i].bytes > 0)
      memcpy (b->bytes + b->used, pieces[i].at, pieces[i].bytes);
}

static void
note (void *self, uint64_t key, const memory_piece *pieces, int count)
{
  book *b = self;
  append (b, key, pieces, count);
  if (b->results++ % b->between != b->between - 1 || b->copies == most_copies)
    return;
  b->copied[b->copies] = b->used;
  b->copy[b->copies] = memcpy (test_memory (b->used), b->bytes, b->used);
  b->copies++;
}

static size_t
mark (void *self)
{
  const book *b = self;
  return b->recalling ? b->taken : b->used;
}

static bool
due (void *self, size_t since, size_t bytes)
{
  const book *b = self;
  (void) since;
  (void) bytes;
  return !b->recalling && b->state_every > 0 && b->results >= (b->kept + 1) * b->state_every;
}

static void
keep (void *self, size_t since, uint64_t key, const memory_piece *pieces, int count)
{
  book *b = self;
  b->used = since;
  b->kept++;
  append (b, key, pieces, count);
}

/* ---- runs ---- */

typedef struct outcome {
  double x[n], y[m], f, calls, iterations, rows, sum;
  status stop;
} outcome;

typedef struct way {
  const char *name;
  int method, schedule, search, order;
  bool bounded;
} way;

static book *
new_book (int between, int state_every)
{
  book *b = test_memory (sizeof *b);
  *b = (book){ .bytes = test_memory (most_bytes), .between = between, .state_every = state_every };
  b->journal = (journal){ b, recall, note, mark, due, keep, restore };
  return b;
}

static outcome
run_way (const way *w, book *b)
{
  static const real low[] = { -1, -1, -1, -1, -1, -1, -1 }, high[] = { 1, 1, 1, 1, 1, 1, 1 };
  static const real x0[] = { 1, (real) 0.5, 1 }, y0[] = { 1, 1, 0, 1 };
  const dims d = { n, m };
  formula f = { .phi = upper_level }, g = { .phi = lower_level };
  instance levels[] = { { .kind = &formula_objective, .level = "upper", .data = &f, .d = d, .order = w->order },
                        { .kind = &formula_objective, .level = "lower", .data = &g, .d = d, .order = w->order } };
  journaled by[2];
  problem p = { .d = d, .upper = &levels[0], .lower = &levels[1], .x0 = x0, .y0 = y0 };
  if (w->bounded) {
    p.low = low;
    p.high = high;
  }
  if (b) {
    p.upper = journaled_bind (&by[0], &levels[0], &b->journal);
    p.lower = journaled_bind (&by[1], &levels[1], &b->journal);
    p.journal = &b->journal;
  }
  options opt;
  options_init (&opt, !is_double);
  options_settle (&opt, !is_double, (const bool[OPTION_count]){ false });
  opt.method = w->method;
  opt.schedule = w->schedule;
  opt.search = w->search;
  opt.max_calls = w->order == 0 ? 6000 : 1200;
  if (w->schedule != SCHEDULE_adaptive || w->method != METHOD_pgdqa) {
    opt.max_iter = 60;
    opt.step_scale = opt.alpha_scale = 0.3;
  }
  const host h = { .now = host_clock };
  clock_seconds = 0;
  result r;
  search_result found;
  const size_t bytes = search_bytes (&p, &opt);
  CHECK (search_run (&p, &opt, &h, memset (test_memory (bytes), 0xff, bytes), bytes, &r, &found) == RUNNING);
  outcome out = { .f = r.f, .calls = r.total, .iterations = r.iterations, .rows = (double) r.rows, .stop = r.end.stop };
  for (int i = 0; i < n + m; i++)
    *(i < n ? &out.x[i] : &out.y[i - n]) = (double) (i < n ? r.x[i] : r.y[i - n]);
  for (size_t i = 0; i < r.rows * COLUMN_count; i++)
    if (i % COLUMN_count != COLUMN_time && !isnan (r.history[i]))
      out.sum += r.history[i] * (double) (1 + i % 7);
  return out;
}

/* The way goes on from what its journal was after every BETWEEN results to the same end.  */
static void
check_way (const way *w, int between, int state_every)
{
  book *whole = new_book (between, state_every), *again = new_book (1, 0);
  const outcome alone = run_way (w, NULL), first = run_way (w, whole);
  CHECK (memcmp (&alone, &first, sizeof alone) == 0);
  if (!CHECK (state_every == 0 || whole->kept > 0 || first.iterations < 2))
    printf ("# %s, order %d: %g iterations, %d results\n", w->name, w->order, first.iterations, whole->results);
  for (int k = 0; k < whole->copies; k++) {
    *again = (book){ again->journal, again->bytes, .between = 1 << 20, .state_every = state_every, .recalling = true };
    again->used = whole->copied[k];
    memcpy (again->bytes, whole->copy[k], again->used);
    const outcome second = run_way (w, again);
    if (!CHECK (memcmp (&alone, &second, sizeof alone) == 0))
      printf ("# %s, order %d, copy %d: f %.17g, %.17g; calls %g, %g\n", w->name, w->order, k, alone.f, second.f,
              alone.calls, second.calls);
  }
}

static const way rivals[] = {
#define METHOD(name, ...) { #name, METHOD_##name, SCHEDULE_diminishing, SEARCH_local, 2, false },
#include "base/registry.def"
};

static void
check_rivals (int between, int state_every)
{
  for (size_t k = 0; k < sizeof rivals / sizeof *rivals; k++)
    for (int order = 1; order < 3; order++) {
      way w = rivals[k];
      w.order = order;
      check_way (&w, between, state_every);
    }
}

static void
check_adaptive (int between, int state_every)
{
  for (int order = 0; order < 3; order++)
    for (int bounded = 0; bounded < 2; bounded++)
      for (int searches = 0; searches <= bounded; searches++) {
        const way w = { searches ? "search" : "adaptive",        METHOD_pgdqa, SCHEDULE_adaptive,
                        searches ? SEARCH_global : SEARCH_local, order,        bounded };
        check_way (&w, order == 0 ? 5 * between : between, state_every);
      }
}

TEST (every_method_goes_on_from_its_results_to_the_same_bits) { check_rivals (23, 0); }
TEST (every_method_goes_on_from_its_state_to_the_same_bits) { check_rivals (23, 20); }
TEST (the_adaptive_schedule_and_the_search_go_on_from_their_results_to_the_same_bits) { check_adaptive (31, 0); }
TEST (the_adaptive_schedule_and_the_search_go_on_from_their_states_to_the_same_bits) { check_adaptive (31, 30); }

TEST (with_other_limits_a_run_goes_on_beyond_the_results_that_it_has)
{
  way w = { "adaptive", METHOD_pgdqa, SCHEDULE_adaptive, SEARCH_local, 2, false };
  book *b = new_book (1 << 20, 0);
  const outcome alone = run_way (&w, b);
  b->recalling = true;
  const outcome again = run_way (&w, b);
  CHECK (memcmp (&alone, &again, sizeof alone) == 0 && b->taken == b->used);
}

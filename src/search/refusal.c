/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include <stdio.h>

#include "search/refusal.h"
#include "search/state.h"

enum { refusal_length = sizeof ((search_result *) 0)->reason };
static const double most_calls = 250000; /* of the longest run after which a search starts by itself */
static const double times = 20;          /* of its calls that MaxCalls must leave for a search */
static const double parts = 4;           /* of MaxCalls, of which it may take one, where a search is asked for */
static const size_t largest = 10;        /* n and m of a search that starts by itself */

typedef struct row {
  bool holds;
  const char *words;
} row;

static const char *
first_of (const row *rows, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (rows[i].holds)
      return rows[i].words;
  return "";
}

#define FIRST_OF(rows) first_of (rows, sizeof (rows) / sizeof *(rows))

/* Whatever Search says.  */
static const char *
always (const problem *p, const options *opt)
{
  const row rows[] = {
    { !options_adaptive (opt), "only Schedule adaptive searches" },
    { (int) opt->search == SEARCH_local, "Search is local" },
    { opt->starts == 0, "Starts is 0" },
    { opt->max_iter == 0, "MaxIter is 0" },
    { p->d.n > search_most_n, "n is above 20" },
    { p->d.m > search_most_m, "m is above 2000" },
  };
  return FIRST_OF (rows);
}

static bool
is_warm (const problem *p)
{
  return p->warm.w || p->warm.compliance || p->warm.curvature.count > 0 || p->warm.steps.count > 0;
}

/* With Search auto, before the run.  */
static const char *
by_itself (const problem *p)
{
  const row rows[] = {
    { instance_given_gradients (p->upper) || instance_given_gradients (p->lower), "f or g gives gradients" },
    { p->d.n > largest || p->d.m > largest, "n or m is above 10" },
    { is_warm (p), "WarmStart goes on with a run" },
  };
  return FIRST_OF (rows);
}

bool
refusal_may_search (const problem *p, const options *opt)
{
  return !*always (p, opt) && ((int) opt->search == SEARCH_global || !*by_itself (p));
}

double
refusal_most_calls (const options *opt)
{
  const bool own = (int) opt->search == SEARCH_auto;
  return fmin (own ? most_calls : INFINITY, floor (opt->max_calls / (own ? times + 1 : parts)));
}

/* Whatever Search says, after the run.  */
static const char *
always_by_run (const result *first)
{
  const row rows[] = { { first->end.stop == STOP_UNBOUNDED_UPPER, "f looks unbounded below" } };
  return FIRST_OF (rows);
}

/* With Search auto, after the run.  */
static const char *
by_run (const options *opt, const result *first)
{
  static const char *const too_long[] = { "MaxCalls leaves less than 20 times its calls",
                                          "the run took over 250000 calls" };
  const row rows[] = {
    { first->end.kink.minmax && first->end.kink.convex, "a min-max problem that looks convex" },
    { first->end.stop == STOP_OUTPUT_FCN, "OutputFcn ended the run" },
    { first->end.stop == STOP_MAX_CALLS || first->total > refusal_most_calls (opt),
      too_long[refusal_most_calls (opt) == most_calls] },
    { first->end.stop == STOP_MAX_ITER || first->end.stop == STOP_MAX_TIME, "the run reached a limit" },
  };
  return FIRST_OF (rows);
}

bool
refusal_words (const problem *p, const options *opt, const result *first, char *out)
{
  const char *words = always (p, opt);
  if (!*words && first)
    words = always_by_run (first);
  const bool own = !*words && (int) opt->search == SEARCH_auto;
  if (own && !*(words = by_itself (p)) && first)
    words = by_run (opt, first);
  snprintf (out, refusal_length, "%s", words);
  return *out && (own || (int) opt->search == SEARCH_global);
}

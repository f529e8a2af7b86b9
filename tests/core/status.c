/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/status.h"

#include "test.h"

#include <string.h>

TEST (every_stop_has_words_and_one_of_the_documented_exitflags)
{
  static const struct {
    status s;
    int exitflag;
  } stops[] = {
    { STOP_CERTIFIED, 1 },   { STOP_CONVERGED, 2 },      { STOP_UNCERTIFIED, 2 },    { STOP_MAX_ITER, 0 },
    { STOP_MAX_CALLS, 0 },   { STOP_MAX_TIME, 0 },       { STOP_OUTPUT_FCN, -1 },    { STOP_REFUTED, -3 },
    { STOP_NON_FINITE, -2 }, { STOP_NO_PROGRESS, -4 },   { STOP_NOT_CONFIRMED, -4 }, { STOP_SATURATED, -4 },
    { STOP_UNBOUNDED, -4 },  { STOP_SINGULAR, -4 },      { STOP_FLAT, 3 },           { STOP_FLAT_UNCERTIFIED, 2 },
    { STOP_RUNS_AWAY, -4 },  { STOP_CONTRADICTION, -2 },
  };
  CHECK (sizeof stops / sizeof *stops == (size_t) (ERROR_OPTION - STOP_CERTIFIED));
  for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
    CHECK (status_exitflag (stops[i].s) == stops[i].exitflag);
    CHECK (strlen (status_words (stops[i].s)) > 10);
    CHECK (!status_is_error (stops[i].s));
  }
  CHECK (!status_is_error (RUNNING));
}

TEST (every_error_has_an_id)
{
  for (status s = ERROR_OPTION; s <= ERROR_INTERNAL; s++) {
    CHECK (status_is_error (s));
    CHECK (strncmp (status_words (s), "pgdqa:", 6) == 0);
  }
}

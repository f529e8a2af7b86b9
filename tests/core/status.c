/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/status.h"

#include "test.h"

#include <string.h>

TEST (every_stop_has_a_headline_one_sentence_and_an_exitflag_that_fits_its_claim)
{
  for (status s = RUNNING + 1; s < ERROR_OPTION; s++) {
    const stop_row *row = status_stop (s);
    char words[256];
    const char *message = status_message (s, NULL, words, sizeof words);
    const size_t length = strlen (message);
    CHECK (!status_is_error (s));
    CHECK (row->exitflag >= -5 && row->exitflag <= 3);
    CHECK ((row->exitflag > 0) == (row->claim != CLAIM_none));
    CHECK ((row->exitflag == 1 || row->exitflag == 3) == (row->claim == CLAIM_solution));
    CHECK (row->at_rest || row->claim == CLAIM_none);
    CHECK (length > 20 && length <= 160 && message[length - 1] == '.' && !strchr (message, '%'));
    CHECK (strlen (row->headline) > 5 && strlen (row->headline) <= 45);
    for (status other = RUNNING + 1; other < s; other++)
      CHECK (strcmp (row->name, status_stop (other)->name) != 0);
  }
  CHECK (!status_is_error (RUNNING));
}

TEST (names_are_given_in_lower_case_and_cut_to_their_place)
{
  char name[64], few[4];
  CHECK (strcmp (status_name (STOP_MAX_CALLS, name, sizeof name), "max_calls") == 0);
  CHECK (strcmp (status_name (STOP_MAX_CALLS, few, sizeof few), "max") == 0);
}

TEST (the_message_says_what_was_not_finite)
{
  char words[256];
  CHECK (strstr (status_message (STOP_NON_FINITE, "a gradient of g", words, sizeof words), " a gradient of g,")
         != NULL);
}

TEST (every_error_has_an_id)
{
  for (status s = ERROR_OPTION; s <= ERROR_INTERNAL; s++) {
    CHECK (status_is_error (s));
    CHECK (strncmp (status_id (s), "pgdqa:", 6) == 0);
  }
}

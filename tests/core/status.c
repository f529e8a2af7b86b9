/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/status.h"

#include "test.h"

#include <string.h>

TEST (every_stop_has_words_and_one_of_the_documented_exitflags)
{
  for (status s = STOP_CERTIFIED; s < ERROR_OPTION; s++) {
    const int flag = pgdqa_status_exitflag (s);
    CHECK (-4 <= flag && flag <= 3);
    CHECK (strlen (pgdqa_status_words (s)) > 10);
    CHECK (!status_is_error (s));
  }
  CHECK (!status_is_error (RUNNING));
}

TEST (every_error_has_an_id)
{
  for (status s = ERROR_OPTION; s <= ERROR_INTERNAL; s++) {
    CHECK (status_is_error (s));
    CHECK (strncmp (pgdqa_status_words (s), "pgdqa:", 6) == 0);
  }
}

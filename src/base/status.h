/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Status codes.  A status travels up through TRY; nothing else jumps.  */
#ifndef PGDQA_STATUS_H
#define PGDQA_STATUS_H

#include <stdbool.h>

typedef enum status {
  RUNNING = 0,
#define STOP(name, exitflag, words) STOP_##name,
#define ERROR(name, id) ERROR_##name,
#include "base/status.def"
#undef STOP
#undef ERROR
} status;

static inline bool
status_is_error (status s) /* the ERROR rows follow the STOP rows */
{
  return s >= ERROR_OPTION;
}

#define TRY(call)                                                                                                      \
  do {                                                                                                                 \
    status try_status = (call);                                                                                        \
    if (try_status != RUNNING)                                                                                         \
      return try_status;                                                                                               \
  } while (0)

int status_exitflag (status s);      /* exitflag of a stop; 0 for an error */
const char *status_words (status s); /* message of a stop, id of an error */

#endif

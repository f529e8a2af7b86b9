/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Status codes.  A status travels up through TRY; nothing else jumps.  */
#ifndef PGDQA_STATUS_H
#define PGDQA_STATUS_H

#include <stdbool.h>
#include <stddef.h>

typedef enum status {
  RUNNING = 0,
#define STOP(name, ...) STOP_##name,
#define ERROR(name, id) ERROR_##name,
#include "base/status.def"
} status;

typedef enum claim { CLAIM_none, CLAIM_tolerances, CLAIM_solution } claim;

typedef struct stop_row {
  const char *name; /* in capitals, as in status.def */
  int exitflag;
  bool at_rest;
  claim claim;
  const char *headline, *words;
} stop_row;

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

const stop_row *status_stop (status s); /* of a STOP */
const char *status_id (status s);       /* of an ERROR */

/* Output fields, in OUT [length]: the name in lower case; the words, %s replaced by MISSING, what was not finite or
   contradicted (empty: unknown).  */
const char *status_name (status s, char *out, size_t length);
const char *status_message (status s, const char *missing, char *out, size_t length);

enum { most_words = 160 }; /* characters of a message */

/* The sentence MESSAGE goes on with TEXT in place of its full stop, if there is room.  */
bool status_go_on (char *message, const char *text);

#endif

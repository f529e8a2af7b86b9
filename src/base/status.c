/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/status.h"

#include <stdio.h>
#include <string.h>

static const stop_row stops[] = {
#define STOP(name, ...) { #name, __VA_ARGS__ },
#include "base/status.def"
};

static const char *const ids[] = {
#define ERROR(name, id) id,
#include "base/status.def"
};

const stop_row *
status_stop (status s)
{
  return &stops[s - RUNNING - 1];
}

const char *
status_id (status s)
{
  return ids[s - ERROR_OPTION];
}

const char *
status_name (status s, char *out, size_t length)
{
  const char *name = status_stop (s)->name;
  size_t i = 0;
  for (; name[i] && i + 1 < length; i++)
    out[i] = (char) (name[i] >= 'A' && name[i] <= 'Z' ? name[i] + ('a' - 'A') : name[i]);
  out[i] = 0;
  return out;
}

const char *
status_message (status s, const char *missing, char *out, size_t length)
{
  const char *words = status_stop (s)->words, *gap = strstr (words, "%s");
  if (!gap)
    snprintf (out, length, "%s", words);
  else
    snprintf (out, length, "%.*s%s%s", (int) (gap - words), words,
              missing && *missing       ? missing
              : s == STOP_CONTRADICTION ? "f or g"
                                        : "a value or derivative",
              gap + 2);
  return out;
}

bool
status_go_on (char *message, const char *text)
{
  const size_t length = strlen (message);
  if (length == 0 || length + strlen (text) + 1 > most_words)
    return false;
  snprintf (message + length - 1, most_words + 2 - length, "; %s.", text);
  return true;
}

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/status.h"

static const struct {
  int exitflag;
  const char *words;
} rows[] = {
  { 0, "running" },
#define STOP(name, exitflag, words) { exitflag, words },
#define ERROR(name, id) { 0, id },
#include "base/status.def"
#undef STOP
#undef ERROR
};

int
status_exitflag (status s)
{
  return rows[s].exitflag;
}

const char *
status_words (status s)
{
  return rows[s].words;
}

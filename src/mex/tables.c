/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "mex/tables.h"

#include "base/status.h"
#include "mex/options_parse.h"
#include "objectives/tape_read.h"

static mxArray *
new_table (size_t rows)
{
  return mxCreateStructMatrix ((mwSize) rows, 1, 0, NULL);
}

/* The first row that sets a field adds it.  */
static void
set (mxArray *table, size_t row, const char *name, mxArray *value)
{
  const int known = mxGetFieldNumber (table, name);
  mxSetFieldByNumber (table, (mwIndex) row, known < 0 ? mxAddField (table, name) : known, value);
}

static void
set_text (mxArray *table, size_t row, const char *name, const char *text)
{
  set (table, row, name, mxCreateString (text));
}

mxArray *
tables_options (void)
{
  static const char *const kinds[] = {
    [NUMBER] = "number", [COUNT] = "count",   [SWITCH] = "switch", [CHOICE] = "choice", [FUNCTION] = "function",
    [BOUND] = "bound",   [MATRIX] = "matrix", [STRUCT] = "struct", [TEXT] = "text"
  };
  static const bool none_given[OPTION_count] = { false };
  options def[2], other[2];
  mxArray *table = new_table (option_count);
  for (int single = 0; single < 2; single++) {
    options_init (&other[single], single);
    def[single] = other[single];
    options_settle (&def[single], single, none_given);
  }
  for (size_t i = 0; i < option_count; i++) {
    const option_row *row = &option_rows[i];
    char range[64] = "", readers[readers_length];
    if (row->kind == NUMBER || row->kind == COUNT)
      option_range (row, range, sizeof range);
    option_readers (row, readers, sizeof readers);
    set_text (table, i, "name", row->name);
    set_text (table, i, "kind", kinds[row->kind]);
    set (table, i, "default", options_in_force (&def[0], row->name));
    set (table, i, "default_single", options_in_force (&def[1], row->name));
    set (table, i, "other_default", options_in_force (&other[0], row->name));
    set (table, i, "other_default_single", options_in_force (&other[1], row->name));
    set_text (table, i, "range", range);
    set_text (table, i, "choices", option_choices (row));
    set_text (table, i, "methods", readers);
    set_text (table, i, "meaning", row->meaning);
    set_text (table, i, "advice", row->advice);
    set_text (table, i, "group", option_group (row));
  }
  return table;
}

mxArray *
tables_methods (void)
{
  mxArray *table = new_table (reader_count);
  for (size_t i = 0; i < reader_count; i++) {
    set_text (table, i, "words", reader_rows[i].words);
    set_text (table, i, "constants", reader_rows[i].constants);
    set_text (table, i, "options", reader_rows[i].options);
  }
  return table;
}

mxArray *
tables_columns (void)
{
  static const struct {
    const char *name, *scale, *title, *label, *adaptive_label;
  } rows[] = {
#define COLUMN(name, value, heading, format, scale, title, label, adaptive_label)                                      \
  { #name, scale, title, label, adaptive_label },
#include "solver/history.def"
  };
  const size_t count = sizeof rows / sizeof *rows;
  mxArray *table = new_table (count);
  for (size_t i = 0; i < count; i++) {
    set_text (table, i, "name", rows[i].name);
    set_text (table, i, "scale", rows[i].scale);
    set_text (table, i, "title", rows[i].title);
    set_text (table, i, "label", rows[i].label);
    set_text (table, i, "adaptive_label", rows[i].adaptive_label ? rows[i].adaptive_label : rows[i].label);
  }
  return table;
}

mxArray *
tables_stops (void)
{
  static const char *const claims[] = {
    [CLAIM_none] = "none", [CLAIM_tolerances] = "tolerances", [CLAIM_solution] = "solution"
  };
  const size_t count = ERROR_OPTION - RUNNING - 1;
  mxArray *table = new_table (count);
  for (size_t i = 0; i < count; i++) {
    const status stop = (status) (RUNNING + 1 + i);
    const stop_row *row = status_stop (stop);
    char name[64], words[256];
    set_text (table, i, "name", status_name (stop, name, sizeof name));
    set (table, i, "exitflag", mxCreateDoubleScalar (row->exitflag));
    set (table, i, "at_rest", mxCreateLogicalScalar (row->at_rest));
    set_text (table, i, "claim", claims[row->claim]);
    set_text (table, i, "headline", row->headline);
    set_text (table, i, "words", status_message (stop, NULL, words, sizeof words));
  }
  return table;
}

mxArray *
tables_operations (void)
{
  size_t count = 0;
  while (tape_operation (count))
    count++;
  mxArray *table = new_table (count);
  for (size_t i = 0; i < count; i++) {
    const operation *op = tape_operation (i);
    set_text (table, i, "name", op->name);
    set (table, i, "code", mxCreateDoubleScalar (op->code));
    set (table, i, "arguments", mxCreateDoubleScalar (op->arguments));
  }
  return table;
}

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/options.h"

#include "test.h"

#include <ctype.h>
#include <float.h>
#include <stdio.h>
#include <string.h>

#define EACH_ROW(row)                                                                                                  \
  const option_row *row = option_rows;                                                                                 \
  row < option_rows + option_count;                                                                                    \
  row++

/* The row of the option NAME, or NULL.  */
static const option_row *
find_row (const char *name)
{
  for (EACH_ROW (row))
    if (strcmp (row->name, name) == 0)
      return row;
  return NULL;
}

TEST (every_row_has_a_name_of_its_own_a_meaning_and_a_member_of_its_own)
{
  CHECK (option_count == sizeof (options) / sizeof (double));
  for (EACH_ROW (row)) {
    CHECK (isupper ((unsigned char) row->name[0]) && strlen (row->name) < 32);
    CHECK (strlen (row->meaning) > 8 && strlen (row->advice) > 5 && strlen (option_group (row)) > 5);
    CHECK (row->offset % sizeof (double) == 0 && row->offset < sizeof (options));
    for (const option_row *other = option_rows; other < row; other++)
      CHECK (strcmp (row->name, other->name) != 0 && row->offset != other->offset);
  }
}

TEST (every_default_lies_in_its_range)
{
  for (int single = 0; single < 2; single++) {
    options o;
    options_init (&o, single);
    for (EACH_ROW (row)) {
      const double value = *option_value (&o, row);
      char word[64];
      CHECK (value == row->def[single]);
      switch (row->kind) {
      case NUMBER:
      case COUNT:
      case SWITCH:
        CHECK (option_in_range (row, value));
        break;
      case CHOICE:
        option_word (row, (int) value, word, sizeof word);
        CHECK (choice_index (option_choices (row), word) == (int) value);
        break;
      case FUNCTION:
        CHECK (value == 0);
        break;
      case BOUND:
        CHECK (isinf (value));
      }
    }
  }
}

TEST (every_choice_parses_in_any_case_and_nothing_else_does)
{
  int seen = 0;
  for (EACH_ROW (row)) {
    const char *choices = option_choices (row);
    CHECK ((row->kind == CHOICE) == (*choices != '\0'));
    if (row->kind != CHOICE)
      continue;
    int count = 1;
    for (const char *c = choices; *c; c++)
      count += *c == '|';
    for (int i = 0; i < count; i++) {
      char word[64], other[66];
      option_word (row, i, word, sizeof word);
      CHECK (choice_index (choices, word) == i);
      strcpy (other, word);
      for (char *c = other; *c; c++)
        *c = (char) toupper ((unsigned char) *c);
      CHECK (choice_index (choices, other) == i);
      other[strlen (other) - 1] = '\0';
      CHECK (choice_index (choices, other) == -1);
      strcat (strcpy (other, word), "x");
      CHECK (choice_index (choices, other) == -1);
      seen++;
    }
    CHECK (choice_index (choices, "") == -1);
    CHECK (choice_index (choices, "|") == -1);
    CHECK (choice_index (choices, choices) == (count == 1 ? 0 : -1));
  }
  CHECK (seen > 4);
}

TEST (a_word_is_cut_to_its_buffer)
{
  char word[4] = "???";
  for (EACH_ROW (row))
    if (row->kind == CHOICE) {
      option_word (row, 0, word, sizeof word);
      CHECK (strlen (word) <= 3 && strncmp (word, option_choices (row), strlen (word)) == 0);
    }
}

TEST (the_words_of_every_choice_count_from_0_as_their_enumerators_do)
{
  static const struct {
    const char *name, *word;
    int index;
  } words[] = { { "Method", "pgdqa", METHOD_pgdqa },     { "Method", "aid", METHOD_aid },
                { "Regime", "auto", REGIME_auto },       { "Schedule", "adaptive", SCHEDULE_adaptive },
                { "Schedule", "fixed", SCHEDULE_fixed }, { "Derivatives", "complex-step", DERIVATIVES_complex_step },
                { "Display", "iter", DISPLAY_iter } };
  CHECK (METHOD_pgdqa == 0 && REGIME_auto == 0 && SCHEDULE_adaptive == 0 && DISPLAY_off == 0);
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    CHECK (choice_index (option_choices (find_row (words[i].name)), words[i].word) == words[i].index);
}

/* Is each word of "a|b|c" the name of an option, with NUMBERS of a NUMBER?  */
static bool
names_options (const char *names, bool numbers)
{
  while (*names) {
    char name[64];
    const size_t length = strcspn (names, "|");
    snprintf (name, sizeof name, "%.*s", (int) length, names);
    const option_row *row = find_row (name);
    if (!row || (numbers && row->kind != NUMBER))
      return false;
    names += length + (names[length] == '|');
  }
  return true;
}

TEST (methods_and_schedules_name_options_that_exist_once)
{
  for (size_t i = 0; i < reader_count; i++) {
    const reader_row *reader = &reader_rows[i];
    CHECK (names_options (reader->constants, true) && names_options (reader->options, false));
    for (EACH_ROW (row))
      CHECK (choice_index (reader->constants, row->name) < 0 || choice_index (reader->options, row->name) < 0);
  }
}

TEST (the_readers_of_an_option_are_the_methods_and_schedules_that_name_it)
{
  char readers[64], few[8];
  option_readers (find_row ("Relaxation"), readers, sizeof readers);
  CHECK (strcmp (readers, "diminishing|fixed|rxgf|qcqp") == 0);
  option_readers (find_row ("Schedule"), readers, sizeof readers);
  CHECK (strcmp (readers, "pgdqa") == 0);
  option_readers (find_row ("MaxIter"), readers, sizeof readers);
  CHECK (strcmp (readers, "") == 0);
  option_readers (find_row ("Relaxation"), few, sizeof few);
  CHECK (strcmp (few, "diminis") == 0);
}

TEST (ranges_are_closed_and_exclude_what_lies_outside)
{
  for (EACH_ROW (row)) {
    if (row->kind != NUMBER && row->kind != COUNT)
      continue;
    CHECK (option_in_range (row, row->least));
    CHECK (option_in_range (row, row->most) || row->kind == COUNT);
    CHECK (!option_in_range (row, nextafter (row->least, -INFINITY)));
    CHECK (row->most == INFINITY || !option_in_range (row, nextafter (row->most, INFINITY)));
    CHECK (!option_in_range (row, NAN));
    CHECK (!option_in_range (row, -INFINITY));
    CHECK (option_in_range (row, 7) == (row->most >= 7));
    CHECK (option_in_range (row, 7.5) == (row->kind == NUMBER && row->most >= 7.5));
  }
}

TEST (ranges_in_words_say_whether_their_ends_belong)
{
  for (EACH_ROW (row)) {
    if (row->kind != NUMBER && row->kind != COUNT)
      continue;
    char words[64] = "";
    option_range (row, words, sizeof words);
    const char *start = row->kind == COUNT ? "whole number in " : "number in ";
    CHECK (strncmp (words, start, strlen (start)) == 0);
    const char first = words[strlen (start)], last = words[strlen (words) - 1];
    CHECK (first == (row->least > 0 && row->least < 1 ? '(' : '['));
    CHECK (last == (option_in_range (row, INFINITY) || row->most < DBL_MAX ? ']' : ')'));
  }
}

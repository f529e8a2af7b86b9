/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/options.h"

#include "test.h"

#include <ctype.h>
#include <float.h>
#include <string.h>

#define EACH_ROW(row)                                                                                                  \
  const option_row *row = option_rows;                                                                                 \
  row < option_rows + option_count;                                                                                    \
  row++

TEST (every_row_has_a_name_of_its_own_a_meaning_and_a_member_of_its_own)
{
  CHECK (option_count == sizeof (options) / sizeof (double));
  for (EACH_ROW (row)) {
    CHECK (isupper ((unsigned char) row->name[0]) && strlen (row->name) < 32);
    CHECK (strlen (row->meaning) > 8);
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
        CHECK (option_choice (row, word) == (int) value);
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
    if (row->kind != CHOICE)
      continue;
    int count = 1;
    for (const char *c = row->choices; *c; c++)
      count += *c == '|';
    for (int i = 0; i < count; i++) {
      char word[64], other[66];
      option_word (row, i, word, sizeof word);
      CHECK (option_choice (row, word) == i);
      strcpy (other, word);
      for (char *c = other; *c; c++)
        *c = (char) toupper ((unsigned char) *c);
      CHECK (option_choice (row, other) == i);
      other[strlen (other) - 1] = '\0';
      CHECK (option_choice (row, other) == -1);
      strcat (strcpy (other, word), "x");
      CHECK (option_choice (row, other) == -1);
      seen++;
    }
    CHECK (option_choice (row, "") == -1);
    CHECK (option_choice (row, "|") == -1);
    CHECK (option_choice (row, row->choices) == (count == 1 ? 0 : -1));
  }
  CHECK (seen > 4);
}

TEST (a_word_is_cut_to_its_buffer)
{
  char word[4] = "???";
  for (EACH_ROW (row))
    if (row->kind == CHOICE) {
      option_word (row, 0, word, sizeof word);
      CHECK (strlen (word) <= 3 && strncmp (word, row->choices, strlen (word)) == 0);
    }
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

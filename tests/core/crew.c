/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/crew.h"
#include "test.h"

enum { most_shares = 9 };

typedef struct tally {
  int done[most_shares];
  pthread_t by[most_shares];
} tally;

static void
count (void *self, int share)
{
  tally *t = self;
  t->done[share]++;
  t->by[share] = pthread_self ();
}

TEST (every_share_of_every_task_is_done_once)
{
  crew c;
  crew_start (&c);
  for (int task = 0; task < 300; task++) {
    tally t = { .done = { 0 } };
    const int shares = 1 + task % most_shares; /* the crew grows, and later tasks need fewer */
    crew_run (&c, shares, count, &t);
    for (int i = 0; i < most_shares; i++)
      CHECK (t.done[i] == (i < shares));
  }
  crew_dismiss (&c);
}

TEST (shares_are_done_by_different_threads_and_the_first_by_the_caller)
{
  crew c;
  crew_start (&c);
  tally t = { .done = { 0 } };
  crew_run (&c, 3, count, &t);
  CHECK (pthread_equal (t.by[0], pthread_self ()));
  if (!c.refused)
    CHECK (!pthread_equal (t.by[1], t.by[0]) && !pthread_equal (t.by[2], t.by[0]) && !pthread_equal (t.by[1], t.by[2]));
  crew_dismiss (&c);
}

TEST (without_a_crew_the_caller_does_all)
{
  tally t = { .done = { 0 } };
  crew_run (NULL, most_shares, count, &t);
  for (int i = 0; i < most_shares; i++)
    CHECK (t.done[i] == 1 && pthread_equal (t.by[i], pthread_self ()));
}

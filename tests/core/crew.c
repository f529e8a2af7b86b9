/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/crew.h"
#include "test.h"

enum { most_shares = 9 };

typedef struct tally {
  int done[most_shares];
  pthread_t by[most_shares];
  pthread_mutex_t lock;
  pthread_cond_t met;
  int inside;
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
    crew_run (&c, 1 + task % 4, shares, count, &t);
    for (int i = 0; i < most_shares; i++)
      CHECK (t.done[i] == (i < shares));
  }
  crew_dismiss (&c);
}

static void
wait_for_others (void *self, int share)
{
  tally *t = self;
  pthread_mutex_lock (&t->lock);
  t->by[share] = pthread_self ();
  t->inside++;
  pthread_cond_broadcast (&t->met);
  while (t->inside < 3)
    pthread_cond_wait (&t->met, &t->lock);
  pthread_mutex_unlock (&t->lock);
}

TEST (shares_are_done_side_by_side)
{
  crew c;
  tally t = { .lock = PTHREAD_MUTEX_INITIALIZER, .met = PTHREAD_COND_INITIALIZER };
  crew_start (&c);
  crew_run (&c, 3, 3, count, &t);
  if (!c.refused) {
    crew_run (&c, 3, 3, wait_for_others, &t); /* each ends once all have begun */
    CHECK (!pthread_equal (t.by[1], t.by[0]) && !pthread_equal (t.by[2], t.by[0]) && !pthread_equal (t.by[1], t.by[2]));
  }
  crew_dismiss (&c);
}

TEST (without_a_crew_the_caller_does_all)
{
  tally t = { .done = { 0 } };
  crew_run (NULL, 3, most_shares, count, &t);
  for (int i = 0; i < most_shares; i++)
    CHECK (t.done[i] == 1 && pthread_equal (t.by[i], pthread_self ()));
}

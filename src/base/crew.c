/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#define _POSIX_C_SOURCE 200809L
#include "base/crew.h"

#include <signal.h>

/* The shares of one thread: I, I + threads, ...  */
static void
run_shares (crew *c, int first)
{
  for (int share = first; share < c->shares; share += c->hands + 1)
    c->work (c->self, share);
}

static void *
serve (void *argument)
{
  const struct crew_hand *me = argument;
  crew *c = me->crew;
  unsigned seen = me->seen;
  pthread_mutex_lock (&c->lock);
  for (;;) {
    while (c->tasks == seen && !c->over)
      pthread_cond_wait (&c->begins, &c->lock);
    if (c->over)
      break;
    seen = c->tasks;
    pthread_mutex_unlock (&c->lock);
    run_shares (c, me->index);
    pthread_mutex_lock (&c->lock);
    if (--c->busy == 0)
      pthread_cond_signal (&c->ends);
  }
  pthread_mutex_unlock (&c->lock);
  return NULL;
}

void
crew_start (crew *c)
{
  *c = (crew){ .hands = 0 };
  pthread_mutex_init (&c->lock, NULL);
  pthread_cond_init (&c->begins, NULL);
  pthread_cond_init (&c->ends, NULL);
}

static void
hire (crew *c, int hands)
{
  sigset_t all, before;
  sigfillset (&all); /* signals are for the caller */
  pthread_sigmask (SIG_SETMASK, &all, &before);
  while (c->hands < hands && !c->refused) {
    struct crew_hand *h = &c->hand[c->hands];
    h->crew = c;
    h->index = c->hands + 1;
    h->seen = c->tasks;
    c->refused = pthread_create (&h->thread, NULL, serve, h) != 0;
    c->hands += !c->refused;
  }
  pthread_sigmask (SIG_SETMASK, &before, NULL);
}

void
crew_dismiss (crew *c)
{
  pthread_mutex_lock (&c->lock);
  c->over = true;
  pthread_cond_broadcast (&c->begins);
  pthread_mutex_unlock (&c->lock);
  for (int i = 0; i < c->hands; i++)
    pthread_join (c->hand[i].thread, NULL);
  pthread_cond_destroy (&c->ends);
  pthread_cond_destroy (&c->begins);
  pthread_mutex_destroy (&c->lock);
}

void
crew_run (crew *c, int shares, crew_share *work, void *self)
{
  if (c && shares - 1 > c->hands && !c->refused)
    hire (c, shares - 1);
  if (!c || c->hands == 0 || shares == 1) {
    for (int share = 0; share < shares; share++)
      work (self, share);
    return;
  }
  pthread_mutex_lock (&c->lock);
  c->shares = shares;
  c->work = work;
  c->self = self;
  c->busy = c->hands;
  c->tasks++;
  pthread_cond_broadcast (&c->begins);
  pthread_mutex_unlock (&c->lock);
  run_shares (c, 0);
  pthread_mutex_lock (&c->lock);
  while (c->busy > 0)
    pthread_cond_wait (&c->ends, &c->lock);
  pthread_mutex_unlock (&c->lock);
}

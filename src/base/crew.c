/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#define _POSIX_C_SOURCE 200809L
#include "base/crew.h"

#include <signal.h>

/* Shares one after the other while there are some.  With the lock, which is given back during a share.  */
static void
take_shares (crew *c)
{
  while (c->next < c->shares) {
    const int share = c->next++;
    crew_share *work = c->work;
    void *self = c->self;
    pthread_mutex_unlock (&c->lock);
    work (self, share);
    pthread_mutex_lock (&c->lock);
    c->done++;
  }
}

static void *
serve (void *argument)
{
  crew *c = argument;
  pthread_mutex_lock (&c->lock);
  while (!c->over) {
    take_shares (c);
    if (c->done == c->shares)
      pthread_cond_signal (&c->ends);
    if (!c->over)
      pthread_cond_wait (&c->begins, &c->lock);
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
    c->refused = pthread_create (&c->hand[c->hands], NULL, serve, c) != 0;
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
    pthread_join (c->hand[i], NULL);
  pthread_cond_destroy (&c->ends);
  pthread_cond_destroy (&c->begins);
  pthread_mutex_destroy (&c->lock);
}

void
crew_run (crew *c, int threads, int shares, crew_share *work, void *self)
{
  if (c && threads - 1 > c->hands && !c->refused)
    hire (c, threads - 1);
  if (!c || c->hands == 0 || threads == 1) {
    for (int share = 0; share < shares; share++)
      work (self, share);
    return;
  }
  pthread_mutex_lock (&c->lock);
  c->work = work;
  c->self = self;
  c->shares = shares;
  c->next = c->done = 0;
  for (int hand = 1; hand < threads; hand++)
    pthread_cond_signal (&c->begins);
  take_shares (c);
  while (c->done < c->shares)
    pthread_cond_wait (&c->ends, &c->lock);
  pthread_mutex_unlock (&c->lock);
}

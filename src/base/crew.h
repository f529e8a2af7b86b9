/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Threads for the shares of one task after another.  A thread takes the next share when it has done one, so that those that are
   given no processor hold up nobody: the caller does what is left.  Between tasks, and where it waits for the others, a thread
   sleeps: the threads of OpenMP use a processor while they wait, which takes it from other programs and, where these take it back,
   from the task.  Nothing is called back, checked or allocated inside a share.  */
#ifndef PGDQA_CREW_H
#define PGDQA_CREW_H

#include <pthread.h>
#include <stdbool.h>

#include "base/threads.h"

typedef void crew_share (void *self, int share);

typedef struct crew {
  pthread_mutex_t lock;
  pthread_cond_t begins, ends; /* a task, or the crew; a task */
  pthread_t hand[threads_most - 1];
  int hands;    /* threads besides the caller */
  bool refused; /* the system gives no more of them */
  bool over;    /* there will be no more tasks */
  crew_share *work;
  void *self;
  int shares, next, done; /* of the latest task; the first that nobody has taken; how many have ended */
} crew;

void crew_start (crew *c); /* nobody but the caller yet */
void crew_dismiss (crew *c);

/* work (self, 0), .., work (self, shares - 1), by so many threads as far as the system gives them, which are kept for the next task;
   c NULL: by the caller.  */
void crew_run (crew *c, int threads, int shares, crew_share *work, void *self);

#endif

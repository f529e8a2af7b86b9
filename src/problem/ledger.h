/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The ledger of a run: what its calls of f and g have cost, and what they may cost.  Here, and only here, calls are counted,
   the limits are checked and the host gets its tick.  */
#ifndef PGDQA_LEDGER_H
#define PGDQA_LEDGER_H

#include "base/host.h"
#include "problem/objective.h"

/* The kinds of calls.  One evaluation of value and gradient at a point is one _grad; user: a call of a function of the user that
   solves, factorises or starts the lower level.  */
#define CALL_KINDS(X) X (f_value) X (f_grad) X (g_value) X (g_grad) X (hvp) X (user)
enum {
#define X(kind) CALL_##kind,
  CALL_KINDS (X)
#undef X
      CALL_count
};

/* What one phase of a run may spend.  */
typedef struct limits {
  double calls;    /* total must stay within these */
  double deadline; /* and host->now () */
  bool measuring;  /* calls count as measuring */
} limits;

/* What is called once, before the first call after AT.  */
typedef struct notice {
  double at; /* host->now () */
  void (*tell) (const void *self);
  const void *self;
} notice;

typedef struct ledger {
  const host *host;
  double calls[CALL_count], total, measured; /* measured: how many of total were made for measuring */
  double passes;                             /* rows of data read by native objectives */
  limits whole;                              /* of the whole run */
  limits present;                            /* of the present phase; only ledger_limit sets them */
  char not_finite[48];                       /* what it was that stopped with STOP_NON_FINITE last; empty: nothing */
  char undefined[48];                        /* likewise, what of g was not finite at the run's start */
  const char *contradicted;                  /* "f" or "g", which stopped with STOP_CONTRADICTION; NULL: none */
  notice notice;                             /* tell NULL: none */
  char message[256];                         /* words for an ERROR status */
} ledger;

/* Nothing is spent and there are no limits.  */
void ledger_start (ledger *l, const host *h);

/* A phase begins with the limits TO.  Returns those before, with which another ledger_limit ends the phase.  */
limits ledger_limit (ledger *l, limits to);

/* A phase begins that keeps to the present limits and counts as measuring; likewise.  */
limits ledger_measure (ledger *l);

/* Counts one call of KIND after checking the limits and giving the host its tick.  */
status ledger_charge (ledger *l, int kind);

/* STOP_NON_FINITE, and what it was: WHAT of the level, its first component that is not finite of the COUNT of A; NULL: no components.  */
status ledger_not_finite (ledger *l, const char *what, size_t count, const real *a);

/* STOP_CONTRADICTION: values and gradients of the LEVEL, "f" or "g", contradict each other.  */
status ledger_contradiction (ledger *l, const char *level);

/* Counts the rows of data that one evaluation or product of P has read.  */
void ledger_note_rows (ledger *l, const instance *p);

#endif

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include <stdint.h>
#include <string.h>

#include "base/crew.h"
#include "solver/clock.h"
#include "solver/registry.h"
#include "solver/snapshot.h"
#include "solver/solve.h"

enum {
  most_vectors = 200, /* in a memory */
  least_vectors = 5,
  still_steps = 10,
  certificate_reserve = 20 /* calls left for the restoration after a certificate */
};

/* While memory is measured the method lays out a state that is thrown away.  */
static void
layout_state (solve *s, arena *a)
{
  union {
    max_align_t align;
    char bytes[most_state];
  } measured;
  const size_t size = s->method->state_size;
  void *in_arena = size > 0 ? arena_take_structs (a, 1, size) : NULL;
  a->overflow |= size > sizeof measured;
  s->run.state = in_arena ? in_arena : measured.bytes;
  if (s->method->layout && !a->overflow)
    s->method->layout (&s->run, a);
  s->run.state = in_arena;
}

/* A memory of many pairs serves where the lower level has no solve of its own.  */
static bool
keeps_pairs (const solve *s)
{
  const box y_box = run_y_box (&s->run);
  return s->method->large_memory && !(instance_solver (s->problem.lower).constant && !box_binds (&y_box, 0, y_box.n));
}

static void
layout (solve *s, arena *a)
{
  s->objectives[0] = a->used;
  oracle_layout (&s->oracle, a);
  s->objectives[1] = s->objectives[0] + s->oracle.objectives_bytes;
  measure_layout (&s->run, a);
  lower_layout (&s->lower, s->problem.d, s->run.opt, keeps_pairs (s), s->run.vectors, a);
  multiplier_layout (&s->multiplier, s->problem.d, a);
  trust_layout (&s->trust, s->problem.d, s->run.opt, a);
  coupling_layout (&s->coupling, s->problem.d, a);
  layout_state (s, a);
  history_layout (&s->history, s->run.opt->history_every, a);
  archive_layout (&s->archive, s->run.nz, a);
}

static void
bind (solve *s, const problem *p, const options *opt, const host *h, int vectors)
{
  memset (s, 0, sizeof *s);
  s->problem = *p;
  s->options = *opt;
  s->host = *h;
  p->upper->threads = p->lower->threads = opt->threads;
  s->method = registry_method (opt);
  s->certificate = certificate_unknown;
  s->run = (run){ .opt = &s->options, .oracle = &s->oracle, .d = p->d, .nz = p->d.n + p->d.m, .lower = &s->lower };
  s->run.vectors = vectors;
  s->run.own_measure = s->method->measure != NULL;
  s->run.warm = &s->problem.warm;
  s->run.archive = &s->archive;
  s->run.multiplier = &s->multiplier;
  s->run.trust = &s->trust;
  s->run.coupling = &s->coupling;
  s->run.box = problem_box (p);
  oracle_start (&s->oracle, p->d, p->upper, p->lower, s->run.box, &s->host);
  s->oracle.diff.use_complex_step = (int) opt->derivatives == DERIVATIVES_complex_step;
}

/* 0: the sizes overflow.  */
static size_t
bytes_with (const problem *p, const options *opt, int vectors)
{
  static const host none = { 0 };
  solve s;
  arena a = { 0 };
  if (p->d.n > SIZE_MAX / 4 || p->d.m > SIZE_MAX / 4)
    return 0;
  arena_array (&a, 1, solve);
  bind (&s, p, opt, &none, vectors);
  layout (&s, &a);
  return a.overflow ? 0 : a.used + arena_align;
}

/* As many vectors in a memory as fit into MaxMemory, or the least that the solver works with.  */
static int
fitting_vectors (const problem *p, const options *opt)
{
  const double allowed = solver_allowed (p, opt);
  int fit = least_vectors, too_many = most_vectors + 1;
  if ((double) bytes_with (p, opt, most_vectors) <= allowed)
    return most_vectors;
  while (too_many - fit > 1) {
    const int middle = (fit + too_many) / 2;
    if ((double) bytes_with (p, opt, middle) <= allowed)
      fit = middle;
    else
      too_many = middle;
  }
  return fit;
}

double
solver_allowed (const problem *p, const options *opt)
{
  return opt->max_memory > 0 ? 1e6 * opt->max_memory - (double) p->reserved : INFINITY;
}

size_t
solver_bytes (const problem *p, const options *opt)
{
  return bytes_with (p, opt, fitting_vectors (p, opt));
}

/* Remembers the measured iterate.  */
static void
keep (solve *s)
{
  const run *r = &s->run;
  if (!s->archive.known)
    s->length = vec_norm (r->nz, r->z);
  archive_note (&s->archive, r);
}

static bool
stands_still (solve *s)
{
  const run *r = &s->run;
  if (r->opt->tol_kkt == 0 || r->opt->tol_lower == 0 || r->k == 0)
    return false;
  if (r->moved > 1e3 * REAL_EPS * s->length) {
    s->still = 0;
    return false;
  }
  s->length = vec_norm (r->nz, r->z);
  s->still = r->moved <= 0.5 * REAL_EPS * s->length ? s->still + 1 : 0;
  return s->still >= still_steps;
}

static status
stop_test (solve *s)
{
  const run *r = &s->run;
  const options *o = r->opt;
  if (s->method->converged)
    TRY (s->method->converged (&s->run));
  else if (o->tol_kkt > 0 && o->tol_lower > 0 && r->now.stationarity <= run_tolerance_kkt (r)
           && r->now.violation <= run_tolerance_lower (r))
    return STOP_CONVERGED;
  if ((double) r->k >= o->max_iter)
    return STOP_MAX_ITER;
  return !s->method->converged && stands_still (s) ? STOP_NO_PROGRESS : RUNNING;
}

/* Does y solve the lower level where the run ended?  RUNNING: there is a better y, and it goes on from there.  */
static status
certify (solve *s, status stop)
{
  ledger *l = &s->oracle.ledger;
  if (!s->method->certify || status_is_error (stop) || !status_stop (stop)->at_rest || !closing_can_certify (&s->run))
    return stop;
  const limits loop = ledger_limit (l, (limits){ l->whole.calls - certificate_reserve, l->present.deadline, false });
  const status e = s->method->certify (&s->run, &s->certificate);
  ledger_limit (l, loop);
  s->certified = true;
  if (status_is_error (e) || e == STOP_UNBOUNDED_LOWER)
    return e;
  if (!s->certificate.refuted && !s->certificate.falls)
    return stop;
  s->run.fresh = false;
  s->archive.count = 0; /* refuted points are not worth returning */
  if (e != RUNNING || s->escapes == most_escapes)
    return e != RUNNING ? e : s->certificate.refuted ? STOP_REFUTED : stop;
  s->escapes++;
  s->certified = false;
  return RUNNING;
}

static status
iteration (solve *s)
{
  run *r = &s->run;
  s->method->prepare (r);
  TRY (s->method->measure ? s->method->measure (r) : measure_iterate (r));
  r->fresh = true;
  keep (s);
  TRY (report_iterate (s));
  TRY (stop_test (s));
  r->fresh = false;
  TRY (s->method->step (r));
  box_clip (&r->box, r->z);
  return RUNNING;
}

static status
iterate (solve *s)
{
  run *r = &s->run;
  if (!snapshot_restore (s)) {
    closing_begin_lower (r, r->z + r->d.n);
    if (s->method->start)
      TRY (s->method->start (r));
    r->k = 0;
  }
  for (;; r->k++) {
    snapshot_keep (s);
    status stop = iteration (s);
    if (stop != RUNNING && (stop = certify (s, stop)) != RUNNING)
      return stop;
  }
}

status
solver_run (const problem *p, const options *opt, const host *h, void *block, size_t bytes, result *out)
{
  arena_structs structs = { 0 };
  arena a = { .base = block, .size = bytes, .structs = &structs };
  solve *s = arena_array (&a, 1, solve);
  memset (out, 0, sizeof *out);
  if (!s)
    return ERROR_INTERNAL;
  bind (s, p, opt, h, fitting_vectors (p, opt));
  layout (s, &a);
  if (a.overflow)
    return ERROR_INTERNAL;
  s->structs = structs;
  s->used = a.used;
  __attribute__ ((cleanup (crew_dismiss))) crew hands;
  crew_start (&hands);
  p->upper->crew = p->lower->crew = &hands;
  out->memory = (double) bytes + (double) p->reserved;
  clock_start (s, 0);
  for (int i = 0; i < CALL_count; i++) {
    s->oracle.ledger.calls[i] = p->probes[i];
    s->oracle.ledger.total += p->probes[i];
  }
  vec_copy (p->d.n, p->x0, s->run.z);
  vec_copy (p->d.m, p->y0, s->run.z + p->d.n);
  box_clip (&s->run.box, s->run.z);
  vec_copy (s->run.nz, s->run.z, s->archive.z_last);

  status stop = iterate (s);
  if (!status_is_error (stop))
    stop = finish (s, stop, out);
  if (status_is_error (stop))
    memcpy (out->message, s->oracle.ledger.message, sizeof out->message);
  else
    report_end (s, out);
  p->upper->crew = p->lower->crew = NULL;
  return status_is_error (stop) ? stop : RUNNING;
}

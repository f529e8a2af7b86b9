/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "methods/bundle/bundle.h"
#include "search/first.h"
#include "search/refusal.h"

static const double rough = 3e-2; /* tolerances of a rough run */

static bool
is_bounded (const problem *p)
{
  bool bounded = p->low != NULL;
  for (size_t i = 0; bounded && i < p->d.n + p->d.m; i++)
    bounded = isfinite (p->low[i]) && isfinite (p->high[i]);
  return bounded;
}

options
first_half_memory (const options *opt)
{
  options half = *opt;
  half.max_memory /= 2;
  return half;
}

/* The run goes downhill, roughly and without a certificate, since the answer of the search gets a run of its own.  */
static options
roughly (const options *opt)
{
  options o = first_half_memory (opt);
  o.starts = 0;
  o.tol_kkt = fmax (o.tol_kkt, rough);
  o.tol_lower = fmax (o.tol_lower, rough);
  o.tol_fun = fmax (o.tol_fun, rough);
  o.max_calls = refusal_most_calls (opt);
  return o;
}

/* In place of a run: its start.  */
static result
start_of (const problem *p)
{
  result out = { .x = p->x0, .y = p->y0, .f = NAN, .g = NAN };
  for (int i = 0; i < CALL_count; i++) {
    out.calls[i] = p->probes[i];
    out.total += p->probes[i];
  }
  out.end.stop = STOP_MAX_ITER;
  out.end.start_solved = NAN;
  return out;
}

/* Is it a min-max problem of few variables, as far as a few values tell?  CALLS [CALL_count] go up by those made.  */
static status
is_minmax (const problem *p, const options *opt, const host *h, void *block, size_t bytes, double *calls, bool *is)
{
  const box bounds = problem_box (p);
  arena a = { .base = block, .size = bytes };
  oracle o;
  *is = false;
  oracle_start (&o, p->d, p->upper, p->lower, bounds, h);
  oracle_layout (&o, &a);
  real *z = arena_array (&a, p->d.n + p->d.m, real);
  bundle *b = bundle_layout (p->d, &a);
  if (a.overflow || !b || !bundle_can (p->d, &bounds))
    return RUNNING;
  vec_copy (p->d.n, p->x0, z);
  vec_copy (p->d.m, p->y0, z + p->d.n);
  box_clip (&bounds, z);
  p->upper->forgiving = p->lower->forgiving = true;
  const status e = bundle_test_minmax (b, &o, p->d, &bounds, opt->seed, z, is);
  p->upper->forgiving = p->lower->forgiving = false;
  for (int i = 0; i < CALL_count; i++)
    calls[i] += o.ledger.calls[i];
  return status_is_error (e) ? e : RUNNING;
}

status
first_run (const problem *p, const options *opt, const host *h, void *block, void *scratch, size_t bytes, result *out,
           bool *whole)
{
  const bool own = (int) opt->search == SEARCH_auto;
  *whole = false;
  if (!own && is_bounded (p)) {
    *out = start_of (p);
    return RUNNING;
  }
  problem q = *p;
  if (own)
    TRY (is_minmax (p, opt, h, scratch, bytes, q.probes, whole));
  if (*whole) {
    const options o = first_half_memory (opt);
    return solver_run (&q, &o, h, block, bytes, out);
  }
  const options o = roughly (opt);
  host quiet = *h;
  quiet.print = NULL;
  quiet.output = NULL;
  return solver_run (&q, &o, &quiet, block, bytes, out);
}

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include <string.h>

#include "base/crew.h"
#include "mex/outputs.h"
#include "mex/bind.h"
#include "mex/checkpoint.h"
#include "mex/commands.h"
#include "mex/convert.h"
#include "mex/options_arrays.h"
#include "mex/host.h"
#include "mex/options_parse.h"
#include "mex/ranks.h"
#include "objectives/journaled.h"
#include "objectives/tape.h"
#include "search/search.h"

/* ---- OutputFcn, PlotFcn ---- */

static const char *const called_options[] = { "OutputFcn", "PlotFcn" };
enum { called_count = sizeof called_options / sizeof *called_options };

typedef struct caller {
  mxArray *fun[called_count]; /* NULL: none */
  mxArray *lower_suggest;     /* likewise */
  dims d;
  checkpoint *checkpoint; /* NULL: none */
  comm *ranks;            /* NULL: there are none */
  size_t first;           /* the first x of this rank's own d.n */
} caller;

/* The run repeats what the user has seen.  */
static bool
repeats (const caller *c)
{
  return c->checkpoint && c->checkpoint->recalling;
}

static void
print (void *self, const char *text)
{
  if (!repeats (self))
    host_print (self, text);
}

/* What a called function answered.  */
static bool
wants_stop (const char *option, const mxArray *stop)
{
  if (!stop)
    host_error (ERROR_ORACLE, "%s returned nothing, expected a logical scalar", option);
  if (!(mxIsLogical (stop) || mxIsNumeric (stop)) || mxIsComplex (stop) || mxGetNumberOfElements (stop) != 1)
    host_error (ERROR_ORACLE, "%s returned a %s%zux%zu %s, expected a logical scalar", option,
                mxIsComplex (stop) ? "complex " : "", mxGetM (stop), mxGetN (stop), mxGetClassName (stop));
  if (isnan (mxGetScalar (stop)))
    host_error (ERROR_ORACLE, "%s returned NaN, expected a logical scalar", option);
  return mxGetScalar (stop) != 0;
}

static bool
call_functions (void *self, const char *state, const void *x, const void *y, const double *row)
{
  const caller *c = self;
  bool answer = false;
  if (repeats (c) && strcmp (state, "iter") == 0)
    return false;
  mxArray *values = output_struct ();
  output_set (values, "iteration", output_number (row[COLUMN_k]));
  output_set (values, "funccount", output_number (row[COLUMN_calls]));
  output_set (values, "fval", output_number (row[COLUMN_f]));
  output_set (values, "y", convert_column (c->d.m, y, mxREAL));
  for (int i = 0; i < COLUMN_count; i++)
    output_set (values, output_columns[i], output_number (row[i]));
  mxArray *in[] = { NULL, convert_column (c->d.n, (const real *) x + c->first, mxREAL), values,
                    mxCreateString (state) };
  for (int k = 0; k < called_count; k++)
    if (c->fun[k]) {
      mxArray *stop = NULL;
      in[0] = c->fun[k];
      mexCallMATLAB (1, &stop, 4, in, "feval");
      answer |= wants_stop (called_options[k], stop);
      mxDestroyArray (stop);
    }
  for (int i = 1; i < 4; i++)
    mxDestroyArray (in[i]);
  return answer;
}

/* Rank 0 asks; its answer is that of all.  */
static bool
call_functions_once (void *self, const char *state, const void *x, const void *y, const double *row)
{
  const caller *c = self;
  double a[comm_header + 1] = { 0 };
  __attribute__ ((cleanup (comm_leave))) turn t = { .ranks = c->ranks, .a = a, .count = 1 };
  a[comm_header] = c->ranks->rank == 0 && call_functions (self, state, x, y, row);
  return comm_take (&t, false) && a[comm_header] > 0;
}

static void
print_nothing (void *self, const char *text)
{
  (void) self;
  (void) text;
}

/* ---- LowerSolve ---- */

static void
call_lower_suggest (void *self, const void *x, const void *y, void *out)
{
  const caller *c = self;
  const size_t m = c->d.m;
  mxArray *found = NULL,
          *in[] = { c->lower_suggest, convert_column (c->d.n, x, mxREAL), convert_column (m, y, mxREAL) };
  mexCallMATLAB (1, &found, 3, in, "feval");
  if (!found || !(mxIsDouble (found) || mxIsSingle (found)) || mxIsComplex (found) || mxIsSparse (found)
      || mxGetM (found) != m || mxGetN (found) != 1)
    host_error (ERROR_ORACLE, "LowerSolve returned %s %zux%zu %s, expected a full real %zux1 (m = %zu)",
                found && mxIsComplex (found)  ? "a complex"
                : found && mxIsSparse (found) ? "a sparse"
                                              : "a",
                found ? mxGetM (found) : 0, found ? mxGetN (found) : 0, found ? mxGetClassName (found) : "nothing", m,
                m);
  convert_copy (found, m, out);
  mxDestroyArray (found);
  mxDestroyArray (in[1]);
  mxDestroyArray (in[2]);
}

static void
call_lower_suggest_once (void *self, const void *x, const void *y, void *out)
{
  const caller *c = self;
  const size_t m = c->d.m;
  double *a = host_memory ((comm_header + m) * sizeof *a, 0, "what the ranks exchange");
  real *found = out;
  __attribute__ ((cleanup (comm_leave))) turn t = { .ranks = c->ranks, .a = a, .count = m };
  if (c->ranks->rank == 0)
    call_lower_suggest (self, x, y, out);
  for (size_t i = 0; i < m; i++)
    a[comm_header + i] = c->ranks->rank == 0 ? (double) found[i] : 0;
  comm_take (&t, false);
  for (size_t i = 0; i < m; i++)
    found[i] = (real) a[comm_header + i];
  mxFree (a);
}

/* By way of the journal, where there is one.  */
static void
lower_suggest (void *self, const void *x, const void *y, void *out)
{
  const caller *c = self;
  journal *j = c->checkpoint ? &c->checkpoint->journal : NULL;
  const memory_piece solution = { out, c->d.m * sizeof (real) };
  const uint64_t key = journal_key (journal_key (UINT64_MAX, x, c->d.n * sizeof (real)), y, solution.bytes);
  if (j && j->recall (j->self, key, &solution, 1))
    return;
  (c->ranks ? call_lower_suggest_once : call_lower_suggest) (self, x, y, out);
  if (j)
    j->note (j->self, key, &solution, 1);
}

/* ---- commands ---- */

/* A start in the precision of the run; pgdqa:value where that cannot hold it.  */
static const real *
read_start (const mxArray *a, size_t count, const char *name, arena *mem)
{
  const real *values = convert_borrow (a, count, mem);
  for (size_t i = 0; values && i < count; i++)
    if (!isfinite (values[i]))
      host_error (ERROR_VALUE, "pgdqa_solve: %s(%zu) is %g, expected a number within single precision", name, i + 1,
                  mxGetPr (a)[i]);
  return values;
}

/* The levels of a problem, */
typedef struct levels {
  bound of[2];
  journaled journaled[2]; /* and by way of the journal, where there is one */
} levels;

/* Lays everything out: on a measuring arena it only counts.  C NULL: there is no checkpoint.  */
static size_t
prepare (problem *p, levels *l, checkpoint *c, const mxArray **prhs, const options *opt, arena *mem)
{
  instance *made[2];
  options_bounds (p, prhs[4], mem);
  options_warm_start (&p->warm, prhs[4], p->d, mem);
  for (int i = 0; i < 2; i++) {
    bind_objective (&l->of[i], prhs[i], i ? "lower" : "upper", p->d, mem);
    made[i] = c ? journaled_bind (&l->journaled[i], &l->of[i].instance, &c->journal) : &l->of[i].instance;
    if (c && c->recalling)
      bind_resumed (&l->of[i]);
  }
  p->journal = c ? &c->journal : NULL;
  p->upper = made[0];
  p->lower = made[1];
  p->x0 = read_start (prhs[2], p->d.n, "x0", mem);
  p->y0 = read_start (prhs[3], p->d.m, "y0", mem);
  p->reserved = mem->used + 2 * arena_align;
  return search_bytes (p, opt);
}

static _Noreturn void
refuse_size (const problem *p, size_t core, const options *opt, bool usual)
{
  const double needed = ceil (1e-4 * ((double) core + (double) p->reserved)) / 100; /* rounded up: so much is enough */
  host_error (ERROR_MEMORY, "pgdqa_solve: MaxMemory is %.10g MB%s, expected at least %.10g MB (n = %zu, m = %zu)",
              opt->max_memory, usual ? ", a quarter of the machine's memory" : "", needed, p->d.n, p->d.m);
}

/* What options and problem are for all ranks: the least memory, and whether some rank runs threads, rank 0 has functions.  */
static void
share (comm *ranks, options *opt, problem *p, bool *threaded, bool *called, bool *suggests)
{
  const bool first = ranks->rank == 0;
  double facts[] = { -opt->max_memory, (double) p->reserved, *threaded, first && *called, first && *suggests };
  ranks_largest (ranks, sizeof facts / sizeof *facts, facts);
  opt->max_memory = -facts[0];
  p->reserved = (size_t) facts[1];
  *threaded = facts[2] > 0;
  *called = facts[3] > 0;
  *suggests = facts[4] > 0;
}

/* The x that C's functions see: those of this rank's part of the upper level.  */
static void
own_part (const bound *upper, caller *c)
{
  while (upper->instance.kind->composed && !upper->share.ranks)
    upper = upper->part;
  c->first = upper->share.first;
  c->d.n = upper->instance.part[0] ? upper->instance.part[0]->d.n : c->d.n;
}

/* What a rank does otherwise.  */
static void
host_of_ranks (host *h, const comm *ranks)
{
  h->now = ranks_now;
  h->tick = ranks_tick;
  h->print = ranks->rank == 0 ? h->print : print_nothing;
  h->output = h->output ? call_functions_once : NULL;
  h->patience = INFINITY;
}

/* CHECKPOINTED NULL or no struct: without checkpoints.  */
static void
solve_within (double patience, const mxArray *checkpointed, int nlhs, mxArray **plhs, const mxArray **prhs)
{
  options opt;
  levels l = { 0 };
  __attribute__ ((cleanup (checkpoint_end))) checkpoint kept = { 0 };
  checkpoint *const to = checkpointed && mxIsStruct (checkpointed) ? &kept : NULL;
  problem p = { .d = { mxGetM (prhs[2]), mxGetM (prhs[3]) } };
  result r;
  search_result found;
  arena mem = { 0 };
  options_parse (prhs[4], &opt);
  comm *const ranks = (int) opt.comm == COMM_mpi ? ranks_world () : NULL;
  const bool usual = opt.max_memory == 0;
  if (usual)
    opt.max_memory = 0.25e-6 * host_physical_memory () / (ranks ? ranks->local : 1);
  if (ranks && opt.threads == 0)
    opt.threads = fmax (1, floor (threads_for (0, INFINITY) / (double) ranks->local));
  l.of[0].threads = l.of[1].threads = opt.threads;
  if (to)
    checkpoint_begin (to, checkpointed, ranks ? ranks_now : host_now);

  caller c = { .d = p.d, .ranks = ranks, .checkpoint = to };
  bool called = false, suggests;
  for (int k = 0; k < called_count; k++) {
    c.fun[k] = (mxArray *) options_given_value (prhs[4], called_options[k]);
    called |= c.fun[k] != NULL;
  }
  c.lower_suggest = (mxArray *) options_given_value (prhs[4], "LowerSolve");
  suggests = c.lower_suggest != NULL;

  size_t core = prepare (&p, &l, to, prhs, &opt, &mem);
  bool threaded = instance_threaded (p.upper) || instance_threaded (p.lower);
  if (ranks) {
    share (ranks, &opt, &p, &threaded, &called, &suggests);
    core = search_bytes (&p, &opt);
    own_part (&l.of[0], &c);
  }
  const size_t reserved = p.reserved;
  const bool fits = core && !mem.overflow && core < SIZE_MAX / 2 - mem.used;
  if (fits && (double) core > solver_allowed (&p, &opt))
    refuse_size (&p, core, &opt, usual);
  const size_t bytes = fits ? mem.used + core + 2 * arena_align : 0;
  const int threads = threaded ? threads_for (opt.threads, INFINITY) : 1;
  ranks_point ready __attribute__ ((cleanup (ranks_leave)));
  ranks_open (&ready, ranks);
  mem = (arena){ .base = host_memory (bytes, threads, "the problem"), .size = bytes };
  ranks_meet (&ready);
  prepare (&p, &l, to, prhs, &opt, &mem);
  p.reserved = reserved;
  for (int i = 0; i < 2; i++) {
    p.probes[CALL_f_value + i] = l.of[0].probes[i];
    p.probes[CALL_g_value + i] = l.of[1].probes[i];
  }

  host h = { .self = &c, .now = host_now, .tick = host_tick, .print = print, .slow = host_slow, .patience = patience };
  if (called)
    h.output = call_functions;
  if (suggests)
    h.lower_suggest = lower_suggest;
  if (ranks)
    host_of_ranks (&h, ranks);
  __attribute__ ((cleanup (host_blas_restore))) const int blas_threads = threaded ? host_blas_single () : 0;
  __attribute__ ((cleanup (ranks_alone))) comm *watched = ranks;
  status s = search_run (&p, &opt, &h, (char *) mem.base + mem.used + arena_align, core, &r, &found);
  host_blas_started (threads);
  ranks_point end __attribute__ ((cleanup (ranks_leave)));
  ranks_open (&end, ranks);
  ranks_meet (&end);
  watched = NULL;
  if (s != RUNNING)
    host_error (s, "%s", *r.message ? r.message : "pgdqa_solve: internal error");

  checkpoint_finish (&kept);
  plhs[0] = convert_column (p.d.n, r.x, mxREAL);
  plhs[1] = convert_column (p.d.m, r.y, mxREAL);
  plhs[2] = output_number (r.f);
  plhs[3] = output_number (status_stop (r.end.stop)->exitflag);
  if (nlhs > 4)
    plhs[4] = outputs_struct (&r, &found, p.d, &opt, prhs[4]);
  mxFree (mem.base);
}

void
command_solve (int nlhs, mxArray **plhs, const mxArray **prhs)
{
  solve_within (INFINITY, NULL, nlhs, plhs, prhs);
}

void
command_solve_watched (int nlhs, mxArray **plhs, const mxArray **prhs)
{
  solve_within (mxGetScalar (prhs[5]), prhs[6], nlhs, plhs, prhs);
}

/* The objective prhs[0] in memory of its own, and in V the columns, or arrays of columns, prhs[1] to prhs[COUNT - 1]: those of x, of y,
   and so on in turns.  */
static void
bind_alone (bound *b, const mxArray **prhs, int count, const real **v, arena *mem)
{
  const dims d = { mxGetM (prhs[1]), mxGetM (prhs[2]) };
  instance *o = &b->instance;
  *mem = (arena){ 0 };
  for (int pass = 0; pass < 2; pass++) {
    bind_objective (b, prhs[0], "given", d, mem);
    for (int i = 1; i < count; i++)
      v[i] = convert_borrow (prhs[i], mxGetNumberOfElements (prhs[i]), mem);
    instance_layout (o, mem);
    if (pass == 0) {
      const size_t bytes = mem->overflow ? 0 : mem->used + arena_align;
      const int threads = instance_threaded (o) ? threads_for (0, INFINITY) : 1;
      *mem = (arena){ .base = host_memory (bytes, threads, "the objective"), .size = bytes };
    }
  }
}

/* Evaluates the objective prhs[0] at x = prhs[1], y = prhs[2], and its Hessian-vector product along prhs[3], prhs[4] if
   PRODUCT: not counted.  Where prhs[3] is empty, products in y alone along the columns of prhs[4].  EXAMINED: also whether a
   tape holds there.  */
static void
evaluate_once (mxArray **plhs, const mxArray **prhs, bool product, bool examined)
{
  const real *v[5] = { NULL };
  bound b = { 0 };
  arena mem;
  instance *o = &b.instance;
  bind_alone (&b, prhs, product ? 5 : 3, v, &mem);
  __attribute__ ((cleanup (crew_dismiss))) crew hands;
  crew_start (&hands);
  o->crew = &hands;
  double value, largest;
  const bool only_y = product && mxIsEmpty (prhs[3]);
  const size_t count = product ? mxGetN (prhs[4]) : 1;
  mxArray *gx = convert_matrix (only_y ? 0 : o->d.n, count), *gy = convert_matrix (o->d.m, count);
  if (product && o->order < 2)
    host_error (ERROR_NEEDS, "the given objective has no Hessian-vector product");
  o->kind->eval (o, v[1], v[2], &value, o->order && !only_y ? mxGetData (gx) : NULL, o->order ? mxGetData (gy) : NULL);
  if (only_y)
    for (size_t k = 0; k < count; k++)
      o->kind->hvp (o, NULL, v[4] + k * o->d.m, NULL, (real *) mxGetData (gy) + k * o->d.m);
  else if (product)
    o->kind->hvp (o, v[3], v[4], mxGetData (gx), mxGetData (gy));
  else
    *plhs++ = output_number (value);
  plhs[0] = gx;
  plhs[1] = gy;
  if (examined)
    plhs[2] = mxCreateLogicalScalar (o->kind != &objective_tape || tape_examine (o, &largest));
  mxFree (mem.base);
}

void
command_eval (int nlhs, mxArray **plhs, const mxArray **prhs)
{
  evaluate_once (plhs, prhs, false, nlhs > 3);
}

void
command_hvp (int nlhs, mxArray **plhs, const mxArray **prhs)
{
  (void) nlhs;
  evaluate_once (plhs, prhs, true, false);
}

void
command_examine (int nlhs, mxArray **plhs, const mxArray **prhs)
{
  const real *v[3] = { NULL };
  const size_t points = mxGetN (prhs[1]);
  bound b = { 0 };
  arena mem;
  const instance *o = &b.instance;
  bind_alone (&b, prhs, 3, v, &mem);
  (void) nlhs;
  if (o->kind != &objective_tape)
    host_error (ERROR_CLASS, "pgdqa_mex: objective %s is no tape", o->kind->name);
  for (int i = 0; i < 2; i++)
    plhs[2 * i] = mxCreateDoubleMatrix (1, (mwSize) points, mxREAL);
  plhs[1] = mxCreateLogicalMatrix (1, (mwSize) points);
  for (size_t k = 0; k < points; k++) {
    o->kind->eval (o, v[1] + k * o->d.n, v[2] + k * o->d.m, mxGetPr (plhs[0]) + k, NULL, NULL);
    mxGetLogicals (plhs[1])[k] = tape_examine (o, mxGetPr (plhs[2]) + k);
  }
  mxFree (mem.base);
}

void
command_choices (int nlhs, mxArray **plhs, const mxArray **prhs)
{
  char name[2][64] = { "", "" };
  (void) nlhs;
  for (int i = 0; i < 2; i++)
    if (mxIsChar (prhs[i]))
      mxGetString (prhs[i], name[i], sizeof name[i]);
  const char *words = bind_choices (name[0], name[1]);
  if (!words)
    host_error (ERROR_INTERNAL, "pgdqa_mex: no objective '%s' with a choice '%s'", name[0], name[1]);
  plhs[0] = mxCreateString (words);
}

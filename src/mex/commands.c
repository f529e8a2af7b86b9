/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include <string.h>

#include "mex/bind.h"
#include "mex/commands.h"
#include "mex/convert.h"
#include "mex/host.h"
#include "mex/settings.h"
#include "solver/pgdqa.h"

#define command_solve REAL (command_solve)
#define command_eval REAL (command_eval)
#define command_hvp REAL (command_hvp)
#define command_choices REAL (command_choices)

static mxArray *
number (double v)
{
  return mxCreateDoubleScalar (v);
}

static mxArray *
new_struct (void)
{
  return mxCreateStructMatrix (1, 1, 0, NULL);
}

static void
set (mxArray *s, const char *name, mxArray *value)
{
  mxSetFieldByNumber (s, 0, mxAddField (s, name), value);
}

static const char *const column_names[] = {
#define COLUMN(name, value, heading, format) #name,
#include "solver/history.def"
#undef COLUMN
};

/* ---- OutputFcn ---- */

typedef struct caller {
  mxArray *output_fcn;
  dims d;
} caller;

static bool
call_output_fcn (void *self, const char *state, const void *x, const void *y, const double *row)
{
  const caller *c = self;
  mxArray *values = new_struct (), *stop = NULL;
  set (values, "iteration", number (row[COLUMN_k]));
  set (values, "funccount", number (row[COLUMN_calls]));
  set (values, "fval", number (row[COLUMN_f]));
  set (values, "y", convert_column (c->d.m, y, mxREAL));
  for (int i = 0; i < COLUMN_count; i++)
    set (values, column_names[i], number (row[i]));
  mxArray *in[] = { c->output_fcn, convert_column (c->d.n, x, mxREAL), values, mxCreateString (state) };
  mexCallMATLAB (1, &stop, 4, in, "feval");
  if (!stop)
    host_error (ERROR_ORACLE, "OutputFcn returned nothing, expected a logical scalar");
  if (!(mxIsLogical (stop) || mxIsNumeric (stop)) || mxIsComplex (stop) || mxGetNumberOfElements (stop) != 1)
    host_error (ERROR_ORACLE, "OutputFcn returned a %s%zux%zu %s, expected a logical scalar", mxIsComplex (stop) ? "complex " : "",
                mxGetM (stop), mxGetN (stop), mxGetClassName (stop));
  if (isnan (mxGetScalar (stop)))
    host_error (ERROR_ORACLE, "OutputFcn returned NaN, expected a logical scalar");
  const bool answer = mxGetScalar (stop) != 0;
  mxDestroyArray (stop);
  for (int i = 1; i < 4; i++)
    mxDestroyArray (in[i]);
  return answer;
}

/* ---- output ---- */

static mxArray *
calls_struct (const result *r)
{
  mxArray *s = new_struct ();
#define X(kind) set (s, #kind, number (r->calls[CALL_##kind]));
  CALL_KINDS (X)
#undef X
  set (s, "total", number (r->total));
  set (s, "measure", number (r->measured));
  set (s, "passes", number (r->passes));
  return s;
}

static mxArray *
history_struct (const result *r)
{
  mxArray *s = new_struct ();
  for (size_t c = 0; c < COLUMN_count; c++) {
    mxArray *a = mxCreateDoubleMatrix ((mwSize) r->rows, 1, mxREAL);
    double *v = mxGetPr (a);
    for (size_t i = 0; i < r->rows; i++)
      v[i] = r->history[i * COLUMN_count + c];
    set (s, column_names[c], a);
  }
  return s;
}

static const char *const kind_names[] = {
#define X(kind) #kind,
  LOWER_KINDS (X)
#undef X
};

/* The certificate; kind is "unknown" and starts 0 where none was asked for.  */
static mxArray *
lower_struct (const result *r)
{
  mxArray *s = new_struct ();
  set (s, "kind", mxCreateString (kind_names[r->lower.kind]));
  set (s, "eig_min", number (r->lower.eig_min));
  set (s, "eig_residual", number (r->lower.eig_residual));
  set (s, "grad_norm", number (r->lower_opt));
  set (s, "value_gap", number (r->lower.value_gap));
  set (s, "starts", number (r->lower.starts));
  set (s, "hypergradient", number (r->hypergradient));
  set (s, "hypergradient_residual", number (r->hypergradient_residual));
  set (s, "restored", mxCreateLogicalScalar (r->restored));
  return s;
}

static mxArray *
state_struct (const result *r, dims d, const options *o)
{
  mxArray *s = new_struct ();
  set (s, "multiplier", r->w ? convert_column (d.m, r->w, mxREAL) : mxCreateDoubleMatrix (0, 1, mxREAL));
  set (s, "scale_x", number (o->scale_x));
  set (s, "scale_y", number (o->scale_y));
  return s;
}

static mxArray *
output_struct (const result *r, dims d, options *o, const mxArray *options_given)
{
  mxArray *s = new_struct ();
  set (s, "method", settings_word (o, "Method"));
  set (s, "regime", settings_word (o, "Regime"));
  set (s, "schedule", settings_word (o, "Schedule"));
  set (s, "iterations", number (r->iterations));
  set (s, "kkt_residual", number (r->kkt_residual));
  set (s, "stationarity", number (r->stationarity));
  set (s, "stationarity_residual", number (r->stationarity_residual));
  set (s, "lower_opt", number (r->lower_opt));
  set (s, "lambda", number (r->lambda));
  set (s, "gval", number (r->g));
  set (s, "fval_before", number (r->f_before));
  set (s, "calls", calls_struct (r));
  set (s, "time", number (r->seconds));
  set (s, "message", mxCreateString (r->message));
  set (s, "rollbacks", number (r->rollbacks));
  set (s, "lower", lower_struct (r));
  set (s, "history", history_struct (r));
  set (s, "options", settings_struct (o, options_given));
  set (s, "state", state_struct (r, d, o));
  return s;
}

/* ---- commands ---- */

static void
count_probes (const mxArray *object, double *calls, int value_kind)
{
  const mxArray *probes = mxGetField (object, 0, "probes"); /* [value calls, gradient calls] */
  for (size_t i = 0; probes && i < 2 && i < mxGetNumberOfElements (probes); i++)
    calls[value_kind + (int) i] = mxGetPr (probes)[i];
}

/* Lays everything out: on a measuring arena it only counts.  */
static size_t
prepare (problem *p, bound levels[2], const mxArray **prhs, const options *opt, arena *mem)
{
  for (int i = 0; i < 2; i++)
    bind_objective (&levels[i], prhs[i], i ? "lower" : "upper", p->d, mem);
  p->upper = &levels[0].instance;
  p->lower = &levels[1].instance;
  p->x0 = convert_borrow (prhs[2], p->d.n, mem);
  p->y0 = convert_borrow (prhs[3], p->d.m, mem);
  return solver_bytes (p, opt);
}

void
command_solve (int nlhs, mxArray **plhs, const mxArray **prhs)
{
  options opt;
  bound levels[2];
  problem p = { .d = { mxGetM (prhs[2]), mxGetM (prhs[3]) } };
  result r;
  arena mem = { 0 };
  settings_parse (prhs[4], sizeof (real) == sizeof (float), &opt);
  size_t core = prepare (&p, levels, prhs, &opt, &mem);
  const bool fits = core && !mem.overflow && core < SIZE_MAX / 2 - mem.used;
  const size_t bytes = fits ? mem.used + core + 2 * arena_align : 0;
  mem = (arena){ .base = host_memory (bytes, "the problem"), .size = bytes };
  prepare (&p, levels, prhs, &opt, &mem);
  count_probes (prhs[0], p.probes, CALL_f_value);
  count_probes (prhs[1], p.probes, CALL_g_value);

  caller c = { (mxArray *) settings_function (prhs[4], "OutputFcn"), p.d };
  host h = { .self = &c, .now = host_now, .tick = host_tick, .print = host_print };
  if (c.output_fcn)
    h.output = call_output_fcn;
  const bool threaded = p.upper->kind->threaded || p.lower->kind->threaded;
  __attribute__ ((cleanup (host_blas_restore))) const int blas_threads = threaded ? host_blas_single () : 0;
  status s = solver_run (&p, &opt, &h, (char *) mem.base + mem.used + arena_align, core, &r);
  if (s != RUNNING)
    host_error (s, "%s", *r.message ? r.message : "pgdqa_solve: internal error");

  plhs[0] = convert_column (p.d.n, r.x, mxREAL);
  plhs[1] = convert_column (p.d.m, r.y, mxREAL);
  plhs[2] = number (r.f);
  plhs[3] = number (pgdqa_status_exitflag (r.stop));
  if (nlhs > 4)
    plhs[4] = output_struct (&r, p.d, &opt, prhs[4]);
  mxFree (mem.base);
}

/* Evaluates the objective prhs[0] at x = prhs[1], y = prhs[2], and its Hessian-vector product along prhs[3], prhs[4] if
   PRODUCT: for checks, not counted.  */
static void
evaluate_once (mxArray **plhs, const mxArray **prhs, bool product)
{
  const dims d = { mxGetM (prhs[1]), mxGetM (prhs[2]) };
  const real *v[5] = { NULL };
  bound b;
  arena mem = { 0 };
  instance *o = &b.instance;
  for (int pass = 0; pass < 2; pass++) {
    bind_objective (&b, prhs[0], "given", d, &mem);
    for (int i = 1; i < (product ? 5 : 3); i++)
      v[i] = convert_borrow (prhs[i], i % 2 ? d.n : d.m, &mem);
    instance_layout (o, &mem);
    if (pass == 0) {
      const size_t bytes = mem.overflow ? 0 : mem.used + arena_align;
      mem = (arena){ .base = host_memory (bytes, "the objective"), .size = bytes };
    }
  }
  double value;
  mxArray *gx = convert_column (d.n, NULL, mxREAL), *gy = convert_column (d.m, NULL, mxREAL);
  if (product && o->order < 2)
    host_error (ERROR_NEEDS, "the given objective has no Hessian-vector product");
  o->kind->eval (o, v[1], v[2], &value, o->order ? mxGetData (gx) : NULL, o->order ? mxGetData (gy) : NULL);
  if (product)
    o->kind->hvp (o, v[3], v[4], mxGetData (gx), mxGetData (gy));
  else
    *plhs++ = number (value);
  plhs[0] = gx;
  plhs[1] = gy;
  mxFree (mem.base);
}

void
command_eval (int nlhs, mxArray **plhs, const mxArray **prhs)
{
  (void) nlhs;
  evaluate_once (plhs, prhs, false);
}

void
command_hvp (int nlhs, mxArray **plhs, const mxArray **prhs)
{
  (void) nlhs;
  evaluate_once (plhs, prhs, true);
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

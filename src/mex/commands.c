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

/* ---- OutputFcn, PlotFcn ---- */

static const char *const called_options[] = { "OutputFcn", "PlotFcn" };
enum { called_count = sizeof called_options / sizeof *called_options };

typedef struct caller {
  mxArray *fun[called_count]; /* NULL: none */
  dims d;
} caller;

/* What a called function answered.  */
static bool
wants_stop (const char *option, const mxArray *stop)
{
  if (!stop)
    host_error (ERROR_ORACLE, "%s returned nothing, expected a logical scalar", option);
  if (!(mxIsLogical (stop) || mxIsNumeric (stop)) || mxIsComplex (stop) || mxGetNumberOfElements (stop) != 1)
    host_error (ERROR_ORACLE, "%s returned a %s%zux%zu %s, expected a logical scalar", option, mxIsComplex (stop) ? "complex " : "",
                mxGetM (stop), mxGetN (stop), mxGetClassName (stop));
  if (isnan (mxGetScalar (stop)))
    host_error (ERROR_ORACLE, "%s returned NaN, expected a logical scalar", option);
  return mxGetScalar (stop) != 0;
}


static bool
call_functions (void *self, const char *state, const void *x, const void *y, const double *row)
{
  const caller *c = self;
  mxArray *values = new_struct ();
  bool answer = false;
  set (values, "iteration", number (row[COLUMN_k]));
  set (values, "funccount", number (row[COLUMN_calls]));
  set (values, "fval", number (row[COLUMN_f]));
  set (values, "y", convert_column (c->d.m, y, mxREAL));
  for (int i = 0; i < COLUMN_count; i++)
    set (values, column_names[i], number (row[i]));
  mxArray *in[] = { NULL, convert_column (c->d.n, x, mxREAL), values, mxCreateString (state) };
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

/* The newest pairs, as two matrices.  */
static void
set_pairs (mxArray *s, const char *name_s, const char *name_y, const pairs *p)
{
  enum { most = 50 };
  const size_t count = p->count > most ? most : p->count, length = count ? p->length : 0;
  const mxClassID class = sizeof (real) == sizeof (double) ? mxDOUBLE_CLASS : mxSINGLE_CLASS;
  mxArray *S = mxCreateNumericMatrix ((mwSize) length, (mwSize) count, class, mxREAL);
  mxArray *Y = mxCreateNumericMatrix ((mwSize) length, (mwSize) count, class, mxREAL);
  for (size_t i = 0; i < count; i++) { /* oldest first */
    const size_t from = length * (size_t) p->slot[count - 1 - i];
    vec_copy (length, p->s + from, (real *) mxGetData (S) + i * length);
    vec_copy (length, p->y + from, (real *) mxGetData (Y) + i * length);
  }
  set (s, name_s, S);
  set (s, name_y, Y);
}

static mxArray *
column_or_empty (size_t n, const real *values)
{
  return values ? convert_column (n, values, mxREAL) : mxCreateDoubleMatrix (0, 1, mxREAL);
}

/* What WarmStart reads.  */
static mxArray *
state_struct (const result *r, dims d, const options *o)
{
  mxArray *s = new_struct ();
  set (s, "multiplier", column_or_empty (d.m, r->w));
  set (s, "compliance", column_or_empty (d.n, r->learnt.compliance));
  set_pairs (s, "lower_directions", "lower_products", &r->learnt.curvature);
  set_pairs (s, "steps", "changes", &r->learnt.steps);
  set (s, "scale_x", number (o->scale_x));
  set (s, "scale_y", number (o->scale_y));
  return s;
}

static mxArray *
pair (const double *values)
{
  mxArray *a = mxCreateDoubleMatrix (1, 2, mxREAL);
  memcpy (mxGetPr (a), values, 2 * sizeof *values);
  return a;
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
  set (s, "exitflag", number (pgdqa_status_exitflag (r->stop)));
  set (s, "rollbacks", number (r->rollbacks));
  set (s, "escapes", number (r->escapes));
  set (s, "expected_decrease", number (r->expected_decrease));
  set (s, "pl_ratio", pair (r->pl));
  set (s, "lower", lower_struct (r));
  set (s, "history", history_struct (r));
  set (s, "options", settings_struct (o, options_given));
  set (s, "state", state_struct (r, d, o));
  return s;
}

/* ---- bounds and warm start ---- */

/* One bound of N variables into out [n]; *finite: some are.  */
static void
read_bound (const mxArray *options_given, const char *name, size_t n, const char *symbol, double infinite, real *out, bool *finite)
{
  const mxArray *a = settings_value (options_given, name);
  const size_t count = a ? mxGetNumberOfElements (a) : 0;
  if (count > 1 && (count != n || mxGetN (a) != 1))
    host_error (ERROR_SIZE, "pgdqa_solve: %s has size %zux%zu, expected 1x1 or %zux1 (%s = %zu)", name, mxGetM (a), mxGetN (a), n,
                symbol, n);
  for (size_t i = 0; i < n; i++) {
    const size_t k = count > 1 ? i : 0;
    const double v = !a             ? infinite
                     : mxIsDouble (a) ? mxGetPr (a)[k]
                                      : (double) ((const float *) mxGetData (a))[k];
    if (isnan (v) || v == -infinite)
      host_error (ERROR_VALUE, "pgdqa_solve: %s(%zu) is %s, expected a number or %sInf", name, k + 1,
                  isnan (v) ? "NaN" : infinite < 0 ? "Inf" : "-Inf", infinite < 0 ? "-" : "");
    *finite |= isfinite (v);
    out[i] = (real) v;
  }
}

/* The options XMin .. YMax as bounds of (x, y) in the arena; there are none where all are infinite.  */
static void
read_bounds (problem *p, const mxArray *options_given, arena *mem)
{
  static const char *const names[] = { "XMin", "XMax", "YMin", "YMax" };
  const size_t n = p->d.n, m = p->d.m;
  bool finite = false, any = false;
  for (int i = 0; i < 4; i++)
    any |= settings_value (options_given, names[i]) != NULL;
  if (!any)
    return;
  real *low = arena_array (mem, n + m, real), *high = arena_array (mem, n + m, real);
  if (!low || !high)
    return;
  read_bound (options_given, "XMin", n, "n", -INFINITY, low, &finite);
  read_bound (options_given, "XMax", n, "n", INFINITY, high, &finite);
  read_bound (options_given, "YMin", m, "m", -INFINITY, low + n, &finite);
  read_bound (options_given, "YMax", m, "m", INFINITY, high + n, &finite);
  for (size_t i = 0; i < n + m; i++)
    if (low[i] > high[i]) {
      const size_t k = i < n ? i + 1 : i - n + 1;
      host_error (ERROR_VALUE, "pgdqa_solve: %s(%zu) is %g, expected at most %s(%zu) = %g", names[i < n ? 0 : 2], k,
                  (double) low[i], names[i < n ? 1 : 3], k, (double) high[i]);
    }
  p->low = finite ? low : NULL;
  p->high = finite ? high : NULL;
}

/* The field NAME of the state of WarmStart, ROWS numbers a column; NULL: absent or empty.  */
static const real *
read_state (const mxArray *state, const char *name, size_t rows, size_t *columns, arena *mem)
{
  const mxArray *a = mxGetField (state, 0, name);
  *columns = a && !mxIsEmpty (a) ? mxGetN (a) : 0;
  if (*columns == 0)
    return NULL;
  if (!(mxIsDouble (a) || mxIsSingle (a)) || mxIsComplex (a) || mxIsSparse (a) || mxGetM (a) != rows)
    host_error (ERROR_SIZE, "pgdqa_solve: WarmStart.state.%s is a %zux%zu %s, expected %zu rows of real numbers (a run of the same sizes)",
                name, mxGetM (a), mxGetN (a), mxGetClassName (a), rows);
  return convert_borrow (a, rows * *columns, mem);
}

static void
read_pairs (pairs *p, const mxArray *state, const char *name_s, const char *name_y, size_t length, arena *mem)
{
  size_t columns;
  *p = (pairs){ .length = length };
  p->s = read_state (state, name_s, length, &p->count, mem);
  p->y = read_state (state, name_y, length, &columns, mem);
  if (columns < p->count)
    p->count = columns;
}

static void
read_warm_start (memory *warm, const mxArray *options_given, dims d, arena *mem)
{
  const mxArray *output = settings_value (options_given, "WarmStart");
  const mxArray *state = output ? mxGetField (output, 0, "state") : NULL;
  size_t columns;
  if (!state || !mxIsStruct (state))
    return;
  warm->w = read_state (state, "multiplier", d.m, &columns, mem);
  warm->compliance = read_state (state, "compliance", d.n, &columns, mem);
  read_pairs (&warm->curvature, state, "lower_directions", "lower_products", d.m, mem);
  read_pairs (&warm->steps, state, "steps", "changes", d.n + d.m, mem);
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
  read_bounds (p, prhs[4], mem);
  read_warm_start (&p->warm, prhs[4], p->d, mem);
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

  caller c = { .d = p.d };
  bool called = false;
  for (int k = 0; k < called_count; k++) {
    c.fun[k] = (mxArray *) settings_value (prhs[4], called_options[k]);
    called |= c.fun[k] != NULL;
  }
  host h = { .self = &c, .now = host_now, .tick = host_tick, .print = host_print };
  if (called)
    h.output = call_functions;
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

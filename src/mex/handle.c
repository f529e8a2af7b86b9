/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   An error in a callback unwinds through these functions to the prompt with its own id and message; nothing here needs
   to be released then.  */
#include "base/real.h"

#include <stdio.h>

#include "mex/convert.h"
#include "mex/handle.h"
#include "mex/host.h"

enum { large = 1 << 14 }; /* numbers whose conversion costs more than another call */

static void
replace (mxArray **old, mxArray *new)
{
  if (*old)
    mxDestroyArray (*old);
  *old = new;
}

/* Octave copies an array of a MEX file in every call that it goes into, but not one that has come out of a call.  */
static mxArray *
convert_once (mxArray *own, mxArray **converted)
{
  mxArray *out = NULL;
  if (mxGetM (own) < large)
    return own;
  mexCallMATLAB (1, &out, 1, &own, "full");
  replace (converted, out);
  return out;
}

/* The point of calls from now on.  */
static void
go_to (handle *h, dims d, const real *x, const real *y)
{
  vec_copy (d.n, x, mxGetData (h->x));
  vec_copy (d.m, y, mxGetData (h->y));
  h->at_x = convert_once (h->x, &h->converted[0]);
  h->at_y = convert_once (h->y, &h->converted[1]);
}

void
handle_prepare (handle *h, dims d)
{
  h->x = convert_column (d.n, NULL, mxREAL);
  h->y = convert_column (d.m, NULL, mxREAL);
  h->vx = convert_column (d.n, NULL, mxREAL);
  h->vy = convert_column (d.m, NULL, mxREAL);
  h->b = convert_column (d.m, NULL, mxREAL);
  h->zero_x = convert_column (d.n, NULL, mxREAL);
  h->complex_x = convert_column (d.n, NULL, mxCOMPLEX);
  h->complex_y = convert_column (d.m, NULL, mxCOMPLEX);
  h->at_x = h->x;
  h->at_y = h->y;
}

/* Raises unless A is a real full floating-point array of size rows x 1; SYMBOL names the size, NULL: it is 1.  */
static void
expect (const instance *o, const mxArray *a, const char *what, size_t rows, const char *symbol, bool complex_allowed)
{
  char expected[64];
  const int used = snprintf (expected, sizeof expected, "expected %zux1", rows);
  if (symbol)
    snprintf (expected + used, sizeof expected - (size_t) used, " (%s = %zu)", symbol, rows);
  if (!a)
    host_error (ERROR_ORACLE, "%s-level %s was not returned, %s", o->level, what, expected);
  if (mxGetM (a) != rows || mxGetN (a) != 1)
    host_error (ERROR_ORACLE, "%s-level %s has size %zux%zu, %s", o->level, what, mxGetM (a), mxGetN (a), expected);
  if (!(mxIsDouble (a) || mxIsSingle (a)) || mxIsSparse (a))
    host_error (ERROR_ORACLE, "%s-level %s has class %s%s, expected full double or single", o->level, what,
                mxIsSparse (a) ? "sparse " : "", mxGetClassName (a));
  if (mxIsComplex (a) && !complex_allowed)
    host_error (ERROR_ORACLE, "%s-level %s is complex, expected real", o->level, what);
}

static void
read (const instance *o, mxArray *a, const char *what, size_t n, const char *symbol, bool complex_allowed, real *out)
{
  expect (o, a, what, n, symbol, complex_allowed);
  if (mxIsComplex (a))
    vec_fill (n, NAN, out);
  else
    convert_copy (a, n, out);
}

static double
read_value (const instance *o, mxArray *a, bool complex_allowed)
{
  expect (o, a, "value", 1, NULL, complex_allowed);
  return mxIsComplex (a) ? NAN : mxGetScalar (a);
}

static void
destroy (int count, mxArray **arrays)
{
  for (int i = 0; i < count; i++)
    if (arrays[i])
      mxDestroyArray (arrays[i]);
}

/* OUT = the function IN (1), ... called; false: it failed and the instance forgives that.  */
static bool
call (const instance *o, int outputs, mxArray **out, int inputs, mxArray **in)
{
  mxArray *failure = NULL;
  if (o->forgiving)
    failure = mexCallMATLABWithTrap (outputs, out, inputs, in, "feval");
  else
    mexCallMATLAB (outputs, out, inputs, in, "feval");
  if (failure)
    mxDestroyArray (failure);
  return !failure;
}

typedef struct workspace {
  real *z; /* [m] of solves with a factor */
  void *of_tape;
  bool recorded; /* the tape was evaluated at the point of the latest eval */
} workspace;

static void *
layout (const instance *o, arena *a)
{
  const handle *h = o->data;
  workspace *w = arena_array (a, 1, workspace), own = { .z = h->hessian ? arena_array (a, o->d.m, real) : NULL };
  if (h->tape) {
    instance tape = *h->tape;
    instance_layout (&tape, a);
    own.of_tape = tape.work;
  }
  if (w)
    *w = own;
  return w;
}

static status
eval (const instance *o, const real *x, const real *y, double *phi, real *gx, real *gy)
{
  handle *h = (handle *) o->data;
  ((workspace *) o->work)->recorded = false;
  bool *value_seen = &h->real_seen[0], *gradient_seen = &h->real_seen[2];
  const int outputs = o->order < 1 ? 1 : 3;
  go_to (h, o->d, x, y);
  mxArray *out[3] = { NULL, NULL, NULL }, *in[] = { h->fun, h->at_x, h->at_y };
  if (!call (o, outputs, out, 3, in)) {
    *phi = NAN;
    return RUNNING;
  }
  *phi = read_value (o, out[0], *value_seen);
  if (gx)
    read (o, out[1], "gradient gx", o->d.n, "n", *gradient_seen, gx);
  else if (outputs > 1 && !o->without_gx)
    expect (o, out[1], "gradient gx", o->d.n, "n", *gradient_seen);
  if (gy)
    read (o, out[2], "gradient gy", o->d.m, "m", *gradient_seen, gy);
  *value_seen |= isfinite (*phi);
  *gradient_seen |= gy && isfinite (*phi);
  destroy (outputs, out);
  return RUNNING;
}

/* A product by the tape, which is evaluated once a point.  */
static status
product_of_tape (const instance *o, const real *vx, const real *vy, real *hx, real *hy)
{
  const handle *h = o->data;
  workspace *w = o->work;
  instance tape = *h->tape;
  double phi;
  tape.work = w->of_tape;
  tape.forgiving = o->forgiving;
  if (!w->recorded)
    TRY (tape.kind->eval (&tape, mxGetData (h->x), mxGetData (h->y), &phi, NULL, NULL));
  w->recorded = true;
  return tape.kind->hvp (&tape, vx, vy, hx, hy);
}

static status
hvp (const instance *o, const real *vx, const real *vy, real *hx, real *hy)
{
  handle *h = (handle *) o->data;
  if (h->tape)
    return product_of_tape (o, vx, vy, hx, hy);
  bool *real_seen = &h->real_seen[1];
  mxArray *out[2] = { NULL, NULL }, *in[] = { h->hvp, h->at_x, h->at_y, vx ? h->vx : h->zero_x, h->vy };
  if (vx)
    vec_copy (o->d.n, vx, mxGetData (h->vx));
  vec_copy (o->d.m, vy, mxGetData (h->vy));
  if (!call (o, 2, out, 5, in)) {
    vec_fill (o->d.m, NAN, hy);
    if (hx)
      vec_fill (o->d.n, NAN, hx);
    return RUNNING;
  }
  if (hx)
    read (o, out[0], "Hessian-vector product hx", o->d.n, "n", *real_seen, hx);
  read (o, out[1], "Hessian-vector product hy", o->d.m, "m", *real_seen, hy);
  *real_seen = true;
  destroy (2, out);
  return RUNNING;
}

static status
complex_step (const instance *o, const real *x, const real *y, size_t j, double *slope)
{
  const handle *h = o->data;
  const double step = sqrt (REAL_TINY); /* nothing is subtracted, so only underflow of the square matters */
  mxArray *out[1] = { NULL }, *in[] = { h->fun, h->complex_x, h->complex_y };
  vec_copy (o->d.n, x, mxGetData (h->complex_x));
  vec_copy (o->d.m, y, mxGetData (h->complex_y));
  real *imaginary =
      j < o->d.n ? (real *) mxGetImagData (h->complex_x) + j : (real *) mxGetImagData (h->complex_y) + (j - o->d.n);
  *imaginary = (real) step;
  mexCallMATLAB (1, out, 3, in, "feval");
  *imaginary = 0;
  expect (o, out[0], "value", 1, NULL, true);
  const void *part = mxIsComplex (out[0]) ? mxGetImagData (out[0]) : NULL; /* a real value: slope 0 */
  *slope = !part ? 0 : (mxIsDouble (out[0]) ? *(const double *) part : (double) *(const float *) part) / step;
  destroy (1, out);
  return RUNNING;
}

/* ---- systems with A = D2_yy ---- */

static solver
solver_of (const instance *o)
{
  const handle *h = o->data;
  if (h->solve)
    return (solver){ .how = "user", .claimed = true, .user = true };
  if (h->hessian)
    return (solver){ .how = "cholesky", .factors = true, .claimed = true, .products = h->products };
  return (solver){ .how = h->precondition ? "preconditioner" : NULL, .user = true };
}

static factorised
factorise (const instance *o, const real *x, const real *y)
{
  handle *h = (handle *) o->data;
  mxArray *none = mxCreateDoubleMatrix (0, 0, mxREAL), *is_single = mxCreateLogicalScalar (real_is_single);
  go_to (h, o->d, x, y);
  mxArray *out[5] = { NULL },
          *in[] = { h->factorise, h->hessian, h->at_x, h->at_y, h->order ? h->order : none, is_single };
  mexCallMATLAB (5, out, 6, in, "feval");
  const double code = mxGetScalar (out[3]);
  h->products = mxGetScalar (out[4]);
  destroy (2, out + 3);
  mxDestroyArray (none);
  mxDestroyArray (is_single);
  replace (&h->R, out[0]);
  replace (&h->values, out[1]);
  replace (&h->order, out[2]);
  return code > 0 ? FACTORISED : code < 0 ? NEVER_PAYS : NOT_POSITIVE;
}

static matrix
factor (const instance *o)
{
  const handle *h = o->data;
  const bool sparse = mxIsSparse (h->R);
  return (matrix){ .rows = o->d.m,
                   .cols = o->d.m,
                   .val = mxGetData (h->values),
                   .ir = sparse ? (const ptrdiff_t *) mxGetIr (h->R) : NULL,
                   .jc = sparse ? (const ptrdiff_t *) mxGetJc (h->R) : NULL };
}

static void
half_solve_yy (const instance *o, bool transposed, const real *z, real *s)
{
  const handle *h = o->data;
  const matrix R = factor (o);
  mat_solve_half (&R, mxGetData (h->order), transposed, z, ((const workspace *) o->work)->z, s);
}

/* By a function of the user's, at the point of the latest eval.  */
static status
solve_yy (const instance *o, const real *b, real *s)
{
  handle *h = (handle *) o->data;
  if (!h->solve && h->hessian) {
    const matrix R = factor (o);
    mat_solve_factored (&R, mxGetData (h->order), b, ((const workspace *) o->work)->z, s);
    return RUNNING;
  }
  mxArray *out[1] = { NULL }, *in[] = { h->solve ? h->solve : h->precondition, h->at_x, h->at_y, h->b };
  vec_copy (o->d.m, b, mxGetData (h->b));
  mexCallMATLAB (1, out, 4, in, "feval");
  read (o, out[0], h->solve ? "result of SolveYY" : "result of PreconditionerYY", o->d.m, "m", false, s);
  destroy (1, out);
  return RUNNING;
}

const objective handle_objective = { .name = "handle",
                                     .layout = layout,
                                     .eval = eval,
                                     .hvp = hvp,
                                     .solve_yy = solve_yy,
                                     .half_solve_yy = half_solve_yy,
                                     .solver = solver_of,
                                     .factorise = factorise,
                                     .complex_step = complex_step };

/* ---- a native objective beside the factor ---- */

/* The objective, as threads and errors are to be now.  */
static instance *
native (const instance *o)
{
  instance *part = instance_part (o);
  part->work = ((const workspace *) o->work)->of_tape;
  return part;
}

static void *
layout_beside (const instance *o, arena *a)
{
  workspace *w = arena_array (a, 1, workspace), own = { .z = arena_array (a, o->d.m, real) };
  instance_layout (o->part[0], a);
  own.of_tape = o->part[0]->work;
  if (w)
    *w = own;
  return w;
}

static status
eval_native (const instance *o, const real *x, const real *y, double *phi, real *gx, real *gy)
{
  instance *part = native (o);
  return part->kind->eval (part, x, y, phi, gx, gy);
}

static status
hvp_native (const instance *o, const real *vx, const real *vy, real *hx, real *hy)
{
  instance *part = native (o);
  return part->kind->hvp (part, vx, vy, hx, hy);
}

static const field no_fields[] = { { .name = NULL } };

const objective handle_factored = { .name = "factored",
                                    .fields = no_fields,
                                    .composed = true,
                                    .layout = layout_beside,
                                    .eval = eval_native,
                                    .hvp = hvp_native,
                                    .solve_yy = solve_yy,
                                    .half_solve_yy = half_solve_yy,
                                    .solver = solver_of,
                                    .factorise = factorise };

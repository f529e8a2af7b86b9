/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include <stdlib.h>
#include <string.h>

#include "base/options.h"
#include "mex/bind.h"
#include "mex/convert.h"
#include "mex/host.h"
#include "mex/ranks.h"
#include "objectives/tape.h"
#include "objectives/tape_read.h"
#include "solver/registry.h"

_Static_assert(sizeof (mwIndex) == sizeof (ptrdiff_t), "Octave must be built with indices as wide as pointers");

/* Sides of the matrices of one part: letters other than n and m get their size from the first matrix they appear in.  */
typedef struct sides {
  dims d;
  size_t bound[26];
  bool known[26];
} sides;

static size_t
side (sides *s, const char *symbol, size_t found)
{
  if (*symbol >= '0' && *symbol <= '9')
    return strtoul (symbol, NULL, 10);
  if (strcmp (symbol, "n") == 0)
    return s->d.n;
  if (strcmp (symbol, "m") == 0)
    return s->d.m;
  const int letter = (*symbol | 32) - 'a';
  if (!s->known[letter])
    s->bound[letter] = found;
  s->known[letter] = true;
  return s->bound[letter];
}

/* The index of the word A among F's choices.  */
static void
bind_choice (matrix *A, real *scalar, const field *f, const objective *kind, const mxArray *a, const char *level)
{
  char word[64] = "";
  if (!a || !mxIsChar (a))
    host_error (ERROR_CLASS, "%s-level %s objective: %s is a %s, expected a character vector", level, kind->name,
                f->name, a ? mxGetClassName (a) : "missing field");
  const int index = mxGetString (a, word, sizeof word) ? -1 : choice_index (f->cols, word);
  if (index < 0)
    host_error (ERROR_OPTION, "%s-level %s objective: %s is '%s', expected one of %s", level, kind->name, f->name, word,
                f->cols);
  *scalar = (real) index;
  *A = (matrix){ .rows = 1, .cols = 1, .val = scalar };
}

static void
bind_field (matrix *A, real *scalar, const field *f, const objective *kind, const mxArray *a, const char *level,
            sides *s, arena *mem)
{
  *A = (matrix){ 0 };
  if (strcmp (f->rows, "choice") == 0) {
    bind_choice (A, scalar, f, kind, a, level);
    return;
  }
  if (!a || mxIsEmpty (a))
    return;
  *A = (matrix){ .rows = side (s, f->rows, mxGetM (a)), .cols = side (s, f->cols, mxGetN (a)) };
  const bool may_be_sparse = strcmp (f->rows, "1") != 0 && strcmp (f->cols, "1") != 0;
  if (!(mxIsDouble (a) || mxIsSingle (a)) || mxIsComplex (a) || (mxIsSparse (a) && !may_be_sparse))
    host_error (ERROR_CLASS, "%s-level %s objective: %s has class %s%s%s, expected %sreal double or single", level,
                kind->name, f->name, mxIsSparse (a) ? "sparse " : "", mxIsComplex (a) ? "complex " : "",
                mxGetClassName (a), may_be_sparse ? "" : "full ");
  if (mxGetM (a) != A->rows || mxGetN (a) != A->cols)
    host_error (ERROR_SIZE, "%s-level %s objective: %s has size %zux%zu, expected %zux%zu (%s x %s; n = %zu, m = %zu)",
                level, kind->name, f->name, mxGetM (a), mxGetN (a), A->rows, A->cols, f->rows, f->cols, s->d.n, s->d.m);
  size_t count = A->rows * A->cols;
  if (mxIsSparse (a)) {
    A->ir = (const ptrdiff_t *) mxGetIr (a);
    A->jc = (const ptrdiff_t *) mxGetJc (a);
    count = (size_t) A->jc[A->cols];
  }
  if (count == 1) {
    convert_copy (a, 1, scalar);
    A->val = scalar;
  } else
    A->val = convert_borrow (a, count, mem);
  if (!mat_fits (A))
    host_error (ERROR_SIZE,
                "%s-level %s objective: %s is %zux%zu, more than this BLAS's integers allow; make it sparse", level,
                kind->name, f->name, A->rows, A->cols);
  if (A->val && f->most < INFINITY && !vec_finite (count, A->val))
    host_error (ERROR_VALUE, "%s-level %s objective: %s contains NaN or Inf, expected finite numbers", level,
                kind->name, f->name);
  for (size_t i = 0; f->whole && A->val && i < count; i++) {
    const double v = (double) A->val[i];
    char most[number_length];
    if (v != floor (v) || v < f->least || v > f->most)
      host_error (ERROR_VALUE, "%s-level %s objective: %s(%zu) is %g, expected a whole number in [%g, %s]", level,
                  kind->name, f->name, i + 1, v, f->least, host_number (f->most, most));
  }
}

/* Lays the instance out in memory of its own, for that.  */
static void
verify (const instance *o)
{
  arena mem = { 0 };
  char message[256] = "";
  instance trial = *o;
  instance_layout (&trial, &mem);
  const size_t bytes = mem.used + 2 * arena_align;
  mem = (arena){ .base = host_memory (bytes, 0, "an objective"), .size = bytes }; /* nothing here calls BLAS */
  instance_layout (&trial, &mem);
  const status e = o->kind->verify (&trial, message, sizeof message);
  if (e != RUNNING)
    host_error (e, "%s-level %s objective: %s", o->level, o->kind->name, message);
  mxFree (mem.base);
}

static void
bind_matrices (bound *b, const objective *kind, const mxArray *object, dims d, arena *mem)
{
  const char *level = b->instance.level;
  const mxArray *parts = kind->repeated ? mxGetField (object, 0, kind->repeated) : object;
  if (!parts || !mxIsStruct (parts) || mxIsEmpty (parts))
    host_error (ERROR_CLASS, "%s-level %s objective: %s is not a struct array", level, kind->name, kind->repeated);
  size_t fields = 0;
  while (kind->fields[fields].name)
    fields++;
  b->instance.parts = mxGetNumberOfElements (parts);
  if (b->instance.parts > max_matrices / fields)
    host_error (ERROR_SIZE, "%s-level %s objective: %s has %zu elements, expected at most %zu", level, kind->name,
                kind->repeated, b->instance.parts, max_matrices / fields);
  for (size_t p = 0; p < b->instance.parts; p++) {
    sides s = { .d = d };
    for (size_t i = 0, k = p * fields; i < fields; i++, k++)
      bind_field (&b->data[k], &b->scalar[k], &kind->fields[i], kind,
                  mxGetField (parts, (mwIndex) p, kind->fields[i].name), level, &s, mem);
  }
  b->instance.kind = kind;
  b->instance.data = b->data;
  char message[256] = "";
  const status e = kind->check ? kind->check (&b->instance, message, sizeof message) : RUNNING;
  if (e != RUNNING)
    host_error (e, "%s-level %s objective: %s", level, kind->name, message);
  if (kind->verify && mem->base)
    verify (&b->instance);
}

/* Has Octave give a tape that holds at (x, y).  The memory belongs to the MEX call.  */
static bool
trace_again (const instance *o, const real *x, const real *y)
{
  const bound *b = o->host;
  mxArray *found = NULL, *in[] = { b->again, convert_column (o->d.n, x, mxREAL), convert_column (o->d.m, y, mxREAL),
                                   mxCreateLogicalScalar (o->forgiving) };
  mexCallMATLAB (1, &found, 4, in, "feval");
  for (int i = 1; i < 4; i++)
    mxDestroyArray (in[i]);
  if (!found || !mxIsStruct (found) || mxIsEmpty (found))
    return false;
  matrix *data = host_memory (tape_fields * sizeof *data, 1, "a tape");
  real *scalars = host_memory (tape_fields * sizeof *scalars, 1, "a tape");
  arena mem = { 0 };
  for (int pass = 0; pass < 2; pass++) {
    sides s = { .d = o->d };
    for (int i = 0; i < tape_fields; i++)
      bind_field (&data[i], &scalars[i], &tape_field_table[i], o->kind, mxGetField (found, 0, tape_field_table[i].name),
                  o->level, &s, &mem);
    if (!tape_add (o, data, &mem))
      return false;
    if (pass == 0) {
      const size_t bytes = mem.used + 2 * arena_align;
      mem = (arena){ .base = host_memory (bytes, 1, "a tape"), .size = bytes };
    }
  }
  return true;
}

/* The field NAME of an objective of handles: up to COUNT whole numbers, at least 0, into OUT; the others keep what they are.  */
static void
read_counts (const mxArray *object, const char *level, const char *name, size_t count, double *out)
{
  const mxArray *a = mxGetField (object, 0, name);
  const size_t given = a ? mxGetNumberOfElements (a) : 0;
  if (a && (!mxIsDouble (a) || mxIsComplex (a) || mxIsSparse (a) || given > count))
    host_error (ERROR_CLASS, "%s-level objective: %s is a %zux%zu %s, expected at most %zu whole numbers", level, name,
                mxGetM (a), mxGetN (a), mxGetClassName (a), count);
  for (size_t i = 0; i < given; i++) {
    char digits[number_length];
    out[i] = mxGetPr (a)[i];
    if (!(out[i] >= 0 && isfinite (out[i]) && out[i] == floor (out[i])))
      host_error (ERROR_VALUE, "%s-level objective: %s(%zu) is %s, expected a whole number, at least 0", level, name,
                  i + 1, host_number (out[i], digits));
  }
}

/* The field NAME of an objective of handles: a function handle; NULL: absent or empty.  */
static mxArray *
optional_handle (const mxArray *object, const char *level, const char *name)
{
  const mxArray *a = mxGetField (object, 0, name);
  if (!a || mxIsEmpty (a))
    return NULL;
  if (!mxIsFunctionHandle (a))
    host_error (ERROR_CLASS, "%s-level objective: %s is a %s, expected a function handle", level, name,
                mxGetClassName (a));
  return (mxArray *) a;
}

/* How D2_yy of the objective is formed and factorised.  */
static void
bind_factor (bound *b, const mxArray *object)
{
  const char *level = b->instance.level;
  b->handle.factorise = optional_handle (object, level, "factorise");
  if (b->handle.factorise)
    b->handle.hessian = optional_handle (object, level, "HessianYY");
  read_counts (object, level, "PRODUCTS", 1, &b->handle.products);
}

static void
bind_handle (bound *b, const mxArray *object, dims d, arena *mem)
{
  const char *level = b->instance.level;
  const mxArray *products = mxGetField (object, 0, "products");
  double order = 1, without_gx = 0;
  b->handle = (handle){ .fun = mxGetField (object, 0, "fun"),
                        .hvp = optional_handle (object, level, "hvp"),
                        .solve = optional_handle (object, level, "SolveYY"),
                        .precondition = optional_handle (object, level, "PreconditionerYY") };
  bind_factor (b, object);
  if (!b->handle.fun || !mxIsFunctionHandle (b->handle.fun))
    host_error (ERROR_CLASS, "%s-level objective: fun is %s%s, expected a function handle", level,
                b->handle.fun ? "a " : "missing", b->handle.fun ? mxGetClassName (b->handle.fun) : "");
  if (products) {
    if (!mem->base)
      b->products = host_memory (sizeof *b->products, 1, "a tape");
    bind_objective (b->products, products, level, d, mem);
    b->handle.tape = &b->products->instance;
  }
  if (mem->base)
    handle_prepare (&b->handle, d);
  b->instance.kind = &handle_objective;
  b->instance.data = &b->handle;
  read_counts (object, level, "order", 1, &order);
  read_counts (object, level, "probes", 2, b->probes);
  read_counts (object, level, "without_gx", 1, &without_gx);
  b->instance.order = order < 1 ? 0 : b->handle.hvp || b->handle.tape ? 2 : 1;
  b->instance.without_gx = without_gx > 0;
}

static const objective *
find_objective (const char *name)
{
  for (size_t i = 0; registry_objectives[i]; i++)
    if (strcmp (registry_objectives[i]->name, name) == 0)
      return registry_objectives[i];
  return NULL;
}

const char *
bind_choices (const char *name, const char *field_name)
{
  const objective *kind = find_objective (name);
  for (const field *f = kind ? kind->fields : NULL; f && f->name; f++)
    if (strcmp (f->name, field_name) == 0 && strcmp (f->rows, "choice") == 0)
      return f->cols;
  return NULL;
}

/* What this rank finds of its part, and with the others the whole.  */
static void
agree (bound *b, const instance *part)
{
  double *facts = b->agreed;
  facts[FACT_missing] = 2 - part->order;
  facts[FACT_without_gx] = part->without_gx;
  facts[FACT_user] = !part->kind->fields;
  facts[FACT_recorded] = part->recorded;
  facts[FACT_scratch] = (double) distributed_scratch (part, b->threads);
  facts[FACT_values] = b->part[0].probes[0];
  facts[FACT_gradients] = b->part[0].probes[1];
  ranks_largest (b->share.ranks, bind_facts, facts);
}

/* A number of a distributed objective.  */
static double
number_of (const mxArray *object, const char *name)
{
  const mxArray *a = mxGetField (object, 0, name);
  return a && mxGetNumberOfElements (a) == 1 ? mxGetScalar (a) : 0;
}

/* The objective whose part on this rank is the field BASE, with COUNT of the x from FIRST on; weight.  All ranks call this.  */
static void
bind_distributed (bound *b, const mxArray *object, dims d, arena *mem)
{
  const char *level = b->instance.level;
  b->share.ranks = ranks_world ();
  ranks_point ready __attribute__ ((cleanup (ranks_leave)));
  ranks_open (&ready, b->share.ranks);
  b->share.weight = number_of (object, "weight");
  b->share.first = (size_t) number_of (object, "FIRST");
  if (!b->part)
    b->part = memset (host_memory (sizeof *b->part, 1, "an objective"), 0, sizeof *b->part);
  b->part->threads = b->threads;
  const mxArray *part = mxGetField (object, 0, "BASE");
  bind_objective (b->part, part, level, (dims){ (size_t) number_of (object, "COUNT"), d.m }, mem);
  ranks_meet (&ready);
  if (!mem->base)
    agree (b, &b->part->instance);
  b->share.scratch = (size_t) b->agreed[FACT_scratch];
  b->instance.kind = b->agreed[FACT_user] > 0 ? &objective_distributed_user : &objective_distributed;
  b->instance.data = &b->share;
  b->instance.part[0] = &b->part->instance;
  b->instance.order = 2 - (int) b->agreed[FACT_missing];
  b->instance.without_gx = b->agreed[FACT_without_gx] > 0;
  b->instance.recorded = b->agreed[FACT_recorded] > 0;
  memcpy (b->probes, b->agreed + FACT_values, sizeof b->probes);
}

/* The parts of a composed objective, its fields BASE, of the first y, and LAGRANGIAN, of these and of as many more as CURVED says, which may
   be missing.  */
static void
bind_parts (bound *b, const mxArray *object, dims d, arena *mem)
{
  const char *level = b->instance.level;
  double counts[2] = { (double) d.m, 0 };
  read_counts (object, level, "COUNTS", 2, counts);
  if (!b->part)
    b->part = memset (host_memory (most_parts * sizeof *b->part, 1, "an objective"), 0, most_parts * sizeof *b->part);
  const char *names[most_parts] = { "BASE", "LAGRANGIAN" };
  const size_t m[most_parts] = { (size_t) counts[0], (size_t) (counts[0] + counts[1]) };
  for (int i = 0; i < most_parts; i++) {
    const mxArray *part = mxGetField (object, 0, names[i]);
    if (!part && i > 0)
      continue;
    b->part[i].threads = b->threads;
    bind_objective (&b->part[i], part, level, (dims){ d.n, m[i] }, mem);
    b->instance.part[i] = &b->part[i].instance;
    b->instance.order = b->part[i].instance.order < b->instance.order ? b->part[i].instance.order : b->instance.order;
    b->instance.without_gx |= b->part[i].instance.without_gx;
  }
  b->instance.recorded = b->part[0].instance.recorded;
  memcpy (b->probes, b->part[0].probes, sizeof b->probes);
}

/* The native objective that is its field BASE, with a factor of D2_yy.  */
static void
bind_factored (bound *b, const mxArray *object, dims d, arena *mem)
{
  b->handle = (handle){ .fun = NULL };
  bind_factor (b, object);
  if (!b->handle.hessian)
    host_error (ERROR_CLASS, "%s-level objective: factorise or HessianYY is missing", b->instance.level);
  if (!b->part)
    b->part = memset (host_memory (sizeof *b->part, 1, "an objective"), 0, sizeof *b->part);
  b->part->threads = b->threads;
  bind_objective (b->part, mxGetField (object, 0, "BASE"), b->instance.level, d, mem);
  if (mem->base)
    handle_prepare (&b->handle, d);
  b->instance.kind = &handle_factored;
  b->instance.data = &b->handle;
  b->instance.part[0] = &b->part->instance;
  b->instance.recorded = b->part->instance.recorded;
}

void
bind_objective (bound *b, const mxArray *object, const char *level, dims d, arena *mem)
{
  char name[64] = "";
  const mxArray *tag = object && mxIsStruct (object) ? mxGetField (object, 0, "objective") : NULL;
  if (!tag || !mxIsChar (tag) || mxGetString (tag, name, sizeof name))
    host_error (ERROR_CLASS,
                "%s-level objective is a %s, expected a function handle or a struct with a field objective", level,
                object ? mxGetClassName (object) : "missing argument");
  b->instance = (instance){ .level = level, .d = d, .order = 2 };
  b->probes[0] = b->probes[1] = 0;
  if (strcmp (name, "handle") == 0) {
    bind_handle (b, object, d, mem);
    return;
  }
  if (strcmp (name, objective_distributed.name) == 0) {
    bind_distributed (b, object, d, mem);
    return;
  }
  if (strcmp (name, handle_factored.name) == 0) {
    bind_factored (b, object, d, mem);
    return;
  }
  const objective *kind = find_objective (name);
  if (!kind)
    host_error (ERROR_VALUE, "%s-level objective is of the unknown kind '%s'", level, name);
  bind_matrices (b, kind, object, d, mem);
  if (kind->composed)
    bind_parts (b, object, d, mem);
  if (kind == &objective_tape) {
    b->instance.recorded = true;
    b->again = optional_handle (object, level, "again");
    b->instance.host = b;
    b->instance.extend = b->again ? trace_again : NULL;
  }
}

void
bind_resumed (bound *b)
{
  for (size_t i = 0; i < sizeof b->handle.real_seen / sizeof *b->handle.real_seen; i++)
    b->handle.real_seen[i] = true;
  for (int i = 0; i < most_parts; i++)
    if (b->instance.part[i]) /* there may be room for fewer */
      bind_resumed (&b->part[i]);
}

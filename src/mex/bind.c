/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include <string.h>

#include "mex/bind.h"
#include "mex/convert.h"
#include "mex/host.h"
#include "solver/registry.h"

_Static_assert (sizeof (mwIndex) == sizeof (ptrdiff_t), "Octave must be built with indices as wide as pointers");

static size_t
side (const char *symbol, dims d)
{
  return *symbol == 'n' ? d.n : *symbol == 'm' ? d.m : 1;
}

static void
bind_field (matrix *A, const field *f, const objective *kind, const mxArray *a, const char *level, dims d, arena *mem)
{
  *A = (matrix){ .rows = side (f->rows, d), .cols = side (f->cols, d) };
  if (!a || mxIsEmpty (a))
    return;
  if (!(mxIsDouble (a) || mxIsSingle (a)) || mxIsComplex (a))
    host_error (ERROR_CLASS, "%s-level %s objective: %s has class %s%s, expected real double or single", level, kind->name,
                f->name, mxIsComplex (a) ? "complex " : "", mxGetClassName (a));
  if (mxGetM (a) != A->rows || mxGetN (a) != A->cols)
    host_error (ERROR_SIZE, "%s-level %s objective: %s has size %zux%zu, expected %zux%zu (%s x %s; n = %zu, m = %zu)", level,
                kind->name, f->name, mxGetM (a), mxGetN (a), A->rows, A->cols, f->rows, f->cols, d.n, d.m);
  size_t count = A->rows * A->cols;
  if (mxIsSparse (a)) {
    A->ir = (const ptrdiff_t *) mxGetIr (a);
    A->jc = (const ptrdiff_t *) mxGetJc (a);
    count = (size_t) A->jc[A->cols];
  }
  A->val = convert_borrow (a, count, mem);
  if (!mat_fits (A))
    host_error (ERROR_SIZE, "%s-level %s objective: %s is %zux%zu, more than this BLAS's integers allow; make it sparse",
                level, kind->name, f->name, A->rows, A->cols);
  if (A->val && !vec_finite (count, A->val))
    host_error (ERROR_VALUE, "%s-level %s objective: %s contains NaN or Inf, expected finite numbers", level, kind->name,
                f->name);
}

static void
bind_handle (bound *b, const mxArray *object, dims d, arena *mem)
{
  const mxArray *order = mxGetField (object, 0, "order"), *hvp = mxGetField (object, 0, "hvp");
  b->handle.fun = mxGetField (object, 0, "fun");
  b->handle.hvp = hvp && !mxIsEmpty (hvp) ? (mxArray *) hvp : NULL;
  if (!b->handle.fun || !mxIsFunctionHandle (b->handle.fun))
    host_error (ERROR_CLASS, "%s-level objective: fun is not a function handle", b->instance.level);
  if (b->handle.hvp && !mxIsFunctionHandle (b->handle.hvp))
    host_error (ERROR_CLASS, "%s-level objective: hvp is a %s, expected a function handle", b->instance.level,
                mxGetClassName (hvp));
  if (mem->base)
    handle_prepare (&b->handle, d);
  b->instance.kind = &handle_objective;
  b->instance.data = &b->handle;
  b->instance.order = order && mxGetScalar (order) < 1 ? 0 : b->handle.hvp ? 2 : 1;
}

void
bind_objective (bound *b, const mxArray *object, const char *level, dims d, arena *mem)
{
  char name[64] = "";
  const mxArray *tag = object && mxIsStruct (object) ? mxGetField (object, 0, "objective") : NULL;
  if (!tag || !mxIsChar (tag) || mxGetString (tag, name, sizeof name))
    host_error (ERROR_CLASS, "%s-level objective is a %s, expected a function handle or a struct with a field objective",
                level, object ? mxGetClassName (object) : "missing argument");
  b->instance = (instance){ .level = level, .d = d, .order = 2 };
  if (strcmp (name, "handle") == 0) {
    bind_handle (b, object, d, mem);
    return;
  }
  const objective *kind = NULL;
  for (size_t i = 0; registry_objectives[i]; i++)
    if (strcmp (registry_objectives[i]->name, name) == 0)
      kind = registry_objectives[i];
  if (!kind)
    host_error (ERROR_VALUE, "%s-level objective is of the unknown kind '%s'", level, name);
  for (int i = 0; kind->fields[i].name; i++)
    bind_field (&b->data[i], &kind->fields[i], kind, mxGetField (object, 0, kind->fields[i].name), level, d, mem);
  b->instance.kind = kind;
  b->instance.data = b->data;
}

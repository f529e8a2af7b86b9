/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include <string.h>

#include "mex/convert.h"

static bool
is_real_class (const mxArray *a)
{
  return mxIsDouble (a) != real_is_single;
}

void
convert_copy (const mxArray *a, size_t count, real *out)
{
  const void *data = mxGetData (a);
  if (is_real_class (a))
    memcpy (out, data, count * sizeof (real));
  else if (mxIsDouble (a))
    for (size_t i = 0; i < count; i++)
      out[i] = (real) ((const double *) data)[i];
  else
    for (size_t i = 0; i < count; i++)
      out[i] = (real) ((const float *) data)[i];
}

const real *
convert_borrow (const mxArray *a, size_t count, arena *mem)
{
  if (is_real_class (a))
    return mxGetData (a);
  real *copy = arena_array (mem, count, real);
  if (copy)
    convert_copy (a, count, copy);
  return copy;
}

mxArray *
convert_column (size_t n, const real *values, mxComplexity complexity)
{
  mxArray *a = mxCreateNumericMatrix ((mwSize) n, 1, real_is_single ? mxSINGLE_CLASS : mxDOUBLE_CLASS, complexity);
  if (values)
    memcpy (mxGetData (a), values, n * sizeof (real));
  return a;
}

mxArray *
convert_matrix (size_t rows, size_t columns)
{
  return mxCreateNumericMatrix ((mwSize) rows, (mwSize) columns, real_is_single ? mxSINGLE_CLASS : mxDOUBLE_CLASS,
                                mxREAL);
}

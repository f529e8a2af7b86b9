/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "methods/bundle/few.h"

static void
from_double (size_t n, const double *from, real *to)
{
  for (size_t k = 0; k < n; k++)
    to[k] = (real) from[k];
}

static void
to_double (size_t n, const real *from, double *to)
{
  for (size_t k = 0; to && k < n; k++)
    to[k] = (double) from[k];
}

status
few_value (oracle *o, few_level which, const double *x, const double *y, double *value)
{
  real xr[most_few], yr[most_few];
  from_double (o->d.n, x, xr);
  from_double (o->d.m, y, yr);
  return which == LEVEL_upper ? oracle_upper_value (o, xr, yr, value) : oracle_lower_value (o, xr, yr, value);
}

status
few_gradient (oracle *o, few_level which, const double *x, const double *y, double *value, double *gx, double *gy)
{
  real xr[most_few], yr[most_few], gxr[most_few], gyr[most_few];
  from_double (o->d.n, x, xr);
  from_double (o->d.m, y, yr);
  if (which == LEVEL_upper)
    TRY (oracle_upper (o, xr, yr, value, gxr, gyr));
  else
    TRY (oracle_lower (o, xr, yr, value, gx ? gxr : NULL, gyr));
  to_double (o->d.n, gxr, gx);
  to_double (o->d.m, gyr, gy);
  return RUNNING;
}

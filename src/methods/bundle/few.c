/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include <string.h>

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

status
few_differences (oracle *o, few_level which, few_part part, const double *x, const double *y, double value,
                 const double *step, double *d)
{
  const double *from = part == PART_x ? x : y;
  const size_t count = part == PART_x ? o->d.n : o->d.m;
  double z[most_few], there;
  memcpy (z, from, count * sizeof *z);
  for (size_t k = 0; k < count; k++) {
    d[k] = 0;
    if (step[k] == 0)
      continue;
    z[k] = from[k] + step[k];
    TRY (few_value (o, which, part == PART_x ? z : x, part == PART_y ? z : y, &there));
    d[k] = (there - value) / (z[k] - from[k]);
    z[k] = from[k];
  }
  return RUNNING;
}

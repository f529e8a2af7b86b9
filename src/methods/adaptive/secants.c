/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "base/vec.h"
#include "methods/adaptive/secants.h"

enum { most_rejected = 3 };

void
secants_layout (secants *s, size_t length, const real *metric, arena *a)
{
  lbfgs_layout_pairs (&s->pairs, length, length < secants_most ? (int) length : secants_most, a);
  s->pairs.metric = metric;
  s->step = arena_array (a, length, real);
  s->before = arena_array (a, length, real);
}

void
secants_forget (secants *s)
{
  lbfgs_reset (&s->pairs);
  s->open = false;
  s->rejected = 0;
}

void
secants_order (secants *s)
{
  lbfgs_order (&s->pairs, s->recent);
}

void
secants_open (secants *s, const real *gradient)
{
  vec_copy (s->pairs.n, gradient, s->before);
  s->open = true;
}

void
secants_close (secants *s, const real *gradient)
{
  if (!s->open)
    return;
  s->open = false;
  vec_scale (s->pairs.n, -1, s->before);
  vec_axpy (s->pairs.n, 1, gradient, s->before);
  s->rejected = lbfgs_push (&s->pairs, s->step, s->before) ? 0 : s->rejected + 1;
  if (s->rejected == most_rejected)
    secants_forget (s);
}

void
secants_direction (const secants *s, const real *q, real *p)
{
  vec_copy (s->pairs.n, q, p);
  lbfgs_apply (&s->pairs, p);
  vec_scale (s->pairs.n, -1, p);
}

double
secants_expected_decrease (const secants *s, const real *q, real *scratch)
{
  if (s->pairs.count == 0)
    return INFINITY;
  vec_copy (s->pairs.n, q, scratch);
  lbfgs_apply (&s->pairs, scratch);
  return 0.5 * vec_dot (s->pairs.n, q, scratch);
}

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "base/vec.h"
#include "methods/adaptive/secants.h"

enum { most_rejected = 3 };
static const double quarter = 0.25;
static const double model_holds = 2; /* T'B T / S'T lies between its reciprocal and this */

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
  s->rejected = s->chained = s->contracted = 0;
  s->expected = INFINITY;
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
secants_close (secants *s, const real *gradient, const real *projected, real *scratch)
{
  if (!s->open)
    return;
  s->open = false;
  s->contracted = secants_expected_decrease (s, projected, scratch) <= quarter * s->expected ? s->contracted + 1 : 0;
  vec_scale (s->pairs.n, -1, s->before);
  vec_axpy (s->pairs.n, 1, gradient, s->before);
  const bool stored = lbfgs_push (&s->pairs, s->step, s->before);
  s->rejected = stored ? 0 : s->rejected + 1;
  s->chained = stored ? (int) fmin (s->chained + 1, s->pairs.count) : 0;
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

double
secants_variation (const secants *s, double wanted, real *S, real *T, real *BT)
{
  const lbfgs *l = &s->pairs;
  const size_t n = l->n;
  const int count = (int) fmin (s->chained, l->count); /* pairs are also forgotten by lbfgs_reset */
  double variation = 0;
  vec_fill (n, 0, S);
  vec_fill (n, 0, T);
  for (int k = 0; k < count && !(variation >= wanted); k++) {
    const size_t i = (size_t) ((l->newest - k + l->most) % l->most);
    vec_axpy (n, -1, l->s + i * n, S);
    vec_axpy (n, -1, l->y + i * n, T);
    const double along = vec_dot (n, S, T);
    vec_copy (n, T, BT);
    lbfgs_apply (l, BT);
    const double ratio = vec_dot (n, T, BT) / along;
    if (!(ratio >= 1 / model_holds && ratio <= model_holds)) {
      vec_axpy (n, 1, l->s + i * n, S);
      break;
    }
    variation = fmax (variation, along / 2);
  }
  return variation;
}

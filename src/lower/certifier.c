/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "lower/certifier.h"

void
certifier_layout (certifier *c, dims d, const options *o, arena *a)
{
  const size_t lanczos = d.m < certificate_lanczos ? d.m : certificate_lanczos;
  c->starts = (int) o->starts;
  if (c->starts == 0)
    return;
  c->probe = arena_array (a, (1 + certificate_more) * (size_t) c->starts + 2 + certificate_nearer, probe);
  c->change = arena_array (a, (1 + certificate_more) * (size_t) c->starts + 2 + certificate_nearer, double);
  c->points = (real *) arena_take (a, d.m, ((size_t) c->starts + 3 + certificate_nearer) * sizeof (real));
  c->grads = (real *) arena_take (a, d.m, ((size_t) c->starts + 3 + certificate_nearer) * sizeof (real));
  c->values = arena_array (a, (size_t) c->starts + 3 + certificate_nearer, double);
  c->trial = arena_array (a, d.m, real);
  c->grad = arena_array (a, d.m, real);
  c->lowest = arena_array (a, d.m, real);
  c->slope = arena_array (a, d.m, real);
  c->equal_minima = (real *) arena_take (a, d.m, certificate_ties * sizeof (real));
  c->Q = (real *) arena_take (a, d.m, lanczos * sizeof (real));
  c->W = (real *) arena_take (a, d.m, lanczos * sizeof (real));
  c->hx = arena_array (a, d.n, real);
  if (d.m > (size_t) c->starts)
    return;
  wells_layout (&c->wells, d, a);
  c->frame = (real *) arena_take (a, d.m, d.m * sizeof (real));
  c->minimum = (real *) arena_take (a, d.m, certificate_wells * sizeof (real));
}

void
certifier_start (certifier *c, normal *w, adjoint *s, const options *o)
{
  c->normal = w;
  c->adjoint = s;
  c->reach = o->perturbation;
  c->random.counter = 1 + (uint64_t) o->seed * UINT64_C (0x632BE59BD9B4E019); /* seed 0: what it was without seeds */
}

double
certifier_cost (const certifier *c, const oracle *o)
{
  const double m = (double) o->d.m, gradient = o->lower->order < 1 ? 1 + 2 * ((double) o->d.n + m) : 1;
  const double product = o->lower->order < 2 ? 2 * gradient : 1;
  return fmin (m, certificate_lanczos) * product + 1.5 * (c->starts + 8) * gradient;
}

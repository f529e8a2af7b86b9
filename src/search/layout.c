/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "search/layout.h"
#include "search/phases.h"

static const double most_numbers = 4e6; /* in all anchors, and in all Hessians */

static int
at_most (double most, double numbers, size_t length)
{
  return (int) fmin (most, fmax (2, floor (numbers / (double) length)));
}

static void
layout_points (search *s, arena *a)
{
  const size_t n = s->d.n, m = s->d.m;
  for (int k = 0; k < most_points; k++) {
    s->point[k].x = arena_array (a, n, real);
    s->point[k].y = arena_array (a, m, real);
  }
  for (int k = 0; k < most_outcomes; k++) {
    outcome *q = s->outcome + k;
    q->x = arena_array (a, n, real);
    q->y = arena_array (a, m, real);
    q->inward = arena_array (a, n, double);
  }
  for (int k = 0; k < 2 * most_steps; k++)
    s->used[k].x = arena_array (a, n, real);
}

static void
layout_anchors (anchors *k, dims d, arena *a)
{
  k->most = at_most (3000, most_numbers, d.n + d.m);
  k->branch = arena_array (a, (size_t) k->most, int);
  k->lost = arena_array (a, (size_t) k->most, bool);
  k->g = arena_array (a, (size_t) k->most, double);
  k->x = arena_array (a, (size_t) k->most * d.n, real);
  k->y = arena_array (a, (size_t) k->most * d.m, real);
}

static void
layout_sites (search *s, arena *a)
{
  const size_t n = s->d.n, m = s->d.m;
  for (int k = 0; k < 2; k++) {
    site *q = s->site + k;
    q->x = arena_array (a, n, real);
    q->y = arena_array (a, m, real);
    q->slope = arena_array (a, n, double);
    q->A = arena_array (a, n * most_branches, double);
  }
  s->H = arena_array (a, n * n, double);
  s->s = arena_array (a, n, double);
  s->Hs = arena_array (a, n, double);
  s->change = arena_array (a, n, double);
  s->other = arena_array (a, n, double);
  s->qp = arena_array (a, 1, small_qp);
}

static void
layout_vectors (search *s, arena *a)
{
  const size_t n = s->d.n, m = s->d.m;
  real **const of_x[] = { &s->gx, &s->fx, &s->cross, &s->own_gx, &s->other_gx },
               **const of_y[] = { &s->y_try,    &s->dy, &s->grad, &s->grad_try, &s->step,
                                  &s->change_y, &s->gy, &s->fy,   &s->w,        &s->y_from };
  for (size_t i = 0; i < sizeof of_x / sizeof *of_x; i++)
    *of_x[i] = arena_array (a, n, real);
  for (size_t i = 0; i < sizeof of_y / sizeof *of_y; i++)
    *of_y[i] = arena_array (a, m, real);
  for (int k = 0; k <= reach_depth; k++) {
    s->path_x[k] = arena_array (a, n, real);
    s->path_y[k] = arena_array (a, m, real);
  }
  for (int k = 0; k < 2; k++) {
    s->edge_x[k] = arena_array (a, n, real);
    s->edge_y[k] = arena_array (a, m, real);
  }
  s->z = arena_array (a, n + m, real);
  s->free = arena_array (a, m, int);
  s->W = arena_array (a, m * m, real);
  s->R = arena_array (a, m * m, real);
}

void
layout_search (search *s, arena *a)
{
  const size_t n = s->d.n, m = s->d.m;
  oracle_layout (&s->oracle, a);
  s->low = arena_array (a, n + m, double);
  s->scales.x = arena_array (a, n * most_scales, real);
  s->width = arena_array (a, n + m, double);
  s->bounds = arena_array (a, 2 * (n + m), real);
  layout_points (s, a);
  layout_anchors (&s->anchors, s->d, a);
  layout_sites (s, a);
  layout_vectors (s, a);
  s->most_branches = at_most (most_branches, most_numbers, m * m);
  for (int j = 0; j < s->most_branches; j++)
    s->B[j] = arena_array (a, m * m, real);
  s->most_looks = phases_most_looks (n, s->opt);
  s->X = arena_array (a, n * (size_t) s->most_looks, real);
  s->gap = arena_array (a, (size_t) s->most_looks * most_branches, double);
  s->F = arena_array (a, (size_t) s->most_looks * most_branches, double);
  s->most_samples = phases_test_samples (m);
  s->sample = arena_array (a, m * (size_t) s->most_samples, real);
  s->sample_g = arena_array (a, (size_t) s->most_samples, double);
  s->order = arena_array (a, (size_t) (s->most_samples > s->most_looks ? s->most_samples : s->most_looks), int);
}

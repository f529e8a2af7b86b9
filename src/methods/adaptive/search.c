/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "methods/adaptive/search.h"

static const double trial_part = 0.3; /* of the tolerance on grad_y g, for trials */
static const double aside = 1e-4;     /* relative to the length of y */
static const double too_steep = 1e4;  /* times what is explained */
static const double at_random = 0.1;  /* part of that step that is random */

void
search_stay_within (const adaptive *s, real *p)
{
  const box *b = s->box;
  const reduced *q = &s->branch.reduced;
  for (size_t i = 0; b->low && i < b->n; i++)
    if (box_holds (b, i, (double) s->at.z[i], -(double) p[i])
        || (i < s->at.d.n && q->projected[i] == 0 && q->gradient[i] != 0))
      p[i] = 0;
}

bool
search_direction (adaptive *s, restriction *restrict_to, double least_cosine)
{
  secants *k = &s->branch.secants;
  const real *q = s->branch.reduced.projected;
  const size_t nz = k->pairs.n;
  real *p = s->search.p;
  if (k->pairs.count > 0) {
    secants_direction (k, q, p);
    restrict_to (s, p);
    if (vec_dot (nz, p, q) < -least_cosine * vec_norm (nz, p) * vec_norm (nz, q))
      return true;
    lbfgs_reset (&k->pairs);
  }
  for (size_t i = 0; i < nz; i++)
    p[i] = -s->scales.metric[i] * q[i];
  restrict_to (s, p);
  return false;
}

double
search_first_length (const adaptive *s, double dy, double most_x, double dx)
{
  const size_t n = s->at.d.n;
  double a = first_part * model_reach (&s->lower->model, s->at.z + n, 1e-8) / dy;
  if (vec_norm (n, s->at.z) > no_length && isfinite (most_x))
    a = fmin (a, most_x);
  return isfinite (a) && a > 0 ? a : s->lengths.first_step / dx;
}

status
search_solve_at (adaptive *s, trial *t, double tolerance_H, double tolerance, bool *ok)
{
  TRY (point_solve_lower (&t->at, s->lower, tolerance_H, tolerance, ok, &s->search.unbounded));
  s->lower->model.unbounded = false;
  return RUNNING;
}

status
search_solve_lower (adaptive *s, trial *t, double tolerance_H, bool *ok)
{
  return search_solve_at (s, t, tolerance_H, trial_part * tolerance_lower (s), ok);
}

bool
search_is_elsewhere (const adaptive *s, const trial *t)
{
  const model *l = &s->lower->model;
  const double reach = model_reach (l, s->at.z + s->at.d.n, 1e-8);
  const double explained = fmax (l->stiffness * reach, vec_norm (s->at.d.m, s->at.grad_g));
  return l->stiffness > 0 && reach > no_length && t->norm_before > too_steep * explained;
}

status
search_know_upper (adaptive *s, trial *t, bool *ok)
{
  TRY (point_evaluate_upper (&t->at, s->oracle));
  *ok = t->at.f_known;
  s->search.bottomless |= t->at.f == -INFINITY;
  return RUNNING;
}

void
search_keep (adaptive *s)
{
  search *k = &s->search;
  const trial t = k->now;
  k->now = k->best;
  k->best = t;
}

void
search_open_pair (adaptive *s, const trial *t, bool with_y)
{
  const size_t n = s->at.d.n, m = s->at.d.m;
  real *step = s->branch.secants.step;
  vec_copy (n, t->at.z, step);
  vec_axpy (n, -1, s->at.z, step);
  vec_fill (m, 0, step + n);
  if (with_y)
    vec_axpy (m, t->a, s->search.p + n, step + n);
  secants_open (&s->branch.secants, s->branch.reduced.gradient);
}

void
search_doubt_multiplier (adaptive *s)
{
  window_doubt (&s->lower->adjoint.window);
  reduced_tighten (&s->branch.reduced);
}

void
search_take (adaptive *s, const trial *t)
{
  point_copy (&t->at, &s->at);
}

void
search_step_aside (adaptive *s, real *y)
{
  const size_t n = s->at.d.n, m = s->at.d.m;
  const double length = aside * model_reach (&s->lower->model, y, 1e-8) / sqrt ((double) m);
  const double norm_fy = fmax (vec_norm (m, s->at.grad_f + n), REAL_TINY);
  for (size_t i = 0; i < m; i++)
    y[i] += (real) (length
                    * (at_random * random_normal (&s->lower->certifier.random)
                       - sqrt ((double) m) * (double) s->at.grad_f[n + i] / norm_fy));
}

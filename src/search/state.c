/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "search/state.h"

static const double rounding = real_is_single ? 1e-3 : 1e-6; /* of |g|: a scale where g is flat */
static const double flat = 1e-6;         /* of the scale around: g (x, .) is flat, as it is next to no x */
static const double least_scale = 1e-10; /* of all that g changes, likewise */

static double
apart (const search *s, size_t from, size_t length, const real *a, const real *b)
{
  double most = 0;
  for (size_t i = 0; i < length; i++)
    most = fmax (most, fabs ((double) a[i] - (double) b[i]) / s->width[from + i]);
  return most;
}

double
search_apart_x (const search *s, const real *a, const real *b)
{
  return apart (s, 0, s->d.n, a, b);
}

double
search_apart_y (const search *s, const real *a, const real *b)
{
  return apart (s, s->d.n, s->d.m, a, b);
}

void
search_note_scale (search *s, const real *x, double low, double high)
{
  if (s->scales.count == most_scales || !(high >= low))
    return;
  const int k = s->scales.count++;
  vec_copy (s->d.n, x, s->scales.x + (size_t) k * s->d.n);
  s->scales.size[k] = fabs (low);
  s->scales.scale[k] = high - low + rounding * fabs (low);
}

double
search_usual_size (const search *s)
{
  const int count = s->scales.count;
  for (int k = 0; k < count; k++) {
    int below = 0, equal = 0;
    for (int j = 0; j < count; j++) {
      below += s->scales.size[j] < s->scales.size[k];
      equal += s->scales.size[j] == s->scales.size[k];
    }
    if (below <= count / 2 && count / 2 < below + equal)
      return s->scales.size[k];
  }
  return 0;
}

double
search_scale (const search *s, const real *x)
{
  double nearest[3] = { INFINITY, INFINITY, INFINITY }, scale[3] = { 0 };
  const double all = s->g_high > s->g_low ? s->g_high - s->g_low : 0;
  const int count = s->scales.count;
  for (int k = 0; k < count; k++) {
    double d = search_apart_x (s, s->scales.x + (size_t) k * s->d.n, x), value = s->scales.scale[k];
    for (int i = 0; i < 3; i++)
      if (d < nearest[i]) {
        const double further = nearest[i], other = scale[i];
        nearest[i] = d;
        scale[i] = value;
        d = further;
        value = other;
      }
  }
  if (count == 0)
    return all;
  const double largest = fmax (fmax (scale[0], scale[1]), scale[2]) + least_scale * all;
  return nearest[0] == 0 && scale[0] > flat * largest ? scale[0] : largest;
}

void
search_clip_x (const search *s, real *x)
{
  const box x_box = box_part (&s->box, 0, s->d.n);
  box_clip (&x_box, x);
}

void
search_clip_y (const search *s, real *y)
{
  const box y_box = box_part (&s->box, s->d.n, s->d.m);
  box_clip (&y_box, y);
}

void
search_free_inside (search *s, const real *y)
{
  s->free_count = 0;
  for (size_t i = 0; i < s->d.m; i++)
    if (y[i] > s->box.low[s->d.n + i] && y[i] < s->box.high[s->d.n + i])
      s->free[s->free_count++] = (int) i;
}

bool
search_factorise (search *s, const real *A)
{
  const size_t count = s->free_count;
  for (size_t k = 0; k < count; k++)
    for (size_t l = 0; l < count; l++)
      s->R[k * count + l] = A[(size_t) s->free[k] * s->d.m + (size_t) s->free[l]];
  return count == 0 || mat_factorise (count, s->R);
}

void
search_solve (search *s, const real *b, real *out)
{
  const size_t count = s->free_count;
  const matrix R = { .rows = count, .cols = count, .val = s->R };
  for (size_t k = 0; k < count; k++)
    s->w[k] = b[s->free[k]];
  if (count > 0) {
    mat_solve_upper (&R, true, s->w);
    mat_solve_upper (&R, false, s->w);
  }
  vec_fill (s->d.m, 0, out);
  for (size_t k = 0; k < count; k++)
    out[s->free[k]] = s->w[k];
}

void
search_spread (search *s, size_t from, size_t length, int count, real *out)
{
  for (size_t i = 0; i < length; i++) {
    for (int k = 0; k < count; k++) { /* a permutation (Fisher and Yates 1938) */
      const int other = (int) (random_uniform (&s->random) * (k + 1));
      s->order[k] = s->order[other];
      s->order[other] = k;
    }
    for (int k = 0; k < count; k++)
      out[(size_t) k * length + i] =
          (real) (s->low[from + i] + s->width[from + i] * (s->order[k] + random_uniform (&s->random)) / count);
  }
}

void
search_note (search *s, const real *x, const real *y, double f, double g, int exitflag, const char *origin)
{
  if (isfinite (f)) {
    s->f_low = fmin (s->f_low, f);
    s->f_high = fmax (s->f_high, f);
  }
  if (s->points == most_points)
    return;
  search_point *p = s->point + s->points++;
  vec_copy (s->d.n, x, (real *) p->x);
  vec_copy (s->d.m, y, (real *) p->y);
  p->f = f;
  p->g = g;
  p->exitflag = exitflag;
  p->origin = origin;
}

void
search_set_outcome (const search *s, outcome *q, int branch, const real *x, const real *y, double F, double G)
{
  vec_copy (s->d.n, x, q->x);
  vec_copy (s->d.m, y, q->y);
  for (size_t i = 0; i < s->d.n; i++)
    q->inward[i] = 0;
  q->branch = branch;
  q->partner = -1;
  q->F = F;
  q->G = G;
  q->residual = q->promised = INFINITY;
  q->hits = 0;
  q->feasible = true;
  q->tested = q->flat = false;
}

void
search_set_inward (const search *s, outcome *q, const real *x)
{
  const int n = (int) s->d.n;
  for (int i = 0; i < n; i++)
    q->inward[i] = ((double) q->x[i] - (double) x[i]) / s->width[i];
  const double length = small_norm (n, q->inward);
  for (int i = 0; i < n && length > 0; i++)
    q->inward[i] /= length;
}

status
search_tell (search *s, const real *x, const real *y, double f)
{
  double row[COLUMN_count];
  if (!s->host->output)
    return RUNNING;
  for (int i = 0; i < COLUMN_count; i++)
    row[i] = NAN;
  row[COLUMN_k] = s->points;
  row[COLUMN_f] = f;
  row[COLUMN_calls] = s->oracle.ledger.total;
  row[COLUMN_phase] = PHASE_iterate;
  return s->host->output (s->host->self, "iter", x, y, row) ? STOP_OUTPUT_FCN : RUNNING;
}

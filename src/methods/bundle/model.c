/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include <string.h>

#include "methods/bundle/model.h"

static const double at_bound = 1e-10;                  /* of w: x is at its bound */
static const double wide = 1e3;                        /* of 1 + |x|: no width is larger */
static const double above = 1e-9;                      /* of the scale: a cut lies above F */
static const double same_point = 1e-12;                /* squared distance in w */
static const double regular = 1e-7;                    /* of the largest slope: curvature added */
static const double first_curvature = 0.1;             /* of q'q / s'q: B at first */
static const double linear_along = 1e-6, damped = 0.2; /* BFGS */

void
model_of_F_start (model_of_F *k, dims d, const box *x_box, const double *x, piece *pieces, small_qp *qp)
{
  memset (k, 0, sizeof *k);
  k->n = (int) d.n;
  k->m = (int) d.m;
  k->pieces = pieces;
  k->most = (int) model_pieces (d);
  k->qp = qp;
  k->D = 1;
  for (int i = 0; i < k->n; i++) {
    k->low[i] = x_box->low ? (double) x_box->low[i] : -INFINITY;
    k->high[i] = x_box->low ? (double) x_box->high[i] : INFINITY;
    const double width = k->high[i] - k->low[i], size = 1 + fabs (x[i]);
    k->w[i] = isfinite (width) ? fmin (width, wide * size) : size;
  }
}

int
model_add (model_of_F *k, const piece *p)
{
  if (k->count == k->most) {
    const int first = k->centre == 0;
    memmove (k->pieces + first, k->pieces + first + 1, (size_t) (k->count - first - 1) * sizeof *k->pieces);
    k->count--;
    k->centre -= first < k->centre;
  }
  k->pieces[k->count] = *p;
  return k->count++;
}

static bool
is_fixed (const model_of_F *k, int l)
{
  return k->low[l] == k->high[l];
}

/* Does y jump between the centre and the piece?  */
static bool
is_beyond_jump (const model_of_F *k, const reduction *r, const piece *p, const bool *slides)
{
  bool jumps[most_few];
  pieces_jump (r, k->pieces + k->centre, p, jumps);
  for (int j = 0; j < k->m; j++)
    if (jumps[j] && !slides[j])
      return true;
  return false;
}

/* The cuts and their values at x; eta makes them convex.  */
static void
collect (model_of_F *k, const reduction *r, const bool *slides)
{
  const piece *at = k->pieces + k->centre;
  double far[most_pieces], least = INFINITY, most = -INFINITY;
  k->cuts = 0;
  k->steep = 0;
  for (int i = 0; i < k->count; i++) {
    const piece *p = k->pieces + i;
    for (int l = 0; l < k->n; l++)
      k->steep = fmax (k->steep, is_fixed (k, l) ? 0 : fabs (p->G[l]) * k->w[l]);
    if (i != k->centre && is_beyond_jump (k, r, p, slides))
      continue;
    least = fmin (least, p->F);
    most = fmax (most, p->F);
    k->e[k->cuts] = p->F_at - at->F;
    far[k->cuts] = 0;
    for (int l = 0; l < k->n; l++) {
      const double step = at->x[l] - p->at[l];
      k->e[k->cuts] += p->G[l] * step;
      far[k->cuts] += step * step / (k->w[l] * k->w[l]);
    }
    k->cut[k->cuts++] = i;
  }
  k->V = fmax (k->V, most - least);
  k->scale = fmax (k->V, k->steep);
  k->eta = 0;
  for (int i = 0; i < k->cuts; i++)
    if (k->e[i] > above * k->scale && far[i] > same_point) {
      k->eta = fmax (k->eta, 2 * k->e[i] / far[i]);
      k->bent = true;
    }
  for (int i = 0; i < k->cuts; i++) {
    const piece *p = k->pieces + k->cut[i];
    k->e[i] = fmin (k->e[i] - k->eta / 2 * far[i], 0);
    for (int l = 0; l < k->n; l++)
      k->G[i][l] = p->G[l] + k->eta * (p->at[l] - at->x[l]) / (k->w[l] * k->w[l]);
  }
}

static void
orient_rows (model_of_F *k, const reduction *r)
{
  const piece *at = k->pieces + k->centre;
  for (int i = 0; i < k->row_count; i++) {
    const row *c = k->rows + i;
    const double middle = (r->lower.low[c->j] + r->lower.high[c->j]) / 2;
    k->sign[i] = at->y[c->j] > middle ? -1 : 1;
    k->left[i] = k->sign[i] * (small_dot (k->n, c->a, at->x) + c->constant);
  }
}

/* A program in d / UNIT [n] and t / SIZE, with the cuts ON (NULL: all).  */
static void
begin_program (model_of_F *k, const double *unit, double size, const bool *on)
{
  small_qp *q = k->qp;
  small_qp_start (q, k->n + 1);
  q->c[k->n] = 1;
  for (int i = 0; i < k->cuts; i++) {
    if (on && !on[i])
      continue;
    double *a = small_qp_add (q, on ? 0 : k->e[i] / size);
    a[k->n] = 1;
    for (int l = 0; l < k->n; l++)
      a[l] = -k->G[i][l] * unit[l] / size;
  }
}

static void
add_row (model_of_F *k, int i, const double *unit, double left)
{
  double scaled[most_few];
  for (int l = 0; l < k->n; l++)
    scaled[l] = k->sign[i] * k->rows[i].a[l] * unit[l];
  const double size = fmax (sqrt (small_dot (k->n, scaled, scaled)), REAL_TINY);
  double *a = small_qp_add (k->qp, -fmax (left, 0) / size);
  for (int l = 0; l < k->n; l++)
    a[l] = scaled[l] / size;
}

/* gain = -(the least of the model), at k->d.  */
static void
note_gain (model_of_F *k, const double *Q)
{
  double t = -INFINITY, bend = 0;
  for (int i = 0; i < k->cuts; i++)
    t = fmax (t, k->e[i] + small_dot (k->n, k->G[i], k->d));
  for (int l = 0; l < k->n; l++)
    bend += k->d[l] * small_dot (k->n, Q + l * k->n, k->d);
  k->gain = -(t + bend / 2);
}

bool
model_solve (model_of_F *k, const reduction *r, const bool *slides)
{
  const piece *at = k->pieces + k->centre;
  const int n = k->n;
  small_qp *q = k->qp;
  double unit[most_few] = { 0 }, Q[most_few * most_few];
  collect (k, r, slides);
  orient_rows (k, r);
  for (int l = 0; l < n; l++)
    unit[l] = is_fixed (k, l) ? 0 : k->D * k->w[l];
  const double size = fmax (k->steep * k->D, REAL_TINY);
  begin_program (k, unit, size, NULL);
  memcpy (Q, k->B, sizeof Q);
  for (int l = 0; l < n; l++) {
    Q[l * n + l] += k->eta / (k->w[l] * k->w[l]);
    for (int i = 0; i < n; i++)
      q->H[l * (n + 1) + i] = Q[l * n + i] * unit[l] * unit[i] / size;
    q->H[l * (n + 1) + l] += regular;
    const double down = is_fixed (k, l) ? 1 : fmin (1, (at->x[l] - k->low[l]) / unit[l]);
    const double up = is_fixed (k, l) ? 1 : fmin (1, (k->high[l] - at->x[l]) / unit[l]);
    small_qp_add (q, -down)[l] = 1;
    small_qp_add (q, -up)[l] = -1;
  }
  for (int i = 0; i < k->row_count; i++)
    add_row (k, i, unit, k->left[i]);
  if (!small_qp_solve (q))
    return false;
  for (int l = 0; l < n; l++)
    k->d[l] = is_fixed (k, l) ? 0 : fmin (fmax (q->z[l] * unit[l], k->low[l] - at->x[l]), k->high[l] - at->x[l]);
  memcpy (k->weight, q->multiplier, (size_t) k->cuts * sizeof *k->weight);
  for (int i = 0; i < k->row_count; i++) { /* of sign s_j >= 0, in the units of F */
    double square = 0;
    for (int l = 0; l < n; l++)
      square += k->rows[i].a[l] * unit[l] * k->rows[i].a[l] * unit[l];
    k->row_weight[i] = q->multiplier[k->cuts + 2 * n + i] * size / fmax (sqrt (square), REAL_TINY);
  }
  note_gain (k, Q);
  return true;
}

void
model_active (const model_of_F *k, const double *d, double part, bool *on)
{
  double most = d ? -INFINITY : 0;
  for (int i = 0; d && i < k->cuts; i++)
    most = fmax (most, k->e[i] + small_dot (k->n, k->G[i], d));
  for (int i = 0; i < k->cuts; i++)
    on[i] = k->e[i] + (d ? small_dot (k->n, k->G[i], d) : 0) >= most - part * k->scale;
}

double
model_hull (model_of_F *k, const bool *on, const bool *active_rows, double *weight)
{
  const piece *at = k->pieces + k->centre;
  const int n = k->n;
  small_qp *q = k->qp;
  double square = 0, unit[most_few] = { 0 };
  int used = 0;
  for (int l = 0; l < n; l++)
    unit[l] = is_fixed (k, l) ? 0 : k->w[l];
  begin_program (k, unit, fmax (k->steep, REAL_TINY), on);
  for (int l = 0; l < n; l++)
    q->H[l * (n + 1) + l] = 1;
  for (int i = 0; i < k->row_count; i++)
    if (active_rows[i])
      add_row (k, i, unit, 0);
  for (int l = 0; l < n; l++) {
    if (at->x[l] <= k->low[l] && !is_fixed (k, l))
      small_qp_add (q, 0)[l] = 1;
    if (at->x[l] >= k->high[l] && !is_fixed (k, l))
      small_qp_add (q, 0)[l] = -1;
  }
  const bool ok = small_qp_solve (q);
  for (int i = 0; i < k->cuts; i++)
    weight[i] = on[i] ? q->multiplier[used++] : 0;
  for (int l = 0; l < n; l++)
    square += q->z[l] * q->z[l];
  return ok ? sqrt (square) : NAN;
}

void
model_learn (model_of_F *k, const double *s, const double *q_given)
{
  const int n = k->n;
  double q[most_few], b[most_few], sq = small_dot (n, s, q_given), largest = 0;
  memcpy (q, q_given, sizeof (double) * (size_t) n);
  for (int i = 0; i < n * n; i++)
    largest = fmax (largest, fabs (k->B[i]));
  if (largest == 0) {
    if (!(sq > 0))
      return;
    for (int i = 0; i < n; i++)
      k->B[i * n + i] = first_curvature * small_dot (n, q, q) / sq;
  }
  for (int i = 0; i < n; i++)
    b[i] = small_dot (n, k->B + i * n, s);
  const double c = small_dot (n, s, b);
  if (!(c > 0))
    return;
  const bool linear =
      sq <= linear_along * c && small_dot (n, q, q) <= linear_along * linear_along * small_dot (n, b, b);
  if (!linear && sq < damped * c) {
    const double part = (1 - damped) * c / (c - sq);
    for (int i = 0; i < n; i++)
      q[i] = part * q[i] + (1 - part) * b[i];
    sq = small_dot (n, s, q);
  }
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++)
      k->B[i * n + j] += (linear ? 0 : q[i] * q[j] / sq) - b[i] * b[j] / c;
}

row *
model_find_row (model_of_F *k, int j)
{
  for (int i = 0; i < k->row_count; i++)
    if (k->rows[i].j == j)
      return k->rows + i;
  return NULL;
}

void
model_set_row (model_of_F *k, int j, const double *a, const piece *p)
{
  row *c = model_find_row (k, j);
  if (!c)
    c = k->rows + k->row_count++;
  c->j = j;
  memcpy (c->a, a, sizeof c->a);
  c->constant = p->s[j] - small_dot (k->n, a, p->x);
}

void
model_drop_row (model_of_F *k, int j)
{
  row *c = model_find_row (k, j);
  if (c)
    *c = k->rows[--k->row_count];
}

double
model_length (const model_of_F *k, const double *d)
{
  double length = 0;
  for (int l = 0; l < k->n; l++)
    length = fmax (length, fabs (d[l]) / k->w[l]);
  return length;
}

double
model_square_distance (const model_of_F *k, const double *a, const double *b)
{
  double sum = 0;
  for (int l = 0; l < k->n; l++)
    sum += (a[l] - b[l]) / k->w[l] * ((a[l] - b[l]) / k->w[l]);
  return sum;
}

void
model_within (const model_of_F *k, double *x)
{
  for (int l = 0; l < k->n; l++) {
    if (x[l] < k->low[l] + at_bound * k->w[l])
      x[l] = k->low[l];
    if (x[l] > k->high[l] - at_bound * k->w[l])
      x[l] = k->high[l];
  }
}

/* F falls towards a bound that x_l is at.  */
static bool
is_pressed (const model_of_F *k, const piece *p, int l)
{
  return (p->x[l] <= k->low[l] && p->G[l] >= 0) || (p->x[l] >= k->high[l] && p->G[l] <= 0);
}

double
model_slope (const model_of_F *k)
{
  const piece *p = k->pieces + k->centre;
  double slope = 0;
  for (int l = 0; l < k->n; l++)
    slope = hypot (slope, is_pressed (k, p, l) ? 0 : p->G[l]);
  return slope;
}

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include <string.h>

#include "base/vec.h"
#include "linalg/curvature.h"
#include "linalg/eigen.h"

static const double flat = 1e-6;    /* of the largest: less curvature is not kept unless products are exact */
static const double oblique = 1e-5; /* nor is q'Aq below this part of ||q|| ||A q|| */
static const double stale_factor = 5;
static const double range_cut = 0.1;  /* singular values of Y below this part of the largest are noise */
static const double sticks_out = 0.3; /* part of v outside the range that is kept */
static const double spoilt = 0.1;     /* part of the slope a projection must keep */

void
curvature_layout (curvature *c, size_t m, int wanted, arena *a)
{
  const size_t allowed = wanted < curvature_most ? (size_t) wanted : curvature_most;
  const size_t most = m < allowed ? m : allowed, slots = most + 1;
  *c = (curvature){ .m = m, .most = (int) most, .tau = 1, .flat = flat };
  tall_layout (&c->S, m, slots, tall_rows (m, slots), a);
  tall_layout (&c->Y, m, slots, tall_rows (m, slots), a);
  c->order = arena_array (a, slots, int);
  c->before = arena_array (a, slots, int);
  c->taken = arena_array (a, slots, bool);
  c->K = arena_array (a, slots * slots, double);
  c->R = arena_array (a, most * most, double);
  c->stale = arena_array (a, slots, double);
  c->pivot = arena_array (a, slots, double);
  c->coefficient = arena_array (a, slots, real);
  c->other = arena_array (a, slots, real);
  c->column = arena_array (a, slots, real);
  c->half = arena_array (a, m, real);
  for (int i = 0; i < 2; i++)
    c->norm[i].r = arena_array (a, m, real);
  c->a = arena_array (a, slots, double);
  c->b = arena_array (a, slots, double);
  c->gram = arena_array (a, most * most, double);
  c->basis = arena_array (a, most * most, double);
  if (c->taken)
    curvature_forget (c);
}

void
curvature_use_threads (curvature *c, crew *hands, double threads)
{
  c->S.crew = c->Y.crew = hands;
  c->S.threads = c->Y.threads = threads;
}

static void
drop_pairs (curvature *c)
{
  c->count = c->used = 0;
  c->pending = false;
  for (int i = 0; i <= c->most; i++)
    c->taken[i] = false;
}

void
curvature_set_base (curvature *c, base_inverse *base, void *self, bool exact)
{
  c->base = base;
  c->root = NULL;
  c->self = self;
  c->exact = base && exact;
  c->norm[0].known = c->norm[1].known = false;
  drop_pairs (c);
}

void
curvature_set_root (curvature *c, base_inverse *root)
{
  c->root = root;
}

bool
curvature_knows (const curvature *c)
{
  return c->count > 0 || (c->base && c->largest > 0);
}

static double *
entry (const curvature *c, int i, int j)
{
  return c->K + (size_t) i + (size_t) j * (size_t) (c->most + 1);
}

/* coefficient [used] = scale * a, by slots */
static void
by_slots (curvature *c, double scale, const double *a)
{
  vec_fill ((size_t) c->used, 0, c->coefficient);
  for (int i = 0; i < c->count; i++)
    c->coefficient[c->order[i]] = (real) (scale * a[i]);
}

/* u += scale * sum_i a[i] B(:, order[i]), B = S or Y */
static void
combine (curvature *c, const tall *B, double scale, const double *a, real *u)
{
  by_slots (c, scale, a);
  tall_add (B, (size_t) c->used, c->coefficient, u);
}

static double
inner (int n, const double *a, const double *b)
{
  double s = 0;
  for (int i = 0; i < n; i++)
    s += a[i] * b[i];
  return s;
}

/* a = R'^-1 a over the first COUNT pairs */
static void
solve_transposed (const curvature *c, int count, double *a)
{
  for (int i = 0; i < count; i++) {
    const double *column = c->R + (size_t) i * (size_t) c->most;
    a[i] = (a[i] - inner (i, column, a)) / column[i];
  }
}

/* a = R^-1 a */
static void
solve_upper (const curvature *c, double *a)
{
  for (int i = c->count - 1; i >= 0; i--) {
    const double *column = c->R + (size_t) i * (size_t) c->most;
    a[i] /= column[i];
    for (int k = 0; k < i; k++)
      a[k] -= a[i] * column[k];
  }
}

/* A pair with this pivot depends on newer ones, as far as its staleness tells.  */
static bool
is_useless (const curvature *c, int slot)
{
  const double drop = fmax (1e-8, 10 * REAL_EPS);
  return !(c->pivot[slot] > fmax (drop, stale_factor * c->stale[slot]) * *entry (c, slot, slot));
}

/* K = R'R from the newest pair to the oldest; those that depend on newer ones, as far as their staleness tells, and those
   beyond MOST are dropped.  */
static void
factorise (curvature *c)
{
  int kept = 0;
  for (int j = 0; j < c->count; j++) {
    const int slot = c->order[j];
    c->pivot[slot] = 0;
    if (kept < c->most) {
      double *column = c->R + (size_t) kept * (size_t) c->most;
      for (int i = 0; i < kept; i++)
        column[i] = *entry (c, c->order[i], slot);
      solve_transposed (c, kept, column);
      c->pivot[slot] = *entry (c, slot, slot) - inner (kept, column, column);
      if (c->pivot[slot] > 0)
        column[kept] = sqrt (c->pivot[slot]);
    }
    if (is_useless (c, slot))
      c->taken[slot] = false;
    else
      c->order[kept++] = slot;
  }
  c->count = kept;
}

static int
free_slot (curvature *c)
{
  int slot = 0;
  while (c->taken[slot]) /* most + 1 slots, at most MOST of them taken */
    slot++;
  c->taken[slot] = true;
  if (slot == c->used)
    c->used++;
  return slot;
}

/* The newest pair's column of K, from a product with S; with R [m] that of r, which then lies in `coefficient`, comes along.  */
static void
make_column (curvature *c, const real *r)
{
  const int slot = c->order[0];
  c->pending = false;
  tall_column_products (&c->S, (size_t) c->used, &c->Y, (size_t) slot, r, c->column, c->coefficient);
  for (int i = 1; i < c->count; i++)
    *entry (c, slot, c->order[i]) = *entry (c, c->order[i], slot) = (double) c->column[c->order[i]];
}

/* The others, COUNT with the newest in ORDER, are the staler the less column = Y's, s the newest, is its column of K.  True: one
   that is held has become useless.  */
static bool
compare_column (curvature *c, const int *order, int count)
{
  const int slot = order[0];
  const double bend = *entry (c, slot, slot);
  bool changed = false;
  for (int i = 1; i < count; i++) {
    const int old = order[i];
    const double asymmetry = fabs ((double) c->column[old] - *entry (c, slot, old));
    c->stale[old] = fmax (c->stale[old], asymmetry / sqrt (bend * *entry (c, old, old)));
    changed |= c->taken[old] && is_useless (c, old);
  }
  return changed;
}

/* The newest pair takes its place in K and R; likewise with R.  */
static void
settle (curvature *c, const real *r)
{
  if (!c->pending)
    return;
  make_column (c, r);
  tall_column_products (&c->Y, (size_t) c->used, &c->S, (size_t) c->order[0], NULL, c->column, NULL);
  compare_column (c, c->order, c->count);
  factorise (c);
}

void
curvature_settle (curvature *c)
{
  settle (c, NULL);
}

/* coefficient = S'r, by slots, at a time when all pairs have their place.  */
static void
settled_products (curvature *c, const real *r)
{
  if (c->pending)
    settle (c, r);
  else
    tall_products (&c->S, (size_t) c->used, r, c->coefficient);
}

bool
curvature_remember (curvature *c, const real *q, const real *Aq)
{
  return curvature_note (c, q, Aq, vec_measure (c->m, q, Aq));
}

bool
curvature_note (curvature *c, const real *q, const real *Aq, vec_pair told)
{
  const double nq = told.norm_a;
  if (!(nq > 0) || !isfinite (nq) || !isfinite (told.norm_b))
    return false;
  const double bend = told.ab / nq / nq, length = told.norm_b / nq;
  c->largest = fmax (c->largest, length);
  c->negative |= bend < -flat * c->largest;
  if (!(bend > c->flat * c->largest && bend > oblique * length))
    return false;
  if (c->exact)
    return true;

  settle (c, NULL);
  const int slot = free_slot (c);
  tall_set (&c->S, (size_t) slot, 1 / nq, q);
  tall_set (&c->Y, (size_t) slot, 1 / nq, Aq);
  *entry (c, slot, slot) = bend;
  c->stale[slot] = 0;
  memmove (c->order + 1, c->order, (size_t) c->count * sizeof *c->order);
  c->order[0] = slot;
  c->count++;
  c->tau = bend / length / length;
  c->pending = true;
  return true;
}

void
curvature_forget (curvature *c)
{
  drop_pairs (c);
  c->largest = 0;
}

void
curvature_recall (curvature *c, const curvature *saved)
{
  const size_t slots = (size_t) c->most + 1, used = (size_t) saved->used, most = (size_t) c->most;
  tall_copy (&saved->S, used, &c->S);
  tall_copy (&saved->Y, used, &c->Y);
  memcpy (c->order, saved->order, slots * sizeof *c->order);
  memcpy (c->taken, saved->taken, slots * sizeof *c->taken);
  memcpy (c->K, saved->K, slots * slots * sizeof *c->K);
  memcpy (c->R, saved->R, most * most * sizeof *c->R);
  memcpy (c->stale, saved->stale, slots * sizeof *c->stale);
  c->count = saved->count;
  c->pending = saved->pending;
  c->used = saved->used;
  c->tau = saved->tau;
  c->largest = saved->largest;
}

/* a = K^-1 p, p [used] by slots; p'K^-1 p */
static double
solve (const curvature *c, const real *p, double *a)
{
  for (int i = 0; i < c->count; i++)
    a[i] = (double) p[c->order[i]];
  solve_transposed (c, c->count, a);
  const double square = inner (c->count, a, a);
  solve_upper (c, a);
  return square;
}

/* c->a = K^-1 S'r, u = r - Y a, what the pairs tell nothing of; r'S a */
static double
reduce (curvature *c, const real *r, real *u)
{
  vec_copy (c->m, r, u);
  if (c->count == 0)
    return 0;
  settled_products (c, r);
  const double known = solve (c, c->coefficient, c->a);
  combine (c, &c->Y, -1, c->a, u);
  return known;
}

/* out = P u; out != u */
static void
apply_base (curvature *c, const real *u, real *out)
{
  if (c->base && c->base (c->self, u, out))
    return;
  vec_copy (c->m, u, out);
  vec_scale (c->m, c->tau, out);
}

/* From coefficient = S'r: c->a = K^-1 S'r, u = tau (r - Y a), c->other = Y'u; with NEWEST not NULL the newest pair's column of it by Y.  */
static void
rest_products (curvature *c, const real *r, real *u, const tall *newest)
{
  solve (c, c->coefficient, c->a);
  by_slots (c, -1, c->a);
  tall_add_products (&c->Y, (size_t) c->used, c->coefficient, r, c->tau, u, c->other, newest, (size_t) c->order[0],
                     c->column);
}

/* c->a = K^-1 S'r, u = P (r - Y a), c->other = Y'u */
static void
apply_to_rest (curvature *c, const real *r, real *u)
{
  if (c->base) {
    reduce (c, r, c->half);
    apply_base (c, c->half, u);
    tall_products (&c->Y, (size_t) c->used, u, c->other);
    return;
  }
  if (!c->pending) {
    tall_products (&c->S, (size_t) c->used, r, c->coefficient);
    rest_products (c, r, u, NULL);
    return;
  }
  const int count = c->count;
  make_column (c, r);
  memcpy (c->before, c->order, (size_t) count * sizeof *c->order);
  factorise (c);
  rest_products (c, r, u, &c->S);
  if (!compare_column (c, c->before, count)) /* as nearly always: a pass over Y before the others would tell it, too */
    return;
  memcpy (c->order, c->before, (size_t) count * sizeof *c->order);
  for (c->count = 0; c->count < count; c->count++)
    c->taken[c->order[c->count]] = true;
  factorise (c);
  tall_products (&c->S, (size_t) c->used, r, c->coefficient);
  rest_products (c, r, u, NULL);
}

void
curvature_apply (curvature *c, const real *r, real *u)
{
  if (c->count == 0) {
    apply_base (c, r, u);
    return;
  }
  apply_to_rest (c, r, u);
  solve (c, c->other, c->b);
  for (int i = 0; i < c->count; i++)
    c->a[i] -= c->b[i];
  combine (c, &c->S, 1, c->a, u);
}

bool
curvature_guess (curvature *c, const real *r, real *u)
{
  if (c->count == 0)
    return false;
  settled_products (c, r);
  solve (c, c->coefficient, c->a);
  vec_fill (c->m, 0, u);
  combine (c, &c->S, 1, c->a, u);
  return true;
}

static const curvature_known *
known_norm (const curvature *c, const real *r)
{
  for (int i = 0; i < 2; i++)
    if (c->norm[i].known && c->exact && memcmp (c->norm[i].r, r, c->m * sizeof *r) == 0)
      return &c->norm[i];
  return NULL;
}

static void
note_norm (curvature *c, const real *r, double norm)
{
  curvature_known *k = &c->norm[c->next];
  if (!c->exact || known_norm (c, r))
    return;
  *k = (curvature_known){ .r = k->r, .norm = norm, .known = true };
  vec_copy (c->m, r, k->r);
  c->next = 1 - c->next;
}

double
curvature_norm (curvature *c, const real *r, real *scratch)
{
  const curvature_known *same = known_norm (c, r);
  if (same)
    return same->norm;
  const double known = reduce (c, r, scratch);
  if (!c->base)
    return sqrt (known + c->tau * vec_dot (c->m, scratch, scratch));
  const bool halved = c->root && c->root (c->self, scratch, c->half);
  if (!halved)
    apply_base (c, scratch, c->half);
  const double by_base = vec_dot (c->m, halved ? c->half : scratch, c->half);
  const double norm = sqrt (fmax (0, known + by_base));
  note_norm (c, r, norm);
  return norm;
}

/* Eigenvectors (basis) and eigenvalues (b) of the Gram matrix of the columns of Y scaled to length 1 (a: 1 / length).  */
static void
decompose (curvature *c)
{
  const int k = c->count;
  for (int i = 0; i < k; i++) {
    tall_get (&c->Y, (size_t) c->order[i], c->half);
    tall_products (&c->Y, (size_t) c->used, c->half, c->other);
    for (int j = 0; j <= i; j++)
      c->gram[i + j * k] = c->gram[j + i * k] = (double) c->other[c->order[j]];
    c->a[i] = 1 / sqrt (c->gram[i + i * k]);
  }
  for (int i = 0; i < k; i++)
    for (int j = 0; j < k; j++)
      c->gram[i + j * k] *= c->a[i] * c->a[j];
  eigen_symmetric (k, c->gram, c->basis, c->b);
}

/* out = the projection of r on the range told by decompose */
static void
project (curvature *c, const real *r, real *out)
{
  const int k = c->count;
  double in[curvature_most] = { 0 }, sum[curvature_most] = { 0 };
  tall_products (&c->Y, (size_t) c->used, r, c->other);
  for (int i = 0; i < k; i++)
    in[i] = (double) c->other[c->order[i]] * c->a[i];
  for (int e = 0; e < k; e++)
    if (c->b[e] > range_cut * range_cut * c->b[k - 1]) {
      const double *vector = c->basis + (size_t) e * (size_t) k;
      const double part = inner (k, vector, in) / c->b[e];
      for (int i = 0; i < k; i++)
        sum[i] += part * vector[i];
    }
  for (int i = 0; i < k; i++)
    sum[i] *= c->a[i];
  vec_fill (c->m, 0, out);
  combine (c, &c->Y, 1, sum, out);
}

void
curvature_within_range (curvature *c, const real *v, real *u, real *scratch)
{
  const size_t m = c->m;
  if (c->count == 0)
    return;
  settle (c, NULL);
  decompose (c);
  project (c, v, c->half);
  vec_scale (m, -1, c->half);
  vec_axpy (m, 1, v, c->half); /* v outside the range */
  const double outside = vec_norm (m, c->half);
  project (c, u, scratch);
  if (outside > sticks_out * vec_norm (m, v))
    vec_axpy (m, vec_dot (m, c->half, u) / outside / outside, c->half, scratch);
  if (!(vec_dot (m, v, scratch) >= spoilt * vec_dot (m, v, u)))
    vec_copy (m, scratch, u);
}

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include <string.h>

#include "base/vec.h"
#include "methods/adaptive/secants.h"

enum {
  most_rejected = 3,
  each = 16,
  some = 8,             /* steps that the model is checked over */
  most_block = 1 << 22, /* numbers in the pairs of (x, y), s or y, */
  few = 20              /* unless these are fewer */
};
/* a ratio that should be 1 lies between its reciprocal and this: of changes of f; of q'B q, which single gradients spoil */
static const double by_values = 4. / 3, by_model = 3;

/* Pairs of (x, y) of NZ numbers that are worth their memory.  */
static int
worth (size_t nz, int allowed)
{
  const size_t fit = most_block / (nz > 0 ? nz : 1), most = nz < secants_most ? nz : secants_most;
  return (int) fmin (fmin ((double) most, allowed), fmax ((double) fit, few));
}

void
secants_layout (secants *s, dims d, int pairs, const real *metric, arena *a)
{
  const size_t length = d.n + d.m, wanted = length < secants_most ? length : secants_most;
  const int full = worth (length, pairs);
  const double same_memory = floor ((double) full * (double) length / (double) d.n); /* pairs of x alone */
  lbfgs_layout_pairs (&s->pairs, length, d.n, (int) fmin ((double) wanted, fmax (pairs, same_memory)), full, a);
  s->pairs.metric = metric;
  s->product = arena_array (a, 1, secants_product);
  const secants_product product = { .q = arena_array (a, length, real),
                                    .metric = arena_array (a, length, real),
                                    .Bq = arena_array (a, length, real) };
  if (s->product)
    *s->product = product;
  s->step = arena_array (a, length, real);
  s->before = arena_array (a, length, real);
  s->f = arena_array (a, wanted, double);
  s->doubt = arena_array (a, wanted, double);
  for (int i = 0; i < secants_marks; i++) {
    s->mark[i].S = arena_array (a, length, real);
    s->mark[i].T = arena_array (a, length, real);
  }
}

/* What comes next does not follow from what was.  */
static void
break_chain (secants *s)
{
  s->chained = s->marks = s->unmarked = 0;
  s->every = 1;
}

void
secants_forget (secants *s)
{
  lbfgs_reset (&s->pairs);
  s->open = false;
  s->rejected = 0;
  s->expected = s->steep = INFINITY;
  break_chain (s);
  for (int i = 0; i < secants_window; i++)
    s->left[i] = INFINITY;
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
  s->f_before = s->f_now;
  s->doubt_before = s->doubt_now;
  s->open = true;
}

/* Every second mark goes.  */
static void
thin (secants *s)
{
  for (int i = 1; 2 * i < secants_marks; i++) {
    const secants_mark freed = s->mark[i];
    s->mark[i] = s->mark[2 * i];
    s->mark[2 * i] = freed;
  }
  s->marks = secants_marks / 2;
  s->every *= 2;
}

/* The path has made the step of the newest pair.  */
static void
extend_chain (secants *s)
{
  const lbfgs *l = &s->pairs;
  const size_t n = l->n, stored = l->stored, newest = (size_t) l->newest;
  if (s->unmarked-- <= 0) {
    if (s->marks == secants_marks)
      thin (s);
    secants_mark *m = &s->mark[s->marks++];
    vec_fill (n, 0, m->S);
    vec_fill (n, 0, m->T);
    m->f = s->f_before;
    m->doubt = s->doubt_before;
    m->steep = 0;
    s->unmarked = s->every - 1;
  }
  for (int i = 0; i < s->marks; i++) {
    vec_axpy (stored, -1, l->s + newest * stored, s->mark[i].S);
    vec_axpy (stored, -1, l->y + newest * stored, s->mark[i].T);
    s->mark[i].steep = fmax (s->mark[i].steep, s->steep);
  }
  s->f[newest] = s->f_before;
  s->doubt[newest] = s->doubt_before;
  s->chained = (int) fmin (s->chained + 1, l->count);
}

void
secants_close (secants *s, const real *gradient, const real *projected, double f, double doubt)
{
  s->f_now = f;
  s->doubt_now = doubt;
  if (!s->open)
    return;
  s->open = false;
  for (int i = secants_window - 1; i > 0; i--)
    s->left[i] = s->left[i - 1];
  s->left[0] = secants_expected_decrease (s, projected) / s->expected;
  if (!(s->left[0] >= 0)) /* nothing was expected */
    s->left[0] = INFINITY;
  vec_scale (s->pairs.n, -1, s->before);
  vec_axpy (s->pairs.n, 1, gradient, s->before);
  const bool stored = lbfgs_push (&s->pairs, s->step, s->before);
  if (stored)
    extend_chain (s);
  else
    break_chain (s);
  s->rejected = stored ? 0 : s->rejected + 1;
  if (s->rejected == most_rejected)
    secants_forget (s);
}

double
secants_left (const secants *s)
{
  double product = 1, least = INFINITY;
  for (int i = 0; i < secants_window; i++) {
    product *= s->left[i];
    least = fmin (least, product);
  }
  return least;
}

double
secants_fallen (const secants *s, int steps)
{
  const lbfgs *l = &s->pairs;
  if (steps > s->chained || steps > l->count)
    return INFINITY;
  return s->f[(l->newest - steps + 1 + l->most) % l->most] - s->f_now;
}

void
secants_take (secants *s, lbfgs *pairs)
{
  const lbfgs left = s->pairs;
  s->pairs = *pairs;
  *pairs = left;
  s->product->known = false;
}

/* B q */
static const real *
apply (const secants *s, const real *q)
{
  secants_product *p = s->product;
  const size_t n = s->pairs.n, bytes = n * sizeof *q;
  if (p->known && p->changes == s->pairs.changes && memcmp (p->q, q, bytes) == 0
      && memcmp (p->metric, s->pairs.metric, bytes) == 0)
    return p->Bq;
  p->known = true;
  p->changes = s->pairs.changes;
  vec_copy (n, q, p->q);
  vec_copy (n, s->pairs.metric, p->metric);
  vec_copy (n, q, p->Bq);
  lbfgs_apply (&s->pairs, p->Bq);
  return p->Bq;
}

void
secants_direction (const secants *s, const real *q, real *p)
{
  vec_copy (s->pairs.n, apply (s, q), p);
  vec_scale (s->pairs.n, -1, p);
}

double
secants_expected_decrease (const secants *s, const real *q)
{
  return s->pairs.count == 0 ? INFINITY : 0.5 * vec_dot (s->pairs.n, q, apply (s, q));
}

static bool
is_near_one (double ratio, double most)
{
  return ratio >= 1 / most && ratio <= most;
}

static bool
is_shown (const secants *s, double f, double doubt, double noise)
{
  return fabs (f - s->f_now) > noise + doubt + s->doubt_now;
}

/* Is f quadratic between x + S, where it was F, and x, as its values say?  ALONG = S'T.  */
static bool
holds_by_values (const secants *s, double f, double along, const real *q, const real *S)
{
  return is_near_one ((f - s->f_now) / (vec_dot (s->pairs.n, S, q) + along / 2), by_values);
}

/* As B says, where values cannot.  */
static bool
holds_by_model (const secants *s, double along, const real *T, real *BT)
{
  const size_t n = s->pairs.n;
  vec_copy (n, T, BT);
  lbfgs_apply (&s->pairs, BT);
  return is_near_one (vec_dot (n, T, BT) / along, by_model);
}

/* The marks, which are older than all pairs: by values, newest first; of those that values do not tell apart from x the oldest that B
   confirms.  S becomes that of the last one counted.  */
static double
variation_by_marks (const secants *s, double variation, const real *q, double wanted, double noise, real *S, real *BT)
{
  const size_t n = s->pairs.n;
  double along[secants_marks];
  int i, oldest = s->marks, counted = -1;
  for (i = s->marks - 1; i >= 0 && !(variation >= wanted); oldest = i--) {
    const secants_mark *m = &s->mark[i];
    along[i] = vec_dot (n, m->S, m->T);
    if (!is_shown (s, m->f, m->doubt, noise))
      continue;
    if (!holds_by_values (s, m->f, along[i], q, m->S))
      break;
    if (along[i] / 2 > variation) {
      variation = along[i] / 2;
      counted = i;
    }
  }
  for (i = oldest; i < s->marks; i++) {
    const secants_mark *m = &s->mark[i];
    if (along[i] / 2 > variation && !is_shown (s, m->f, m->doubt, noise) && holds_by_model (s, along[i], m->T, BT)) {
      variation = along[i] / 2;
      counted = i;
      break;
    }
  }
  if (counted >= 0)
    vec_copy (n, s->mark[counted].S, S);
  return variation;
}

/* The slot of the pair that is the K-th newest.  */
static size_t
slot_of (const lbfgs *l, int k)
{
  return (size_t) ((l->newest - k + l->most) % l->most);
}

/* Of these old steps only some are looked at by B.  */
static bool
is_looked_at (int steps)
{
  return steps <= each || steps % some == 0;
}

/* S and T, those of the step that is the STEPS-th newest, become those of the next older one (BY -1), or back (BY 1).  */
static void
move_along (const lbfgs *l, int step, double by, real *S, real *T)
{
  const size_t at = slot_of (l, step) * l->stored;
  vec_axpy (l->stored, by, l->s + at, S);
  vec_axpy (l->stored, by, l->y + at, T);
}

double
secants_variation (const secants *s, const real *q, double wanted, double noise, real *S, real *T, real *BT)
{
  const lbfgs *l = &s->pairs;
  const size_t n = l->n;
  const int most = (int) fmin (s->chained, l->count); /* pairs are also forgotten by lbfgs_reset */
  int steps = 0, counted = 0;
  double variation = 0;
  bool ended = most == 0;
  vec_fill (n, 0, S);
  vec_fill (n, 0, T);
  while (!ended && steps < most && !(variation >= wanted)) {
    const size_t i = slot_of (l, steps);
    move_along (l, steps++, -1, S, T);
    if (!is_shown (s, s->f[i], s->doubt[i], noise))
      continue;
    const double along = vec_dot (n, S, T);
    ended = !holds_by_values (s, s->f[i], along, q, S);
    if (ended)
      break;
    variation = fmax (variation, along / 2);
    counted = steps;
  }
  for (; steps > counted; move_along (l, --steps, 1, S, T)) {
    const size_t i = slot_of (l, steps - 1);
    if (is_shown (s, s->f[i], s->doubt[i], noise) || !is_looked_at (steps))
      continue;
    const double along = vec_dot (n, S, T);
    if (along / 2 > variation && holds_by_model (s, along, T, BT)) {
      variation = along / 2;
      break;
    }
  }
  return ended ? variation : variation_by_marks (s, variation, q, wanted, noise, S, BT);
}

double
secants_most_variation (const secants *s, double noise)
{
  const int most = (int) fmin (s->chained, s->pairs.count);
  double bound = 0;
  for (int k = 0; k < most; k++) {
    const size_t i = slot_of (&s->pairs, k);
    bound = fmax (bound, fabs (s->f[i] - s->f_now) + s->doubt[i]);
  }
  for (int i = 0; most > 0 && i < s->marks; i++)
    bound = fmax (bound, fabs (s->mark[i].f - s->f_now) + s->mark[i].doubt);
  return most > 0 ? 2 * (bound + noise + s->doubt_now) : 0;
}

bool
secants_trim (secants *s, const real *q, double noise)
{
  int failed = 0;
  while (failed < s->marks) {
    const secants_mark *m = &s->mark[failed];
    if (!is_shown (s, m->f, m->doubt, noise) || holds_by_values (s, m->f, vec_dot (s->pairs.n, m->S, m->T), q, m->S))
      break;
    failed++;
  }
  for (int i = failed; failed > 0 && i < s->marks; i++) {
    const secants_mark freed = s->mark[i - failed];
    s->mark[i - failed] = s->mark[i];
    s->mark[i] = freed;
  }
  s->marks -= failed;
  return failed > 0;
}

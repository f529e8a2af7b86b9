/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "lower/lowest.h"
#include "lower/other_wells.h"
#include "lower/probes.h"

enum {
  frames_each = 4,
  most_in_vain = 6 /* without it runs on sums of wells (mirrlees of tests/truth) take a quarter more calls */
};
/* In widths of the well at y.  A frame at 6 sees, of wells alike, those from 3 to 9 away before the one it stands around (its tail is
   1e-8 there); of 40 problems of Gaussian wells in a cube of edge 10 three frames missed 3, four 2.  Of 40 in a background that is not
   quadratic descents from 4.5 missed 4 to 6, from 3.5 5 to 7.  */
static const double frame_widths[frames_each] = { 6, 9, 4, 12 }, blind_widths = 4.5;
static const double far_widths = 20; /* to where g is its background: a well is rounding from 9 on */
static const double short_of = 0.5;  /* of the distance that a look was to have */
static const double one_well = 1;    /* two points are in the same well */

bool
wells_may_be_seen (const sounding *t, lower_kind kind)
{
  return kind == LOWER_minimizer && t->c->axes > 0 && t->l->d.m <= (size_t) t->c->starts && t->depth < INFINITY;
}

/* A is within a width of a minimiser known.  */
static bool
is_known (sounding *t, const real *a)
{
  certifier *c = t->c;
  for (int i = 0; i < c->minima; i++)
    if (wells_distance (&c->wells, a, c->minimum + (size_t) i * t->l->d.m) < one_well)
      return true;
  return false;
}

/* c->trial, where a descent has ended, is one of the minimisers.  */
static void
note_minimum (sounding *t)
{
  certifier *c = t->c;
  const size_t m = t->l->d.m;
  if (is_known (t, c->trial))
    t->in_vain++;
  else if (c->minima < certificate_wells) {
    c->frames[c->minima] = 0;
    vec_copy (m, c->trial, c->minimum + (size_t) c->minima++ * m);
  }
}

/* From c->trial, where g is G with the slope c->grad: in a quadratic background to the well that is seen from there, else downhill.  */
static status
look_from (sounding *t, double g, certificate *out)
{
  certifier *c = t->c;
  bool arrived;
  if (!t->quadratic)
    return descend (t, g, out);
  if (!wells_foretell (&c->wells, c->trial, g, c->grad, c->lowest) || is_known (t, c->lowest))
    return RUNNING;
  TRY (wells_follow (&c->wells, t->l, t->x, c->trial, &g, c->grad, t->most_looks, &t->looks, &arrived));
  if (!arrived || is_known (t, c->trial))
    return RUNNING;
  TRY (descend (t, g, out));
  note_minimum (t);
  return RUNNING;
}

static bool
may_go_on (const sounding *t, const certificate *out)
{
  return t->looks < t->most_looks && t->in_vain < most_in_vain && !out->refuted && !t->l->unbounded;
}

/* From the points noted, where g is known.  */
static status
look_from_probes (sounding *t, certificate *out)
{
  certifier *c = t->c;
  const size_t m = t->l->d.m;
  for (int i = 1; i < t->points && may_go_on (t, out); i++) {
    vec_copy (m, c->points + (size_t) i * m, c->trial);
    vec_copy (m, c->grads + (size_t) i * m, c->grad);
    TRY (look_from (t, c->values[i], out));
  }
  return RUNNING;
}

/* Orthonormal vectors at random: the directions +- are spread evenly.  */
static void
make_frame (certifier *c, size_t m)
{
  for (size_t j = 0; j < m; j++) {
    real *const f = c->frame + j * m;
    for (size_t i = 0; i < m; i++)
      f[i] = (real) random_normal (&c->random);
    orthogonalise (c->frame, m, (int) j, f);
    vec_scale (m, 1 / vec_norm (m, f), f);
  }
}

/* c->trial within the bounds.  Where these leave it close to Y it goes anywhere between them.  */
static void
keep_within (sounding *t, const real *y, double widths)
{
  certifier *c = t->c;
  const box *b = &t->l->box;
  box_clip (b, c->trial);
  if (!b->low || wells_distance (&c->wells, c->trial, y) >= short_of * widths)
    return;
  for (size_t i = 0; i < b->n; i++) {
    const double width = (double) b->high[i] - (double) b->low[i];
    if (width < INFINITY)
      c->trial[i] = (real) ((double) b->low[i] + width * random_uniform (&c->random));
  }
}

/* From 2 m points so many WIDTHS around Y.  */
static status
look_around (sounding *t, const real *y, double widths, certificate *out)
{
  certifier *c = t->c;
  const size_t m = t->l->d.m;
  make_frame (c, m);
  for (size_t k = 0; k < 2 * m && may_go_on (t, out); k++) {
    double g;
    vec_copy (m, c->frame + k / 2 * m, c->trial);
    wells_widen (&c->wells, 1, c->trial);
    vec_scale (m, k % 2 ? -widths : widths, c->trial);
    vec_axpy (m, 1, y, c->trial);
    keep_within (t, y, widths);
    TRY (model_value (t->l, t->x, c->trial, &g, c->grad));
    t->looks++;
    TRY (look_from (t, g, out));
  }
  return RUNNING;
}

/* Around y and all the other minimisers met, each as often as the others.  */
static status
look_around_minima (sounding *t, certificate *out)
{
  certifier *c = t->c;
  while (may_go_on (t, out)) {
    int next = 0;
    for (int i = 1; i < c->minima; i++)
      if (c->frames[i] < c->frames[next])
        next = i;
    if (c->frames[next] == frames_each)
      return RUNNING;
    TRY (look_around (t, c->minimum + (size_t) next * t->l->d.m, frame_widths[c->frames[next]++], out));
  }
  return RUNNING;
}

/* Do the bounds leave room for where the background shows?  */
static bool
has_room (const sounding *t, double far)
{
  const box *b = &t->l->box;
  for (size_t j = 0; b->low && j < b->n; j++)
    if ((double) t->y[j] + 2 * far > (double) b->high[j] || (double) t->y[j] - far < (double) b->low[j])
      return false;
  return true;
}

status
look_for_wells (sounding *t, double low, certificate *out)
{
  certifier *c = t->c;
  const axes A = { c->axes, c->W, c->curvature };
  const double far = far_widths * sqrt (t->depth / low);
  t->most_looks = (1 + certificate_more) * c->starts - t->probes;
  if (has_room (t, far)) {
    t->looks = wells_begin_calls (&c->wells);
    TRY (wells_begin (&c->wells, t->l, t->x, t->y, *t->g, c->slope, far, t->depth, A, &t->quadratic));
  } else
    wells_guess (&c->wells, t->depth, A);
  vec_copy (t->l->d.m, t->y, c->minimum);
  c->minima = 1;
  c->frames[0] = 0;
  if (!t->quadratic)
    return look_around (t, c->minimum, blind_widths, out);
  TRY (look_from_probes (t, out));
  return look_around_minima (t, out);
}

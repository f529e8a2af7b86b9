/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Wells in a background: g = 0.01 |y|^2 / 2 - exp (-|y|^2 / 2) - 2 exp (-|y - c|^2 / 2), c = (7, 0, 0).  */
#include "base/real.h"

#include "lower.h"

enum { m = 3 };
static const double apart = 7, bowl = 0.01;

static double
two_wells (dims d, const double *z, double *grad, const double *v, double *Hv)
{
  const double *y = z + d.n;
  double g = 0;
  for (size_t i = 0; i < d.n + d.m; i++) {
    const double part = i < d.n ? 0 : bowl;
    g += part * z[i] * z[i] / 2;
    if (grad)
      grad[i] = part * z[i];
    if (Hv)
      Hv[i] = part * v[i];
  }
  for (int k = 0; k < 2; k++) {
    double r[m], square = 0, along = 0;
    for (size_t i = 0; i < d.m; i++) {
      r[i] = y[i] - (k == 1 && i == 0 ? apart : 0);
      square += r[i] * r[i];
      along += Hv ? r[i] * v[d.n + i] : 0;
    }
    const double e = (k + 1) * exp (-square / 2);
    g -= e;
    for (size_t i = 0; grad && i < d.m; i++)
      grad[d.n + i] += e * r[i];
    for (size_t i = 0; Hv && i < d.m; i++)
      Hv[d.n + i] += e * (v[d.n + i] - r[i] * along);
  }
  return g;
}

static const real unit[m] = { 1, 0, 0 };
static const double bend[1] = { 1 };
static const axes isotropic = { 1, unit, bend };

TEST (a_quadratic_background_shows_another_well_from_afar)
{
  set t;
  bool found, arrived;
  double g;
  int calls = 0;
  start (&t, two_wells, 2, m, (const real[]){ 0, 0, 0 });
  wells *const w = &t.lower.certifier.wells;
  CHECK (wells_begin (w, &t.lower.model, t.x, t.y, t.g, t.v, 30, 1, isotropic, &found) == RUNNING && found);
  CHECK (t.b.oracle.ledger.total == 1 + wells_begin_calls (w));
  CHECK_NEAR (w->bottom, 1, in_precision (1e-5, 1e-2));
  CHECK_NEAR (wells_distance (w, t.y, (const real[]){ 3, 0, 4 }), 5, in_precision (1e-3, 0.1));

  real y[m] = { 8, in_precision (5, 2), 0 }, v[m], z[m];
  CHECK (model_value (&t.lower.model, t.x, y, &g, v) == RUNNING);
  CHECK (wells_foretell (w, y, g, v, z));
  CHECK_NEAR ((double) z[0], apart, in_precision (1e-3, 1));
  CHECK_NEAR ((double) z[1], 0, in_precision (1e-3, 1));
  CHECK (wells_follow (w, &t.lower.model, t.x, y, &g, v, 60, &calls, &arrived) == RUNNING && arrived);
  CHECK (calls <= 2);
  CHECK_MOST (vec_distance (m, y, (const real[]){ (real) apart, 0, 0 }), 2.6);
}

TEST (what_is_not_quadratic_far_away_is_no_background)
{
  set t;
  bool found;
  start (&t, two_wells, 2, m, (const real[]){ 0, 0, 0 });
  wells *const w = &t.lower.certifier.wells;
  CHECK (wells_begin (w, &t.lower.model, t.x, t.y, t.g, t.v, 1, 3, isotropic, &found) == RUNNING && !found);
  CHECK (w->bottom == 3);
}

TEST (the_certificate_finds_a_deeper_well_seven_widths_away)
{
  set t;
  bool ok;
  certificate c;
  start (&t, two_wells, 2, m, (const real[]){ (real) 0.5, 0, 0 });
  CHECK (normal_solve (&t.lower.normal, &t.lower.adjoint, &t.lower.model, t.x, t.y, &t.g, t.v, 0,
                       in_precision (1e-8, 1e-4), &ok)
             == RUNNING
         && ok);
  CHECK (certificate_test (&t.lower.certifier, &t.lower.model, t.x, t.y, &t.g, t.v, true, &c) == RUNNING);
  CHECK (c.refuted && c.starts <= 60);
  CHECK_NEAR ((double) t.y[0], apart, 0.1);
}

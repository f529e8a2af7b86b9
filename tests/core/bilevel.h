/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   A quadratic bilevel problem in formulas, with its closed form.  Included after base/real.h.  */
#ifndef PGDQA_TEST_BILEVEL_H
#define PGDQA_TEST_BILEVEL_H

#include "numeric.h"

/* f = 0.5 ||x - a||^2 + 0.5 ||y - b||^2,  g = 0.5 ||y - B x||^2,  B = [1, 0; 0, 0.5; 0.5, 0.5], a = (1, -1), b = (0, 1, 2):
   y = B x, x = (I + B'B)^-1 (a + B'b) = (46, 10) / 53 */
enum { n = 2, m = 3 };
static const real B[m * n] = { 1, 0, (real) 0.5, 0, (real) 0.5, (real) 0.5 };
static const real target_x[n] = { 1, -1 }, target_y[m] = { 0, 1, 2 };
static const double exact[n + m] = { 46.0 / 53, 10.0 / 53, 46.0 / 53, 5.0 / 53, 28.0 / 53 };

static double
upper_level (dims d, const double *z, double *grad, const double *v, double *Hv)
{
  double phi = 0;
  for (size_t i = 0; i < d.n + d.m; i++) {
    const double r = z[i] - (double) (i < n ? target_x[i] : target_y[i - n]);
    phi += 0.5 * r * r;
    if (grad)
      grad[i] = r;
    if (Hv)
      Hv[i] = v[i];
  }
  return phi;
}

static double
lower_level (dims d, const double *z, double *grad, const double *v, double *Hv)
{
  double phi = 0;
  for (size_t i = 0; i < d.n; i++) {
    if (grad)
      grad[i] = 0;
    if (Hv)
      Hv[i] = 0;
  }
  for (size_t j = 0; j < m; j++) {
    double r = z[n + j], rv = v ? v[n + j] : 0;
    for (size_t i = 0; i < n; i++) {
      r -= (double) B[j + i * m] * z[i];
      rv -= v ? (double) B[j + i * m] * v[i] : 0;
    }
    phi += 0.5 * r * r;
    if (grad) {
      grad[n + j] = r;
      for (size_t i = 0; i < n; i++)
        grad[i] -= (double) B[j + i * m] * r;
    }
    if (Hv) {
      Hv[n + j] = rv;
      for (size_t i = 0; i < n; i++)
        Hv[i] -= (double) B[j + i * m] * rv;
    }
  }
  return phi;
}

/* min over w of ||grad f + J'w|| = sqrt (gamma'(I + B'B)^-1 gamma), gamma = x - a + B'(y - b) */
static double
least_norm (const double *z)
{
  double gamma[n];
  for (size_t i = 0; i < n; i++) {
    gamma[i] = z[i] - (double) target_x[i];
    for (size_t j = 0; j < m; j++)
      gamma[i] += (double) B[j + i * m] * (z[n + j] - (double) target_y[j]);
  }
  return sqrt ((1.5 * gamma[0] * gamma[0] - 0.5 * gamma[0] * gamma[1] + 2.25 * gamma[1] * gamma[1]) * 16 / 53);
}

#endif

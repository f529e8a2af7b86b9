/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "lower/newton_test.h"
#include "methods/adaptive/evidence.h"

enum { most_halvings = 4 };
static const double one_sided = 1e-6; /* theta that tells of stiff parts of y alone: the rest is looked at from y - d */
static const double part_of_V = 1e-6; /* what may be wrong with f */
static const double look_part = 0.1;  /* of the last step that V counts */
static const double look_accuracy = 1e-3; /* of V, by which grad_y g may falsify the look */

bool
evidence_holds (const adaptive *s)
{
  return s->evidence.passed && point_is_at (&s->at, s->evidence.z);
}

static void
note_passed (adaptive *s, bool passed)
{
  s->evidence.passed = passed;
  vec_copy (s->at.d.n + s->at.d.m, s->at.z, s->evidence.z);
}

/* What f may be wrong by.  */
static double
allowed_of_f (const adaptive *s)
{
  return part_of_V * s->verdict.variation + rounding_of_f * s->branch.size_f;
}

/* ---- the lower level ---- */

/* At the iterate; points near by are s->search.now.  */
static newton_test
test_at (adaptive *s)
{
  point *near_by = &s->search.now.at;
  near_by->f_known = near_by->g_known = false;
  return (newton_test){ .z = s->at.z,
                        .v = s->at.grad_g,
                        .d = s->search.dy,
                        .next = near_by->z,
                        .v_next = near_by->grad_g,
                        .scratch = s->search.scratch };
}

/* Differences of values of g have a bias, to which a Newton step cannot be blind: v then does not contract.  Taken for real, v would still
   let g fall by no more than what differences can show.  */
static bool
is_bias (const adaptive *s, const newton_test *t)
{
  const double tau = fmax (s->opt->tol_lower, shown_by_differences (s));
  return shown_by_differences (s) > 0 && is_tight (s) && !(s->evidence.needed < vec_norm (s->at.d.m, s->at.grad_g))
         && t->energy <= tau * tau * t->response;
}

/* The test at y; y - d is in s->search.now.  */
static status
test_lower (adaptive *s, newton_test *t, bool *solved, bool *better)
{
  trial *now = &s->search.now;
  const double tau = s->opt->tol_lower, nv = vec_norm (s->at.d.m, s->at.grad_g);
  bool ok;
  *solved = *better = false;
  TRY (newton_test_try (t, s->lower, s->verdict.variation > 0 ? s->evidence.S : NULL));
  now->at.g_known = isfinite (t->g_next);
  now->at.g = t->g_next;
  if (!now->at.g_known)
    return RUNNING;
  *better = t->theta < 1;
  const bool bias = !newton_test_holds (t, tau) && is_bias (s, t);
  s->evidence.lower_relative = sqrt (fmax (0, (bias ? t->energy : 2 * t->gap) / t->response));
  s->evidence.needed = nv * sqrt (fmin (1, tau * tau * t->response / t->energy));
  /* with nothing to compare with but the length of y, stiff parts of y may hide the rest */
  const bool hides = t->theta < one_sided || (!(s->verdict.variation > 0) && !is_small_at_first (s));
  if (!bias && (!newton_test_holds (t, tau) || (s->at.d.m > 1 && hides)))
    return RUNNING;
  TRY (search_know_upper (s, now, &ok));
  *solved = ok && fabs (now->at.f - s->at.f) <= allowed_of_f (s);
  if (!*solved)
    s->evidence.needed = newton_contraction * nv;
  return RUNNING;
}

/* Where v is no descent for a Newton step: as the path solves it.  */
static status
descend (adaptive *s)
{
  return solve_lower_to (s, 0, newton_contraction * vec_norm (s->at.d.m, s->at.grad_g));
}

status
evidence_test_lower (adaptive *s, bool *stays)
{
  newton_test t = test_at (s);
  bool solved = true, better;
  *stays = true;
  note_passed (s, false);
  s->evidence.tests++;
  s->evidence.lower_relative = 0;
  if (vec_norm (s->at.d.m, s->at.grad_g) > 0) {
    TRY (newton_test_step (&t, s->lower));
    TRY (newton_test_noise (&t, s->lower, true, &solved));
  }
  if (!solved) {
    *stays = false;
    s->evidence.lower_relative = NAN;
    better = false;
    if (t.energy > 0)
      TRY (test_lower (s, &t, &solved, &better));
    if (!solved && !better) /* no Newton step helps: noise? */
      TRY (newton_test_noise (&t, s->lower, false, &solved));
    if (!solved && !better)
      return descend (s);
    if (!solved) {
      search_take (s, &s->search.now);
      s->evidence.lower_relative = NAN;
    }
  }
  *stays = solved;
  note_passed (s, solved);
  return solved ? RUNNING : know_point (s);
}

/* ---- afresh ---- */

/* p = -D q in x and the response of y, of a length that the region tells; false: q = 0.  */
static status
look_direction (adaptive *s, bool *some)
{
  const size_t n = s->at.d.n, m = s->at.d.m;
  real *p = s->search.p, *dy = s->search.dy, *cross = s->search.scratch;
  for (size_t i = 0; i < n; i++)
    p[i] = -s->scales.metric[i] * s->branch.reduced.projected[i];
  vec_fill (m, 0, p + n);
  const double np = vec_norm (n, p), length = s->verdict.variation > 0 ? vec_norm (n, s->evidence.S) : 0;
  *some = np > 0 && isfinite (np);
  if (!*some)
    return RUNNING;
  TRY (model_cross_product (&s->lower->model, s->at.z, s->at.z + n, p, cross));
  curvature_apply (&s->lower->model.H, cross, dy);
  const double a =
      length > 0 ? length / np : search_first_length (s, vec_norm (m, dy), first_part * vec_norm (n, s->at.z) / np, np);
  vec_scale (n, look_part * a, p);
  vec_copy (m, dy, p + n);
  vec_scale (m, -look_part * a, p + n);
  return RUNNING;
}

/* f + w'v at z + a p in s->search.now.  *ok: it could be had.  */
static status
look (adaptive *s, double a, double *merit, bool *ok)
{
  trial *t = &s->search.now;
  const size_t n = s->at.d.n, m = s->at.d.m;
  const double norm_fy = curvature_norm (&s->lower->model.H, s->at.grad_f + n, s->search.scratch);
  point_go (&t->at, s->at.z);
  vec_axpy (n + m, a, s->search.p, t->at.z);
  box_clip (s->box, t->at.z);
  TRY (point_evaluate_lower (&t->at, &s->lower->model));
  TRY (search_solve_lower (s, t, look_accuracy * s->verdict.variation / fmax (norm_fy, REAL_TINY), ok));
  if (*ok)
    TRY (search_know_upper (s, t, ok));
  *merit = merit_at (s, &t->at);
  *ok = *ok && isfinite (*merit);
  return RUNNING;
}

/* Is the point stationary by a curvature measured now?  *falls: f is lower at s->search.now.  */
static status
look_afresh (adaptive *s, bool *passed, bool *falls)
{
  double merit;
  bool some, ok = false;
  *passed = true;
  *falls = false;
  TRY (look_direction (s, &some));
  if (!some)
    return RUNNING;
  const double slope = vec_dot (s->at.d.n, s->branch.reduced.projected, s->search.p);
  double a = 1;
  for (int k = 0; k < most_halvings && !ok; k++) {
    if (k > 0)
      a /= 2;
    TRY (look (s, a, &merit, &ok));
  }
  const double now = merit_at (s, &s->at);
  const double rise = merit - now, bend = rise - a * slope;
  const double variation = s->verdict.variation > 0 ? s->verdict.variation : fmax (rise, 0);
  const double allowed = part_of_V * variation + rounding_of_f * s->branch.size_f;
  *falls = ok && rise < -allowed;
  *passed = ok && !*falls && (bend > 0 ? a * slope * a * slope / (4 * bend) : -a * slope) <= allowed;
  return RUNNING;
}

status
evidence_test (adaptive *s, bool *stays)
{
  bool passed, falls;
  TRY (evidence_test_lower (s, stays));
  if (!s->evidence.passed || s->bounds.kink)
    return RUNNING;
  TRY (look_afresh (s, &passed, &falls));
  note_passed (s, passed);
  if (passed)
    return RUNNING;
  *stays = false;
  secants_forget (&s->branch.secants);
  vec_fill (s->at.d.n + s->at.d.m, 0, s->evidence.noise); /* f has shown that the reduced gradient is no noise */
  if (falls) {
    s->evidence.sampled = false;
    search_take (s, &s->search.now);
  }
  return know_point (s);
}

status
evidence_probe (adaptive *s)
{
  trial *t = &s->search.now;
  double merit;
  bool some, ok;
  s->evidence.probed = true;
  s->verdict.variation = 0; /* there are no pairs: the length is that of a first step */
  TRY (look_direction (s, &some));
  if (!some)
    return STOP_NO_PROGRESS;
  TRY (look (s, 1, &merit, &ok));
  if (!ok)
    return STOP_NO_PROGRESS;
  search_open_pair (s, t, false);
  s->branch.guard.before.f_known = s->branch.guard.best_solved.f_known = false;
  search_take (s, t);
  return RUNNING;
}

/* ---- noise ---- */

status
evidence_sample (adaptive *s)
{
  const size_t nz = s->at.d.n + s->at.d.m;
  evidence *e = &s->evidence;
  vec_copy (nz, s->branch.reduced.gradient, e->noise);
  vec_copy (nz, s->at.z, s->search.scratch);
  newton_test_shake (s->lower, nz, s->search.scratch);
  box_clip (s->box, s->search.scratch);
  e->sampling = true;
  const double f = s->at.f;
  TRY (go_to (s, s->search.scratch));
  TRY (know_point (s));
  s->branch.noise_f = fabs (s->at.f - f) / rounding_sample;
  return RUNNING;
}

void
evidence_note (adaptive *s)
{
  evidence *e = &s->evidence;
  const reduced *q = &s->branch.reduced;
  if (!e->sampling)
    return;
  e->sampling = false;
  e->sampled = true;
  for (size_t i = 0; i < s->at.d.n + s->at.d.m; i++)
    e->noise[i] = q->projected[i] == 0 && q->gradient[i] != 0 ? 0 : q->gradient[i] - e->noise[i];
}

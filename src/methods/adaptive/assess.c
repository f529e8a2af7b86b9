/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "methods/adaptive/assess.h"
#include "methods/adaptive/evidence.h"
#include "methods/adaptive/expected.h"

enum { most_tests = 20, many_late = 10, steps_waited = 2, steps_faint = 3, enough_calls = 200, few_x = 3 };
static const double sure = 5;           /* times the decrease that the model expects, where few steps tell it */
static const double foretold = 1. / 16; /* of E, left by the latest steps: a quarter by each of two */
static const double short_step = 1e-2;  /* of the length of x */
static const double hardly_any = 1e-9;  /* of what f has fallen by is expected to follow */
static const double enough_part = 0.1;  /* of the calls before */
static const double loose =
    real_is_single ? 1e-2 : 1e-4;                   /* TolFun from here on also ends a run whose progress is not slow */
static const double far_away = 1e10;                /* lengths of x */
static const double rounding_of_q = 450 * REAL_EPS; /* of a part of the reduced gradient, relative to its own terms */
static const double times_noise = 25; /* E may be this times that of the noise: one sample is seldom smaller by more */
static const double enough_of_V = 1e-6; /* tau where f can show no more, or progress is slow */
static const double unseen = 0.05 * REAL_EPS,
                    doubtfully_seen = 36 * REAL_EPS;         /* of the size of f: a decrease that it cannot show */
static const double lengths_close_by = 10, at_origin = 1e-9; /* of x: V within so many of them; x that is 0 has none */
static const double far_below = 1e-8;                        /* of tau^2 V */
static const double nearly = 1e-2; /* relative stationarity that a flat end may have at the most */
static const double no_response = real_is_single ? 1e-12 : 1e-20; /* share of x in a product */
/* another sheet of lower-level minimisers: sheets.c */
static const double large_Aw = 1e-3; /* ||A w||, relative to the largest ||grad_y f||: without w f would fall */
static const double clear_Aw =
    20; /* likewise, relative to the stationarity: it will not vanish on the rest of the way */
static const double near_end = 1e-3; /* relative stationarity at which f has little more to fall on the first sheet */
static const double roughly = 2e-2;  /* relative stationarity at which the decrease expected counts */
static const double doubtful = 10;   /* times the expected decrease may f still fall */
static const double lower_f = real_is_single ? 1e-4 : 1e-8; /* relative to the size of f */

typedef struct facts {
  const adaptive *s;
  double relative, calls, size_f, f;
  double expected; /* decrease of f, by the secants */
} facts;

/* q'B q / 2, without pairs q'D q / 2.  */
static double
energy (const adaptive *s, const real *q)
{
  const secants *k = &s->branch.secants;
  double sum = 0;
  if (k->pairs.count > 0)
    return secants_expected_decrease (k, q);
  for (size_t i = 0; i < s->at.d.n + (s->branch.reduced.singular ? s->at.d.m : 0); i++)
    sum += (double) s->scales.metric[i] * (double) q[i] * (double) q[i];
  return sum / 2;
}

/* Every part of the reduced gradient is at the rounding of its own terms, grad_x f and D2_xy g w (grad_y f and A w); or
   all of it is what a change of z by rounding makes of it.  */
static bool
is_rounding (const adaptive *s)
{
  const evidence *e = &s->evidence;
  if (e->sampled && energy (s, s->branch.reduced.projected) <= times_noise * energy (s, e->noise))
    return true;
  const reduced *q = &s->branch.reduced;
  const size_t n = s->at.d.n, m = s->at.d.m;
  const double level = fmax (shown_by_differences (s), rounding_of_q);
  for (size_t i = 0; i < n; i++) {
    const double fx = (double) s->at.grad_f[i], terms = fabs (fx) + fabs ((double) q->gradient[i] - fx);
    if (!(fabs ((double) q->projected[i]) <= level * terms))
      return false;
  }
  return !q->singular || vec_norm (m, q->projected + n) <= level * vec_norm (m, s->at.grad_f + n);
}

/* f has hardly changed in some steps, and what the model expects is less than SHOWN of the size of f.  */
static bool
is_faint (const adaptive *s, double shown)
{
  const secants *k = &s->branch.secants;
  return k->expected <= shown * s->branch.size_f && secants_fallen (k, steps_faint) <= rounding_of_f * s->branch.size_f;
}

/* By values: what the model expects, which the latest steps have borne out, is less than what may be wrong with f because differences
   solve the lower level no more tightly.  No step can show it.  */
static bool
is_hidden (const adaptive *s)
{
  const secants *k = &s->branch.secants;
  return shown_by_differences (s) > 0 && is_tight (s) && k->expected <= k->doubt_now && secants_left (k) <= foretold;
}

/* Progress is slow and at most TolFun V is to come, by the path and by the model; or f has hardly changed in some
   steps, and what the model expects is less than f can show.  Where the run has started again because that was so, f
   has not fallen by more since.  NEARLY_SMALL: a few more steps will do.  */
static bool
is_flat (const facts *k, double variation, bool nearly_small)
{
  const options *o = k->s->opt;
  const restart *again = &k->s->restart;
  const double little = fmax (o->tol_fun * variation, rounding_of_f * k->size_f);
  const bool faint = is_faint (k->s, nearly_small ? unseen : doubtfully_seen)
                     || (is_hidden (k->s) && k->s->branch.secants.doubt_now <= little);
  if (!(o->tol_fun > 0 && stops_by_tolerances (k->s)))
    return false;
  if (again->flat && faint)
    return fabs (again->f - k->f) <= again->allowed;
  if (again->flat && k->calls - again->calls >= fmax (enough_calls, enough_part * again->calls))
    return k->expected <= little && fabs (again->f - k->f) <= again->allowed;
  const progress *p = &k->s->branch.progress;
  return k->expected <= little
         && (faint
             || (!nearly_small && progress_model_is_slow (p, k->expected, k->calls)
                 && progress_is_flat (p, k->calls, little)));
}

/* The decrease that the least curvature of a pair would allow along the whole of q, in the metric of x: E is more where q has a part of low
   curvature that the model has not told apart.  */
static double
slackest (const adaptive *s)
{
  const lbfgs *l = &s->branch.secants.pairs;
  const real *D = s->scales.metric, *q = s->branch.reduced.projected;
  double slack = 0, square = 0;
  for (size_t k = 0; k < s->at.d.n; k++)
    square += (double) D[k] * (double) q[k] * (double) q[k];
  for (int i = 0; i < l->count; i++) {
    const real *step = l->s + (size_t) i * l->stored, *change = l->y + (size_t) i * l->stored;
    double length = 0;
    for (size_t k = 0; k < s->at.d.n; k++)
      length += (double) step[k] * (double) step[k] / (double) D[k];
    slack = fmax (slack, length / vec_dot (s->at.d.n, step, change));
  }
  return slack * square / 2;
}

/* There are few x, TolFun is loose, and at most TolFun V is to come, by the model and by the steps, of which there are 2 n or more, and of which
   the model has foretold the latest.  */
static bool
is_enough (const facts *k, double variation)
{
  const secants *path = &k->s->branch.secants;
  const double little = k->s->opt->tol_fun * variation;
  return k->s->at.d.n <= few_x && k->s->opt->tol_fun >= loose && stops_by_tolerances (k->s)
         && sure * k->expected <= little && slackest (k->s) <= little && (size_t) path->chained >= 2 * k->s->at.d.n
         && secants_left (path) <= foretold && expected_by_steps (path).high <= little;
}

/* Where V reaches much farther than x is long, a far start: the part of that way that counts.  */
static double
part_close_by (const adaptive *s)
{
  const size_t n = s->at.d.n;
  const double length = vec_norm (n, s->at.z), way = vec_norm (n, s->evidence.S);
  return length > at_origin * way ? fmin (1, lengths_close_by * length / way) : 1;
}

/* tau, where f can show no more or progress is slow a larger one.  */
static double
tau_where (const facts *k, bool flat)
{
  const double tau = tolerance_kkt (k->s);
  return flat || is_faint (k->s, unseen) ? fmax (tau, enough_of_V) : tau;
}

/* Does V decide anything?  Not if the point would not be at its end with the largest that it may be: to find it reads all pairs.  */
static bool
is_variation_due (const facts *k, const verdict *v)
{
  const adaptive *s = k->s;
  const double most = secants_most_variation (&s->branch.secants, shows_curvature * s->branch.size_f);
  if (v->stuck || v->far || s->bounds.kink || is_rounding (s))
    return true;
  const bool flat = is_enough (k, most) || is_flat (k, most, false);
  const double part = tau_where (k, flat);
  return flat || k->expected <= part * part * most;
}

/* E <= tau^2 V, with a larger tau where f can show no more or progress is slow; or rounding.  At a kink, where neither
   counts, what is left of q.  */
static void
judge_stationarity (const facts *k, verdict *v)
{
  const adaptive *s = k->s;
  const secants *path = &s->branch.secants;
  const double tau = tolerance_kkt (s), further = progress_forecast (&s->branch.progress).high;
  v->expected = k->expected;
  if (!stops_by_tolerances (s))
    return;
  if (isfinite (k->expected)) {
    if (!is_variation_due (k, v))
      return;
    v->variation = secants_variation (path, s->branch.reduced.gradient,
                                      fmax (k->expected / (tau * tau), further / fmax (s->opt->tol_fun, REAL_TINY)),
                                      shows_curvature * s->branch.size_f, s->evidence.S, s->evidence.T, s->evidence.BT);
  }
  v->enough = is_enough (k, v->variation);
  v->flat = v->enough || is_flat (k, v->variation, k->expected <= enough_of_V * enough_of_V * v->variation);
  if (s->bounds.kink) {
    v->small = v->settled = s->branch.reduced.relative <= tolerance_slow (s);
    return;
  }
  const bool rounding = is_rounding (s);
  const double part = tau_where (k, v->flat);
  const double close_by = fmax (tau, enough_of_V) * (v->variation > 0 ? part_close_by (s) : 1);
  v->small = rounding
             || (isfinite (k->expected) && k->expected <= part * part * v->variation
                 && k->expected <= close_by * close_by * v->variation);
  v->settled = v->small && (rounding || secants_left (path) <= foretold);
}

/* Where the gradient may be nothing but noise: nothing is known of the curvature although all is solved tightly; or the
   point looks stationary, but by far, or for steps that do not contract.  */
static bool
seems_noise (const adaptive *s, const verdict *v)
{
  const double tau = tolerance_kkt (s);
  return s->branch.secants.pairs.count == 0
         || (v->small && (s->evidence.waits >= steps_waited || v->expected <= far_below * tau * tau * v->variation));
}

/* Far from stationarity progress is slow and little of what f has fallen by is to come, or f does not fall as the model expects: a kink
   of f, a wrong derivative, rounding.  */
static bool
is_stuck (const facts *k)
{
  const options *o = k->s->opt;
  const progress *p = &k->s->branch.progress;
  if (!(o->tol_fun > 0 && stops_by_tolerances (k->s)))
    return false;
  if (isfinite (k->expected) && k->expected > rounding_of_f * k->size_f && progress_stands (p))
    return true;
  return k->relative > nearly && progress_is_slow (p, k->relative, k->calls)
         && progress_is_flat (p, k->calls, o->tol_fun * progress_fallen (p));
}

/* On another sheet: it ends, or is expected to end, no lower than the first.  On the first, near a stationary point: ||A w|| is
   large, so that f would fall if y could leave the sheet along -A w.  */
static bool
is_other_sheet_due (const facts *k, bool small)
{
  const crossing *c = &k->s->explored.crossing;
  if (c->on_other_sheet) {
    const double above = k->f - c->left.f;
    return !(above <= -lower_f * k->size_f) && (small || (k->relative <= roughly && above > doubtful * k->expected));
  }
  return k->s->lower->model.singular && c->untried && k->relative <= near_end
         && vec_norm (k->s->at.d.m, k->s->branch.reduced.Aw)
                > fmax (large_Aw, clear_Aw * k->relative) * k->s->scales.most_fy;
}

verdict
assess (const adaptive *s)
{
  const branch *b = &s->branch;
  const reduced *q = &b->reduced;
  const facts k = { .s = s,
                    .relative = q->relative,
                    .calls = s->oracle->ledger.total,
                    .size_f = b->size_f,
                    .f = s->at.f,
                    .expected = b->secants.expected };
  verdict v = { .tight = is_tight (s), .stuck = is_stuck (&k) };
  v.far = vec_norm (s->at.d.n, s->at.z) > far_away * s->lengths.start;
  judge_stationarity (&k, &v);
  v.foretold = v.enough || is_hidden (s) || (is_faint (s, doubtfully_seen) && secants_left (&b->secants) <= foretold);
  v.accurate = q->accuracy < confirmed_accuracy;
  v.proven = !b->null_space.assumed;
  v.responds = !(q->response < no_response) || reduced_is_pressed (q, s->at.d);
  const bool tried =
      b->guard.restorations >= guard_most_restorations; /* to solve the lower level more tightly: noise, perhaps */
  const bool confirmed = (v.tight || tried) && v.accurate && v.proven;
  v.to_confirm = (((v.small || v.flat) && !confirmed) || (q->singular && !s->lower->model.singular)) && !tried;
  v.to_other_sheet = is_other_sheet_due (&k, v.small);
  v.claimed = (v.settled || v.flat) && confirmed && evidence_holds (s);
  v.to_test = (v.settled || v.flat) && confirmed && !v.claimed && s->evidence.tests < most_tests;
  v.late = k.expected <= hardly_any * progress_fallen (&b->progress);
  v.to_look_on = v.late && s->evidence.late == many_late && s->lengths.latest <= short_step * s->lengths.farthest;
  v.to_sample = confirmed && !s->evidence.sampled && !v.settled && seems_noise (s, &v);
  return v;
}

double
assess_stationarity (const adaptive *s, double *V)
{
  const branch *b = &s->branch;
  const evidence *e = &s->evidence;
  *V = 0;
  if (s->bounds.kink)
    return b->reduced.relative;
  if (isfinite (b->secants.expected))
    *V = secants_variation (&b->secants, b->reduced.gradient, INFINITY, shows_curvature * b->size_f, e->S, e->T, e->BT);
  return is_rounding (s) ? 0 : *V > 0 ? sqrt (b->secants.expected / *V) : NAN;
}

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   From the end of the loop to the result: close the run, and say what was reached.  */
#include "base/real.h"

#include <stdio.h>
#include <string.h>

#include "solver/solve.h"

static const double ill_conditioned = 1e-5;
static const double as_far = 0.1;       /* of the farthest */
static const double other_value = 1e-6; /* relative: two values of f differ */
static const double far_away = 10.0;    /* lengths of the start */

/* What a run that met its tolerances may claim at the point returned.  */
static status
claimed (const solve *s, const closing *c)
{
  const lower_kind kind = c->lower.kind;
  if (s->run.opt->starts == 0)
    return !c->confirmed ? STOP_NOT_CONFIRMED : c->stop == STOP_FLAT ? STOP_FLAT_UNCERTIFIED : STOP_CONVERGED;
  if (c->lower.refuted || kind == LOWER_saddle || kind == LOWER_maximizer)
    return STOP_REFUTED;
  if (!c->confirmed)
    return STOP_NOT_CONFIRMED;
  if (c->stop == STOP_FLAT)
    return kind == LOWER_unknown ? STOP_FLAT_UNCERTIFIED : STOP_FLAT;
  if (kind == LOWER_unknown)
    return STOP_UNCERTIFIED;
  if (c->stop == STOP_KINK || c->stop == STOP_TIE)
    return c->stop;
  return c->trusted ? STOP_CERTIFIED : STOP_TOLERANCES;
}

/* f and g at the start where they are finite, whatever their gradients are; what was not finite stays said.  */
static status
value_start (solve *s)
{
  run *r = &s->run;
  ledger *l = &s->oracle.ledger;
  const ledger before = *l;
  double f = NAN, g = NAN;
  const real *x = r->z, *y = r->z + r->d.n;
  const status of_f = oracle_upper (&s->oracle, x, y, &f, r->grad_f, r->grad_f + r->d.n);
  const status of_g = oracle_lower (&s->oracle, x, y, &g, NULL, r->grad_g);
  memcpy (l->not_finite, before.not_finite, sizeof l->not_finite);
  r->now.f = isfinite (f) ? f : NAN;
  r->now.g = isfinite (g) ? g : NAN;
  return status_is_error (of_f) ? of_f : status_is_error (of_g) ? of_g : RUNNING;
}

/* What is returned before any iterate could be measured: the start.  */
static status
return_start (solve *s, closing *c)
{
  archive_go_to_last (&s->archive, &s->run);
  s->run.now = (measure){ NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN };
  c->how = DESCENDED_NONE;
  return c->stop == STOP_NON_FINITE || c->stop == STOP_CONTRADICTION ? value_start (s) : RUNNING;
}

/* How far x_i has moved in a direction without a bound.  */
static double
distance (const solve *s, size_t i)
{
  const double from = (double) s->problem.x0[i], to = (double) s->run.z[i];
  const real *bound = to > from ? s->problem.high : s->problem.low;
  return bound && isfinite (bound[i]) ? 0 : fabs (to - from);
}

/* The run ended because x moves away without end, or may have.  */
static bool
may_be_endless (status stop, bool onward, double farthest, double start)
{
  if (onward)
    return farthest > 0;
  switch (stop) {
  case STOP_UNBOUNDED_UPPER:
  case STOP_NO_RESPONSE:
    return farthest > 0;
  case STOP_FLAT:
  case STOP_FLAT_UNCERTIFIED:
  case STOP_NO_PROGRESS:
    return farthest > far_away * start;
  default:
    return false;
  }
}

static far_variables
find_far (const solve *s, status stop, bool onward)
{
  far_variables out = { .count = 0 };
  double farthest = 0, start = 0;
  for (size_t i = 0; i < s->run.d.n; i++) {
    farthest = fmax (farthest, distance (s, i));
    start = fmax (start, fabs ((double) s->problem.x0[i]));
  }
  if (!may_be_endless (stop, onward, farthest, start <= no_length ? 1 : start))
    return out;
  for (size_t i = 0; i < s->run.d.n; i++) {
    const double d = distance (s, i);
    if (d < as_far * farthest)
      continue;
    size_t at = out.count < most_far ? out.count : most_far;
    for (; at > 0 && distance (s, out.index[at - 1]) < d; at--)
      if (at < most_far)
        out.index[at] = out.index[at - 1];
    if (at < most_far)
      out.index[at] = i;
    out.count++;
  }
  return out;
}

/* The names of the first NAMES, and SO.  */
static bool
tell_far_names (const far_variables *far, size_t names, const char *so, char *message)
{
  char text[most_words] = "";
  size_t used = 0;
  for (size_t k = 0; k < names; k++)
    used += (size_t) snprintf (text + used, sizeof text - used, "%sx(%zu)", k > 0 ? ", " : "", far->index[k] + 1);
  snprintf (text + used, sizeof text - used, "%s moved far%s", far->count > names ? ", ..." : "", so);
  return status_go_on (message, text);
}

/* As many names as there is room for.  */
static void
tell_far (const far_variables *far, bool onward, char *message)
{
  const char *so = onward ? ", and farther on f is no higher: no x may attain its limit" : ": give XMin, XMax";
  size_t names = far->count < most_far ? far->count : most_far;
  while (names > 0 && !tell_far_names (far, names, so, message))
    names--;
}

static void
tell_forecast (const closing *c, char *message)
{
  char text[most_words];
  if (!isfinite (c->expected_range[1]))
    return;
  snprintf (text, sizeof text, "forecast: %.0e to %.0e", c->expected_range[0], c->expected_range[1]);
  status_go_on (message, text);
}

/* The run has no answer, and D2_yy g is nearly singular.  */
static bool
is_hampered (const closing *c)
{
  return status_stop (c->stop)->claim != CLAIM_solution && status_stop (c->stop)->exitflag != -1
         && c->curvature_ratio < ill_conditioned;
}

/* As much as there is room for.  */
static void
tell_curvature (const closing *c, char *message)
{
  static const char *const words[] = {
    "least/largest curvature of g in y is at most %.0e: add a small multiple of ||y||^2 to g, or substitute y = P z",
    "curvatures of g in y are %.0e apart: add e ||y||^2 to g, or put y = P z",
    "g in y is nearly singular (%.0e)",
  };
  char text[most_words];
  bool told = false;
  for (size_t i = 0; i < sizeof words / sizeof *words && !told; i++) {
    snprintf (text, sizeof text, words[i], c->curvature_ratio);
    told = status_go_on (message, text);
  }
}

/* Another y is as good for g, and f is another one there.  */
static void
tell_other (const kink *k, double f, char *message)
{
  char text[most_words];
  if (k->minmax || !(fabs (k->other_f - f) > other_value * fmax (fabs (f), fabs (k->other_f))))
    return;
  snprintf (text, sizeof text, "another y solves the lower level there, with f = %.5g", k->other_f + 0.0); /* no -0 */
  status_go_on (message, text);
}

/* The variables that the answer has at bounds, as many names as there is room for.  */
static void
tell_bounds (const solve *s, char *message)
{
  enum { names = 4 };
  const run *r = &s->run;
  char text[most_words] = "at bounds: ";
  size_t used = strlen (text), count = 0;
  for (size_t i = 0; r->box.low && i < r->nz; i++) {
    const bool at = r->box.low[i] < r->box.high[i] && (r->z[i] <= r->box.low[i] || r->z[i] >= r->box.high[i]);
    if (!at || count++ >= names)
      continue;
    const bool is_x = i < r->d.n;
    used += (size_t) snprintf (text + used, sizeof text - used, "%s%c(%zu)", count > 1 ? ", " : "", is_x ? 'x' : 'y',
                               is_x ? i + 1 : i - r->d.n + 1);
  }
  if (count > names)
    snprintf (text + used, sizeof text - used, " and %zu more", count - names);
  if (count > 0)
    status_go_on (message, text);
}

static void
tell_kinks (const kinked *k, char *message)
{
  char text[most_words] = "g has a kink in ";
  const size_t names = k->count < most_kinked ? k->count : most_kinked;
  size_t used = strlen (text);
  for (size_t i = 0; i < names; i++)
    used += (size_t) snprintf (text + used, sizeof text - used, "%sy(%zu)", i > 0 ? ", " : "", k->index[i] + 1);
  snprintf (text + used, sizeof text - used, "%s", k->count > names ? ", ..." : "");
  status_go_on (message, text);
}

/* What does not act on what, wherever the run looked: the longest of these sentences for which there is room.  */
static void
tell_coupling (const coupling *k, char *message)
{
  static const char *const words[][3] = {
    { "x does not act on y (D2_yx g = 0): g may lack a term with x and y", "x does not act on y (D2_yx g = 0)",
      "x does not act on y" },
    { "x acts on nothing (grad_x f = 0, D2_yx g = 0): add a term with x and y to g",
      "x acts on nothing: couple x and y in g", "x acts on nothing" },
    { "f was the same for all y tried, so that g does not matter: minimise f alone (fminunc)",
      "f was the same for all y tried: minimise f alone", "y does not act on f" },
    { "f was the same for all x and y tried: it lacks the terms to be minimised",
      "f was the same for all x and y tried", "f is constant" }
  };
  const bool apart = coupling_is_apart (k), y_idle = k->f_known && !k->y_on_f, x_idle = k->f_known && !k->x_on_f;
  if (!apart && !y_idle)
    return;
  const char *const *fitting = words[y_idle ? 2 + x_idle : x_idle];
  for (size_t i = 0; i < sizeof *words / sizeof **words; i++)
    if (status_go_on (message, fitting[i]))
      return;
}

/* What the run needed no more once it had left the start.  */
static void
tell_start (const ledger *l, char *message)
{
  char text[80];
  snprintf (text, sizeof text, "at the start %s is not finite", l->undefined);
  if (l->undefined[0] != 0)
    status_go_on (message, text);
}

/* No step helps and no tolerance is met: derivatives by differences are not accurate enough, perhaps.  */
static void
tell_differences (const oracle *o, status stop, char *message)
{
  if ((stop == STOP_NO_PROGRESS || stop == STOP_NOT_CONFIRMED) && (o->upper->order < 1 || o->lower->order < 1)
      && !o->diff.use_complex_step)
    status_go_on (message, "differences may not suffice: give gradients");
}

/* What the row of the stop does not say.  */
static void
add_words (const solve *s, result *out)
{
  if (status_stop (out->end.stop)->claim != CLAIM_none && !isnan (out->end.expected_decrease))
    tell_forecast (&out->end, out->message);
  if (out->end.stop != STOP_UNBOUNDED_UPPER || out->far.count == 0)
    out->far = find_far (s, out->end.stop, out->end.kink.onward);
  tell_far (&out->far, out->end.kink.onward, out->message);
  if (out->end.kink.flat && !coupling_is_apart (&s->coupling))
    status_go_on (out->message, "f (x, y (x)) does not change near x");
  tell_coupling (&s->coupling, out->message);
  tell_differences (&s->oracle, out->end.stop, out->message);
  tell_other (&out->end.kink, out->f, out->message);
  if (out->kinked.count > 0 && status_stop (out->end.stop)->claim != CLAIM_solution)
    tell_kinks (&out->kinked, out->message);
  else if (is_hampered (&out->end))
    tell_curvature (&out->end, out->message);
  if (status_stop (out->end.stop)->claim != CLAIM_none)
    tell_bounds (s, out->message);
}

/* Only a run that ended while f still fell has a forecast of f.  */
static bool
may_fall_further (status stop)
{
  switch (stop) {
  case STOP_FLAT:
  case STOP_FLAT_UNCERTIFIED:
  case STOP_MAX_ITER:
  case STOP_MAX_CALLS:
  case STOP_MAX_TIME:
    return true;
  default:
    return false;
  }
}

static void
describe (const solve *s, result *out)
{
  const run *r = &s->run;
  const ledger *l = &s->oracle.ledger;
  out->iterations = (double) s->archive.k_last;
  out->x = r->z;
  out->y = r->z + r->d.n;
  out->f = r->now.f;
  out->g = r->now.g;
  out->lower_opt = r->now.lower_opt;
  out->kkt_residual = hypot (out->end.stationarity, r->now.violation);
  out->lambda = r->now.lambda;
  memcpy (out->pl, s->oracle.pl, sizeof out->pl);
  memcpy (out->calls, l->calls, sizeof out->calls);
  out->total = l->total;
  out->measured = l->measured;
  out->passes = l->passes;
  out->linear = s->lower.model.linear;
  out->kinked = s->lower.kinked;
  out->seconds = s->host.now () - s->started;
  if (out->end.stop == STOP_NON_FINITE && !s->archive.known)
    snprintf (out->message, sizeof out->message, "At the start %s is not finite: give another x0 or y0.",
              l->not_finite);
  else {
    status_message (out->end.stop, out->end.stop == STOP_CONTRADICTION ? l->contradicted : l->not_finite, out->message,
                    sizeof out->message);
    tell_start (l, out->message);
  }
  add_words (s, out);
}

status
finish (solve *s, status stop, result *out)
{
  run *r = &s->run;
  ledger *l = &s->oracle.ledger;
  closing *c = &out->end;
  *c = closing_of (stop, r->opt);
  c->escapes = s->escapes;
  c->curvature_ratio = NAN;
  c->wanted = !s->certified && stop != STOP_NON_FINITE && stop != STOP_UNBOUNDED_UPPER;
  if (s->certified)
    c->lower = s->certificate;
  ledger_limit (l, (limits){ l->whole.calls, INFINITY, false }); /* what is measured is measured, however late */
  r->k = s->archive.k_last;
  if (stop == STOP_UNBOUNDED_UPPER) /* the point returned may be another, where the lower level could be solved */
    out->far = find_far (s, stop, false);
  const status e = s->method->close (r, c);
  if (status_is_error (e))
    return e;
  if (!s->archive.known)
    TRY (return_start (s, c));
  else if (status_stop (c->stop)->claim != CLAIM_none)
    c->stop = claimed (s, c);
  c->curvature_ratio =
      fmin (model_curvature_ratio (&s->lower.model), c->lower.eig_min > c->lower.eig_residual ? c->lower.eig_min : NAN);
  if (!may_fall_further (c->stop))
    c->expected_decrease = c->expected_range[0] = c->expected_range[1] = NAN;
  describe (s, out);
  return RUNNING;
}

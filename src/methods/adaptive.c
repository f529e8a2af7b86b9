/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   PGD-QA with the vector constraint: Schedule "adaptive" of method pgdqa.  At an iterate d solves

     min_d 0.5 ||d + M^-1 grad f||_M^2  subject to  J d = -v,      v = grad_y g,  J = [D2_yx g, D2_yy g],

   of which the source imposes the one row v'J d = -rho / 2.  With A = D2_yy g and H ~ A^-1 the recycled memory of its
   curvature (linalg/curvature.h), d is a tangential step in x and a normal step in y:

     multiplier   A w = -grad_y f by Krylov steps on H r; gamma = grad_x f + D2_xy g w comes along        lower/adjoint
     normal       y <- y - H v, descent on g (x, .), as far as the decrease of f asks for it             lower/normal
     tangential   x <- x - a B gamma, B by L-BFGS started from diag (D2_xy A^-1 D2_yx)^-1; merit f + w'v  here
     certificate  curvature and values of g around y; a lower g is where to go on                         lower/challenge
     retreat      steps that only infeasibility made look good are taken back                             adaptive_retreat
     bounds of y  that may act or not: both readings are asked for a way down                             adaptive_bounds

   Where A is singular along grad_y f (lower-level minimisers that are not isolated), r = grad_y f + A w does not
   vanish: the tangential step then moves y along -r as well, with the lower level solved tightly at every trial. All
   thresholds are ratios of quantities of one unit: scaling x, y, f or g does not change what is decided.  */
#include "base/real.h"
#include "methods/adaptive.h"

enum {
  most_spare = 1 << 21, /* numbers */
  few_spare = 4,
  most_forgets = 2,
  most_refused = 3 /* pairs in a row without positive curvature */
};
static const double first_accuracy = 0.05; /* of the multiplier */
static const double too_much = 1e-3;       /* of f, hidden by grad_y g */
static const double little = real_is_single ? 1e-4 : 1e-7;
static const double no_less = real_is_single ? 1e-5 : 1e-12;
static const double away = 1e10; /* lengths of x: further away it is called running away */
static const double saturated = real_is_single ? 1e-12 : 1e-20; /* share of x in a product */

/* Pairs of a sheet of lower-level minimisers that was left: as many as there are, or what a block holds.  */
static int
spare_pairs (size_t nz)
{
  const double most = fmin ((double) nz, adaptive_pairs), fit = floor (most_spare / fmax ((double) nz, 1));
  return (int) fmin (most, fmax (fit, few_spare));
}

static void
layout (const run *r, arena *mem)
{
  const size_t n = r->d.n, m = r->d.m;
  adaptive *s = r->state;
  s->lower = r->lower;
  curvature_layout (&s->clean, m, r->lower->model.H.most, mem);
  lbfgs_layout_pairs (&s->pairs, r->nz, r->nz < adaptive_pairs ? (int) r->nz : adaptive_pairs, mem);
  lbfgs_layout_pairs (&s->spare, r->nz, spare_pairs (r->nz), mem);
  s->w = arena_array (mem, m, real);
  s->pull = arena_array (mem, m, real);
  s->before.z = arena_array (mem, r->nz, real);
  s->good.z = arena_array (mem, r->nz, real);
  s->tied.z = arena_array (mem, r->nz, real);
  s->weak = arena_array (mem, m, bool);
  s->held = arena_array (mem, m, bool);
  s->q_free = arena_array (mem, r->nz, real);
  s->crossing.z = arena_array (mem, r->nz, real);
  s->reduced = arena_array (mem, r->nz, real);
  s->q = arena_array (mem, r->nz, real);
  s->q_last = arena_array (mem, r->nz, real);
  s->move = arena_array (mem, r->nz, real);
  s->p = arena_array (mem, r->nz, real);
  s->metric = arena_array (mem, r->nz, real);
  s->part_f = arena_array (mem, n, real);
  s->answer = arena_array (mem, m, real);
  s->u = arena_array (mem, m, real);
  s->z_upper = arena_array (mem, r->nz, real);
  s->z_lower = arena_array (mem, r->nz, real);
  trial *const trials[] = { &s->now, &s->best };
  for (int i = 0; i < 2; i++) {
    trials[i]->z = arena_array (mem, r->nz, real);
    trials[i]->v = arena_array (mem, m, real);
    trials[i]->grad_f = arena_array (mem, r->nz, real);
  }
}

static void
prepare (run *r)
{
  r->alpha = NAN; /* gamma is the length of the latest tangential step */
}

void
adaptive_start_branch (adaptive *s)
{
  vec_fill (s->lower->model.d.m, 0, s->w);
  vec_fill (s->lower->model.d.m, 0, s->pull);
  lbfgs_reset (&s->pairs);
  s->accuracy = first_accuracy;
  s->moved = false;
  s->tries = s->refused = s->rank = s->trust = 0;
  s->taken = false;
  s->most_f = 0;
  s->before.known = s->good.known = s->resolved = s->strict = false;
  s->retreats = 0;
  s->progress = (progress){ .trail.count = 0 };
}

static void
start_warm (run *r)
{
  adaptive *s = r->state;
  model *l = &s->lower->model;
  const memory *warm = r->warm;
  const size_t n = r->d.n, m = r->d.m;
  if (warm->w)
    vec_copy (m, warm->w, s->w);
  for (size_t i = 0; warm->curvature.s && warm->curvature.y && i < warm->curvature.count; i++)
    curvature_remember (&l->H, warm->curvature.s + i * m, warm->curvature.y + i * m);
  for (size_t i = 0; warm->steps.s && warm->steps.y && i < warm->steps.count; i++)
    lbfgs_push (&s->pairs, warm->steps.s + i * r->nz, warm->steps.y + i * r->nz);
  if (warm->compliance) {
    vec_copy (n, warm->compliance, l->compliance);
    l->any_compliance = model_most_compliance (l) > 0;
  }
}

static status
start (run *r)
{
  adaptive *s = r->state;
  const size_t n = r->d.n, m = r->d.m;
  certificate c;
  s->upper_known = s->lower_known = s->multiplier_known = s->singular = false;
  s->most_fy = 0;
  vec_fill (n, 0, s->part_f);
  s->length_x = 0;
  for (size_t i = 0; i < n; i++)
    s->length_x = fmax (s->length_x, adaptive_first_response * fabs ((double) r->z[i]));
  if (s->length_x <= no_length)
    s->length_x = adaptive_first_response;
  s->tied.known = false;
  s->looks = s->forgets = 0;
  s->crossing.away = false;
  s->crossing.may = !r->box.low;
  s->first_length = fmax (vec_norm (n, r->z), s->length_x);
  s->farthest = 0;
  adaptive_start_branch (s);
  start_warm (r);
  r->gamma = 0;

  TRY (adaptive_know_lower (r));
  s->lower->model.scale = vec_norm (m, r->grad_g);
  if (s->lower->model.scale > 0)
    TRY (normal_begin (&s->lower->normal, &s->lower->model, r->z, r->z + n, r->grad_g));
  const double least = s->lower->model.H.count > 0 ? adaptive_tolerance_lower (r) : 0; /* y0 may be a solution */
  const status e = adaptive_solve_lower (r, 0, fmax (1e-2 * s->lower->model.scale, least));
  if (e == STOP_UNBOUNDED_LOWER)
    return RUNNING; /* measured, so that there are numbers, and stopped then */
  TRY (e);
  if (s->lower->model.H.negative || vec_distance (m, r->z + n, s->lower->model.y0) <= 1e-8 * vec_norm (m, r->z + n)) {
    /* no descent yet: the start may be a maximum */
    TRY (challenge_lower (&s->lower->challenge, &s->lower->model, r->z, r->z + n, &r->now.g, r->grad_g, false, &c));
    adaptive_moved_to (r);
  }
  return RUNNING;
}

static status
solve_multiplier (run *r, bool *null)
{
  adaptive *s = r->state;
  return s->lower->model.singular ? adaptive_singular_multiplier (r, adaptive_singular_is_due (r) && s->moved)
                                  : adaptive_solve_multiplier (r, s->accuracy, null);
}

/* y with grad_y g = 0 and negative curvature along the multiplier is left for a lower g; and the step that led there
   taken back, where f is higher then.  */
static status
leave_maximum (run *r, bool *null)
{
  adaptive *s = r->state;
  certificate c;
  TRY (challenge_lower (&s->lower->challenge, &s->lower->model, r->z, r->z + r->d.n, &r->now.g, r->grad_g, false, &c));
  adaptive_moved_to (r);
  if (!c.refuted)
    return RUNNING;
  s->resolved = true;
  s->moved = false;
  TRY (adaptive_know_upper (r));
  if (adaptive_has_risen (r))
    TRY (adaptive_retreat (r));
  s->limit = solve_multiplier (r, null);
  return RUNNING;
}

/* All x rest at bounds against which f presses: then it does not matter whether y answers.  */
static bool
is_pressed (const run *r)
{
  const adaptive *s = r->state;
  for (size_t i = 0; i < r->d.n; i++)
    if (!(s->q[i] == 0 && s->reduced[i] != 0))
      return false;
  return true;
}

/* grad_y g is small against what it was at the start or on the way, but not as f sees it, by w'grad_y g: what is
   small is to be measured anew.  */
static void
forget_scale (run *r)
{
  adaptive *s = r->state;
  model *l = &s->lower->model;
  const double hides = fabs (vec_dot (r->d.m, s->w, r->grad_g)), f = fabs (r->now.f);
  if (s->forgets == most_forgets || !adaptive_is_tight (r) || hides <= fmax (too_much * f, little * s->most_f))
    return;
  const double part = fmax (little * f, no_less * s->most_f) / hides;
  l->scale *= part;
  l->natural *= part;
  l->stiffness *= part;
  s->forgets++;
}

static status
measure_point (run *r)
{
  adaptive *s = r->state;
  model *l = &s->lower->model;
  bool null = false;
  TRY (adaptive_know_lower (r));
  TRY (adaptive_know_upper (r));
  if (s->lower->model.unbounded) {
    adaptive_fill_measure (r);
    return RUNNING;
  }
  if (adaptive_has_risen (r))
    TRY (adaptive_retreat (r));
  l->response = NAN;
  const bool was_negative = l->H.negative;
  l->H.negative = false;
  s->limit = solve_multiplier (r, &null);
  if (l->H.negative && s->limit == RUNNING && s->before.known
      && adaptive_is_tight (r)) /* y rests at a maximum or a saddle of g */
    TRY (leave_maximum (r, &null));
  l->H.negative |= was_negative;
  if (s->limit == STOP_NON_FINITE && s->before.known) {
    TRY (adaptive_retreat (r));
    s->limit = solve_multiplier (r, &null);
  }
  if (status_is_error (s->limit) || s->limit == STOP_NON_FINITE)
    return s->limit;
  s->multiplier_known = s->limit == RUNNING && !s->taken && s->accuracy < adaptive_confirmed_accuracy;
  s->most_f = fmax (s->most_f, fabs (r->now.f));
  if (s->multiplier_known)
    forget_scale (r);
  s->farthest = fmax (s->farthest, vec_norm (r->d.n, r->z));
  adaptive_note_progress (r);
  if (s->lower->model.singular)
    adaptive_singular_transport (s);
  if (s->kink) { /* no curvature is to be learnt across it */
    lbfgs_reset (&s->pairs);
    s->moved = false;
  }
  if (s->moved) {
    vec_scale (r->nz, -1, s->q_last);
    vec_axpy (r->nz, 1, s->reduced, s->q_last);
    s->refused = lbfgs_push (&s->pairs, s->move, s->q_last) ? 0 : s->refused + 1;
    if (s->refused == most_refused) { /* negative curvature all along: the pairs tell nothing of here */
      lbfgs_reset (&s->pairs);
      s->refused = 0;
    }
    s->moved = false;
  }
  s->saturated = l->any_compliance && l->response < saturated && !is_pressed (r);
  adaptive_fill_measure (r);
  if (adaptive_is_tight (r) && !(s->good.known && s->good.f < r->now.f))
    adaptive_remember_point (r, &s->good, r->now.f);
  return RUNNING;
}

static status
converged (run *r)
{
  adaptive *s = r->state;
  if (s->lower->model.unbounded)
    return STOP_UNBOUNDED_LOWER;
  TRY (s->limit);
  if (adaptive_cross_due (r))
    return RUNNING;
  if (vec_norm (r->d.n, r->z) > away * s->first_length)
    return STOP_UNBOUNDED_UPPER;
  if (adaptive_is_stuck (r))
    return STOP_NO_PROGRESS;
  if (!adaptive_is_tight (r) || s->taken || !(s->accuracy < adaptive_confirmed_accuracy))
    return RUNNING;
  if (!adaptive_is_small (r))
    return adaptive_is_flat (r) ? STOP_FLAT : RUNNING;
  return s->saturated ? STOP_NO_RESPONSE : STOP_CONVERGED;
}

const method method_adaptive = {
  .name = "pgdqa",
  .source =
      "Abolfazli et al. (2025), arXiv:2504.17215, with the vector constraint, curvature and a line search of our own",
  .thorough = true,
  .prepare = prepare,
  .step = adaptive_step,
  .state_size = sizeof (adaptive),
  .layout = layout,
  .start = start,
  .measure = measure_point,
  .converged = converged,
  .certify = adaptive_certify,
  .close = adaptive_close
};

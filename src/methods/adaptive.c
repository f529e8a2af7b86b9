/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   PGD-QA with the vector constraint: Schedule "adaptive" of method pgdqa.  At an iterate d solves

     min_d 0.5 ||d + M^-1 grad f||_M^2  subject to  J d = -v,      v = grad_y g,  J = [D2_yx g, D2_yy g],

   of which the source imposes the one row v'J d = -rho / 2.  With A = D2_yy g and H ~ A^-1 the recycled memory of its curvature
   (linalg/curvature.h), d is a tangential step in x and a normal step in y:

     multiplier   A w = -grad_y f by Krylov steps on H r; gamma = grad_x f + D2_xy g w comes along        lower/adjoint
     normal       y <- y - H v, descent on g (x, .), as far as the decrease of f asks for it             lower/normal
     tangential   x <- x - a B gamma, B by L-BFGS started from diag (D2_xy A^-1 D2_yx)^-1; merit f + w'v  here
     certificate  curvature and values of g around y; a lower g is where to go on                         lower/challenge

   Where A is singular along grad_y f (lower-level minimisers that are not isolated), r = grad_y f + A w does not vanish: the
   tangential step then moves y along -r as well, with the lower level solved tightly at every trial.
   All thresholds are ratios of quantities of one unit: scaling x, y, f or g does not change what is decided.  */
#include "base/real.h"
#include "methods/adaptive.h"

enum {
  pairs_most = 100, /* of the tangential L-BFGS */
  most_refused = 3  /* pairs in a row without positive curvature */
};
static const double first_accuracy = 0.05; /* of the multiplier */
static const double first_response = 0.3;  /* of its length x moves at most in a first step */
static const double saturated = sizeof (real) == sizeof (double) ? 1e-20 : 1e-12; /* share of x in a product */

static void *
layout (const run *r, arena *mem)
{
  const size_t n = r->d.n, m = r->d.m;
  adaptive *in_arena = arena_array (mem, 1, adaptive), measured, *s = in_arena ? in_arena : &measured;
  model_layout (&s->model, r->d, mem);
  adjoint_layout (&s->adjoint, r->d, mem);
  normal_layout (&s->normal, r->d, mem);
  challenge_layout (&s->challenge, r->d, mem);
  curvature_layout (&s->clean, m, mem);
  lbfgs_layout_pairs (&s->pairs, r->nz, r->nz < pairs_most ? (int) r->nz : pairs_most, mem);
  s->w = arena_array (mem, m, real);
  s->z_before = arena_array (mem, r->nz, real);
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
  return in_arena;
}

static void
prepare (run *r)
{
  r->alpha = NAN; /* gamma is the length of the latest tangential step */
}
void
adaptive_start_branch (adaptive *s)
{
  vec_fill (s->model.d.m, 0, s->w);
  lbfgs_reset (&s->pairs);
  s->accuracy = first_accuracy;
  s->moved = false;
  s->latest_length = 0;
  s->tries = s->refused = 0;
  s->most_f = 0;
  for (int i = 0; i < adaptive_decades * adaptive_steps_a_decade; i++)
    s->first_calls[i] = 0;
}

static status
start (run *r)
{
  adaptive *s = r->state;
  const size_t n = r->d.n, m = r->d.m;
  certificate c;
  model_start (&s->model, r->oracle, r->z + n);
  s->challenge.normal = &s->normal;
  s->challenge.adjoint = &s->adjoint;
  s->challenge.random.counter = 1;
  s->upper_known = s->lower_known = s->multiplier_known = s->singular = false;
  s->most_fy = 0;
  vec_fill (n, 0, s->part_f);
  s->length_x = 0;
  for (size_t i = 0; i < n; i++)
    s->length_x = fmax (s->length_x, first_response * fabs ((double) r->z[i]));
  if (s->length_x == 0)
    s->length_x = first_response;
  s->crossed = false;
  s->crossings = 0;
  s->closing = false;
  adaptive_start_branch (s);
  r->gamma = 0;

  TRY (adaptive_know_lower (r));
  s->model.scale = vec_norm (m, r->grad_g);
  const status e = adaptive_solve_lower (r, 0, 1e-2 * s->model.scale);
  if (e == STOP_UNBOUNDED)
    return RUNNING; /* measured, so that there are numbers, and stopped then */
  TRY (e);
  if (s->model.H.negative || vec_distance (m, r->z + n, s->model.y0) <= 1e-8 * vec_norm (m, r->z + n)) {
    /* no descent yet: the start may be a maximum */
    TRY (challenge_lower (&s->challenge, &s->model, r->z, r->z + n, &r->now.g, r->grad_g, false, &c));
    adaptive_moved_to (r);
  }
  return RUNNING;
}
static status
measure_point (run *r)
{
  adaptive *s = r->state;
  const size_t n = r->d.n, m = r->d.m;
  bool null = false;
  TRY (adaptive_know_lower (r));
  TRY (adaptive_know_upper (r));
  if (s->model.unbounded) {
    adaptive_fill_measure (r);
    return RUNNING;
  }
  if (s->model.singular) { /* the null space moves with the point: start afresh */
    curvature_forget (&s->model.H);
    vec_fill (m, 0, s->w);
    s->accuracy = adaptive_tight_accuracy;
  }
  s->model.response = NAN;
  s->limit = adjoint_solve (&s->adjoint, &s->model, r->z, r->z + n, r->grad_f, r->grad_f + n, s->accuracy, s->w, s->q,
                            s->q + n, &null);
  if (status_is_error (s->limit) || s->limit == STOP_NON_FINITE)
    return s->limit;
  if (s->model.singular)
    adaptive_singular_memory (s);
  s->singular = null || s->model.singular;
  s->rest = vec_norm (m, s->q + n);
  s->multiplier_known = s->limit == RUNNING && s->accuracy < adaptive_confirmed_accuracy;
  if (!s->singular)
    vec_fill (m, 0, s->q + n);
  s->most_f = fmax (s->most_f, fabs (r->now.f));
  adaptive_set_relative (s, r);
  adaptive_note_progress (s, r->oracle->total);
  if (s->model.singular)
    adaptive_singular_transport (s);
  if (s->moved) {
    vec_scale (r->nz, -1, s->q_last);
    vec_axpy (r->nz, 1, s->q, s->q_last);
    s->refused = lbfgs_push (&s->pairs, s->move, s->q_last) ? 0 : s->refused + 1;
    if (s->refused == most_refused) { /* negative curvature all along: the pairs tell nothing of here */
      lbfgs_reset (&s->pairs);
      s->refused = 0;
    }
    s->moved = false;
  }
  adaptive_fill_measure (r);
  return RUNNING;
}
static status
converged (run *r)
{
  const adaptive *s = r->state;
  if (s->model.unbounded)
    return STOP_UNBOUNDED;
  TRY (s->limit);
  if (!adaptive_is_small (r) || !adaptive_is_tight (r) || !(s->accuracy < adaptive_confirmed_accuracy))
    return RUNNING;
  return s->model.any_compliance && s->model.response < saturated ? STOP_SATURATED : STOP_CONVERGED;
}
const method method_named (adaptive) = {
  .name = "pgdqa",
  .source =
      "Abolfazli et al. (2025), arXiv:2504.17215, with the vector constraint, curvature and a line search of our own",
  .prepare = prepare,
  .step = adaptive_step,
  .layout = layout,
  .start = start,
  .measure = measure_point,
  .converged = converged,
  .certify = adaptive_certify,
  .close = adaptive_close
};

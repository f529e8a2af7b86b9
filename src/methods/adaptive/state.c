/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "methods/adaptive/state.h"

enum {
  most_spare = 1 << 18, /* numbers in the pairs of a sheet that was left, s or y, */
  few_spare = 4,        /* unless these are fewer */
  few_pairs = 6,        /* in singular mode */
  few_bounded = 50      /* variables x: a joint step stops where the first meets a bound */
};
static const double rounding_lower = 45 * REAL_EPS; /* relative to ||A|| ||y|| */
static const double shown_by_values = 1e-6;         /* relative stationarity, with differences of g */
static const double of_values = 1e-3;               /* of that, in grad_y g relative to ||A|| ||y|| */
static const double slow = 10, least_slow = real_is_single ? 1e-4 : 1e-9;
static const double small_at_first = real_is_single ? 1e-3 : 1e-6; /* of ||A y|| at the first iterate */
static const double of_gradient = real_is_single ? 1 : 0.1; /* relative stationarity at a kink, in parts of TolKKT */
/* ||grad_y g|| along the path, in parts of TolLower times its scale */
static const double of_path = real_is_single ? 0.1 : 1e-2;

/* Pairs of a sheet of lower-level minimisers that was left: as many as there are, or what a block holds.  */
static void
spare_layout (lbfgs *l, dims d, int most, arena *a)
{
  const double nz = (double) d.n + (double) d.m, fit = floor (most_spare / fmax (nz, 1));
  const int full = (int) fmin (fmin (nz, most), fmax (fit, few_spare));
  lbfgs_layout_pairs (l, d.n + d.m, d.n, full, full, a);
}

static void
search_layout (search *k, dims d, arena *a)
{
  k->p = arena_array (a, d.n + d.m, real);
  k->dy = arena_array (a, d.m, real);
  k->scratch = arena_array (a, d.n + d.m, real);
  point_layout (&k->now.at, d, a);
  point_layout (&k->best.at, d, a);
}

void
state_layout (const run *r, arena *a)
{
  adaptive *s = r->state;
  const dims d = r->d;
  branch *b = &s->branch;
  s->opt = r->opt;
  s->oracle = r->oracle;
  s->lower = r->lower;
  s->coupling = r->coupling;
  s->box = &r->box;
  s->at = (point){ .d = d, .z = arena_array (a, r->nz, real), .grad_f = r->grad_f, .grad_g = r->grad_g };
  reduced_layout (&b->reduced, d, a);
  guard_layout (&b->guard, d, a);
  curvature_layout (&b->null_space.memory, d.m, r->lower->model.H.most, a);
  b->null_space.Jp = arena_array (a, d.m, real);
  b->null_space.y = arena_array (a, d.m, real);
  b->joint.d = arena_array (a, d.m, real);
  b->joint.r = arena_array (a, d.m, real);
  b->joint.gamma = arena_array (a, d.n, real);
  scales_layout (&s->scales, d, a);
  secants_layout (&b->secants, d, r->vectors, s->scales.metric, a);
  bounds_layout (&s->bounds, d, a);
  search_layout (&s->search, d, a);
  mark_layout (&s->explored.crossing.left, d, a);
  spare_layout (&s->explored.crossing.pairs, d, b->secants.pairs.wanted, a);
  s->explored.crossing.pairs.metric = s->scales.metric;
  mark_layout (&s->explored.tied, d, a);
  mark_layout (&s->best, d, a);
  mark_layout (&s->other, d, a);
  s->bundle = bundle_layout (d, a);
  gradient_test_layout (&s->gradient_test, d, a);
  s->evidence = (evidence){ .S = arena_array (a, r->nz, real),
                            .T = arena_array (a, r->nz, real),
                            .BT = arena_array (a, r->nz, real),
                            .noise = arena_array (a, r->nz, real),
                            .z = arena_array (a, r->nz, real) };
}

void
branch_start (adaptive *s)
{
  branch *b = &s->branch;
  reduced_start (&b->reduced, s->at.d);
  secants_forget (&b->secants);
  progress_start (&b->progress);
  guard_start (&b->guard);
  b->null_space.rank = b->null_space.verified = 0;
  b->null_space.assumed = false;
  b->joint.hidden = b->joint.expected = NAN;
  b->size_f = b->noise_f = 0;
}

void
state_start (adaptive *s, const run *r)
{
  const size_t n = r->d.n;
  lengths *l = &s->lengths;
  point_go (&s->at, r->z);
  s->at.f = s->at.g = NAN;
  l->first_step = 0;
  for (size_t i = 0; i < n; i++)
    l->first_step = fmax (l->first_step, first_part * fabs ((double) r->z[i]));
  if (l->first_step <= no_length)
    l->first_step = first_part;
  l->start = fmax (vec_norm (n, r->z), l->first_step);
  l->farthest = 0;
  l->latest = INFINITY;
  l->short_steps = 0;
  l->straight = 0;
  s->looked_far = 0;
  s->search.bottomless = false;
  s->explored.tied.f_known = s->explored.crossing.on_other_sheet = false;
  s->explored.crossing.untried = !r->box.low;
  s->explored.rounds = 0;
  s->evidence.passed = false;
  s->evidence.needed = INFINITY;
  s->evidence.lower_relative = NAN;
  s->evidence.sampling = s->evidence.sampled = s->evidence.probed = false;
  s->evidence.waits = s->evidence.late = s->evidence.tests = 0;
  s->branch.reduced.singular = s->measured = false;
  s->search.length = s->search.moved = s->search.jumps = 0;
  s->other.f_known = false;
  s->joint_allowed = !box_binds (&r->box, n, r->d.m) && (n <= few_bounded || !box_binds (&r->box, 0, n));
  scales_start (&s->scales, r->d);
  branch_start (s);
}

void
state_forget_best (adaptive *s)
{
  s->best.f_known = false;
  s->nearest = INFINITY;
}

adaptive *
state_enter (run *r)
{
  adaptive *s = r->state;
  if (!point_is_at (&s->at, r->z)) {
    point_go (&s->at, r->z);
    s->at.f = r->now.f;
    s->at.g = r->now.g;
    s->measured = false;
  }
  return s;
}

status
state_leave (run *r, status e)
{
  const adaptive *s = r->state;
  vec_copy (r->nz, s->at.z, r->z);
  r->now.f = s->at.f;
  r->now.g = s->at.g;
  return e;
}

bool
stops_by_tolerances (const adaptive *s)
{
  return s->opt->tol_kkt > 0 && s->opt->tol_lower > 0;
}

double
shown_by_differences (const adaptive *s)
{
  return s->oracle->lower->order < 1 && !s->oracle->diff.use_complex_step ? shown_by_values : 0;
}

double
tolerance_kkt (const adaptive *s)
{
  return fmax (s->opt->tol_kkt, shown_by_differences (s));
}

double
tolerance_slow (const adaptive *s)
{
  return slow * fmax (fmax (of_gradient * s->opt->tol_kkt, shown_by_differences (s)), least_slow);
}

/* In singular mode what grad_y g leaves in null (A) must stay below what counts as zero: no wider measure than what was
   seen.  */
double
scale_lower (const adaptive *s)
{
  const model *l = &s->lower->model;
  return l->singular && l->scale > 0 ? l->scale : model_scale (l);
}

double
tolerance_lower (const adaptive *s)
{
  const double t = fmin (of_path * s->opt->tol_lower * scale_lower (s), s->evidence.needed);
  const double rounding = fmax (rounding_lower, of_values * shown_by_differences (s)) * s->lower->model.stiffness
                          * vec_norm (s->at.d.m, s->at.z + s->at.d.n); /* y0 may be a solution */
  return t > 0 ? fmax (t, rounding) : 0;
}

double
not_wanted (const adaptive *s)
{
  return s->verdict.enough ? s->opt->tol_fun * s->verdict.variation : 0;
}

bool
is_tight (const adaptive *s)
{
  return vec_norm (s->at.d.m, s->at.grad_g) <= tolerance_lower (s);
}

bool
is_small_at_first (const adaptive *s)
{
  return vec_norm (s->at.d.m, s->at.grad_g) <= small_at_first * s->first_lower;
}

status
know_point (adaptive *s)
{
  TRY (point_know_lower (&s->at, &s->lower->model));
  return point_know_upper (&s->at, s->oracle);
}

status
go_to (adaptive *s, const real *z)
{
  point_go (&s->at, z);
  s->branch.joint.hidden = NAN;
  return point_know_lower (&s->at, &s->lower->model);
}

status
solve_lower_to (adaptive *s, double tolerance_H, double tolerance)
{
  bool ok, unbounded;
  s->branch.joint.hidden = NAN;
  TRY (point_solve_lower (&s->at, s->lower, tolerance_H, tolerance, &ok, &unbounded));
  return unbounded ? STOP_UNBOUNDED_LOWER : RUNNING;
}

status
solve_lower (adaptive *s)
{
  return solve_lower_to (s, 0, tolerance_lower (s));
}

status
solve_multiplier (adaptive *s, double accuracy, bool *null)
{
  return bounds_solve (&s->bounds, &s->branch.reduced, &s->scales, s->lower, &s->at, s->box, accuracy,
                       tolerance_slow (s), null);
}

double
merit_at (const adaptive *s, const point *p)
{
  return p->f + vec_dot (p->d.m, s->branch.reduced.w, p->grad_g);
}

double
hidden_at (const adaptive *s, const point *p)
{
  curvature *H = &s->lower->model.H;
  const double by_memory =
      curvature_norm (H, p->grad_f + p->d.n, s->search.scratch) * curvature_norm (H, p->grad_g, s->search.scratch);
  return isnan (s->branch.joint.hidden)
             ? by_memory
             : fmax (by_memory, 2 * fabs (vec_dot (p->d.m, s->branch.reduced.w, p->grad_g)) + s->branch.joint.hidden);
}

bool
moves_in_null_space (const adaptive *s)
{
  return s->lower->model.singular && !s->box->low && s->branch.secants.pairs.count > few_pairs;
}

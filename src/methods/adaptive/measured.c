/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "methods/adaptive/measured.h"
#include "methods/adaptive/null_space.h"

enum { most_rescalings = 2 };
static const double too_much = 1e-3; /* of f, hidden by grad_y g */
static const double little = real_is_single ? 1e-4 : 1e-7;
static const double no_less = real_is_single ? 1e-5 : 1e-12;

bool
measured_multiplier (adaptive *s)
{
  branch *b = &s->branch;
  bool *negative = &s->lower->model.H.negative, null;
  const bool before = *negative;
  *negative = false;
  s->limit = s->lower->model.singular ? null_space_multiplier (s, moves_in_null_space (s) && b->secants.open)
                                      : solve_multiplier (s, b->reduced.accuracy, &null);
  const bool now = *negative;
  *negative |= before;
  return now;
}

/* grad_y g meets its tolerance, but w'grad_y g is still a large part of f: what the tolerance is relative to shrinks.  */
static void
rescale (adaptive *s)
{
  model *l = &s->lower->model;
  const double hidden = fabs (vec_dot (s->at.d.m, s->branch.reduced.w, s->at.grad_g)), f = fabs (s->at.f);
  const double most_f = s->branch.most_f;
  if (s->rescalings == most_rescalings || !is_tight (s) || hidden <= fmax (too_much * f, little * most_f))
    return;
  const double part = fmax (little * f, no_less * most_f) / hidden;
  l->scale *= part;
  l->expected_gradient *= part;
  l->stiffness *= part;
  s->rescalings++;
}

void
measured_note (adaptive *s)
{
  branch *b = &s->branch;
  reduced *q = &b->reduced;
  const model *l = &s->lower->model;
  const size_t n = s->at.d.n, m = s->at.d.m;
  q->known = s->limit == RUNNING && !b->null_space.assumed && q->accuracy < confirmed_accuracy;
  q->response = l->any_compliance ? l->response : NAN;
  b->most_f = fmax (b->most_f, fabs (s->at.f));
  s->lengths.farthest = fmax (s->lengths.farthest, vec_norm (n, s->at.z));
  if (q->known) {
    vec_copy (n + m, s->at.z, q->z);
    rescale (s);
  }
  progress_note (&b->progress, s->oracle->ledger.total, s->at.f + vec_dot (m, q->w, s->at.grad_g), q->relative);
  if (l->singular)
    null_space_transport (s);
  if (s->bounds.kink) { /* no curvature is to be learnt across it */
    lbfgs_reset (&b->secants.pairs);
    b->secants.open = false;
  }
  secants_close (&b->secants, q->gradient);
  if (is_tight (s))
    guard_note (&b->guard, &s->at);
}

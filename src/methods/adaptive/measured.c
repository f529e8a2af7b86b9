/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "methods/adaptive/evidence.h"
#include "methods/adaptive/measured.h"
#include "methods/adaptive/null_space.h"

static const double joint_doubt = 3;               /* times what infeasibility hides, as joint steps estimate it */
static const double rounding_of_v = 45 * REAL_EPS; /* relative to ||A|| ||y|| */

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

/* f may be as high as this once the lower level is solved.  */
static void
note_best (adaptive *s, double correction)
{
  const double hidden = s->branch.joint.hidden;
  const bool tight = is_tight (s), near = !tight && !isnan (hidden);
  if (!tight && !near)
    return;
  const double bound = near ? s->at.f + correction + joint_doubt * hidden : s->at.f + hidden_at (s, &s->at);
  if (tight)
    guard_note (&s->branch.guard, &s->at, bound);
  if ((near || (tight && is_small_at_first (s))) && !(s->best.f_known && s->best.f <= bound))
    point_mark (&s->best, &s->at, bound);
}

/* What f + w'v may be wrong by because v = grad_y g is rounded: with an exact A^-1 v is hardly more than rounding, at most some of
   it is, and its parts are wrong independently.  */
static double
rounding_through_y (const adaptive *s)
{
  const model *l = &s->lower->model;
  const size_t m = s->at.d.m;
  const double size = fmax (l->stiffness, l->H.largest) * vec_norm (m, s->at.z + s->at.d.n);
  const double rounded = fmin (vec_norm (m, s->at.grad_g), rounding_of_v * size);
  return l->linear.exact ? 3 * vec_norm (m, s->branch.reduced.w) * rounded / sqrt ((double) m) : 0;
}

void
measured_note (adaptive *s)
{
  branch *b = &s->branch;
  reduced *q = &b->reduced;
  const model *l = &s->lower->model;
  const size_t n = s->at.d.n, m = s->at.d.m;
  const double correction = vec_dot (m, q->w, s->at.grad_g);
  q->known = s->limit == RUNNING && !b->null_space.assumed && q->accuracy < confirmed_accuracy;
  q->response = l->any_compliance ? l->response : NAN;
  b->size_f = fmax (fmax (point_size_f (&s->at), b->noise_f), rounding_through_y (s) / rounding_of_f);
  s->lengths.farthest = fmax (s->lengths.farthest, vec_norm (n, s->at.z));
  if (q->known)
    vec_copy (n + m, s->at.z, q->z);
  progress_note (&b->progress, s->oracle->ledger.total, s->at.f + correction, q->relative,
                 secants_expected_decrease (&b->secants, q->projected));
  if (l->singular)
    null_space_transport (s);
  if (s->bounds.kink) { /* no curvature is to be learnt across it */
    lbfgs_reset (&b->secants.pairs);
    b->secants.open = false;
  }
  evidence_note (s);
  const double doubt = isnan (b->joint.hidden) ? fabs (correction) : fmin (fabs (correction), b->joint.hidden);
  secants_close (&b->secants, q->gradient, q->projected, s->at.f + correction, doubt);
  if (secants_trim (&b->secants, q->gradient, shows_curvature * b->size_f) || b->secants.marks == 0)
    model_age (&s->lower->model, b->secants.marks > 0 ? b->secants.mark[0].steep : b->secants.steep);
  b->secants.expected = secants_expected_decrease (&b->secants, q->projected);
  note_best (s, correction);
  const double nv = vec_norm (m, s->at.grad_g);
  if (!s->best.f_known && nv < s->nearest) {
    vec_copy (n + m, s->at.z, s->best.z);
    s->nearest = nv;
  }
}

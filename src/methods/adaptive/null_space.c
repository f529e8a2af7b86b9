/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "methods/adaptive/null_space.h"

void
null_space_project (const adaptive *s, real *p)
{
  const size_t n = s->at.d.n, m = s->at.d.m;
  adjoint_project (&s->lower->adjoint, m, p + n, s->search.scratch);
  vec_axpy (m, -1, s->search.scratch, p + n);
}

void
null_space_remember (adaptive *s)
{
  const size_t m = s->at.d.m;
  adjoint *a = &s->lower->adjoint;
  curvature *H = &s->lower->model.H;
  curvature_forget (H);
  for (int i = 0; i < a->count; i++) {
    adjoint_project (a, m, a->Q + (size_t) i * m, s->search.scratch);
    curvature_remember (H, s->search.scratch, a->W + (size_t) i * m);
  }
  curvature_recall (&s->branch.null_space.memory, H);
}

status
null_space_multiplier (adaptive *s, bool assumed)
{
  reduced *q = &s->branch.reduced;
  null_space *k = &s->branch.null_space;
  adjoint *a = &s->lower->adjoint;
  bool null = false;
  curvature_forget (&s->lower->model.H);
  vec_fill (s->at.d.m, 0, q->w);
  q->accuracy = tight_accuracy;
  a->stop_at_rank = assumed ? k->rank : 0;
  const status e = solve_multiplier (s, q->accuracy, &null);
  k->assumed = assumed && k->rank > 0 && a->count == k->rank;
  if (status_is_error (e) || e == STOP_NON_FINITE)
    return e;
  k->rank = null ? a->count : 0;
  null_space_remember (s);
  return e;
}

void
null_space_transport (adaptive *s)
{
  secants *k = &s->branch.secants;
  lbfgs *l = &k->pairs;
  const int moved = l->stored == l->n ? l->count : 0; /* pairs of x alone have no y */
  l->changes++;
  for (int i = 0; i < moved; i++) {
    const size_t j = (size_t) ((l->newest - i + l->most) % l->most);
    null_space_project (s, l->s + j * l->n);
    null_space_project (s, l->y + j * l->n);
    l->sy[j] = vec_dot (l->n, l->s + j * l->n, l->y + j * l->n);
    if (!(l->sy[j] > 0)) {
      l->count = i;
      break;
    }
  }
  if (k->open) {
    null_space_project (s, k->step);
    null_space_project (s, k->before);
  }
}

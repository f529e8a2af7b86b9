/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "problem/archive.h"

void
archive_layout (archive *s, size_t nz, arena *a)
{
  s->count = 0;
  s->nz = nz;
  s->z_last = arena_array (a, nz, real);
  for (int i = 0; i < archive_capacity; i++)
    s->z[i] = arena_array (a, nz, real);
}

static bool
no_worse (const measure *a, const measure *b)
{
  return a->f <= b->f && a->lower_opt <= b->lower_opt;
}

int
archive_better (const archive *s, const measure *m)
{
  for (int i = 0; i < s->count; i++)
    if (no_worse (&s->at[i], m) && !no_worse (m, &s->at[i]))
      return i;
  return -1;
}

/* Takes slot I out; its memory goes behind the last.  */
static void
take_out (archive *s, int i)
{
  real *freed = s->z[i];
  for (s->count--; i < s->count; i++) {
    s->z[i] = s->z[i + 1];
    s->at[i] = s->at[i + 1];
  }
  s->z[s->count] = freed;
}

static int
least_useful (const archive *s)
{
  int least = 1;
  double smallest = INFINITY;
  for (int i = 1; i < s->count - 1; i++) {
    const double area = (s->at[i + 1].f - s->at[i].f) * (s->at[i - 1].lower_opt - s->at[i].lower_opt);
    if (area < smallest) {
      smallest = area;
      least = i;
    }
  }
  return least;
}

void
archive_add (archive *s, const real *z, const measure *m)
{
  if (archive_better (s, m) >= 0)
    return;
  for (int i = s->count - 1; i >= 0; i--)
    if (no_worse (m, &s->at[i]))
      take_out (s, i);
  if (s->count == archive_capacity)
    take_out (s, least_useful (s));
  real *slot = s->z[s->count];
  int i = s->count++;
  for (; i > 0 && s->at[i - 1].f > m->f; i--) {
    s->z[i] = s->z[i - 1];
    s->at[i] = s->at[i - 1];
  }
  s->z[i] = slot;
  s->at[i] = *m;
  vec_copy (s->nz, z, slot);
}

void
archive_keep_last (archive *s, const run *r)
{
  vec_copy (s->nz, r->z, s->z_last);
  s->last = r->now;
  s->known = true;
}

void
archive_note (archive *s, const run *r)
{
  const measure *now = &r->now;
  archive_add (s, r->z, now);
  if (!s->known || now->kkt_residual < s->least_kkt) {
    s->least_kkt = now->kkt_residual;
    s->most_grad_f = fmax (s->most_grad_f, now->norm_grad_f);
    s->most_lower_opt = fmax (s->most_lower_opt, now->lower_opt);
  }
  archive_keep_last (s, r);
  s->k_last = r->k;
}

static void
go_to (run *r, const real *z, const measure *m)
{
  vec_copy (r->nz, z, r->z);
  r->now = *m;
  r->fresh = false;
}

void
archive_go_to_last (const archive *s, run *r)
{
  go_to (r, s->z_last, &s->last);
}

void
archive_go_to (const archive *s, run *r, int index)
{
  go_to (r, s->z[index], &s->at[index]);
}

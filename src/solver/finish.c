/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   From the end of the loop to the result: close the run, and say what was reached.  */
#include "base/real.h"

#include <string.h>

#include "solver/solve.h"

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
  return kind == LOWER_unknown ? STOP_UNCERTIFIED : STOP_CERTIFIED;
}

/* What is returned before any iterate could be measured: the start.  */
static void
return_start (solve *s, closing *c)
{
  archive_go_to_last (&s->archive, &s->run);
  s->run.now = (measure){ NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN };
  c->how = DESCENDED_NONE;
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
  out->seconds = s->host->now () - s->started;
  status_message (out->end.stop, l->not_finite, out->message, sizeof out->message);
}

status
finish (solve *s, status stop, result *out)
{
  run *r = &s->run;
  ledger *l = &s->oracle.ledger;
  closing *c = &out->end;
  *c = closing_of (stop, r->opt);
  c->escapes = s->escapes;
  c->wanted = !s->certified && stop != STOP_NON_FINITE;
  if (s->certified)
    c->lower = s->certificate;
  ledger_limit (l, (limits){ l->whole.calls, INFINITY, false }); /* what is measured is measured, however late */
  r->k = s->archive.k_last;
  const status e = s->method->close (r, c);
  if (status_is_error (e))
    return e;
  if (!s->archive.known)
    return_start (s, c);
  else if (status_stop (c->stop)->claim != CLAIM_none)
    c->stop = claimed (s, c);
  describe (s, out);
  return RUNNING;
}

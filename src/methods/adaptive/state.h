/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The state of Schedule "adaptive": its parts, and how the iterate changes.  adaptive.c says what the method is.  */
#ifndef PGDQA_ADAPTIVE_STATE_H
#define PGDQA_ADAPTIVE_STATE_H

#include "methods/adaptive/bounds.h"
#include "methods/adaptive/guard.h"
#include "methods/adaptive/progress.h"
#include "methods/adaptive/secants.h"
#include "methods/bundle/bundle.h"
#include "methods/method.h"
#include "problem/coupling.h"
#include "problem/gradient_test.h"

static const double first_part = 0.3;                  /* of its length y or x moves in a first step */
static const double tight_accuracy = 1e-8;             /* of the multiplier, to confirm a point */
static const double confirmed_accuracy = 1e-6;         /* a multiplier better than this confirms it */
static const double shows_curvature = 4500 * REAL_EPS; /* likewise: a difference that shows how f is curved is larger */
static const double rounding_of_f = 450 * REAL_EPS;    /* relative to branch.size_f */

/* A point that is tried, and the search that tries it.  */
typedef struct trial {
  point at;
  double a;           /* at z + a p */
  double merit;       /* f + w'grad_y g, bounded as merit_of says */
  double promised;    /* decrease of the merit by its slope at the iterate */
  double norm_fy;     /* |grad_y f|_H */
  double hidden;      /* |grad_y f|_H |grad_y g|_H: what infeasibility may hide of f */
  double norm_before; /* ||grad_y g|| before the lower level was solved there */
} trial;

typedef struct search {
  real *p;         /* [n + m] direction */
  real *dy;        /* [m] response of y to a step of length 1 */
  real *scratch;   /* [n + m] */
  trial now, best; /* best: the one to go to */
  bool unbounded;  /* at a trial the lower level looked unbounded below */
  bool bottomless; /* f was -Inf at a trial with the lower level solved */
  double length;   /* of the latest step: a */
  double moved;    /* and ||z (a) - z|| */
  int jumps;       /* searches in a row that met a jump of f */
} search;

/* Singular mode: A = D2_yy g is singular and y moves in null (A) as well.  */
typedef struct null_space {
  curvature memory; /* that of the iterate: every trial starts with it */
  real *Jp;         /* [m] D2_yx g p_x + D2_yy g p_y */
  real *y;          /* [m] of a trial before it is corrected */
  int rank;         /* of A at the latest iterate; 0: unknown */
  bool assumed;     /* the rank was assumed, to save a product: the step must verify it */
  int verified;     /* steps left for which J p is assumed to lie in range (A) */
} null_space;

/* Joint steps of x and y: joint.h.  */
typedef struct joint {
  real *d;          /* [m] response of y to the step, and what restores y */
  real *r, *gamma;  /* [m], [n] of its solve */
  double hidden;    /* what infeasibility hides of f + w'v, to second order; NaN: unknown */
  double nonlinear; /* largest part of a change of grad_y g that D2g did not foretell */
  double expected;  /* decrease of f that the step before was to make; NaN: there was none */
} joint;

/* What belongs to one branch y (x) of lower-level solutions.  */
typedef struct branch {
  reduced reduced;
  secants secants;
  progress progress;
  guard guard;
  null_space null_space;
  joint joint;
  double
      size_f; /* what rounding of f is relative to: point_size_f of the latest iterate, or what evidence_sample has shown */
  double noise_f; /* the latter, in the same measure */
} branch;

/* A point left for another sheet of lower-level minimisers.  */
typedef struct crossing {
  point left; /* f: what it promises to become there */
  lbfgs pairs;
  progress progress;
  double calls;        /* made when it was left */
  bool on_other_sheet; /* the two have not been compared yet */
  bool untried;
} crossing;

typedef struct explored {
  crossing crossing;
  point tied; /* where the latest change to another of equally good minimisers led */
  int rounds; /* of trials at both sides of a point where no step lowers f */
} explored;

typedef struct lengths {
  double first_step; /* of x, where nothing tells better */
  double start;      /* ||x|| at the start, at least the first step */
  double farthest;   /* largest ||x|| seen */
  double latest;     /* of the latest step in x; infinite: none */
  int short_steps;   /* steps in a row that were short */
  double straight;   /* likewise, where the merit still fell as its slope had promised; 0: it bent */
} lengths;

/* Every decision on a measured iterate: assess.h.  */
typedef struct verdict {
  bool far;        /* x has moved 1e10 times its length away */
  bool tight;      /* ||grad_y g|| <= its tolerance */
  bool accurate;   /* the multiplier is accurate enough to confirm a point, */
  bool proven;     /* and nothing was assumed to find it */
  bool small;      /* E <= TolKKT^2 V, or the reduced gradient is rounding: evidence.h */
  bool settled;    /* and the model that says so has foretold two steps, or it is rounding */
  bool claimed;    /* and the point has passed the tests of evidence.h */
  bool enough;     /* TolFun is loose, and TolFun V is all that more steps are expected to give */
  bool flat;       /* so it is, or progress is slow, and TolFun V is all that more calls are expected to give */
  bool foretold;   /* the model has foretold the latest steps: no need to start again to see whether f falls further */
  bool stuck;      /* likewise far from stationarity: a kink of f, a wrong derivative */
  bool responds;   /* y responds to x, or bounds of x explain that the reduced gradient is 0 */
  bool to_confirm; /* to be solved tightly before it is believed */
  bool to_other_sheet; /* to another sheet of lower-level minimisers, or back from it */
  bool to_test;        /* the tests of evidence.h are due, */
  bool late;           /* what the model expects is next to nothing of what f has fallen by */
  bool to_look_on;     /* and has been for many steps, which have become short: they may lead to an inflection */
  bool to_sample;      /* or the noise of the reduced gradient has to be known */
  double expected;     /* E = q'B q / 2, the decrease of f by the model; infinite: unknown */
  double variation;    /* V, how much the model varies where it was checked: secants_variation */
} verdict;

/* What a claim rests on: evidence.h.  */
typedef struct evidence {
  real *S, *T, *BT; /* [n + m] of secants_variation */
  real *z;          /* [n + m] the point tested */
  bool passed;      /* it has passed */
  real *noise;      /* [n + m] change of the reduced gradient by a change of z at the level of rounding */
  bool sampling;    /* the iterate is that change away, and `noise` holds the reduced gradient of before */
  bool sampled;     /* `noise` is known, for points near by */
  bool probed;      /* the run has made a step of evidence_probe */
  int late;         /* steps made in a row where f has little left to fall */
  int tests;        /* of the lower level since the latest step */
  int waits;        /* steps made where the point looks stationary */
  double needed;    /* ||grad_y g|| that the latest test of the lower level asks for */
  double
      lower_relative; /* sqrt (gap / (dy'A dy / 2)) of that test, at z; 0: rounding; NaN: y has moved since, or untested */
  double calls;       /* made for the tests and for the steps that they wait for */
} evidence;

/* The run starts again from its own answer before it says that it can do no more.  */
typedef struct restart {
  int made;
  double f;       /* where the latest started */
  double calls;   /* made then */
  double allowed; /* decrease of f since that does not count */
  bool due, flat; /* it is due; it is made because progress is slow */
  bool lost;      /* it is made from the best point */
} restart;

typedef struct adaptive {
  const options *opt;
  oracle *oracle;
  lower *lower;
  const box *box;
  bool joint_allowed; /* by the bounds: y has none, and x has none or few variables */
  point at;           /* the iterate; its gradients are the run's */
  branch branch;
  scales scales;
  bounds bounds;
  search search;
  explored explored;
  lengths lengths;
  evidence evidence;
  restart restart;
  gradient_test gradient_test;
  coupling *coupling;  /* the run's */
  double looked_far;   /* ||x|| where looks_endless has looked last; 0: nowhere */
  double first_length; /* ||x|| at the run's start, at least 1 where that is 0 */
  double
      next_test; /* calls after which derivatives are tested again; 0: at the next iterate; negative: at the one after */
  double first_lower; /* ||A y|| at the first iterate where y has a length; NaN: there was none */
  point
      best; /* mark: the lowest f + what may be hidden of it, with the lower level solved, or as far as a joint step needs, and not refuted, in all of the run;
                 as long as there is none (f unknown), the iterate with the least ||grad_y g|| */
  double nearest; /* ||grad_y g|| there */
  point
      other; /* mark: at the x of the iterate, the best for f of other y that are as good for g; f unknown: none was met */
  verdict verdict;
  bundle *bundle;                 /* NULL: the problem is not for it: kinks.h */
  bool in_bundle;                 /* the iterate is its */
  bool bundle_known, bundle_last; /* it has been begun in this run; as the last thing to try */
  bool measured;                  /* the iterate has been, by the step that led to it */
  double start_solved;            /* 1: y0 solves the lower level at x0, 0: it does not; NaN: unknown */
  status limit;                   /* ended the latest multiplier early */
} adaptive;

void state_layout (const run *r, arena *a); /* of r->state */
void state_start (adaptive *s, const run *r);
void state_forget_best (adaptive *s);

/* The state, at the run's iterate, which may be an earlier one once the loop has ended.  */
adaptive *state_enter (run *r);

/* The iterate becomes the run's; returns E.  Every hook that may move it ends so.  */
status state_leave (run *r, status e);

/* Another branch of lower-level solutions: nothing of the latest is known there.  */
void branch_start (adaptive *s);

/* ---- tolerances ---- */

/* TolKKT and TolLower are given: the run ends where they are met.  */
bool stops_by_tolerances (const adaptive *s);

/* Relative to its terms: less of a gradient differences of values of g cannot show; 0 where g has derivatives.  */
double shown_by_differences (const adaptive *s);

/* tau of the test of stationarity: TolKKT, or what differences of values of g can show.  And the relative stationarity that
   suffices at a kink.  */
double tolerance_kkt (const adaptive *s);
double tolerance_slow (const adaptive *s);

/* ||grad_y g|| is relative to this; to which the lower level is solved along the path: at least rounding, and what
   evidence.h has found to be needed.  */
double scale_lower (const adaptive *s);
double tolerance_lower (const adaptive *s);

double not_wanted (const adaptive *s); /* TolFun V, a decrease of f, where that is enough; else 0 */
bool is_tight (const adaptive *s);     /* the lower level is solved at the iterate */

/* ||grad_y g|| is small by the measure of the first iterate: where g has grown beyond measure since, what is tight tells little.  */
bool is_small_at_first (const adaptive *s);

/* ---- the iterate ---- */

/* f, g and their gradients, unless they are known.  */
status know_point (adaptive *s);

/* Nothing but g and grad_y g is known at Z [n + m].  */
status go_to (adaptive *s, const real *z);

/* The lower level is solved to the tolerance, in the norm of H too if that is not 0.  STOP_UNBOUNDED_LOWER.  */
status solve_lower_to (adaptive *s, double tolerance_H, double tolerance);
status solve_lower (adaptive *s); /* to tolerance_lower */

/* w and the reduced gradient at the iterate, to the accuracy; *null: D2_yy g is singular on what is left of grad_y f.  */
status solve_multiplier (adaptive *s, double accuracy, bool *null);

/* f + w'grad_y g at a point, with the multiplier of the iterate.  */
double merit_at (const adaptive *s, const point *p);

/* What infeasibility may hide of f at a point: |grad_y f|_H |grad_y g|_H.  */
double hidden_at (const adaptive *s, const point *p);

/* ---- singular mode ---- */

/* Steps in (x, y) along null (A).  With few pairs steps are tangential ones on (x, y), which are free to change the sheet of
   minimisers; with bounds always.  */
bool moves_in_null_space (const adaptive *s);

#endif

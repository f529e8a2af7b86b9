/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The state of Schedule "adaptive" and what its parts share.  adaptive.c says what the method is.  */
#ifndef PGDQA_ADAPTIVE_H
#define PGDQA_ADAPTIVE_H

#include "linalg/lbfgs.h"
#include "methods/method.h"

enum { adaptive_decades = 40, adaptive_steps_a_decade = 20, trail_most = 128 };
enum { adaptive_young = 6 };   /* pairs up to which steps in singular mode are free to change the sheet of minimisers */
enum { adaptive_pairs = 100 }; /* of the tangential L-BFGS */
static const double adaptive_first_response = 0.3;  /* of its length y answers to a first step, and x moves at most */
static const double adaptive_tight_accuracy = 1e-8; /* of the multiplier */
static const double adaptive_confirmed_accuracy = 1e-6; /* a multiplier better than this confirms */

typedef struct trial {
  real *z;      /* [n + m] */
  real *v;      /* [m] grad_y g there */
  real *grad_f; /* [n + m] */
  double a, f, g, merit;
  double promised; /* decrease of the merit by the slope at the iterate */
  double norm_fy;  /* |grad_y f|_H */
  double hidden;   /* what infeasibility may hide of f: |grad_y f|_H |grad_y g|_H */
  double steep;    /* ||grad_y g|| before the lower level was solved there */
} trial;

typedef struct trail { /* f along the path */
  double calls[trail_most], f[trail_most];
  int count;
  double every; /* calls between two entries */
} trail;

typedef struct mark { /* a point to go back to */
  real *z;            /* [n + m] */
  double f;           /* at most this is f where the lower level is solved at its x */
  bool known;
} mark;

typedef struct progress {
  trail trail;
  double first_calls[adaptive_decades * adaptive_steps_a_decade]; /* when `relative` fell to 10^(-i / 20); 0: not yet */
} progress;

/* A point left for another sheet of lower-level minimisers; its pairs are in adaptive.spare.  */
typedef struct crossing {
  real *z;      /* [n + m] */
  double f;     /* what f promises to become on that sheet */
  double calls; /* made when it was left */
  progress progress;
  bool away; /* it has been left and not yet been compared */
  bool may;  /* not yet done */
} crossing;

typedef struct adaptive {
  lower *lower;
  curvature clean; /* the memory at the iterate, for singular mode */
  lbfgs pairs;
  lbfgs spare;                /* the pairs of the sheet that was left */
  int recent[adaptive_pairs]; /* their slots, newest first, at the end of the run */
  real *w;                    /* [m] multiplier of grad_y g = 0 */
  real *pull;                 /* [m] A w where w was found */
  real *reduced;              /* [n + m] (gamma, r) at the iterate, r = 0 outside singular mode */
  real *q;                    /* [n + m] the same, 0 in the x that a bound holds */
  real *q_last;               /* [n + m] `reduced` at the iterate before */
  real *move;                 /* [n + m] what the latest tangential step did */
  real *p;                    /* [n + m] tangential direction */
  real *metric;               /* [n + m] of x, and 1 */
  real *part_f;               /* [n] largest |grad_x f| + |D2_xy g w| seen */
  real *answer;               /* [m] change of y to a step of length 1, learnt from the first trial */
  real *u;                    /* [m] */
  real *z_upper, *z_lower;    /* [n + m] where f, grad f and where g, grad_y g are known */
  trial now, best;
  double most_fy;      /* largest ||grad_y f|| seen */
  double most_f;       /* largest |f| seen */
  double length_x;     /* a first guess of the length of steps in x */
  double first_length; /* of x at the start, or that guess */
  double farthest;     /* largest ||x|| seen */
  double accuracy;     /* of the multiplier */
  double relative;     /* the measure that TolKKT bounds */
  double rest;         /* ||grad_y f + A w|| at the iterate */
  progress progress;
  crossing crossing;
  bool upper_known, lower_known,
      multiplier_known; /* the last: w, q, rest belong to z_lower, to adaptive_confirmed_accuracy */
  bool singular;        /* r counts */
  bool *weak, *held;    /* [m] bounds of y that act or not (model_weak); those taken to act */
  real *q_free;         /* [n + m] q where none of them acts */
  bool kink;            /* q is of neither reading of them: the shortest between the two */
  mark before;          /* the latest step started there */
  mark good;            /* the lowest f of this branch with the lower level solved */
  bool resolved;        /* the lower level has been solved again after the latest step */
  bool strict;          /* it is solved at every trial: leaving it unsolved has misled the merit */
  int retreats, looks, forgets;
  bool saturated; /* x acts on y no longer, and no bound of x explains the vanishing reduced gradient */
  mark tied;      /* where the latest change to another of equally good minimisers led */
  bool moved;     /* q_last and move hold a pair that the next measure completes */
  int tries;      /* restorations since the latest tangential step */
  int rank;       /* directions of A at the iterate before, in singular mode; 0: unknown */
  int trust;      /* steps for which J p is taken to lie in the range of A */
  bool taken;     /* for as many at this iterate, which the step is to prove */
  int refused;    /* pairs in a row without positive curvature */
  status limit;   /* ended the latest measure early */
} adaptive;

/* What ||grad_y g|| is small against.  In singular mode what it leaves in null (A) must stay below what counts as zero: no wider
   measure than what was seen.  */
static inline double
adaptive_lower_scale (const run *r)
{
  const adaptive *s = r->state;
  const model *l = &s->lower->model;
  return l->singular && l->scale > 0 ? l->scale : model_scale (l);
}

static inline double
adaptive_tolerance_lower (const run *r)
{
  const adaptive *s = r->state;
  const double t = r->opt->tol_lower * adaptive_lower_scale (r);
  const double rounding =
      45 * REAL_EPS * s->lower->model.stiffness * vec_norm (r->d.m, r->z + r->d.n); /* y0 may be a solution */
  return t > 0 ? fmax (t, rounding) : 0;
}

static inline bool
adaptive_singular_is_due (const run *r)
{
  const adaptive *s = r->state;
  return s->lower->model.singular && !r->box.low && s->pairs.count > adaptive_young;
}

/* Relative stationarity that is met: TolKKT, or what differences of values of g can show.  */
static inline double
adaptive_tolerance (const run *r)
{
  const oracle *o = r->oracle;
  const double shown = o->lower->order < 1 && !o->diff.use_complex_step ? 1e-6 : 0;
  return fmax (r->opt->tol_kkt, shown);
}

/* And that suffices where progress is slow.  */
static inline double
adaptive_tolerance_slow (const run *r)
{
  return 10 * fmax (adaptive_tolerance (r), real_is_single ? 1e-4 : 1e-9);
}

/* The lower level is solved at the iterate.  */
static inline bool
adaptive_is_tight (const run *r)
{
  return vec_norm (r->d.m, r->grad_g) <= adaptive_tolerance_lower (r);
}

/* g, grad_y g; f, grad f at the iterate, unless they are known.  */
status adaptive_know_lower (run *r);
status adaptive_know_upper (run *r);

/* w, gamma and r at the iterate to the ACCURACY, and s->relative; *null: D2_yy g is singular on what is left of
   grad_y f.  */
status adaptive_solve_multiplier (run *r, double accuracy, bool *null);

/* The same with the bounds of y that the model holds now.  */
status adaptive_solve_reading (run *r, double accuracy, bool *null);

/* The same where some of s->weak may act or not: f (x, y (x)) has but directional derivatives there, and the two
   readings of the bounds, all weak ones free, and held where y would leave along the step, have a q each.  Taken is
   the one whose own step keeps to it; where neither does, the shortest q between the two (s->kink), 0 at a kink that
   is a minimum to first order.  q = 0 is taken only if the other reading has no step of its own either.  Three or
   more multipliers and answers.  */
status adaptive_read_bounds (run *r, double accuracy, bool *null);

/* The measured point, as a start of a step with f at most F, or with the lower level solved.  */
void adaptive_remember_point (run *r, mark *at, double f);

/* With the lower level solved again, f is higher than the latest step started from, or than at an earlier such point:
   what the step had promised was infeasibility.  */
bool adaptive_has_risen (run *r);

/* Back to s->before, or to s->good where that is lower; from there on every trial is solved.  Two gradients and a
   lower level.  */
status adaptive_retreat (run *r);

/* Z becomes the iterate, of which nothing but g and grad_y g is known.  */
status adaptive_go_to (run *r, const real *z);

/* The iterate has become a point where g and grad_y g are known.  */
void adaptive_moved_to (run *r);

/* The trial becomes the iterate; UPPER: f and grad f are known there.  */
void adaptive_take (run *r, const trial *t, bool upper);

/* What infeasibility may hide of f: |grad_y f|_H |grad_y g|_H.  */
double adaptive_hidden (adaptive *s, const real *fy, const real *v);

/* The lower level at the iterate's x; the status of normal_solve, or that it is unbounded.  */
status adaptive_solve_lower (run *r, double tolerance_H, double tolerance);

/* Stationarity without units: ||gamma||_D over the largest || |grad_x f| + |D2_xy g w| ||_D, ||r|| over the largest
   ||grad_y f||.  */
void adaptive_set_relative (adaptive *s, const run *r);
void adaptive_note_progress (run *r); /* when `relative` first fell to each level, and f */
bool adaptive_is_small (run *r);      /* `relative` meets TolKKT, or nearly so where that is slow */

/* Decrease of f, by the path so far, in a run ten times as long; NaN: too early to tell.  */
double adaptive_expected_decrease (const run *r);

/* Progress is slow and little is expected of more calls: TolFun |f|, after 2000 calls for each further call.  */
bool adaptive_is_flat (const run *r);
bool adaptive_is_stuck (const run *r); /* likewise, far from stationarity: a kink of f, a wrong derivative */

void adaptive_fill_measure (run *r); /* r->now from what is known */

void adaptive_start_branch (adaptive *s); /* forgets what belongs to one lower-level branch */

/* y [m] moves a little at random, rather the way in which f falls: it may be a maximum of g at the x of a trial,
   where grad_y g = 0 would keep it.  */
void adaptive_step_aside (run *r, real *y);

/* A trial, whose t->z, t->g and t->v are known: the lower level at its x; f and grad f, *ok: finite; s->now, accepted,
   changes places with s->best.  */
status adaptive_trial_lower (run *r, trial *t, double tolerance_H, bool *ok, bool *unbounded);
status adaptive_trial_upper (run *r, trial *t, bool *ok);
void adaptive_trial_swap (adaptive *s);

status adaptive_singular_step (run *r, bool *found);
/* w, gamma and r at the iterate, tightly.  A is TAKEN to have the rank it had at the iterate before: a product less.  */
status adaptive_singular_multiplier (run *r, bool taken);
void adaptive_singular_memory (adaptive *s);
void adaptive_singular_transport (adaptive *s);

/* Half of q'B q, the decrease of f that the L-BFGS pairs promise; infinite without pairs.  */
double adaptive_promised (run *r);

/* Singular mode: is it time to look for another sheet of lower-level minimisers (once a run, near a stationary point), or to
   compare with the one that was left?  Then the iterate goes on from there, or back.  */
bool adaptive_cross_due (run *r);
status adaptive_cross (run *r);
status adaptive_cross_back (run *r);

/* At a point with its certificate: among lower-level minimisers with one value of g the upper level has the choice
   (optimistic formulation).  c->falls: of those that the latest challenge met one has a lower f, and is where to go
   on.  Where an earlier such change had led to a lower f than the run has come to since, that point is gone back to
   for good (*back).  One f_grad for each, and a lower level solved for one that is taken.  */
status adaptive_choose_among_ties (run *r, certificate *c, bool *back);

/* Is f lower beside a stationary point, in a direction the path has not explored?  *falls: the iterate is there.  A few
   calls; where no step lowers f or x does not act on y, four looks near and far on both sides.  */
status adaptive_escape_upper (run *r, bool *falls);

/* Hooks of method.h.  */
status adaptive_step (run *r);
status adaptive_certify (run *r, certificate *out);
status adaptive_close (run *r, closing *c);

#endif

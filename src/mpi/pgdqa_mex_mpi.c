/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The ranks of MPI, one MEX file for both precisions.  MPI starts with the first command and ends with Octave.

     address = pgdqa_mex_mpi ('comm')      uint64: where the table of base/comm.h is
     facts = pgdqa_mex_mpi ('world')       [rank, size, ranks on this machine]
     a = pgdqa_mex_mpi ('sum', a)          the sum over all ranks of a full double array
   Of a run on all ranks:
     pgdqa_mex_mpi ('enter')               it begins
     pgdqa_mex_mpi ('open')                what follows may fail on some ranks; they meet at 'agree'
     failed = pgdqa_mex_mpi ('agree', id, message)   '' where it did not fail: [] or {id, message} of the lowest rank that failed
     pgdqa_mex_mpi ('leave')               it ends; an interrupt before 'agree' fails there
     pgdqa_mex_mpi ('done')                it ends well
     how = pgdqa_mex_mpi ('end')           how it comes that this rank has an error: the ranks have 'agreed' on it, a turn has 'told' all of
                                           them to end, so that they can agree; or it is 'alone' with it
     pgdqa_mex_mpi ('abort', message)      writes the message and ends all ranks

   A rank that waits looks out for others that have left: one that has ended its program will never come.  */
#define _DEFAULT_SOURCE
#include <limits.h>
#include <mex.h>
#include <mpi.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/comm.h"

enum { tag_left = 1, most_text = 2000, most_at_once = 1 << 26, few_looks = 100, most_looks = 100000 };
static const struct timespec nap = { 0, 20000 };
static const double patience = 5; /* seconds to wait for what a rank that has left may have sent before */

enum { IDLE, INSIDE, OPEN };

static comm world;
static MPI_Comm data, control;
static int state = IDLE;
static pid_t started_in;
static bool agreed;
static bool crowded; /* the ranks of this machine are more than its processors */

static double
now (void)
{
  struct timespec t;
  clock_gettime (CLOCK_MONOTONIC, &t);
  return (double) t.tv_sec + 1e-9 * (double) t.tv_nsec;
}

static _Noreturn void
abort_all (const char *message)
{
  fflush (stdout);
  fprintf (stderr, "error: pgdqa: rank %d: %s; all ranks end\n", world.rank, message);
  fflush (stderr);
  MPI_Abort (MPI_COMM_WORLD, 1);
  _Exit (1);
}

/* The sum itself takes microseconds, so a rank looks on for a while; it sleeps soon where the ranks of this machine share processors.
   One that sleeps gets its processor back at once, one that yields it after all other programs have run.  */
static void
wait_for (MPI_Request *request)
{
  double since = 0;
  int left = 0;
  for (long looks = 0;; looks++) {
    int done;
    MPI_Test (request, &done, MPI_STATUS_IGNORE);
    if (done)
      return;
    if (left && now () - since > patience)
      abort_all ("another rank has ended its program while this one waits for it");
    if (looks < (crowded ? few_looks : most_looks))
      continue;
    if (!left) {
      MPI_Iprobe (MPI_ANY_SOURCE, tag_left, control, &left, MPI_STATUS_IGNORE);
      since = now ();
    }
    nanosleep (&nap, NULL);
  }
}

/* MPI requires that all ranks get the same bits from this.  */
static void
sum (double *a, size_t count)
{
  while (count > 0) {
    const int part = count > most_at_once ? most_at_once : (int) count;
    MPI_Request request;
    MPI_Iallreduce (MPI_IN_PLACE, a, part, MPI_DOUBLE, MPI_SUM, data, &request);
    wait_for (&request);
    a += part;
    count -= (size_t) part;
  }
}

static void
stop (void)
{
  int over;
  if (getpid () != started_in) /* a copy of the process, of parcellfun for instance */
    return;
  MPI_Finalized (&over);
  if (over)
    return;
  for (int r = 0; r < world.size; r++)
    if (r != world.rank) {
      MPI_Request request;
      MPI_Isend (NULL, 0, MPI_BYTE, r, tag_left, control, &request);
      MPI_Request_free (&request);
    }
  MPI_Finalize ();
}

static void
start (void)
{
  int on;
  if (world.size > 0)
    return;
  MPI_Initialized (&on);
  if (!on)
    MPI_Init (NULL, NULL);
  started_in = getpid ();
  mexLock ();
  mexAtExit (stop);
  MPI_Comm machine;
  MPI_Comm_dup (MPI_COMM_WORLD, &data);
  MPI_Comm_dup (MPI_COMM_WORLD, &control);
  MPI_Comm_rank (data, &world.rank);
  MPI_Comm_split_type (data, MPI_COMM_TYPE_SHARED, world.rank, MPI_INFO_NULL, &machine);
  MPI_Comm_size (machine, &world.local);
  MPI_Comm_free (&machine);
  crowded = world.local > sysconf (_SC_NPROCESSORS_ONLN);
  world.sum = sum;
  world.now = now;
  MPI_Comm_size (data, &world.size);
}

/* Text of the argument A in OUT [most_text].  */
static void
read_text (const mxArray *a, char *out)
{
  char *text = mxIsChar (a) ? mxArrayToString (a) : NULL;
  snprintf (out, most_text, "%s", text ? text : "");
  if (text)
    mxFree (text);
}

/* The lowest rank that failed; -1: none.  Its ID and MESSAGE replace those of the others.  */
static int
agree (char *id, char *message)
{
  enum { both = 2 * most_text };
  int own = *id || *message ? world.rank : INT_MAX, lowest;
  double text[both];
  MPI_Request request;
  if (world.lonely)
    abort_all (*message ? message : "interrupted");
  state = INSIDE;
  MPI_Iallreduce (&own, &lowest, 1, MPI_INT, MPI_MIN, data, &request);
  wait_for (&request);
  if (lowest == INT_MAX)
    return -1;
  agreed = true;
  for (int i = 0; i < both; i++)
    text[i] = world.rank != lowest ? 0 : i < most_text ? id[i] : message[i - most_text];
  sum (text, both);
  for (int i = 0; i < both; i++)
    *(i < most_text ? id + i : message + i - most_text) = (char) text[i];
  return lowest;
}

static void
command_agree (mxArray **plhs, const mxArray **prhs)
{
  char id[most_text], message[most_text];
  read_text (prhs[1], id);
  read_text (prhs[2], message);
  const int rank = agree (id, message);
  plhs[0] = mxCreateCellMatrix (rank < 0 ? 0 : 1, rank < 0 ? 0 : 3);
  if (rank < 0)
    return;
  mxSetCell (plhs[0], 0, mxCreateString (id));
  mxSetCell (plhs[0], 1, mxCreateString (message));
  mxSetCell (plhs[0], 2, mxCreateDoubleScalar (rank));
}

/* Where the run has not ended well, this rank was interrupted.  */
static void
leave (void)
{
  char id[most_text] = "pgdqa:mpi", message[most_text];
  const int was = state;
  state = IDLE;
  snprintf (message, sizeof message, "rank %d was interrupted", world.rank);
  if (was == IDLE || agreed)
    return;
  if (was == OPEN || world.ended)
    agree (id, message);
  else
    abort_all ("interrupted");
  state = IDLE;
}

static void
enter (void)
{
  world.failing = world.ended = world.apart = world.lonely = agreed = false;
  state = INSIDE;
}

static void
command_sum (mxArray **plhs, const mxArray **prhs)
{
  plhs[0] = mxDuplicateArray (prhs[1]);
  sum (mxGetPr (plhs[0]), mxGetNumberOfElements (plhs[0]));
}

static void
command_abort (mxArray **plhs, const mxArray **prhs)
{
  char message[most_text];
  (void) plhs;
  read_text (prhs[1], message);
  abort_all (message);
}

static void
command_comm (mxArray **plhs, const mxArray **prhs)
{
  (void) prhs;
  plhs[0] = mxCreateNumericMatrix (1, 1, mxUINT64_CLASS, mxREAL);
  *(uint64_t *) mxGetData (plhs[0]) = (uint64_t) (uintptr_t) &world;
}

static void
command_world (mxArray **plhs, const mxArray **prhs)
{
  (void) prhs;
  plhs[0] = mxCreateDoubleMatrix (1, 3, mxREAL);
  mxGetPr (plhs[0])[0] = world.rank;
  mxGetPr (plhs[0])[1] = world.size;
  mxGetPr (plhs[0])[2] = world.local;
}

static void
command_end (mxArray **plhs, const mxArray **prhs)
{
  (void) prhs;
  plhs[0] = mxCreateString (agreed ? "agreed" : world.ended ? "told" : "alone");
}

static void
change_state (mxArray **plhs, const mxArray **prhs)
{
  char name[most_text];
  (void) plhs;
  read_text (prhs[0], name);
  if (strcmp (name, "enter") == 0)
    enter ();
  else if (strcmp (name, "leave") == 0)
    leave ();
  else
    state = strcmp (name, "open") == 0 ? OPEN : IDLE;
}

static const struct {
  const char *name;
  int arguments;
  void (*run) (mxArray **plhs, const mxArray **prhs);
} commands[] = {
  { "comm", 0, command_comm },   { "world", 0, command_world }, { "sum", 1, command_sum },
  { "enter", 0, change_state },  { "open", 0, change_state },   { "agree", 2, command_agree },
  { "leave", 0, change_state },  { "done", 0, change_state },   { "end", 0, command_end },
  { "abort", 1, command_abort },
};

#define EXPORT __attribute__ ((visibility ("default")))
EXPORT void mexFunction (int nlhs, mxArray *plhs[], int nrhs, const mxArray *prhs[]);

void
mexFunction (int nlhs, mxArray *plhs[], int nrhs, const mxArray *prhs[])
{
  char name[most_text] = "";
  (void) nlhs;
  if (nrhs > 0)
    read_text (prhs[0], name);
  for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
    if (strcmp (commands[i].name, name) == 0 && commands[i].arguments == nrhs - 1) {
      start ();
      commands[i].run (plhs, prhs);
      return;
    }
  mexErrMsgIdAndTxt ("pgdqa:internal", "pgdqa_mex_mpi: no command '%s' with %d arguments", name, nrhs - 1);
}

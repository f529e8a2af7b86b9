/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#define _DEFAULT_SOURCE /* madvise */
#include "mex/host.h"

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

/* liboctave's C symbols for interrupts.  octave_interrupt_state is positive after Ctrl-C; octave_handle_signal then
   throws the interrupt exception, which unwinds to the prompt.  Its header is C++ only in newer versions.  */
extern volatile int octave_interrupt_state;
extern void octave_handle_signal (void);

/* Present if the BLAS in use is OpenBLAS.  */
extern int openblas_get_num_threads (void) __attribute__ ((weak));
extern void openblas_set_num_threads (int) __attribute__ ((weak));
extern char *openblas_get_config (void) __attribute__ ((weak));
extern char *openblas_get_corename (void) __attribute__ ((weak));

mxArray *
host_blas_name (void)
{
  char text[256], version[64] = "";
  if (!openblas_get_config || !openblas_get_corename || !openblas_get_num_threads) {
    mxArray *name = NULL, *which = mxCreateString ("-blas");
    mexCallMATLAB (1, &name, 1, &which, "version");
    mxDestroyArray (which);
    return name;
  }
  if (sscanf (openblas_get_config (), "OpenBLAS %63[0-9.a-z]", version) != 1)
    version[0] = '\0';
  const int threads = openblas_get_num_threads ();
  snprintf (text, sizeof text, "OpenBLAS%s%s, kernel %s, %d thread%s", *version ? " " : "", version,
            openblas_get_corename (), threads, threads == 1 ? "" : "s");
  return mxCreateString (text);
}

int
host_blas_single (void)
{
  if (!openblas_get_num_threads || !openblas_set_num_threads)
    return 0;
  const int threads = openblas_get_num_threads ();
  openblas_set_num_threads (1);
  return threads;
}

void
host_blas_restore (const int *threads)
{
  if (*threads > 0)
    openblas_set_num_threads (*threads);
}

void
host_error (status id, const char *format, ...)
{
  char text[1024];
  va_list args;
  va_start (args, format);
  vsnprintf (text, sizeof text, format, args);
  va_end (args);
  /* error () called in the interpreter: mexErrMsgIdAndTxt would put the name of the MEX file before the message */
  mxArray *call[] = { mxCreateString (status_id (id)), mxCreateString ("%s"), mxCreateString (text) };
  mexCallMATLAB (0, NULL, 3, call, "error");
  abort (); /* not reached */
}

const char *
host_number (double v, char buf[number_length])
{
  if (isnan (v))
    return "NaN";
  if (isinf (v))
    return v > 0 ? "Inf" : "-Inf";
  snprintf (buf, number_length, "%g", v);
  return buf;
}

double
host_physical_memory (void)
{
  const long pages = sysconf (_SC_PHYS_PAGES), size = sysconf (_SC_PAGESIZE);
  return pages > 0 && size > 0 ? (double) pages * (double) size : INFINITY;
}

double
host_now (void)
{
  struct timespec t;
  clock_gettime (CLOCK_MONOTONIC, &t);
  return (double) t.tv_sec + 1e-9 * (double) t.tv_nsec;
}

bool
host_interrupted (void)
{
  return octave_interrupt_state > 0;
}

void
host_tick (void *self)
{
  (void) self;
  if (host_interrupted ())
    octave_handle_signal ();
}

void
host_print (void *self, const char *text)
{
  (void) self;
  mexPrintf ("%s", text);
  mexEvalString ("fflush (stdout);");
}

void
host_slow (void *self, const char *text)
{
  (void) self;
  host_warn ("pgdqa:slow", text);
}

void
host_warn (const char *id, const char *text)
{
  /* warning () called in the interpreter: mexWarnMsgIdAndTxt would put the name of the MEX file before the text */
  mxArray *call[] = { mxCreateString (id), mxCreateString ("%s"), mxCreateString (text) };
  mexCallMATLAB (0, NULL, 3, call, "warning");
  for (int i = 0; i < 3; i++)
    mxDestroyArray (call[i]);
}

mxArray *
host_terminal (void)
{
  return mxCreateLogicalScalar (isatty (STDIN_FILENO) != 0);
}

/* OpenBLAS maps a buffer for every thread that calls it at the same time, and keeps it; where there is no memory for one it tries
   for ever, and no signal ends that.  Beside it the stack of a thread.  */
static const size_t blas_buffer = (size_t) 144 << 20;
static int blas_threads; /* of the largest number so far */

void
host_blas_started (int threads)
{
  if (threads > blas_threads)
    blas_threads = threads;
}

/* Large pages for what lies in whole ones: the first touch of a page costs as much as thousands of operations, and there are 512 times as
   many small ones.  Linux gives them on request; where it does not, nothing changes.  */
static void
ask_for_large_pages (void *block, size_t bytes)
{
#ifdef MADV_HUGEPAGE
  const uintptr_t large = (uintptr_t) 1 << 21, first = ((uintptr_t) block + large - 1) / large * large;
  const uintptr_t end = ((uintptr_t) block + bytes) / large * large;
  if (first < end)
    madvise ((void *) first, end - first, MADV_HUGEPAGE);
#else
  (void) block;
  (void) bytes;
#endif
}

void *
host_memory (size_t bytes, int threads, const char *what)
{
  const size_t more =
      openblas_get_num_threads && threads > blas_threads ? (size_t) (threads - blas_threads) * blas_buffer : 0;
  void *probe = bytes && bytes < SIZE_MAX - more ? malloc (bytes + more) : NULL; /* a failed mxMalloc has no id */
  if (!probe)
    host_error (ERROR_MEMORY, "pgdqa: %s does not fit into memory (%.3g GB asked for)", what,
                bytes ? ((double) bytes + (double) more) / 1e9 : INFINITY);
  free (probe);
  void *block = mxMalloc (bytes);
  ask_for_large_pages (block, bytes);
  return block;
}

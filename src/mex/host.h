/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Octave as the host of the core: errors, printing, time, interrupts.  */
#ifndef PGDQA_MEX_HOST_H
#define PGDQA_MEX_HOST_H

#include <mex.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

/* Raises an error with the id of an ERROR status and a message without prefix.  Unwinds; mxMalloc memory is freed.  */
_Noreturn void host_error (status id, const char *format, ...);

/* V as Octave spells it (%g, but NaN, Inf, -Inf), in BUF.  */
enum { number_length = 32 };
const char *host_number (double v, char buf[number_length]);

double host_physical_memory (void); /* bytes; infinite: unknown */
double host_now (void);
bool host_interrupted (void);                   /* Ctrl-C was typed */
void host_tick (void *self);                    /* raises Octave's interrupt when Ctrl-C was typed */
void host_print (void *self, const char *text); /* shown at once, through the pager and the diary */

void host_warn (const char *id, const char *text);
void host_slow (void *self, const char *text); /* a warning with the id pgdqa:slow */

/* Does standard input come from a terminal?  */
mxArray *host_terminal (void);

/* BLAS on one thread until host_blas_restore, if OpenBLAS is the BLAS; returns the number it had, 0 otherwise.  For the cleanup
   attribute: an error that unwinds restores it too.  */
int host_blas_single (void);
void host_blas_restore (const int *threads);

/* The BLAS in use: for OpenBLAS its version, the kernel that it has chosen for this processor and its threads, else what Octave
   knows.  */
mxArray *host_blas_name (void);

/* BYTES of memory that Octave frees when an error unwinds; pgdqa:memory when there is not that much, or not what the first BLAS
   calls of that many THREADS take besides.  */
void *host_memory (size_t bytes, int threads, const char *what);
/* BLAS has been called by so many THREADS at once and keeps what it took.  */
void host_blas_started (int threads);

#endif

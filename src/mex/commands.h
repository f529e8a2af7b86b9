/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The commands of the gateway.  Argument lists as mexFunction's, without the name of the command; the caller has checked that
   x, y, vx and vy are columns of finite numbers.  */
#ifndef PGDQA_MEX_COMMANDS_H
#define PGDQA_MEX_COMMANDS_H

#include <mex.h>

typedef void command (int nlhs, mxArray **plhs, const mxArray **prhs);

command command_solve; /* [x, y, fval, exitflag, output] = (f, g, x0, y0, options) */
command
    command_solve_watched; /* likewise; (f, g, x0, y0, options, seconds of silence until it warns, checkpoint or []) */
command command_eval;      /* [v, gx, gy, known] = (objective, x, y) */
command command_hvp;       /* [hx, hy] = (objective, x, y, vx, vy) */
command command_examine;   /* [v, known, largest] = (tapes, x, y), at the columns of x and y */
command command_choices;   /* 'a|b|c' = (objective name, field name) */

#endif

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   The commands of the gateway that depend on the precision.  Argument lists as mexFunction's, without the name of the
   command; the caller has checked x and y (command_columns).  */
#ifndef PGDQA_MEX_COMMANDS_H
#define PGDQA_MEX_COMMANDS_H

#include <mex.h>

#define COMMAND(name)                                                                                                  \
  void pgdqa_command_##name##_d (int nlhs, mxArray **plhs, const mxArray **prhs);                                      \
  void pgdqa_command_##name##_s (int nlhs, mxArray **plhs, const mxArray **prhs);

COMMAND (solve)   /* [x, y, fval, exitflag, output] = (f, g, x0, y0, options) */
COMMAND (eval)    /* [v, gx, gy] = (objective, x, y) */
COMMAND (hvp)     /* [hx, hy] = (objective, x, y, vx, vy) */
COMMAND (choices) /* 'a|b|c' = (objective name, field name) */
#undef COMMAND

#endif

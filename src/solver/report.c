/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include <stdarg.h>
#include <stdio.h>

#include "solver/solve.h"

enum { line_length = 256 };
static const double print_seconds = 1; /* a row at least this often */

static void
fill_row (const solve *s, double *row)
{
#define COLUMN(name, value, ...) row[COLUMN_##name] = (value);
#include "solver/history.def"
}

static const struct {
  const char *heading, *format;
} printed_columns[] = {
#define COLUMN(name, value, heading, format, ...) { heading, format },
#include "solver/history.def"
};

static bool
shows (const solve *s, int display)
{
  return s->host.print && (int) s->run.opt->display >= display;
}

/* 0, 1, 2, 5, 10, 20, 50, ...  */
static bool
is_round (size_t k)
{
  while (k >= 10 && k % 10 == 0)
    k /= 10;
  return k == 0 || k == 1 || k == 2 || k == 5;
}

/* Seconds left by the limit that comes first, at the present speed; Inf if none is near.  */
static double
time_left (const solve *s, const double *row)
{
  const options *o = s->run.opt;
  const double done = fmax (row[COLUMN_k] / o->max_iter, row[COLUMN_calls] / o->max_calls),
               by_count = done > 0 ? row[COLUMN_time] * (1 - done) / done : INFINITY;
  return fmax (0, fmin (by_count, o->max_time - row[COLUMN_time]));
}

/* Only who has set such a limit waits for it.  */
static bool
shows_left (const solve *s)
{
  return s->run.opt->max_calls < INFINITY || s->run.opt->max_time < INFINITY;
}

static void
print_heading (const solve *s)
{
  char line[line_length];
  int used = 0;
  for (int c = 0; c < COLUMN_count; c++)
    if (printed_columns[c].heading) {
      char blank[32]; /* as wide as the column */
      int width = snprintf (blank, sizeof blank, printed_columns[c].format, 0.0);
      used += snprintf (line + used, (size_t) (line_length - used), "%*s", width, printed_columns[c].heading);
    }
  snprintf (line + used, (size_t) (line_length - used), shows_left (s) ? "      left\n" : "\n");
  s->host.print (s->host.self, line);
}

static void
print_row (solve *s, const double *row)
{
  char line[line_length];
  int used = 0;
  for (int c = 0; c < COLUMN_count; c++)
    if (printed_columns[c].heading) {
      char cell[32];
      const int width = snprintf (cell, sizeof cell, printed_columns[c].format, isnan (row[c]) ? 0 : row[c]);
      used += snprintf (line + used, (size_t) (line_length - used), "%*s", width, isnan (row[c]) ? "-" : cell);
    }
  const double left = time_left (s, row);
  if (s->phase == PHASE_returned)
    snprintf (line + used, (size_t) (line_length - used), "  returned\n");
  else if (shows_left (s))
    snprintf (line + used, (size_t) (line_length - used), " %7.1f s\n", left);
  else
    snprintf (line + used, (size_t) (line_length - used), "\n");
  s->host.print (s->host.self, line);
  s->printed = row[COLUMN_time];
}

static bool
tell (const solve *s, const char *state, const double *row)
{
  return s->host.output && s->host.output (s->host.self, state, s->run.z, s->run.z + s->run.d.n, row);
}

status
report_iterate (solve *s)
{
  const size_t k = s->run.k;
  const bool wanted = history_wants (&s->history, k), printing = shows (s, DISPLAY_iter);
  if (!wanted && !printing && !s->host.output)
    return RUNNING;
  double row[COLUMN_count];
  fill_row (s, row);
  if (wanted)
    history_add (&s->history, row);
  if (printing) {
    if (k == 0)
      print_heading (s);
    if (is_round (k) || row[COLUMN_time] - s->printed >= print_seconds)
      print_row (s, row);
  }
  const bool stop = (k == 0 && tell (s, "init", row)) || tell (s, "iter", row);
  return stop ? STOP_OUTPUT_FCN : RUNNING;
}

/* Appends to the line, of which USED characters are taken.  */
static int
add (char *line, int used, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  used += vsnprintf (line + used, (size_t) (line_length - used), format, args);
  va_end (args);
  return used < line_length ? used : line_length - 1;
}

/* A norm, or that it was not measured, in OUT.  */
static const char *
measured (double value, const char *format, char *out, size_t length)
{
  if (isnan (value))
    return "not measured";
  snprintf (out, length, format, value);
  return out;
}

static void
print_start_and_forecast (const solve *s, const closing *c)
{
  char line[line_length];
  if (!isnan (c->expected_decrease)) {
    add (line, 0, "  expected further decrease of f: %.1e, between %.1e and %.1e\n", c->expected_decrease,
         c->expected_range[0], c->expected_range[1]);
    s->host.print (s->host.self, line);
  }
  if (c->start_solved == 0)
    s->host.print (s->host.self,
                   "  f (x0, y0) is no bilevel value: y0 was not a lower-level solution at x0 (it need not be)\n");
}

static void
print_summary (const solve *s, const result *out)
{
  char line[line_length], norm[32];
  int used = add (line, 0, "pgdqa: %s\n", out->message);
  s->host.print (s->host.self, line);
  used = add (line, 0, "  f %.8g, g %.8g, kkt residual %s, ", out->f, out->g,
              measured (out->kkt_residual, "%.2e", norm, sizeof norm));
  if (!isnan (out->lambda))
    used = add (line, used, "lambda %.3g, ", out->lambda);
  add (line, used, "%.0f iterations, %.0f oracle calls, %.2f s, exitflag %d\n", out->iterations, out->total,
       out->seconds, status_stop (out->end.stop)->exitflag);
  s->host.print (s->host.self, line);
  if (!s->archive.known)
    return;
  used = add (line, 0, "  relative stationarity %s (TolKKT %.1e), ",
              measured (out->end.relative, "%.1e", norm, sizeof norm), s->run.opt->tol_kkt);
  used = add (line, used, "relative lower_opt %s (TolLower %.1e)",
              measured (out->end.relative_lower, "%.1e", norm, sizeof norm), s->run.opt->tol_lower);
  if (out->end.lower.starts > 0)
    used = add (line, used, ", y %s in %.0f starts", out->end.lower.refuted ? "refuted" : "not refuted",
                out->end.lower.starts);
  if (closing_is_restored (&out->end))
    used = add (line, used, ", f %.8g before y was solved again", out->end.f_before);
  add (line, used, "\n");
  s->host.print (s->host.self, line);
  print_start_and_forecast (s, &out->end);
}

void
report_slow (const void *self)
{
  const solve *s = self;
  const options *o = s->run.opt;
  const struct {
    const char *name;
    double most;
  } bounds[] = { { "MaxCalls", o->max_calls }, { "MaxTime", o->max_time }, { "MaxIter", o->max_iter } };
  char line[line_length];
  int used = add (line, 0, "pgdqa_solve: no answer yet after %.3g s and %.0f calls of f and g",
                  s->host.now () - s->started, s->oracle.ledger.total);
  if (s->archive.known)
    used = add (line, used, ", f = %.6g", s->run.now.f);
  const char *joint = "; it ends at the latest at ";
  for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++)
    if (bounds[i].most < INFINITY) {
      used = add (line, used, "%s%s = %g", joint, bounds[i].name, bounds[i].most);
      joint = ", ";
    }
  add (line, used, "%s; Ctrl-C stops it, 'Display', 'iter' shows how it goes, MaxCalls and MaxTime limit it",
       joint[0] == ';' ? "; nothing bounds it" : "");
  s->host.slow (s->host.self, line);
}

void
report_end (solve *s, result *out)
{
  double row[COLUMN_count];
  s->phase = PHASE_returned;
  fill_row (s, row);
  row[COLUMN_stationarity] = out->end.stationarity;
  row[COLUMN_kkt_residual] = out->kkt_residual;
  if (s->archive.known)
    history_add (&s->history, row);
  out->history = s->history.rows;
  out->rows = s->history.count;
  if (shows (s, DISPLAY_iter))
    print_row (s, row);
  if (shows (s, DISPLAY_final))
    print_summary (s, out);
  if (s->archive.known)
    tell (s, "done", row);
}

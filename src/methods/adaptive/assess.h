/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Every decision on a measured iterate, by name: struct verdict.  Nothing is changed, no calls are made.  */
#ifndef PGDQA_ASSESS_H
#define PGDQA_ASSESS_H

#include "methods/adaptive/state.h"

verdict assess (const adaptive *s);

#endif

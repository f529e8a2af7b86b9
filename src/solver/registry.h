/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   What exists: the rows of registry.def.  */
#ifndef PGDQA_REGISTRY_H
#define PGDQA_REGISTRY_H

#include "methods/method.h"
#include "problem/objective.h"

#define registry_methods REAL (registry_methods)
#define registry_objectives REAL (registry_objectives)

extern const method *const registry_methods[];       /* indexed by METHOD_name */
extern const objective *const registry_objectives[]; /* ends with NULL */

#endif

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   What exists: the rows of registry.def.  */
#ifndef PGDQA_REGISTRY_H
#define PGDQA_REGISTRY_H

#include "methods/method.h"
#include "problem/objective.h"

const method *registry_method (const options *o); /* the method, or its variant, that the options ask for */

/* In the order of registry.def, which is that of the words of option Method; end with NULL.  */
extern const method *const registry_methods[];
extern const objective *const registry_objectives[];

#endif

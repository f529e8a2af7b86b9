/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "solver/registry.h"

#define METHOD(name) extern const method method_named (name);
#define OBJECTIVE(name) extern const objective objective_named (name);
#include "base/registry.def"
#undef METHOD
#undef OBJECTIVE

#define OBJECTIVE(name)
const method *const registry_methods[] = {
#define METHOD(name) &method_named (name),
#include "base/registry.def"
#undef METHOD
};
#undef OBJECTIVE

#define METHOD(name)
const objective *const registry_objectives[] = {
#define OBJECTIVE(name) &objective_named (name),
#include "base/registry.def"
#undef OBJECTIVE
  NULL
};

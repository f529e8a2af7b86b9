/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "solver/registry.h"

#define METHOD(name, ...) extern const method method_##name;
#define VARIANT(name) extern const method method_##name;
#define OBJECTIVE(name) extern const objective objective_##name;
#include "base/registry.def"

const method *const registry_methods[] = {
#define METHOD(name, ...) &method_##name,
#include "base/registry.def"
  NULL
};

const objective *const registry_objectives[] = {
#define OBJECTIVE(name) &objective_##name,
#include "base/registry.def"
  NULL
};

const method *
registry_method (const options *o)
{
  return options_adaptive (o) ? &method_adaptive : registry_methods[(int) o->method];
}

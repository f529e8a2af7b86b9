/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/real.h"

#include "solver/registry.h"

#define METHOD(name) extern const method method_##name;
#define VARIANT(name) METHOD (name)
#define OBJECTIVE(name) extern const objective objective_##name;
#include "base/registry.def"
#undef METHOD
#undef OBJECTIVE

#define OBJECTIVE(name)
static const method *const methods[] = {
#define METHOD(name) [METHOD_##name] = &method_##name,
#include "base/registry.def"
#undef METHOD
};
#undef OBJECTIVE

#define METHOD(name)
const objective *const registry_objectives[] = {
#define OBJECTIVE(name) &objective_##name,
#include "base/registry.def"
#undef OBJECTIVE
  NULL
};

const method *
registry_method (const options *o)
{
  return methods[options_adaptive (o) ? METHOD_adaptive : (int) o->method];
}

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Rows of the registry by their names.  Included after base/real.h.  */
#ifndef PGDQA_TEST_REGISTERED_H
#define PGDQA_TEST_REGISTERED_H

#include "solver/registry.h"

#include <string.h>

static const objective *
registered_objective (const char *name)
{
  for (int i = 0; registry_objectives[i]; i++)
    if (strcmp (registry_objectives[i]->name, name) == 0)
      return registry_objectives[i];
  return NULL;
}

#endif

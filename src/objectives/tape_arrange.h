/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#ifndef PGDQA_TAPE_ARRANGE_H
#define PGDQA_TAPE_ARRANGE_H

#include "objectives/tape_node.h"

/* On what the parts of an assemble node depend.  */
unsigned tape_parts_depend (const tape *t, const node *n);

#endif

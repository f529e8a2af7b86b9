/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#ifndef PGDQA_TAPE_ELEMENTWISE_H
#define PGDQA_TAPE_ELEMENTWISE_H

#include "objectives/tape_node.h"

const operation *tape_elementwise (size_t i); /* the i-th of tape.def; NULL: there are not so many */

#endif

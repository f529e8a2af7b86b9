/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   SIMD vectors: GCC's, which any target lowers to what it has; on x86 the functions FOR_THIS_CPU are compiled for AVX with FMA as
   well and chosen at load time.  */
#ifndef PGDQA_VECTORS_H
#define PGDQA_VECTORS_H

#include "base/real.h"

enum {
  vector_bytes = 32,
  lanes = vector_bytes / (int) sizeof (real),
  line = 64 / (int) sizeof (real) /* numbers that come from memory together */
};
typedef real vreal __attribute__ ((vector_size (vector_bytes), aligned (sizeof (real)), may_alias));

#if defined __x86_64__ && defined __linux__ && defined __GNUC__ && !defined __clang__ && !defined __SANITIZE_ADDRESS__
#define FOR_THIS_CPU __attribute__ ((target_clones ("fma", "default")))
#else
#define FOR_THIS_CPU
#endif
/* Data that are needed soon, but not next; any address will do.  */
#define ASK_FOR(address) __builtin_prefetch (address, 0, 2)
#define INLINE static inline __attribute__ ((always_inline))

#endif

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#include "base/random.h"

#include <math.h>

double
random_uniform (random_state *r) /* SplitMix64 (Steele, Lea and Flood 2014) */
{
  uint64_t z = r->counter += UINT64_C (0x9E3779B97F4A7C15);
  z = (z ^ (z >> 30)) * UINT64_C (0xBF58476D1CE4E5B9);
  z = (z ^ (z >> 27)) * UINT64_C (0x94D049BB133111EB);
  z ^= z >> 31;
  return ((double) (z >> 11) + 0.5) * 0x1p-53;
}

double
random_normal (random_state *r) /* Box and Muller (1958) */
{
  const double length = sqrt (-2 * log (random_uniform (r)));
  return length * cos (6.283185307179586 * random_uniform (r));
}

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later

   Whether a search follows a run.  Counts alone decide, never seconds: the answer does not depend on the load of the machine.  */
#ifndef PGDQA_SEARCH_REFUSAL_H
#define PGDQA_SEARCH_REFUSAL_H

#include "search/found.h"

/* Before the run: can there be a search?  */
bool refusal_may_search (const problem *p, const options *opt);

/* The calls that the run before a search may take.  */
double refusal_most_calls (const options *opt);

/* Why no search follows, in OUT [80]; "" if one does.  FIRST: how the run before it ended, which used those options; NULL: there was none.
   true: that is not what Search says, so that the message is to tell it.  */
bool refusal_words (const problem *p, const options *opt, const result *first, char *out);

#endif

/* Copyright (C) 2026 The pgdqa authors
   SPDX-License-Identifier: GPL-3.0-or-later  */
#define _GNU_SOURCE /* dl_iterate_phdr */
#include "base/image.h"

#include "base/journal.h"

#ifdef __linux__
#include <link.h>

/* Looks whether an object of the process holds this function, into OUT.  */
static int
look (struct dl_phdr_info *object, size_t size, void *out)
{
  image *found = out, here = { 0 };
  const char *inside = (const char *) (uintptr_t) image_find, *base = (const char *) object->dlpi_addr;
  bool is_it = false;
  (void) size;
  for (int i = 0; i < object->dlpi_phnum; i++) {
    const ElfW (Phdr) *part = object->dlpi_phdr + i;
    const char *start = base + part->p_vaddr, *end = start + part->p_memsz;
    if (part->p_type != PT_LOAD)
      continue;
    if (!here.start)
      here.start = start;
    here.bytes = (size_t) (end - here.start);
    is_it |= inside >= start && inside < end;
    if (part->p_flags & PF_X)
      here.identity = journal_key (here.identity, start, part->p_filesz);
  }
  if (is_it)
    *found = here;
  return is_it;
}

image
image_find (void)
{
  image found = { 0 };
  dl_iterate_phdr (look, &found);
  return found;
}
#else
image
image_find (void)
{
  return (image){ 0 };
}
#endif

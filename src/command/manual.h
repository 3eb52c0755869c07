/* SPDX-License-Identifier: MIT */
/* The pages of the manual (content/exlint/by-example), carried in the program
 * itself; src/embed.c makes the table when exlint is built. */
#ifndef EXLINT_COMMAND_MANUAL_H
#define EXLINT_COMMAND_MANUAL_H

#include "base/text.h"

size_t manual_count(void);
/* The bytes of page number i, and its file name. */
struct text manual_page(size_t i, const char **name);

#endif

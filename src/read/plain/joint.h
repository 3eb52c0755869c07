/* SPDX-License-Identifier: MIT */
/* Code that runs straight into other code: where inside a block a second one
 * begins, often in another language. */
#ifndef EXLINT_READ_PLAIN_JOINT_H
#define EXLINT_READ_PLAIN_JOINT_H

#include "read/plain/guess.h"

/* Parts the page's blocks of code where two were joined; whether there was any such. */
bool plain_joints(struct plain_page *page, const struct guesser *guesser);

#endif

/* SPDX-License-Identifier: MIT */
/* What the rules on annotations have in common. */
#ifndef EXLINT_RULE_ANNOTATIONS_H
#define EXLINT_RULE_ANNOTATIONS_H

#include "rule/code.h"
#include "rule/rule.h"

/* Whether all that stands in such a block is of one language, whose comments are known: no plain text,
 * nothing that other languages are embedded in, no terminal session with its output. */
bool annotation_is_certain(const struct language *language, struct text name);
/* Offset of the next "=>" at or after `from`, or TEXT_NONE. Rare bytes are found faster than pairs. */
size_t annotation_find_arrow(struct text t, size_t from);
/* Offset in the block's text behind the run that the annotation's leader is ("##"). */
size_t annotation_leader_end(const struct block *block, const struct annotation *annotation);

#endif

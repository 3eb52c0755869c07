/* SPDX-License-Identifier: MIT */
/* YAML as values with places, by the 1.2 core schema. yaml.c is the only user
 * of libyaml. */
#ifndef EXLINT_READ_YAML_H
#define EXLINT_READ_YAML_H

#include "doc/value_build.h"

/* Reads one document. NULL where it holds none, and NULL with *error filled where it is no YAML, has a second
 * document, a key twice or one that is no scalar, a tag that is not of the core schema, an alias inside its
 * own anchor, or more levels or values (once aliases are followed) than value_build.h allows. begin is added
 * to every offset, for a text that is part of a page; the text need not outlive the values. */
const struct value *yaml_load(struct text bytes, uint32_t begin, struct arena *arena,
                              struct value_error *error);

#endif

/* SPDX-License-Identifier: MIT */
/* URIs (RFC 3986): what schemas call themselves and each other. */
#ifndef EXLINT_SCHEMA_URI_H
#define EXLINT_SCHEMA_URI_H

#include "base/arena.h"

/* Chapter 3. Parts that are absent have at == NULL, but for the path. */
struct uri {
    struct text scheme, authority, path, query, fragment;
};

struct uri uri_split(struct text t);
/* Whether t is a URI: with a scheme, and nothing in it that must not stand there. */
bool uri_is_valid(struct text t);
/* The reference resolved against a base (5.2), without its fragment; dots are removed from the path of an
 * absolute one too. In the arena. */
struct text uri_resolve(struct arena *arena, struct text base, struct text reference);
/* "file:" URI of a path, made absolute with the current folder; and the path of such a URI, or at == NULL. */
struct text uri_of_path(struct arena *arena, const char *path);
struct text uri_to_path(struct arena *arena, struct text uri);
/* The text with %XX decoded; what is no such escape stays. */
struct text uri_decode(struct arena *arena, struct text t);

#endif

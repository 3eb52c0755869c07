/* SPDX-License-Identifier: MIT */
/* Lines of templates that hold other lines: "{% for x in list %}", "<% if open do %>", "@foreach ($list as
 * $x)". */
#ifndef EXLINT_READ_PLAIN_DIRECTIVES_H
#define EXLINT_READ_PLAIN_DIRECTIVES_H

#include "base/text.h"

enum directive {
    DIRECTIVE_NONE,
    DIRECTIVE_OPENS,
    DIRECTIVE_MIDDLE, /* else */
    DIRECTIVE_CLOSES,
};

/* What a line is that holds one directive and nothing else; blade: those that begin with "@" count. Sources:
 * the manuals of Jinja, Django, Twig, Liquid, ERB, EEx, Go, Handlebars, Svelte, Blade, PHP's alternative
 * syntax. */
enum directive directive_of(struct text t, bool blade);

#endif

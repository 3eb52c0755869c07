/* SPDX-License-Identifier: MIT */
/* The stack, and what a block shows of how it is laid out. */
#include <stdlib.h>

#include "base/memory.h"
#include "read/plain/nesting.h"

enum { LOOK_FOR_PARTNER = 64 };

struct level *nesting_top(struct nesting *n) {
    return &n->levels[n->depth];
}

bool nesting_is(const struct nesting *n, enum convention convention) {
    return (n->conventions->traits & (unsigned)convention) != 0;
}

struct level *nesting_push(struct nesting *n, char kind, long base, long content) {
    if (n->depth + 1 >= n->capacity) {
        n->capacity *= 2;
        n->levels = memory_grow(n->levels, n->capacity, sizeof *n->levels);
    }
    bool sheet = nesting_top(n)->sheet;
    n->levels[++n->depth] =
        (struct level){.kind = kind, .base = base, .content = content, .sheet = sheet, .now = running_none()};
    return nesting_top(n);
}

static char closer_of(char open) {
    switch (open) {
    case '(': return ')';
    case '[': return ']';
    case '{': return '}';
    case '<': return '>';
    default: return open;
    }
}

bool nesting_pop(struct nesting *n, char closer, long *base) {
    size_t look = n->depth, tries = 0;
    while (look && closer_of(n->levels[look].kind) != closer && tries++ < LOOK_FOR_PARTNER)
        look--;
    if (!look || closer_of(n->levels[look].kind) != closer)
        return false;
    *base = n->levels[look].base;
    n->depth = look - 1;
    return true;
}

/* "}  // namespace": in C++ who writes that does not indent what is in it. */
static bool names_ends(const struct layout *layout) {
    for (size_t i = 0; i < layout->count; i++)
        if (text_starts(layout->lines[i].text, "}") &&
            text_find(layout->lines[i].text, TEXT("// namespace"), 0) != TEXT_NONE)
            return true;
    return false;
}

/* Whether a line begins with a tag. */
static bool holds_tags(const struct layout *layout) {
    for (size_t i = 0; i < layout->count; i++) {
        struct text t = layout->lines[i].text;
        if (t.len > 1 && t.at[0] == '<' && (byte_is_alpha(t.at[1]) || t.at[1] == '.'))
            return true;
    }
    return false;
}

/* What tools write, or have written, with four columns a level although the language mostly has two. */
static const struct {
    const char *language, *begins; /* a line */
} wide[] = {
    {"json", "\"psr-4\""}, /* composer.json */
    {"json", "\"require-dev\""},
    {"xml", "<modelVersion>"}, /* pom.xml */
};

static bool is_wide(const struct layout *layout) {
    for (size_t k = 0; k < sizeof wide / sizeof *wide; k++) {
        if (strcmp(layout->grammar->name, wide[k].language) != 0)
            continue;
        for (size_t i = 0; i < layout->count; i++)
            if (text_starts(layout->lines[i].text, wide[k].begins))
                return true;
    }
    return false;
}

/* Settings of git stand a level further in than their sections. */
bool nesting_is_section(const struct nesting *n, struct text code) {
    return layout_listed("ini toml", text_of(n->layout->grammar->name)) && text_starts(code, "[") &&
           layout_listed("user core alias init pull push merge diff rerere remote branch commit fetch rebase "
                         "credential includeIf url color gpg submodule",
                         layout_word(text_from(code, 1)));
}

static bool is_component(const struct layout *layout) {
    for (size_t i = 0; i < layout->count; i++) {
        struct text t = layout->lines[i].text;
        if (text_is(t, "<template>") || text_starts(t, "<script setup") || text_starts(t, "<style scoped"))
            return true;
    }
    return false;
}

void nesting_init(struct nesting *n, struct layout *layout) {
    *n = (struct nesting){.layout = layout,
                          .conventions = conventions_of(layout->grammar->name),
                          .tags = layout->grammar->style == STYLE_TAGS ||
                                  layout_listed("tsx jsx", text_of(layout->grammar->name)),
                          .markup = layout->grammar->style == STYLE_TAGS,
                          .keywords = layout->grammar->style == STYLE_KEYWORDS,
                          .unit = (long)layout->grammar->unit,
                          .capacity = 64};
    n->step = n->conventions->chain ? (long)n->conventions->chain : n->unit;
    if (strcmp(layout->grammar->name, "bash") == 0)
        n->unit = n->step = layout->habits->shell_step;
    if (is_wide(layout))
        n->unit = n->step = 2 * n->unit;
    if (strcmp(layout->grammar->name, "java") == 0 && layout->habits->twice)
        n->step = 2 * n->unit;
    n->list = strcmp(layout->grammar->name, "java") == 0 ? n->step : n->unit;
    n->levels = memory_get_zeroed(n->capacity, sizeof *n->levels);
    n->levels[0].now = running_none();
    unclosed_count(n);
    n->flat_namespaces = names_ends(layout);
    n->flush_labels =
        nesting_is(n, CASE_AT_MARGIN) || (layout->habits->flush_labels && nesting_is(n, GOTO_LABELS));
    bool page = strcmp(layout->grammar->name, "php") == 0 && holds_tags(layout);
    n->tags = n->tags || page;
    n->directives = (n->markup && holds_tags(layout)) || page;
    n->blade = strcmp(layout->grammar->name, "blade") == 0;
    n->component = n->markup && is_component(layout);
}

void nesting_free(struct nesting *n) {
    free(n->levels);
}

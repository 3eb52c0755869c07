/* SPDX-License-Identifier: MIT */
/* diagram/palette: the colours of Mermaid diagrams. */
#include "rule/mermaid.h"
#include "rule/rule.h"

static int hex_value(char c) {
    if (byte_is_digit(c))
        return c - '0';
    c = byte_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Number of hexadecimal digits at the start. */
static size_t hex_run(struct text t) {
    size_t n = 0;
    while (n < t.len && hex_value(t.at[n]) >= 0)
        n++;
    return n;
}

/* Red, green, blue of "#abc", "#abcd", "#aabbcc", "#aabbccdd"; false for anything else. */
static bool read_hex(struct text colour, int rgb[3]) {
    struct text digits = text_from(colour, 1);
    if (!text_starts(colour, "#") || hex_run(digits) != digits.len)
        return false;
    bool is_short = digits.len == 3 || digits.len == 4;
    if (!is_short && digits.len != 6 && digits.len != 8)
        return false;
    for (size_t i = 0; i < 3; i++)
        rgb[i] = is_short ? hex_value(digits.at[i]) * 17
                          : hex_value(digits.at[2 * i]) * 16 + hex_value(digits.at[2 * i + 1]);
    return true;
}

/* Names that are no colour of their own, or a shade between black and white. */
static bool is_neutral_name(struct text name) {
    static const char *const names[] = {"black", "white", "none", "transparent", "inherit", "currentcolor"};
    static const char *const greys[] = {"gray", "grey"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (text_equal_nocase(name, text_of(names[i])))
            return true;
    for (size_t i = 0; i < 2; i++)
        if (name.len >= 4 && text_equal_nocase(text_from(name, name.len - 4), text_of(greys[i])))
            return true;
    return text_starts(name, "var(");
}

static bool is_allowed(const struct profile *profile, struct text colour) {
    int rgb[3], wanted[3];
    if (!read_hex(colour, rgb))
        return is_neutral_name(colour);
    if (rgb[0] == rgb[1] && rgb[1] == rgb[2])
        return true;
    for (const char *const *name = profile->palette; *name; name++)
        if (read_hex(text_of(*name), wanted) && memcmp(rgb, wanted, sizeof rgb) == 0)
            return true;
    return false;
}

static void check_colour(const struct mermaid *mermaid, struct report *report, struct text colour) {
    const struct document *document = mermaid->cursor.document;
    const struct profile *profile = document->profile;
    if (!colour.len || is_allowed(profile, colour))
        return;
    struct buf palette = {0};
    for (const char *const *name = profile->palette; *name; name++)
        buf_print(&palette, "%s, ", *name);
    report_add(report, document, MESSAGE_DIAGRAM_PALETTE, mermaid_span(mermaid, colour),
               "the colour %.*s is not of the palette; expected: %sblack, white or a grey", TEXT_ARG(colour),
               palette.len ? palette.at : "");
    buf_free(&palette);
}

/* The value behind a property, up to the comma; of "rgb(1, 2, 3)" up to the parenthesis. */
static struct text read_value(struct text t) {
    enum { LONGEST = 64 };
    t = text_slice(text_trim_left(t), 0, LONGEST);
    size_t end = 0;
    bool inside = false;
    for (; end < t.len; end++) {
        char c = t.at[end];
        if (!inside && (c == ',' || c == ';' || byte_is_blank(c)))
            break;
        inside = c == '(' || (inside && c != ')');
    }
    return text_slice(t, 0, end);
}

/* Whether a property that begins at the offset is one of its own ("color:" and not "xcolor:"). */
static bool begins_property(struct text line, size_t at) {
    return at > 0 && (byte_is_blank(line.at[at - 1]) || line.at[at - 1] == ',' || line.at[at - 1] == ';');
}

static void check_style(const struct mermaid *mermaid, struct report *report) {
    static const char *const properties[] = {
        "fill:", "stroke:", "color:", "background:", "background-color:"};
    struct text line = mermaid->line;
    for (size_t colon = text_find_byte(line, ':', 0); colon != TEXT_NONE;
         colon = text_find_byte(line, ':', colon + 1))
        for (size_t i = 0; i < sizeof properties / sizeof *properties; i++) {
            size_t length = strlen(properties[i]);
            if (colon + 1 >= length && begins_property(line, colon + 1 - length) &&
                text_starts(text_from(line, colon + 1 - length), properties[i]))
                check_colour(mermaid, report, read_value(text_from(line, colon + 1)));
        }
}

/* %%{init: {"themeVariables": {"primaryColor": "#ff0000"}}}%% */
static void check_directive(const struct mermaid *mermaid, struct report *report) {
    struct text line = mermaid->line;
    for (size_t at = text_find_byte(line, '#', 0); at != TEXT_NONE; at = text_find_byte(line, '#', at + 1)) {
        size_t length = hex_run(text_from(line, at + 1));
        int rgb[3];
        struct text colour = text_slice(line, at, at + 1 + length);
        if (read_hex(colour, rgb))
            check_colour(mermaid, report, colour);
    }
}

void check_diagram_palette(const struct document *document, struct report *report) {
    for (uint32_t i = 0; document->profile->palette && i < document->block_count; i++) {
        const struct block *block = &document->blocks[i];
        struct mermaid mermaid;
        if (block->kind != BLOCK_DIAGRAM)
            continue;
        for (bool more = mermaid_begin(&mermaid, document, block); more && mermaid_next(&mermaid);)
            if (mermaid.kind == MERMAID_DIRECTIVE)
                check_directive(&mermaid, report);
            else if (mermaid_says(mermaid.line, "style") || mermaid_says(mermaid.line, "classDef") ||
                     mermaid_says(mermaid.line, "linkStyle"))
                check_style(&mermaid, report);
    }
}

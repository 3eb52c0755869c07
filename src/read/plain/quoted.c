/* SPDX-License-Identifier: MIT */
/* What is no code: comments, which stand with the line above or below, and the lines of strings and
 * here-documents. */
#include "read/plain/nesting.h"

enum { DOC_CODE = 4 /* columns of code in a documentation string */ };

static bool is_last_of_string(const struct layout *layout, size_t i) {
    return i + 1 >= layout->count || !layout->lines[i + 1].inside;
}

/* The place of a string's lines, from the line that opened it. */
static enum string_place string_place_of(const struct nesting *n, struct text opener) {
    enum string_place place = n->conventions->strings;
    if (text_is(opener, "\"\"\"") || text_is(opener, "'''") || text_is(opener, "`"))
        return STRING_UNDER;
    if (text_ends(opener, "[[") &&
        (n->string_base || n->levels[n->depth].kind == '{')) /* of Lua, not at the margin */
        return STRING_WITHIN;
    if (text_find(opener, TEXT("<<-"), 0) != TEXT_NONE)
        return STRING_WITHIN;
    bool shell = layout_listed("bash dockerfile", text_of(n->layout->grammar->name));
    if (shell && text_find(opener, TEXT("<<"), 0) == TEXT_NONE && opener.len &&
        strchr("'\"!{", opener.at[opener.len - 1]))
        return STRING_WITHIN;
    return place;
}

static bool holds_queries(struct text first) {
    return layout_listed("SELECT INSERT UPDATE DELETE CREATE WITH ALTER MERGE", layout_word(first));
}

/* Whether a string's text opens a bracket at the end of the line that the string begins on. */
static bool opens_text(const struct layout_line *opener) {
    size_t n = opener->text.len;
    return n && strchr("{[", opener->text.at[n - 1]) && !text_ends(opener->text, "[[") &&
           opener->code.len == n && opener->code.at[n - 1] == 'x';
}

void quoted_place(struct nesting *n, size_t i) {
    struct layout_line *line = &n->layout->lines[i];
    if (i && !n->layout->lines[i - 1].inside) {
        const struct layout_line *opener = &n->layout->lines[i - 1];
        n->string_place = string_place_of(n, opener->text);
        n->inner = (struct inner){.shell = true};
        n->session = false;
        if (text_find(opener->text, TEXT("<<"), 0) != TEXT_NONE &&
            strcmp(n->layout->grammar->name, "bash") == 0)
            n->inner.items = n->unit;
        if (holds_queries(line->text))
            n->inner.step = n->unit;
        if (opens_text(opener)) {
            n->string_place = n->string_place == STRING_MARGIN ? STRING_MARGIN : STRING_UNDER;
            inner_open(&n->inner, 0);
        }
    }
    static const char ends[] = "\"'`])";
    bool last = is_last_of_string(n->layout, i) && line->text.len;
    bool word = text_equal(layout_word(line->text), line->text);
    bool here = i && text_find(n->layout->lines[i - 1].text, TEXT("<<"), 0) != TEXT_NONE;
    if (last && (strchr(ends, line->text.at[0]) || word || here)) {
        long end = n->string_base + (n->string_place == STRING_DEEPER ? n->step : 0);
        line->indent = n->string_place == STRING_MARGIN ? 0 : end;
        return;
    }
    long base = n->string_place == STRING_MARGIN   ? 0
                : n->string_place == STRING_UNDER  ? n->string_base
                : n->string_place == STRING_DEEPER ? n->string_base + n->step
                                                   : n->string_base + n->unit;
    n->session = text_starts(line->text, "iex>") || (n->session && line->text.at[0] != '#');
    line->indent = base + (n->session ? DOC_CODE : 0) + inner_columns(&n->inner, line->text);
}

long quoted_columns(struct nesting *n, struct text line) {
    if (text_is(line, "'{'") || text_is(line, "\"{\"")) {
        n->object = true;
        return 0;
    }
    n->object = n->object && line.len && strchr("'\"", line.at[0]) && !(line.len > 1 && line.at[1] == '}');
    return n->object ? n->unit : 0;
}

/* Help in a comment of PowerShell: ".SYNOPSIS", and its text further in. */
static bool is_help_keyword(struct text t) {
    return t.len > 1 && t.at[0] == '.' && t.at[1] >= 'A' && t.at[1] <= 'Z';
}

static void place_inside(struct nesting *n, size_t i) {
    struct layout_line *line = &n->layout->lines[i];
    struct text first = n->layout->lines[i - 1].text;
    long to = n->star;
    if (!n->layout->lines[i - 1].inside)
        n->star = 0;
    if (line->text.at[0] == '*')
        to = 1;
    else if (!n->layout->lines[i - 1].inside)
        to = text_starts(first, "<!--") ? n->unit : text_starts(first, "/* ") || text_is(first, "/*") ? 3 : 0;
    if (is_help_keyword(line->text))
        to = 0;
    else if (is_help_keyword(first))
        to = n->unit;
    if (text_is(line->text, "-->") || text_is(line->text, "#>") ||
        (text_is(line->text, "*/") && n->star != 1 && n->layout->lines[i - 1].inside))
        to = 0;
    line->place = PLACE_ABOVE;
    line->shift = to - (n->layout->lines[i - 1].inside ? n->star : 0);
    n->star = to;
}

static bool begins_with_end(struct nesting *n, struct text code) {
    if (!code.len)
        return true;
    if (n->markup && !nesting_counts_brackets(n))
        return text_starts(code, "</");
    return strchr(")]}", code.at[0]) || (n->tags && (text_starts(code, "</") || text_starts(code, "/>"))) ||
           (n->keywords && worded_closes(n, code));
}

/* A comment that is none in the language, "# =>" in Kotlin: such were put under the line that they are about.
 */
static bool is_foreign(const struct nesting *n, struct text comment) {
    const struct language *language = grammar_language(n->layout->grammar);
    for (size_t k = 0; k < LANGUAGE_LEADERS && language->leaders[k]; k++)
        if (text_starts(comment, language->leaders[k]))
            return false;
    return true;
}

void quoted_comment(struct nesting *n, size_t i) {
    struct layout *layout = n->layout;
    struct layout_line *line = &layout->lines[i];
    struct level *level = nesting_top(n);
    if (line->inside && i) {
        place_inside(n, i);
        return;
    }
    struct text next = line->next < layout->count ? layout->lines[line->next].code : (struct text){0};
    bool label = level->kind == '{' && level->cases && running_is_label(n, next);
    bool pattern = n->keywords && worded_is_label(n, next);
    line->indent = level->content;
    if (i && layout->lines[i - 1].comment && (line->annotation || !layout->lines[i - 1].annotation)) {
        line->place = PLACE_ABOVE;
    } else if (line->annotation && i && n->opened && !n->markup && is_foreign(n, line->text)) {
        line->place = PLACE_ABOVE;
    } else if (line->annotation && i && !(label && nesting_is(n, PRETTIER))) {
        n->guesses++;
        if (!n->opened && running_goes_on(n, next) && !begins_with_end(n, next)) {
            line->place = PLACE_BELOW;
            n->annotated = true;
        } else if (n->annotated && !n->opened && !nesting_is(n, PRETTIER)) {
            line->place = PLACE_ABOVE;
        }
    } else if (label || pattern || !begins_with_end(n, next)) {
        line->place = PLACE_BELOW;
    }
}

void layout_comments(struct layout *layout) {
    long below = NO_COLUMN;
    for (size_t i = layout->count; i-- > 0;) {
        struct layout_line *line = &layout->lines[i];
        if (!line->comment)
            below = line->indent;
        else if (line->place == PLACE_BELOW && below != NO_COLUMN)
            line->indent = below;
    }
    for (size_t i = 1; i < layout->count; i++)
        if (layout->lines[i].comment && layout->lines[i].place == PLACE_ABOVE)
            layout->lines[i].indent = layout->lines[i - 1].indent + layout->lines[i].shift;
}

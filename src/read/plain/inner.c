/* SPDX-License-Identifier: MIT */
/* Text of another language in strings, here-documents and block scalars: JSON, scripts, SQL, markup. */
#include "read/plain/brackets.h"
#include "read/plain/directives.h"
#include "read/plain/layout.h"

enum { TEXT_STEP = 2, SSH_STEP = 4 };

/* What a line does to what is open. */
struct reach {
    bool closes; /* begins with an end */
    bool middle; /* stands in the column of what is open, which stays so */
    long change; /* more opened than closed, or less */
};

/* Whether a line opens more brackets than it closes (1), or the other way round (-1). */
static long brackets_of(struct text t) {
    long depth = brackets_balance(t);
    return depth > 0 ? 1 : depth < 0 ? -1 : 0;
}

static bool is_tag(struct text t, size_t at) {
    if (at + 1 >= t.len || t.at[at] != '<')
        return false;
    char next = t.at[at + 1];
    return byte_is_alpha(next) || next == '/' || next == '.' || next == ':' || next == '>';
}

/* Tags that a line opens and does not close; *head: the last one's head goes on below. */
static long tags_of(struct text t, bool *head) {
    static const char empty[] = "area base br col embed hr img input link meta source track wbr";
    long depth = 0;
    for (size_t i = 0; i < t.len; i++) {
        if (!is_tag(t, i))
            continue;
        bool closes = t.at[i + 1] == '/';
        size_t end = i + 1;
        while (end < t.len && (t.at[end] != '>' || t.at[end - 1] == '=' || t.at[end - 1] == '-'))
            end++;
        *head = end == t.len && !closes;
        if (*head || (t.at[end - 1] != '/' && !layout_listed(empty, layout_word(text_from(t, i + 1)))))
            depth += closes ? -1 : 1;
        i = end;
    }
    return depth;
}

static struct reach reach_of_markup(struct inner *inner, struct text t) {
    struct reach reach = {0};
    enum directive directive = directive_of(t, false);
    if (inner->head) {
        bool self = text_ends(t, "/>");
        inner->head = !self && !text_ends(t, ">");
        reach.middle = text_is(t, ">");
        reach.closes = text_is(t, "/>");
        reach.change = self ? -1 : 0;
    } else if (directive != DIRECTIVE_NONE) {
        reach.middle = directive == DIRECTIVE_MIDDLE;
        reach.closes = directive == DIRECTIVE_CLOSES;
        reach.change = directive == DIRECTIVE_OPENS ? 1 : reach.closes ? -1 : 0;
    } else {
        reach.closes = text_starts(t, "</") || strchr(")]}", t.at[0]);
        reach.change = tags_of(t, &inner->head);
        if (!reach.change)
            reach.change = brackets_of(t);
    }
    return reach;
}

static struct reach reach_of_code(const struct inner *inner, struct text t) {
    struct text word = layout_word(t);
    struct reach reach = {.closes = strchr(")]}", t.at[0]) != NULL, .change = brackets_of(t)};
    if (!inner->shell)
        return reach;
    if (layout_listed("fi done esac end", word)) {
        reach.closes = true;
        reach.change = -1;
    } else if (layout_listed("else elif", word) && inner->depth) {
        reach.middle = true;
    } else if (text_ends(t, "then") || text_ends(t, " do") ||
               (text_is(word, "case") && text_ends(t, " in"))) {
        reach.change = 1;
    } else if (text_ends(t, ";;")) { /* behind a pattern of case */
        reach.change = 0;
    }
    return reach;
}

void inner_open(struct inner *inner, long column) {
    if (inner->depth < INNER_DEPTH)
        inner->columns[inner->depth] = column;
    inner->depth++;
}

/* "Options:", "Commands:" in a usage text, with its annotation. */
static bool heads_list(struct text t) {
    size_t note = text_find(t, TEXT(" # =>"), 0);
    t = note == TEXT_NONE ? t : text_slice(t, 0, note);
    return layout_listed("Usage: Options: Commands: Subcommands: Arguments: Flags: Environment: Examples: "
                         "USAGE: OPTIONS: COMMANDS: ARGUMENTS: FLAGS: ENVIRONMENT: EXAMPLES:",
                         t);
}

long inner_columns(struct inner *inner, struct text t) {
    if (!t.len)
        return 0;
    bool hosts = text_starts(t, "Host ") || text_starts(t, "Match "); /* settings of ssh */
    if (inner->items && (hosts || heads_list(t))) {
        inner->listed = true;
        inner->items = hosts ? SSH_STEP : inner->items;
        return 0;
    }
    if (inner->listed)
        return inner->items;
    long step = inner->step ? inner->step : TEXT_STEP;
    inner->markup = inner->markup || is_tag(t, 0);
    struct reach reach = inner->markup ? reach_of_markup(inner, t) : reach_of_code(inner, t);
    bool end = reach.closes || reach.middle;
    size_t top = inner->depth < INNER_DEPTH ? inner->depth : INNER_DEPTH;
    long columns = top ? inner->columns[top - 1] + (end ? 0 : step) : 0;
    if (inner->goes_on && !end)
        columns += step;
    long closed = reach.change < 0 ? -reach.change : reach.closes && !reach.change;
    for (; closed && inner->depth; closed--)
        inner->depth--;
    long opened = reach.change > 0 ? reach.change : reach.closes && !reach.change;
    for (; opened; opened--)
        inner_open(inner, columns);
    bool goes_on = text_ends(t, "\\") || (inner->shell && text_ends(t, " |"));
    bool operator= text_starts(t, "| ") || text_starts(t, "&& ") || text_starts(t, "|| ");
    inner->goes_on = goes_on && (inner->goes_on || (!reach.change && !operator));
    return columns;
}

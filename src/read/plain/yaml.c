/* SPDX-License-Identifier: MIT */
#include "read/plain/yaml.h"

#include <stdlib.h>

#include "base/memory.h"
#include "read/plain/yaml_schema.h"

static size_t key_length(struct text t) {
    if (t.len && (t.at[0] == '"' || t.at[0] == '\'')) {
        size_t close = text_find_byte(t, t.at[0], 1);
        return close != TEXT_NONE && close + 1 < t.len && t.at[close + 1] == ':' ? close + 1 : 0;
    }
    size_t n = 0;
    while (n < t.len && (byte_is_word(t.at[n]) || strchr("-./$*<@{}~+", t.at[n]) ||
                         (t.at[n] == ':' && n + 1 < t.len && !byte_is_blank(t.at[n + 1])) ||
                         (t.at[n] == ' ' && n + 1 < t.len && byte_is_alpha(t.at[n + 1]) && n < 30)))
        n++;
    if (!n || n >= t.len || t.at[n] != ':')
        return 0;
    return n + 1 == t.len || byte_is_blank(t.at[n + 1]) ? n : 0;
}

/* Lines of a block scalar: what follows "key: |" up to the next line that is surely a key or an item with
 * one. */
static bool ends_scalar(const struct layout *layout, size_t i) {
    struct text t = layout->lines[i].text;
    bool item = text_starts(t, "- ");
    struct text rest = item ? text_from(t, 2) : t;
    size_t n = key_length(rest);
    if (!n)
        return text_is(t, "---");
    struct text key = text_slice(rest, 0, n);
    if (text_find_byte(key, ' ', 0) != TEXT_NONE)
        return false;
    struct text value = text_trim_left(text_from(rest, n + 1));
    return schema_knows(key) || !value.len || text_is(value, "|") || text_is(value, ">") ||
           text_is(value, "|-") || text_is(value, ">-");
}

static uint32_t number_of(struct words *keys, uint32_t *number, struct text key) {
    if (!key.len)
        return 0;
    uint32_t *slot = words_at(keys, key);
    if (!*slot)
        *slot = ++*number;
    return *slot;
}

/* "key: &anchor", "key: !tag": what it names stands below. */
static struct text without_property(struct text t) {
    size_t n = t.len;
    while (n && !byte_is_blank(t.at[n - 1]))
        n--;
    bool property = n > 1 && n < t.len && strchr("&!", t.at[n]) && t.at[n - 2] == ':';
    return property ? text_trim_right(text_slice(t, 0, n)) : t;
}

/* "key: |", "- >-": a block scalar. */
static bool opens_scalar(struct text t) {
    static const char *const ends[] = {" |", " >", " |-", " >-", " |+", " >+"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (text_ends(t, ends[i]))
            return true;
    return false;
}

static void read_line(struct yaml_line *line, struct words *keys, uint32_t *number, struct text t,
                      struct text code) {
    line->item = text_starts(t, "- ") || text_is(t, "-");
    struct text rest = line->item ? text_trim_left(text_from(t, 1)) : t;
    bool flow = rest.len && rest.at[0] == '{' && !text_starts(rest, "{{");
    size_t n = flow ? 0 : key_length(rest);
    line->pair = n > 0;
    if (line->item && flow) {
        struct text within = text_trim_left(text_from(rest, 1));
        line->inner = number_of(keys, number, text_slice(within, 0, key_length(within)));
    }
    struct text said = without_property(text_trim_right(code));
    line->scalar = (n || line->item) && opens_scalar(said);
    if (!n)
        return;
    line->key = text_slice(rest, 0, n);
    line->number = number_of(keys, number, line->key);
    struct text beside = schema_companion(line->key, &line->depends);
    line->beside = beside.len ? number_of(keys, number, beside) : 0;
    line->opens = text_ends(said, ":");
}

/* The code of a line without a comment behind it. */
static struct text without_comment(struct text t) {
    size_t at = text_find(t, TEXT(" #"), 0);
    return text_trim_right(text_slice(t, 0, at));
}

static bool is_document_mark(struct text t) {
    return text_is(t, "---") || text_is(t, "...");
}

/* "{{- if … }}", of templates of Helm. */
static bool is_template(struct text t) {
    return text_starts(t, "{{") && text_ends(t, "}}");
}

/* Whether a comment of a template goes on below. */
static bool opens_template_comment(struct text t) {
    return (text_starts(t, "{{/*") || text_starts(t, "{{- /*")) && text_find(t, TEXT("*/"), 0) == TEXT_NONE;
}

/* The first word of a template: "if", "include". */
static struct text template_word(struct text t) {
    struct text rest = text_from(t, text_run(t, '{') + (text_starts(t, "{{-") ? 1 : 0));
    return layout_word(text_trim_left(rest));
}

/* What the lines of a document are. */
enum line_role {
    ROLE_LINE,   /* nested by the search */
    ROLE_SCALAR, /* in a block scalar */
    ROLE_FLOW,   /* in brackets, or the rest of a plain text */
    ROLE_COMMENT,
    ROLE_TEMPLATE,
};

struct reading {
    struct layout *layout;
    enum line_role *role;
    size_t *owner; /* of scalars and flows: the line that holds them */
    struct yaml_line *lines;
    size_t count;
    struct words keys;
    uint32_t numbers;
};

static long flow_of(struct text code, long flow) {
    for (size_t k = 0; k < code.len; k++)
        flow += strchr("[{", code.at[k]) ? 1 : strchr("]}", code.at[k]) ? -1 : 0;
    return flow < 0 ? 0 : flow;
}

/* Whether a block scalar ends with the comments from a line on. */
static bool ends_scalar_below(const struct layout *layout, size_t i, size_t end) {
    size_t next = layout->lines[i].next;
    return next >= end || ends_scalar(layout, next);
}

/* Reads the lines begin..end, a document. */
static void read_document(struct reading *r, size_t begin, size_t end) {
    size_t scalar = TEXT_NONE;
    long flow = 0;
    bool commented = false, template = false;
    r->count = 0;
    for (size_t i = begin; i < end; i++) {
        struct layout_line *line = &r->layout->lines[i];
        struct text t = line->text;
        bool within = template || opens_template_comment(t);
        template = within && !text_ends(t, "}}");
        bool plain = !line->comment && !is_template(t) && !within;
        size_t held = r->count ? r->lines[r->count - 1].line : TEXT_NONE;
        if (scalar != TEXT_NONE && !within && !(plain && ends_scalar(r->layout, i)) && !line->comment) {
            r->role[i] = ROLE_SCALAR;
            r->owner[i] = scalar;
            continue;
        }
        if (line->comment) {
            bool held_on = scalar != TEXT_NONE && !(line->annotation && ends_scalar_below(r->layout, i, end));
            r->role[i] = held_on ? ROLE_SCALAR : ROLE_COMMENT;
            r->owner[i] = scalar;
            commented = commented || !line->annotation;
            continue;
        }
        if (!plain) {
            r->role[i] = ROLE_TEMPLATE;
            if (r->count && layout_listed("include toYaml template tpl", template_word(t)))
                r->lines[r->count - 1].opens = false; /* that stands below */
            continue;
        }
        bool item = text_starts(t, "- ") || text_is(t, "-");
        if (held != TEXT_NONE && (flow > 0 || (!item && !key_length(t)))) {
            r->role[i] = ROLE_FLOW;
            r->owner[i] = held;
            r->lines[r->count - 1].opens = false; /* this is its value */
            flow = flow_of(line->code, flow);
            continue;
        }
        struct yaml_line *y = &r->lines[r->count++];
        *y = (struct yaml_line){.line = i, .commented = commented};
        commented = false;
        read_line(y, &r->keys, &r->numbers, t, without_comment(t));
        scalar = y->scalar ? i : TEXT_NONE;
        flow = flow_of(line->code, 0);
        r->role[i] = ROLE_LINE;
    }
}

static void search_document(struct reading *r) {
    long *indent = memory_get_zeroed(r->count + 1, sizeof *indent);
    double known = yaml_search(r->lines, r->count, indent);
    for (size_t i = 0; i < r->count; i++)
        r->layout->lines[r->lines[i].line].indent = indent[i];
    if (known < 2.5 && r->count > 3)
        r->layout->confidence *= known < 1.5 ? 0.6 : 0.9;
    free(indent);
}

/* The column of the keys of a line: behind "- ", if it has that. */
static long key_column(const struct layout_line *line) {
    bool item = text_starts(line->text, "- ") && key_length(text_from(line->text, 2));
    return line->indent + (item ? 2 : 0);
}

/* An expression of Jinja over the lines of a scalar: what goes on stands behind its braces, and further in
 * within its parentheses. */
struct jinja {
    bool open;
    long depth;
};

static long jinja_columns(struct jinja *jinja, struct text t) {
    bool closes = strchr(")]", t.at[0]);
    long columns = jinja->open ? 3 + 2 * (jinja->depth - closes) : 0;
    if (!jinja->open)
        *jinja = (struct jinja){.open = text_starts(t, "{{ ")};
    for (size_t i = 0; i < t.len && jinja->open; i++)
        jinja->depth += strchr("([", t.at[i]) ? 1 : strchr(")]", t.at[i]) ? -1 : 0;
    jinja->open = jinja->open && text_find(t, TEXT("}}"), 0) == TEXT_NONE;
    return columns > 0 ? columns : 0;
}

/* Scalars and flows, from the lines that hold them. */
static void place_held(const struct reading *r, size_t begin, size_t end) {
    struct inner inner = {0};
    struct jinja jinja = {0};
    for (size_t i = begin; i < end; i++) {
        struct layout_line *line = &r->layout->lines[i];
        if (r->role[i] != ROLE_SCALAR && r->role[i] != ROLE_FLOW)
            continue;
        const struct layout_line *holds = &r->layout->lines[r->owner[i]];
        bool first = i == r->owner[i] + 1;
        if (first) {
            inner = (struct inner){.shell = r->role[i] == ROLE_SCALAR};
            jinja = (struct jinja){0};
        }
        long base = text_starts(holds->text, "- ") && !key_length(text_from(holds->text, 2))
                        ? holds->indent
                        : key_column(holds);
        bool closes = r->role[i] == ROLE_FLOW && line->code.len && strchr("]}", line->code.at[0]);
        line->indent = base + (closes ? 0 : 2);
        bool expression = jinja.open || text_starts(line->text, "{{ ");
        if (r->role[i] == ROLE_SCALAR)
            line->indent +=
                expression ? jinja_columns(&jinja, line->text) : inner_columns(&inner, line->text);
        line->comment = false;
    }
}

/* Where an annotation stands behind what is nested in an item, before the next item or at the end: with the
 * item's keys. */
static long behind_item(const struct reading *r, size_t i, long above) {
    enum { LOOK_BACK = 200 };
    const struct layout *layout = r->layout;
    size_t next = layout->lines[i].next;
    bool item = next < layout->count && text_starts(layout->lines[next].text, "- ");
    if (next < layout->count && !(item && layout->lines[next].indent + 2 < above))
        return above;
    if (item)
        return layout->lines[next].indent + 2;
    long least = above;
    for (size_t k = i; k-- > 0 && k + LOOK_BACK > i;) {
        const struct layout_line *line = &layout->lines[k];
        if (r->role[k] != ROLE_LINE || line->indent >= least)
            continue;
        least = line->indent;
        if (key_column(line) == least + 2)
            return least + 2;
    }
    return above;
}

/* Annotations stand with the line above, unless that opens something; other comments with the line below. */
static void place_comments(const struct reading *r) {
    struct layout *layout = r->layout;
    for (size_t i = 0; i < layout->count; i++) {
        struct layout_line *line = &layout->lines[i];
        if (r->role[i] != ROLE_COMMENT)
            continue;
        bool any = line->next < layout->count;
        line->place = PLACE_BELOW;
        if (i && line->annotation && layout->lines[i - 1].comment)
            line->place = PLACE_ABOVE;
        else if (i && line->annotation &&
                 !(any && text_ends(without_comment(layout->lines[i - 1].text), ":"))) {
            size_t held = i - 1; /* a comment behind a block scalar is of its key */
            if (r->role[held] == ROLE_SCALAR)
                held = r->owner[held];
            line->place = PLACE_SET;
            line->indent = key_column(&layout->lines[held]);
            if (r->role[i - 1] == ROLE_SCALAR ||
                (r->role[i - 1] == ROLE_LINE && key_length(layout->lines[held].text)))
                line->indent = behind_item(r, i, line->indent);
        } else if (!any) {
            line->place = PLACE_SET;
        }
    }
    layout_comments(layout);
}

/* Templates stand where what they hold does; "nindent 4" says the column itself. */
static void place_templates(const struct reading *r) {
    enum { DEEP = 32 };
    long columns[DEEP], below = 0;
    size_t depth = 0;
    for (size_t i = 0; i < r->layout->count; i++) {
        struct layout_line *line = &r->layout->lines[i];
        if (r->role[i] != ROLE_TEMPLATE)
            continue;
        size_t next = i;
        while (next < r->layout->count && r->role[next] == ROLE_TEMPLATE)
            next++;
        below = next < r->layout->count ? r->layout->lines[next].indent : 0;
        struct text word = template_word(line->text);
        size_t at = text_find(line->text, TEXT("indent "), 0);
        line->indent = below;
        if (i && text_find(line->text, TEXT("/* =>"), 0) != TEXT_NONE) /* an annotation */
            line->indent = r->layout->lines[i - 1].indent;
        if (layout_listed("if range with define", word)) {
            if (depth < DEEP)
                columns[depth] = below;
            depth++;
        } else if (layout_listed("end else", word)) {
            line->indent = depth && depth <= DEEP ? columns[depth - 1] : 0;
            depth -= depth && text_is(word, "end");
        } else if (at != TEXT_NONE && byte_is_digit(line->text.at[at + 7])) {
            line->indent = line->text.at[at + 7] - '0';
            if (byte_is_digit(line->text.at[at + 8]))
                line->indent = line->indent * 10 + line->text.at[at + 8] - '0';
        }
    }
}

void layout_yaml(struct layout *layout) {
    size_t room = layout->count + 1;
    struct reading r = {.layout = layout,
                        .role = memory_get_zeroed(room, sizeof *r.role),
                        .owner = memory_get_zeroed(room, sizeof *r.owner),
                        .lines = memory_get_zeroed(room, sizeof *r.lines)};
    for (size_t begin = 0; begin < layout->count;) {
        size_t end = begin;
        while (end < layout->count && !is_document_mark(layout->lines[end].text))
            end++;
        if (end > begin) {
            read_document(&r, begin, end);
            search_document(&r);
            place_held(&r, begin, end);
        }
        begin = end + 1;
    }
    place_comments(&r);
    place_templates(&r);
    free(r.role);
    free(r.owner);
    free(r.lines);
    words_free(&r.keys);
}

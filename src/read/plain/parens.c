/* SPDX-License-Identifier: MIT */
/* Code that is nested parentheses: Lisps and the text form of WebAssembly. Lisps stand as cljfmt lays them
 * out (its README and default indents): the arguments of a form align with the first one, but bodies stand
 * two columns in. */
#include "read/plain/layout.h"

enum { NO_COLUMN = -1, BODY = 2 /* columns */ };

/* Forms all of whose content is a body. */
static const char inner_forms[] = "fn bound-fn fdef reify use-fixtures deftest defmethod dotest";
/* Forms with a body behind their first arguments, by how many those are. */
static const char *const block_forms[] = {
    "alt! alt!! comment cond delay do dosync finally future go lazy-seq thread try progn with-out-str",
    "binding case cond-> cond->> defstruct doseq dotimes doto extend extend-protocol extend-type for go-loop if if-let "
    "if-not if-some let let-values letfn locking loop match not-join ns or-join struct-map testing unless when when-first when-let "
    "when-not when-some while defprotocol lambda",
    "are as-> catch condp proxy defrecord deftype",
};
/* Forms that hold definitions of functions, each with a body. */
static const char holding_forms[] =
    "letfn reify defrecord deftype defprotocol extend-type extend-protocol proxy definterface";

enum { BLOCK_FORMS = sizeof block_forms / sizeof *block_forms, LIST = -1, INNER = -2 };

struct list {
    long column;  /* of its bracket */
    long first;   /* of its second element, which arguments align with; NO_COLUMN until there is one */
    int block;    /* arguments before its body, or LIST, INNER */
    int elements; /* begun so far */
    bool below;   /* its body begins on a line of its own */
    bool vector;  /* a vector or a map: everything stands behind the bracket */
    bool holds;   /* its lists are definitions */
};

struct parens {
    struct list lists[200];
    size_t depth;
    bool defines; /* the outermost form is a definition */
    bool noted;   /* arguments on lines of their own stand two columns in */
};

enum { DEEPEST = sizeof((struct parens *)0)->lists / sizeof(struct list) };

static bool is_symbol_byte(char c) {
    return byte_is_word(c) || (c && strchr("-+*/<>=!?.:&%$'", c));
}

/* The symbol at an offset, without its namespace. */
static struct text symbol_at(struct text code, size_t at) {
    size_t end = at;
    while (end < code.len && is_symbol_byte(code.at[end])) {
        end++;
        if (end < code.len && code.at[end - 1] == '/' && is_symbol_byte(code.at[end]))
            at = end;
    }
    return text_slice(code, at, end);
}

static int block_of(struct text head) {
    for (int k = 0; k < BLOCK_FORMS; k++)
        if (layout_listed(block_forms[k], head))
            return k;
    bool defines = text_starts(head, "def") && !text_starts(head, "default");
    return layout_listed(inner_forms, head) || defines || text_starts(head, "with-") ? INNER : LIST;
}

/* The innermost form, or NULL. */
static struct list *innermost(struct parens *parens) {
    return parens->depth ? &parens->lists[(parens->depth < DEEPEST ? parens->depth : DEEPEST) - 1] : NULL;
}

static void open_form(struct parens *parens, struct text code, size_t k, long indent) {
    const struct list *outer = innermost(parens);
    struct text head = symbol_at(code, k + 1);
    struct list list = {.column = indent + (long)k, .first = NO_COLUMN, .block = LIST};
    list.vector = code.at[k] != '(' || !head.len;
    if (code.at[k] == '[') {
        list.holds = outer && outer->holds && k && text_ends(text_slice(code, 0, k), "letfn ");
    } else if (!list.vector) {
        list.holds = layout_listed(holding_forms, head);
        list.block = outer && outer->holds ? INNER : block_of(head);
    }
    if (!parens->depth)
        parens->defines = text_starts(head, "def");
    if (parens->depth < DEEPEST)
        parens->lists[parens->depth] = list;
    parens->depth++;
}

/* An element begins at a column; front: it is the first of its line. */
static void take_element(struct list *list, long column, bool front) {
    if (list->elements == 1)
        list->first = column;
    if (list->elements == list->block + 1)
        list->below = front;
    list->elements++;
}

/* The column of a line that begins with an element of the form. */
static long element_column(const struct parens *parens, const struct list *list) {
    if (list->vector)
        return list->column + 1;
    bool body = list->block == INNER || (list->block != LIST && list->elements > list->block &&
                                         (list->elements == list->block + 1 || list->below));
    if (body)
        return list->column + BODY;
    return list->first != NO_COLUMN ? list->first : list->column + (parens->noted ? BODY : 1);
}

static bool begins_element(struct text code, size_t k) {
    return code.at[k] != ' ' && code.at[k] != ',' && code.at[k] != '^' && !strchr(")]}", code.at[k]) &&
           (!k || strchr(" ,([{)]}", code.at[k - 1]));
}

static void take_lisp(struct parens *parens, const struct layout_line *line) {
    struct text code = line->code;
    bool front = true;
    for (size_t k = 0; k < code.len; k++) {
        struct list *list = innermost(parens);
        if (list && begins_element(code, k) && !(line->inside && !k)) {
            take_element(list, line->indent + (long)k, front);
            front = false;
        }
        if (strchr(")]}", code.at[k]))
            parens->depth -= parens->depth != 0;
        else if (strchr("([{", code.at[k]))
            open_form(parens, code, k, line->indent);
    }
}

/* Comments stand with what is below, annotations with the line above unless that opened a form. */
static void place_in_form(struct layout *layout, size_t i, size_t before, size_t depth) {
    struct layout_line *line = &layout->lines[i];
    bool last = line->next >= layout->count;
    if (!line->annotation)
        line->place = last || (line->next < layout->count && layout->lines[line->next].code.at[0] == ')')
                          ? PLACE_SET
                          : PLACE_BELOW;
    else if (i && (layout->lines[i - 1].comment ||
                   (depth && depth == before && text_ends(layout->lines[i - 1].code, "]"))))
        line->place = PLACE_ABOVE;
}

/* Whether the last element of a definition, on the line above, has a note of its own below it as the one
 * before has. */
static bool ends_noted(const struct layout *layout, size_t i) {
    enum { FARTHEST = 24 };
    struct text note = text_trim_left(text_from(layout->lines[i].text, line_comment(layout->lines[i].text)));
    note = text_trim_left(text_from(note, 2));
    long column = layout->lines[i - 1].indent;
    if (!note.len || note.at[0] < 'A' || note.at[0] > 'Z')
        return false;
    for (size_t k = i - 1, tries = 0; k-- && tries < FARTHEST; tries++)
        if (layout->lines[k].indent <= column)
            return layout->lines[k].annotation && layout->lines[k].indent == column;
    return false;
}

static void layout_lisp(struct layout *layout) {
    struct parens parens = {.noted = layout->habits->noted};
    size_t before = 0; /* depth before the line of code above */
    for (size_t i = 0; i < layout->count; i++) {
        struct layout_line *line = &layout->lines[i];
        const struct list *list = innermost(&parens);
        line->indent = list ? element_column(&parens, list) : 0;
        if (line->comment) {
            place_in_form(layout, i, before, parens.depth);
            if (parens.noted && parens.defines && !parens.depth && i && !layout->lines[i - 1].comment &&
                line->annotation && ends_noted(layout, i))
                line->place = PLACE_ABOVE;
            continue;
        }
        before = parens.depth;
        take_lisp(&parens, line);
    }
}

/* The text form of WebAssembly: what stands in parentheses, or between "block", "loop", "if" and their "end",
 * stands two columns in. */
struct wat {
    long contents[200]; /* columns */
    size_t depth;
};

enum { WAT_DEEPEST = sizeof((struct wat *)0)->contents / sizeof(long) };

static void wat_push(struct wat *wat, long content) {
    if (wat->depth < WAT_DEEPEST)
        wat->contents[wat->depth] = content;
    wat->depth++;
}

static long wat_column(const struct wat *wat, size_t depth) {
    return depth ? wat->contents[(depth < WAT_DEEPEST ? depth : WAT_DEEPEST) - 1] : 0;
}

/* "br_table $a $b" goes on with more labels, under the first. */
static long wat_labels(struct text code) {
    struct text word = layout_word(code);
    return text_is(word, "br_table") && code.len > word.len ? (long)word.len + 1 : 0;
}

static void take_wat(struct wat *wat, struct text code, size_t closed, long indent) {
    for (size_t k = 0; k < code.len; k++) {
        if (code.at[k] == ')')
            wat->depth -= wat->depth != 0;
        else if (code.at[k] == '(')
            wat_push(wat, indent + (long)k + BODY);
    }
    if (!closed && layout_listed("block loop if else try catch", layout_word(code)))
        wat_push(wat, indent + BODY);
}

static void layout_wat(struct layout *layout) {
    struct wat wat = {.depth = 0};
    long labels = 0; /* column of the labels of the line of code above, or 0 */
    size_t before = 0;
    for (size_t i = 0; i < layout->count; i++) {
        struct layout_line *line = &layout->lines[i];
        struct text code = line->code, word = layout_word(code);
        size_t closed = 0;
        while (closed < code.len && closed < wat.depth && code.at[closed] == ')')
            closed++;
        if (!line->comment && layout_listed("end else catch", word) && wat.depth) {
            wat.depth--;
            closed = text_is(word, "end");
            line->indent = wat_column(&wat, wat.depth);
        } else {
            bool more = labels && code.len && (code.at[0] == '$' || byte_is_digit(code.at[0]));
            line->indent = more ? labels : wat_column(&wat, wat.depth - closed);
        }
        if (line->comment) {
            place_in_form(layout, i, before, wat.depth);
            continue;
        }
        before = wat.depth;
        labels = wat_labels(code) ? line->indent + wat_labels(code) : 0;
        take_wat(&wat, code, closed, line->indent);
    }
}

void layout_parens(struct layout *layout) {
    (strcmp(layout->grammar->name, "wat") == 0 ? layout_wat : layout_lisp)(layout);
    layout_comments(layout);
}

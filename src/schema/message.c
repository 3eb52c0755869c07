/* SPDX-License-Identifier: MIT */
/* What is said of failures: where, what was expected, what stands there. */
#include <stdlib.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "schema/run.h"

enum {
    SHOWN_MOST = 48 /* code points of a value */,
    LISTED_MOST = 8 /* values of an enum */,
    COMPARED_MOST = 500 /* words, when the nearest is sought */
};

/* Where. */

static bool is_plain_key(struct text key) {
    for (size_t i = 0; i < key.len; i++)
        if (!byte_is_alpha(key.at[i]) && !(byte_is_digit(key.at[i]) && i) && key.at[i] != '_' &&
            key.at[i] != '-' && !((unsigned char)key.at[i] & 0x80))
            return false;
    return key.len > 0;
}

static void add_quoted(struct text t, struct buf *out) {
    size_t end = utf8_offset(t, SHOWN_MOST);
    buf_add_byte(out, '"');
    buf_add(out, text_slice(t, 0, end));
    buf_add_string(out, end < t.len ? "...\"" : "\"");
}

static void add_step(const struct spot *spot, struct buf *out) {
    if (!spot->member->key)
        buf_print(out, "[%zu]", spot->index);
    else if (is_plain_key(spot->member->key->scalar))
        buf_print(out, "%s%.*s", out->len ? "." : "", TEXT_ARG(spot->member->key->scalar));
    else {
        buf_add_byte(out, '[');
        add_quoted(spot->member->key->scalar, out);
        buf_add_byte(out, ']');
    }
}

static struct text path_of(struct arena *arena, const struct spot *spot) {
    struct buf out = {0};
    unsigned depth = spot->depth;
    const struct spot **way = ARENA_ARRAY(arena, const struct spot *, depth + 1);
    for (; spot->above; spot = spot->above)
        way[spot->depth] = spot;
    for (unsigned i = 1; i <= depth; i++)
        add_step(way[i], &out);
    struct text path = arena_copy(arena, buf_text(&out));
    buf_free(&out);
    return path;
}

/* Values. */

static void add_count(size_t count, const char *noun, struct buf *out) {
    buf_print(out, "%zu %s%s", count, noun, count == 1 ? "" : "s");
}

/* A value as a schema or a page would write it, shortened. */
static void add_value(const struct value *value, struct buf *out) {
    if (value->kind == VALUE_STRING) {
        add_quoted(value->scalar, out);
    } else if (value->kind == VALUE_SEQUENCE) {
        buf_add_string(out, "an array of ");
        add_count(value->count, "item", out);
    } else if (value->kind == VALUE_MAPPING) {
        buf_add_string(out, "an object of ");
        add_count(value->count, "key", out);
    } else if (value->kind == VALUE_NULL) {
        buf_add_string(out, "null");
    } else {
        size_t end = utf8_offset(value->scalar, SHOWN_MOST);
        buf_add(out, text_slice(value->scalar, 0, end));
        buf_add_string(out, end < value->scalar.len ? "..." : "");
    }
}

/* The same with its type, where that is not plain to see. */
static void add_found(const struct value *value, struct buf *out) {
    if (value->kind == VALUE_STRING || value->kind == VALUE_INTEGER || value->kind == VALUE_REAL ||
        value->kind == VALUE_BOOL)
        buf_print(out, "the %s ", value_kind_name(value->kind));
    if (value->kind == VALUE_NULL && !value->scalar.len)
        buf_add_string(out, "nothing (null)");
    else
        add_value(value, out);
}

static void add_not(const struct failure *failure, struct buf *out) {
    buf_add_string(out, " is expected, not ");
    add_value(failure->value, out);
}

static void add_types(unsigned types, struct buf *out) {
    if (types & TYPE_NUMBER)
        types &= ~(unsigned)TYPE_INTEGER;
    for (int bit = 0; bit < TYPE_BITS; bit++) {
        unsigned rest = types >> bit;
        if (!(rest & 1))
            continue;
        const char *article = strchr("aio", type_name(bit)[0]) ? "an " : bit ? "a " : "";
        bool first = (types & ((1u << bit) - 1)) == 0;
        buf_print(out, "%s%s%s", first ? "" : rest == 1 ? " or " : ", ", article, type_name(bit));
    }
}

/* The nearest of some words to a misspelt one. */
struct nearest {
    struct text misspelt, best;
    unsigned distance;
};

static void consider(struct nearest *nearest, struct text word) {
    unsigned distance = text_distance(nearest->misspelt, word, nearest->distance);
    if (distance < nearest->distance && distance > 0) {
        nearest->distance = distance;
        nearest->best = word;
    }
}

static struct nearest nearest_to(struct text misspelt) {
    unsigned most = misspelt.len < 3 ? 0 : misspelt.len == 3 ? 1 : misspelt.len < 6 ? 2 : 3;
    return (struct nearest){misspelt, {NULL, 0}, most + 1};
}

static void add_nearest(const struct nearest *nearest, struct buf *out) {
    if (nearest->best.at)
        buf_print(out, "; did you mean \"%.*s\"?", TEXT_ARG(nearest->best));
}

/* What each keyword says. */

/* One of enum's values, or of the const of each alternative. */
static const struct value *choice(const struct failure *failure, size_t i) {
    const struct value *list = failure->node->keyword[failure->keyword];
    if (failure->keyword == KEYWORD_ENUM)
        return list->members[i].value;
    const struct node *branch = failure->node->list[failure->keyword - FIRST_LIST][i];
    while (branch->ref && !branch->keyword[KEYWORD_CONST])
        branch = branch->ref;
    return branch->keyword[KEYWORD_CONST];
}

static void say_enum(const struct failure *failure, struct buf *out) {
    size_t count = failure->node->keyword[failure->keyword]->count, shown = 0;
    bool is_string = failure->value->kind == VALUE_STRING;
    struct nearest nearest = nearest_to(is_string ? failure->value->scalar : (struct text){NULL, 0});
    buf_add_string(out, count > 1 ? "one of " : "");
    for (size_t i = 0; i < count; i++) {
        const struct value *value = choice(failure, i);
        if (value && is_string && value->kind == VALUE_STRING && i < COMPARED_MOST)
            consider(&nearest, value->scalar);
        if (i >= COMPARED_MOST)
            break;
        if (!value || shown == LISTED_MOST)
            continue;
        buf_add_string(out, shown++ ? ", " : "");
        add_value(value, out);
    }
    buf_add_string(out, count > shown ? ", ..." : "");
    add_not(failure, out);
    add_nearest(&nearest, out);
}

static void say_type(const struct failure *failure, struct buf *out) {
    add_types(failure->types, out);
    buf_add_string(out, " is expected, not ");
    add_found(failure->value, out);
}

static void say_number(const struct failure *failure, struct buf *out) {
    static const char *const words[] = {"a multiple of", "at most", "less than", "at least", "more than"};
    buf_print(out, "%s ", words[failure->keyword - FIRST_NUMBER]);
    add_value(failure->node->keyword[failure->keyword], out);
    add_not(failure, out);
}

static void say_bound(const struct failure *failure, struct buf *out) {
    static const char *const nouns[] = {"character", "item", "fitting item", "key"};
    unsigned place = (unsigned)failure->keyword - FIRST_BOUND;
    uint64_t bound = failure->node->bound[place];
    buf_print(out, "%s %llu %s%s %s expected, not %zu", place % 2 ? "at least" : "at most",
              (unsigned long long)bound, nouns[place / 2], bound == 1 ? "" : "s", bound == 1 ? "is" : "are",
              failure->number);
}

static void say_unknown_key(const struct failure *failure, const struct member *member, struct buf *out) {
    struct nearest nearest = nearest_to(member->key->scalar);
    for (size_t i = 0; i < failure->node->name_count && i < COMPARED_MOST; i++)
        if (failure->node->names[i].property)
            consider(&nearest, failure->node->names[i].key);
    buf_add_string(out, "the key ");
    add_quoted(member->key->scalar, out);
    buf_add_string(out, " is not expected");
    add_nearest(&nearest, out);
}

/* The schema `false`, in a keyword that gives it a meaning or elsewhere. */
static void say_nothing_allowed(const struct failure *failure, struct buf *out) {
    const struct member *member = failure->spot->member;
    if (failure->keyword == KEYWORD_COUNT)
        buf_add_string(out, "nothing is allowed here");
    else if (member->key)
        say_unknown_key(failure, member, out);
    else
        buf_print(out, "no item is expected here");
}

static void say_missing(const struct failure *failure, struct buf *out) {
    buf_add_string(out, "the key ");
    add_quoted(failure->detail, out);
    buf_add_string(out, " is missing");
    if (failure->keyword == KEYWORD_DEPENDENT_REQUIRED) {
        buf_add_string(out, ", which is required beside ");
        add_quoted(failure->node->names[failure->number].key, out);
    }
}

static void say_pattern(const struct failure *failure, struct buf *out) {
    buf_add_string(out, "text that matches /");
    buf_add(out, failure->node->keyword[KEYWORD_PATTERN]->scalar);
    buf_add_byte(out, '/');
    add_not(failure, out);
}

static void say_twin(const struct failure *failure, struct buf *out) {
    add_value(failure->value, out);
    buf_print(out, " stands twice, first as item [%zu]; each item is expected once", failure->number);
}

static const char *ordinal(size_t number) {
    static const char *const endings[] = {"th", "st", "nd", "rd"};
    return number % 100 / 10 == 1 || number % 10 > 3 ? endings[0] : endings[number % 10];
}

static void say_too_many_match(const struct failure *failure, struct buf *out) {
    buf_print(out, "exactly one of %zu alternatives is expected to fit, but the %zu%s and the %zu%s do",
              failure->node->keyword[KEYWORD_ONE_OF]->count, failure->number, ordinal(failure->number),
              failure->other, ordinal(failure->other));
}

static bool is_among(enum keyword keyword, int first, int count) {
    return (int)keyword >= first && (int)keyword < first + count;
}

static void say(const struct failure *failure, struct buf *out) {
    switch (failure->keyword) {
    case KEYWORD_TYPE: say_type(failure, out); break;
    case KEYWORD_ENUM:
    case KEYWORD_ANY_OF: say_enum(failure, out); break;
    case KEYWORD_ONE_OF: (failure->other ? say_too_many_match : say_enum)(failure, out); break;
    case KEYWORD_CONST:
        add_value(failure->node->keyword[KEYWORD_CONST], out);
        add_not(failure, out);
        break;
    case KEYWORD_PATTERN: say_pattern(failure, out); break;
    case KEYWORD_FORMAT:
        buf_add_string(out, failure->node->format->expected);
        add_not(failure, out);
        break;
    case KEYWORD_UNIQUE_ITEMS: say_twin(failure, out); break;
    case KEYWORD_CONTAINS:
        buf_add_string(out, "an item that fits \"contains\" is expected; there is none");
        break;
    case KEYWORD_REQUIRED:
    case KEYWORD_DEPENDENT_REQUIRED: say_missing(failure, out); break;
    case KEYWORD_NOT:
        add_found(failure->value, out);
        buf_add_string(out, " is what the schema rules out with \"not\"");
        break;
    default:
        if (is_among(failure->keyword, FIRST_NUMBER, NUMBER_COUNT))
            say_number(failure, out);
        else if (is_among(failure->keyword, FIRST_BOUND, BOUND_COUNT))
            say_bound(failure, out);
        else
            say_nothing_allowed(failure, out);
    }
    if (failure->branches)
        buf_print(out, " (so says the closest of %zu alternatives, %s)", failure->branches,
                  keyword_name(failure->combined));
    if (failure->more)
        buf_print(out, "; it has %zu more to say", failure->more);
}

/* All together. */

static struct schema_error error_of(const struct run *run, const struct failure *failure) {
    struct buf out = {0};
    if (failure->spot->is_key) {
        buf_add_string(&out, "the key ");
        add_quoted(failure->spot->member->key->scalar, &out);
        buf_add_string(&out, ": ");
    }
    say(failure, &out);
    struct schema_error error = {.span = failure->span};
    error.path = path_of(run->arena, failure->spot);
    error.message = arena_copy(run->arena, buf_text(&out));
    error.keyword = failure->keyword == KEYWORD_COUNT ? "false" : keyword_name(failure->keyword);
    buf_free(&out);
    return error;
}

static int order_errors(const void *a, const void *b) {
    const struct schema_error *x = a, *y = b;
    if (x->span.begin != y->span.begin)
        return x->span.begin < y->span.begin ? -1 : 1;
    int order = text_compare(x->path, y->path);
    return order ? order : text_compare(x->message, y->message);
}

struct schema_result errors_of(struct run *run) {
    size_t most = run->failure_count < SCHEMA_ERRORS_MOST ? run->failure_count : SCHEMA_ERRORS_MOST,
           count = 0;
    struct schema_error *errors = ARENA_ARRAY(run->arena, struct schema_error, most);
    for (size_t i = 0; i < most; i++)
        errors[i] = error_of(run, &run->failures[i]);
    if (most)
        qsort(errors, most, sizeof *errors, order_errors);
    for (size_t i = 0; i < most; i++)
        if (!count || order_errors(&errors[count - 1], &errors[i]) != 0)
            errors[count++] = errors[i];
    return (struct schema_result){errors, count, false};
}

struct schema_result error_of_stop(struct run *run, const struct value *root) {
    static const char *const words[] = {
        [STOP_NONE] = "",
        [STOP_DEPTH] = "checking stops here: more than 2000 subschemas within each other",
        [STOP_STEPS] = "checking stops here: the schema needs too many steps for this value",
        [STOP_PATTERN] = "checking stops here: a pattern of the schema needs too many steps for this text",
    };
    struct schema_error *error = ARENA_NEW(run->arena, struct schema_error);
    error->span = run->stopped_at ? run->stopped_at->span : root->span;
    error->message = run->collecting ? TEXT("the value is not valid, but saying why takes too many steps")
                                     : text_of(words[run->stop]);
    return (struct schema_result){error, 1, !run->collecting};
}

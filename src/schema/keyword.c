/* SPDX-License-Identifier: MIT */
/* The values of keywords: whether they are what the draft wants, and into the node with them. */
#include <stdlib.h>

#include "base/memory.h"
#include "schema/compile.h"
#include "schema/ecma.h"

/* A keyword and its value, as they stand in the schema. */
struct reading {
    struct compiler *compiler;
    struct node *node;
    enum keyword keyword;
    const struct value *key, *value;
};

static const char *name_of(const struct reading *reading) {
    return keyword_name(reading->keyword);
}

/* Says what is expected of the keyword instead of `found`; gives false. */
static bool refuse(const struct reading *reading, const struct value *found, const char *expected) {
    bool hidden = found->kind == VALUE_NULL && !found->quoted && !found->scalar.len;
    compile_fault(reading->compiler, reading->node->resource, found->span, "%s: %s is expected, not a %s%s",
                  name_of(reading), expected, value_kind_name(found->kind),
                  hidden ? " (in YAML, \"#\" begins a comment: quotes keep it)" : "");
    return false;
}

static bool is_kind(const struct reading *reading, enum value_kind kind, const char *expected) {
    return reading->value->kind == kind || refuse(reading, reading->value, expected);
}

static struct node *subschema(const struct reading *reading, const struct value *value) {
    return compile_node(reading->compiler, value, reading->node->resource);
}

static void read_one_schema(const struct reading *reading) {
    struct node *node = reading->node, *child = subschema(reading, reading->value);
    node->child[reading->keyword - FIRST_CHILD] = child;
    if (reading->keyword <= KEYWORD_ELSE) /* the first of their shape */
        compile_in_place(reading->compiler, node, child);
}

static void read_schema_list(const struct reading *reading) {
    const struct value *list = reading->value;
    if (!is_kind(reading, VALUE_SEQUENCE, "a list of schemas"))
        return;
    if (!list->count)
        refuse(reading, list, "a list that is not empty");
    struct node **nodes = ARENA_ARRAY(reading->compiler->arena, struct node *, list->count);
    for (size_t i = 0; i < list->count; i++) {
        nodes[i] = subschema(reading, list->members[i].value);
        if (reading->keyword != KEYWORD_PREFIX_ITEMS)
            compile_in_place(reading->compiler, reading->node, nodes[i]);
    }
    reading->node->list[reading->keyword - FIRST_LIST] = nodes;
}

static struct pattern *read_expression(const struct reading *reading, const struct value *expression) {
    struct pattern_error error;
    struct pattern *pattern = ecma_pattern(expression->scalar, &error);
    if (!pattern)
        compile_fault(reading->compiler, reading->node->resource, expression->span,
                      "%s: no regular expression of ECMA-262: %s: \"%.*s\"", name_of(reading), error.message,
                      TEXT_ARG(text_slice(expression->scalar, 0, 200)));
    return pattern;
}

static void read_pattern_properties(const struct reading *reading) {
    struct node *node = reading->node;
    const struct value *map = reading->value;
    node->patterns = ARENA_ARRAY(reading->compiler->arena, struct pattern_property, map->count);
    for (size_t i = 0; i < map->count; i++) {
        struct pattern *pattern = read_expression(reading, map->members[i].key);
        struct node *child = subschema(reading, map->members[i].value);
        if (pattern)
            node->patterns[node->pattern_count++] = (struct pattern_property){pattern, child};
    }
}

/* properties and dependentSchemas are read once more by read_names(), when all keys are known. */
static void read_schemas_by_key(const struct reading *reading) {
    const struct value *map = reading->value;
    if (!is_kind(reading, VALUE_MAPPING, "a mapping of schemas"))
        return;
    if (reading->keyword == KEYWORD_PATTERN_PROPERTIES) {
        read_pattern_properties(reading);
        return;
    }
    for (size_t i = 0; i < map->count; i++) {
        struct node *child = subschema(reading, map->members[i].value);
        if (reading->keyword == KEYWORD_DEPENDENT_SCHEMAS)
            compile_in_place(reading->compiler, reading->node, child);
    }
}

static unsigned type_of_word(const struct reading *reading, const struct value *word) {
    for (int bit = 0; bit < TYPE_BITS && word->kind == VALUE_STRING; bit++)
        if (text_is(word->scalar, type_name(bit)))
            return 1u << bit;
    if (word->kind == VALUE_NULL && word->scalar.len)
        refuse(reading, word, "the word \"null\", in quotes,");
    else if (word->kind == VALUE_STRING)
        compile_fault(
            reading->compiler, reading->node->resource, word->span,
            "type: there is no type \"%.*s\"; null, boolean, integer, number, string, array and object are",
            TEXT_ARG(text_slice(word->scalar, 0, 100)));
    else
        refuse(reading, word, "the name of a type");
    return 0;
}

static void read_type(const struct reading *reading) {
    struct node *node = reading->node;
    const struct value *value = reading->value;
    if (value->kind != VALUE_SEQUENCE) {
        node->types = type_of_word(reading, value);
        return;
    }
    if (!value->count)
        refuse(reading, value, "a list that is not empty");
    for (size_t i = 0; i < value->count; i++) {
        unsigned type = type_of_word(reading, value->members[i].value);
        if (node->types & type)
            compile_fault(reading->compiler, node->resource, value->members[i].value->span,
                          "type: one type stands twice");
        node->types |= type;
    }
}

static void read_enum(const struct reading *reading) {
    const struct value *list = reading->value;
    if (!is_kind(reading, VALUE_SEQUENCE, "a list of values"))
        return;
    struct hashed *sorted = ARENA_ARRAY(reading->compiler->arena, struct hashed, list->count);
    for (size_t i = 0; i < list->count; i++)
        sorted[i] = (struct hashed){value_hash(list->members[i].value), list->members[i].value, i};
    if (list->count)
        qsort(sorted, list->count, sizeof *sorted, hashed_order);
    reading->node->enumerated = sorted;
}

static void read_number(const struct reading *reading) {
    struct decimal *number = ARENA_NEW(reading->compiler->arena, struct decimal);
    if (!decimal_read(reading->value, number) || number->is_nan || number->is_infinite) {
        refuse(reading, reading->value, "a number");
        return;
    }
    if (reading->keyword == KEYWORD_MULTIPLE_OF && number->sign <= 0)
        compile_fault(reading->compiler, reading->node->resource, reading->value->span,
                      "multipleOf: a number above 0 is expected");
    if (reading->keyword == KEYWORD_MULTIPLE_OF && number->count > DECIMAL_DIVISOR_DIGITS)
        compile_fault(reading->compiler, reading->node->resource, reading->value->span,
                      "multipleOf: more than %d digits are not supported", DECIMAL_DIVISOR_DIGITS);
    reading->node->number[reading->keyword - FIRST_NUMBER] = number;
}

static void read_bound(const struct reading *reading) {
    struct decimal number;
    if (!decimal_read(reading->value, &number) ||
        !decimal_to_count(&number, &reading->node->bound[reading->keyword - FIRST_BOUND]))
        refuse(reading, reading->value, "a whole number of 0 or more");
}

static void read_pattern(const struct reading *reading) {
    if (is_kind(reading, VALUE_STRING, "a regular expression"))
        reading->node->pattern = read_expression(reading, reading->value);
}

static bool check_keys(const struct reading *reading, const struct value *keys) {
    if (keys->kind != VALUE_SEQUENCE)
        return refuse(reading, keys, "a list of keys");
    struct hashed *sorted = memory_get_zeroed(keys->count + 1, sizeof *sorted);
    bool sound = true;
    for (size_t i = 0; i < keys->count && sound; i++) {
        const struct value *key = keys->members[i].value;
        sound = key->kind == VALUE_STRING || refuse(reading, key, "a key, as a string,");
        sorted[i] = (struct hashed){value_hash(key), key, i};
    }
    qsort(sorted, keys->count, sizeof *sorted, hashed_order);
    for (size_t i = 1; i < keys->count && sound; i++)
        if (sorted[i].hash == sorted[i - 1].hash && values_equal(sorted[i].value, sorted[i - 1].value)) {
            compile_fault(reading->compiler, reading->node->resource, sorted[i].value->span,
                          "%s: the key \"%.*s\" stands twice", name_of(reading),
                          TEXT_ARG(sorted[i].value->scalar));
            sound = false;
        }
    free(sorted);
    return sound;
}

static void read_keys_by_key(const struct reading *reading) {
    const struct value *map = reading->value;
    bool sound = is_kind(reading, VALUE_MAPPING, "a mapping of lists of keys");
    for (size_t i = 0; i < map->count && sound; i++)
        sound = check_keys(reading, map->members[i].value);
    if (!sound)
        reading->node->keyword[reading->keyword] = NULL;
}

static void read_keys(const struct reading *reading) {
    if (!check_keys(reading, reading->value))
        reading->node->keyword[reading->keyword] = NULL;
}

static void read_reference(const struct reading *reading) {
    struct compiler *compiler = reading->compiler;
    if (!is_kind(reading, VALUE_STRING, "a URI reference"))
        return;
    MEMORY_ROOM(compiler->references, compiler->reference_count, compiler->reference_capacity);
    compiler->references[compiler->reference_count++] = (struct reference){reading->node, reading->keyword};
}

static bool is_anchor_name(struct text t) {
    for (size_t i = 0; i < t.len; i++) {
        bool letter = byte_is_alpha(t.at[i]) || t.at[i] == '_';
        if (!letter && (i == 0 || (!byte_is_digit(t.at[i]) && t.at[i] != '-' && t.at[i] != '.')))
            return false;
    }
    return t.len > 0;
}

static void read_anchor(const struct reading *reading) {
    struct resource *resource = reading->node->resource;
    struct text name = reading->value->scalar;
    if (!is_kind(reading, VALUE_STRING, "a name"))
        return;
    struct anchor *other = resource_anchor(reading->compiler, resource, name);
    if (!is_anchor_name(name))
        compile_fault(
            reading->compiler, resource, reading->value->span,
            "%s: a name of letters, digits, \"-\", \"_\" and \".\" is expected, with a letter in front",
            name_of(reading));
    else if (other && other->node != reading->node)
        compile_fault(reading->compiler, resource, reading->value->span, "%s: the name stands twice",
                      name_of(reading));
    struct anchor *anchor = ARENA_NEW(reading->compiler->arena, struct anchor);
    bool dynamic = reading->keyword == KEYWORD_DYNAMIC_ANCHOR || (other && other->dynamic);
    *anchor = (struct anchor){name, reading->node, dynamic, resource->dynamic_anchors};
    if (dynamic)
        resource->dynamic_anchors = anchor;
    if (other && other->node == reading->node) /* $anchor and $dynamicAnchor of one name */
        other->dynamic = dynamic;
    named_add(&reading->compiler->anchors, resource, name, anchor);
}

static void read_dialect(const struct reading *reading) {
    struct text uri = reading->value->scalar;
    if (!is_kind(reading, VALUE_STRING, "a URI"))
        return;
    if (!text_is(uri, METASCHEMA_URI) && !text_is(uri, METASCHEMA_URI "#"))
        compile_fault(reading->compiler, reading->node->resource, reading->value->span,
                      "the dialect \"%.*s\" is not supported; " METASCHEMA_URI " is",
                      TEXT_ARG(text_slice(uri, 0, 200)));
}

static void read_obsolete(const struct reading *reading) {
    static const char *const instead[] = {"items beside prefixItems",
                                          "dependentRequired and dependentSchemas", "$dynamicRef",
                                          "$dynamicAnchor"};
    compile_fault(reading->compiler, reading->node->resource, reading->key->span,
                  "%s is a keyword of older drafts and not supported; draft 2020-12 has %s", name_of(reading),
                  instead[reading->keyword - KEYWORD_ADDITIONAL_ITEMS]);
}

static void read_id(const struct reading *reading) {
    is_kind(reading, VALUE_STRING, "a URI reference");
}
static void read_boolean(const struct reading *reading) {
    is_kind(reading, VALUE_BOOL, "true or false");
}
static void read_array(const struct reading *reading) {
    is_kind(reading, VALUE_SEQUENCE, "a list");
}
static void read_object(const struct reading *reading) {
    is_kind(reading, VALUE_MAPPING, "a mapping");
}
static void read_anything(const struct reading *reading) {
    (void)reading;
}

static void read_string(const struct reading *reading) {
    if (is_kind(reading, VALUE_STRING, "a string") && reading->keyword == KEYWORD_FORMAT)
        reading->node->format = format_find(reading->value->scalar);
}

enum shape {
    SHAPE_DIALECT,
    SHAPE_ID,
    SHAPE_ANCHOR,
    SHAPE_REFERENCE,
    SHAPE_ONE_SCHEMA,
    SHAPE_SCHEMA_LIST,
    SHAPE_SCHEMAS_BY_KEY,
    SHAPE_TYPE,
    SHAPE_ENUM,
    SHAPE_ANYTHING,
    SHAPE_NUMBER,
    SHAPE_COUNT,
    SHAPE_PATTERN,
    SHAPE_STRING,
    SHAPE_BOOLEAN,
    SHAPE_KEYS,
    SHAPE_KEYS_BY_KEY,
    SHAPE_OBJECT,
    SHAPE_ARRAY,
    SHAPE_OBSOLETE,
};

static const enum shape shapes[KEYWORD_COUNT] = {
#define KEYWORD(id, name, shape) SHAPE_##shape,
#include "schema/keyword.def"
#undef KEYWORD
};

static void (*const readers[])(const struct reading *reading) = {
    [SHAPE_DIALECT] = read_dialect,
    [SHAPE_ID] = read_id,
    [SHAPE_ANCHOR] = read_anchor,
    [SHAPE_REFERENCE] = read_reference,
    [SHAPE_ONE_SCHEMA] = read_one_schema,
    [SHAPE_SCHEMA_LIST] = read_schema_list,
    [SHAPE_SCHEMAS_BY_KEY] = read_schemas_by_key,
    [SHAPE_TYPE] = read_type,
    [SHAPE_ENUM] = read_enum,
    [SHAPE_ANYTHING] = read_anything,
    [SHAPE_NUMBER] = read_number,
    [SHAPE_COUNT] = read_bound,
    [SHAPE_PATTERN] = read_pattern,
    [SHAPE_STRING] = read_string,
    [SHAPE_BOOLEAN] = read_boolean,
    [SHAPE_KEYS] = read_keys,
    [SHAPE_KEYS_BY_KEY] = read_keys_by_key,
    [SHAPE_OBJECT] = read_object,
    [SHAPE_ARRAY] = read_array,
    [SHAPE_OBSOLETE] = read_obsolete,
};

/* Names. */

static int order_names(const void *a, const void *b) {
    const struct name *x = a, *y = b;
    return text_compare(x->key, y->key);
}

static void add_keys(const struct value *list, struct name *names, size_t *count) {
    for (size_t i = 0; list && i < list->count; i++)
        names[(*count)++] = (struct name){.key = list->members[i].key ? list->members[i].key->scalar
                                                                      : list->members[i].value->scalar};
}

static size_t count_of(const struct value *value) {
    return value ? value->count : 0;
}

/* Every key that a keyword names, each once, in order. */
static void collect_names(struct compiler *compiler, struct node *node) {
    static const enum keyword sources[] = {KEYWORD_PROPERTIES, KEYWORD_DEPENDENT_SCHEMAS, KEYWORD_REQUIRED,
                                           KEYWORD_DEPENDENT_REQUIRED};
    const struct value *needs = node->keyword[KEYWORD_DEPENDENT_REQUIRED];
    size_t most = 0, count = 0;
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
        most += count_of(node->keyword[sources[i]]);
    for (size_t i = 0; i < count_of(needs); i++)
        most += needs->members[i].value->count;
    node->names = ARENA_ARRAY(compiler->arena, struct name, most);
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
        add_keys(node->keyword[sources[i]], node->names, &count);
    for (size_t i = 0; i < count_of(needs); i++)
        add_keys(needs->members[i].value, node->names, &count);
    if (count)
        qsort(node->names, count, sizeof *node->names, order_names);
    for (size_t i = 0; i < count; i++)
        if (!node->name_count || !text_equal(node->names[i].key, node->names[node->name_count - 1].key))
            node->names[node->name_count++] = node->names[i];
}

static struct name *name_of_key(struct node *node, struct text key) {
    return &node->names[node_find_name(node, key)];
}

static void read_needs(struct compiler *compiler, struct node *node, const struct member *member) {
    struct name *name = name_of_key(node, member->key->scalar);
    const struct value *needs = member->value;
    name->needs = needs;
    name->needed = ARENA_ARRAY(compiler->arena, size_t, needs->count);
    for (size_t i = 0; i < needs->count; i++)
        name->needed[i] = node_find_name(node, needs->members[i].value->scalar);
}

static void read_names(struct compiler *compiler, struct node *node) {
    collect_names(compiler, node);
    const struct value *properties = node->keyword[KEYWORD_PROPERTIES];
    for (size_t i = 0; i < count_of(properties); i++)
        name_of_key(node, properties->members[i].key->scalar)->property =
            compile_node(compiler, properties->members[i].value, node->resource);
    const struct value *dependent = node->keyword[KEYWORD_DEPENDENT_SCHEMAS];
    for (size_t i = 0; i < count_of(dependent); i++)
        name_of_key(node, dependent->members[i].key->scalar)->dependent =
            compile_node(compiler, dependent->members[i].value, node->resource);
    const struct value *required = node->keyword[KEYWORD_REQUIRED];
    for (size_t i = 0; i < count_of(required); i++)
        name_of_key(node, required->members[i].value->scalar)->required = true;
    const struct value *needs = node->keyword[KEYWORD_DEPENDENT_REQUIRED];
    for (size_t i = 0; i < count_of(needs); i++)
        read_needs(compiler, node, &needs->members[i]);
}

static enum keyword find_keyword(struct text name) {
    int k = 0;
    while (k < KEYWORD_COUNT && !text_is(name, keyword_name((enum keyword)k)))
        k++;
    return (enum keyword)k;
}

void keywords_read(struct compiler *compiler, struct node *node) {
    for (size_t i = 0; i < node->value->count; i++) {
        struct reading reading = {compiler, node, KEYWORD_COUNT, node->value->members[i].key,
                                  node->value->members[i].value};
        reading.keyword = find_keyword(reading.key->scalar);
        if (reading.keyword == KEYWORD_COUNT)
            continue;
        node->keyword[reading.keyword] = reading.value;
        readers[shapes[reading.keyword]](&reading);
    }
    if (!compiler->schema->fault_count)
        read_names(compiler, node);
}

/* SPDX-License-Identifier: MIT */
#include "schema/compile.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "schema/uri.h"

static const char *const keyword_names[KEYWORD_COUNT] = {
#define KEYWORD(id, name, shape) name,
#include "schema/keyword.def"
#undef KEYWORD
};

const char *keyword_name(enum keyword keyword) {
    return keyword_names[keyword];
}

const char *type_name(int bit) {
    static const char *const names[TYPE_BITS] = {"null",   "boolean", "integer", "number",
                                                 "string", "array",   "object"};
    return names[bit];
}

void compile_fault(struct compiler *compiler, const struct resource *resource, struct span span,
                   const char *format, ...) {
    struct schema *schema = compiler->schema;
    if (schema->fault_count == SCHEMA_FAULTS_MOST)
        return;
    char message[600];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    struct text copy = arena_copy(compiler->arena, text_of(message));
    for (size_t i = 0; i < schema->fault_count; i++)
        if (schema->faults[i].source == resource->file->source &&
            schema->faults[i].span.begin == span.begin && text_equal(schema->faults[i].message, copy))
            return;
    schema->faults[schema->fault_count++] = (struct schema_fault){resource->file->source, span, copy};
}

/* Names. */

static struct named *named_slot(const struct named_table *table, const void *owner, struct text name) {
    uint64_t hash = text_hash(name, (uint64_t)(uintptr_t)owner | 1) * UINT64_C(0x9E3779B97F4A7C15);
    size_t mask = table->capacity - 1, slot = (size_t)(hash >> 20) & mask;
    while (table->slots[slot].thing &&
           (table->slots[slot].owner != owner || !text_equal(table->slots[slot].name, name)))
        slot = (slot + 1) & mask;
    return &table->slots[slot];
}

const void *named_find(const struct named_table *table, const void *owner, struct text name) {
    return table->capacity ? named_slot(table, owner, name)->thing : NULL;
}

void named_add(struct named_table *table, const void *owner, struct text name, const void *thing) {
    if (table->count * 2 >= table->capacity) {
        struct named_table more = {.capacity = table->capacity ? table->capacity * 2 : 64};
        more.slots = memory_get_zeroed(more.capacity, sizeof *more.slots);
        for (size_t i = 0; i < table->capacity; i++)
            if (table->slots[i].thing)
                *named_slot(&more, table->slots[i].owner, table->slots[i].name) = table->slots[i];
        more.count = table->count;
        free(table->slots);
        *table = more;
    }
    struct named *slot = named_slot(table, owner, name);
    if (slot->thing)
        return;
    *slot = (struct named){owner, name, thing};
    table->count++;
}

/* Nodes. */

static size_t slot_of(const struct compiler *compiler, const struct value *value,
                      const struct resource *parent) {
    uint64_t hash =
        ((uint64_t)(uintptr_t)value >> 4) * UINT64_C(0x9E3779B97F4A7C15) + (uint64_t)(uintptr_t)parent;
    size_t mask = compiler->known_capacity - 1, slot = (size_t)(hash >> 20) & mask;
    while (compiler->known[slot].node &&
           (compiler->known[slot].value != value || compiler->known[slot].parent != parent))
        slot = (slot + 1) & mask;
    return slot;
}

struct node *compile_known(const struct compiler *compiler, const struct value *value,
                           const struct resource *parent) {
    return compiler->known_capacity ? compiler->known[slot_of(compiler, value, parent)].node : NULL;
}

static void remember(struct compiler *compiler, const struct value *value, const struct resource *parent,
                     struct node *node) {
    if (compiler->known_count * 2 >= compiler->known_capacity) {
        struct known_node *old = compiler->known;
        size_t count = compiler->known_capacity;
        compiler->known_capacity = count ? count * 2 : 64;
        compiler->known = memory_get_zeroed(compiler->known_capacity, sizeof *compiler->known);
        for (size_t i = 0; i < count; i++)
            if (old[i].node)
                compiler->known[slot_of(compiler, old[i].value, old[i].parent)] = old[i];
        free(old);
    }
    compiler->known[slot_of(compiler, value, parent)] = (struct known_node){value, parent, node};
    compiler->known_count++;
}

/* The resource that a subschema's $id begins, or its parent. */
static struct resource *own_resource(struct compiler *compiler, const struct value *value,
                                     struct resource *parent, struct node *node) {
    struct text id = value_get_string(value, "$id");
    if (!id.at)
        return parent;
    struct text fragment = uri_split(id).fragment;
    if (fragment.len) {
        compile_fault(compiler, parent, value_get(value, "$id")->span,
                      "$id names a whole schema, so it has no fragment; $anchor is for places within one");
        return parent;
    }
    struct text uri = uri_resolve(compiler->arena, parent->uri, id);
    if (text_equal(uri, parent->uri) && (!parent->root || parent->root == node))
        return parent;
    struct resource *other = resource_find(compiler, uri);
    if (other && other->root && other->root->value == value)
        return other;
    if (other)
        compile_fault(compiler, parent, value_get(value, "$id")->span, "another schema has the same $id");
    struct resource *resource = ARENA_NEW(compiler->arena, struct resource);
    *resource = (struct resource){.uri = uri, .file = parent->file, .root = node};
    if (!other)
        resource_add(compiler, uri, resource);
    return resource;
}

struct node *compile_node(struct compiler *compiler, const struct value *value, struct resource *parent) {
    struct node *node = compile_known(compiler, value, parent);
    if (node)
        return node;
    struct schema *schema = compiler->schema;
    node = ARENA_NEW(compiler->arena, struct node);
    node->value = value;
    node->resource = own_resource(compiler, value, parent, node);
    remember(compiler, value, parent, node);
    MEMORY_ROOM(schema->nodes, schema->node_count, schema->node_capacity);
    schema->nodes[schema->node_count++] = node;
    return node;
}

void compile_in_place(struct compiler *compiler, struct node *node, struct node *child) {
    ARENA_ROOM(compiler->arena, node->in_place, node->in_place_count, node->in_place_capacity);
    node->in_place[node->in_place_count++] = child;
}

size_t node_find_name(const struct node *node, struct text key) {
    size_t low = 0, high = node->name_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = text_compare(node->names[middle].key, key);
        if (order == 0)
            return middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return node->name_count;
}

/* Schemas that are applied to a value in order to apply themselves to the same value. */

struct visit {
    struct node *node;
    size_t next; /* of its in_place */
};

struct search {
    struct compiler *compiler;
    struct visit *stack;
    size_t depth, capacity;
};

/* The node on the way round whose reference is to blame. */
static void blame(const struct search *search, const struct node *again) {
    size_t i = search->depth;
    while (i > 0 && search->stack[i - 1].node != again)
        i--;
    for (size_t k = i ? i - 1 : 0; k < search->depth; k++) {
        const struct node *node = search->stack[k].node;
        const struct value *reference = node->keyword[KEYWORD_REF];
        if (!reference)
            continue;
        compile_fault(
            search->compiler, node->resource, reference->span,
            "$ref leads back to where it stands without a step into the value, so checking would never end");
        return;
    }
}

static void push(struct search *search, struct node *node) {
    MEMORY_ROOM(search->stack, search->depth, search->capacity);
    search->stack[search->depth++] = (struct visit){node, 0};
    node->mark = MARK_OPEN;
}

static void search_from(struct search *search, struct node *start) {
    if (start->mark != MARK_NEW)
        return;
    push(search, start);
    while (search->depth) {
        struct visit *top = &search->stack[search->depth - 1];
        if (top->next == top->node->in_place_count) {
            top->node->mark = MARK_DONE;
            search->depth--;
            continue;
        }
        struct node *next = top->node->in_place[top->next++];
        if (next->mark == MARK_OPEN)
            blame(search, next);
        else if (next->mark == MARK_NEW)
            push(search, next);
    }
}

static void find_endless(struct compiler *compiler) {
    struct search search = {.compiler = compiler};
    for (size_t i = 0; i < compiler->schema->node_count; i++)
        search_from(&search, compiler->schema->nodes[i]);
    free(search.stack);
}

/* All together. */

static void read_node(struct compiler *compiler, struct node *node) {
    const struct value *value = node->value;
    if (value->kind == VALUE_MAPPING)
        keywords_read(compiler, node);
    else if (value->kind != VALUE_BOOL)
        compile_fault(compiler, node->resource, value->span,
                      "a schema is expected (a mapping of keywords, true or false), not a %s",
                      value_kind_name(value->kind));
}

/* References may lead to places that were no schemas until then, and to other files; so it goes to and fro.
 */
static void compile_all(struct compiler *compiler) {
    struct schema *schema = compiler->schema;
    while (compiler->node_next < schema->node_count || compiler->reference_next < compiler->reference_count) {
        while (compiler->node_next < schema->node_count)
            read_node(compiler, schema->nodes[compiler->node_next++]);
        if (compiler->reference_next < compiler->reference_count &&
            reference_resolve(compiler, &compiler->references[compiler->reference_next]))
            compiler->reference_next++;
    }
    if (!schema->fault_count)
        find_endless(compiler);
}

struct schema *schema_new(const struct source *source, const struct value *root,
                          const struct schema_loader *loader) {
    struct schema *schema = memory_get_zeroed(1, sizeof *schema);
    struct compiler compiler = {.schema = schema, .arena = &schema->arena, .loader = loader};
    struct text uri = uri_of_path(compiler.arena, source->name);
    schema->root = file_begin(&compiler, file_add(&compiler, source, uri), root);
    compile_all(&compiler);
    free(compiler.known);
    free(compiler.resources.slots);
    free(compiler.anchors.slots);
    free(compiler.members.slots);
    free(compiler.references);
    return schema;
}

void schema_free(struct schema *schema) {
    if (!schema)
        return;
    for (size_t i = 0; i < schema->node_count; i++) {
        pattern_free(schema->nodes[i]->pattern);
        for (size_t k = 0; k < schema->nodes[i]->pattern_count; k++)
            pattern_free(schema->nodes[i]->patterns[k].pattern);
    }
    for (size_t i = 0; i < schema->file_count; i++)
        if (schema->files[i]->own)
            source_free(schema->files[i]->own);
    free(schema->nodes);
    free(schema->files);
    arena_free(&schema->arena);
    free(schema);
}

const struct schema_fault *schema_faults(const struct schema *schema, size_t *count) {
    *count = schema->fault_count;
    return schema->faults;
}

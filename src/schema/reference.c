/* SPDX-License-Identifier: MIT */
/* Where references lead: URIs, anchors, JSON pointers (RFC 6901) and other files. */
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/memory.h"
#include "doc/value_json.h"
#include "schema/compile.h"
#include "schema/uri.h"

/* Things are kept for looking only; what was put in is the compiler's own and may be changed. */
static void *own(const void *thing) {
    return (void *)(uintptr_t)thing;
}

void resource_add(struct compiler *compiler, struct text uri, const struct resource *resource) {
    named_add(&compiler->resources, NULL, uri, resource);
}

struct resource *resource_find(const struct compiler *compiler, struct text uri) {
    return own(named_find(&compiler->resources, NULL, uri));
}

struct anchor *resource_anchor(const struct compiler *compiler, const struct resource *resource,
                               struct text name) {
    return own(named_find(&compiler->anchors, resource, name));
}

struct schema_file *file_add(struct compiler *compiler, const struct source *source, struct text uri) {
    struct schema *schema = compiler->schema;
    struct schema_file *file = ARENA_NEW(compiler->arena, struct schema_file);
    struct resource *resource = ARENA_NEW(compiler->arena, struct resource);
    *file = (struct schema_file){.source = source, .uri = uri, .resource = resource};
    *resource = (struct resource){.uri = uri, .file = file};
    MEMORY_ROOM(schema->files, schema->file_count, schema->file_capacity);
    schema->files[schema->file_count++] = file;
    return file;
}

struct node *file_begin(struct compiler *compiler, struct schema_file *file, const struct value *root) {
    struct node *node = compile_node(compiler, root, file->resource);
    file->resource->root = node;
    file->resource = node->resource; /* another where the root has an $id */
    resource_add(compiler, file->uri, node->resource);
    return node;
}

/* A reference on its way. */
struct way {
    struct compiler *compiler;
    const struct resource *from; /* that it stands in */
    const struct value *value;   /* the reference as written */
};

static struct resource *complain(const struct way *way, const char *what, struct text uri) {
    compile_fault(way->compiler, way->from, way->value->span, "\"%.*s\": %s%.*s",
                  TEXT_ARG(text_slice(way->value->scalar, 0, 200)), what, TEXT_ARG(text_slice(uri, 0, 200)));
    return NULL;
}

static struct resource *add_text(const struct way *way, const char *name, struct text uri,
                                 const struct schema_text *text) {
    struct compiler *compiler = way->compiler;
    struct source *source = ARENA_NEW(compiler->arena, struct source);
    source_init(source, name, text->bytes);
    struct schema_file *file = file_add(compiler, source, uri);
    file->own = source;
    if (text->root)
        return file_begin(compiler, file, text->root)->resource;
    struct text why =
        text->error.message.at ? text->error.message : TEXT("a schema is expected, but the file is empty");
    compile_fault(compiler, file->resource, text->error.span, "%.*s", TEXT_ARG(why));
    resource_add(compiler, uri, file->resource); /* without a root: said once, and not read again */
    return NULL;
}

static struct resource *load_metaschema(const struct way *way) {
    struct schema_text text = {.bytes = text_of(metaschema_text)};
    text.root = value_read_json(text.bytes, way->compiler->arena, &text.error);
    return add_text(way, METASCHEMA_URI, TEXT(METASCHEMA_URI), &text);
}

/* The file that a URI means: by its path, or, where the file the reference stands in calls itself by $id, by
 * the way from there. at == NULL for none. */
static struct text path_of(const struct way *way, struct text uri) {
    struct arena *arena = way->compiler->arena;
    struct text path = uri_to_path(arena, uri);
    if (path.at)
        return path;
    const struct schema_file *file = way->from->file;
    struct text base = file->resource ? file->resource->uri : file->uri;
    while (base.len && base.at[base.len - 1] != '/')
        base.len--;
    bool inside = base.len && uri.len > base.len && text_equal(text_slice(uri, 0, base.len), base);
    return inside ? uri_to_path(arena, uri_resolve(arena, file->uri, text_from(uri, base.len)))
                  : (struct text){NULL, 0};
}

/* As people call it: from the current folder, where it is below that. A NUL stands behind it. */
static const char *spoken_path(const struct compiler *compiler, struct text path) {
    char folder[PATH_MAX];
    struct text here = text_of(getcwd(folder, sizeof folder) ? folder : "/");
    bool relative = compiler->schema->files[0]->source->name[0] != '/';
    if (relative && path.len > here.len + 1 && text_equal(text_slice(path, 0, here.len), here) &&
        path.at[here.len] == '/')
        path = text_from(path, here.len + 1);
    return arena_copy(compiler->arena, path).at;
}

static struct resource *load_file(const struct way *way, struct text uri) {
    struct compiler *compiler = way->compiler;
    struct text path = path_of(way, uri);
    if (!path.at || !compiler->loader || memchr(path.at, '\0', path.len))
        return complain(way, "an unknown schema, and the network is never asked: ", uri);
    struct schema_text text = {.root = NULL};
    const char *name = spoken_path(compiler, path);
    compiler->loader->load(compiler->loader->context, name, compiler->arena, &text);
    if (text.unreadable) {
        struct text why = arena_print(compiler->arena, "%s: %s", name, text.unreadable);
        return complain(way, "cannot be read: ", why);
    }
    return add_text(way, name, uri, &text);
}

static struct resource *find_resource(const struct way *way) {
    struct text uri = uri_resolve(way->compiler->arena, way->from->uri, way->value->scalar);
    struct resource *resource = resource_find(way->compiler, uri);
    if (resource)
        return resource;
    if (text_is(uri, METASCHEMA_URI))
        return load_metaschema(way);
    resource = load_file(way, uri);
    if (resource && !text_equal(resource->uri, uri) && !resource_find(way->compiler, uri))
        resource_add(way->compiler, uri, resource);
    return resource;
}

/* JSON pointers. */

/* One token, without its escapes. */
static struct text unescape(struct arena *arena, struct text token) {
    char *out = arena_get(arena, token.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < token.len; i++) {
        bool escape =
            token.at[i] == '~' && i + 1 < token.len && (token.at[i + 1] == '0' || token.at[i + 1] == '1');
        out[len++] = !escape ? token.at[i] : token.at[i + 1] == '0' ? '~' : '/';
        i += escape;
    }
    return (struct text){out, len};
}

static const struct value *item_at(const struct value *sequence, struct text token) {
    size_t index = 0;
    if (!token.len || token.len > 9 || (token.len > 1 && *token.at == '0'))
        return NULL;
    for (size_t i = 0; i < token.len; i++) {
        if (!byte_is_digit(token.at[i]))
            return NULL;
        index = index * 10 + (size_t)(token.at[i] - '0');
    }
    return index < sequence->count ? sequence->members[index].value : NULL;
}

/* Mappings of more than a few members go into a table when they are first asked. */
static const struct value *member_of(struct compiler *compiler, const struct value *mapping,
                                     struct text key) {
    enum { FEW = 16 };
    if (mapping->count > FEW) {
        const void *marker = mapping->members;
        if (!named_find(&compiler->members, marker, TEXT("")))
            for (size_t i = 0; i < mapping->count; i++)
                named_add(&compiler->members, mapping, mapping->members[i].key->scalar,
                          mapping->members[i].value);
        named_add(&compiler->members, marker, TEXT(""), mapping);
        return named_find(&compiler->members, mapping, key);
    }
    for (size_t i = 0; i < mapping->count; i++)
        if (text_equal(mapping->members[i].key->scalar, key))
            return mapping->members[i].value;
    return NULL;
}

static const struct value *step(struct compiler *compiler, const struct value *value, struct text token) {
    if (value->kind == VALUE_SEQUENCE)
        return item_at(value, token);
    return value->kind == VALUE_MAPPING ? member_of(compiler, value, token) : NULL;
}

static struct node *follow_pointer(const struct way *way, struct resource *resource, struct text pointer) {
    struct compiler *compiler = way->compiler;
    const struct value *value = resource->root->value;
    struct resource *parent = resource;
    while (pointer.len) {
        size_t end = text_find_byte(pointer, '/', 1);
        struct text token = unescape(compiler->arena, text_slice(pointer, 1, end));
        pointer = end == TEXT_NONE ? (struct text){NULL, 0} : text_from(pointer, end);
        const struct node *known = compile_known(compiler, value, parent);
        if (known)
            parent = known->resource;
        value = step(compiler, value, token);
        if (!value) {
            complain(way, "nothing stands there; missing: ", token);
            return NULL;
        }
    }
    return compile_node(compiler, value, parent);
}

/* The schema a reference leads to; NULL where that was said to be wrong. *anchor: by which it was found, if
 * any. */
static struct node *find_target(const struct way *way, struct resource *resource, struct text fragment,
                                const struct anchor **anchor) {
    *anchor = NULL;
    if (!fragment.len)
        return resource->root;
    if (*fragment.at == '/')
        return follow_pointer(way, resource, fragment);
    *anchor = resource_anchor(way->compiler, resource, fragment);
    if (!*anchor)
        complain(way, "there is no such anchor: ", fragment);
    return *anchor ? (*anchor)->node : NULL;
}

bool reference_resolve(struct compiler *compiler, const struct reference *reference) {
    struct node *node = reference->node;
    struct way way = {compiler, node->resource, node->keyword[reference->keyword]};
    struct resource *resource = find_resource(&way);
    if (!resource || !resource->root)
        return true;
    if (compiler->node_next < compiler->schema->node_count)
        return false;
    struct text fragment = uri_decode(compiler->arena, uri_split(way.value->scalar).fragment);
    const struct anchor *anchor;
    struct node *target = find_target(&way, resource, fragment, &anchor);
    if (target && reference->keyword == KEYWORD_REF) {
        node->ref = target;
        compile_in_place(compiler, node, target);
    } else if (target) {
        node->dynamic_ref = target;
        if (anchor && anchor->dynamic)
            node->dynamic_name = fragment;
    }
    return true;
}

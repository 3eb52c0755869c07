/* SPDX-License-Identifier: MIT */
#include "read/plain/yaml_schema.h"

#include "read/plain/layout.h"

/* Keys: "key" alone, or with what stands under it: "key:type", "key:[type]" for a list of such mappings,
 * "key:[]" for a list of scalars, "key:~type" for a mapping or a list of scalars. "*" is a name of the
 * author's, "x-*" one that begins so; a row without them takes no other keys. "?" behind: may have nothing
 * under it; "^": excludes others with it. */
struct mapping {
    const char *name, *keys;
    bool root, list; /* a document may be one, or a list of them */
};

static const struct mapping mappings[] = {
    {"any", "*", true, true},
    {"map", "*", false, false},
#include "read/plain/yaml_schema.def"
};

enum { MAPPINGS = sizeof mappings / sizeof *mappings };

size_t schema_count(void) {
    return MAPPINGS;
}

bool schema_is_root(size_t type, bool *list) {
    *list = mappings[type].list;
    return mappings[type].root;
}

static uint16_t type_of(struct text name) {
    for (size_t i = 0; i < MAPPINGS; i++)
        if (text_is(name, mappings[i].name))
            return (uint16_t)i;
    return SCHEMA_ANY;
}

static struct schema_child read_child(struct text t) {
    struct schema_child child = {.form = FORM_SCALAR};
    for (; text_ends(t, "?") || text_ends(t, "^"); t = text_slice(t, 0, t.len - 1)) {
        child.empty = child.empty || text_ends(t, "?");
        child.only = child.only || text_ends(t, "^");
    }
    if (!t.len)
        return child;
    child.form = t.at[0] == '[' ? FORM_LIST : t.at[0] == '~' ? FORM_EITHER : FORM_MAPPING;
    if (child.form == FORM_LIST)
        t = text_slice(t, 1, t.len - 1);
    else if (child.form == FORM_EITHER)
        t = text_from(t, 1);
    child.scalars = !t.len;
    child.type = t.len ? type_of(t) : (uint16_t)SCHEMA_ANY;
    if (child.type == SCHEMA_ANY && text_is(t, "any"))
        child.form = child.form == FORM_LIST ? FORM_LIST : FORM_UNKNOWN;
    return child;
}

/* Keys that stand beside others. */
static const struct {
    const char *key, *beside;
    bool needed;
} companions[] = {{"rescue", "block", true},   {"always", "block", true},  {"with", "uses", false},
                  {"secrets", "uses", false},  {"args", "command", false}, {"loop_control", "loop", false},
                  {"delay", "retries", false}, {"until", "retries", false}};

struct text schema_companion(struct text key, bool *needed) {
    for (size_t i = 0; i < sizeof companions / sizeof *companions; i++)
        if (text_is(key, companions[i].key)) {
            *needed = companions[i].needed;
            return text_of(companions[i].beside);
        }
    return (struct text){0};
}

/* Finds a key in a row; *rest is what stands behind its colon. */
static bool find_key(const char *keys, struct text key, struct text *rest) {
    struct text list = text_of(keys);
    for (size_t at = 0; key.len && (at = text_find(list, key, at)) != TEXT_NONE; at++) {
        size_t end = at + key.len;
        if ((at && list.at[at - 1] != ' ') || (end < list.len && !strchr(" :?^", list.at[end])))
            continue;
        size_t blank = text_find_byte(list, ' ', end);
        *rest = text_slice(list, end, blank == TEXT_NONE ? list.len : blank);
        if (rest->len && rest->at[0] == ':')
            *rest = text_from(*rest, 1);
        return true;
    }
    return false;
}

/* Ansible's modules have names of three parts. */
static bool is_module(size_t type, struct text key) {
    size_t dot = text_find_byte(key, '.', 0);
    return text_is(text_of(mappings[type].name), "task") && dot != TEXT_NONE &&
           text_find_byte(key, '.', dot + 1) != TEXT_NONE;
}

enum schema_fit schema_fit(size_t type, struct text key, struct schema_child *child) {
    struct text rest;
    *child = (struct schema_child){.form = FORM_UNKNOWN};
    if (type == SCHEMA_ANY)
        return FIT_UNKNOWN;
    if (is_module(type, key)) {
        bool uri = text_ends(key, ".uri");
        *child = (struct schema_child){
            .form = FORM_MAPPING, .type = uri ? type_of(TEXT("ansible-uri")) : 1, .only = true};
        return FIT_KNOWN;
    }
    bool star = text_is(key, "*");
    if (text_starts(key, "x-"))
        key = TEXT("x-*");
    if (!star && find_key(mappings[type].keys, key, &rest)) {
        *child = read_child(rest);
        return FIT_KNOWN;
    }
    if (!find_key(mappings[type].keys, TEXT("*"), &rest))
        return FIT_STRANGE;
    *child = read_child(rest);
    if (!rest.len)
        *child = (struct schema_child){.form = FORM_UNKNOWN, .scalars = true};
    return FIT_FREE;
}

bool schema_knows(struct text key) {
    struct text rest;
    for (size_t i = 2; i < MAPPINGS && !text_is(key, "*"); i++)
        if (find_key(mappings[i].keys, key, &rest))
            return true;
    return false;
}

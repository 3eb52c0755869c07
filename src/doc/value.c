/* SPDX-License-Identifier: MIT */
#include "doc/value.h"

const struct value *value_get(const struct value *mapping, const char *key) {
    if (!mapping || mapping->kind != VALUE_MAPPING)
        return NULL;
    for (size_t i = 0; i < mapping->count; i++)
        if (text_is(mapping->members[i].key->scalar, key))
            return mapping->members[i].value;
    return NULL;
}

struct text value_get_string(const struct value *mapping, const char *key) {
    const struct value *value = value_get(mapping, key);
    return value && value->kind == VALUE_STRING ? value->scalar : (struct text){NULL, 0};
}

const char *value_kind_name(enum value_kind kind) {
    static const char *const names[VALUE_KIND_COUNT] = {"null",   "boolean",  "integer", "number",
                                                        "string", "sequence", "mapping"};
    return names[kind];
}

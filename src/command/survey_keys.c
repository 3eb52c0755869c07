/* SPDX-License-Identifier: MIT */
#include "command/survey.h"

#include <stdlib.h>

#include "base/memory.h"
#include "schema/format.h"

/* A value that a page of a folder has. */
struct folder_value {
    uint64_t hash; /* of folder and value */
    size_t key;
    struct folder_value *next;
};

static struct key_count *key_of(struct key_survey *survey, struct text name, struct arena *arena) {
    for (size_t i = 0; i < survey->count; i++)
        if (text_equal(survey->keys[i].name, name))
            return &survey->keys[i];
    if (survey->count == KEYS_MOST)
        return NULL;
    struct key_count *made = &survey->keys[survey->count++];
    *made = (struct key_count){.name = arena_copy(arena, name)};
    return made;
}

static enum key_form form_of(struct text t) {
    if (format_find(TEXT("date"))->check(t))
        return KEY_DATE;
    return format_find(TEXT("date-time"))->check(t) ? KEY_MOMENT : KEY_TEXT;
}

static void add_items(struct key_count *key, const struct value *list) {
    for (size_t i = 0; i < list->count; i++) {
        const struct value *item = list->members[i].value;
        key->items |= 1u << item->kind;
        for (size_t k = 0; k < i && i < 100; k++)
            key->repeats_items =
                key->repeats_items || text_equal(list->members[k].value->scalar, item->scalar);
        key->repeats_items = key->repeats_items || i >= 100;
    }
}

static void add_value(struct key_count *key, const struct value *value) {
    key->pages++;
    key->kinds |= 1u << value->kind;
    if (value->kind == VALUE_STRING) {
        key->strings[form_of(value->scalar)]++;
        key->empty = key->empty || !value->scalar.len || text_strip(value->scalar).len < value->scalar.len ||
                     text_find_byte(value->scalar, '\n', 0) != TEXT_NONE;
    } else if (value->kind == VALUE_INTEGER) {
        key->negative = key->negative || value->integer < 0;
        key->zero = key->zero || value->integer == 0;
    } else if (value->kind == VALUE_SEQUENCE) {
        add_items(key, value);
    }
}

static void keep_value(struct key_survey *survey, const struct key_count *key, struct text folder,
                       const struct value *value, struct arena *arena) {
    if (value->kind == VALUE_NULL || value->kind > VALUE_STRING)
        return;
    struct folder_value *made = ARENA_NEW(arena, struct folder_value);
    *made = (struct folder_value){text_hash(value->scalar, text_hash(folder, 0)),
                                  (size_t)(key - survey->keys), survey->values};
    survey->values = made;
    survey->value_count++;
}

static int by_key_and_hash(const void *left, const void *right) {
    const struct folder_value *a = left, *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->hash > b->hash) - (a->hash < b->hash);
}

void keys_finish(struct key_survey *survey) {
    struct folder_value *all = memory_get_zeroed(survey->value_count + 1, sizeof *all);
    size_t count = 0;
    for (const struct folder_value *one = survey->values; one; one = one->next)
        all[count++] = *one;
    qsort(all, count, sizeof *all, by_key_and_hash);
    for (size_t i = 1; i < count; i++)
        if (by_key_and_hash(&all[i - 1], &all[i]) == 0)
            survey->keys[all[i].key].shared = true;
    free(all);
}

void keys_add(struct key_survey *survey, const struct document *document, struct text folder,
              struct arena *arena) {
    const struct value *root = document->front_matter.value;
    if (!document->front_matter.present || !document->front_matter.valid)
        return;
    survey->pages++;
    for (size_t i = 0; root && i < root->count; i++) {
        struct key_count *key = key_of(survey, root->members[i].key->scalar, arena);
        if (!key)
            continue;
        add_value(key, root->members[i].value);
        keep_value(survey, key, folder, root->members[i].value, arena);
    }
}

bool key_is_slip(const struct key_survey *survey, const struct key_count *key) {
    for (size_t i = 0; i < survey->count; i++) {
        const struct key_count *other = &survey->keys[i];
        if (other != key && key->pages * 10 <= other->pages && text_distance(other->name, key->name, 2) <= 2)
            return true;
    }
    return false;
}

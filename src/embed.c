/* SPDX-License-Identifier: MIT */
/* Runs while exlint is built: prints files as the table TABLE that command/embedded.h describes. What profiles
 * and schemas of front matter hold is printed with them, as constants, so that nothing is parsed when exlint
 * starts.
 *
 *   embed TABLE FILE... >TABLE.inc */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/files.h"
#include "base/memory.h"
#include "read/yaml.h"

/* Values in the order in which they are printed: the root, then the members of the first value, then those of
 * the second, and so on. */
struct listing {
    const struct value **values;
    size_t count, capacity;
};

static void add(struct listing *listing, const struct value *value) {
    MEMORY_ROOM(listing->values, listing->count, listing->capacity);
    listing->values[listing->count++] = value;
}

static void add_all(struct listing *listing, const struct value *root) {
    add(listing, root);
    for (size_t i = 0; i < listing->count; i++)
        for (size_t m = 0; m < listing->values[i]->count; m++) {
            const struct member *member = &listing->values[i]->members[m];
            if (member->key)
                add(listing, member->key);
            add(listing, member->value);
        }
}

static void print_string(struct text t) {
    putchar('"');
    for (size_t i = 0; i < t.len; i++)
        if (t.at[i] < ' ' || t.at[i] > '~' || strchr("\"\\?", t.at[i]))
            printf("\\%03o", (unsigned)(unsigned char)t.at[i]);
        else
            putchar(t.at[i]);
    putchar('"');
}

static void print_bytes(const char *name, struct text bytes) {
    printf("static const unsigned char %s_bytes[] = {", name);
    for (size_t i = 0; i < bytes.len; i++)
        printf("%s%u,", i % 32 ? "" : "\n", (unsigned)(unsigned char)bytes.at[i]);
    printf("\n0};\n");
}

static void print_members(const char *name, const struct listing *listing) {
    size_t next = 1;
    printf("static const struct member %s_members[] = {\n", name);
    for (size_t i = 0; i < listing->count; i++)
        for (size_t m = 0; m < listing->values[i]->count; m++) {
            if (listing->values[i]->members[m].key)
                printf("{&%s_values[%zu], ", name, next++);
            else
                printf("{NULL, ");
            printf("&%s_values[%zu]},\n", name, next++);
        }
    printf("{NULL, NULL}};\n");
}

static void print_values(const char *name, const struct listing *listing) {
    size_t members = 0;
    printf("static const struct value %s_values[] = {\n", name);
    for (size_t i = 0; i < listing->count; i++) {
        const struct value *v = listing->values[i];
        printf("{%d, {%" PRIu32 ", %" PRIu32 "}, {", (int)v->kind, v->span.begin, v->span.end);
        print_string(v->scalar);
        printf(", %zu}, %d, %d, %lldLL, %a, &%s_members[%zu], %zu, %zu, %" PRIu32 "},\n", v->scalar.len,
               v->truth, v->quoted, v->integer, v->real, name, members, v->count, v->weight, v->height);
        members += v->count;
    }
    printf("};\n");
}

/* Members point to values, which point to members, so that C wants to hear of the values first. */
static void print_root(const char *name, const struct value *root) {
    struct listing listing = {0};
    add_all(&listing, root);
    printf("static const struct value %s_values[%zu];\n", name, listing.count);
    print_members(name, &listing);
    print_values(name, &listing);
    free(listing.values);
}

/* Prints the constants that the file's row points to, and adds the row. Ends the program where that cannot
 * be. */
static void print_file(const char *name, const char *path, struct buf *rows) {
    struct buf bytes = {0};
    struct arena arena = {0};
    struct value_error error = {.message = {NULL, 0}};
    const struct value *root = NULL;
    const char *unreadable = file_read(path, &bytes);
    if (!unreadable && text_ends(text_of(path), ".yaml") && !text_ends(text_of(path), ".schema.yaml"))
        root = yaml_load(buf_text(&bytes), 0, &arena, &error);
    if (unreadable || error.message.at) {
        fprintf(stderr, "%s: %s\n", path, unreadable ? unreadable : error.message.at);
        exit(2);
    }
    print_bytes(name, buf_text(&bytes));
    if (root)
        print_root(name, root);
    buf_print(rows, "{\"%s\", %s_bytes, sizeof %s_bytes - 1, %s%s},\n", file_name(path), name, name,
              root ? name : "NULL", root ? "_values" : "");
    arena_free(&arena);
    buf_free(&bytes);
}

int main(int count, char **arguments) {
    const char *table = count > 1 ? arguments[1] : "none";
    struct buf rows = {0}, name = {0};
    for (int i = 2; i < count; i++) {
        buf_cut(&name, 0);
        buf_print(&name, "%s_%d", table, i - 2);
        print_file(name.at, arguments[i], &rows);
    }
    printf("static const struct embedded %s[] = {\n%s{NULL, NULL, 0, NULL},\n};\n", table,
           rows.at ? rows.at : "");
    buf_free(&name);
    buf_free(&rows);
    return fclose(stdout) ? 2 : 0;
}

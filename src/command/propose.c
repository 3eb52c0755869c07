/* SPDX-License-Identifier: MIT */
#include "command/propose.h"

#define WHOLE_NUMBER "(?<number>[1-9][0-9]{0,8})"

/* A string in double quotes (YAML 1.2, chapter 7.3.1). */
static void add_quoted(struct buf *out, struct text t) {
    buf_add_byte(out, '"');
    for (size_t i = 0; i < t.len; i++) {
        if (t.at[i] == '"' || t.at[i] == '\\')
            buf_add_byte(out, '\\');
        if ((unsigned char)t.at[i] < ' ')
            buf_print(out, "\\x%02X", (unsigned)(unsigned char)t.at[i]);
        else
            buf_add_byte(out, t.at[i]);
    }
    buf_add_byte(out, '"');
}

/* A word as it is, where YAML takes it for a string. */
static void add_word(struct buf *out, struct text t) {
    static const char *const taken[] = {"true", "false", "null", "yes", "no", "on", "off", NULL};
    bool plain = t.len && byte_is_alpha(t.at[0]);
    for (size_t i = 0; plain && i < t.len; i++)
        plain = byte_is_alpha(t.at[i]) || byte_is_digit(t.at[i]) || (t.at[i] && strchr("_-. ", t.at[i]));
    plain = plain && t.at[t.len - 1] != ' ';
    for (size_t i = 0; taken[i]; i++)
        plain = plain && !text_equal_nocase(t, text_of(taken[i]));
    if (plain)
        buf_add(out, t);
    else
        add_quoted(out, t);
}

struct text propose_noun(const struct proposal *proposal) {
    if (proposal->fits)
        return text_of(proposal->fits->noun);
    return proposal->shape->word.len ? proposal->shape->word : TEXT("Section");
}

/* The separator in a pattern. */
static void add_separator(struct buf *out, struct text separator) {
    for (size_t i = 0; i < separator.len; i++) {
        if (strchr(".)|", separator.at[i]))
            buf_add_byte(out, '\\');
        buf_add_byte(out, separator.at[i]);
    }
}

static void add_patterns(const struct heading_shape *shape, struct buf *out) {
    int length = (int)shape->word.len;
    const char *word = shape->word.at;
    bool hyphen = text_is(shape->join, "-");
    const char *between = hyphen ? "[ \\t]*-?[ \\t]*" : "[ \\t]*#?";
    const char *apart = hyphen ? between : shape->join.len ? "[ \\t]+#?" : "[ \\t]*";
    buf_add_string(out, "  pattern: '^");
    buf_print(out, "%.*s%.*s" WHOLE_NUMBER, length, word, TEXT_ARG(shape->join));
    add_separator(out, shape->separator);
    buf_add_string(out, "[ \\t]+(?<title>\\S.*)$'\n");
    if (length) {
        buf_add_string(
            out,
            "  # Other spellings, which are understood and reported; and headings that are nearly entries.\n");
        buf_print(
            out,
            "  deviant: '^[*_]{0,3}%.*s%s" WHOLE_NUMBER
            "[*_]{0,3}[ \\t]*(?:[:)|]|\\.(?![0-9])|[-\\x{2013}\\x{2014}]+(?![ \\t]*[0-9]))[*_]{0,3}[ \\t]*"
            "(?<title>\\S.*?)[*_]{0,3}$'\n",
            length, word, between);
        buf_print(out, "  malformed: '^[*_]{0,3}%.*s%s(?<number>[0-9]{1,9})(?:[.,][0-9]|[a-z]\\b)'\n",
                  length, word, apart);
    } else if (text_is(shape->separator, ".") || text_is(shape->separator, ")")) {
        buf_print(out, "  deviant: '^" WHOLE_NUMBER "[.)][ \\t]+(?<title>\\S.*)$'\n");
    }
}

void propose_entry(const struct proposal *proposal, struct buf *out) {
    const struct heading_shape *shape = proposal->shape;
    buf_add_string(out, "name: ");
    add_word(out, proposal->name);
    buf_add_string(out, "\nnoun: ");
    add_word(out, propose_noun(proposal));
    buf_add_string(out, "\nentry:\n");
    add_patterns(shape, out);
    struct buf format = {0};
    buf_add(&format, shape->word);
    buf_print(&format, "%.*s{number}%.*s {title}", TEXT_ARG(shape->join), TEXT_ARG(shape->separator));
    buf_add_string(out, "  format: ");
    add_quoted(out, buf_text(&format));
    buf_free(&format);
    if (proposal->level_min == proposal->level_max)
        buf_print(out, "\n  levels: %u\n", proposal->level_min);
    else
        buf_print(out, "\n  levels: [%u, %u]\n", proposal->level_min, proposal->level_max);
}

const struct label_form *propose_form(const struct label_count *label, struct text *words) {
    const struct label_form *best = &label->forms[0];
    for (size_t i = 1; i < label->form_count; i++)
        if (label->forms[i].count > best->count)
            best = &label->forms[i];
    size_t marks = strspn(best->written.at, "*# ");
    struct text t = text_from(best->written, marks);
    while (t.len && (t.at[t.len - 1] == '*' || t.at[t.len - 1] == ':'))
        t.len--;
    *words = t;
    return best;
}

/* The kind that the first built-in profile gives a label with such words. */
static enum block_kind kind_of(const struct proposal *proposal, struct text words) {
    const struct profile *profile = profiles_at(proposal->built_in, 0);
    for (size_t k = 0; k < profile->label_count; k++)
        for (const char *const *spelling = profile->labels[k].spellings; *spelling; spelling++)
            if (text_equal_nocase(words, text_of(*spelling)))
                return profile->labels[k].kind;
    return BLOCK_PART;
}

static void add_part(const struct proposal *proposal, const struct proposed_part *part, struct buf *out) {
    struct text words;
    buf_add_string(out, "  - { ");
    if (part->label) {
        const struct label_form *form = propose_form(part->label, &words);
        enum block_kind kind = kind_of(proposal, words);
        if (kind != BLOCK_PART)
            buf_print(out, "kind: %s, ", block_kind_name(kind));
        buf_add_string(out, "label: ");
        add_word(out, words);
        buf_add_string(out, ", written: ");
        add_quoted(out, form->written);
        if (form->breaks)
            buf_add_string(out, ", separator: \"  \\n\"");
    } else {
        buf_print(out, "kind: %s", part->item == ITEM_CODE ? "code" : "diagram");
    }
    if (part->required)
        buf_add_string(out, ", required: true");
    if (part->label && part->repeats)
        buf_add_string(out, ", repeat: true");
    if (part->anywhere)
        buf_add_string(out, ", anywhere: true");
    buf_add_string(out, " }\n");
}

static void add_parts(const struct proposal *proposal, struct buf *out) {
    bool diagrams = false;
    buf_print(out, "parts:\n  - { kind: prose%s }\n", proposal->intro ? ", required: true" : "");
    for (size_t i = 0; i < proposal->part_count; i++) {
        add_part(proposal, &proposal->parts[i], out);
        diagrams = diagrams || proposal->parts[i].item == ITEM_DIAGRAM;
    }
    const char *const *language = profiles_at(proposal->built_in, 0)->diagram_languages;
    for (size_t i = 0; diagrams && language && language[i]; i++)
        buf_print(out, "%s%s", i ? ", " : "diagrams:\n  languages: [", language[i]);
    if (diagrams)
        buf_add_string(out, "]\n");
}

static void add_unique(const struct key_survey *keys, struct buf *out) {
    static const char *const names[] = {"weight", "title", "slug"};
    size_t count = 0;
    for (size_t n = 0; n < sizeof names / sizeof *names; n++)
        for (size_t i = 0; i < keys->count; i++)
            if (text_is(keys->keys[i].name, names[n]) && !keys->keys[i].shared && keys->keys[i].pages > 1)
                buf_print(out, "%s%s", count++ ? ", " : "unique: [", names[n]);
    if (count)
        buf_add_string(out, "]\n");
}

static void add_common(const struct proposal *proposal, struct buf *out) {
    for (size_t i = 0; i < proposal->page_count; i++) {
        buf_add_string(out, i ? ", " : "# The pages of a folder that are numbered together.\npages: [");
        add_word(out, proposal->pages[i]);
    }
    if (proposal->page_count)
        buf_add_string(out, "]\n");
    if (!proposal->keys)
        return;
    buf_print(out, "front-matter: { %sschema: ", proposal->front_matter ? "required: true, " : "");
    struct buf schema = {0};
    buf_print(&schema, "%.*s.schema.yaml", TEXT_ARG(proposal->name));
    add_word(out, buf_text(&schema));
    buf_free(&schema);
    buf_add_string(out, " }\n");
    add_unique(proposal->keys, out);
}

void propose_profile(const struct proposal *proposal, struct buf *out) {
    buf_add_string(
        out,
        "# What these pages look like, as \"exlint init\" found them: a proposal, to be read and changed. The file\n"
        "# profile.schema.yaml that comes with exlint tells what each key means.\n");
    if (proposal->fits) {
        buf_add_string(out, "name: ");
        add_word(out, proposal->name);
        buf_print(out, "\nextends: %s\n", proposal->fits->name);
    } else {
        propose_entry(proposal, out);
        add_parts(proposal, out);
        buf_print(out, "title: %s\n", proposal->titled ? "front-matter" : "heading");
    }
    add_common(proposal, out);
}

/* The schema. */

static void add_types(unsigned kinds, struct buf *out) {
    static const char *const names[VALUE_KIND_COUNT] = {"\"null\"", "boolean", "integer", "number",
                                                        "string",   "array",   "object"};
    if (kinds & 1u << VALUE_REAL)
        kinds &= ~(1u << VALUE_INTEGER);
    bool many = (kinds & (kinds - 1)) != 0;
    size_t count = 0;
    buf_add_string(out, many ? "type: [" : "type: ");
    for (unsigned kind = 0; kind < VALUE_KIND_COUNT; kind++)
        if (kinds & 1u << kind)
            buf_print(out, "%s%s", count++ ? ", " : "", names[kind]);
    if (many)
        buf_add_byte(out, ']');
}

static void add_key(const struct key_count *key, struct buf *out) {
    size_t dates = key->strings[KEY_DATE], moments = key->strings[KEY_MOMENT];
    buf_add_string(out, "  ");
    add_word(out, key->name);
    buf_add_string(out, ": { ");
    add_types(key->kinds, out);
    if (key->strings[KEY_TEXT] && !key->empty)
        buf_add_string(out, ", pattern: ^\\S(.*\\S)?$");
    if (!key->strings[KEY_TEXT] && dates && moments)
        buf_add_string(out, ", anyOf: [{ format: date }, { format: date-time }]");
    else if (!key->strings[KEY_TEXT] && dates + moments)
        buf_add_string(out, dates ? ", format: date" : ", format: date-time");
    if ((key->kinds & 1u << VALUE_INTEGER) && !(key->kinds & 1u << VALUE_REAL) && !key->negative)
        buf_print(out, ", minimum: %d", key->zero ? 0 : 1);
    if (key->items) {
        buf_add_string(out, ", items: { ");
        add_types(key->items, out);
        buf_add_string(out, " }");
    }
    if ((key->kinds & 1u << VALUE_SEQUENCE) && !key->repeats_items)
        buf_add_string(out, ", uniqueItems: true");
    buf_add_string(out, " }\n");
}

void propose_schema(const struct proposal *proposal, struct buf *out) {
    const struct key_survey *keys = proposal->keys;
    size_t required = 0;
    buf_add_string(
        out,
        "# What the front matter of these pages holds, as \"exlint init\" found it: a proposal, to be read and "
        "changed.\n$schema: https://json-schema.org/draft/2020-12/schema\ntype: object\n");
    for (size_t i = 0; i < keys->count; i++)
        if (nearly_all(keys->keys[i].pages, keys->pages)) {
            buf_add_string(out, required++ ? ", " : "required: [");
            add_word(out, keys->keys[i].name);
        }
    if (required)
        buf_add_string(out, "]\n");
    buf_add_string(out, keys->count ? "properties:\n" : "");
    for (size_t i = 0; i < keys->count; i++)
        if (!key_is_slip(keys, &keys->keys[i]))
            add_key(&keys->keys[i], out);
    buf_print(out, "additionalProperties: %s\n", keys->count < KEYS_MOST ? "false" : "true");
}

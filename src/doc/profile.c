/* SPDX-License-Identifier: MIT */
#include "doc/profile.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "doc/profile_patterns.h"

struct kept {
    void *thing;
    void (*give_back)(void *thing);
};

struct profiles {
    struct arena arena;
    const struct profile **list;
    size_t count;
    struct kept *kept;
    size_t kept_count;
};

struct profiles *profiles_new(const struct profiles *base) {
    struct profiles *profiles = memory_get_zeroed(1, sizeof *profiles);
    for (size_t i = 0; base && i < base->count; i++)
        profiles_add(profiles, base->list[i]);
    return profiles;
}

void profiles_free(struct profiles *profiles) {
    if (!profiles)
        return;
    for (size_t i = profiles->kept_count; i-- > 0;)
        profiles->kept[i].give_back(profiles->kept[i].thing);
    free(profiles->kept);
    free(profiles->list);
    arena_free(&profiles->arena);
    free(profiles);
}

struct arena *profiles_arena(struct profiles *profiles) {
    return &profiles->arena;
}

void profiles_keep(struct profiles *profiles, void *thing, void (*give_back)(void *thing)) {
    profiles->kept = memory_grow(profiles->kept, profiles->kept_count + 1, sizeof *profiles->kept);
    profiles->kept[profiles->kept_count++] = (struct kept){thing, give_back};
}

void profiles_add(struct profiles *profiles, const struct profile *profile) {
    profiles->list = memory_grow(profiles->list, profiles->count + 1, sizeof *profiles->list);
    profiles->list[profiles->count++] = profile;
}

size_t profiles_count(const struct profiles *profiles) {
    return profiles->count;
}

const struct profile *profiles_at(const struct profiles *profiles, size_t i) {
    return i < profiles->count ? profiles->list[i] : NULL;
}

const struct profile *profiles_find(const struct profiles *profiles, const char *name) {
    for (size_t i = 0; i < profiles->count; i++)
        if (strcmp(profiles->list[i]->name, name) == 0)
            return profiles->list[i];
    return NULL;
}

/* The digits that a group took: up to nine of them, as a positive number; 0 for anything else. */
static uint32_t whole_number(struct text digits) {
    if (!digits.len || digits.len > 9)
        return 0;
    uint32_t number = 0;
    for (size_t i = 0; i < digits.len; i++) {
        if (!byte_is_digit(digits.at[i]))
            return 0;
        number = number * 10 + (uint32_t)(digits.at[i] - '0');
    }
    return number;
}

static enum pattern_outcome match_heading(const struct heading_pattern *heading, struct text content,
                                          uint32_t *number, struct text *title) {
    struct pattern_match match;
    enum pattern_outcome outcome =
        heading->pattern ? pattern_try(heading->pattern, content, &match) : PATTERN_NO;
    if (outcome != PATTERN_YES)
        return outcome;
    struct text none = text_slice(content, content.len, content.len);
    *number = heading->number >= 0 ? whole_number(match.group[heading->number]) : 0;
    *title = heading->title >= 0 && match.group[heading->title].at ? match.group[heading->title] : none;
    return outcome;
}

/* An entry that is not numbered by a positive whole number is a malformed one; and so that nothing is passed
 * over in silence is a heading that a pattern cannot be matched with in a reasonable number of steps. */
enum heading_reading profile_read_heading(const struct profile *profile, struct text content,
                                          uint32_t *number, struct text *title) {
    const struct profile_patterns *patterns = profile->patterns;
    *number = 0;
    *title = content;
    if (!content.len || !patterns->first[(unsigned char)content.at[0]])
        return HEADING_OTHER;
    size_t eol = text_find_byte(content, '\n', 0);
    enum pattern_outcome entry = PATTERN_NO, deviant = PATTERN_NO, malformed = PATTERN_NO;
    if (eol == TEXT_NONE)
        entry = match_heading(&patterns->entry, content, number, title);
    if (eol == TEXT_NONE && entry == PATTERN_NO)
        deviant = match_heading(&patterns->deviant, content, number, title);
    if (*number && (entry == PATTERN_YES || deviant == PATTERN_YES))
        return entry == PATTERN_YES ? HEADING_ENTRY : HEADING_DEVIANT;
    if (entry == PATTERN_NO && deviant == PATTERN_NO)
        malformed = match_heading(&patterns->malformed, text_slice(content, 0, eol), number, title);
    *title = content;
    if (entry != PATTERN_NO || deviant != PATTERN_NO || malformed != PATTERN_NO)
        return HEADING_MALFORMED;
    *number = 0;
    return HEADING_OTHER;
}

void profile_write_heading(const struct profile *profile, uint32_t number, struct text title,
                           struct buf *out) {
    for (struct text rest = text_of(profile->entry_format); rest.len;) {
        if (text_starts(rest, "{number}")) {
            buf_print(out, "%u", number);
            rest = text_from(rest, strlen("{number}"));
        } else if (text_starts(rest, "{title}")) {
            buf_add(out, title);
            rest = text_from(rest, strlen("{title}"));
        } else {
            buf_add_byte(out, *rest.at);
            rest = text_from(rest, 1);
        }
    }
}

/* Bytes of t that spell the words, blanks in runs counting as one; 0 when it does not begin with them. */
static size_t spelt(struct text t, const char *words) {
    size_t i = 0;
    for (; *words; words++) {
        if (*words == ' ') {
            if (i >= t.len || !byte_is_blank(t.at[i]))
                return 0;
            while (i < t.len && byte_is_blank(t.at[i]))
                i++;
        } else if (i >= t.len || byte_lower(t.at[i]) != byte_lower(*words)) {
            return 0;
        } else {
            i++;
        }
    }
    return i < t.len && (byte_is_alpha(t.at[i]) || byte_is_digit(t.at[i])) ? 0 : i;
}

/* Whether two words of the same length differ in two letters that changed places. */
static bool swapped(struct text a, struct text b) {
    size_t i = 0;
    while (i < a.len && a.at[i] == b.at[i])
        i++;
    return a.len == b.len && i + 1 < a.len && a.at[i] == b.at[i + 1] && a.at[i + 1] == b.at[i] &&
           text_equal(text_from(a, i + 2), text_from(b, i + 2));
}

/* Whether marked words are near enough to a label's to be a slip of the pen ("Key Takaway"). */
static bool nearly(struct text words, const char *spelling) {
    char lower[2][48];
    struct text s = text_of(spelling);
    unsigned most = s.len >= 8 && words.len >= 8 ? 2 : 1;
    if (s.len < 5 || words.len + most < s.len || words.len > s.len + most || s.len > sizeof lower[0] ||
        words.len > sizeof lower[0])
        return false;
    for (size_t i = 0; i < words.len; i++)
        lower[0][i] = byte_lower(words.at[i]);
    for (size_t i = 0; i < s.len; i++)
        lower[1][i] = byte_lower(s.at[i]);
    struct text a = {lower[0], words.len}, b = {lower[1], s.len};
    if (most == 1 && a.at[0] != b.at[0]) /* short words that begin differently are other words */
        return false;
    return text_distance(a, b, most) <= most || swapped(a, b);
}

/* Most words end here. */
static inline bool begins_alike(struct text words, const char *spelling) {
    return words.len && byte_lower(words.at[0]) == byte_lower(*spelling);
}

static const struct profile_label *label_spelt(const struct profile *profile, struct text words, bool exact) {
    for (size_t i = 0; i < profile->label_count; i++)
        for (const char *const *spelling = profile->labels[i].spellings; *spelling; spelling++)
            if (exact ? begins_alike(words, *spelling) && spelt(words, *spelling) == words.len
                      : nearly(words, *spelling))
                return &profile->labels[i];
    return NULL;
}

/* What may stand behind the closing marks of a label without a colon. */
static bool ends_label(struct text rest) {
    rest = text_trim_left(rest);
    if (!rest.len || byte_is_eol(rest.at[0]))
        return true;
    char c = rest.at[0];
    size_t length;
    uint32_t point = utf8_decode(rest, &length);
    return c == '-' || c == '(' || point == 0x2013 || point == 0x2014 || c == '`' || (c >= 'A' && c <= 'Z');
}

/* "**Words**:", "**Words:**", "*Words*" …: the label in emphasis marks. */
static const struct profile_label *read_marked(const struct profile *profile, struct text t,
                                               struct text *words, size_t *end) {
    enum { WORDS_LONGEST = 80 };
    size_t run = text_run(text_slice(t, 0, 4), t.at[0]), line_end = 0;
    if (run > 3)
        return NULL;
    while (line_end < t.len && line_end < WORDS_LONGEST + run && !byte_is_eol(t.at[line_end]))
        line_end++;
    size_t close = text_find(text_slice(t, 0, line_end), text_slice(t, 0, run), run);
    if (close == TEXT_NONE)
        return NULL;
    *words = text_trim(text_slice(t, run, close));
    bool colon = text_ends(*words, ":");
    if (colon)
        *words = text_trim_right(text_slice(*words, 0, words->len - 1));
    size_t behind = close + run;
    size_t blanks = behind;
    while (blanks < t.len && byte_is_blank(t.at[blanks]))
        blanks++;
    if (blanks < t.len && t.at[blanks] == ':') {
        behind = blanks + 1;
        colon = true;
    }
    const struct profile_label *label = label_spelt(profile, *words, true);
    if (!label && colon)
        label = label_spelt(profile, *words, false);
    if (!label || (!colon && !ends_label(text_from(t, behind))))
        return NULL;
    *end = behind;
    return label;
}

/* "Words:" without marks. */
static const struct profile_label *read_plain(const struct profile *profile, struct text t,
                                              struct text *words, size_t *end) {
    size_t colon = text_find_byte(text_slice(t, 0, 48), ':', 0);
    if (colon == TEXT_NONE)
        return NULL;
    *words = text_trim_right(text_slice(t, 0, colon));
    *end = colon + 1;
    return label_spelt(profile, *words, true);
}

const struct profile_label *profile_read_label(const struct profile *profile, struct text paragraph,
                                               struct text *words, size_t *end) {
    struct text t = text_trim_left(paragraph);
    if (!t.len || !profile->label_count)
        return NULL;
    const struct profile_label *label = t.at[0] == '*' || t.at[0] == '_' ? read_marked(profile, t, words, end)
                                                                         : read_plain(profile, t, words, end);
    if (label)
        *end += paragraph.len - t.len;
    return label;
}

const struct profile_label *profile_label_of(const struct profile *profile, enum block_kind kind) {
    for (size_t i = 0; i < profile->label_count; i++)
        if (profile->labels[i].kind == kind)
            return &profile->labels[i];
    return NULL;
}

const struct profile_label *profile_label_for(const struct profile *profile, enum block_kind kind,
                                              struct text words) {
    const struct profile_label *first = NULL, *near = NULL;
    size_t count = 0;
    for (size_t i = 0; i < profile->label_count; i++) {
        const struct profile_label *label = &profile->labels[i];
        if (label->kind != kind)
            continue;
        first = count++ ? first : label;
        for (const char *const *spelling = label->spellings; *spelling; spelling++) {
            if (begins_alike(words, *spelling) && spelt(words, *spelling) == words.len)
                return label;
            near = near || !nearly(words, *spelling) ? near : label;
        }
    }
    return near ? near : first;
}

void profile_write_label(const struct profile_label *label, struct text words, struct buf *out) {
    struct text written = text_of(label->written), canonical = text_of(label->spellings[0]);
    size_t at = text_find(written, canonical, 0);
    if (at == TEXT_NONE || !words.len) {
        buf_add(out, written);
        return;
    }
    buf_add(out, text_slice(written, 0, at));
    buf_add(out, words);
    buf_add(out, text_from(written, at + canonical.len));
}

const struct profile_part *profile_part_of_kind(const struct profile *profile, enum block_kind kind) {
    for (size_t i = 0; i < profile->part_count; i++)
        if (profile->parts[i].kind == kind)
            return &profile->parts[i];
    return NULL;
}

const struct profile_part *profile_part_of(const struct profile *profile, const struct block *block) {
    const struct profile_part *first = profile_part_of_kind(profile, block->kind);
    if (!first || !first->label || block_is_code(block))
        return first;
    const struct profile_label *label = profile_label_for(profile, block->kind, block->label);
    for (const struct profile_part *part = first; part < profile->parts + profile->part_count; part++)
        if (part->label == label)
            return part;
    return first;
}

bool profile_is_diagram(const struct profile *profile, struct text language) {
    if (profile->diagram_languages)
        for (const char *const *name = profile->diagram_languages; *name; name++)
            if (text_is(language, *name))
                return true;
    return false;
}

static struct text name_of(const char *path) {
    const char *slash = strrchr(path, '/');
    return text_of(slash ? slash + 1 : path);
}

int profile_sequence_place(const struct profile *profile, const char *path) {
    struct text name = name_of(path);
    bool index =
        text_starts(name, "_index.") || text_starts(name, "index."); /* of a folder, unless it is named */
    for (int i = 0; profile->sequence && profile->sequence[i]; i++)
        if (text_is(name, profile->sequence[i]) ||
            (profile->sequence_has_globs && !index && text_matches(name, profile->sequence[i])))
            return i;
    return -1;
}

int profile_sequence_compare(const struct profile *profile, const char *a, const char *b) {
    int x = profile_sequence_place(profile, a), y = profile_sequence_place(profile, b);
    return x != y ? (x < y ? -1 : 1) : text_compare_natural(name_of(a), name_of(b));
}

bool profile_is_unique(const struct profile *profile, const char *key) {
    for (size_t i = 0; profile->unique && profile->unique[i]; i++)
        if (strcmp(profile->unique[i], key) == 0)
            return true;
    return false;
}

/* SPDX-License-Identifier: MIT */
#include "doc/profile.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/utf8.h"

static const char *const takeaway_words[] = {"Key Takeaway", "Key Takeaways", "Takeaway", "Takeaways", NULL};
static const char *const why_words[] = {"Why It Matters", "Why This Matters", "Why Does It Matter", NULL};
static const char *const summary_words[] = {"Summary", NULL};
static const char *const question_words[] = {"Q", NULL};
static const char *const sample_words[] = {"Example", NULL};
static const char *const output_words[] = {"Output", NULL};
static const char *const note_words[] = {"Note", NULL};

static const struct profile_label by_example_labels[] = {
    {BLOCK_TAKEAWAY, "**Key Takeaway**:", " ", takeaway_words},
    {BLOCK_WHY, "**Why It Matters**:", " ", why_words},
};
static const struct profile_label concepts_labels[] = {
    {BLOCK_TAKEAWAY, "**Summary**", "  \n", summary_words},
};
static const struct profile_label qa_labels[] = {
    {BLOCK_QUESTION, "**Q**:", " ", question_words},
    {BLOCK_CODE, "**Example**:", " ", sample_words},
    {BLOCK_OUTPUT, "**Output**:", " ", output_words},
    {BLOCK_TAKEAWAY, "**Note**:", " ", note_words},
};

static const enum block_kind by_example_order[] = {BLOCK_PROSE, BLOCK_DIAGRAM, BLOCK_CODE, BLOCK_TAKEAWAY, BLOCK_WHY};
static const enum block_kind concepts_order[] = {BLOCK_PROSE, BLOCK_CODE, BLOCK_TAKEAWAY};
static const enum block_kind qa_order[] = {BLOCK_QUESTION, BLOCK_CODE, BLOCK_OUTPUT, BLOCK_TAKEAWAY};

static const char *const by_example_pages[] = {"beginner.md", "intermediate.md", "advanced.md", "expert.md", NULL};
static const char *const by_example_keys[] = {"title", "weight", "date", "draft", "description", "tags", NULL};
static const char *const diagrams[] = {"mermaid", "plantuml", "graphviz", "dot", NULL};
/* Colours that the eye tells apart whatever it is blind to. */
static const char *const palette[] = {"#0173B2", "#DE8F05", "#029E73", "#CC78BC", "#CA9161", NULL};
static const char *const shortcodes[] = {"highlight", "tabs", "tab", "tabpane", "details", "steps", NULL};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define WHOLE_NUMBER "(?<number>[1-9][0-9]{0,8})"

static const struct profile built_in[] = {
    {
        .name = "by-example",
        .form = FORM_HUGO,
        .noun = "Example",
        .entry_pattern = "^Example " WHOLE_NUMBER ":[ \\t]+(?<title>\\S.*)$",
        /* Another separator, none before the title, bold around it, another case, no title. */
        .deviant_pattern = "^[*_]{0,3}example[ \\t]*#?" WHOLE_NUMBER
                           "(?:[*_]{0,3}[ \\t]*(?:[:)]|\\.(?![0-9])|[-\\x{2013}\\x{2014}]+(?![ \\t]*[0-9]))"
                           "[*_]{0,3}[ \\t]*(?<title>.*?))?[*_]{0,3}$",
        .malformed_pattern = "^[*_]{0,3}example(?:[ \\t]*:|[ \\t]+-[0-9]|[ \\t]*#?[0-9]{10}|[ \\t]*#?(?<number>[0-9]{1,9})"
                             "(?:[.,][0-9]|[a-z]\\b|[ \\t]*[-\\x{2013}\\x{2014}&/,][ \\t]*[0-9]|[ \\t]*:))",
        .entry_format = "Example {number}: {title}",
        .entry_first = "Ee*_",
        .level_min = 2,
        .level_max = 4,
        .labels = by_example_labels,
        .label_count = COUNT(by_example_labels),
        .order = by_example_order,
        .order_count = COUNT(by_example_order),
        .sequence = by_example_pages,
        .wants_front_matter = true,
        .front_matter_keys = by_example_keys,
        .front_matter_schema = "by-example.front-matter.yaml",
        .wants_code = true,
        .wants_why = true,
        .diagram_is_code = false,
        .title_in_front_matter = true,
        .diagram_languages = diagrams,
        .palette = palette,
        .orientation = "TD",
        .shortcodes = shortcodes,
    },
    {
        .name = "concepts",
        .form = FORM_CONCEPTS,
        .noun = "Concept",
        .entry_pattern = "^" WHOLE_NUMBER "\\.[ \\t]+(?<title>\\S.*)$",
        .deviant_pattern = "^" WHOLE_NUMBER "\\)[ \\t]+(?<title>\\S.*)$",
        .entry_format = "{number}. {title}",
        .entry_first = "123456789",
        .level_min = 2,
        .level_max = 2,
        .labels = concepts_labels,
        .label_count = COUNT(concepts_labels),
        .order = concepts_order,
        .order_count = COUNT(concepts_order),
        .diagram_languages = diagrams,
        .shortcodes = shortcodes,
    },
    {
        .name = "qa",
        .form = FORM_QA,
        .noun = "Question",
        .entry_pattern = "^" WHOLE_NUMBER "\\.[ \\t]+(?<title>\\S.*)$",
        .entry_format = "{number}. {title}",
        .entry_first = "123456789",
        .level_min = 2,
        .level_max = 2,
        .labels = qa_labels,
        .label_count = COUNT(qa_labels),
        .order = qa_order,
        .order_count = COUNT(qa_order),
        .wants_code = true,
        .diagram_languages = diagrams,
        .shortcodes = shortcodes,
    },
};

struct heading_pattern {
    struct pattern *pattern;
    int number, title; /* groups, -1 for none */
};

struct compiled {
    struct heading_pattern entry, deviant, malformed;
};

struct profiles {
    struct compiled compiled[COUNT(built_in)];
};

static struct heading_pattern compile(const char *expression, bool nocase) {
    struct heading_pattern made = {NULL, -1, -1};
    if (!expression)
        return made;
    struct pattern_error error;
    made.pattern = pattern_new(expression, nocase, &error);
    assert(made.pattern && "a built-in pattern does not compile");
    made.number = pattern_group(made.pattern, "number");
    made.title = pattern_group(made.pattern, "title");
    return made;
}

struct profiles *profiles_new(void) {
    struct profiles *profiles = memory_get_zeroed(1, sizeof *profiles);
    for (size_t i = 0; i < COUNT(built_in); i++) {
        profiles->compiled[i].entry = compile(built_in[i].entry_pattern, false);
        profiles->compiled[i].deviant = compile(built_in[i].deviant_pattern, true);
        profiles->compiled[i].malformed = compile(built_in[i].malformed_pattern, true);
    }
    return profiles;
}

void profiles_free(struct profiles *profiles) {
    if (!profiles)
        return;
    for (size_t i = 0; i < COUNT(built_in); i++) {
        pattern_free(profiles->compiled[i].entry.pattern);
        pattern_free(profiles->compiled[i].deviant.pattern);
        pattern_free(profiles->compiled[i].malformed.pattern);
    }
    free(profiles);
}

size_t profiles_count(const struct profiles *profiles) {
    (void)profiles;
    return COUNT(built_in);
}

const struct profile *profiles_at(const struct profiles *profiles, size_t i) {
    (void)profiles;
    return i < COUNT(built_in) ? &built_in[i] : NULL;
}

const struct profile *profiles_find(const struct profiles *profiles, const char *name) {
    for (size_t i = 0; i < profiles_count(profiles); i++)
        if (strcmp(built_in[i].name, name) == 0)
            return &built_in[i];
    return NULL;
}

/* A number of at most nine digits, as the patterns allow. */
static uint32_t number_of(struct text digits) {
    uint32_t number = 0;
    for (size_t i = 0; i < digits.len; i++)
        number = number * 10 + (uint32_t)(digits.at[i] - '0');
    return number;
}

static bool matches(const struct heading_pattern *heading, struct text content, uint32_t *number,
                    struct text *title) {
    struct pattern_match match;
    if (!heading->pattern || !pattern_find(heading->pattern, content, &match))
        return false;
    struct text none = text_slice(content, content.len, content.len);
    *number = heading->number >= 0 ? number_of(match.group[heading->number]) : 0;
    *title = heading->title >= 0 && match.group[heading->title].at ? match.group[heading->title] : none;
    return true;
}

enum heading_reading profile_read_heading(const struct profiles *profiles, const struct profile *profile,
                                          struct text content, uint32_t *number, struct text *title) {
    *number = 0;
    *title = content;
    if (!content.len || !strchr(profile->entry_first, content.at[0]))
        return HEADING_OTHER;
    const struct compiled *compiled = &profiles->compiled[profile - built_in];
    struct text first_line = content;
    size_t eol = text_find_byte(content, '\n', 0);
    if (eol != TEXT_NONE)
        first_line = text_slice(content, 0, eol);
    if (eol == TEXT_NONE && matches(&compiled->entry, content, number, title))
        return HEADING_ENTRY;
    if (eol == TEXT_NONE && matches(&compiled->deviant, content, number, title))
        return HEADING_DEVIANT;
    if (matches(&compiled->malformed, first_line, number, title)) {
        *title = content;
        return HEADING_MALFORMED;
    }
    *number = 0;
    *title = content;
    return HEADING_OTHER;
}

void profile_write_heading(const struct profile *profile, uint32_t number, struct text title, struct buf *out) {
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

/* Whether marked words are near enough to a label's to be a slip of the pen ("Key Takaway"). */
static bool nearly(struct text words, const char *spelling) {
    char lower[2][48];
    struct text s = text_of(spelling);
    if (s.len < 8 || words.len < 8 || s.len > sizeof lower[0] || words.len > sizeof lower[0])
        return false;
    for (size_t i = 0; i < words.len; i++)
        lower[0][i] = byte_lower(words.at[i]);
    for (size_t i = 0; i < s.len; i++)
        lower[1][i] = byte_lower(s.at[i]);
    return text_distance((struct text){lower[0], words.len}, (struct text){lower[1], s.len}, 2) <= 2;
}

static const struct profile_label *label_spelt(const struct profile *profile, struct text words, bool exact) {
    for (size_t i = 0; i < profile->label_count; i++)
        for (const char *const *spelling = profile->labels[i].spellings; *spelling; spelling++)
            if (exact ? spelt(words, *spelling) == words.len && words.len : nearly(words, *spelling))
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
static const struct profile_label *read_marked(const struct profile *profile, struct text t, struct text *words,
                                               size_t *end) {
    size_t run = text_run(t, t.at[0]);
    if (run > 3)
        return NULL;
    size_t line_end = 0;
    while (line_end < t.len && !byte_is_eol(t.at[line_end]))
        line_end++;
    size_t close = text_find(text_slice(t, 0, line_end), text_slice(t, 0, run), run);
    if (close == TEXT_NONE || close > 80)
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
static const struct profile_label *read_plain(const struct profile *profile, struct text t, struct text *words,
                                              size_t *end) {
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

bool profile_is_diagram(const struct profile *profile, struct text language) {
    if (profile->diagram_languages)
        for (const char *const *name = profile->diagram_languages; *name; name++)
            if (text_is(language, *name))
                return true;
    return false;
}

int profile_sequence_place(const struct profile *profile, const char *path) {
    if (!profile->sequence)
        return -1;
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    for (int i = 0; profile->sequence[i]; i++)
        if (strcmp(profile->sequence[i], name) == 0)
            return i;
    return -1;
}

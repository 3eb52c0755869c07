/* SPDX-License-Identifier: MIT */
/* Styles that need few words. */
#include "read/plain/layout.h"

void layout_diagram(struct layout *layout) {
    long depth = 0;
    bool typed = false;
    for (size_t i = 0; i < layout->count; i++) {
        struct layout_line *line = &layout->lines[i];
        struct text t = line->text, word = layout_word(t);
        if (!typed) {
            line->indent = 0;
            typed = !text_starts(t, "%%") && !text_is(t, "---");
            continue;
        }
        bool closes = text_is(word, "end") || t.at[0] == '}';
        bool middle = text_is(word, "else") || text_is(word, "and") || text_is(word, "option");
        if (closes && depth)
            depth--;
        line->indent = 4 * (1 + depth - (middle && depth ? 1 : 0));
        bool opens = layout_listed("subgraph loop alt opt par critical rect break box namespace", word) ||
                     text_ends(t, "{");
        if (layout_listed("note Note", word) && text_find_byte(t, ':', 0) == TEXT_NONE &&
            text_find_byte(t, '"', 0) == TEXT_NONE)
            opens = true;
        depth += opens;
    }
}

enum gherkin_level { GHERKIN_FEATURE, GHERKIN_RULE, GHERKIN_SCENARIO, GHERKIN_STEP, GHERKIN_NONE };

static const struct {
    const char *words;
    enum gherkin_level level;
} keywords[] = {
    {"Feature", GHERKIN_FEATURE},
    {"Rule", GHERKIN_RULE},
    {"Background Scenario Example", GHERKIN_SCENARIO},
    {"Examples Scenarios Given When Then And But", GHERKIN_STEP},
};

static enum gherkin_level gherkin_level_of(struct text t) {
    struct text word = layout_word(t);
    bool heads = text_find_byte(t, ':', 0) != TEXT_NONE;
    if (text_starts(t, "* "))
        return GHERKIN_STEP;
    for (size_t k = 0; k < sizeof keywords / sizeof *keywords; k++)
        if (layout_listed(keywords[k].words, word))
            return keywords[k].level == GHERKIN_STEP || heads ? keywords[k].level : GHERKIN_NONE;
    return GHERKIN_NONE;
}

/* Gherkin: the first word says the level, below those levels that the block has. */
static void layout_gherkin(struct layout *layout) {
    bool has[GHERKIN_NONE] = {false}, text = false;
    long level = 0, unit = (long)layout->grammar->unit, depth = 0;
    for (size_t i = 0; i < layout->count; i++) {
        struct layout_line *line = &layout->lines[i];
        struct text t = line->text;
        bool quotes = text_starts(t, "\"\"\"") || text_starts(t, "```");
        enum gherkin_level kind = text || quotes ? GHERKIN_NONE : gherkin_level_of(t);
        line->indent = unit * (level + (i ? 1 : 0));
        if (kind != GHERKIN_NONE) {
            has[kind] = true;
            level = 0;
            for (enum gherkin_level above = GHERKIN_FEATURE; above < kind; above++)
                level += has[above];
            line->indent = unit * level;
            if (kind <= GHERKIN_RULE)
                has[GHERKIN_SCENARIO] = kind == GHERKIN_FEATURE ? false : has[GHERKIN_SCENARIO];
        } else if (quotes) {
            text = !text;
            depth = 0;
        } else if (text) {
            bool closes = strchr("]})", t.at[0]);
            line->indent += 2 * (depth - (closes && depth ? 1 : 0));
            depth += (strchr("[{(", t.at[t.len - 1]) ? 1 : 0) - (closes && depth ? 1 : 0);
        } else if (line->comment || t.at[0] == '@') {
            line->comment = true;
            bool above = line->annotation && i && gherkin_level_of(layout->lines[i - 1].text) >= GHERKIN_STEP;
            line->place = above ? PLACE_ABOVE : line->annotation && i ? PLACE_SET : PLACE_BELOW;
        }
    }
    layout_comments(layout);
}

/* Cabal: fields "name: value" stand under the head of their stanza, their values' further lines under them.
 */
static void layout_cabal(struct layout *layout) {
    static const char heads[] =
        "library executable test-suite benchmark common source-repository flag foreign-library custom-setup";
    long unit = (long)layout->grammar->unit, level = 0;
    for (size_t i = 0; i < layout->count; i++) {
        struct layout_line *line = &layout->lines[i];
        size_t n = 0;
        while (n < line->code.len && (byte_is_word(line->code.at[n]) || line->code.at[n] == '-'))
            n++;
        struct text word = text_slice(line->code, 0, n);
        bool field = n && n < line->code.len && line->code.at[n] == ':';
        if (line->comment) {
            line->place = line->annotation && i ? PLACE_ABOVE : PLACE_BELOW;
            continue;
        }
        bool head = !field && layout_listed(heads, word);
        line->indent = head ? 0 : field || layout_listed("if elif else", word) ? level : level + unit;
        level = head ? unit : level;
    }
    layout_comments(layout);
}

void layout_levels(struct layout *layout) {
    static const struct {
        const char *name;
        void (*lay_out)(struct layout *layout);
    } languages[] = {{"makefile", layout_make}, {"gherkin", layout_gherkin}, {"cabal", layout_cabal}};
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        if (strcmp(layout->grammar->name, languages[i].name) == 0) {
            languages[i].lay_out(layout);
            return;
        }
    layout_sql(layout);
}

void layout_tags(struct layout *layout) {
    layout_nested(layout);
}

/* SPDX-License-Identifier: MIT */
/* diagram/newline, diagram/style, diagram/type, diagram/orientation. */
#include "rule/mermaid.h"
#include "rule/rule.h"
#include "rule/wording.h"

/* Whether "\n" at the offset is an escape that is shown: "\\n", or in quotes of its own. */
static bool is_shown(struct text line, size_t at) {
    if (!at)
        return false;
    char before = line.at[at - 1], behind = at + 2 < line.len ? line.at[at + 2] : '\0';
    return before == '\\' || (before == behind && (before == '"' || before == '\'' || before == '`'));
}

static void check_newlines(const struct mermaid *mermaid, struct report *report) {
    struct text line = mermaid->line;
    for (size_t at = text_find(line, TEXT("\\n"), 0); at != TEXT_NONE;
         at = text_find(line, TEXT("\\n"), at + 2)) {
        if (is_shown(line, at))
            continue;
        struct span span = mermaid_span(mermaid, text_slice(line, at, at + 2));
        struct finding *finding =
            report_add(report, mermaid->cursor.document, MESSAGE_DIAGRAM_NEWLINE, span,
                       "\"\\n\" in a diagram is shown as it stands; expected: \"<br/>\"");
        if (mermaid->cursor.exact)
            report_fix(report, finding, span, TEXT("<br/>"));
    }
}

void check_diagram_newline(const struct document *document, struct report *report) {
    for (uint32_t i = 0; i < document->block_count; i++) {
        const struct block *block = &document->blocks[i];
        struct mermaid mermaid;
        if (block->kind != BLOCK_DIAGRAM || text_find(block->text, TEXT("\\n"), 0) == TEXT_NONE)
            continue;
        for (bool more = mermaid_begin(&mermaid, document, block); more && mermaid_next(&mermaid);)
            if (mermaid.kind == MERMAID_STATEMENT)
                check_newlines(&mermaid, report);
    }
}

/* The first statement of a diagram; false where there is none. */
static bool first_statement(struct mermaid *mermaid, const struct document *document,
                            const struct block *block) {
    for (bool more = mermaid_begin(mermaid, document, block); more && mermaid_next(mermaid);)
        if (mermaid->kind == MERMAID_STATEMENT)
            return true;
    return false;
}

static struct text first_word(struct text line) {
    size_t end = 0;
    while (end < line.len && !byte_is_blank(line.at[end]) && line.at[end] != ';' && line.at[end] != ':')
        end++;
    return text_slice(line, 0, end);
}

static bool is_one_of(struct text word, const char *const *words) {
    for (; *words; words++)
        if (text_is(word, *words))
            return true;
    return false;
}

/* "style A fill:#fff", "classDef name stroke:#000", "linkStyle 0 color:red". */
static bool is_style(struct text line) {
    if (!mermaid_says(line, "style") && !mermaid_says(line, "classDef") && !mermaid_says(line, "linkStyle"))
        return false;
    static const char *const properties[] = {
        "fill:", "stroke:", "stroke-width:", "color:", "background:", "font-"};
    for (size_t i = 0; i < sizeof properties / sizeof *properties; i++)
        if (text_find(line, text_of(properties[i]), 0) != TEXT_NONE)
            return true;
    return false;
}

void check_diagram_style(const struct document *document, struct report *report) {
    static const char *const unstyled[] = {"sequenceDiagram", "gantt", "pie", "gitGraph", "journey", NULL};
    for (uint32_t i = 0; i < document->block_count; i++) {
        const struct block *block = &document->blocks[i];
        struct mermaid mermaid;
        if (block->kind != BLOCK_DIAGRAM || !first_statement(&mermaid, document, block))
            continue;
        struct text type = first_word(mermaid.line);
        while (is_one_of(type, unstyled) && mermaid_next(&mermaid)) {
            if (mermaid.kind != MERMAID_STATEMENT || !is_style(mermaid.line))
                continue;
            struct finding *finding = report_add(
                report, document, MESSAGE_DIAGRAM_STYLE, mermaid_span(&mermaid, first_word(mermaid.line)),
                "a %.*s has no \"%.*s\" lines, and is not drawn with one; expected: none", TEXT_ARG(type),
                TEXT_ARG(first_word(mermaid.line)));
            if (mermaid.cursor.exact)
                report_fix(report, finding, code_whole_line(&mermaid.cursor), (struct text){0});
        }
    }
}

static const char *const types[] = {"graph",
                                    "flowchart",
                                    "flowchart-elk",
                                    "sequenceDiagram",
                                    "classDiagram",
                                    "classDiagram-v2",
                                    "stateDiagram",
                                    "stateDiagram-v2",
                                    "erDiagram",
                                    "journey",
                                    "gantt",
                                    "pie",
                                    "quadrantChart",
                                    "requirementDiagram",
                                    "requirement",
                                    "gitGraph",
                                    "mindmap",
                                    "timeline",
                                    "zenuml",
                                    "sankey",
                                    "sankey-beta",
                                    "xychart",
                                    "xychart-beta",
                                    "block",
                                    "block-beta",
                                    "packet",
                                    "packet-beta",
                                    "kanban",
                                    "architecture",
                                    "architecture-beta",
                                    "radar",
                                    "radar-beta",
                                    "treemap",
                                    "treemap-beta",
                                    "C4Context",
                                    "C4Container",
                                    "C4Component",
                                    "C4Dynamic",
                                    "C4Deployment",
                                    "info",
                                    NULL};

static const char *nearest_type(struct text word) {
    const char *nearest = NULL;
    unsigned least = word.len < 5 ? 2 : 4;
    for (const char *const *type = types; *type; type++) {
        unsigned distance =
            text_equal_nocase(word, text_of(*type)) ? 0 : text_distance(word, text_of(*type), least);
        if (distance < least) {
            least = distance;
            nearest = *type;
        }
    }
    return nearest;
}

void check_diagram_type(const struct document *document, struct report *report) {
    for (uint32_t i = 0; i < document->block_count; i++) {
        const struct block *block = &document->blocks[i];
        struct mermaid mermaid;
        if (block->kind != BLOCK_DIAGRAM || !text_is(block->language, "mermaid"))
            continue;
        if (!first_statement(&mermaid, document, block)) {
            report_add(report, document, MESSAGE_DIAGRAM_TYPE, span_first_line(document, block->span),
                       "the diagram says nothing; expected: its type first, such as \"graph TD\"");
            continue;
        }
        struct text word = first_word(mermaid.line);
        if (is_one_of(word, types))
            continue;
        const char *nearest = nearest_type(word);
        report_add(report, document, MESSAGE_DIAGRAM_TYPE, mermaid_span(&mermaid, word),
                   "\"%.*s\" is no type of diagram; expected: %s%s%s", TEXT_ARG(word), nearest ? "\"" : "",
                   nearest ? nearest : "the type first, such as \"graph TD\"", nearest ? "\"" : "");
    }
}

/* TB is another word for TD. */
static bool same_orientation(struct text a, const char *b) {
    const char *first = text_is(a, "TB") ? "TD" : NULL, *second = strcmp(b, "TB") == 0 ? "TD" : b;
    return first ? strcmp(first, second) == 0 : text_is(a, second);
}

void check_diagram_orientation(const struct document *document, struct report *report) {
    const char *wanted = document->profile->orientation;
    for (uint32_t i = 0; wanted && i < document->block_count; i++) {
        const struct block *block = &document->blocks[i];
        struct mermaid mermaid;
        if (block->kind != BLOCK_DIAGRAM || !first_statement(&mermaid, document, block))
            continue;
        struct text type = first_word(mermaid.line);
        if (!text_is(type, "graph") && !text_starts(type, "flowchart"))
            continue;
        struct text orientation = first_word(text_trim_left(text_from(mermaid.line, type.len)));
        if (!orientation.len)
            report_add(report, document, MESSAGE_DIAGRAM_ORIENTATION, mermaid_span(&mermaid, type),
                       "the diagram does not say where it goes; expected: \"%.*s %s\"", TEXT_ARG(type),
                       wanted);
        else if (!same_orientation(orientation, wanted))
            report_add(report, document, MESSAGE_DIAGRAM_ORIENTATION, mermaid_span(&mermaid, orientation),
                       "the diagram goes %.*s; expected: %s", TEXT_ARG(orientation), wanted);
    }
}

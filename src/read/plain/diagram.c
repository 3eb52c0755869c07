/* SPDX-License-Identifier: MIT */
/* Mermaid in copied text: it begins with a word that names its type, and each
 * of its lines is one of few shapes. */
#include "read/plain/plain.h"

enum { HEAD_LINES = 24, LOOK = 400 };

/* What a diagram of any type begins with (mermaid's manual, "Syntax"). */
static const char *const types[] = {"graph",         "flowchart",
                                    "flowchart-elk", "sequenceDiagram",
                                    "classDiagram",  "classDiagram-v2",
                                    "stateDiagram",  "stateDiagram-v2",
                                    "erDiagram",     "gantt",
                                    "pie",           "gitGraph",
                                    "gitGraph:",     "journey",
                                    "mindmap",       "timeline",
                                    "quadrantChart", "xychart-beta",
                                    "xychart",       "sankey-beta",
                                    "sankey",        "block-beta",
                                    "block",         "packet-beta",
                                    "packet",        "architecture-beta",
                                    "kanban",        "requirementDiagram",
                                    "C4Context",     "C4Container",
                                    "C4Component",   "C4Dynamic",
                                    "C4Deployment",  "zenuml",
                                    "radar-beta",    "treemap-beta",
                                    "info",          NULL};

/* Types whose lines may be any text: items, events and the like. */
static const char *const loose_types[] = {"mindmap",
                                          "timeline",
                                          "journey",
                                          "gantt",
                                          "pie",
                                          "kanban",
                                          "quadrantChart",
                                          "xychart-beta",
                                          "xychart",
                                          "sankey-beta",
                                          "sankey",
                                          "block-beta",
                                          "packet-beta",
                                          "architecture-beta",
                                          "requirementDiagram",
                                          "radar-beta",
                                          NULL};

/* First words of the statements of diagrams. */
static const char *const statements[] = {
    "style",      "classDef",     "linkStyle",   "subgraph",    "end",      "participant", "actor",
    "Note",       "note",         "loop",        "alt",         "else",     "opt",         "par",
    "and",        "critical",     "option",      "break",       "rect",     "activate",    "deactivate",
    "autonumber", "state",        "direction",   "click",       "title",    "section",     "dateFormat",
    "axisFormat", "excludes",     "todayMarker", "x-axis",      "y-axis",   "quadrant-1",  "quadrant-2",
    "quadrant-3", "quadrant-4",   "commit",      "branch",      "checkout", "merge",       "cherry-pick",
    "switch",     "accTitle:",    "accDescr:",   "accTitle",    "accDescr", "box",         "create",
    "destroy",    "tickInterval", "weekday",     "namespace",   "columns",  "space",       "bar",
    "line",       "showData",     "callback",    "link",        "links",    "cssClass",    "loop:",
    "service",    "group",        "junction",    "requirement", "element",  "Person",      "System",
    "Rel",        "Container",    NULL};

static const char *const arrows[] = {"-->",  "---",  "->>",  "-.->", "-.-", ".->",  "==>",  "===",  "--x",
                                     "--o",  "-)",   "<|--", "*--",  "o--", "..>",  "<--",  "||--", "}o--",
                                     "|o--", "}|--", "..|>", "--|>", "~~~", "-->>", "<|..", NULL};

static struct text word_of(struct text t) {
    size_t n = 0;
    while (n < t.len && !byte_is_blank(t.at[n]) && t.at[n] != '(')
        n++;
    return text_slice(t, 0, n);
}

static bool is_name(struct text t) {
    for (size_t i = 0; i < t.len; i++)
        if (!byte_is_word(t.at[i]) && t.at[i] != '-' && t.at[i] != '.')
            return false;
    return t.len != 0;
}

/* A line that names the diagram's type: "graph TD", "sequenceDiagram", "pie title Pets". */
static bool names_type(struct text t) {
    struct text word = word_of(t);
    if (!text_is_any(word, types) || t.len > 120)
        return false;
    struct text rest = text_trim(text_from(t, word.len));
    while (rest.len && rest.at[rest.len - 1] == ';')
        rest.len--;
    if (text_is(word, "graph") || text_starts(word, "flowchart"))
        return rest.len == 0 || text_is(rest, "TD") || text_is(rest, "TB") || text_is(rest, "LR") ||
               text_is(rest, "RL") || text_is(rest, "BT");
    if (text_is(word, "pie") || text_is(word, "xychart-beta"))
        return rest.len == 0 || text_starts(rest, "title") || text_starts(rest, "showData") ||
               text_is(rest, "horizontal");
    return rest.len == 0;
}

/* Lines that may stand before the type: comments, directives, a configuration between two "---". */
static size_t type_line(const struct plain_line *lines, size_t at, size_t end) {
    bool configuration = false;
    for (size_t i = at; i < end && i - at < HEAD_LINES; i++) {
        struct text t = lines[i].text;
        if (text_is(t, "---"))
            configuration = !configuration;
        else if (!configuration && !text_starts(t, "%%"))
            return names_type(t) ? i : PLAIN_NO_LINE;
    }
    return PLAIN_NO_LINE;
}

/* "--x" and "--o" end with a letter, which a word may begin with: "--oneline". */
static bool has_arrow(struct text t) {
    for (const char *const *arrow = arrows; *arrow && !text_is(t, "---"); arrow++) {
        size_t at = text_find(t, text_of(*arrow), 0), end = at + strlen(*arrow);
        if (at != TEXT_NONE && (!byte_is_alpha(t.at[end - 1]) || end == t.len || t.at[end] == ' '))
            return true;
    }
    return false;
}

/* A node with its text: A["..."], B(...), C{...}. */
static bool is_node(struct text t) {
    size_t n = 0;
    while (n < t.len && (byte_is_word(t.at[n]) || t.at[n] == '-'))
        n++;
    if (!n || n == t.len || !strchr("[({>", t.at[n]))
        return false;
    size_t end = t.len;
    while (end && (t.at[end - 1] == ';'))
        end--;
    size_t style = text_find(t, TEXT(":::"), n);
    if (style != TEXT_NONE)
        end = style;
    return end > n + 1 && strchr("])}", t.at[end - 1]) && !text_is(text_slice(t, n, end), "()");
}

/* "class A,B name" in a flowchart. */
static bool is_class(struct text t) {
    size_t blanks = 0;
    for (size_t i = 0; i < t.len; i++) {
        blanks += t.at[i] == ' ';
        if (!byte_is_word(t.at[i]) && !strchr(" ,;-", t.at[i]))
            return false;
    }
    return blanks == 2;
}

/* "#40;" at the end: how mermaid writes a parenthesis. */
static bool ends_entity(struct text t) {
    size_t n = t.len;
    if (!n || t.at[n - 1] != ';')
        return false;
    for (n--; n && (byte_is_digit(t.at[n - 1]) || byte_is_alpha(t.at[n - 1]));)
        n--;
    return n && t.at[n - 1] == '#';
}

enum fit { FIT_NO, FIT_YES };

struct diagram {
    bool loose;    /* lines of any text */
    bool members;  /* classes, entities and states have bodies in braces */
    bool sequence; /* messages: "A->>B: text" */
    bool note;     /* in a note of several lines, up to "end note" */
    long depth;    /* of braces */
};

/* "User : +String name", "Idle: waiting" in class and state diagrams. */
static bool is_member(struct text t) {
    size_t colon = text_find_byte(t, ':', 0);
    return colon != TEXT_NONE && colon + 1 < t.len && is_name(text_trim(text_slice(t, 0, colon)));
}

static enum fit fit_of(const struct diagram *diagram, const struct plain_line *line) {
    struct text t = text_slice(line->text, 0, LOOK);
    if (line->labelled)
        return FIT_NO;
    if (diagram->note)
        return FIT_YES;
    if (text_starts(t, "%%"))
        return FIT_YES;
    if (line_annotated(t) || text_ends(t, ":"))
        return FIT_NO;
    struct text word = word_of(t);
    if (diagram->depth > 0)
        return FIT_YES;
    if (text_is(word, "class"))
        return (diagram->members && !text_ends(t, ":")) || is_class(t) ? FIT_YES : FIT_NO;
    if (text_is_any(word, statements))
        return text_is(word, "end") || !strchr(";{:", t.at[t.len - 1]) || diagram->members || ends_entity(t)
                   ? FIT_YES
                   : FIT_NO;
    if (line_comment(t) || text_ends(t, ";}") || text_ends(t, "{"))
        return text_ends(t, "{") && diagram->members && !text_find(t, TEXT("("), 0) ? FIT_YES : FIT_NO;
    if (diagram->sequence && text_find(t, TEXT("->"), 0) != TEXT_NONE)
        return FIT_YES;
    if (has_arrow(t) && !text_ends(t, ":") && !text_ends(t, "."))
        return FIT_YES;
    if (is_node(t) && !diagram->sequence)
        return FIT_YES;
    if (diagram->members && is_member(t))
        return FIT_YES;
    if (diagram->loose && t.len < 100 && !text_ends(t, ".") && !text_ends(t, ";"))
        return FIT_YES;
    return FIT_NO;
}

static void follow(struct diagram *diagram, struct text t) {
    if (diagram->members && text_starts(t, "note ") && text_find_byte(t, ':', 0) == TEXT_NONE &&
        text_find_byte(t, '"', 0) == TEXT_NONE)
        diagram->note = true;
    else if (text_is(t, "end note"))
        diagram->note = false;
    char last = t.at[t.len - 1];
    bool relation = has_arrow(t);
    if (diagram->members && last == '{' && !relation)
        diagram->depth++;
    else if (t.at[0] == '}' && diagram->depth > 0)
        diagram->depth--;
}

size_t diagram_length(const struct plain_line *lines, size_t at, size_t end) {
    size_t type = type_line(lines, at, end);
    if (type == PLAIN_NO_LINE)
        return 0;
    struct text word = word_of(lines[type].text);
    struct diagram diagram = {
        .loose = text_is_any(word, loose_types),
        .members = text_starts(word, "classDiagram") || text_starts(word, "erDiagram") ||
                   text_starts(word, "stateDiagram") || text_starts(word, "requirement"),
        .sequence = text_is(word, "sequenceDiagram"),
    };
    size_t last = type + 1;
    for (size_t i = type + 1; i < end; i++) {
        enum fit fit = fit_of(&diagram, &lines[i]);
        /* A comment may open the next diagram, or be no mermaid at all. */
        if (text_starts(lines[i].text, "%%") && type_line(lines, i, end) != PLAIN_NO_LINE)
            break;
        if (fit == FIT_NO)
            break;
        follow(&diagram, lines[i].text);
        last = i + 1;
    }
    return last - at;
}

/* SPDX-License-Identifier: MIT */
#include "read/plain/conventions.h"

#include "read/plain/layout.h"

#define LIST(...) ((const char *const[]){__VA_ARGS__, NULL})

/* Operators of the family of C, and heads of declarations that go on. */
#define LEADING                                                                                              \
    "&& ", "|| ", "+ ", "? ", ": ", "?? ", "?: ", "| ", "- ", "* ", "/ ", "% ", "<< ", ">> ",                \
        "== ", "!= ", "= ", "< ", "> ", "& ", "^ ", "=> ", "-> ", "<- ", "and ", "or ", "as ", "throws ",    \
        "extends ", "implements ", "permits ", "where "
#define ASKING                                                                                               \
    " =", "=>", "&&", "||", " +", " ?", ":=", " -", " *", "\\", "??", "?:", "+=", "-=", " ==", " !=", "<<",  \
        " |", " &", " /", " <", " ->", " extends", " implements", " throws", " and", " or", " in", " is"

static const char *const nothing[] = {NULL};
static const char *const leading[] = {LEADING, NULL};
static const char *const asking[] = {ASKING, NULL};
static const char *const asking_colon[] = {ASKING, ":", NULL};

static const struct conventions table[] = {
    {"typescript javascript tsx jsx", BARE_BODIES | PRETTIER | BLOCK_VALUES, 0, STRING_WITHIN, leading,
     asking_colon},
    {"java", BARE_BODIES | ALIGNS_RETURNS | CHAIN_AT_BRACE | BLOCK_VALUES, 0, STRING_DEEPER, leading, asking},
    {"kotlin", BARE_BODIES | BLOCK_VALUES | CHAIN_AT_BRACE, 0, STRING_WITHIN,
     LIST(LEADING, "get()", "set(value", "private set", "protected set", "internal set"),
     LIST(ASKING, " :", " by")},
    {"csharp", BARE_BODIES | BLOCK_VALUES | QUERIES | CHAIN_AT_BRACE, 0, STRING_DEEPER, leading, asking},
    {"c",
     CASE_AT_MARGIN | BARE_BODIES | ALIGNS_ARGUMENTS | ALIGNS_RETURNS | PREPROCESSOR | GOTO_LABELS |
         BLOCK_VALUES,
     0, STRING_MARGIN, leading, asking},
    {"cpp", BARE_BODIES | ALIGNS_ARGUMENTS | ALIGNS_RETURNS | PREPROCESSOR | GOTO_LABELS | BLOCK_VALUES, 0,
     STRING_MARGIN, LIST(LEADING, "requires "), asking},
    {"rust", CHAIN_AT_BRACE | BLOCK_VALUES | WHERE_CLAUSES, 0, STRING_WITHIN, leading, asking},
    {"swift", CASE_AT_MARGIN | CHAIN_AT_BRACE | BLOCK_VALUES, 0, STRING_DEEPER, leading, asking},
    {"go", CASE_AT_MARGIN | GOTO_LABELS, 0, STRING_MARGIN, leading, LIST(ASKING, ".")},
    {"dart", BARE_BODIES | BLOCK_VALUES, 4, STRING_WITHIN, leading, asking},
    {"php", BARE_BODIES | BLOCK_VALUES, 0, STRING_DEEPER, LIST(LEADING, ". "), LIST(ASKING, " .")},
    {"scala", BARE_BODIES | BLOCK_VALUES, 0, STRING_WITHIN, leading, asking},
    {"groovy", BARE_BODIES | BLOCK_VALUES, 0, STRING_WITHIN, leading, asking},
    {"elixir", ALIGNS_VALUES, 0, STRING_UNDER,
     LIST("|> ", "++ ", "<> ", "&& ", "|| ", "and ", "or ", "| ", "when "),
     LIST(" =", "<>", "++", " +", "&&", "||", " and", " or", " |", "<-", " ->", "\\")},
    {"ruby", 0, 0, STRING_WITHIN, LIST("&& ", "|| ", "? ", ": "),
     LIST(" =", "&&", "||", " +", "\\", " ?", "||=", " and", " or", "<<")},
    {"lua", 0, 0, STRING_MARGIN, LIST(".. ", "and ", "or ", "+ "), LIST(" =", " ..", " and", " or", " +")},
    {"julia", 0, 0, STRING_UNDER, LIST("|> ", "&& ", "|| "), LIST(" =", "|>", "&&", "||", " +")},
    {"bash", 0, 0, STRING_MARGIN, LIST("&& ", "|| ", "| "), LIST("\\", "&&", "||", " |")},
    {"powershell", BARE_BODIES, 0, STRING_MARGIN, LIST("| ", "-and ", "-or "),
     LIST(" |", "`", " =", "-and", "-or", " +")},
    {"makefile dockerfile", 0, 0, STRING_MARGIN, LIST("&& ", "|| "), LIST("\\")},
    {"nginx", ENDS_STATEMENTS, 0, STRING_MARGIN, nothing, nothing},
    {"css scss", ENDS_STATEMENTS | PRETTIER, 0, STRING_WITHIN, nothing, LIST(":")},
    {"hcl", 0, 0, STRING_WITHIN, nothing, nothing},
    {"graphql", 0, 0, STRING_UNDER, LIST("| ", "& "), LIST(" =")},
    {"json json5 jsonc toml ini text markdown yaml xml html", 0, 0, STRING_MARGIN, nothing, nothing},
    {"", BLOCK_VALUES, 0, STRING_MARGIN, leading, asking},
};

const struct conventions *conventions_of(const char *language) {
    size_t last = sizeof table / sizeof *table - 1, i = 0;
    while (i < last && !layout_listed(table[i].languages, text_of(language)))
        i++;
    return &table[i];
}

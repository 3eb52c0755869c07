/* SPDX-License-Identifier: MIT */
/* The language of each block: from the leaders of its comments, its words and
 * marks, the label or file name above it, and what the rest of the page is. */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "read/plain/grammar.h"
#include "read/plain/plain.h"

enum { ROWS = 64, LOOK_LINES = 160, LOOK_LINE = 300, LEADERS = 6 };

static const char *const families[LEADERS] = {"#", "//", "--", ";", "%", "<!--"};

/* A piece of text that languages are known by. */
struct term {
    struct text text;
    uint64_t rows; /* which languages have it */
    float weight;  /* the fewer, the more */
    bool at_start, at_end, against;
    bool (*fits)(struct text line); /* the shape of the line, not its text */
};

struct knowledge {
    struct words words; /* index of the term + 1 */
    struct term *terms; /* word terms, then marks */
    size_t word_count, count, capacity;
    uint64_t family_rows[LEADERS];
    uint64_t comment_rows; /* languages that have comments at all */
};

static struct term *add_term(struct knowledge *known, struct text t) {
    if (known->count == known->capacity) {
        known->capacity = known->capacity ? known->capacity * 2 : 1024;
        known->terms = memory_grow(known->terms, known->capacity, sizeof *known->terms);
    }
    struct term *term = &known->terms[known->count++];
    *term = (struct term){.text = t};
    return term;
}

static void learn_words(struct knowledge *known, size_t row) {
    struct text list = text_of(grammar_at(row)->words), word;
    for (size_t at = 0; words_next(list, &at, &word);) {
        uint32_t *index = words_at(&known->words, word);
        if (!*index) {
            add_term(known, word);
            *index = (uint32_t)known->count;
        }
        known->terms[*index - 1].rows |= (uint64_t)1 << row;
    }
}

/* Shapes of lines, which rows name as "@command" and so on. */
static bool is_command(struct text t) {
    size_t n = 0;
    while (n < t.len && ((t.at[n] >= 'a' && t.at[n] <= 'z') || byte_is_digit(t.at[n]) || t.at[n] == '-'))
        n++;
    if (n < 2 || n == t.len || t.at[n] != ' ' || n + 1 >= t.len)
        return false;
    for (size_t i = n; i < t.len; i++)
        if (strchr("=({:;,", t.at[i]) &&
            (i + 1 == t.len || byte_is_blank(t.at[i + 1]) || byte_is_blank(t.at[i - 1])))
            return false;
    return !strchr("=({:<", t.at[n + 1]) && !text_ends(t, ",") && !text_ends(t, "{");
}

static bool is_key(struct text t) {
    size_t n = text_starts(t, "- ") ? 2 : 0, begin = n;
    while (n < t.len && (byte_is_word(t.at[n]) || strchr("-./", t.at[n])))
        n++;
    /* "You: List all files of the folder" is speech. */
    size_t blanks = 0;
    for (size_t i = n; i < t.len; i++)
        blanks += t.at[i] == ' ';
    if (blanks > 3 && n + 2 < t.len && t.at[n + 2] >= 'A' && t.at[n + 2] <= 'Z')
        return false;
    return n > begin && n < t.len && t.at[n] == ':' && (n + 1 == t.len || t.at[n + 1] == ' ') &&
           !text_ends(t, ",") && !text_ends(t, "{") && !text_ends(t, ";") && !text_ends(t, "(");
}

static bool is_setting(struct text t) {
    size_t n = 0;
    while (n < t.len && (byte_is_word(t.at[n]) || t.at[n] == '.' || t.at[n] == '-'))
        n++;
    return n && n + 1 < t.len && t.at[n] == '=' && t.at[n + 1] != '=' && !byte_is_blank(t.at[n + 1]) &&
           !text_ends(t, ";");
}

static bool is_sentence(struct text t) {
    size_t blanks = 0;
    for (size_t i = 0; i < t.len; i++)
        blanks += t.at[i] == ' ';
    return blanks >= 4 && t.at[0] >= 'A' && t.at[0] <= 'Z' && !strchr(";{}(,", t.at[t.len - 1]);
}

static bool is_element(struct text t) { /* an item of an object: key: value, */
    size_t n = 0;
    while (n < t.len && byte_is_word(t.at[n]))
        n++;
    return n && n + 1 < t.len && t.at[n] == ':' && t.at[n + 1] == ' ' && strchr(",{[", t.at[t.len - 1]);
}

struct line_shape {
    const char *name;
    bool (*fits)(struct text line);
};

static const struct line_shape shapes[] = {
    {"@command", is_command},   {"@key", is_key},         {"@setting", is_setting},
    {"@sentence", is_sentence}, {"@element", is_element},
};

static void learn_mark(struct knowledge *known, struct text mark, size_t row) {
    bool against = mark.len > 1 && mark.at[0] == '!';
    if (against)
        mark = text_from(mark, 1);
    bool start = mark.len > 1 && mark.at[0] == '^';
    if (start)
        mark = text_from(mark, 1);
    bool end = mark.len > 1 && mark.at[mark.len - 1] == '$';
    if (end)
        mark.len--;
    struct term *term = NULL;
    for (size_t i = known->word_count; i < known->count && !term; i++)
        if (text_equal(known->terms[i].text, mark) && known->terms[i].against == against &&
            known->terms[i].at_start == start && known->terms[i].at_end == end)
            term = &known->terms[i];
    if (!term)
        term = add_term(known, mark);
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (text_is(mark, shapes[i].name))
            term->fits = shapes[i].fits;
    term->against = against;
    term->at_start = start;
    term->at_end = end;
    term->rows |= (uint64_t)1 << row;
}

static size_t rows_in(uint64_t rows) {
    size_t n = 0;
    for (; rows; rows &= rows - 1)
        n++;
    return n;
}

static void learn_leaders(struct knowledge *known, size_t row) {
    const struct language *language = grammar_language(grammar_at(row));
    for (size_t k = 0; language->leaders[k]; k++)
        for (size_t f = 0; f < LEADERS; f++)
            if (text_starts(text_of(language->leaders[k]), families[f]))
                known->family_rows[f] |= (uint64_t)1 << row;
    if (language->leaders[0])
        known->comment_rows |= (uint64_t)1 << row;
}

static void learn(struct knowledge *known) {
    for (size_t row = 0; row < grammar_count() && row < ROWS; row++) {
        learn_words(known, row);
        learn_leaders(known, row);
    }
    known->word_count = known->count;
    for (size_t row = 0; row < grammar_count() && row < ROWS; row++) {
        struct text rest = text_of(grammar_at(row)->marks);
        while (rest.len) {
            size_t tab = text_find_byte(rest, '\t', 0);
            struct text mark = text_slice(rest, 0, tab);
            if (mark.len)
                learn_mark(known, mark, row);
            rest = tab == TEXT_NONE ? text_slice(rest, rest.len, rest.len) : text_from(rest, tab + 1);
        }
    }
    for (size_t i = 0; i < known->count; i++) {
        float share = (float)rows_in(known->terms[i].rows) / (float)grammar_count();
        known->terms[i].weight = -logf(share) * (i < known->word_count ? 0.5F : 0.8F);
        if (text_is(known->terms[i].text, "@command") || text_is(known->terms[i].text, "# $ "))
            known->terms[i].weight = 4;
        if (known->terms[i].against)
            known->terms[i].weight = -3;
    }
}

static bool mark_in(const struct term *term, struct text line) {
    if (term->fits)
        return line.len && term->fits(line);
    size_t n = term->text.len;
    if (n > line.len)
        return false;
    if (term->at_start && memcmp(line.at, term->text.at, n) != 0)
        return false;
    if (term->at_end)
        return memcmp(line.at + line.len - n, term->text.at, n) == 0;
    return term->at_start || text_find(line, term->text, 0) != TEXT_NONE;
}

struct evidence {
    float score[ROWS];
    size_t leaders[LEADERS];
    size_t lines, comments, annotations;
};

static int family_of(struct text t) {
    for (int f = 0; f < LEADERS; f++)
        if (text_starts(t, families[f]))
            return f;
    return -1;
}

/* Offset where a comment begins behind code, by any leader that stands between blanks; t.len when there is
 * none. */
static size_t comment_in(struct text t, int *family) {
    for (size_t at = 1; at + 1 < t.len; at++)
        if (byte_is_blank(t.at[at - 1]) && strchr("#/-;%<", t.at[at]) && line_comment(text_from(t, at)) &&
            (*family = family_of(text_from(t, at))) >= 0)
            return at;
    return t.len;
}

/* Takes the words and marks of one line of code; seen holds how often each term was met. */
static void weigh_line(const struct knowledge *known, struct text t, uint8_t *seen) {
    struct text word;
    bool quoted = false;
    for (size_t at = 0, last = 0; words_next(t, &at, &word); last = at) {
        for (size_t i = last; i < (size_t)(word.at - t.at); i++)
            quoted ^= t.at[i] == '"';
        if (quoted) /* words of strings say little */
            continue;
        uint32_t index = words_get(&known->words, word);
        if (index && seen[index - 1] < 4)
            seen[index - 1]++;
    }
    for (size_t i = known->word_count; i < known->count; i++)
        if (seen[i] < 4 && mark_in(&known->terms[i], t))
            seen[i]++;
}

static void weigh(const struct plain_page *page, const struct plain_block *block,
                  const struct knowledge *known, struct evidence *e) {
    uint8_t *seen = memory_get_zeroed(known->count, 1);
    *e = (struct evidence){.lines = block->count};
    for (size_t i = 0; i < block->count && i < LOOK_LINES; i++) {
        struct text t = text_slice(page->pieces[block->first + i], 0, LOOK_LINE);
        int family = -1;
        e->annotations += line_annotated(t);
        if (line_comment(t) && (family = family_of(t)) >= 0 && !text_starts(t, "#include") &&
            !text_starts(t, "#[")) {
            e->leaders[family]++;
            e->comments++;
            if (text_starts(t, "#!") || text_starts(t, "<") || family == 0)
                weigh_line(known, text_slice(t, 0, text_starts(t, "#!") ? t.len : 4), seen);
            continue;
        }
        size_t comment = comment_in(t, &family);
        if (comment < t.len && family >= 0)
            e->leaders[family]++;
        weigh_line(known, text_trim_right(text_slice(t, 0, comment)), seen);
    }
    static const float times[] = {0, 1, 1.35F, 1.6F, 1.8F};
    for (size_t i = 0; i < known->count; i++)
        for (uint64_t rows = seen[i] ? known->terms[i].rows : 0; rows; rows &= rows - 1)
            e->score[rows_in((rows & -rows) - 1)] += known->terms[i].weight * times[seen[i]];
    free(seen);
}

/* Comments with a leader that a language does not have speak against it. */
static void weigh_leaders(const struct knowledge *known, struct evidence *e) {
    for (size_t row = 0; row < grammar_count(); row++)
        for (size_t f = 0; f < LEADERS; f++) {
            size_t n = e->leaders[f] > 12 ? 12 : e->leaders[f];
            bool has = known->family_rows[f] >> row & 1, any = grammar_at(row)->style == STYLE_LEFT;
            e->score[row] += n && !any ? (has ? 1 : -2.0F * (float)n - 1) : n ? -1 : 0;
        }
    if (e->comments == e->lines || (e->lines > 4 && e->comments * 10 > e->lines * 9))
        for (size_t row = 0; row < grammar_count(); row++)
            e->score[row] += grammar_at(row)->style == STYLE_KEYWORDS &&
                                     strcmp(grammar_at(row)->name, "bash") == 0 && e->leaders[0]
                                 ? 3
                                 : 0;
    /* Hash comments and little else: a shell, which has the least shape. */
    int shell = grammar_find(TEXT("bash"));
    if (shell >= 0 && e->leaders[0])
        e->score[shell] += 1.5F;
    for (size_t row = 0; row < grammar_count() && e->annotations; row++)
        e->score[row] -= grammar_at(row)->style == STYLE_LEFT ? 3 : 0;
}

/* Names of languages and of files in the words above a block: "Kotlin:", "Code (main.tf):". */
static void weigh_lead(struct text lead, float weight, struct evidence *e) {
    size_t begin = 0;
    for (size_t i = 0; i <= lead.len; i++) {
        if (i < lead.len && (byte_is_word(lead.at[i]) || strchr(".-/+#", lead.at[i])))
            continue;
        struct text word = text_slice(lead, begin, i);
        begin = i + 1;
        while (word.len && strchr(".-/", word.at[word.len - 1]))
            word.len--;
        if (word.len < 2 || word.len > 80)
            continue;
        size_t slash = 0;
        for (size_t k = 0; k < word.len; k++)
            slash = word.at[k] == '/' ? k + 1 : slash;
        struct text file = text_from(word, slash);
        size_t dot = TEXT_NONE;
        for (size_t k = 0; k < file.len; k++)
            dot = file.at[k] == '.' ? k : dot;
        struct text suffix = dot == TEXT_NONE ? file : text_from(file, dot + 1);
        for (size_t row = 0; row < grammar_count(); row++) {
            struct text list = text_of(grammar_at(row)->files);
            while (list.len) {
                size_t blank = text_find_byte(list, ' ', 0);
                struct text name = text_slice(list, 0, blank);
                bool whole = text_equal(name, file) && (name.len > 4 || dot != TEXT_NONE);
                if (whole || (dot != TEXT_NONE && text_equal(name, suffix)))
                    e->score[row] += weight;
                list = blank == TEXT_NONE ? text_slice(list, list.len, list.len) : text_from(list, blank + 1);
            }
        }
        int row = dot == TEXT_NONE && word.at[0] >= 'A' && word.at[0] <= 'Z' ? grammar_find(word) : -1;
        if (row >= 0)
            e->score[row] += weight * 0.6F;
    }
}

/* A comment that begins with a path, as the first line of a file does: "# src/app.py", "// main.ts - entry".
 */
static bool names_file(struct text comment) {
    struct text said = text_trim_left(text_from(comment, line_comment(comment)));
    size_t end = text_find_byte(said, ' ', 0);
    struct text path = text_slice(said, 0, end);
    size_t dot = text_find_byte(path, '.', 1);
    return dot != TEXT_NONE && dot + 1 < path.len && byte_is_alpha(path.at[dot + 1]);
}

static void weigh_labels(const struct plain_page *page, const struct plain_block *block, struct evidence *e) {
    struct text lead = block->lead;
    if (lead.len && lead.len < 300 && text_ends(lead, ":"))
        weigh_lead(lead, 6, e);
    if (!block->count)
        return;
    struct text first = page->pieces[block->first];
    if (line_comment(first) && first.len < 120)
        weigh_lead(first, names_file(first) ? 14 : first.len < 70 ? 7 : 3, e);
}

/* How often the page's prose names each language. */
static void count_names(const struct plain_page *page, float *prior) {
    for (size_t row = 0; row < grammar_count(); row++)
        prior[row] = 0;
    for (size_t i = 0; i < page->counts.capacity; i++) {
        const struct word_slot *slot = &page->counts.slots[i];
        if (!slot->word.at || slot->word.len < 2 || slot->word.at[0] < 'A' || slot->word.at[0] > 'Z')
            continue;
        const struct language *language = language_find(slot->word);
        int row = language ? grammar_find(text_of(language->name)) : -1;
        if (row >= 0 && slot->word.len > 2)
            prior[row] += 0.3F * logf(1 + (float)slot->value);
    }
}

static int best_of(const float *score, float *margin) {
    size_t best = 0;
    for (size_t row = 1; row < grammar_count(); row++)
        if (score[row] > score[best])
            best = row;
    float second = -INFINITY;
    for (size_t row = 0; row < grammar_count(); row++)
        if (row != best && score[row] > second)
            second = score[row];
    *margin = score[best] - second;
    return (int)best;
}

/* Whether a block of a shell is a script: has blocks of its own. */
static bool is_script(const struct plain_page *page, const struct plain_block *block) {
    for (size_t i = 0; i < block->count; i++) {
        struct text t = page->pieces[block->first + i];
        if (text_starts(t, "fi") || text_starts(t, "done") || text_starts(t, "esac") || text_starts(t, "#!"))
            return true;
    }
    return false;
}

static void measure_shell(struct plain_page *page) {
    int shell = grammar_find(TEXT("bash"));
    size_t all = 0, scripts = 0;
    for (size_t i = 0; i < page->block_count; i++) {
        const struct plain_block *block = &page->blocks[i];
        if (block->kind != BLOCK_CODE || block->grammar != shell)
            continue;
        all++;
        scripts += is_script(page, block);
    }
    page->shell_step = scripts * 10 > all * 3 ? 4 : 2;
}

void plain_languages(struct plain_page *page) {
    struct knowledge known = {0};
    learn(&known);
    struct evidence *evidence = memory_get_zeroed(page->block_count, sizeof *evidence);
    float names[ROWS], share[ROWS] = {0}, total = 1;
    count_names(page, names);
    for (size_t i = 0; i < page->block_count; i++) {
        struct plain_block *block = &page->blocks[i];
        if (block->kind != BLOCK_CODE)
            continue;
        weigh(page, block, &known, &evidence[i]);
        weigh_leaders(&known, &evidence[i]);
        weigh_labels(page, block, &evidence[i]);
        float margin;
        int best = best_of(evidence[i].score, &margin);
        if (margin > 1) {
            share[best] += margin > 6 ? 1 : margin / 6;
            total += margin > 6 ? 1 : margin / 6;
        }
    }
    for (size_t i = 0; i < page->block_count; i++) {
        struct plain_block *block = &page->blocks[i];
        if (block->kind != BLOCK_CODE)
            continue;
        for (size_t row = 0; row < grammar_count();
             row++) /* a page that is all of one language stays with it */
            evidence[i].score[row] += share[row] > 0.75F * total ? 4 : 0;
        for (size_t row = 0; row < grammar_count(); row++)
            evidence[i].score[row] += 1.8F * logf(0.03F + share[row] / total) + names[row];
        float margin;
        block->grammar = best_of(evidence[i].score, &margin);
        block->certain = 1 / (1 + exp(-(double)margin * 0.7));
    }
    measure_shell(page);
    free(evidence);
    free(known.terms);
    words_free(&known.words);
}

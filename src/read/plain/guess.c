/* SPDX-License-Identifier: MIT */
/* The language of each block: from the leaders of its comments, its words and
 * marks, the label or file name above it, and what the rest of the page is. */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "read/plain/guess.h"
#include "read/plain/joint.h"
#include "read/plain/leads.h"
#include "read/plain/shapes.h"

enum { LOOK_LINES = 160, LOOK_LINE = 300, FAMILIES = 6, LEAD_WORDS = 4, OUTPUT_LINES = 12 };

/* Leaders of comments, of which a language mostly has one. */
static const char *const families[FAMILIES] = {"#", "//", "--", ";", "%", "<!--"};

/* What a block says for each row of the grammar table, in units of log odds. */
struct evidence {
    float score[GRAMMAR_LIMIT];
    size_t leaders[FAMILIES]; /* comments by their leader */
    size_t lines, comments, annotations;
};

/* Weights, in units of log odds. */
static const float weight_leader = 1, weight_foreign_leader = -2, weight_left_annotated = -6,
                   weight_hash_shell = 1.5F, weight_only_comments = 3, weight_share = 1.8F,
                   weight_one_language = 4, weight_dialect = 3, weight_shown = 2, weight_output = 10.5F,
                   weight_announced = 10, weight_joined_output = 4, weight_front_matter = 20;

static int family_of(struct text t) {
    for (int f = 0; f < FAMILIES; f++)
        if (text_starts(t, families[f]))
            return f;
    return -1;
}

/* Whether what stands between blanks inside a line, and looks like a comment, is one: "a % b" and "a // b"
 * are not. */
static bool is_trailing_comment(struct text t) {
    size_t leader = line_comment(t);
    if (!leader || family_of(t) < 0)
        return false;
    struct text said = text_trim_left(text_from(t, leader));
    if (text_starts(said, "=>"))
        return true;
    return t.at[0] != '%' && (t.at[0] != ';' || t.len > 3) &&
           (!strchr("/-", t.at[0]) || text_find_byte(said, ' ', 0) != TEXT_NONE);
}

/* Offset where a comment begins behind code, by any leader that stands between blanks; t.len where there is
 * none. */
static size_t comment_in(struct text t) {
    for (size_t at = 1; at + 1 < t.len; at++)
        if (byte_is_blank(t.at[at - 1]) && strchr("#/-;%<", t.at[at]) &&
            is_trailing_comment(text_from(t, at)))
            return at;
    return t.len;
}

struct text guess_code(struct text line) {
    return text_trim_right(text_slice(line, 0, comment_in(line)));
}

static bool is_directive(struct text t) {
    return text_starts(t, "#include") || text_starts(t, "#define") || text_starts(t, "#[") ||
           text_starts(t, "#if") || text_starts(t, "#endif") || text_starts(t, "#!") || text_starts(t, "#{");
}

/* Takes a line: the leader of its comment, and the terms of its code. */
static void see_line(const struct terms *terms, struct text t, struct evidence *e, uint8_t *seen) {
    e->annotations += line_annotated(t);
    int family = line_comment(t) ? family_of(t) : -1;
    if (family >= 0 && !is_directive(t)) {
        e->leaders[family]++;
        e->comments++;
        terms_see(terms, text_slice(t, 0, 4), seen); /* "# $ ", "<!--", "## " */
        return;
    }
    size_t comment = comment_in(t);
    if (comment < t.len)
        e->leaders[family_of(text_from(t, comment))]++;
    terms_see(terms, text_trim_right(text_slice(t, 0, comment)), seen);
}

/* What opens text over several lines and closes it again: whole lines of it are of another language. */
static const char *const long_quotes[] = {"\"\"\"", "\'\'\'", "`"};

static bool is_odd(struct text t, const char *quote) {
    size_t n = 0, length = strlen(quote);
    for (size_t at = 0; (at = text_find(t, text_of(quote), at)) != TEXT_NONE; at += length)
        n++;
    return n % 2 == 1 && text_find(t, TEXT("```"), 0) == TEXT_NONE;
}

/* The word that ends the here-document which a line opens ("<<EOF", "<<-'EOF'"), or none. */
static struct text heredoc_word(struct text t) {
    size_t at = text_find(t, TEXT("<<"), 0);
    if (at == TEXT_NONE)
        return (struct text){0};
    for (at += 2; at < t.len && strchr("-~ '\"\\", t.at[at]);)
        at++;
    size_t end = at;
    while (end < t.len && ((t.at[end] >= 'A' && t.at[end] <= 'Z') || t.at[end] == '_'))
        end++;
    return end - at > 1 ? text_slice(t, at, end) : (struct text){0};
}

/* The line that closes the string, here-document or comment that the line at i opens; i itself where it opens
 * nothing, or what it opens stays open. */
static size_t quoted_until(const struct text *lines, size_t i, size_t count) {
    struct text word = heredoc_word(lines[i]);
    if (text_starts(lines[i], "<style") && text_ends(lines[i], ">"))
        for (size_t k = i + 1; k < count && k - i < LOOK_LINES; k++)
            if (text_starts(lines[k], "</style>"))
                return k;
    for (size_t k = i; text_starts(lines[i], "/*") && k < count && k - i < LOOK_LINES; k++)
        if (text_find(lines[k], TEXT("*/"), 0) != TEXT_NONE)
            return k;
    for (size_t k = i + 1; word.len && k < count && k - i < LOOK_LINES; k++)
        if (text_equal(text_slice(lines[k], 0, word.len), word))
            return k;
    for (size_t q = 0; q < sizeof long_quotes / sizeof *long_quotes; q++)
        for (size_t k = i + 1; is_odd(lines[i], long_quotes[q]) && k < count && k - i < LOOK_LINES; k++)
            if (is_odd(lines[k], long_quotes[q]))
                return k;
    return i;
}

static void weigh_lines(const struct terms *terms, const struct text *lines, size_t count,
                        struct evidence *e) {
    uint8_t *seen = memory_get_zeroed(terms_count(terms), 1);
    *e = (struct evidence){.lines = count};
    for (size_t i = 0; i < count && i < LOOK_LINES; i++) {
        see_line(terms, text_slice(lines[i], 0, LOOK_LINE), e, seen);
        size_t until = quoted_until(lines, i, count);
        if (until > i)
            see_line(terms, text_slice(lines[until], 0, LOOK_LINE), e, seen);
        i = until;
    }
    terms_weigh(terms, seen, e->score);
    free(seen);
}

static bool has_family(const struct language *language, size_t family) {
    for (size_t k = 0; language->leaders[k]; k++)
        if (text_starts(text_of(language->leaders[k]), families[family]))
            return true;
    return false;
}

/* Comments with a leader that a language does not have speak against it. */
static void weigh_leaders(const struct guesser *guesser, struct evidence *e) {
    for (size_t row = 0; row < grammar_count(); row++) {
        const struct language *language = guesser->languages[row];
        for (size_t f = 0; f < FAMILIES; f++) {
            size_t n = e->leaders[f] > 12 ? 12 : e->leaders[f];
            bool any = grammar_at(row)->style == STYLE_LEFT;
            /* A language without comments is annotated all the same, with the leader that comes to mind. */
            if (n > 1 && !language->leaders[0])
                n = 1;
            if (n)
                e->score[row] += any                       ? -1
                                 : has_family(language, f) ? weight_leader
                                                           : weight_foreign_leader * (float)n - 1;
        }
    }
    for (size_t row = 0; row < grammar_count() && e->annotations; row++)
        e->score[row] += grammar_at(row)->style == STYLE_LEFT ? weight_left_annotated : 0;
    /* Hash comments and little else: a shell, which has the least shape. */
    int shell = grammar_find(TEXT("bash"));
    if (shell < 0 || !e->leaders[0])
        return;
    bool only = e->comments == e->lines || (e->lines > 4 && e->comments * 10 > e->lines * 9);
    e->score[shell] += weight_hash_shell + (only ? weight_only_comments : 0);
}

int guess_best(const float score[GRAMMAR_LIMIT], float *margin) {
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

/* Whether front matter stands first and prose behind it: a page in Markdown, and no YAML of several
 * documents. */
static bool begins_with_front_matter(const struct text *lines, size_t count) {
    size_t open = 0;
    while (open < count && open < 3 && line_comment(lines[open]) && !text_is(lines[open], "---"))
        open++;
    if (open == count || !text_is(lines[open], "---"))
        return false;
    size_t close = open + 1;
    while (close < count && close < LOOK_LINES && !text_is(lines[close], "---"))
        close++;
    return close + 1 < count && close < LOOK_LINES && !line_shape_find(TEXT("@key"))(lines[close + 1]);
}

void guess_weigh(const struct guesser *guesser, struct text lead, const struct text *lines, size_t count,
                 float score[GRAMMAR_LIMIT]) {
    struct evidence e;
    weigh_lines(guesser->terms, lines, count, &e);
    weigh_leaders(guesser, &e);
    leads_weigh(lead, count ? lines[0] : (struct text){0}, e.score);
    int text = grammar_find(TEXT("text"));
    if (text >= 0 && !e.annotations && leads_is_output(lead))
        e.score[text] += weight_announced;
    int markdown = grammar_find(TEXT("markdown"));
    if (markdown >= 0 && begins_with_front_matter(lines, count))
        e.score[markdown] += weight_front_matter;
    for (size_t row = 0; row < GRAMMAR_LIMIT; row++)
        score[row] = row < grammar_count() ? e.score[row] - grammar_at(row)->rare : -INFINITY;
}

/* How much of the page each row is, by the blocks that are plain. */
struct shares {
    float of[GRAMMAR_LIMIT], total;
    size_t shown[GRAMMAR_LIMIT],
        like[GRAMMAR_LIMIT]; /* dialects: blocks that show it; blocks that may be in it */
};

/* Whether a row is the other one, or like it, or like one that is. */
static bool is_like(const struct grammar *grammar, const struct grammar *other) {
    while (grammar && grammar != other)
        grammar = grammar_base(grammar);
    return grammar != NULL;
}

/* Counts the blocks that show a dialect and those that may be in it or in what it is like. */
static void count_dialects(const float score[GRAMMAR_LIMIT], int best, struct shares *shares) {
    for (size_t row = 0; row < grammar_count(); row++) {
        const struct grammar *grammar = grammar_at(row);
        if (!grammar->dialect)
            continue;
        size_t base = (size_t)grammar_find(text_of(grammar->like));
        bool shown = score[row] >= score[base] + weight_shown;
        bool alike = is_like(grammar_at((size_t)best), grammar_at(base));
        shares->shown[row] += alike && shown;
        shares->like[row] += alike;
    }
}

/* Where a page has a dialect, its blocks that do not show it are in it, too. */
static void settle_dialects(struct shares *shares, float bias[GRAMMAR_LIMIT]) {
    for (size_t row = 0; row < grammar_count(); row++) {
        if (!shares->shown[row] || shares->shown[row] * 6 < shares->like[row])
            continue;
        size_t base = (size_t)grammar_find(text_of(grammar_at(row)->like));
        bias[row] += weight_dialect;
        shares->of[row] += shares->of[base];
        shares->of[base] = 0;
    }
}

static void survey_block(const struct guesser *guesser, const struct plain_page *page,
                         const struct plain_block *block, struct shares *shares) {
    float score[GRAMMAR_LIMIT], margin;
    guess_weigh(guesser, block->lead, page->pieces + block->first, block->count, score);
    int best = guess_best(score, &margin);
    count_dialects(score, best, shares);
    if (margin > 1) {
        float sure = margin > 6 ? 1 : margin / 6;
        shares->of[best] += sure;
        shares->total += sure;
    }
}

void guesser_survey(struct guesser *guesser, const struct plain_page *page) {
    struct shares shares = {.total = 1};
    leads_topics(page, guesser->prior);
    for (size_t i = 0; i < page->block_count; i++)
        if (page->blocks[i].kind == BLOCK_CODE)
            survey_block(guesser, page, &page->blocks[i], &shares);
    settle_dialects(&shares, guesser->prior);
    for (size_t row = 0; row < grammar_count(); row++) {
        float share = shares.of[row] / shares.total;
        guesser->prior[row] += weight_share * logf(0.03F + share);
        if (share > 0.75F) /* a page that is all of one language stays with it */
            guesser->prior[row] += weight_one_language;
    }
}

void guesser_init(struct guesser *guesser, const struct plain_page *page) {
    guesser->terms = terms_learn();
    for (size_t row = 0; row < grammar_count(); row++)
        guesser->languages[row] = grammar_language(grammar_at(row));
    guesser_survey(guesser, page);
}

void guesser_free(struct guesser *guesser) {
    terms_free(guesser->terms);
}

/* Whether a block below code is what the code puts out: a sentence leads to it, and nothing in it is a
 * comment. */
static bool shows_output(const struct plain_page *page, const struct plain_block *block) {
    struct text word;
    size_t words = 0;
    for (size_t at = 0; words_next(block->lead, &at, &word);)
        words++;
    if ((block->lead.len && (words < LEAD_WORDS || !text_ends(block->lead, ":"))) ||
        block->count > OUTPUT_LINES)
        return false;
    for (size_t i = block->first; i < block->first + block->count; i++)
        if (line_comment(page->pieces[i]) || line_annotated(page->pieces[i]))
            return false;
    return true;
}

/* below: another block of code stands above in the example. */
static void decide(const struct guesser *guesser, const struct plain_page *page, bool below,
                   struct plain_block *block) {
    float score[GRAMMAR_LIMIT], margin;
    int text = grammar_find(TEXT("text"));
    guess_weigh(guesser, block->lead, page->pieces + block->first, block->count, score);
    if (below && text >= 0 && shows_output(page, block))
        score[text] += block->lead.len ? weight_output : weight_joined_output;
    for (size_t row = 0; row < grammar_count(); row++)
        score[row] += guesser->prior[row];
    block->grammar = guess_best(score, &margin);
    block->certain = 1 / (1 + exp(-(double)margin * 0.7));
}

void plain_languages(struct plain_page *page) {
    struct guesser guesser;
    guesser_init(&guesser, page);
    if (plain_joints(page, &guesser))
        guesser_survey(&guesser, page);
    bool below = false;
    for (size_t i = 0; i < page->block_count; i++) {
        below = below && page->blocks[i].kind != BLOCK_HEADING;
        if (page->blocks[i].kind != BLOCK_CODE)
            continue;
        if (!page->blocks[i].named)
            decide(&guesser, page, below, &page->blocks[i]);
        below = true;
    }
    guesser_free(&guesser);
}

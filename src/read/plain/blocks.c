/* SPDX-License-Identifier: MIT */
/* The likeliest sequence of blocks of a section, by dynamic programming over
 * its lines. Between two lines one is either in code or not. */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "read/plain/like.h"

enum { OUT, IN };
enum step_kind { STEP_NONE, STEP_PROSE, STEP_DIAGRAM, STEP_CODE, STEP_END };

/* How a line (or a diagram) was taken. */
struct step {
    float score;
    enum step_kind kind;
    bool begins;     /* code begins with this line */
    uint32_t length; /* lines taken */
    size_t seam;     /* END: offset in the line */
    float margin;    /* score of the seam */
};

/* Weights, in units of log odds. */
static const float weight_line = 0.5F, weight_begin = -3, weight_colon = 2, weight_after_label = -6,
                   weight_diagram = 10, weight_label = 8, weight_cut = -2, weight_eager = 5,
                   weight_output_first = -4, weight_toolbar = 6, most = 6;

static float line_weight(float code) {
    return weight_line * (code > most ? most : code < -most ? -most : code);
}

static void offer(struct step *step, struct step other) {
    if (step->kind == STEP_NONE || other.score > step->score)
        *step = other;
}

static float begin_score(const struct plain_page *page, const struct plain_section *section, size_t i,
                         bool labelled) {
    float score = weight_begin;
    if (line_is_output(page->lines[i].text))
        score += weight_output_first;
    if (i > section->begin && text_ends(page->lines[i - 1].text, ":"))
        score += weight_colon;
    if (i > section->begin && page->lines[i - 1].toolbar)
        score += weight_toolbar;
    if (labelled)
        score += weight_after_label;
    return score;
}

/* Code that goes on at line i: takes the line, or a part of it. */
static void take_code(const struct plain_page *page, size_t i, float score, float eager, bool begins,
                      struct step *out, struct step *in) {
    const struct plain_line *line = &page->lines[i];
    struct seam seams[SEAM_LIMIT];
    size_t count = seams_find(page, line, seams);
    score += line_weight(line->code < -4 ? -4 : line->code);
    offer(in, (struct step){score, STEP_CODE, begins, 1, 0, 0});
    score -= line_weight(line->code < -4 ? -4 : line->code);
    for (size_t a = 0; a < count; a++) {
        float left = line_score(&page->vocabulary, text_slice(line->text, 0, seams[a].at));
        offer(out, (struct step){score + line_weight(left) + seams[a].score + eager, STEP_END, begins, 1,
                                 seams[a].at, seams[a].score});
    }
}

/* steps[i][s] is how one best gets to be s before line begin + i. eager: added to the score of each seam. */
static void search(const struct plain_page *page, const struct plain_section *section, float eager,
                   struct step (*steps)[2]) {
    size_t n = section->end - section->begin;
    bool labelled = false;
    steps[0][OUT] = (struct step){.kind = STEP_PROSE};
    for (size_t k = 0; k < n; k++) {
        size_t i = section->begin + k;
        const struct plain_line *line = &page->lines[i];
        float out = steps[k][OUT].kind ? steps[k][OUT].score : -INFINITY;
        float in = steps[k][IN].kind ? steps[k][IN].score : -INFINITY;
        float prose = line->labelled ? weight_label : -line_weight(line->code);
        offer(&steps[k + 1][OUT], (struct step){out + prose, STEP_PROSE, false, 1, 0, 0});
        size_t length = isinf(out) ? 0 : diagram_length(page->lines, i, section->end);
        if (length)
            offer(&steps[k + length][OUT], (struct step){out + weight_diagram * (float)length, STEP_DIAGRAM,
                                                         false, (uint32_t)length, 0, 0});
        float begin = line->labelled ? -INFINITY : out + begin_score(page, section, i, labelled);
        bool begins = begin > in;
        if (!isinf(begins ? begin : in))
            take_code(page, i, begins ? begin : in, eager, begins, &steps[k + 1][OUT], &steps[k + 1][IN]);
        labelled = labelled || line->labelled;
    }
}

struct plain_block *plain_add_block(struct plain_page *page, enum block_kind kind, uint32_t line) {
    MEMORY_ROOM(page->blocks, page->block_count, page->block_capacity);
    struct plain_block *block = &page->blocks[page->block_count++];
    *block = (struct plain_block){
        .kind = kind, .line = line, .first = page->piece_count, .boundary = 1, .certain = 1, .grammar = -1};
    return block;
}

static void add_piece(struct plain_page *page, struct text t) {
    MEMORY_ROOM(page->pieces, page->piece_count, page->piece_capacity);
    page->pieces[page->piece_count++] = t;
    page->blocks[page->block_count - 1].count++;
}

/* Text outside code: a labelled part or a paragraph. */
static void add_text(struct plain_page *page, struct text t, uint32_t line, double boundary) {
    struct text words;
    size_t end;
    const struct profile_label *label = plain_label(page->profile, text_slice(t, 0, 400), &words, &end);
    if (label && !block_kind_is_labelled(label->kind))
        label = NULL;
    struct plain_block *block = plain_add_block(page, label ? label->kind : BLOCK_PROSE, line);
    block->boundary = boundary;
    block->text = label ? text_trim(text_from(t, end)) : t;
    if (label) {
        block->words = words;
        block->bare = end == words.len;
        block->tight = end < t.len && !byte_is_blank(t.at[end]);
    }
}

static double certainty(float margin) {
    return 1 / (1 + exp(-0.5 * (double)margin - 0.5));
}

/* i: its first line. Each line of a toolbar above is a block of prose. */
static void open_code(struct plain_page *page, enum block_kind kind, size_t i) {
    struct text lead = {0};
    int row;
    size_t toolbar = plain_toolbar_above(page, i, &row);
    if (page->block_count > toolbar && page->blocks[page->block_count - toolbar - 1].kind == BLOCK_PROSE)
        lead = page->blocks[page->block_count - toolbar - 1].text;
    struct plain_block *block = plain_add_block(page, kind, page->lines[i].number);
    block->lead = lead;
    block->named = row >= 0;
    block->grammar = row;
}

static void close_code(struct plain_page *page, float margin) {
    page->blocks[page->block_count - 1].boundary = certainty(margin);
}

static void apply(struct plain_page *page, const struct step *step, size_t i) {
    const struct plain_line *line = &page->lines[i];
    if (step->kind == STEP_PROSE) {
        add_text(page, line->text, line->number, 1);
        return;
    }
    if (step->kind == STEP_DIAGRAM) {
        open_code(page, BLOCK_DIAGRAM, i);
        page->blocks[page->block_count - 1].boundary = 0.98;
        for (size_t k = 0; k < step->length; k++)
            add_piece(page, page->lines[i + k].text);
        return;
    }
    if (step->begins)
        open_code(page, BLOCK_CODE, i);
    if (step->kind == STEP_CODE) {
        add_piece(page, line->text);
        return;
    }
    add_piece(page, text_slice(line->text, 0, step->seam));
    close_code(page, step->margin);
    add_text(page, text_from(line->text, step->seam), line->number, certainty(step->margin));
}

/* The state one was in before a step. */
static int state_before(const struct step *step) {
    return step->kind == STEP_PROSE || step->kind == STEP_DIAGRAM || step->begins ? OUT : IN;
}

/* The steps of the likeliest sequence, from the last back to the first. */
struct path {
    const struct step **steps;
    size_t count;
    bool code; /* some of it is code or a diagram */
};

static void trace(const struct plain_section *section, bool last, struct step (*steps)[2],
                  struct path *path) {
    size_t n = section->end - section->begin;
    bool cut = last && steps[n][IN].score + weight_cut > steps[n][OUT].score;
    int state = steps[n][IN].kind && (section->glued || cut) ? IN : OUT; /* only code is glued to headings */
    path->count = 0;
    path->code = false;
    for (size_t k = n; k > 0;) {
        const struct step *step = &steps[k][state];
        path->steps[path->count++] = step;
        path->code = path->code || step->kind != STEP_PROSE;
        state = state_before(step);
        k -= step->length;
    }
}

void plain_section_blocks(struct plain_page *page, const struct plain_section *section, bool last) {
    size_t n = section->end - section->begin;
    if (!n)
        return;
    struct step(*steps)[2] = memory_get_zeroed(n + 1, sizeof *steps);
    struct path path = {.steps = memory_get(n * sizeof *path.steps)};
    search(page, section, 0, steps);
    trace(section, last, steps, &path);
    if (!path.code &&
        section->heading != PLAIN_NO_LINE && !section->titled) { /* an example has code: it may take less to see it */
        memset(steps, 0, (n + 1) * sizeof *steps);
        search(page, section, weight_eager, steps);
        trace(section, last, steps, &path);
    }
    size_t line = section->begin;
    while (path.count--) {
        const struct step *step = path.steps[path.count];
        apply(page, step, line);
        line += step->length;
    }
    free(path.steps);
    free(steps);
}

void plain_blocks(struct plain_page *page) {
    for (size_t i = 0; i < page->section_count; i++) {
        const struct plain_section *section = &page->sections[i];
        if (section->heading != PLAIN_NO_LINE) {
            const struct plain_line *heading = &page->lines[section->heading];
            struct plain_block *block = plain_add_block(page, BLOCK_HEADING, heading->number);
            block->text = heading->text;
            block->level = section->titled ? 1 : 2;
            if (page->context->like)
                like_take_heading(page, block);
        }
        bool last = i + 1 == page->section_count;
        if (!page->context->like || !like_take_section(page, section, last))
            plain_section_blocks(page, section, last);
    }
}

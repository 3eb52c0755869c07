/* SPDX-License-Identifier: MIT */
#include "read/plain/joint.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "read/plain/leads.h"
#include "read/plain/places.h"

enum { WINDOW = 40 };

/* Weights, in units of log odds. */
static const float weight_any = -6, weight_command = 2, weight_balanced = 1, weight_unbalanced = -4,
                   weight_contrast = 0.5F, most_contrast = 4, weight_start = 2, weight_no_start = -1,
                   weight_file = 4;

/* Lines of code, the first and the last of which may be parts of pieces. */
struct run {
    struct text lines[WINDOW];
    size_t count;
};

/* The lines between two joints; either may be NULL: the begin or the end of the block. last: those before
 * `to`. */
static void take_run(const struct plain_page *page, const struct plain_block *block, const struct joint *from,
                     const struct joint *to, bool last, struct run *run) {
    size_t begin = from ? from->piece : block->first, end = to ? to->piece + 1 : block->first + block->count;
    if (last && end - begin > WINDOW)
        begin = end - WINDOW;
    run->count = 0;
    for (size_t i = begin; i < end && run->count < WINDOW; i++) {
        struct text t = page->pieces[i];
        if (to && i == to->piece)
            t = text_slice(t, 0, to->at);
        if (from && i == from->piece)
            t = text_slice(t, from->at, t.len);
        run->lines[run->count++] = t;
    }
}

static int weigh_run(const struct guesser *guesser, const struct run *run, float score[GRAMMAR_LIMIT]) {
    float margin;
    guess_weigh(guesser, (struct text){0}, run->lines, run->count, score);
    for (size_t row = 0; row < grammar_count(); row++)
        score[row] += guesser->prior[row];
    return guess_best(score, &margin);
}

/* A command of a shell behind what is no shell's: with an option, or with what it puts out below. */
static float score_command(const struct plain_page *page, const struct guesser *guesser,
                           const struct run *run) {
    int shell = grammar_find(TEXT("bash"));
    bool output = run->count > 1 && line_is_output(run->lines[1]);
    if (output && joint_begins_lines(page, run->lines[0])) /* a command alone */
        return weight_command + weight_start - weight_no_start;
    if (shell < 0 || !terms_starts(guesser->terms, run->lines[0], (size_t)shell))
        return 0;
    return output || text_find(run->lines[0], TEXT(" -"), 0) != TEXT_NONE ? weight_command : 0;
}

/* Whether the run begins as code of that row does: with a file's name, or a line that is its own. */
static float score_start(const struct guesser *guesser, const struct run *run, size_t row) {
    if (!run->count)
        return 0;
    float score = leads_names_file(run->lines[0]) ? weight_file : 0;
    size_t i = 0;
    while (i < run->count && line_comment(run->lines[i]))
        i++;
    if (i)
        return score + (i < run->count && terms_starts(guesser->terms, guess_code(run->lines[i]), row)
                            ? weight_start
                            : 0);
    if (terms_starts(guesser->terms, guess_code(run->lines[i]), row))
        return score + weight_start;
    return score + (text_is(text_of(grammar_at(row)->name), "text") ? 0 : weight_no_start);
}

/* Log odds of a joint, between the joints or ends that stand before and behind it. */
static float judge(const struct plain_page *page, const struct plain_block *block,
                   const struct guesser *guesser, const struct joint *before, const struct joint *joint,
                   const struct joint *behind) {
    struct run left, right;
    float left_score[GRAMMAR_LIMIT], right_score[GRAMMAR_LIMIT];
    take_run(page, block, before, joint, true, &left);
    take_run(page, block, joint, behind, false, &right);
    int a = weigh_run(guesser, &left, left_score), b = weigh_run(guesser, &right, right_score);
    float contrast = fminf(left_score[a] - left_score[b], right_score[b] - right_score[a]);
    float score = weight_any + joint->local + fminf(weight_contrast * contrast, most_contrast);
    score +=
        joint->depth == (before ? before->depth - before->hidden : 0) ? weight_balanced : weight_unbalanced;
    score += score_start(guesser, &right, (size_t)b);
    if (!joint->comment && a != b && text_is(text_of(grammar_at((size_t)b)->name), "bash"))
        score += score_command(page, guesser, &right);
    return score;
}

/* Takes the likeliest joint, then the likeliest beside it, and so on, while any is likelier than not. */
static size_t choose(const struct plain_page *page, const struct plain_block *block,
                     const struct guesser *guesser, struct joints *joints) {
    size_t taken = 0;
    for (;; taken++) {
        float best_score = 0;
        struct joint *best = NULL;
        const struct joint *before = NULL;
        for (size_t i = 0; i < joints->count; i++) {
            struct joint *joint = &joints->list[i];
            if (joint->taken) {
                before = joint;
                continue;
            }
            const struct joint *behind = NULL;
            for (size_t k = i + 1; k < joints->count && !behind; k++)
                behind = joints->list[k].taken ? &joints->list[k] : NULL;
            float score = judge(page, block, guesser, before, joint, behind);
            if (score > best_score) {
                best_score = score;
                best = joint;
            }
        }
        if (!best)
            return taken;
        best->taken = true;
        best->local = best_score;
    }
}

/* The page's blocks and pieces as they become. */
struct parted {
    struct plain_block *blocks;
    size_t block_count, block_capacity;
    struct text *pieces;
    size_t piece_count, piece_capacity;
};

static struct plain_block *put_block(struct parted *parted, struct plain_block block) {
    MEMORY_ROOM(parted->blocks, parted->block_count, parted->block_capacity);
    block.first = parted->piece_count;
    block.count = 0;
    parted->blocks[parted->block_count] = block;
    return &parted->blocks[parted->block_count++];
}

static void put_piece(struct parted *parted, struct text piece) {
    MEMORY_ROOM(parted->pieces, parted->piece_count, parted->piece_capacity);
    parted->pieces[parted->piece_count++] = piece;
    parted->blocks[parted->block_count - 1].count++;
}

/* Whether two lines are the same but for their blanks. */
static bool same_line(struct text a, struct text b) {
    size_t i = 0, k = 0;
    for (;;) {
        while (i < a.len && byte_is_blank(a.at[i]))
            i++;
        while (k < b.len && byte_is_blank(b.at[k]))
            k++;
        if (i == a.len || k == b.len)
            return i == a.len && k == b.len;
        if (a.at[i++] != b.at[k++])
            return false;
    }
}

/* Of the parts of a block that has a version in a sibling page, the one that begins or ends as that does
 * keeps it. */
static void share_version(struct parted *parted, size_t first, const struct block *version) {
    struct text rest = version->text, line, begin = {0}, end = {0};
    while (text_next_line(&rest, &line)) {
        if (text_is_blank(line))
            continue;
        begin = begin.at ? begin : line;
        end = line;
    }
    size_t keeps = first;
    for (size_t i = parted->block_count; i > first; i--) {
        const struct plain_block *part = &parted->blocks[i - 1];
        if (same_line(parted->pieces[part->first], begin) ||
            same_line(parted->pieces[part->first + part->count - 1], end))
            keeps = i - 1;
    }
    for (size_t i = first; i < parted->block_count; i++)
        parted->blocks[i].like = i == keeps ? version : NULL;
}

static void part_block(const struct plain_page *page, const struct plain_block *block,
                       const struct joints *joints, struct parted *parted) {
    struct plain_block *open = put_block(parted, *block);
    size_t next = 0, first = parted->block_count - 1;
    for (size_t i = block->first; i < block->first + block->count; i++) {
        struct text rest = page->pieces[i];
        size_t from = 0;
        for (; next < joints->count && joints->list[next].piece == i; next++) {
            const struct joint *joint = &joints->list[next];
            if (!joint->taken)
                continue;
            put_piece(parted, text_slice(rest, from, joint->at));
            from = joint->at;
            struct plain_block other = *block;
            other.lead = (struct text){0};
            other.named = false; /* what stands above names the first */
            other.line = source_line_at(page->source, (uint32_t)(rest.at + from - page->source->bytes.at));
            open->boundary = other.boundary =
                fmin(block->boundary, 1 / (1 + exp(-0.7 * (double)joint->local)));
            open = put_block(parted, other);
        }
        put_piece(parted, text_from(rest, from));
    }
    if (block->like && parted->block_count > first + 1)
        share_version(parted, first, block->like);
}

bool plain_joints(struct plain_page *page, const struct guesser *guesser) {
    struct parted parted = {0};
    size_t blocks = page->block_count;
    for (size_t i = 0; i < blocks; i++) {
        struct joints joints = {.count = 0};
        const struct plain_block *block = &page->blocks[i];
        long depth = 0;
        for (size_t k = 0; block->kind == BLOCK_CODE && k < block->count; k++)
            joints_find(page, block->first + k,
                        k + 1 < block->count ? page->pieces[block->first + k + 1] : (struct text){0}, &depth,
                        &joints);
        choose(page, block, guesser, &joints);
        part_block(page, block, &joints, &parted);
    }
    free(page->blocks);
    free(page->pieces);
    page->blocks = parted.blocks;
    page->block_count = parted.block_count;
    page->block_capacity = parted.block_capacity;
    page->pieces = parted.pieces;
    page->piece_count = parted.piece_count;
    page->piece_capacity = parted.piece_capacity;
    return page->block_count > blocks;
}

/* SPDX-License-Identifier: MIT */
#include "read/plain/joint.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "read/plain/leads.h"
#include "read/plain/seam.h"
#include "read/plain/shapes.h"

enum { JOINTS = 16, WINDOW = 40, LONG_LINE = 3000, TAG_LONGEST = 64 };

/* Weights, in units of log odds. */
static const float weight_any = -6, weight_closed = 5, weight_letter = 1.5F, weight_statement = 2,
                   weight_bracket = 2, weight_opener = 1.5F, weight_quote = 1.5F, weight_words = -1.5F,
                   weight_markup = 0, weight_command = 2, weight_returned = 2, weight_data = 1.5F,
                   weight_member_name = 1.5F, weight_member = -3, weight_balanced = 1, weight_unbalanced = -4,
                   weight_contrast = 0.5F, most_contrast = 4, weight_start = 2, weight_no_start = -1,
                   weight_file = 4, none = -20;

/* A place in a block where other code may begin. */
struct joint {
    size_t piece, at; /* piece of the page, offset in it */
    long depth;       /* of brackets, from the block's begin; what stands in comments does not count */
    long hidden;      /* of brackets right of it that did not count, as it stands in a comment */
    bool comment;     /* it stands in one */
    float local;      /* by what stands right and left of it */
    bool taken;
};

/* The candidates of a block: the likeliest JOINTS, in order. */
struct joints {
    struct joint list[JOINTS];
    size_t count;
};

/* Lines of code, the first and the last of which may be parts of pieces. */
struct run {
    struct text lines[WINDOW];
    size_t count;
};

/* Whether a word begins lines: of any language by its marks, or of this page. */
static bool begins_lines(const struct plain_page *page, struct text word) {
    return word.len > 1 &&
           ((words_get(&page->vocabulary, word) & WORD_OPENER) != 0 || words_get(&page->openers, word));
}

/* The word at the place, from there on. */
static struct text word_at(const struct place_view *v) {
    size_t end = 0;
    struct text word;
    return words_next(v->right, &end, &word) && word.at == v->right.at ? word : (struct text){0};
}

/* Whether the word around the place is two, the second of which begins lines: "80kubectl apply". */
static bool joins_words(const struct plain_page *page, const struct place_view *v) {
    struct text word = word_at(v);
    size_t at = v->left.len, begin = at, end = at + word.len;
    while (begin && byte_is_word(v->line.at[begin - 1]))
        begin--;
    struct text whole = text_slice(v->line, begin, end);
    bool apart = byte_is_digit(v->before) || (v->before >= 'A' && v->before <= 'Z') ||
                 (begin && v->line.at[begin - 1] == '.');
    if (word.len < 3 || (at - begin < 2 && !apart) || words_get(&page->counts, whole) > 1 ||
        (words_get(&page->vocabulary, whole) & WORD_KEYWORD) || !begins_lines(page, word))
        return false;
    while (end < v->line.len && (v->line.at[end] == '-' || byte_is_word(v->line.at[end])))
        end++;
    if (end == v->line.len)
        return line_is_output(v->below);
    return end + 1 < v->line.len && v->line.at[end] == ' ' && !strchr("=.,:;)", v->line.at[end + 1]);
}

/* Whether a name of the page and a word that begins lines are written together, as they are nowhere else: "Mrequire(". */
static bool ends_name(const struct plain_page *page, const struct place_view *v) {
    struct text word = word_at(v);
    size_t at = v->left.len, begin = at;
    while (begin && byte_is_word(v->line.at[begin - 1]))
        begin--;
    return word.len > 3 && begins_lines(page, word) && words_get(&page->counts, text_slice(v->line, begin, at)) > 1 &&
           words_get(&page->counts, text_slice(v->line, begin, at + word.len)) == 1;
}

/* Whether the text is a word that closes a block. */
static bool closes_block(struct text t) {
    static const char *const closers[] = {"end", "done", "fi", "esac", "endif", "endfunction", NULL};
    size_t i = 0;
    while (closers[i] && !text_is(t, closers[i]))
        i++;
    return closers[i] != NULL;
}

/* Whether the text ends with a closing tag. */
static bool ends_closing_tag(struct text t) {
    size_t at = t.len;
    while (at && t.at[at - 1] != '<' && t.len - at < TAG_LONGEST)
        at--;
    return at && at < t.len && t.at[at - 1] == '<' && t.at[at] == '/' && t.at[t.len - 1] == '>';
}

static bool begins_tag(struct text t) {
    return t.len > 2 && t.at[0] == '<' && (strchr("?!", t.at[1]) || byte_is_alpha(t.at[1])) &&
           text_ends(t, ">");
}

/* "'name' | …": a quote that closes again, and more behind it. */
static bool begins_quote(struct text t) {
    size_t end = t.len > 3 && t.at[0] == '\'' && (byte_is_word(t.at[1]) || t.at[1] == '/') ? text_find_byte(t, '\'', 1) : TEXT_NONE;
    return end != TEXT_NONE && end + 2 < t.len;
}

/* "@Test", "@main": no code has it behind a bracket that closes. */
static bool is_annotation(struct text t) {
    return t.len > 1 && t.at[0] == '@' && byte_is_alpha(t.at[1]);
}

/* Whether the rest of the line begins data: "{" or "[" alone, "[section]", "- key: value". */
static bool begins_data(const struct place_view *v) {
    if (v->quoted || !strchr("[{-", v->after))
        return false;
    if (v->right.len == 1)
        return v->after != '-' && (byte_is_word(v->before) || strchr(")}]>\"'/", v->before));
    if (v->after == '[')
        return byte_is_word(v->before) && line_shape_find(TEXT("@section"))(v->right);
    return text_starts(v->right, "- ") && line_shape_find(TEXT("@key"))(v->right) &&
           (byte_is_word(v->before) || strchr(")}]\"'", v->before));
}

/* Whether the rest of the line is what a shell prints of what it runs, or runs a file: "+ docker ps",
 * "./run". */
static bool begins_run(const struct place_view *v) {
    size_t mark = text_starts(v->right, "./") || text_starts(v->right, "+ ") ? 2 : 0;
    if (text_starts(v->right, "make[") || text_starts(v->right, "make: *** "))
        return true;
    return mark && v->right.len > mark + 1 && byte_is_alpha(v->right.at[mark]) &&
           (seam_closes_only(v->left) || ends_closing_tag(v->left));
}

/* Whether the text is a key or the mark of an item, and one word behind it: "url: https://example.test/". */
static bool is_path_value(struct text t) {
    size_t blank = text_find_byte(t, ' ', 0);
    return blank != TEXT_NONE && blank && strchr(":-", t.at[blank - 1]) &&
           text_find_byte(t, ' ', blank + 1) == TEXT_NONE;
}

/* Whether a text of several lines ends left of the place, and more than its kind stands right of it. */
static bool closes_text(const struct place_view *v) {
    return (text_is(v->left, "\"\"\"") || text_is(v->left, "'''")) &&
           text_find_byte(v->right, ' ', 0) != TEXT_NONE;
}

/* By the kind of the bytes on either side; `none` where no code would begin. */
static float score_sides(const struct plain_page *page, const struct place_view *v) {
    bool letter = byte_is_alpha(v->after),
         closed = seam_closes_only(v->left) || ends_closing_tag(v->left) || closes_text(v);
    bool prompt = text_starts(v->right, ">>> ");
    if (begins_run(v))
        return weight_closed + weight_letter;
    if (begins_data(v))
        return closed ? weight_closed
                      : weight_data +
                            (v->right.len == 1 && text_starts(v->below, "\"") ? weight_member_name : 0);
    if (closed && begins_quote(v->right))
        return weight_closed;
    if (v->quoted || (!prompt && v->after == '>') || strchr(")]},;:=&|?!+*%^~`'\\", v->after) ||
        text_starts(v->right, "</") || (v->after == '-' && !text_starts(v->right, "---")))
        return none;
    if (v->after == '<' && v->before == '>')
        return none;
    if (v->after == '.')
        return closed && v->right.len > 1 && byte_is_alpha(v->right.at[1]) ? weight_closed + weight_member
                                                                           : none;
    if (closes_block(v->left) && byte_is_word(v->after))
        return joins_words(page, v) ? weight_closed : none;
    if (closed)
        return weight_closed + (letter || is_annotation(v->right) ? weight_letter : 0);
    if (v->before == ';' || text_ends(v->left, "*/"))
        return weight_statement;
    if (begins_tag(v->right))
        return byte_is_word(v->before) || strchr(")\"'}", v->before) ? weight_markup : none;
    bool form =
        text_starts(v->right, "(def") || text_starts(v->right, "(ns ") || text_starts(v->right, "(module");
    if (form)
        return weight_statement;
    if (!letter && !text_starts(v->right, "$ ") && !prompt)
        return none;
    if (strchr(")]}", v->before))
        return weight_bracket + (prompt || begins_lines(page, word_at(v)) ? weight_opener : 0);
    if (strchr("\"'`", v->before))
        return v->closes_quote ? weight_quote : none;
    if (v->before == '|' && text_starts(v->left, "| "))
        return weight_bracket; /* behind a row of a table */
    if (v->before == '/' && letter && is_path_value(v->left) && begins_lines(page, word_at(v)))
        return 0;
    if (!byte_is_word(v->before))
        return none;
    if (letter && text_starts(v->left, "return ") && (joins_words(page, v) || ends_name(page, v)))
        return weight_statement + weight_returned;
    return letter && joins_words(page, v) ? seam_score_left(page, v) + weight_words : none;
}

static float score_local(const struct plain_page *page, const struct place_view *v) {
    float comment = seam_score_comment(v);
    return comment > none ? comment : score_sides(page, v);
}

static void keep_joint(struct joints *joints, struct joint joint) {
    size_t worst = 0;
    for (size_t i = 1; i < joints->count; i++)
        if (joints->list[i].local < joints->list[worst].local)
            worst = i;
    if (joints->count == JOINTS) {
        if (joints->list[worst].local >= joint.local)
            return;
        joints->count--;
        memmove(joints->list + worst, joints->list + worst + 1, (joints->count - worst) * sizeof joint);
    }
    joints->list[joints->count++] = joint;
}

/* What a line of code adds to the depth of brackets. */
static long count_brackets(struct text code) {
    long depth = 0;
    for (size_t i = 0; i < code.len; i++)
        depth += strchr("([{", code.at[i]) ? 1 : strchr(")]}", code.at[i]) ? -1 : 0;
    return depth;
}

/* The bytes of a line before its comment. */
static size_t code_length(struct text t, const bool *inside) {
    if (line_comment(t) && !strchr("\"'", t.at[0]))
        return 0;
    size_t length = guess_code(t).len;
    return length + 1 < t.len && inside[length + 1] ? t.len : length;
}

/* Adds the places of one line; *depth is that of the brackets before it. next: the next line of the
 * block, or empty. */
static void find_places(const struct plain_page *page, size_t piece, struct text next, long *depth,
                        struct joints *joints) {
    struct text t = page->pieces[piece];
    bool inside[LONG_LINE + 1];
    if (t.len > LONG_LINE)
        return;
    seam_mark_quoted(t, inside);
    size_t code = code_length(t, inside);
    for (size_t at = 0; at < t.len; at++) {
        if (at && !byte_is_blank(t.at[at]) && !byte_is_blank(t.at[at - 1])) {
            struct place_view v = {t,
                                   text_slice(t, 0, at),
                                   text_from(t, at),
                                   t.at[at - 1],
                                   t.at[at],
                                   .quoted = inside[at],
                                   .closes_quote = inside[at - 1] && !inside[at],
                                   .below = next};
            float local = score_local(page, &v);
            bool comment = at > code;
            if (local > none)
                keep_joint(joints, (struct joint){piece, at, *depth,
                                                  comment ? count_brackets(guess_code(v.right)) : 0, comment,
                                                  local, false});
        }
        if (!inside[at] && at < code)
            *depth += strchr("([{", t.at[at]) ? 1 : strchr(")]}", t.at[at]) ? -1 : 0;
    }
}

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
    if (output && begins_lines(page, run->lines[0])) /* a command alone */
        return weight_command + weight_start - weight_no_start;
    if (shell < 0 || !terms_starts(guesser->terms, run->lines[0], (size_t)shell))
        return 0;
    return output || text_find(run->lines[0], TEXT(" -"), 0) != TEXT_NONE ? weight_command : 0;
}

/* Whether the run begins as code of that row does: with a file's name, or a line that is its own. */
static float score_start(const struct guesser *guesser, const struct run *run, size_t row) {
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
    if (parted->block_count == parted->block_capacity) {
        parted->block_capacity = parted->block_capacity ? parted->block_capacity * 2 : 128;
        parted->blocks = memory_grow(parted->blocks, parted->block_capacity, sizeof *parted->blocks);
    }
    block.first = parted->piece_count;
    block.count = 0;
    parted->blocks[parted->block_count] = block;
    return &parted->blocks[parted->block_count++];
}

static void put_piece(struct parted *parted, struct text piece) {
    if (parted->piece_count == parted->piece_capacity) {
        parted->piece_capacity = parted->piece_capacity ? parted->piece_capacity * 2 : 512;
        parted->pieces = memory_grow(parted->pieces, parted->piece_capacity, sizeof *parted->pieces);
    }
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
            find_places(page, block->first + k,
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

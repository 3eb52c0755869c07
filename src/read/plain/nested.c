/* SPDX-License-Identifier: MIT */
/* Indentation of languages whose blocks are marked: by brackets, by words
 * that open and close, by labels that others stand under. One stack holds
 * what is open; each entry knows where its content and its end belong. */
#include <stdlib.h>

#include "base/memory.h"
#include "read/plain/nesting.h"

static struct level *top(struct nesting *n) {
    return &n->levels[n->depth];
}

struct level *nesting_push(struct nesting *n, char kind, long base, long content) {
    if (n->depth + 1 >= n->capacity) {
        n->capacity *= 2;
        n->levels = memory_grow(n->levels, n->capacity, sizeof *n->levels);
    }
    n->levels[++n->depth] = (struct level){.kind = kind, .base = base, .content = content, .last = content};
    return top(n);
}

static char closer_of(char open) {
    return open == '(' ? ')' : open == '[' ? ']' : open == '{' ? '}' : open == 't' || open == 'h' ? open : 0;
}

/* Closes the innermost open bracket that fits, with what was left open in it; false when there is none. */
bool nesting_pop(struct nesting *n, char closer, long *base) {
    size_t look = n->depth;
    size_t tries = 0;
    while (look && closer_of(n->levels[look].kind) != closer && tries++ < 64)
        look--;
    if (!look || closer_of(n->levels[look].kind) != closer)
        return false;
    *base = n->levels[look].base;
    n->depth = look - 1;
    return true;
}

static bool pop_keyword(struct nesting *n, long *base) {
    size_t look = n->depth;
    while (look && n->levels[look].kind != 'k')
        look--;
    if (!look)
        return false;
    *base = n->levels[look].base;
    n->depth = look - 1;
    return true;
}

/* Which languages do what. */
static bool is_one(const struct nesting *n, const char *list) {
    return layout_listed(list, text_of(n->layout->grammar->name));
}

static bool case_at_margin(const struct nesting *n) {
    return is_one(n, "go swift");
}
static bool has_bare_bodies(const struct nesting *n) {
    return is_one(n, "java typescript javascript tsx jsx csharp c cpp dart kotlin scala php groovy");
}
static bool has_keywords(const struct nesting *n) {
    return n->layout->grammar->style == STYLE_KEYWORDS;
}

static bool starts_any(struct text t, const char *const *list) {
    for (; *list; list++)
        if (text_starts(t, *list))
            return true;
    return false;
}

static bool ends_any(struct text t, const char *const *list) {
    for (; *list; list++)
        if (text_ends(t, *list))
            return true;
    return false;
}

/* What continues the line above, and what asks for a line below. */
static const char *const going_on[] = {
    "&& ", "|| ", "+ ",  "? ",  ": ",  "?? ",     "?: ",      "| ",          "and ",
    "or ", "- ",  "* ",  "<< ", "== ", "throws ", "extends ", "implements ", "<> ",
    "=> ", "as ", ">> ", "& ",  "<- ", "-> ",     "++ ",      "where ",      NULL};
static const char *const asking[] = {" =", "=>", "&&", "||", " +", " ?",  " :=", " -",
                                     " *", "\\", "??", "?:", "+=", " ==", "<<",  NULL};

static bool begins_chain(struct text code) {
    return (text_starts(code, ".") && !text_starts(code, "..")) || text_starts(code, "?.") ||
           text_starts(code, "..") || text_starts(code, "!!.") ||
           (text_starts(code, "->") && code.len > 2 && byte_is_word(code.at[2]));
}

static bool is_pipe(struct text code) {
    return text_starts(code, "|>");
}

static bool asks(const struct nesting *n, struct text code) {
    if (is_one(n, "yaml makefile dockerfile json json5"))
        return text_ends(code, "\\");
    if (is_one(n, "bash"))
        return ends_any(code, (const char *const[]){"\\", "&&", "||", " |", NULL});
    if (is_one(n, "powershell"))
        return ends_any(code, (const char *const[]){" |", "`", " =", "-and", "-or", NULL});
    if (is_one(n, "hcl toml css nginx graphql"))
        return text_ends(code, " =") || text_ends(code, "?");
    return ends_any(code, asking);
}

/* "with {:ok, a} <- f()," goes on in the column behind the word. */
static long hang_of(const struct nesting *n, struct text code) {
    return is_one(n, "elixir") && text_starts(code, "with ") && text_ends(code, ",") ? 5 : 0;
}

static bool is_label(struct text code) {
    struct text word = layout_word(code);
    if (text_is(word, "case"))
        return true;
    return text_is(word, "default") && code.len > 7 &&
           (code.at[7] == ':' || text_starts(text_from(code, 7), " ->") ||
            text_starts(text_from(code, 7), " =>"));
}

static bool is_access_label(struct text code) {
    return text_is(code, "public:") || text_is(code, "private:") || text_is(code, "protected:") ||
           text_is(code, "signals:");
}

static bool opens_cases(struct text code) {
    struct text word;
    for (size_t at = 0; words_next(code, &at, &word);)
        if (text_is(word, "switch") || text_is(word, "select"))
            return true;
    return false;
}

/* "if (…)", "else", "for (…)" with nothing behind it. */
static bool is_bare_head(const struct nesting *n, struct text code) {
    if (!has_bare_bodies(n) || !code.len)
        return false;
    struct text word = layout_word(text_trim_left(text_from(code, text_run(code, '}'))));
    if (text_is(word, "else") && text_ends(code, "else"))
        return true;
    return layout_listed("if for while foreach else", word) && text_ends(code, ")") &&
           text_find(code, TEXT(";"), 0) == TEXT_NONE &&
           (text_find(code, TEXT(") "), 0) == TEXT_NONE || text_is(word, "for"));
}

/* Opens and closes the brackets of a line that stands at `indent`; those at its front were closed already. */
static void take_brackets(struct nesting *n, struct text code, size_t from, long indent) {
    long base;
    for (size_t i = from; i < code.len; i++) {
        if (n->tags && nesting_take_tag(n, code, &i, &indent))
            continue;
        char c = code.at[i];
        if (n->tags && !nesting_counts_brackets(n))
            continue;
        if (c == '(' || c == '[' || c == '{') {
            struct level *level = nesting_push(n, c, indent, indent + n->unit);
            level->cases = c == '{' && opens_cases(i ? text_slice(code, 0, i) : n->previous);
        } else if (c == ')' || c == ']' || c == '}') {
            /* What opens behind the end of a list over several lines belongs to the line that the list began
             * on. */
            if (nesting_pop(n, c, &base) && base < indent)
                indent = base;
        }
    }
}

/* How many bytes at the front close something; *indent is where such a line belongs. */
static size_t take_closers(struct nesting *n, struct text code, long *indent) {
    size_t i = 0;
    long base;
    if (n->tags && (i = nesting_close_tag(n, code, indent)))
        return i;
    if (n->tags && !nesting_counts_brackets(n))
        return 0;
    for (; i < code.len && strchr(")]}", code.at[i]); i++)
        if (nesting_pop(n, code.at[i], &base))
            *indent = base;
    return i;
}

/* Keywords -------------------------------------------------------------- */

static bool has_word(struct text code, const char *wanted) {
    struct text word;
    for (size_t at = 0; words_next(code, &at, &word);)
        if (text_is(word, wanted))
            return true;
    return false;
}

/* A pattern of a shell's case: "start)", "*)", "a|b)". */
static bool is_shell_pattern(struct text code) {
    size_t close = text_find_byte(code, ')', 0);
    return close != TEXT_NONE && close && text_find_byte(text_slice(code, 0, close), '(', 0) == TEXT_NONE &&
           text_find_byte(text_slice(code, 0, close), '$', 0) == TEXT_NONE;
}

/* How many blocks of words the line opens; ones that it closes again do not count. */
static size_t count_openers(const struct nesting *n, struct text code) {
    struct text first = layout_word(code), word;
    size_t opened = 0, closed = 0;
    for (size_t at = 0; words_next(code, &at, &word);)
        closed += layout_listed("end fi done esac", word) && word.at != first.at &&
                  (word.at == code.at || word.at[-1] == ' ');
    if (is_one(n, "bash")) {
        opened = text_ends(code, "then") || has_word(code, "then") || text_ends(code, " do") ||
                 text_is(code, "do") || has_word(code, "do") ||
                 (text_is(first, "case") && text_ends(code, " in"));
        opened = opened && !text_is(first, "echo") ? 1 : 0;
    } else if (is_one(n, "elixir")) {
        opened = text_ends(code, " do") || text_is(code, "do") ? 1 : 0;
        for (size_t at = 0; words_next(code, &at, &word);)
            opened += text_is(word, "fn");
    } else if (is_one(n, "lua")) {
        opened = has_word(code, "then") || has_word(code, "do") || text_is(first, "repeat") ? 1 : 0;
        opened += has_word(code, "function") ? 1 : 0;
    } else {
        bool def = text_is(first, "def") && (text_find(code, TEXT(") = "), 0) != TEXT_NONE);
        opened =
            layout_listed(
                "def class module if unless case while until for begin function struct mutable let macro quote try",
                first) &&
                    !def
                ? 1
                : 0;
        if (!opened && (has_word(code, "do")))
            opened = 1;
        else if (!opened && (text_find(code, TEXT("= if "), 0) != TEXT_NONE ||
                             text_find(code, TEXT("= case"), 0) != TEXT_NONE ||
                             text_find(code, TEXT("= begin"), 0) != TEXT_NONE))
            opened = 1;
    }
    return opened > closed ? opened - closed : 0;
}

static bool is_clause(const struct nesting *n, struct text code) {
    if (!is_one(n, "elixir"))
        return false;
    if (text_find(code, TEXT("fn "), 0) != TEXT_NONE || has_word(code, "fn"))
        return false;
    return text_ends(code, "->") || text_find(code, TEXT(" -> "), 0) != TEXT_NONE;
}

static bool opens_clauses(struct text code) {
    return layout_listed("case cond receive with", layout_word(code)) || has_word(code, "case") ||
           has_word(code, "cond") || has_word(code, "with") || has_word(code, "receive") ||
           has_word(code, "fn") || layout_listed("rescue else catch after", layout_word(code));
}

/* Where a line with keywords belongs; takes what it closes. */
static bool place_keywords(struct nesting *n, struct text code, long *indent) {
    struct text first = layout_word(code);
    const struct grammar *g = n->layout->grammar;
    if (layout_listed(g->closes, first) || text_is(first, "end"))
        return pop_keyword(n, indent);
    if (layout_listed(g->middles, first)) {
        size_t look = n->depth;
        while (look && n->levels[look].kind != 'k')
            look--;
        if (look) {
            n->depth = look;
            *indent = top(n)->base;
            top(n)->content = top(n)->base + n->unit;
            top(n)->last = top(n)->content;
            top(n)->chain = top(n)->goes_on = false;
            if (is_one(n, "elixir"))
                top(n)->clauses = true;
            return true;
        }
    }
    if (top(n)->kind == 'k' && top(n)->cases && is_one(n, "bash") && is_shell_pattern(code)) {
        *indent = top(n)->base + n->unit;
        top(n)->content = *indent + n->unit;
        return true;
    }
    if (top(n)->kind == 'k' && top(n)->clauses && is_clause(n, code)) {
        *indent = top(n)->base + n->unit;
        top(n)->content = text_ends(code, "->") ? *indent + n->unit : *indent;
        return true;
    }
    return false;
}

static void open_keywords(struct nesting *n, struct text code, long indent) {
    /* "x = case y": what belongs to the word stands under it. */
    size_t assigned = is_one(n, "ruby") ? text_find(code, TEXT("= case"), 0) : TEXT_NONE;
    if (assigned == TEXT_NONE && is_one(n, "ruby"))
        assigned = text_find(code, TEXT("= if "), 0);
    if (assigned != TEXT_NONE)
        indent += (long)assigned + 2;
    for (size_t count = count_openers(n, code); count; count--) {
        struct level *level = nesting_push(n, 'k', indent, indent + n->unit);
        level->cases = is_one(n, "bash") && text_is(layout_word(code), "case");
        level->clauses = is_one(n, "elixir") && opens_clauses(code);
    }
}

/* Lines ------------------------------------------------------------------ */

/* The next line of code below, or an empty text. */
static struct text next_code(const struct layout *layout, size_t i) {
    size_t next = layout->lines[i].next;
    return next < layout->count ? layout->lines[next].code : (struct text){0};
}

static long place_comment(struct nesting *n, const struct layout_line *line, size_t i) {
    struct level *level = top(n);
    if (line->inside) {
        bool star = text_starts(line->text, "*");
        return level->content + (star ? 1 : 0);
    }
    if (line->annotation) {
        if ((level->chain || level->goes_on) && n->depth && i)
            return level->last;
        return level->chain || level->goes_on ? level->last : level->content;
    }
    struct text next = next_code(n->layout, i);
    if (level->cases && level->kind == '{' && is_label(next))
        return level->base + (case_at_margin(n) ? 0 : n->unit);
    if (level->cases && level->kind == 'k' && is_shell_pattern(next))
        return level->base + n->unit;
    if (level->clauses && is_clause(n, next))
        return level->base + n->unit;
    if (level->chain && begins_chain(next))
        return level->last;
    return level->content;
}

static long place_code(struct nesting *n, struct text code, bool *labelled) {
    struct level *level = top(n);
    if (level->kind == '{' && (level->cases || is_one(n, "scala")) && is_label(code)) {
        long indent = level->base + (case_at_margin(n) ? 0 : n->unit);
        level->content = indent + n->unit;
        *labelled = true;
        return indent;
    }
    if (level->kind == '{' && is_access_label(code)) {
        *labelled = true;
        return level->base;
    }
    if (n->markup && !nesting_counts_brackets(n))
        return level->content;
    if (begins_chain(code) && !is_one(n, "css dockerfile makefile bash")) {
        long indent = level->chain ? level->last : level->last + (is_one(n, "dart") ? 4 : n->unit);
        level->chain = true;
        return indent;
    }
    if (is_pipe(code))
        return level->last;
    bool continues = !is_one(n, "bash yaml css markdown text ruby dockerfile") &&
                     starts_any(code, going_on) && level->last >= level->content;
    if (is_one(n, "rust swift") && (text_starts(code, "where") || text_starts(code, "& ")))
        continues = false;
    if (n->depth == 0 && text_starts(code, "- "))
        continues = false;
    if (continues || level->goes_on || level->single) {
        if (text_starts(code, "{"))
            return level->content;
        long step = is_one(n, "bash") ? n->layout->shell_step : n->unit;
        bool again = level->chain || (level->last > level->content && (continues || level->goes_on));
        return again ? level->last : level->content + step;
    }
    return level->content + level->hang;
}

static void after_code(struct nesting *n, struct text code, long indent, size_t depth_before) {
    struct level *level = top(n);
    if (n->depth > depth_before)
        return;
    if (n->markup && !nesting_counts_brackets(n)) {
        *level = (struct level){.kind = level->kind,
                                .base = level->base,
                                .content = level->content,
                                .last = level->content,
                                .script = level->script};
        return;
    }
    bool complete = text_ends(code, ";") || text_ends(code, ",") || text_ends(code, "{");
    level->goes_on = asks(n, code) && !is_label(code);
    level->hang = level->hang && text_ends(code, ",") ? level->hang : hang_of(n, code);
    level->single = is_bare_head(n, code);
    bool closing = code.len && strchr(")]}", code.at[0]);
    if (complete) {
        level->chain = level->goes_on = false;
        level->last = level->content;
        return;
    }
    if (!closing)
        level->last = indent;
    if (!begins_chain(code) && !closing && !level->goes_on)
        level->chain = false;
}

static void place_line(struct nesting *n, size_t i) {
    struct layout_line *line = &n->layout->lines[i];
    if (line->comment) {
        line->indent = place_comment(n, line, i);
        return;
    }
    if (line->inside) {
        line->indent = is_one(n, "bash hcl ruby typescript javascript go dockerfile") ? 0 : top(n)->content;
        take_brackets(n, line->code, 0, line->indent);
        return;
    }
    struct text code = line->code;
    long indent = -1;
    bool labelled = false;
    size_t closers = take_closers(n, code, &indent);
    if (indent < 0 && has_keywords(n) && !place_keywords(n, code, &indent))
        indent = -1;
    if (indent < 0)
        indent = place_code(n, code, &labelled);
    line->indent = indent;
    size_t depth = n->depth;
    take_brackets(n, code, closers, indent);
    n->previous = code;
    if (has_keywords(n) && !layout_listed(n->layout->grammar->middles, layout_word(code)))
        open_keywords(n, code, indent - n->levels[depth <= n->depth ? depth : n->depth].hang);
    if (n->depth > depth) {
        n->levels[depth].single = false;
        n->levels[depth].last = indent > n->levels[depth].content ? indent : n->levels[depth].content;
        n->levels[depth].goes_on = false;
        n->levels[depth].hang = 0;
        return;
    }
    if (labelled) {
        top(n)->last = top(n)->content;
        top(n)->chain = top(n)->goes_on = top(n)->single = false;
    } else {
        after_code(n, code, indent, depth);
    }
    if (is_one(n, "bash") && text_ends(code, ";;") && top(n)->cases)
        top(n)->content = top(n)->base + n->unit;
}

void layout_nested(struct layout *layout) {
    struct nesting n = {.layout = layout,
                        .tags = layout_listed("html xml tsx jsx", text_of(layout->grammar->name)),
                        .markup = layout->grammar->style == STYLE_TAGS,
                        .unit = (long)layout->grammar->unit,
                        .capacity = 64};
    n.levels = memory_get_zeroed(n.capacity, sizeof *n.levels);
    for (size_t i = 0; i < layout->count; i++)
        place_line(&n, i);
    if (n.depth)
        layout->confidence *= 0.8;
    free(n.levels);
}

/* SPDX-License-Identifier: MIT */
/* Statements over several lines: which line goes on with the one above, and in which column. */
#include "read/plain/nesting.h"

struct running running_none(void) {
    return (struct running){.first = NO_COLUMN,
                            .last = NO_COLUMN,
                            .chain = NO_COLUMN,
                            .operand = NO_COLUMN,
                            .question = NO_COLUMN,
                            .value = NO_COLUMN,
                            .bare = NO_COLUMN};
}

static bool is_one(const struct nesting *n, const char *list) {
    return layout_listed(list, text_of(n->layout->grammar->name));
}

bool running_begins_chain(const struct nesting *n, struct text code) {
    if (n->levels[n->depth].sheet)
        return false;
    if (is_one(n, "css scss dockerfile makefile bash nginx markdown text yaml lua"))
        return is_one(n, "lua") && code.len > 1 && code.at[0] == ':' && byte_is_alpha(code.at[1]);
    if (text_starts(code, "..."))
        return false;
    return (code.len > 1 && code.at[0] == '.' && !byte_is_digit(code.at[1]) && code.at[1] != ' ') ||
           text_starts(code, "?.") || text_starts(code, "!!.") || text_starts(code, "&.") ||
           text_starts(code, "?->") || (text_starts(code, "->") && code.len > 2 && byte_is_word(code.at[2]));
}

static enum asking asks(const struct nesting *n, struct text code) {
    if (!layout_ends_any(code, n->conventions->asking))
        return ASKS_NOTHING;
    static const char *const values[] = {" =", "=>", ":=", "->", ":", " by", "?:", "=", NULL};
    bool compares = text_ends(code, "==") || text_ends(code, "!=") || text_ends(code, "<=");
    return layout_ends_any(code, values) && !compares ? ASKS_VALUE : ASKS_OPERAND;
}

/* "if (…)", "else", "for (…)" with nothing behind it. */
static bool is_bare_head(const struct nesting *n, struct text code) {
    if (!nesting_is(n, BARE_BODIES) || !code.len)
        return false;
    struct text rest = text_trim_left(text_from(code, text_run(code, '}'))), word = layout_word(rest);
    if (text_is(word, "else")) {
        rest = text_trim_left(text_from(rest, 4));
        if (!rest.len)
            return true;
        word = layout_word(rest);
    }
    if (!layout_listed("if for while foreach", word) || !text_ends(rest, ")"))
        return false;
    long depth = 0;
    for (size_t i = word.len; i < rest.len; i++) {
        depth += rest.at[i] == '(' ? 1 : rest.at[i] == ')' ? -1 : 0;
        if (!depth && rest.at[i] == ')')
            return i + 1 == rest.len;
    }
    return false;
}

/* The last line of such a head over several lines. */
static bool ends_head(const struct nesting *n, const struct running *now, struct text code) {
    long depth = 0;
    for (size_t i = 0; i < code.len; i++)
        depth += code.at[i] == '(' ? 1 : code.at[i] == ')' ? -1 : 0;
    return nesting_is(n, BARE_BODIES) && now->controls && depth < 0 && text_ends(code, ")");
}

bool running_is_label(const struct nesting *n, struct text code) {
    struct text word = layout_word(code), rest = text_from(code, word.len);
    if (is_one(n, "scala") && text_is(word, "case"))
        return !text_starts(rest, " class ") && !text_starts(rest, " object ");
    if (text_is(word, "case"))
        return text_starts(rest, " ") && !text_ends(code, ",");
    if (text_is(word, "default"))
        return text_starts(rest, ":") || text_starts(rest, " ->") || text_starts(rest, " =>");
    return text_starts(code, "@unknown default:");
}

/* How a line goes on with the one above. */
enum going { GOES_NEW, GOES_CHAIN, GOES_QUESTION, GOES_COLON, GOES_OPERAND, GOES_ASKED };

static enum going going_on(const struct nesting *n, const struct level *level, struct text code) {
    const struct running *now = &level->now;
    if (!now->begun)
        return GOES_NEW;
    if (running_begins_chain(n, code))
        return GOES_CHAIN;
    if (text_starts_any(code, n->conventions->leading) || (code.len == 1 && strchr("?:|", code.at[0]))) {
        if (code.at[0] == '?' && code.at[1] == ' ')
            return GOES_QUESTION;
        if (code.at[0] == ':')
            return GOES_COLON;
        bool query = nesting_is(n, WHERE_CLAUSES) && text_starts(code, "where ");
        return query ? GOES_NEW : GOES_OPERAND;
    }
    if (nesting_is(n, QUERIES) && now->value != NO_COLUMN &&
        layout_listed("from where select orderby join let group into on", layout_word(code)))
        return GOES_OPERAND;
    if (is_one(n, "cpp nginx c") && code.at[0] == '"' && (now->value != NO_COLUMN || now->texts))
        return GOES_OPERAND;
    return now->asks == ASKS_NOTHING ? GOES_NEW : GOES_ASKED;
}

bool running_goes_on(const struct nesting *n, struct text code) {
    return code.len && going_on(n, &n->levels[n->depth], code) != GOES_NEW;
}

static long chain_column(const struct nesting *n, const struct running *now, struct text code) {
    long step = text_starts(code, "..") ? n->unit : n->step;
    if (now->braced && nesting_is(n, CHAIN_AT_BRACE))
        return now->last;
    if (now->closed && is_one(n, "rust"))
        return now->last;
    return now->last + step;
}

static long operand_column(const struct nesting *n, const struct level *level, struct text code, bool leads) {
    const struct running *now = &level->now;
    if (is_one(n, "elixir") && text_starts(code, "when "))
        return now->first + 2 * n->unit;
    if (is_one(n, "elixir") && text_starts(code, "|>"))
        return now->value != NO_COLUMN ? now->value : now->last;
    if (is_one(n, "nginx") && !now->quoted && strchr("'\"", code.at[0]))
        return now->first + n->unit;
    bool quoted = !now->quoted || code.at[0] == '"' || code.at[0] == '\'';
    if (now->texts)
        return now->last;
    if (leads && now->returns && now->value == now->first + 7 && is_one(n, "c"))
        return now->value - (long)text_find_byte(code, ' ', 0) - 1;
    if (now->value != NO_COLUMN && quoted && !(leads && now->returns))
        return now->value;
    if (level->flat)
        return level->content;
    if (is_one(n, "rust") && text_starts(code, "| "))
        return now->last;
    if (now->valued)
        return nesting_is(n, PRETTIER) ? now->last : now->last + n->step;
    return now->first + n->step;
}

/* "key: value", an argument with a name. */
static bool is_keyed(struct text code) {
    struct text word = layout_word(code);
    return word.len && text_starts(text_from(code, word.len), ": ");
}

/* A call without parentheses whose list of arguments goes on below: they stand under the first one. */
static void ask_argument(struct running *now, struct text code) {
    struct text word = layout_word(code), rest = text_from(code, word.len);
    if (now->operand == NO_COLUMN && (!word.len || !text_starts(rest, " ")))
        now->operand = now->first;
    now->asks = ASKS_ARGUMENT;
    if (now->value != NO_COLUMN || now->operand != NO_COLUMN)
        return;
    now->value = now->last + (long)word.len + 1;
    now->first = now->valued ? now->last : now->first;
    now->keyed = is_keyed(text_trim_left(rest));
}

/* Commands of a Dockerfile stand under each other, their arguments further in. */
static long docker_column(const struct nesting *n, const struct running *now, struct text code) {
    enum { ARGUMENT = 4, OPTION = 2 };
    static const char *const leads[] = {"&& ", "|| ", "| ", NULL};
    long command = now->first + n->step;
    if (text_starts_any(code, leads) || now->last == now->first)
        return command;
    if (now->last != command || code.at[0] == '#')
        return now->last;
    if (text_starts_any(n->previous, leads))
        return command + ARGUMENT;
    return command + (code.at[0] == '-' && n->previous.at[0] != '-' ? OPTION : 0);
}

static long asked_column(const struct nesting *n, const struct level *level, struct text code) {
    const struct running *now = &level->now;
    if (is_one(n, "dockerfile") && now->value == NO_COLUMN)
        return docker_column(n, now, code);
    if (now->asks == ASKS_BODY)
        return now->last + n->unit;
    if (now->asks == ASKS_ARGUMENT && now->operand == NO_COLUMN)
        return is_keyed(code) && !now->keyed && is_one(n, "elixir") ? now->first + n->unit : now->value;
    if (now->asks == ASKS_VALUE) {
        bool arrows = nesting_is(n, PRETTIER) && now->valued && now->arrow &&
                      (text_ends(code, "=>") || text_ends(code, "=> {"));
        return arrows ? now->last : now->last + n->step;
    }
    return now->operand != NO_COLUMN ? now->operand : operand_column(n, level, code, false);
}

/* The column of an opening brace on a line of its own. */
static long brace_column(const struct level *level) {
    const struct running *now = &level->now;
    if (!now->begun || now->behind)
        return now->behind ? level->base : level->content;
    return now->valued ? now->last : now->first;
}

static void begin(struct nesting *n, struct running *now, struct text code, long indent) {
    struct text word = layout_word(code);
    *now = running_none();
    now->begun = true;
    n->annotated = false;
    now->first = now->last = indent;
    now->type = unclosed_holds_members(n, code);
    now->controls = layout_listed("if while for foreach else switch match guard when catch", word);
    now->returns = text_is(word, "return");
    if (running_begins_chain(n, code))
        now->chain = indent;
    now->property = text_ends(code, ":") || text_find(code, TEXT(": "), 0) != TEXT_NONE;
    size_t at = TEXT_NONE;
    if (nesting_is(n, ALIGNS_VALUES)) {
        at = text_find(code, TEXT(" = "), 0);
        at = at == TEXT_NONE || layout_listed("def defp", word) ? TEXT_NONE : at + 3;
        if (layout_listed("with for", word) && text_ends(code, ","))
            at = word.len + 1;
        if (at == TEXT_NONE && layout_listed("assert refute", word))
            at = word.len + 1;
    } else if (now->returns && nesting_is(n, ALIGNS_RETURNS)) {
        at = 7;
    } else if (nesting_is(n, ALIGNS_RETURNS) && text_find(code, TEXT(" = "), 0) != TEXT_NONE) {
        at = text_find(code, TEXT(" = "), 0) + 3;
        now->returns = true;
    } else if (nesting_is(n, QUERIES)) {
        at = text_starts(code, "from ") ? 0 : text_find(code, TEXT("= from "), 0);
        at = at == TEXT_NONE || !at ? at : at + 2;
    } else if (is_one(n, "dockerfile")) {
        at = text_is(word, "LABEL") ? 6 : TEXT_NONE;
    } else if (is_one(n, "cpp") && (at = text_find(code, TEXT(" << "), 0)) != TEXT_NONE) {
        at = at + 1;
    } else if (is_one(n, "nginx c cpp")) {
        size_t quote = text_find_byte(code, is_one(n, "nginx") ? '\'' : '"', 0);
        at = is_one(n, "nginx") && quote == TEXT_NONE ? text_find_byte(code, '"', 0) : quote;
        now->quoted = at != TEXT_NONE;
        if (is_one(n, "nginx") && at == TEXT_NONE && word.len + 1 < code.len)
            at = word.len + 1;
    }
    now->value = at == TEXT_NONE ? NO_COLUMN : indent + (long)at;
}

static bool is_access_label(const struct nesting *n, struct text code) {
    if (!code.len || code.at[code.len - 1] != ':')
        return false;
    struct text word = layout_word(code);
    if (word.len + 1 != code.len)
        return text_is(code, "public slots:");
    return layout_listed("public private protected signals", word) ||
           (nesting_is(n, GOTO_LABELS) && !text_is(word, "default") && word.len);
}

/* Labels that the next lines stand under; false where the line is none. */
static bool place_label(struct nesting *n, struct level *level, struct text code, long *indent) {
    if (level->kind == '{' && (level->cases || is_one(n, "scala")) && running_is_label(n, code)) {
        *indent = level->base + (n->flush_labels ? 0 : n->unit);
        level->content = *indent + n->unit;
    } else if (level->kind == '{' && is_access_label(n, code)) {
        *indent = level->base;
    } else {
        return false;
    }
    level->now = running_none();
    n->opened = true;
    return true;
}

long running_place(struct nesting *n, struct text code) {
    struct level *level = nesting_top(n);
    struct running *now = &level->now;
    long indent;
    if (nesting_is(n, PREPROCESSOR) && code.len && code.at[0] == '#')
        return 0;
    if (place_label(n, level, code, &indent))
        return indent;
    if (text_starts(code, "{") && now->begun && !level->flat) {
        bool value = now->begun && now->asks == ASKS_VALUE && !is_one(n, "csharp");
        if (!value && (text_is(code, "{") || now->asks == ASKS_BODY))
            return brace_column(level);
    }
    if (text_is(code, "[") && is_one(n, "csharp") && now->begun && now->asks == ASKS_VALUE)
        return brace_column(level);
    enum going going = going_on(n, level, code);
    if (now->asks == ASKS_BODY && going == GOES_ASKED)
        now->bare = now->last;
    bool valued = going == GOES_ASKED && now->asks == ASKS_VALUE;
    switch (going) {
    case GOES_CHAIN:
        if (now->chain == NO_COLUMN)
            now->chain = chain_column(n, now, code);
        indent = now->chain;
        break;
    case GOES_QUESTION:
        if (now->question == NO_COLUMN || nesting_is(n, PRETTIER))
            now->question = now->last + n->unit;
        indent = now->question;
        break;
    case GOES_COLON:
        if (now->question != NO_COLUMN) {
            indent = now->question;
            break;
        } /* fall through */
    case GOES_OPERAND:
        if (now->operand == NO_COLUMN)
            now->operand = operand_column(n, level, code, true);
        indent = now->operand;
        break;
    case GOES_ASKED:
        indent = asked_column(n, level, code);
        if ((now->asks == ASKS_OPERAND || now->asks == ASKS_ARGUMENT) && !is_one(n, "dockerfile"))
            now->operand = indent;
        break;
    default:
        indent = level->content;
        if (text_is(layout_word(code), "else") && now->bare != NO_COLUMN)
            indent = now->bare;
        begin(n, now, code, indent);
        return indent;
    }
    if (valued && nesting_is(n, QUERIES) && text_starts(code, "from "))
        now->value = indent;
    n->guesses++;
    now->last = indent;
    now->valued = valued;
    now->braced = now->closed = now->behind = false;
    return indent;
}

static const char *const head_goes_on[] = {"throws ", "extends ", "implements ", "permits ",
                                           "where ",  ": ",       "-> ",         NULL};

long running_base(const struct nesting *n, struct text code, long indent) {
    const struct running *now = &n->levels[n->depth].now;
    if (!now->begun || now->first == NO_COLUMN || indent <= now->first || !nesting_is(n, BLOCK_VALUES))
        return indent;
    bool head = text_starts_any(code, head_goes_on) || now->controls || now->asks == ASKS_ITEM;
    return head && text_ends(code, "{") && !text_ends(code, "=> {") && !running_begins_chain(n, code)
               ? now->first
               : indent;
}

/* What a list begins behind whose items align although no bracket holds them. */
static const struct {
    const char *language, *head;
} list_heads[] = {
    {"cpp", ": "},       {"kotlin", "where "},  {"swift", "if "},        {"swift", "guard "},
    {"swift", "while "}, {"swift", "else if "}, {"swift", "} else if "},
};

static bool is_list_item(const struct nesting *n, struct running *now, struct text code, long indent) {
    if (is_one(n, "swift") && text_is(code, "guard")) {
        now->operand = indent + n->unit;
        return true;
    }
    if (!text_ends(code, ","))
        return false;
    if (now->asks == ASKS_ITEM)
        return true;
    for (size_t i = 0; i < sizeof list_heads / sizeof *list_heads; i++)
        if (is_one(n, list_heads[i].language) && text_starts(code, list_heads[i].head)) {
            now->operand = indent + (long)strlen(list_heads[i].head);
            return true;
        }
    return false;
}

void running_take(struct nesting *n, struct text code, long indent) {
    struct level *level = nesting_top(n);
    struct running *now = &level->now;
    if (n->markup && !nesting_counts_brackets(n)) {
        *now = running_none();
        return;
    }
    bool ends = nesting_is(n, ENDS_STATEMENTS);
    bool lists = ends && now->property && text_ends(code, ",");
    if (!now->begun && is_one(n, "swift"))
        begin(n, now, code, indent);
    if (is_list_item(n, now, code, indent)) {
        now->asks = ASKS_ITEM;
        return;
    }
    if (text_ends(code, ";") || (text_ends(code, ",") && !lists) || (text_ends(code, "{"))) {
        bool block = !level->kind || level->kind == 'k' || (level->kind == '{' && is_one(n, "groovy"));
        bool calls = n->keywords || is_one(n, "groovy");
        block = block || (is_one(n, "elixir") && (text_starts(code, "from ") || now->asks == ASKS_ARGUMENT));
        if (calls && block && now->begun && text_ends(code, ","))
            ask_argument(now, code);
        else
            *now = running_none();
        return;
    }
    if (!now->begun)
        begin(n, now, code, indent);
    bool closing = code.len && strchr(")]}", code.at[0]);
    if (closing) {
        now->braced = code.at[0] == '}';
        now->closed = true;
        now->last = indent;
        now->valued = false;
    }
    now->asks = is_bare_head(n, code) || ends_head(n, now, code) ? ASKS_BODY : asks(n, code);
    now->arrow = text_ends(code, "=>");
    now->texts = is_one(n, "c cpp") && indent > now->first && code.at[0] == '"' && text_ends(code, "\"");
    if (ends && !now->asks && (now->property || is_one(n, "nginx")) && !text_ends(code, "}"))
        now->asks = ASKS_OPERAND;
    if (text_ends(code, "}") && !closing && ends)
        *now = running_none();
}

/* SPDX-License-Identifier: MIT */
/* SQL: clauses stand at the margin of their statement or parenthesis, what belongs to them further in. In the
 * bodies of procedures words open and close blocks: BEGIN, IF, LOOP, CASE … END. */
#include "read/plain/layout.h"

enum { DEEP = 100, WORD = 24, NO_COLUMN = -1 };

/* What a statement is, which says what its further lines are. */
enum head {
    HEAD_QUERY,    /* clauses stand at its margin */
    HEAD_DEFINING, /* CREATE TRIGGER, ALTER, GRANT: all further in */
    HEAD_FUNCTION, /* CREATE FUNCTION: its properties at the margin */
    HEAD_MERGE,    /* WHEN at the margin, what it does further in */
    HEAD_LIST,     /* the items of a parenthesis */
};

enum kind {
    KIND_ROOT,
    KIND_PAREN,
    KIND_CASE,    /* an expression */
    KIND_CHOICE,  /* CASE as a statement */
    KIND_BLOCK,   /* BEGIN, IF, LOOP */
    KIND_DECLARE, /* up to its BEGIN */
};

struct frame {
    enum kind kind;
    long line;      /* column of its end, and of the line that opened it */
    long base;      /* column of what stands in it */
    long labels;    /* column of WHEN in it */
    bool exception; /* its EXCEPTION was met */
    /* the statement that it is in */
    bool begun;
    enum head head;
    long item; /* column of the items of the clause */
    long on;   /* column of ON, for the ANDs behind it */
    bool asks; /* the line above is not complete */
};

struct sql {
    struct layout *layout;
    struct frame frames[DEEP];
    size_t depth;
    long unit;
    bool body;      /* in a procedure: between $$ and $$ */
    bool annotated; /* the statement has annotations on lines of their own */
    long pending;   /* column of "FOR … IN" whose LOOP comes below */
};

static const char clauses[] =
    "SELECT INTO FROM WHERE GROUP ORDER HAVING LIMIT OFFSET JOIN LEFT RIGHT INNER FULL CROSS NATURAL OUTER UNION EXCEPT INTERSECT "
    "VALUES SET ROWS RANGE RETURNING INSERT UPDATE DELETE WITH WINDOW EXPLAIN PARTITION FETCH USING DO AS WHEN";
static const char properties[] =
    "AFTER BEFORE INSTEAD FOR WHEN SET RETURNS LANGUAGE AS SECURITY STABLE IMMUTABLE VOLATILE STRICT PARALLEL COST CALLED BEGIN DECLARE END SELECT WITH";

static struct text upper(struct text word, char *buffer) {
    size_t n = word.len < WORD ? word.len : WORD;
    for (size_t i = 0; i < n; i++)
        buffer[i] = word.at[i] >= 'a' && word.at[i] <= 'z' ? (char)(word.at[i] - 32) : word.at[i];
    return (struct text){buffer, n};
}

/* The words of a line that say what it is. */
struct words_of {
    char space[3][WORD];
    struct text first, second, last;
};

static struct text word_at(struct text code, size_t from, char *buffer) {
    return upper(layout_word(text_trim_left(text_from(code, from))), buffer);
}

static void read_words(struct text code, struct words_of *words) {
    /* cppcheck-suppress uninitvar ; the space is to be written to */
    words->first = word_at(code, 0, words->space[0]);
    words->second = word_at(code, words->first.len, words->space[1]);
    size_t end = code.len;
    while (end && strchr(";,( ", code.at[end - 1]))
        end--;
    size_t begin = end;
    while (begin && byte_is_word(code.at[begin - 1]))
        begin--;
    words->last = upper(text_slice(code, begin, end), words->space[2]);
}

static struct frame *top(struct sql *sql) {
    return &sql->frames[sql->depth];
}

static struct frame *push(struct sql *sql, enum kind kind, long line, long base) {
    if (sql->depth + 1 < DEEP)
        sql->depth++;
    *top(sql) = (struct frame){.kind = kind,
                               .line = line,
                               .base = base,
                               .labels = base,
                               .head = kind == KIND_PAREN ? HEAD_LIST : HEAD_QUERY,
                               .item = NO_COLUMN,
                               .on = NO_COLUMN};
    return top(sql);
}

/* Closes the innermost frame of a kind, if there is one above the last block; NO_COLUMN otherwise. */
static long pop(struct sql *sql, enum kind kind) {
    size_t look = sql->depth;
    while (look && sql->frames[look].kind != kind)
        look--;
    if (!look)
        return NO_COLUMN;
    long line = sql->frames[look].line;
    sql->depth = look - 1;
    return line;
}

static void end_statement(struct frame *frame) {
    frame->begun = frame->asks = false;
    frame->item = frame->on = NO_COLUMN;
}

/* SQLite: "CREATE TRIGGER … BEGIN … END;" */
static bool has_body(const struct layout *layout, size_t line) {
    for (size_t i = line, tries = 0; i < layout->count && tries < 8; i = layout->lines[i].next, tries++)
        if (text_ends(layout->lines[i].code, "BEGIN"))
            return true;
        else if (text_ends(layout->lines[i].code, ";"))
            break;
    return false;
}

static enum head head_of(struct sql *sql, const struct words_of *words, size_t line) {
    struct text code = sql->layout->lines[line].code;
    if (layout_listed("CREATE", words->first)) {
        if (text_find(code, TEXT("TRIGGER"), 0) != TEXT_NONE && has_body(sql->layout, line)) {
            sql->body = true;
            return HEAD_FUNCTION;
        }
        bool routine = text_find(code, TEXT("FUNCTION"), 0) != TEXT_NONE ||
                       text_find(code, TEXT("PROCEDURE"), 0) != TEXT_NONE;
        return routine && text_find(code, TEXT("EXECUTE"), 0) == TEXT_NONE ? HEAD_FUNCTION : HEAD_DEFINING;
    }
    if (layout_listed("ALTER GRANT REVOKE COMMENT COPY DROP RAISE REFRESH", words->first))
        return HEAD_DEFINING;
    return text_is(words->first, "MERGE") ? HEAD_MERGE : HEAD_QUERY;
}

/* Where the first item of a clause stands that begins on the clause's line. */
static long behind_clause(const struct words_of *words) {
    size_t n = words->first.len + 1;
    if (layout_listed("BY DISTINCT INTO", words->second))
        n += words->second.len + 1;
    return (long)n;
}

static bool is_clause(const struct frame *frame, const struct words_of *words) {
    switch (frame->head) {
    case HEAD_DEFINING: return layout_listed("SELECT WITH", words->first) && frame->item == frame->base;
    case HEAD_FUNCTION: return layout_listed(properties, words->first);
    default: return layout_listed(clauses, words->first);
    }
}

/* A line of the statement that its frame is in. */
static long place_clause(struct sql *sql, const struct words_of *words) {
    struct frame *f = top(sql);
    long deeper = f->base + sql->unit;
    if (f->kind == KIND_CASE)
        return f->labels + (text_is(words->first, "THEN") ? 0 : sql->unit);
    if (text_is(words->last, "AS") && f->head == HEAD_QUERY && !text_is(words->first, "WITH") && f->asks)
        return f->item != NO_COLUMN ? f->item : f->base;
    if (layout_listed("AND OR", words->first)) {
        long column = f->on != NO_COLUMN ? f->on : f->item;
        return column != NO_COLUMN ? column : f->head == HEAD_LIST ? f->base : f->base + 2;
    }

    if (text_is(words->first, "ON") && !text_is(words->second, "CONFLICT"))
        return f->on = deeper;
    if (text_is(words->first, "ON"))
        return f->base;
    if (f->head == HEAD_MERGE && layout_listed("UPDATE DELETE INSERT VALUES SET", words->first))
        return deeper;
    bool locks = text_is(words->first, "FOR") && layout_listed("UPDATE SHARE NO KEY", words->second);
    if (is_clause(f, words) || locks) {
        f->item = f->on = NO_COLUMN;
        return f->base;
    }
    if (f->item != NO_COLUMN)
        return f->item;
    return f->head == HEAD_LIST && !f->asks && layout_listed(clauses, words->first) ? f->base : deeper;
}

/* Words that close blocks or stand in their middle; NO_COLUMN where the line is no such. */
static long place_word(struct sql *sql, const struct words_of *words) {
    struct frame *f = top(sql);
    bool label = layout_listed("WHEN ELSE", words->first);
    if (text_is(words->first, "END")) {
        long line = f->kind == KIND_CASE     ? pop(sql, KIND_CASE)
                    : f->kind == KIND_CHOICE ? pop(sql, KIND_CHOICE)
                                             : pop(sql, KIND_BLOCK);
        return line;
    }
    if (label && (f->kind == KIND_CASE || f->kind == KIND_CHOICE || f->exception)) {
        if (f->kind != KIND_CASE) {
            f->base = f->labels + sql->unit;
            end_statement(f);
        }
        return f->labels;
    }
    if (!sql->body)
        return NO_COLUMN;
    if (f->kind == KIND_BLOCK && layout_listed("ELSE ELSIF ELSEIF EXCEPTION", words->first)) {
        f->exception = text_is(words->first, "EXCEPTION");
        f->base = f->line + sql->unit;
        f->labels = f->base;
        end_statement(f);
        return f->line;
    }
    if (text_is(words->first, "BEGIN") && f->kind == KIND_DECLARE)
        return pop(sql, KIND_DECLARE);
    if (text_is(words->first, "LOOP") && sql->pending != NO_COLUMN) {
        end_statement(f);
        return sql->pending;
    }
    return NO_COLUMN;
}

/* What a line opens beside parentheses; false where that ends the statement. */
static bool open_words(struct sql *sql, const struct words_of *words, struct text code, long indent) {
    if (layout_listed("WHEN ELSE", words->first) && text_is(words->last, "END"))
        pop(sql, KIND_CASE);
    bool choice = text_is(words->first, "CASE") && sql->body && text_find(code, TEXT("END"), 0) == TEXT_NONE;
    if (choice) {
        push(sql, KIND_CHOICE, indent, indent + sql->unit);
        return true;
    }
    size_t at = text_find(code, TEXT("CASE"), 0);
    if (at != TEXT_NONE && text_find(code, TEXT("END"), at) == TEXT_NONE && !text_is(words->first, "END") &&
        (!at || !byte_is_word(code.at[at - 1]))) {
        bool behind = at + 5 < code.len && text_starts(text_from(code, at + 5), "WHEN");
        push(sql, KIND_CASE, indent, behind ? indent + (long)at + 5 : indent + sql->unit);
        return true;
    }
    if (!sql->body || text_is(words->first, "END"))
        return false;
    bool opens = layout_listed("THEN LOOP", words->last) && !text_is(words->first, "WHEN");
    if (text_is(words->first, "DECLARE"))
        push(sql, KIND_DECLARE, indent, indent + sql->unit);
    else if ((text_is(words->first, "BEGIN") && !text_ends(code, ";")) ||
             (opens && !layout_listed("ELSIF ELSEIF", words->first)))
        push(sql, KIND_BLOCK, indent, indent + sql->unit);
    else
        return layout_listed("WHEN ELSE ELSIF ELSEIF EXCEPTION", words->first);
    sql->pending = NO_COLUMN;
    return true;
}

static void take_parens(struct sql *sql, struct text code, size_t from, long indent) {
    for (size_t k = from; k < code.len; k++) {
        if (code.at[k] == ')') {
            pop(sql, KIND_PAREN);
        } else if (code.at[k] == '(') {
            bool last = k + 1 == code.len;
            char space[WORD];
            struct text word = word_at(code, k + 1, space);
            struct frame *f = push(sql, KIND_PAREN, indent, last ? indent + sql->unit : indent + (long)k + 1);
            f->begun = !last;
            f->head = layout_listed("SELECT WITH", word) ? HEAD_QUERY : HEAD_LIST;
            f->item = f->head == HEAD_LIST && !last ? f->base : NO_COLUMN;
        }
    }
}

/* What a line leaves to the next one of its statement. */
static void take_statement(struct sql *sql, const struct words_of *words, struct text code, bool clause,
                           long indent) {
    struct frame *f = top(sql);
    bool comma = text_ends(code, ",");
    if (text_ends(code, ";") && f->kind != KIND_PAREN) {
        end_statement(f);
        return;
    }
    /* A command of the shell of SQLite or PostgreSQL, or a label. */
    if (strchr(".\\", code.at[0]) || text_starts(code, "<<")) {
        end_statement(f);
        return;
    }
    f->begun = true;
    f->asks = comma;
    bool alone = clause && (code.len == words->first.len || text_ends(code, " IN"));
    bool as = layout_listed("VALUES AS RETURN", words->last);
    if (clause && (alone || text_is(words->last, "BY") || (as && code.len > words->last.len + 1)))
        f->item = f->base + (layout_listed("AS WITH", words->last) ? 0 : sql->unit);
    else if (clause && comma && text_is(words->first, "WITH"))
        f->item = f->base;
    else if (comma && text_is(words->first, "USING"))
        f->item = indent + behind_clause(words);
    else if (clause && comma)
        f->item = f->base + behind_clause(words);
    if (text_is(words->last, "AS") && f->head == HEAD_DEFINING)
        f->head = HEAD_QUERY;
    if (f->head == HEAD_LIST && comma && f->item == NO_COLUMN)
        end_statement(f);
    if (sql->body && text_is(words->first, "FOR"))
        sql->pending = f->base;
}

static void place_line(struct sql *sql, size_t i) {
    struct layout_line *line = &sql->layout->lines[i];
    struct text code = line->code;
    struct words_of words;
    read_words(code, &words);
    bool closes = text_starts(code, ")"), quotes = text_find(code, TEXT("$$"), 0) != TEXT_NONE,
         clause = false;
    long indent = closes ? pop(sql, KIND_PAREN) : place_word(sql, &words);
    bool worded = indent != NO_COLUMN && !closes;
    if (quotes && sql->body) {
        sql->depth = 0;
        indent = 0;
        sql->body = false;
    } else if (indent == NO_COLUMN) {
        struct frame *f = top(sql);
        if (!f->begun) {
            f->head = f->kind == KIND_PAREN && !layout_listed("SELECT WITH", words.first)
                          ? HEAD_LIST
                          : head_of(sql, &words, i);
            f->begun = true;
            sql->annotated = false;
            indent = f->base;
            clause = f->head != HEAD_LIST;
        } else {
            bool operates =
                strchr("+-*/|", code.at[0]) && f->item != NO_COLUMN && !f->asks && f->head != HEAD_LIST;
            indent = text_is(code, ";") ? f->base
                     : operates         ? f->item + sql->unit
                                        : place_clause(sql, &words);
            clause = indent == f->base && f->item == NO_COLUMN;
        }
    }
    line->indent = indent;
    size_t depth = sql->depth;
    take_parens(sql, code, closes ? 1 : 0, indent);
    bool opened = open_words(sql, &words, code, indent);
    if (sql->depth > depth && !opened && sql->frames[depth].kind != KIND_PAREN)
        sql->frames[depth].begun = true;
    else if (!worded && !opened)
        take_statement(sql, &words, code, clause && sql->depth >= depth, indent);
    else if (text_ends(code, ";") || text_is(words.second, "IF"))
        end_statement(top(sql));
    sql->body = sql->body && (sql->depth || !worded || !text_is(words.first, "END"));
    if (quotes && !closes && text_find(code, TEXT("$$"), text_find(code, TEXT("$$"), 0) + 2) == TEXT_NONE &&
        !text_ends(code, ";") && !text_starts(code, "$$")) {
        sql->body = true;
        end_statement(top(sql));
    }
}

/* Annotations stand with the line above, but not with the last of several lines of a clause. */
static void place_comment(struct sql *sql, size_t i) {
    struct layout_line *line = &sql->layout->lines[i];
    const struct layout_line *above = i ? &sql->layout->lines[i - 1] : NULL;
    bool last = line->next >= sql->layout->count;
    line->place = last && !line->annotation ? PLACE_SET : PLACE_BELOW;
    if (!above || !line->annotation)
        return;
    bool within = top(sql)->begun;
    line->indent = top(sql)->base;
    if (above->comment) {
        line->place = within || !sql->annotated ? PLACE_ABOVE : PLACE_SET;
    } else if (!within && text_ends(above->code, ";")) {
        line->place = sql->annotated ? PLACE_ABOVE : PLACE_SET;
    } else if (within && !text_ends(above->code, "(")) {
        char space[WORD];
        bool clause = layout_listed("SELECT SET VALUES", word_at(above->code, 0, space));
        line->place = clause ? PLACE_SET : PLACE_ABOVE;
        line->indent = top(sql)->base + sql->unit;
    }
    sql->annotated = within || sql->annotated;
}

void layout_sql(struct layout *layout) {
    struct sql sql = {.layout = layout, .unit = (long)layout->grammar->unit, .pending = NO_COLUMN};
    sql.frames[0].item = sql.frames[0].on = NO_COLUMN;
    for (size_t i = 0; i < layout->count; i++) {
        struct layout_line *line = &layout->lines[i];
        if (line->comment)
            place_comment(&sql, i);
        else
            place_line(&sql, i);
    }
    layout_comments(layout);
}

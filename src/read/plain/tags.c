/* SPDX-License-Identifier: MIT */
/* Tags as brackets: HTML, XML and what JavaScript mixes with it. */
#include "read/plain/nesting.h"

/* Elements of HTML that have no end tag, and those whose end tag is mostly left out of one-line use. */
static const char empty_elements[] = "area base br col embed hr img input link meta param source track wbr";

static struct level *top(struct nesting *n) {
    return &n->levels[n->depth];
}

static size_t name_length(struct text t) {
    size_t n = 0;
    while (n < t.len && (byte_is_word(t.at[n]) || strchr("-:.", t.at[n])))
        n++;
    return n;
}

bool nesting_counts_brackets(const struct nesting *n) {
    if (!n->markup)
        return true;
    for (size_t k = n->depth + 1; k-- > 1;)
        if (n->levels[k].kind == 't')
            return n->levels[k].script;
    return false;
}

/* Whether a tag may begin here: less-than signs and type parameters stand behind names. */
static bool may_begin(const struct nesting *n, struct text code, size_t at) {
    if (at + 1 >= code.len || code.at[at] != '<')
        return false;
    char next = code.at[at + 1];
    bool component = n->markup && (next == '.' || next == ':'); /* of Phoenix: <.header>, <:actions> */
    if (!byte_is_alpha(next) && next != '/' && next != '>' && !component)
        return false;
    if (n->markup && nesting_counts_brackets(n)) /* in a script only its end is a tag */
        return text_starts(text_from(code, at), "</script") || text_starts(text_from(code, at), "</style");
    if (n->markup)
        return true;
    while (at && code.at[at - 1] == ' ')
        at--;
    if (!at || next == '/')
        return true;
    return strchr("({>&?:,=|}", code.at[at - 1]) ||
           (at >= 6 && text_ends(text_slice(code, 0, at), "return")) ||
           byte_is_word(code.at[at - 1]) == false;
}

/* Offset of the ">" that ends a tag's head, braces and quotes respected; code.len when it is not on the line.
 */
static size_t head_end(struct text code, size_t at) {
    long braces = 0;
    char quote = 0;
    for (; at < code.len; at++) {
        char c = code.at[at];
        if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '"')
            quote = c;
        else if (c == '{')
            braces++;
        else if (c == '}')
            braces--;
        else if (c == '>' && braces <= 0)
            return at;
    }
    return code.len;
}

static void open_tag(struct nesting *n, struct text name, long indent) {
    struct level *level = nesting_push(n, 't', indent, indent + n->unit);
    level->script = n->markup && layout_listed("script style", name);
    level->sheet = n->markup && text_is(name, "style");
    if (level->script && n->component && n->depth == 1)
        level->content = indent;
}

bool nesting_take_tag(struct nesting *n, struct text code, size_t *at, long *indent) {
    long base;
    if (top(n)->kind == 'h') {
        size_t end = head_end(code, *at);
        if (end == code.len && !text_starts(text_from(code, *at), ">"))
            return false;
        if (code.at[*at] == '{')
            return false;
        bool self = end && code.at[end - 1] == '/';
        nesting_pop(n, 'h', &base);
        if (!self)
            open_tag(n, (struct text){0}, base);
        *indent = base;
        *at = end;
        return true;
    }
    if (!may_begin(n, code, *at))
        return false;
    struct text rest = text_from(code, *at + 1);
    if (rest.at[0] == '/') {
        nesting_pop(n, 't', &base);
        size_t end = text_find_byte(code, '>', *at);
        *at = end == TEXT_NONE ? code.len : end;
        return true;
    }
    struct text name = text_slice(rest, 0, name_length(rest));
    size_t end = head_end(code, *at + 1);
    if (end == code.len) {
        /* The head goes on below; braces in it open by themselves. */
        nesting_push(n, 'h', *indent, *indent + n->unit);
        *at += name.len;
        return true;
    }
    bool self = code.at[end - 1] == '/' || (n->markup && layout_listed(empty_elements, name) &&
                                            strcmp(n->layout->grammar->name, "html") == 0);
    if (!self)
        open_tag(n, name, *indent);
    *at = end;
    return true;
}

size_t nesting_close_tag(struct nesting *n, struct text code, long *indent) {
    if (text_starts(code, "</")) {
        size_t end = text_find_byte(code, '>', 0);
        nesting_pop(n, 't', indent);
        return end == TEXT_NONE ? code.len : end + 1;
    }
    if (top(n)->kind != 'h')
        return 0;
    if (text_starts(code, "/>")) {
        nesting_pop(n, 'h', indent);
        return 2;
    }
    if (text_starts(code, ">")) {
        nesting_pop(n, 'h', indent);
        open_tag(n, (struct text){0}, *indent);
        return 1;
    }
    return 0;
}

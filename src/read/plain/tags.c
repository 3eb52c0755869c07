/* SPDX-License-Identifier: MIT */
/* Tags as brackets: HTML, XML and what JavaScript mixes with it. */
#include "read/plain/directives.h"
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

/* Whether the innermost tag or directive holds a script or a style sheet. */
static bool in_script(const struct nesting *n) {
    for (size_t k = n->depth + 1; k-- > 1;)
        if (n->levels[k].kind == 't' || n->levels[k].kind == 'd')
            return n->levels[k].script;
    return false;
}

/* In a page also those count that code opened: "@if (open) {", "@props([". */
bool nesting_counts_brackets(const struct nesting *n) {
    return !n->markup || (n->depth && strchr("([{", n->levels[n->depth].kind)) || in_script(n);
}

/* A script and a style sheet in a page are laid out as their languages are. */
void nesting_follow_language(struct nesting *n) {
    const char *name = n->layout->grammar->name;
    if (n->markup && n->levels[n->depth].sheet)
        name = "css";
    else if (n->markup && in_script(n))
        name = n->blade ? "php" : "typescript";
    n->conventions = conventions_of(name);
}

bool nesting_opens_code(const struct nesting *n, struct text code) {
    bool razor = text_is(code, "{") && strcmp(n->layout->grammar->name, "razor") == 0;
    return n->markup && code.len && (razor || (code.at[0] == '@' && strchr("{([", code.at[code.len - 1])));
}

/* Whether a tag may begin here: less-than signs and type parameters stand behind names. */
static bool may_begin(const struct nesting *n, struct text code, size_t at) {
    if (at + 1 >= code.len || code.at[at] != '<')
        return false;
    char next = code.at[at + 1];
    bool component = n->markup && (next == '.' || next == ':'); /* of Phoenix: <.header>, <:actions> */
    if (!byte_is_alpha(next) && next != '/' && next != '>' && !component)
        return false;
    if (n->markup && in_script(n)) /* in a script only its end is a tag */
        return text_starts(text_from(code, at), n->levels[n->depth].sheet ? "</style" : "</script");
    if (n->markup)
        return true;
    struct text behind = text_from(code, at + 1 + layout_word(text_from(code, at + 1)).len);
    if (text_starts(behind, " extends ") || text_starts(behind, ",")) /* parameters of a type */
        return false;
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
    if (!n->markup && n->directives &&
        text_is(name, "html")) /* in scripts of PHP the page's parts stand at the margin */
        level->content = indent;
    if (level->script && n->component && n->depth == 1)
        level->content = indent;
}

bool nesting_place_directive(struct nesting *n, struct text line, long *indent) {
    enum directive directive = directive_of(line, n->blade);
    if (n->markup && in_script(n) && directive != DIRECTIVE_CLOSES)
        return false;
    if (directive == DIRECTIVE_NONE || (directive != DIRECTIVE_OPENS && !nesting_pop(n, 'd', indent)))
        return false;
    if (directive == DIRECTIVE_OPENS)
        *indent = top(n)->content;
    if (directive != DIRECTIVE_CLOSES)
        nesting_push(n, 'd', *indent, *indent + n->unit)->script = n->blade && text_is(line, "@php");
    return true;
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

/* SPDX-License-Identifier: MIT */
#include "base/ignore.h"

enum glob_kind {
    GLOB_BYTE,
    GLOB_ANY,     /* "?" and sets: one byte of the set */
    GLOB_STAR,    /* any bytes but "/" */
    GLOB_THROUGH, /* "**" at the end or before "\/": any bytes */
    GLOB_FOLDERS  /* "**" and "/" together: nothing, or any bytes and a "/" */
};

struct glob {
    enum glob_kind kind;
    unsigned char byte;
    uint32_t *set; /* 256 bits */
};

enum pattern_kind {
    PATTERN_NEVER,
    PATTERN_LITERAL, /* the text is all of it */
    PATTERN_ENDING,  /* "*" and a literal, for names only */
    PATTERN_GLOB     /* the text, then the globs */
};

struct ignore_pattern {
    enum pattern_kind kind;
    bool negative, folders_only, whole_path; /* whole_path: against the path below base, not the name alone */
    struct text literal;
    const struct glob *globs;
    size_t glob_count, least; /* least: bytes that the globs need at least */
    unsigned char *active;    /* 2 * (glob_count + 1) bytes to match with */
};

struct ignore_level {
    const struct ignore_level *below;
    size_t base, count;
    struct ignore_pattern patterns[];
};

static void set_add(uint32_t *set, unsigned char c) { set[c / 32] |= (uint32_t)1 << c % 32; }
static bool set_has(const uint32_t *set, unsigned char c) { return set[c / 32] >> c % 32 & 1; }

/* ASCII whatever the locale, as git has them. */
static bool class_has(struct text name, unsigned char c) {
    bool digit = byte_is_digit((char)c), alpha = byte_is_alpha((char)c);
    bool space = c == ' ' || (c >= '\t' && c <= '\r' && c != '\v' && c != '\f');
    bool print = c >= 0x20 && c < 0x7F;
    if (text_is(name, "alnum"))
        return digit || alpha;
    if (text_is(name, "alpha"))
        return alpha;
    if (text_is(name, "blank"))
        return c == ' ' || c == '\t';
    if (text_is(name, "cntrl"))
        return c < 0x20 || c == 0x7F;
    if (text_is(name, "digit"))
        return digit;
    if (text_is(name, "graph"))
        return print && c != ' ';
    if (text_is(name, "lower"))
        return alpha && c >= 'a';
    if (text_is(name, "print"))
        return print;
    if (text_is(name, "punct"))
        return print && c != ' ' && !digit && !alpha;
    if (text_is(name, "space"))
        return space;
    if (text_is(name, "upper"))
        return alpha && c <= 'Z';
    return digit || (alpha && byte_lower((char)c) <= 'f'); /* xdigit */
}

static bool class_is_known(struct text name) {
    static const char *const names[] = {"alnum", "alpha", "blank", "cntrl", "digit", "graph",
                                        "lower", "print", "punct", "space", "upper", "xdigit"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (text_is(name, names[i]))
            return true;
    return false;
}

/* Reads "[:name:]" at *at into the set. 1: done, *at is behind it; 0: it is none; -1: a name that is unknown,
 * or no "]" follows at all. */
static int read_class(struct text p, size_t *at, uint32_t *set) {
    size_t close = text_find_byte(p, ']', *at + 2);
    if (close == TEXT_NONE)
        return -1;
    if (close < *at + 3 || p.at[close - 1] != ':')
        return 0;
    struct text name = text_slice(p, *at + 2, close - 1);
    if (!class_is_known(name))
        return -1;
    for (unsigned c = 0; c < 256; c++)
        if (class_has(name, (unsigned char)c))
            set_add(set, (unsigned char)c);
    *at = close + 1;
    return 1;
}

/* Reads one byte of a set, perhaps behind a backslash. */
static bool read_member(struct text p, size_t *at, unsigned char *c) {
    if (*at < p.len && p.at[*at] == '\\')
        ++*at;
    if (*at >= p.len)
        return false;
    *c = (unsigned char)p.at[(*at)++];
    return true;
}

/* Reads the set whose "[" is just before *at; false where it never closes, so that nothing can match. */
static bool read_set(struct text p, size_t *at, uint32_t *set) {
    bool negative = *at < p.len && (p.at[*at] == '!' || p.at[*at] == '^');
    *at += negative;
    int before = -1; /* what a range may begin with */
    for (bool first = true; first || *at >= p.len || p.at[*at] != ']'; first = false) {
        unsigned char c, last;
        if (*at + 1 < p.len && p.at[*at] == '[' && p.at[*at + 1] == ':') {
            int class = read_class(p, at, set);
            if (class < 0)
                return false;
            if (class > 0) {
                before = -1;
                continue;
            }
        }
        bool range = before >= 0 && *at + 1 < p.len && p.at[*at] == '-' && p.at[*at + 1] != ']';
        *at += range;
        if (!read_member(p, at, &last))
            return false;
        c = range ? (unsigned char)before : last;
        for (unsigned i = c; i <= last; i++)
            set_add(set, (unsigned char)i);
        before = range ? -1 : last;
    }
    ++*at;
    for (size_t i = 0; negative && i < 8; i++)
        set[i] = ~set[i];
    set['/' / 32] &= ~((uint32_t)1 << '/' % 32);
    return true;
}

/* Reads a run of asterisks at *at and says what it means. start: the pattern's part that holds wildcards
 * begins here, which git takes for the start of a component. */
static struct glob read_stars(struct text p, size_t *at, size_t start) {
    size_t begin = *at;
    *at += text_run(text_from(p, begin), '*');
    bool component = begin == start || p.at[begin - 1] == '/';
    struct text rest = text_from(p, *at);
    if (*at - begin < 2 || !component)
        return (struct glob){.kind = GLOB_STAR};
    if (text_starts(rest, "/")) {
        ++*at;
        return (struct glob){.kind = GLOB_FOLDERS};
    }
    return (struct glob){.kind = rest.len == 0 || text_starts(rest, "\\/") ? GLOB_THROUGH : GLOB_STAR};
}

/* Turns p, from `start` on, into the pattern's globs; false where it can match nothing. */
static bool compile(struct arena *arena, struct text p, size_t start, struct ignore_pattern *pattern) {
    struct glob *globs = ARENA_ARRAY(arena, struct glob, p.len - start);
    size_t count = 0;
    for (size_t at = start; at < p.len;) {
        struct glob *glob = &globs[count];
        char c = p.at[at];
        if (c == '*') {
            *glob = read_stars(p, &at, start);
            if (count && glob->kind == GLOB_FOLDERS && glob[-1].kind == GLOB_FOLDERS)
                continue; /* the same again */
            count++;
            continue;
        }
        at++;
        *glob = (struct glob){.kind = GLOB_BYTE, .byte = (unsigned char)c};
        if (c == '\\') {
            if (at == p.len)
                return false;
            glob->byte = (unsigned char)p.at[at++];
        } else if (c == '?' || c == '[') {
            glob->kind = GLOB_ANY;
            glob->set = ARENA_ARRAY(arena, uint32_t, 8);
            if (c == '[' && !read_set(p, &at, glob->set))
                return false;
            for (unsigned i = 0; c == '?' && i < 256; i++)
                if (i != '/')
                    set_add(glob->set, (unsigned char)i);
        }
        pattern->least++;
        count++;
    }
    pattern->globs = globs;
    pattern->glob_count = count;
    pattern->active = arena_get(arena, 2 * (count + 1));
    return true;
}

/* One line of an ignore file without its end, "#" lines set aside. */
static struct ignore_pattern read_pattern(struct arena *arena, struct text line) {
    struct ignore_pattern pattern = {0};
    if (text_starts(line, "!")) {
        pattern.negative = true;
        line = text_from(line, 1);
    }
    if (text_ends(line, "/")) {
        pattern.folders_only = true;
        line.len--;
    }
    pattern.whole_path = text_find_byte(line, '/', 0) != TEXT_NONE;
    line = text_from(arena_copy(arena, line), text_starts(line, "/"));
    size_t literal = 0;
    while (literal < line.len && !strchr("*?[\\", line.at[literal]))
        literal++;
    struct text ending = text_from(line, 1);
    pattern.literal = text_slice(line, 0, literal);
    if (line.len == 0)
        pattern.kind = PATTERN_NEVER;
    else if (literal == line.len)
        pattern.kind = PATTERN_LITERAL;
    else if (!pattern.whole_path && line.at[0] == '*' && strcspn(ending.at, "*?[\\") == ending.len) {
        pattern.kind = PATTERN_ENDING;
        pattern.literal = ending;
    } else
        pattern.kind = compile(arena, line, literal, &pattern) ? PATTERN_GLOB : PATTERN_NEVER;
    return pattern;
}

/* Blanks at the end do not count unless a backslash is before them. */
static struct text cut_blanks(struct text line) {
    size_t end = line.len;
    while (end && line.at[end - 1] == ' ')
        end--;
    size_t slashes = 0;
    while (slashes < end && line.at[end - 1 - slashes] == '\\')
        slashes++;
    return text_slice(line, 0, end + slashes % 2);
}

/* Takes the next line that holds a pattern off *rest. Lines end at LF only; a NUL ends what counts of one. */
static bool next_pattern(struct text *rest, struct text *line) {
    while (rest->len) {
        size_t end = text_find_byte(*rest, '\n', 0);
        *line = text_slice(*rest, 0, end);
        *rest = text_from(*rest, end == TEXT_NONE ? end : end + 1);
        if (text_ends(*line, "\r") && end != TEXT_NONE)
            line->len--;
        *line = text_slice(*line, 0, text_find_byte(*line, '\0', 0));
        if (text_starts(*line, "#"))
            continue;
        *line = cut_blanks(*line);
        if (line->len)
            return true;
    }
    return false;
}

const struct ignore_level *ignore_read(struct arena *arena, struct text content, size_t base,
                                       const struct ignore_level *below) {
    if (text_starts(content, "\xEF\xBB\xBF"))
        content = text_from(content, 3);
    struct text rest = content, line;
    size_t count = 0;
    while (next_pattern(&rest, &line))
        count++;
    if (count == 0)
        return below;
    if (count > (SIZE_MAX - sizeof(struct ignore_level)) / sizeof(struct ignore_pattern))
        return below;
    struct ignore_level *level = arena_get(arena, sizeof *level + count * sizeof(struct ignore_pattern));
    level->below = below;
    level->base = base;
    for (rest = content; level->count < count && next_pattern(&rest, &line); level->count++)
        level->patterns[level->count] = read_pattern(arena, line);
    return level;
}

/* Marks that the globs from number `at` on may come next; those that match nothing at all open the one
 * behind. */
static size_t enter(const struct ignore_pattern *pattern, unsigned char *active, size_t at) {
    active[at] = 1;
    while (at < pattern->glob_count && pattern->globs[at].kind >= GLOB_STAR)
        active[++at] = 1;
    return at;
}

/* What is active after one byte, given that globs *first..*last may be; then[] holds zeros. false when
 * nothing is. */
static bool advance(const struct ignore_pattern *pattern, unsigned char c, const unsigned char *now,
                    unsigned char *then, size_t *first, size_t *last) {
    size_t high = 0, end = *last < pattern->glob_count ? *last : pattern->glob_count - 1;
    bool any = false;
    for (size_t i = *first; i <= end; i++) {
        if (!now[i])
            continue;
        const struct glob *glob = &pattern->globs[i];
        size_t to = i;
        bool one = glob->kind == GLOB_ANY ? set_has(glob->set, c)
                                          : glob->kind == GLOB_BYTE && glob->byte == c;
        if (one)
            to = enter(pattern, then, i + 1);
        else if (glob->kind == GLOB_THROUGH || (glob->kind == GLOB_STAR && c != '/') ||
                   (glob->kind == GLOB_FOLDERS && c == '/'))
            to = enter(pattern, then, i);
        else if (glob->kind == GLOB_FOLDERS)
            then[i] = 1; /* within a folder's name: what is behind the glob cannot begin here */
        else
            continue;
        if (!any)
            *first = i;
        any = true;
        high = to > high ? to : high;
    }
    *last = high;
    return any;
}

/* All ways through the globs at once, so that no pattern takes more than globs times bytes. */
static bool globs_match(const struct ignore_pattern *pattern, struct text name) {
    if (name.len < pattern->least)
        return false;
    size_t size = pattern->glob_count + 1;
    unsigned char *now = pattern->active, *then = now + size;
    memset(now, 0, size);
    size_t first = 0, last = enter(pattern, now, 0);
    for (size_t i = 0; i < name.len; i++) {
        memset(then, 0, size);
        if (!advance(pattern, (unsigned char)name.at[i], now, then, &first, &last))
            return false;
        unsigned char *swap = now;
        now = then;
        then = swap;
    }
    return now[size - 1];
}

static bool pattern_matches(const struct ignore_pattern *pattern, struct text name) {
    struct text literal = pattern->literal;
    switch (pattern->kind) {
    case PATTERN_LITERAL: return text_equal(name, literal);
    case PATTERN_ENDING:
        return name.len >= literal.len && text_equal(text_from(name, name.len - literal.len), literal);
    case PATTERN_GLOB:
        return name.len >= literal.len && text_equal(text_slice(name, 0, literal.len), literal) &&
               globs_match(pattern, text_from(name, literal.len));
    case PATTERN_NEVER: break;
    }
    return false;
}

bool ignore_matches(const struct ignore_level *level, struct text path, bool folder) {
    size_t begin = path.len;
    while (begin && path.at[begin - 1] != '/')
        begin--;
    struct text name = text_from(path, begin);
    for (; level; level = level->below) {
        struct text below_base = text_from(path, level->base);
        for (size_t i = level->count; i--;) {
            const struct ignore_pattern *pattern = &level->patterns[i];
            if ((folder || !pattern->folders_only) &&
                pattern_matches(pattern, pattern->whole_path ? below_base : name))
                return !pattern->negative;
        }
    }
    return false;
}

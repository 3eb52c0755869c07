/* SPDX-License-Identifier: MIT */
#include "schema/uri.h"

#include <arpa/inet.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"

static bool is_scheme_byte(char c) {
    return byte_is_alpha(c) || byte_is_digit(c) || c == '+' || c == '-' || c == '.';
}

struct uri uri_split(struct text t) {
    struct uri uri = {.path = t};
    if (!t.len)
        return uri;
    size_t hash = text_find_byte(t, '#', 0);
    if (hash != TEXT_NONE) {
        uri.fragment = text_from(t, hash + 1);
        t = text_slice(t, 0, hash);
    }
    size_t mark = text_find_byte(t, '?', 0);
    if (mark != TEXT_NONE) {
        uri.query = text_from(t, mark + 1);
        t = text_slice(t, 0, mark);
    }
    size_t i = 0;
    while (i < t.len && is_scheme_byte(t.at[i]))
        i++;
    if (i && i < t.len && t.at[i] == ':' && byte_is_alpha(*t.at)) {
        uri.scheme = text_slice(t, 0, i);
        t = text_from(t, i + 1);
    }
    if (text_starts(t, "//")) {
        size_t end = text_find_byte(t, '/', 2);
        uri.authority = text_slice(t, 2, end);
        t = text_from(t, uri.authority.len + 2);
    }
    uri.path = t;
    return uri;
}

/* Only pchar (3.3) and what `more` allows. */
static bool is_made_of(struct text t, const char *more) {
    for (size_t i = 0; i < t.len; i++) {
        char c = t.at[i];
        if (byte_is_alpha(c) || byte_is_digit(c) || (c && strchr("-._~!$&'()*+,;=", c)) ||
            (c && strchr(more, c)))
            continue;
        static const char hex[] = "0123456789abcdefABCDEF";
        if (c != '%' || t.len - i < 3 || !t.at[i + 1] || !t.at[i + 2] || !strchr(hex, t.at[i + 1]) ||
            !strchr(hex, t.at[i + 2]))
            return false;
        i += 2;
    }
    return true;
}

static bool is_bracketed_host(struct text t) {
    char address[64];
    if (t.len >= 2 && (*t.at == 'v' || *t.at == 'V')) { /* IPvFuture */
        size_t point = text_find_byte(t, '.', 0);
        return point != TEXT_NONE && point > 1 && point + 1 < t.len && is_made_of(text_from(t, 1), ":") &&
               text_find_byte(t, '%', 0) == TEXT_NONE;
    }
    if (t.len >= sizeof address || memchr(t.at, '\0', t.len))
        return false;
    memcpy(address, t.at, t.len);
    address[t.len] = '\0';
    unsigned char binary[16];
    return inet_pton(AF_INET6, address, binary) == 1;
}

static bool is_authority(struct text t) {
    size_t at = text_find_byte(t, '@', 0);
    if (at != TEXT_NONE) {
        if (!is_made_of(text_slice(t, 0, at), ":"))
            return false;
        t = text_from(t, at + 1);
    }
    struct text host = {NULL, 0}, port = {NULL, 0};
    if (text_starts(t, "[")) {
        size_t end = text_find_byte(t, ']', 0);
        if (end == TEXT_NONE || !is_bracketed_host(text_slice(t, 1, end)))
            return false;
        port = text_from(t, end + 1);
        if (port.len && *port.at != ':')
            return false;
        port = text_from(port, 1);
    } else {
        size_t colon = text_find_byte(t, ':', 0);
        host = text_slice(t, 0, colon);
        port = colon == TEXT_NONE ? port : text_from(t, colon + 1);
    }
    for (size_t i = 0; i < port.len; i++)
        if (!byte_is_digit(port.at[i]))
            return false;
    return is_made_of(host, "");
}

bool uri_is_valid(struct text t) {
    struct uri uri = uri_split(t);
    return uri.scheme.at && (!uri.authority.at || is_authority(uri.authority)) &&
           is_made_of(uri.path, ":@/") && is_made_of(uri.query, ":@/?") && is_made_of(uri.fragment, ":@/?");
}

/* 5.2.4. Added behind what out holds, whose length was `from`. */
static void add_without_dots(struct text path, struct buf *out) {
    size_t from = out->len;
    while (path.len) {
        size_t end = text_find_byte(path, '/', 1);
        struct text segment = text_slice(path, 0, end);
        path = text_from(path, segment.len);
        bool slash = *segment.at == '/';
        struct text name = text_from(segment, slash);
        if (text_is(name, "..") && slash) {
            while (out->len > from && out->at[out->len - 1] != '/')
                buf_cut(out, out->len - 1);
            buf_cut(out, out->len > from ? out->len - 1 : from);
        }
        bool dots = text_is(name, ".") || text_is(name, "..");
        if (!dots)
            buf_add(out, segment);
        else if (!path.len && slash)
            buf_add_byte(out, '/');
    }
}

/* 5.2.3. */
static void add_merged(const struct uri *base, struct text reference, struct buf *out) {
    struct buf merged = {0};
    size_t folder = base->path.len;
    while (folder > 0 && base->path.at[folder - 1] != '/')
        folder--;
    if (base->authority.at && !base->path.len)
        buf_add_byte(&merged, '/');
    buf_add(&merged, text_slice(base->path, 0, folder));
    buf_add(&merged, reference);
    add_without_dots(buf_text(&merged), out);
    buf_free(&merged);
}

struct text uri_resolve(struct arena *arena, struct text base, struct text reference) {
    struct uri b = uri_split(base), r = uri_split(reference);
    struct buf out = {0};
    bool own_scheme = r.scheme.at != NULL, own_authority = own_scheme || r.authority.at;
    struct text scheme = own_scheme ? r.scheme : b.scheme,
                authority = own_authority ? r.authority : b.authority;
    struct text query = own_authority || r.path.len || r.query.at ? r.query : b.query;
    if (scheme.at) {
        buf_add(&out, scheme);
        buf_add_byte(&out, ':');
    }
    if (authority.at) {
        buf_add_string(&out, "//");
        buf_add(&out, authority);
    }
    if (!own_authority && !r.path.len)
        buf_add(&out, b.path);
    else if (own_authority || *r.path.at == '/')
        add_without_dots(r.path, &out);
    else
        add_merged(&b, r.path, &out);
    if (query.at) {
        buf_add_byte(&out, '?');
        buf_add(&out, query);
    }
    struct text resolved = arena_copy(arena, buf_text(&out));
    buf_free(&out);
    return resolved;
}

struct text uri_of_path(struct arena *arena, const char *path) {
    struct buf out = {0};
    char folder[PATH_MAX];
    buf_add_string(&out, "file://");
    struct text parts[2] = {{NULL, 0}, text_of(path)};
    if (*path != '/') {
        parts[0] = text_of(getcwd(folder, sizeof folder) ? folder : "");
    }
    for (int part = 0; part < 2; part++) {
        for (size_t i = 0; i < parts[part].len; i++) {
            unsigned char c = (unsigned char)parts[part].at[i];
            if (c <= ' ' || c >= 0x7F || strchr("%?#\"<>\\^`{|}", c))
                buf_print(&out, "%%%02X", c);
            else
                buf_add_byte(&out, (char)c);
        }
        if (part == 0 && parts[0].at)
            buf_add_byte(&out, '/');
    }
    struct text uri = uri_resolve(arena, (struct text){NULL, 0}, buf_text(&out));
    buf_free(&out);
    return uri;
}

struct text uri_to_path(struct arena *arena, struct text uri) {
    struct uri parts = uri_split(uri);
    bool local = !parts.authority.len || text_is(parts.authority, "localhost");
    if (!text_is(parts.scheme, "file") || !local || parts.query.at)
        return (struct text){NULL, 0};
    return uri_decode(arena, parts.path);
}

static int hex_value(char c) {
    return byte_is_digit(c)                               ? c - '0'
           : byte_lower(c) >= 'a' && byte_lower(c) <= 'f' ? byte_lower(c) - 'a' + 10
                                                          : -1;
}

struct text uri_decode(struct arena *arena, struct text t) {
    char *out = arena_get(arena, t.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < t.len; i++) {
        int high = t.at[i] == '%' && t.len - i > 2 ? hex_value(t.at[i + 1]) : -1;
        int low = high >= 0 ? hex_value(t.at[i + 2]) : -1;
        out[len++] = low >= 0 ? (char)(high * 16 + low) : t.at[i];
        i += low >= 0 ? 2 : 0;
    }
    return (struct text){out, len};
}

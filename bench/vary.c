/* SPDX-License-Identifier: MIT */
/* Makes a large corpus from a few pages:  vary FOLDER MEGABYTES PAGE…
 * The pages are cut at their example headings; what is made has the examples in another order, numbered through the three
 * pages of a folder, with other words in the prose and other languages on some fences. The same arguments always
 * give the same files. */
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { PIECES_MOST = 4096, WORDS_MOST = 8192, EXAMPLES_LEAST = 30, EXAMPLES_SPREAD = 40 };

struct text {
    const char *at;
    size_t len;
};

static uint64_t state = 88172645463325252u;
static struct text pieces[PIECES_MOST], words[WORDS_MOST];
static size_t piece_count, word_count;

static unsigned below(unsigned n) {
    state ^= state << 13, state ^= state >> 7, state ^= state << 17; /* xorshift64 */
    return (unsigned)(state % n);
}

static int is_word_byte(char c) { return isalpha((unsigned char)c) && c > 0; }

static char *load(const char *path) {
    FILE *file = fopen(path, "rb");
    char *bytes = NULL;
    size_t length = 0, got = 1;
    while (file && got) {
        bytes = realloc(bytes, length + 65537);
        if (!bytes)
            exit(2);
        got = fread(bytes + length, 1, 65536, file);
        length += got;
    }
    if (!file) {
        perror(path);
        exit(2);
    }
    fclose(file);
    bytes[length] = '\0';
    return bytes;
}

/* How many marks a fence line has; 0 where the line is none. */
static size_t fence_marks(const char *line) {
    size_t marks = strspn(line, "`");
    return marks >= 3 ? marks : 0;
}

/* Cuts a page into its examples, each from behind its heading's colon to before the next heading of that kind. */
static void cut(const char *page) {
    const char *begin = NULL;
    size_t open = 0; /* marks of the fence that the line stands in */
    for (const char *line = page, *next; *line; line = next) {
        size_t length = strcspn(line, "\n");
        next = line + length + (line[length] == '\n');
        size_t fence = fence_marks(line), marks = strspn(line, "#");
        if (fence && (!open || (fence >= open && fence == length)))
            open = open ? 0 : fence;
        if (open || marks < 2 || marks > 3 || line[marks] != ' ')
            continue;
        if (begin && piece_count < PIECES_MOST)
            pieces[piece_count++] = (struct text){begin, (size_t)(line - begin)};
        const char *colon = strchr(line, ':');
        begin = strncmp(line + marks, " Example ", 9) == 0 && colon ? colon + 1 : NULL;
    }
    if (begin && piece_count < PIECES_MOST)
        pieces[piece_count++] = (struct text){begin, strlen(begin)};
}

/* Lower-case words of 4 to 10 letters, to put in the place of others. */
static void collect(const char *page) {
    for (const char *at = page; *at && word_count < WORDS_MOST;) {
        size_t length = 0;
        while (is_word_byte(at[length]))
            length++;
        int free_standing = at == page || at[-1] == ' ';
        if (length >= 4 && length <= 10 && free_standing && islower((unsigned char)*at) && (at[length] == ' ' || at[length] == '\n'))
            words[word_count++] = (struct text){at, length};
        at += length ? length : 1;
    }
}

/* A line with every eighth free-standing word exchanged. */
static void vary_line(const char *line, size_t length, FILE *out) {
    for (size_t i = 0; i < length;) {
        size_t n = 0;
        while (i + n < length && is_word_byte(line[i + n]))
            n++;
        int plain = n >= 4 && n <= 10 && i && line[i - 1] == ' ' && islower((unsigned char)line[i]) &&
                    (i + n == length || line[i + n] == ' ');
        if (plain && below(8) == 0) {
            struct text word = words[below((unsigned)word_count)];
            fwrite(word.at, 1, word.len, out);
        } else {
            fwrite(line + i, 1, n ? n : 1, out);
        }
        i += n ? n : 1;
    }
    putc('\n', out);
}

static void write_example(unsigned number, FILE *out) {
    static const char *const languages[] = {"python", "sql", "bash", "javascript", "go", "rust", "java", "yaml"};
    struct text piece = pieces[below((unsigned)piece_count)];
    fprintf(out, "## Example %u:", number);
    for (size_t i = 0, end; i < piece.len; i = end + 1) {
        for (end = i; end < piece.len && piece.at[end] != '\n'; end++)
            ;
        size_t length = end - i;
        if (length > 3 && memcmp(piece.at + i, "```", 3) == 0 && piece.at[i + 3] != '`' && below(16) == 0)
            fprintf(out, "```%s\n", languages[below(8)]);
        else
            vary_line(piece.at + i, length, out);
    }
}

static size_t write_page(const char *path, const char *title, unsigned weight, unsigned *number) {
    FILE *out = fopen(path, "wb");
    if (!out) {
        perror(path);
        exit(2);
    }
    unsigned count = EXAMPLES_LEAST + below(EXAMPLES_SPREAD);
    fprintf(out, "---\ntitle: \"%s\"\nweight: %u\ndate: 2026-01-01T00:00:00+00:00\ndraft: false\n", title, weight);
    fprintf(out, "description: \"Examples %u-%u\"\ntags: [\"tutorial\", \"by-example\"]\n---\n\n", *number, *number + count - 1);
    fprintf(out, "This page has %u examples.\n\n", count);
    for (unsigned i = 0; i < count; i++)
        write_example((*number)++, out);
    size_t length = (size_t)ftell(out);
    if (fclose(out)) {
        perror(path);
        exit(2);
    }
    return length;
}

int main(int argc, char **argv) {
    static const char *const names[] = {"beginner", "intermediate", "advanced"};
    if (argc < 4) {
        fputs("usage: vary FOLDER MEGABYTES PAGE...\n", stderr);
        return 2;
    }
    for (int i = 3; i < argc; i++) {
        char *page = load(argv[i]); /* kept: the pieces are parts of it */
        cut(page);
        collect(page);
    }
    size_t wanted = (size_t)atol(argv[2]) << 20, made = 0;
    if (!piece_count || !word_count)
        return 2;
    mkdir(argv[1], 0777);
    for (unsigned folder = 0; made < wanted; folder++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%03u", argv[1], folder);
        mkdir(path, 0777);
        unsigned number = 1;
        for (unsigned i = 0; i < 3; i++) {
            snprintf(path, sizeof path, "%s/%03u/%s.md", argv[1], folder, names[i]);
            made += write_page(path, names[i], (folder + 1) * 10 + i, &number);
        }
    }
    return 0;
}

/* SPDX-License-Identifier: MIT */
/* Copied text: pages of tests/fixtures/plain are flattened here as copying flattens them, and must come back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "command/profile_file.h"
#include "base/files.h"
#include "base/tree.h"
#include "read/plain/grammar.h"
#include "read/plain/plain.h"
#include "claimed.h"

static struct profiles *profiles;

static struct read_context context(void) { return (struct read_context){.profiles = profiles}; }

/* Adds a line without blanks at its ends, runs of blanks as one, and without marks where it is prose. */
static void squeeze(struct text line, bool prose, struct buf *out) {
    line = text_trim(line);
    for (size_t i = 0; i < line.len; i++) {
        if (prose && line.at[i] == '*')
            continue;
        if (byte_is_blank(line.at[i]) && byte_is_blank(line.at[i - 1]))
            continue;
        buf_add_byte(out, byte_is_blank(line.at[i]) ? ' ' : line.at[i]);
    }
}

/* A block of code of the page as it was: language and lines, blank ones left out. */
struct wanted {
    struct text language;
    struct buf code;
};

struct flat {
    struct buf text;
    struct wanted blocks[32];
    size_t count;
};

static void flatten_prose(struct text line, struct flat *flat) {
    struct text title = line;
    if (text_starts(line, "title: ")) {
        title = text_slice(line, 8, line.len - 1);
    } else {
        size_t marks = text_run(line, '#');
        title = marks && marks < line.len && line.at[marks] == ' ' ? text_from(line, marks + 1) : line;
    }
    squeeze(title, true, &flat->text);
    buf_add_byte(&flat->text, '\n');
}

/* The last line of code runs into what follows; of a diagram it does not. */
static void flatten(struct text page, struct flat *flat) {
    struct text line;
    struct wanted *open = NULL;
    *flat = (struct flat){0};
    while (text_next_line(&page, &line)) {
        bool fence = text_starts(line, "```");
        if (fence && !open) {
            assert_true(flat->count < sizeof flat->blocks / sizeof *flat->blocks);
            open = &flat->blocks[flat->count++];
            open->language = text_from(line, 3);
        } else if (fence) {
            if (!text_is(open->language, "mermaid"))
                flat->text.len--;
            open = NULL;
        } else if (!text_is_blank(line) && open) {
            buf_add(&open->code, line);
            buf_add_byte(&open->code, '\n');
            squeeze(line, false, &flat->text);
            buf_add_byte(&flat->text, '\n');
        } else if (!text_is_blank(line) && !text_is(line, "---")) {
            flatten_prose(line, flat);
        }
    }
}

static void flat_free(struct flat *flat) {
    buf_free(&flat->text);
    for (size_t i = 0; i < flat->count; i++)
        buf_free(&flat->blocks[i].code);
}

static void squash(struct text t, struct buf *out) {
    for (size_t i = 0; i < t.len; i++)
        if (!byte_is_blank(t.at[i]) && !byte_is_eol(t.at[i]))
            buf_add_byte(out, t.at[i]);
}

/* The blocks hold the text, all of it and in its order. */
static void keeps_all(const struct plain_page *page, struct text text) {
    struct buf got = {0}, want = {0};
    squash(page->title, &got);
    for (size_t i = 0; i < page->block_count; i++) {
        const struct plain_block *block = &page->blocks[i];
        squash(block->words, &got);
        if (block->words.len && !block->bare)
            buf_add_byte(&got, ':');
        squash(block->text, &got);
        for (size_t k = 0; k < block->count; k++)
            squash(page->pieces[block->first + k], &got);
    }
    squash(text, &want);
    if (!text_equal(buf_text(&got), buf_text(&want)))
        fail_msg("text was lost or moved");
    buf_free(&got);
    buf_free(&want);
}

static bool is_code(const struct plain_block *block) {
    return block->kind == BLOCK_CODE || block->kind == BLOCK_DIAGRAM;
}

static const char *language_of(const struct plain_block *block) {
    if (block->kind == BLOCK_DIAGRAM)
        return "mermaid";
    return block->grammar < 0 ? "" : grammar_at((size_t)block->grammar)->name;
}

/* What a line says, runs of blanks as one, behind its indentation as it stands. */
static void add_layout(struct text code, struct buf *out) {
    struct text line;
    while (text_next_line(&code, &line)) {
        buf_add_run(out, ' ', line.len - text_trim_left(line).len);
        squeeze(line, false, out);
        buf_add_byte(out, '\n');
    }
}

static void compare_block(const char *name, const struct plain_page *page, const struct plain_block *block,
                          const struct wanted *wanted) {
    struct buf code = {0}, got = {0}, want = {0};
    if (!text_is(wanted->language, language_of(block)))
        fail_msg("%s: %.*s came back as %s", name, TEXT_ARG(wanted->language), language_of(block));
    plain_indent(page, block, &code);
    add_layout(buf_text(&code), &got);
    add_layout(buf_text(&wanted->code), &want);
    if (!text_equal(buf_text(&got), buf_text(&want)))
        fail_msg("%s: wanted\n%sbut got\n%s", name, want.at, got.at);
    buf_free(&code);
    buf_free(&got);
    buf_free(&want);
}

static void check_page(const char *name, struct text markdown) {
    struct flat flat;
    struct plain_page page;
    struct source source;
    struct read_context with = context();
    flatten(markdown, &flat);
    source_init(&source, name, buf_text(&flat.text));
    assert_true(plain_claims(&with, &source));
    plain_recover(&page, &with, &source);
    keeps_all(&page, source.bytes);
    size_t found = 0;
    for (size_t i = 0; i < page.block_count; i++)
        if (is_code(&page.blocks[i]) && found < flat.count)
            compare_block(name, &page, &page.blocks[i], &flat.blocks[found++]);
        else if (is_code(&page.blocks[i]))
            found++;
    if (found != flat.count)
        fail_msg("%s: %zu blocks of code, but %zu came back", name, flat.count, found);
    plain_page_free(&page);
    source_free(&source);
    flat_free(&flat);
}

static bool is_copied(const char *text) { return claimed_by(plain_claims, profiles, text); }

/* A comment that begins as an entry's heading makes no Markdown; headings do. */
static void copied_text_is_told_from_markdown(void **state) {
    (void)state;
    assert_true(is_copied("Cups\nExample 1: One\nIt is:\n# Example: print it\nprint(1)\n"));
    assert_true(is_copied("Example 1: One\n# Example 1: as before\nx = 1\nExample 2: Two\n"));
    assert_false(is_copied("# Cups\n\n## Example 1: One\n\nIt is.\n"));
    assert_false(is_copied("## Example 1: One\n\nExample 2: is said in prose\n"));
    assert_false(is_copied("Example 1: One\n\n```sh\nls\n```\n"));
}

static void fixtures_come_back(void **state) {
    (void)state;
    static const char *const suffixes[] = {".md", NULL};
    struct tree tree = {0};
    tree_add(&tree, "tests/fixtures/plain", suffixes);
    tree_finish(&tree);
    assert_true(tree.count > 20);
    for (size_t i = 0; i < tree.count; i++) {
        struct buf bytes = {0};
        assert_null(file_read(tree.files[i].path, &bytes));
        check_page(tree.files[i].path, buf_text(&bytes));
        buf_free(&bytes);
    }
    tree_free(&tree);
}

static void recover(struct text text, struct plain_page *page, struct source *source) {
    static struct read_context with;
    with = context();
    source_init(source, "page", text);
    plain_recover(page, &with, source);
    keeps_all(page, text);
}

/* The kinds of a page's blocks, a letter each. */
static void has_kinds(struct text text, const char *wanted) {
    static const char letters[] = "phcdotwq-";
    struct plain_page page;
    struct source source;
    char kinds[64] = "";
    recover(text, &page, &source);
    for (size_t i = 0; i < page.block_count && i < sizeof kinds - 1; i++)
        kinds[i] = letters[page.blocks[i].kind];
    assert_string_equal(kinds, wanted);
    plain_page_free(&page);
    source_free(&source);
}

#define HEAD "Page\nExample 1: Start\nIt begins with a sentence of words.\n"

static void code_ends_at_seams_only(void **state) {
    (void)state;
    has_kinds(TEXT(HEAD "x = 1\nprint(x)Key Takeaway: Print it."), "hpct");
    has_kinds(TEXT(HEAD "x = 1\nprint(x)\nKey Takeaway: No seam, so no code."), "hpppt");
    has_kinds(TEXT(HEAD "x = 1\nprint(x)"), "hpc");
    has_kinds(TEXT(HEAD "let x = {\na: 1,\n}Reading it back again:\nconsole.log(x.a);Key Takeaway: Done."), "hpcpct");
    has_kinds(TEXT(HEAD "foo();Example 2: More\nIt goes on like this.\nKey Takeaway: Done."), "hpchpt");
    has_kinds(TEXT(HEAD "It goes on in words.Example 2: More\nAnd on."), "hpchp"); /* only code is glued to headings */
}

static void titles_stand_behind_navigation(void **state) {
    (void)state;
    static const char above[] = "Skip to main content\nDocs\nHome \u203A Guides\nOn this page\n";
    static const char below[] = "Python basics\nThis page shows how values are kept.\n"
                                "Example 1: Start\nIt begins with a sentence of words.\nprint(1)Key Takeaway: Done.";
    struct buf text = {0};
    buf_add_string(&text, above);
    buf_add_string(&text, below);
    has_kinds(buf_text(&text), "pppphphpct");
    buf_cut(&text, 0);
    buf_add_string(&text, above); /* no title among them */
    buf_add_string(&text, "Example 1: Start\nIt begins with a sentence of words.\nprint(1)Key Takeaway: Done.");
    has_kinds(buf_text(&text), "ppphpct");
    has_kinds(text_of(below), "phpct");
    buf_free(&text);
}

static void labels_in_strings_are_none(void **state) {
    (void)state;
    has_kinds(TEXT(HEAD "print(\"Key Takeaway: no\")\nprint(2)Key Takeaway: Yes."), "hpct");
}

static void labels_may_hold_parentheses(void **state) {
    (void)state;
    has_kinds(TEXT(HEAD "x = 1Key Takeaway: a.\nWhy It Matters (95 words): It does."), "hpctw");
}

static void diagrams_end_with_their_line(void **state) {
    (void)state;
    has_kinds(TEXT(HEAD "graph TD\nA[\"x\"] --> B\nstyle A fill:#fff\nclass Plugin:\npass\nprint(1)Key Takeaway: a."), "hpdct");
    has_kinds(TEXT(HEAD "classDiagram\nclass Shape {\n+area() float\n}\nShape <|-- Circle\nSo much for shapes."), "hpdp");
}

static void lists_and_labels_are_prose(void **state) {
    (void)state;
    has_kinds(TEXT("Page\nExample 1: A\nThree hooks hold state:\nuseState(initial) - holds a local value\nuseRef(null): keeps a mutable value\n"
                   "const [n, setN] = useState(0);\nsetN(n + 1);Key Takeaway: Done."),
              "hpppct");
    has_kinds(TEXT(HEAD "Approach 1: Imperative\nlet t = 0;\nfor (const x of xs) { t += x; }Approach 2 (functional):\n"
                        "const u = xs.reduce((a, b) => a + b);src/index.ts:\nexport { t, u };Key Takeaway: Done."),
              "hppcpcpct");
    has_kinds(TEXT(HEAD "print(0) # => 0> Note: mind the end.\nprint(1)Key Takeaway: Done."), "hpcpct");
}

static void announced_output_is_code(void **state) {
    (void)state;
    has_kinds(TEXT(HEAD "print(total)Output:\nThe total is seven\nAll is well.Key Takeaway: Done."), "hpcpct");
}

static void code_behind_code_is_parted(void **state) {
    (void)state;
    has_kinds(TEXT(HEAD "package main\nfunc main() {\nfmt.Println(1)\n}$ go run main.go\n1Key Takeaway: Done."), "hpcct");
    has_kinds(TEXT(HEAD "def f():\nreturn {\n'a': 1}\nprint(f())Key Takeaway: Done."), "hpct");
}

/* Every byte of these is in the document, and every example is found. */
static void bad_input_is_a_document(void **state) {
    (void)state;
    struct buf big = {0};
    buf_add_string(&big, HEAD);
    while (big.len < 2000000)
        buf_add_string(&big, "x = f(a, 'b'); }Foo # => bar ");
    buf_add_string(&big, "g();Key Takeaway: done.");
    has_kinds(buf_text(&big), "hpct");
    buf_free(&big);
    has_kinds(TEXT(HEAD "only words follow here, and no code at all.\nKey Takeaway: None."), "hppt");
    has_kinds(TEXT(HEAD "def f():\nreturn (1,"), "hpc"); /* cut off in the middle */
    has_kinds(TEXT("name,age\nAda,36\nBob,41\n"), "ppp");
    has_kinds((struct text){"Example 1: A\n\0\x01\xFF\xFE{\n", 19}, "hc");
}

static void other_texts_lose_nothing(void **state) {
    (void)state;
    struct plain_page page;
    struct source source;
    static const char *const texts[] = {"", "\n\n", "a,b,c\n1,2,3\n", "Permission is hereby granted.\nTo whom it may concern.\n",
                                        "Example 1: A", "Example 1: A\nExample 2: B", "```\nx\n```\n", "\xEF\xBB\xBF" "Example 1: A\nx\xFF" "{",
                                        HEAD "def f(:\nprint((((\nx = \"\"\"aKey Takeaway: b", HEAD "<<<<\n>>>>\n{{{{\n}}}}Key Takeaway: x"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        recover(text_of(texts[i]), &page, &source);
        plain_page_free(&page);
        source_free(&source);
    }
}

/* Bytes by chance, from the pieces that code and pages are made of. */
static void random_texts_lose_nothing(void **state) {
    (void)state;
    static const char *const pieces[] = {"Example ", "2: ", "Key Takeaway: ", "def f(x):", "\n", "\n", "}", "{", "(", ")", "\"", "'''", "/* ", "*/",
                                         "# => ", "// ", "a", "Bc ", "<div>", "</div>", "- k: v", "case x:", " ", "graph TD", "A --> B", "EOF", "<<EOF",
                                         "end", " do", ";", "=", "\xC3\xA9", "\x01", "let x =", "| A ->", "with", "try:", "else:", "return"};
    unsigned long seed = 20;
    for (int round = 0; round < 400; round++) {
        struct buf text = {0};
        buf_add_string(&text, round % 2 ? HEAD "import os\n" : "");
        for (int i = 0; i < 80; i++) {
            seed = (seed * 6364136223846793005UL + 1442695040888963407UL) & 0xFFFFFFFFFFFFUL;
            buf_add_string(&text, pieces[(seed >> 20) % (sizeof pieces / sizeof *pieces)]);
        }
        struct plain_page page;
        struct source source;
        recover(buf_text(&text), &page, &source);
        struct buf code = {0};
        for (size_t i = 0; i < page.block_count; i++)
            if (is_code(&page.blocks[i]))
                plain_indent(&page, &page.blocks[i], &code);
        buf_free(&code);
        plain_page_free(&page);
        source_free(&source);
        buf_free(&text);
    }
}

static void prose_keeps_its_marks(void **state) {
    (void)state;
    struct buf out = {0};
    plain_write_prose(TEXT("1. a \"b\" it's `c` *d* &amp;"), &out);
    assert_string_equal(out.at, "1\\. a \\\"b\\\" it\\'s \\`c\\` \\*d\\* \\&amp;");
    buf_free(&out);
}

static void words_count(void **state) {
    (void)state;
    struct words words = {0};
    char names[300][8];
    for (size_t i = 0; i < 300; i++) {
        snprintf(names[i], sizeof names[i], "w%zu", i);
        *words_at(&words, text_of(names[i])) = (uint32_t)i + 1;
    }
    for (size_t i = 0; i < 300; i++)
        assert_int_equal(words_get(&words, text_of(names[i])), i + 1);
    assert_int_equal(words_get(&words, TEXT("none")), 0);
    words_free(&words);
}

static int set_up(void **state) {
    (void)state;
    profiles = profiles_built_in();
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    profiles_free(profiles);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(copied_text_is_told_from_markdown),
        cmocka_unit_test(fixtures_come_back),           cmocka_unit_test(code_ends_at_seams_only),
        cmocka_unit_test(titles_stand_behind_navigation),
        cmocka_unit_test(labels_in_strings_are_none),   cmocka_unit_test(labels_may_hold_parentheses),
        cmocka_unit_test(diagrams_end_with_their_line), cmocka_unit_test(other_texts_lose_nothing),
        cmocka_unit_test(random_texts_lose_nothing),    cmocka_unit_test(prose_keeps_its_marks),
        cmocka_unit_test(lists_and_labels_are_prose),   cmocka_unit_test(announced_output_is_code),
        cmocka_unit_test(code_behind_code_is_parted),   cmocka_unit_test(bad_input_is_a_document),
        cmocka_unit_test(words_count),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}

/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "base/buf.h"
#include "doc/document.h"

/* What block_annotate() finds, one "line:column[!] text" for each, "!" for one on a line of its own. */
static void annotations_are(const char *language, const char *code, const char *expected) {
    struct arena arena = {0};
    struct block block = {.kind = BLOCK_CODE, .language = text_of(language), .text = text_of(code)};
    struct buf buf = {0};
    block_annotate(&block, &arena);
    for (uint32_t i = 0; i < block.annotation_count; i++) {
        const struct annotation *a = &block.annotations[i];
        buf_print(&buf, "%s%u:%u%s %.*s", i ? "|" : "", a->line, a->column, a->own_line ? "!" : "",
                  TEXT_ARG(a->text));
        assert_true(text_starts(text_from(block.text, a->begin), ""));
        assert_true(text_equal(text_slice(block.text, a->begin, a->begin + a->leader.len), a->leader));
    }
    if (!text_is(buf_text(&buf), expected))
        fail_msg("%s: %s\n  found    %.*s\n  expected %s", language, code, TEXT_ARG(buf_text(&buf)),
                 expected);
    buf_free(&buf);
    arena_free(&arena);
}

static void stripped_is(const char *language, const char *code, const char *expected) {
    struct arena arena = {0};
    struct block block = {.kind = BLOCK_CODE, .language = text_of(language), .text = text_of(code)};
    block_annotate(&block, &arena);
    struct text left = block_without_annotations(&block, &arena);
    if (!text_is(left, expected))
        fail_msg("%s: %s\n  left     %.*s\n  expected %s", language, code, TEXT_ARG(left), expected);
    arena_free(&arena);
}

static void finds(void **state) {
    (void)state;
    annotations_are("python", "x = 1  # => one\n", "1:8 one");
    annotations_are("python", "# => own\nx = 1\n    #   =>   far  \n", "1:1! own|3:5! far");
    annotations_are("python", "x = 1  #=> one\ny = 2 ## => two\n", "1:8 one|2:7 two");
    annotations_are("python", "x = 1  # =>\n", "1:8 ");
    annotations_are("python", "# x = 1   # => commented out\n", "1:11 commented out");
    annotations_are("python", "s = \"\xC3\xA4\xC3\xB6\" # => umlauts\n", "1:10 umlauts");
    annotations_are("go", "a := 1 // => a\n/// => b\n", "1:8 a|2:1! b");
    annotations_are("sql", "SELECT 1; -- => 1\n--   => 2", "1:11 1|2:1! 2");
    annotations_are("clojure", "(+ 1 2) ;; => 3\n;=> 4\n;;; => 5\n", "1:9 3|2:1! 4|3:1! 5");
    annotations_are("haskell", "f x = x -- => id\n", "1:9 id");
    annotations_are("css", "a { } /* => rule */\n/* => own */\n", "1:7 rule|2:1! own");
    annotations_are("c", "f(/* => in */ 1); // => out\n", "1:3 in|1:19 out");
    annotations_are("html", "<p></p> <!-- => para -->\n", "1:9 para");
    annotations_are("erlang", "X = 1, %% => one\n", "1:8 one");
    annotations_are("bash", "cat <<EOF # => begins\n# => no\nEOF   # => ends\n# => yes\n",
                    "1:11 begins|3:7 ends|4:1! yes");
    annotations_are("wat", "(nop) ;; => nothing\n", "1:7 nothing");
}

static void finds_nothing(void **state) {
    (void)state;
    annotations_are("typescript", "const f = (x) => x; // doubles\n", "");
    annotations_are("scala", "case x => y\n", "");
    annotations_are("ruby", "h = { :a => 1 } # hash\n", "");
    annotations_are("python", "s = '# => no'\n", "");
    annotations_are("python", "\"\"\"\n# => no\n\"\"\"\n", "");
    annotations_are("go", "s := `\n// => no\n`\n", "");
    annotations_are("typescript", "const t = `\n  // => no\n`;\n", "");
    annotations_are("bash", "cat <<EOF\n# => no\nEOF\n", "");
    annotations_are("yaml", "a: |\n  # => no\n", "");
    annotations_are("c", "/*\n// => no\n*/\n", "");
    annotations_are("python", "# no arrow\n", "");
    annotations_are("python", "", "");
    annotations_are("bash", "curl http://x/#=>\n", "");
}

static void survives_what_is_never_closed(void **state) {
    (void)state;
    annotations_are("bash", "echo It's\n# => yes\n", "2:1! yes");
    annotations_are("bash", "a # => one\necho 'open\n# => two\necho \"open\n# => three\n",
                    "1:3 one|3:1! two|5:1! three");
    annotations_are("bash", "cat <<EOF\n# => yes\n", "2:1! yes");
    annotations_are("bash", "(( x << y ))\necho # => yes\n", "2:6 yes");
    annotations_are("python", "\"\"\"\n# => yes\n", "2:1! yes");
    annotations_are("c", "/* open\n// => yes\n", "2:1! yes");
}

static void takes_foreign_and_unknown_leaders(void **state) {
    (void)state;
    annotations_are("kotlin", "val x = 1\n# => wrong leader\n", "2:1! wrong leader");
    annotations_are("kotlin", "val s = \"\"\"\n# => inside\n\"\"\"\n", "");
    annotations_are("python", "  // => wrong leader\n-- => too\n", "1:3! wrong leader|2:1! too");
    annotations_are("json", "{\"a\": 1} // => not JSON\n", "1:10 not JSON");
    annotations_are("", "x # => a\ny // => b\nz -- => c\nw ; => d\n", "1:3 a|2:3 b|3:3 c|4:3 d");
    annotations_are("made-up", "i-- ; // => a\nx = \"# => no\"\n", "1:7 a");
    annotations_are("text", "don't # => a\n", "1:7 a");
}

static void strips(void **state) {
    (void)state;
    stripped_is("python", "x = 1  # => one\ny = 2\n", "x = 1\ny = 2\n");
    stripped_is("python", "# => own\nx = 1\n    # => own\n", "x = 1\n");
    stripped_is("python", "x = 1\n# => last", "x = 1\n");
    stripped_is("python", "# pass   # => no\n", "# pass\n");
    stripped_is("python", "s = '# => no'\n", "s = '# => no'\n");
    stripped_is("python", "s = \"\"\"\n# => no\n\"\"\"  # => yes\n", "s = \"\"\"\n# => no\n\"\"\"\n");
    stripped_is("c", "f(/* => kept */ 1);  // => cut\n", "f(/* => kept */ 1);\n");
    stripped_is("c", "a; /* => cut */  \nb;\n/* => own */\n", "a;\nb;\n");
    stripped_is("c", "a; /* => goes\n on */ b;\n", "a; /* => goes\n on */ b;\n");
    stripped_is("kotlin", "# => foreign\nval x = 1\n", "val x = 1\n");
    stripped_is("python", "x = 1 # plain\n", "x = 1 # plain\n");
    stripped_is("python", "# => all", "");
}

static void stays_linear(void **state) {
    (void)state;
    enum { SIZE = 1 << 18 };
    static const char *const units[] = {"# => ",        "/* => */", "'",      "\"\"\" # =>\n", "/*",
                                        "<<EOF # =>\n", "=>",       "# ",     "R\"(",          "r#\"\n",
                                        "a: |\n",       "/[",       "' /**/", "          =>"};
    static const char *const names[] = {"python", "c",          "bash",    "cpp", "rust",
                                        "yaml",   "typescript", "haskell", "",    "hcl"};
    char *text = malloc(SIZE);
    for (size_t u = 0; u < sizeof units / sizeof *units; u++)
        for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
            size_t unit = strlen(units[u]);
            for (size_t i = 0; i < SIZE; i++)
                text[i] = units[u][i % unit];
            struct arena arena = {0};
            struct block block = {.kind = BLOCK_CODE, .language = text_of(names[n]), .text = {text, SIZE}};
            clock_t begin = clock();
            block_annotate(&block, &arena);
            struct text left = block_without_annotations(&block, &arena);
            assert_true(left.len <= SIZE);
            arena_free(&arena);
            if ((double)(clock() - begin) / CLOCKS_PER_SEC > 1)
                fail_msg("%s in %s takes too long", units[u], names[n]);
        }
    free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds),
        cmocka_unit_test(finds_nothing),
        cmocka_unit_test(survives_what_is_never_closed),
        cmocka_unit_test(takes_foreign_and_unknown_leaders),
        cmocka_unit_test(strips),
        cmocka_unit_test(stays_linear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

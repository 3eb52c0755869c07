/* SPDX-License-Identifier: MIT */
#include "doc/language.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* Offset of the first comment leader in a line that is not inside a string, or TEXT_NONE; *leader is then its length.
 * Goes on from state and leaves it as it is at the line's end. */
static size_t find_comment(const struct language *language, struct text line, struct language_state *state,
                           size_t *leader) {
    struct language_comment comment;
    size_t found = TEXT_NONE, from = 0;
    while (language_next_comment(language, line, from, state, &comment)) {
        if (found == TEXT_NONE) {
            found = comment.begin;
            *leader = comment.leader;
        }
        if (!comment.closed)
            break;
        from = comment.end;
    }
    return found;
}

static void names_are_unique(void **state) {
    (void)state;
    for (size_t i = 0; i < language_count(); i++) {
        const struct language *row = language_at(i);
        assert_ptr_equal(language_find(text_of(row->name)), row);
        for (const char *const *alias = row->aliases; *alias; alias++)
            if (language_find(text_of(*alias)) != row)
                fail_msg("alias %s of %s names another row", *alias, row->name);
    }
    assert_null(language_at(language_count()));
}

static void rows_are_well_formed(void **state) {
    (void)state;
    for (size_t i = 0; i < language_count(); i++) {
        const struct language *row = language_at(i);
        for (const char *c = row->name; *c; c++)
            assert_true(byte_lower(*c) == *c);
        for (const char *const *alias = row->aliases; *alias; alias++)
            for (const char *c = *alias; *c; c++)
                assert_true(byte_lower(*c) == *c);
        assert_null(row->leaders[LANGUAGE_LEADERS]);
        assert_null(row->strings[LANGUAGE_STRINGS].open);
        for (int j = 0; j < LANGUAGE_STRINGS && row->strings[j].open; j++) {
            assert_true(*row->strings[j].open && row->strings[j].close && *row->strings[j].close);
            for (int k = j + 1; k < LANGUAGE_STRINGS && row->strings[k].open; k++)
                assert_false(text_starts(text_of(row->strings[k].open), row->strings[j].open));
        }
    }
}

static void finds_without_regard_to_case(void **state) {
    (void)state;
    static const char *const same[][2] = {
        {"PY", "python"},         {"C++", "cpp"},       {"C#", "csharp"},     {"Shell", "bash"},
        {"zsh", "bash"},          {"console", "bash"},  {"terraform", "hcl"}, {"tf", "hcl"},
        {"yml", "yaml"},          {"F#", "fsharp"},     {"golang", "go"},     {"kt", "kotlin"},
        {"Docker", "dockerfile"}, {"puml", "plantuml"},
    };
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        const struct language *language = language_find(text_of(same[i][0]));
        assert_non_null(language);
        assert_string_equal(language->name, same[i][1]);
    }
    assert_null(language_find(TEXT("no-such-language")));
    assert_null(language_find((struct text){NULL, 0}));
    assert_non_null(language_unknown());
    assert_null(language_find(TEXT("json"))->leaders[0]);
}

/* Every language that pages use most, in one line: where its comment begins, -1 for nowhere. */
static void one_line(void **state) {
    (void)state;
    static const struct {
        const char *language, *line;
        int at;
    } rows[] = {
        {"python", "x = 1  # one", 7},
        {"python", "x = '#no'  # yes", 11},
        {"python", "x = \"a\\\"#\"  # yes", 12},
        {"python", "x = '''#''' # y", 12},
        {"python", "\"\"\"all # inside\"\"\"", -1},
        {"python", "print(\"it's\")  # y", 15},
        {"go", "s := `a // b` // c", 14},
        {"go", "r := '\"' // quote", 9},
        {"go", "u := \"http://x\"", -1},
        {"java", "char c = '\\''; // x", 15},
        {"typescript", "const r = /[\"']/; // x", 18},
        {"typescript", "const r = a / b; // x", 17},
        {"typescript", "const u = `http://${h}`; // x", 25},
        {"typescript", "f(x => /\\/\\//.test(x)); // x", 24},
        {"kotlin", "val x = \"a$b\" // x", 14},
        {"csharp", "var p = @\"C:\\\"; // x", 16},
        {"fsharp", "let f = (*) // mul", 12},
        {"fsharp", "let f x' = x' // y", 14},
        {"rust", "fn f<'a>(x: &'a str) // y", 21},
        {"rust", "struct S<'a> { // y", 15},
        {"rust", "let r = r#\"a \" // b\"#; // c", 23},
        {"c", "char s[] = \"/* no */\"; /* yes */", 23},
        {"cpp", "auto s = R\"(// no)\"; // yes", 21},
        {"dart", "var s = r'\\'; // x", 14},
        {"swift", "let s = #\"a\"b // c\"# // d", 21},
        {"elixir", "c = ?\"  # quote", 8},
        {"elixir", "s = \"#{x}\" # y", 11},
        {"ruby", "c = ?# # y", 7},
        {"ruby", "s =~ /['\"]/ # y", 12},
        {"clojure", "(str \\\" \"a;b\") ; x", 15},
        {"clojure", "'(1 2) ;; x", 7},
        {"haskell", "x --> y -- z", 8},
        {"haskell", "x' = c '\"' -- z", 11},
        {"haskell", "(|--) a", -1},
        {"sql", "SELECT 'a--b', \"c--d\" -- e", 22},
        {"sql", "SELECT 'it''s' -- x", 15},
        {"sql", "SELECT 'C:\\' -- x", 13},
        {"bash", "echo a#b ${#x} $# # c", 18},
        {"bash", "echo \\\"; # c", 9},
        {"bash", "echo '\\' # c", 9},
        {"bash", "make;# c", 5},
        {"bash", "curl http://x#frag", -1},
        {"powershell", "echo \"a`\"#b\" # c", 13},
        {"hcl", "a = \"#//\" // c", 10},
        {"hcl", "a = 1 # c", 6},
        {"yaml", "a: b#c # d", 7},
        {"yaml", "a: don't # d", 9},
        {"yaml", "a: 'x # y' # z", 11},
        {"json", "{\"a\": 1} // no", -1},
        {"json5", "{a: '//'} // yes", 10},
        {"toml", "a = '\\' # x", 8},
        {"ini", "a=b;c ; d", 6},
        {"html", "<p>x</p> <!-- y -->", 9},
        {"css", "a { } /* x */", 6},
        {"makefile", "a = \\# b # c", 9},
        {"lua", "s = [[--]] -- x", 11},
        {"php", "$a = '#'; # x", 10},
        {"perl", "$n = $#a; # x", 10},
        {"awk", "/\"/ { print } # x", 14},
        {"wat", "(i32.const 1) ;; x", 14},
        {"mermaid", "A --> B %% x", -1},
        {"mermaid", "  %% x", 2},
        {"erlang", "X = $\", % y", 8},
        {"ocaml", "let x' = 1 (* y *)", 11},
        {"zig", "const c = '\"'; // x", 15},
        {"protobuf", "string a = 1; // x", 14},
        {"gherkin", "Given 5 # x", -1},
        {"vim", "echo \"x\"", -1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct language_state scan = {0};
        size_t leader = 0, at = find_comment(language_find(text_of(rows[i].language)),
                                                      text_of(rows[i].line), &scan, &leader);
        int found = at == TEXT_NONE ? -1 : (int)at;
        if (found != rows[i].at)
            fail_msg("%s: \"%s\": found %d, expected %d", rows[i].language, rows[i].line, found, rows[i].at);
        if (found >= 0)
            assert_true(leader > 0);
    }
}

static void goes_on_over_lines(void **state) {
    (void)state;
    static const struct {
        const char *language, *text;
        int line; /* of the only comment, from 1; 0: none */
    } rows[] = {
        {"python", "s = \"\"\"\n# no\n\"\"\"\n# yes\n", 4},
        {"python", "s = '\n# yes\n", 2},
        {"go", "s := `\n// no\n`\n// yes\n", 4},
        {"c", "int a; /\n\"\n// yes\n", 3},
        {"bash", "cat <<EOF\n# no\n EOF\nEOF\n# yes\n", 5},
        {"bash", "cat <<-'EOF'\n# no\n\tEOF\n# yes\n", 4},
        {"bash", "cat <<< x\n# yes\n", 2},
        {"bash", "echo 'a\n# no\n'\n# yes\n", 4},
        {"ruby", "x = <<~SQL\n  # no\nSQL\n# yes\n", 4},
        {"ruby", "class << self\n# yes\n", 2},
        {"hcl", "a = <<-EOT\n  # no\n  EOT\n# yes\n", 4},
        {"php", "$a = <<<EOT\n# no\nEOT;\n# yes\n", 4},
        {"yaml", "a: |\n  # no\n\n  # no\nb: c # yes\n", 5},
        {"yaml", "- run: >-\n    # no\n- b # yes\n", 3},
        {"yaml", "a: b\nc: 'd\n  # no'\n", 0},
        {"elixir", "@doc \"\"\"\n# no\n\"\"\"\n# yes\n", 4},
        {"kotlin", "val s = \"\"\"\n// no \\\"\"\"\n// yes\n", 3},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct language_state scan = {0};
        struct text rest = text_of(rows[i].text), line;
        int found = 0;
        for (int number = 1; text_next_line(&rest, &line); number++) {
            size_t leader;
            if (find_comment(language_find(text_of(rows[i].language)), line, &scan, &leader) !=
                    TEXT_NONE &&
                !found)
                found = number;
        }
        if (found != rows[i].line)
            fail_msg("%s: %s: found in line %d, expected %d", rows[i].language, rows[i].text, found,
                     rows[i].line);
    }
}

static void block_comments(void **state) {
    (void)state;
    struct language_state scan = {0};
    struct language_comment comment;
    const struct language *c = language_find(TEXT("c"));
    struct text line = TEXT("a /* b */ c /* d");
    assert_true(language_next_comment(c, line, 0, &scan, &comment));
    assert_true(comment.closed);
    assert_int_equal(comment.begin, 2);
    assert_int_equal(comment.end, 9);
    assert_true(language_next_comment(c, line, comment.end, &scan, &comment));
    assert_false(comment.closed);
    assert_int_equal(comment.begin, 12);
    assert_true(language_state_is_open(&scan));
    line = TEXT("e */ // f");
    assert_true(language_next_comment(c, line, 0, &scan, &comment));
    assert_int_equal(comment.begin, 5);
    assert_null(comment.closer);
    assert_false(language_state_is_open(&scan));
}

/* Whatever the bytes, the scanner stays inside the line. */
static void any_bytes(void **state) {
    (void)state;
    char bytes[64];
    uint32_t seed = 1;
    for (size_t i = 0; i < language_count() * 200; i++) {
        static const char alphabet[] = "\"'`#/*-;%\\<>=$(){}[]|@rR?E \t\n\xC3\xFF";
        size_t length = i % sizeof bytes;
        for (size_t j = 0; j < length; j++) {
            seed = seed * 1664525 + 1013904223;
            bytes[j] = alphabet[(seed >> 16) % (sizeof alphabet - 1)];
        }
        struct language_state scan = {0};
        struct text rest = {bytes, length}, line;
        while (text_next_line(&rest, &line)) {
            size_t leader,
                at = find_comment(language_at(i % language_count()), line, &scan, &leader);
            if (at != TEXT_NONE)
                assert_true(at + leader <= line.len);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_unique),
        cmocka_unit_test(rows_are_well_formed),
        cmocka_unit_test(finds_without_regard_to_case),
        cmocka_unit_test(one_line),
        cmocka_unit_test(goes_on_over_lines),
        cmocka_unit_test(block_comments),
        cmocka_unit_test(any_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

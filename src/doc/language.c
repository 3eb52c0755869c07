/* SPDX-License-Identifier: MIT */
#include "doc/language.h"

#include "base/utf8.h"

#define NAMES(...) ((const char *const[]){__VA_ARGS__, NULL})
#define NO_NAMES   ((const char *const[]){NULL})

/* Strings, as rows of struct language_string. */
#define QUOTED                                                                                               \
    { "\"", "\"", '\\', false, false }
#define QUOTED_ML                                                                                            \
    { "\"", "\"", '\\', true, false }
#define QUOTED_RAW                                                                                           \
    { "\"", "\"", 0, false, false }
#define SINGLE                                                                                               \
    { "'", "'", '\\', false, false }
#define SINGLE_ML                                                                                            \
    { "'", "'", '\\', true, false }
#define SINGLE_RAW                                                                                           \
    { "'", "'", 0, false, false }
#define CHARACTER                                                                                            \
    { "'", "'", '\\', false, true }
#define TICKS                                                                                                \
    { "`", "`", '\\', true, false }
#define TICKS_RAW                                                                                            \
    { "`", "`", 0, true, false }
#define TRIPLE                                                                                               \
    { "\"\"\"", "\"\"\"", '\\', true, false }
#define TRIPLE_RAW                                                                                           \
    { "\"\"\"", "\"\"\"", 0, true, false }
#define TRIPLE_1                                                                                             \
    { "'''", "'''", '\\', true, false }
#define TRIPLE_1R                                                                                            \
    { "'''", "'''", 0, true, false }
#define VERBATIM                                                                                             \
    { "@\"", "\"", 0, true, false }

/* Leaders with their closers. */
#define HASH_COMMENTS   .leaders = {"#"}
#define DASH_COMMENTS   .leaders = {"--", "/*"}, .closers = {NULL, "*/"}
#define SLASH_COMMENTS  .leaders = {"//", "/*"}, .closers = {NULL, "*/"}
#define MARKUP_COMMENTS .leaders = {"<!--"}, .closers = {"-->"}
#define LISP_COMMENTS   .leaders = {";;", ";", "#|"}, .closers = {NULL, NULL, "|#"}
#define ML_COMMENTS     .leaders = {"(*"}, .closers = {"*)"}

#define SCRIPT_STRINGS                                                                                       \
    { TICKS, QUOTED, SINGLE }

static const struct language languages[] = {
    {"python", NAMES("py", "python3", "py3", "pyi", "gyp"), HASH_COMMENTS,
     .strings = {TRIPLE, TRIPLE_1, QUOTED, SINGLE}},
    {"starlark", NAMES("bzl", "bazel", "star"), HASH_COMMENTS, .strings = {TRIPLE, TRIPLE_1, QUOTED, SINGLE}},
    {"go", NAMES("golang"), SLASH_COMMENTS, .strings = {TICKS_RAW, QUOTED, CHARACTER}},
    {"java", NAMES("jsh"), SLASH_COMMENTS, .strings = {TRIPLE, QUOTED, CHARACTER}},
    {"typescript", NAMES("ts", "mts", "cts"), SLASH_COMMENTS, .strings = SCRIPT_STRINGS,
     .traits = LANGUAGE_REGEX},
    {"javascript", NAMES("js", "mjs", "cjs", "node", "es6"), SLASH_COMMENTS, .strings = SCRIPT_STRINGS,
     .traits = LANGUAGE_REGEX},
    {"tsx", NO_NAMES, SLASH_COMMENTS, .strings = SCRIPT_STRINGS},
    {"jsx", NO_NAMES, SLASH_COMMENTS, .strings = SCRIPT_STRINGS},
    {"kotlin", NAMES("kt", "kts"), SLASH_COMMENTS, .strings = {TRIPLE_RAW, QUOTED, CHARACTER}},
    {"csharp", NAMES("cs", "c#", "dotnet"), SLASH_COMMENTS,
     .strings = {TRIPLE_RAW,
                 {"@$\"", "\"", 0, true, false},
                 {"$@\"", "\"", 0, true, false},
                 VERBATIM,
                 QUOTED,
                 CHARACTER}},
    {"fsharp", NAMES("fs", "f#", "fsx", "fsi"), .leaders = {"//", "(*"}, .closers = {NULL, "*)"},
     .strings = {TRIPLE_RAW, VERBATIM, QUOTED_ML, CHARACTER}},
    {"rust", NAMES("rs"), SLASH_COMMENTS,
     .strings = {{"r##\"", "\"##", 0, true, false},
                 {"r#\"", "\"#", 0, true, false},
                 {"r\"", "\"", 0, true, false},
                 QUOTED_ML,
                 CHARACTER}},
    {"c", NAMES("h"), SLASH_COMMENTS, .strings = {QUOTED, CHARACTER}},
    {"cpp", NAMES("c++", "cxx", "cc", "hpp", "hxx", "cuda", "arduino", "ino"), SLASH_COMMENTS,
     .strings = {{"R\"(", ")\"", 0, true, false}, QUOTED, CHARACTER}},
    {"objective-c", NAMES("objc", "objectivec", "obj-c", "mm"), SLASH_COMMENTS,
     .strings = {QUOTED, CHARACTER}},
    {"dart", NAMES("flutter"), SLASH_COMMENTS,
     .strings = {{"r\"\"\"", "\"\"\"", 0, true, false},
                 {"r'''", "'''", 0, true, false},
                 TRIPLE,
                 TRIPLE_1,
                 {"r\"", "\"", 0, false, false},
                 {"r'", "'", 0, false, false},
                 QUOTED,
                 SINGLE}},
    {"swift", NO_NAMES, SLASH_COMMENTS,
     .strings = {{"#\"\"\"", "\"\"\"#", 0, true, false}, TRIPLE, {"#\"", "\"#", 0, false, false}, QUOTED}},
    {"elixir", NAMES("ex", "exs", "iex", "eex", "heex"), HASH_COMMENTS,
     .strings = {TRIPLE, TRIPLE_1, QUOTED_ML, SINGLE_ML}, .escape = '?'},
    {"ruby", NAMES("rb", "irb", "rake", "gemfile", "crystal", "cr"), HASH_COMMENTS,
     .strings = {{"%w[", "]", 0, true, false}, {"%i[", "]", 0, true, false}, QUOTED_ML, SINGLE_ML, TICKS},
     .traits = LANGUAGE_HEREDOC | LANGUAGE_REGEX, .escape = '?'},
    {"clojure", NAMES("clj", "cljs", "cljc", "edn", "clojurescript"), .leaders = {";;", ";"},
     .strings = {QUOTED_ML}, .escape = '\\'},
    {"lisp", NAMES("common-lisp", "commonlisp", "cl", "scheme", "racket", "elisp", "emacs-lisp"),
     LISP_COMMENTS, .strings = {QUOTED_ML}, .escape = '\\'},
    {"haskell", NAMES("hs", "ghci", "elm", "purescript", "purs", "agda", "idris"), .leaders = {"--", "{-"},
     .closers = {NULL, "-}"}, .strings = {QUOTED, CHARACTER}, .traits = LANGUAGE_SYMBOLS},
    {"scala", NAMES("sc", "sbt"), SLASH_COMMENTS, .strings = {TRIPLE_RAW, QUOTED, CHARACTER}},
    {"sql",
     NAMES("postgresql", "postgres", "psql", "plpgsql", "pgsql", "mysql", "mariadb", "sqlite", "sqlite3",
           "tsql", "plsql"),
     DASH_COMMENTS, .strings = {{"'", "'", 0, true, false}, QUOTED_RAW, {"`", "`", 0, false, false}}},
    {"bash",
     NAMES("sh", "shell", "zsh", "ksh", "fish", "console", "shell-session", "shellsession", "terminal",
           "bats"),
     HASH_COMMENTS, .strings = {{"$'", "'", '\\', true, false}, QUOTED_ML, {"'", "'", 0, true, false}},
     .traits = LANGUAGE_WORDS | LANGUAGE_HEREDOC, .escape = '\\'},
    {"powershell", NAMES("ps1", "posh", "pwsh", "ps", "psm1"), .leaders = {"#", "<#"},
     .closers = {NULL, "#>"},
     .strings = {{"@\"", "\"@", 0, true, false},
                 {"@'", "'@", 0, true, false},
                 {"\"", "\"", '`', true, false},
                 {"'", "'", 0, true, false}},
     .traits = LANGUAGE_WORDS, .escape = '`'},
    {"batch", NAMES("bat", "cmd", "dosbatch"), .leaders = {"REM", "rem", "::"}, .strings = {QUOTED_RAW},
     .traits = LANGUAGE_LINES},
    {"hcl", NAMES("terraform", "tf", "tfvars", "opentofu", "nomad", "packer"), .leaders = {"#", "//", "/*"},
     .closers = {NULL, NULL, "*/"}, .strings = {QUOTED}, .traits = LANGUAGE_HEREDOC},
    {"yaml", NAMES("yml"), HASH_COMMENTS, .strings = {QUOTED_ML, {"'", "'", 0, true, false}},
     .traits = LANGUAGE_WORDS | LANGUAGE_YAML},
    {"json", NAMES("jsonl", "ndjson", "geojson", "jsonld", "webmanifest"), .strings = {QUOTED}},
    {"json5", NO_NAMES, SLASH_COMMENTS, .strings = {QUOTED, SINGLE}},
    {"jsonc", NAMES("json-with-comments", "hujson"), SLASH_COMMENTS, .strings = {QUOTED}},
    {"toml", NAMES("tml"), HASH_COMMENTS, .strings = {TRIPLE, TRIPLE_1R, QUOTED, SINGLE_RAW}},
    {"ini", NAMES("cfg", "conf", "editorconfig", "gitconfig", "desktop", "systemd"), .leaders = {";", "#"},
     .traits = LANGUAGE_WORDS},
    {"properties", NAMES("java-properties", "jproperties"), .leaders = {"#", "!"}, .traits = LANGUAGE_LINES},
    {"dotenv", NAMES("env"), HASH_COMMENTS, .strings = {QUOTED_ML, {"'", "'", 0, true, false}},
     .traits = LANGUAGE_WORDS},
    {"xml",
     NAMES("svg", "xsd", "xsl", "xslt", "rss", "plist", "pom", "xhtml", "wsdl", "csproj", "fsproj", "xaml"),
     MARKUP_COMMENTS},
    {"html", NAMES("htm", "vue", "svelte", "astro", "html5"), MARKUP_COMMENTS},
    {"erb", NAMES("rhtml", "html+erb", "ejs"), .leaders = {"<%#", "<!--"}, .closers = {"%>", "-->"}},
    {"jinja2", NAMES("jinja", "j2", "django", "twig", "nunjucks", "liquid"), .leaders = {"{#", "<!--", "#"},
     .closers = {"#}", "-->"}, .traits = LANGUAGE_WORDS},
    {"blade", NO_NAMES, .leaders = {"{{--", "<!--", "//"}, .closers = {"--}}", "-->"}},
    {"razor", NAMES("cshtml", "aspnetcorerazor"), .leaders = {"@*", "<!--", "//"}, .closers = {"*@", "-->"}},
    {"markdown", NAMES("md", "mdx", "mkd", "gfm"), MARKUP_COMMENTS},
    {"css", NO_NAMES, .leaders = {"/*"}, .closers = {"*/"}, .strings = {QUOTED, SINGLE}},
    {"scss", NAMES("sass", "less", "stylus"), SLASH_COMMENTS, .strings = {QUOTED, SINGLE}},
    /* A Dockerfile's own comments begin lines, but RUN hands its line to a shell, which knows them behind
       words. */
    {"dockerfile", NAMES("docker", "containerfile"), HASH_COMMENTS, .strings = {QUOTED, SINGLE_RAW},
     .traits = LANGUAGE_WORDS | LANGUAGE_HEREDOC},
    {"nginx", NAMES("nginxconf"), HASH_COMMENTS, .strings = {QUOTED_ML, SINGLE_ML}, .traits = LANGUAGE_WORDS},
    {"apache", NAMES("apacheconf", "htaccess"), HASH_COMMENTS, .traits = LANGUAGE_LINES},
    {"makefile", NAMES("make", "mk", "gnumake", "mak", "just", "justfile"), HASH_COMMENTS,
     .strings = {QUOTED, SINGLE_RAW}, .escape = '\\'},
    {"cmake", NO_NAMES, .leaders = {"#", "#[["}, .closers = {NULL, "]]"}, .strings = {QUOTED_ML}},
    {"groovy", NAMES("gradle", "jenkinsfile", "jenkins"), SLASH_COMMENTS,
     .strings = {TRIPLE, TRIPLE_1, QUOTED, SINGLE}, .traits = LANGUAGE_REGEX},
    {"graphql", NAMES("gql", "graphqls"), HASH_COMMENTS, .strings = {TRIPLE_RAW, QUOTED}},
    {"gherkin", NAMES("feature", "cucumber"), HASH_COMMENTS, .strings = {TRIPLE_RAW},
     .traits = LANGUAGE_LINES},
    {"wat", NAMES("wast", "webassembly", "wasm"), .leaders = {";;", "(;"}, .closers = {NULL, ";)"},
     .strings = {QUOTED}},
    {"lua", NAMES("luau"), .leaders = {"--", "--[["}, .closers = {NULL, "]]"},
     .strings = {{"[[", "]]", 0, true, false}, QUOTED, SINGLE}},
    {"php", NAMES("php3", "php8", "phtml"), .leaders = {"//", "#", "/*"}, .closers = {NULL, NULL, "*/"},
     .strings = {QUOTED_ML, SINGLE_ML}, .traits = LANGUAGE_HEREDOC},
    {"hack", NAMES("hh"), SLASH_COMMENTS, .strings = {QUOTED_ML, SINGLE_ML}},
    {"perl", NAMES("pl", "pm", "raku", "perl6"), HASH_COMMENTS, .strings = {QUOTED_ML, SINGLE_ML},
     .traits = LANGUAGE_WORDS | LANGUAGE_HEREDOC | LANGUAGE_REGEX},
    {"r", NAMES("rscript", "rmd"), HASH_COMMENTS,
     .strings = {QUOTED_ML, SINGLE_ML, {"`", "`", 0, false, false}}},
    {"awk", NAMES("gawk", "mawk", "nawk"), HASH_COMMENTS, .strings = {QUOTED}, .traits = LANGUAGE_REGEX},
    {"sed", NO_NAMES, HASH_COMMENTS, .traits = LANGUAGE_LINES},
    {"jq", NO_NAMES, HASH_COMMENTS, .strings = {QUOTED}},
    {"tcl", NAMES("expect"), HASH_COMMENTS, .strings = {QUOTED_ML}, .traits = LANGUAGE_WORDS, .escape = '\\'},
    {"diff", NAMES("patch", "udiff"), .traits = LANGUAGE_LINES},
    {"text", NAMES("txt", "plain", "plaintext", "output", "none", "log"), .leaders = {"#", "//", "--", ";"},
     .traits = LANGUAGE_WORDS},
    {"csv", NAMES("tsv"), .traits = LANGUAGE_LINES},
    {"http", NAMES("https", "rest"), HASH_COMMENTS, .traits = LANGUAGE_LINES},
    {"mermaid", NAMES("mmd"), .leaders = {"%%"}, .traits = LANGUAGE_LINES},
    {"plantuml", NAMES("puml", "uml", "iuml"), .leaders = {"'", "/'"}, .closers = {NULL, "'/"},
     .traits = LANGUAGE_LINES},
    {"dot", NAMES("graphviz", "gv"), SLASH_COMMENTS, .strings = {QUOTED_ML}},
    {"d2", NO_NAMES, HASH_COMMENTS, .strings = {QUOTED, SINGLE}, .traits = LANGUAGE_WORDS},
    {"protobuf", NAMES("proto", "protocol-buffers", "thrift", "avdl"), SLASH_COMMENTS,
     .strings = {QUOTED, SINGLE}},
    {"vim", NAMES("viml", "vimscript"), .leaders = {"\""}, .traits = LANGUAGE_LINES},
    {"zig", NO_NAMES, .leaders = {"//"}, .strings = {QUOTED, CHARACTER}},
    {"nim", NO_NAMES, .leaders = {"#", "#["}, .closers = {NULL, "]#"},
     .strings = {TRIPLE_RAW, {"r\"", "\"", 0, false, false}, QUOTED, CHARACTER}},
    {"julia", NAMES("jl"), .leaders = {"#", "#="}, .closers = {NULL, "=#"},
     .strings = {TRIPLE, QUOTED_ML, CHARACTER}},
    {"erlang", NAMES("erl", "hrl"), .leaders = {"%%", "%"}, .strings = {TRIPLE_RAW, QUOTED_ML, SINGLE},
     .escape = '$'},
    {"prolog", NAMES("swipl"), .leaders = {"%", "/*"}, .closers = {NULL, "*/"},
     .strings = {QUOTED_ML, SINGLE_ML}},
    {"latex", NAMES("tex"), .leaders = {"%"}, .escape = '\\'},
    {"matlab", NAMES("octave"), .leaders = {"%"}, .strings = {QUOTED_RAW}},
    {"ocaml", NAMES("ml", "mli", "reasonml"), ML_COMMENTS,
     .strings = {{"{|", "|}", 0, true, false}, QUOTED_ML, CHARACTER}},
    {"sml", NAMES("standard-ml", "coq", "isabelle"), ML_COMMENTS, .strings = {QUOTED}},
    {"pascal", NAMES("delphi", "objectpascal"), .leaders = {"//", "(*", "{"}, .closers = {NULL, "*)", "}"},
     .strings = {SINGLE_RAW}},
    {"ada", NAMES("vhdl"), .leaders = {"--"}, .strings = {QUOTED_RAW, {"'", "'", 0, false, true}}},
    {"fortran", NAMES("f90", "f95", "f03"), .leaders = {"!"}, .strings = {QUOTED_RAW, SINGLE_RAW}},
    {"vb", NAMES("vbnet", "vba", "visual-basic", "vbscript"), .leaders = {"'"}, .strings = {QUOTED_RAW}},
    {"d", NAMES("dlang"), SLASH_COMMENTS, .strings = {TICKS_RAW, QUOTED_ML, CHARACTER}},
    {"verilog", NAMES("systemverilog", "sv"), SLASH_COMMENTS, .strings = {QUOTED}},
    {"glsl", NAMES("hlsl", "wgsl", "metal", "shader"), SLASH_COMMENTS, .strings = {QUOTED}},
    {"solidity", NAMES("sol"), SLASH_COMMENTS, .strings = {QUOTED, SINGLE}},
    {"gleam", NO_NAMES, .leaders = {"//"}, .strings = {QUOTED_ML}},
    {"nix", NO_NAMES, .leaders = {"#", "/*"}, .closers = {NULL, "*/"},
     .strings = {{"''", "''", 0, true, false}, QUOTED_ML}},
    {"puppet", NAMES("pp"), HASH_COMMENTS, .strings = {QUOTED_ML, SINGLE_ML}},
    {"cabal", NO_NAMES, .leaders = {"--"}, .traits = LANGUAGE_WORDS},
    {"redis", NAMES("redis-cli"), HASH_COMMENTS, .strings = {QUOTED, SINGLE}, .traits = LANGUAGE_WORDS},
    {"promql", NO_NAMES, HASH_COMMENTS, .strings = {TICKS_RAW, QUOTED, SINGLE}},
    {"rego", NAMES("opa"), HASH_COMMENTS, .strings = {TICKS_RAW, QUOTED}},
    {"cue", NO_NAMES, .leaders = {"//"}, .strings = {TRIPLE, TRIPLE_1, QUOTED, SINGLE}},
    {"bicep", NO_NAMES, SLASH_COMMENTS, .strings = {TRIPLE_1R, SINGLE}},
    {"prisma", NO_NAMES, .leaders = {"//"}, .strings = {QUOTED}},
    {"jsonnet", NAMES("libsonnet"), .leaders = {"//", "#", "/*"}, .closers = {NULL, NULL, "*/"},
     .strings = {{"|||", "|||", 0, true, false}, QUOTED_ML, SINGLE_ML}},
    {"cypher", NAMES("neo4j"), SLASH_COMMENTS, .strings = {QUOTED_ML, SINGLE_ML}},
    {"gomod", NAMES("go.mod", "go-mod", "gosum"), .leaders = {"//"}, .strings = {QUOTED}},
    {"gitignore", NAMES("ignore", "dockerignore"), HASH_COMMENTS, .traits = LANGUAGE_LINES},
    {"asm", NAMES("assembly", "nasm", "x86asm", "armasm"), .leaders = {";", "#", "//", "@"},
     .strings = {QUOTED, SINGLE}, .traits = LANGUAGE_WORDS},
};

static const struct language unknown = {
    "",
    NO_NAMES,
    .leaders = {"#", "//", "--", ";", "%"},
    .strings = {TRIPLE, QUOTED, SINGLE},
    .traits = LANGUAGE_WORDS,
};

static const struct language *find(struct text name) {
    for (size_t i = 0; i < language_count(); i++) {
        const struct language *row = &languages[i];
        if (byte_lower(*name.at) == *row->name && text_equal_nocase(name, text_of(row->name)))
            return row;
        for (const char *const *alias = row->aliases; *alias; alias++)
            if (byte_lower(*name.at) == **alias && text_equal_nocase(name, text_of(*alias)))
                return row;
    }
    return NULL;
}

/* Pages are in few languages, and each rule asks again: answers are kept, one for each place that a name's bytes give. */
struct answer {
    char name[15];
    unsigned char len; /* 0: none */
    const struct language *language;
};

const struct language *language_find(struct text name) {
    enum { PLACES = 32 };
    static _Thread_local struct answer answers[PLACES];
    if (!name.len)
        return NULL;
    struct answer *answer =
        &answers[(name.len * 5 + (unsigned char)*name.at + (unsigned char)name.at[name.len - 1] * 3) % PLACES];
    if (name.len == answer->len && memcmp(name.at, answer->name, name.len) == 0)
        return answer->language;
    const struct language *language = find(name);
    if (name.len <= sizeof answer->name) {
        memcpy(answer->name, name.at, name.len);
        answer->len = (unsigned char)name.len;
        answer->language = language;
    }
    return language;
}

const struct language *language_unknown(void) {
    return &unknown;
}

size_t language_count(void) {
    return sizeof languages / sizeof *languages;
}

const struct language *language_at(size_t i) {
    return i < language_count() ? &languages[i] : NULL;
}

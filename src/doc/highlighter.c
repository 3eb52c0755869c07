/* SPDX-License-Identifier: MIT */
#include "doc/highlighter.h"

#include <stdlib.h>

#include "doc/language.h"

/* Sorted by bytes, lower case; without the names of the table in language.c. */
/* clang-format off */
static const char *const names[] = {
    "1c", "4d", "abap", "abc", "abcjs", "abl", "abnf", "accesslog", "actdiag", "actionscript",
    "actionscript3", "ado", "adoc", "ags", "aheui", "ahk", "al", "alloy", "ambienttalk", "amp", "ampl",
    "anchor", "angelscript", "angular2", "ansi", "ansi-text", "ante", "antlr", "antlr4", "apex",
    "apiblueprint", "apl", "applescript", "aql", "arangodb", "arcade", "arff", "arm", "art", "as", "as3",
    "ascii", "ascii-art", "asciiart", "asciidoc", "ash", "asn.1", "asn1", "asp", "aspectj", "aspnet", "aspx",
    "aspx-cs", "aspx-vb", "asy", "asymptote", "athena", "atl", "ats", "au3", "augeas", "austral",
    "autohotkey", "autoit", "avisynth", "avro", "avroidl", "avs", "avsc", "awl", "axapta", "azure-pipelines",
    "babelrc", "bal", "ballerina", "ballerina-lang", "bash-repl", "bash-session", "basic", "basic_v2",
    "befunge", "bend", "berry", "bf", "bib", "bibtex", "bigquery", "birb", "bird", "bison", "blade",
    "blitzbasic", "blitzmax", "blockdiag", "bluespec", "bmax", "bnf", "bpmn", "bqn", "brainfuck", "brewfile",
    "brightscript", "bro", "browserslist", "bsl", "bsv", "bugs", "buildstream", "busybox", "bytefield",
    "c++-objdump", "c-sharp", "c4", "c4plantuml", "cadence", "cadl", "cairo", "cangjie", "capfile", "capnp",
    "capnp-schema", "capnproto", "carbon", "cargo", "cargo.toml", "cartfile", "cassandra", "ceylon", "cfc",
    "cfm", "cfml", "cfs", "cfstatement", "chaiscript", "chapel", "charmci", "chart", "chatito", "cheetah",
    "chpl", "chroma-query", "ci", "cil", "cilk", "cirru", "clarity", "clay", "clean", "cleo", "clickhouse",
    "clips", "closure-templates", "cloudformation", "cmakelists", "cmd-session", "cob", "cobol", "cobolfree",
    "coccinelle", "cockroach", "cockroachdb", "codeowners", "codeql", "coffee", "coffeescript", "coldfusion",
    "component-pascal", "compose", "conanfile", "concurnas", "cooklang", "cos", "cpl", "cppobjdump", "cpsa",
    "cql", "crmsh", "crontab", "csh", "cshtml", "cson", "csound", "csound-orc", "csound-sco", "csp",
    "css+lava", "css.erb", "cssprocess", "cu", "cuda-c", "cuda-cpp", "curl", "curry", "cyl", "cyp", "cython",
    "dafny", "dangerfile", "dart2", "dash", "dasm16", "data", "datalog", "dataweave", "davinci", "dax", "db2",
    "dbml", "dcl", "debcontrol", "debsources", "devicetree", "dfm", "dg", "dhall", "dhcp", "directory-tree",
    "ditaa", "django", "dns", "dns-zone", "do", "docker-compose", "doscon", "dosini", "dpatch", "dql", "dsl",
    "dst", "dtd", "dts", "duckdb", "duel", "dust", "dylan", "e-mail", "earl-grey", "earlgrey", "easytrieve",
    "ebnf", "ec", "echarts", "ecl", "ecr", "edgeql", "effekt", "eiffel", "ejs", "elasticsearch", "elpi",
    "elvish", "elvish-script", "emacs", "eml", "emojicode", "epp", "eps", "erb", "erd", "ereg", "erl-repl",
    "erlang-repl", "eruby", "es", "es-ql", "esdl", "eslintrc", "esql", "etlua", "euphoria", "eviews",
    "excalidraw", "excel", "excel-formula", "ezhil", "f*", "factor", "fan", "fantom", "fastfile", "fbs",
    "felix", "fennel", "fga", "fift", "filebench", "filetree", "finite", "firestore", "firestore-rules",
    "fish-shell", "fix", "flatbuffers", "flix", "flow", "flowchart", "fluent", "flux", "flux-lang", "fnl",
    "fol", "forth", "fortran77", "fortranfixed", "foxpro", "freebasic", "freefem", "freemarker", "fstar",
    "ftl", "func", "fusion", "futhark", "g4", "gams", "gap", "gas", "gauss", "gcode", "gd", "gdb",
    "gdresource", "gdscript", "gdscript3", "gdshader", "gedcom", "genexpr", "genie", "genshi", "geojson-map",
    "gettext", "ghostscript", "git", "git-attributes", "git-commit", "git-config", "git-rebase",
    "gitattributes", "github-actions", "gitlab-ci", "gitlab-yaml", "gjs", "glimmer", "glimmer-js",
    "glimmer-ts", "gml", "gmod", "gms", "gn", "gni", "gnuplot", "go-html-template", "go-mod-file",
    "go-template", "go-text-template", "go-tpl", "go.sum", "go.work", "goat", "godoc", "gohtml", "gohtmltmpl",
    "golo", "gomodule", "goodscript", "googlesql", "gosu", "gotmpl", "gotpl", "gradle-kotlin", "grain",
    "graphql-schema", "gremlin", "gretl", "groff", "gsp", "gsql", "gss", "gts", "guardfile", "haml",
    "haml-lint", "handlebars", "handlebars-html", "hare", "haxe", "haxeml", "hbs", "hbs.html", "heex-html",
    "helm", "hex", "hexdump", "hive", "hiveql", "hjson", "hlb", "hlsl-shader", "hocon", "holyc", "hoon",
    "houdini", "hpkp", "hql", "hsail", "hsp", "hsts", "html+django", "html+erb", "html+jinja", "html+php",
    "html-derivative", "html-vue", "html.vue", "htmlbars", "hurl", "hx", "hxml", "hxsl", "hy", "hybris",
    "hylang", "hylo", "i18n", "i6", "i6t", "i7", "icalendar", "ichigojam", "icon", "icu-message-format",
    "idl", "idr", "igor", "influxql", "inform6", "inform7", "inko", "io", "ioke", "ion", "ipf", "iptables",
    "ipynb", "ipython", "ipython3", "ipythonconsole", "irc", "irssi", "isabelle-symbol", "isbl", "ispc", "j",
    "jac", "jade", "jags", "jasmin", "java-server-pages", "javadoc", "javadoclike", "jboss-cli", "jcl",
    "jexl", "jinja", "jinja-html", "jinja2", "jinja2-html", "jison", "jmespath", "jolie", "jsdoc", "jslt",
    "json-doc", "json-lines", "json-object", "json-patch", "json-root", "json-schema", "jsonata", "jsonlines",
    "jsonp", "jsonpath", "jsonschema", "jsp", "jssm", "jsstacktrace", "julia-repl", "juniper", "junos",
    "jupyter", "juttle", "k", "k8s", "kal", "kamailio", "katex", "kcl", "kconfig", "kdb", "kdl", "keepalived",
    "keyman", "kgl", "knitr", "koka", "kql", "kroki", "kubernetes", "kuin", "kumir", "kusto", "kylin",
    "lagda", "lark", "lasso", "lassoscript", "latex-math", "latte", "ld", "leaf", "lean", "lean4", "leex",
    "lens", "leo", "lhaskell", "lhs", "lighttpd", "lighty", "lilypond", "limbo", "limdep", "linden",
    "linkerscript", "liquid", "liquid-html", "liquidsoap", "literate-agda", "literate-cryptol",
    "literate-haskell", "live-script", "livecodeserver", "livescript", "llvm", "llvm-mir", "lobster", "lock",
    "logfile", "logos", "logql", "logs", "logtalk", "lolcode", "lookml", "lox", "ls", "lsl", "lua.nginx",
    "lucene", "ly", "m2", "m4", "macaulay2", "magik", "magma", "mako", "man", "maple", "maql", "markmap",
    "marko", "markup", "maskjs", "mason", "math", "mathematica", "maxima", "mbt", "mcfunction", "mcschema",
    "mdc", "mdxjs", "mediawiki", "mel", "menuconfig", "mercury", "mermaidjs", "meson", "meson.build",
    "metafont", "metapost", "mikrotik", "minecraft", "miniscript", "minizinc", "mint", "mirc", "mizar",
    "mlir", "mma", "mo", "modelica", "modula-2", "modula2", "modula3", "mojo", "mojo-lang", "mojolicious",
    "mongo", "mongodb", "mongosh", "monkey", "monkeyc", "monogame", "moo", "moocode", "moon", "moonbit",
    "moonscript", "mosel", "motoko", "move", "mozhashpreproc", "mpl", "mplus", "mql", "mql4", "mql5", "msc",
    "mscgen", "mscript", "msdos", "msl", "mssql", "mumps", "mupad", "mustache", "mutt", "mxml", "myghty",
    "nand", "naniscript", "narrat", "nasl", "nasm-objdump", "navigator", "nc", "ncar-ncl", "ncl", "nec",
    "nelua", "nemerle", "neon", "nesc", "nesl", "nestedtext", "netrc", "newlisp", "newspeak", "nextflow",
    "nf", "ng2", "nimrod", "ninja", "nit", "nixos", "njk", "nmap", "no-highlight", "nodejsrepl",
    "nohighlight", "nohl", "noir", "nomnoml", "none-text", "nonmem", "noscript", "notebook", "npmrc", "nroff",
    "nsh", "nsi", "nsis", "nu", "nu-script", "numpy", "nunjucks", "nunjucks-html", "nushell", "nusmv", "nuxt",
    "nwdiag", "o3xml", "oberon", "obj", "obj-c++", "objc++", "objdump", "objdump-nasm", "object-pascal",
    "objective-c++", "objective-cpp", "objective-j", "objectivecpp", "objectivej", "objectscript", "objj",
    "ocl", "odata", "odin", "ohm", "oil", "omg-idl", "oneonet", "ooc", "openapi", "openapi-yaml", "opencl",
    "opencl-c", "openedge", "openfga", "openfoam", "openqasm", "openscad", "openscript", "opensearch",
    "openssl", "oracle", "org", "orgmode", "osh", "outlook", "output-text", "oxygene", "oz", "p21", "p4",
    "p6", "package-json", "package.json", "packetdiag", "packetfilter", "pacmanconf", "pan", "papyrus",
    "parasail", "pari", "parigp", "parser3", "pascaligo", "pawn", "pb", "pbfasm", "pcode", "pcss", "pdf",
    "peg", "pegjs", "peoplecode", "perl-6", "perl5", "pf", "phix", "php-template", "php4", "php5", "php7",
    "phpdoc", "pig", "pikchr", "pike", "pine", "pine-script", "pip", "pipfile", "pkgconfig", "pkl",
    "plain-text", "plain-txt", "plain_text", "plaintext-file", "plaintext-output", "plsql-oracle", "po",
    "podfile", "poetry", "pointless", "pony", "pony-lang", "pormela", "portugol", "postcss", "postscr",
    "postscript", "pot", "pov", "povray", "powerbuilder", "powerquery", "powershell-session", "pp", "ppl",
    "pq", "praat", "presto", "prettierrc", "processing", "procfile", "profile", "progress", "prolog-swi",
    "prom", "promela", "prompt", "promql", "promql-query", "proto2", "proto3", "protobuf-text", "proverif",
    "prql", "ps1con", "psl", "psysh", "ptls", "ptx", "pug", "puppet", "pure", "purebasic", "putty", "pwn",
    "pwsh-session", "py+ul4", "py2", "py2tb", "py3tb", "pycon", "pydoc", "pypylog", "pytb", "python-console",
    "python-repl", "python-traceback", "python2", "pyx", "q", "q#", "qasm", "qbasic", "qlik", "qmake", "qmd",
    "qml", "qmldir", "qore", "qsharp", "qss", "quarto", "quil", "qvt", "qvto", "r-console", "rackdiag",
    "racket-repl", "ragel", "rainbowdash", "rakefile", "raku-lang", "raml", "raw", "razor", "razor-cshtml",
    "rbs", "rc", "rconsole", "rd", "re", "re2c", "reach", "react", "reason", "rebol", "red", "red/system",
    "redcode", "redis", "redis-cli", "redshift", "reg", "regedit", "regex", "regexp", "rel", "relax-ng",
    "relaxng", "releng", "renpy", "repl", "requirements", "requirements.txt", "res", "rescript", "resource",
    "resourcebundle", "rest-client", "restructuredtext", "result", "rexx", "rhai", "rhtml", "rib", "ride",
    "ring", "rip", "riscv", "rita", "rnc", "rng", "rnw", "roboconf-graph", "roboconf-instances", "robot",
    "robotframework", "robots", "robots.txt", "roc", "roff", "routeros", "rpgle", "rpm", "rpm-spec", "rpy",
    "rq", "rql", "rsl", "rspec", "rst", "ruby-repl", "ruleslanguage", "rvt", "sage", "salt", "sam", "sarl",
    "sas", "sass-lang", "sbatch", "sbt-console", "scad", "scala-repl", "scaml", "scdoc", "scheme-repl", "sci",
    "scilab", "sclang", "scss+css", "sed-script", "sema", "semver", "seqdiag", "sequence", "serverless",
    "sface", "sfz", "sh-session", "shacl", "shaderlab", "shellcheck", "shen", "shex", "shexc", "shiki-lang",
    "sieve", "silver", "singularity", "slang", "slang-shader", "slash", "slim", "slim-template", "slint",
    "sls", "slurm", "smali", "smalltalk", "smarty", "smithy", "smithy-idl", "sml-nj", "sml3", "smpcl", "smpl",
    "snbt", "snobol", "snowball", "snowflake", "sop", "sophia", "souffle", "sourcepawn", "soy", "sp", "spark",
    "sparksql", "sparql", "sparqlstar", "spec", "spice", "spicedb", "spirv", "spirvasm", "spitfire", "spl",
    "splunk", "splunk-spl", "spss", "sqf", "sql+jinja", "sql-plus", "sqlite3-console", "sqlpl", "sqlplus",
    "squid", "squidconf", "squirrel", "srcinfo", "srecode", "srt", "ssb", "ssh-config", "ssh_config",
    "sshconfig", "ssml", "ssp", "st", "stack-trace", "stacktrace", "stan", "stan-model", "stata",
    "stata-markdown", "stderr", "stdin", "stdout", "stemplate", "step", "step21", "stl", "stp",
    "structured-text", "structurizr", "stylus-lang", "subrip", "subunit", "supercollider", "surface", "surql",
    "surrealql", "svgbob", "swagger", "sweave", "swift-repl", "swig", "swirl", "sybase", "sycl", "symbolator",
    "syslog", "systemd-unit", "systemtap", "t-sql", "t4", "t4-cs", "t4-vb", "tablegen", "tact", "tads3",
    "tal", "talon", "tap", "tape", "task", "taskpaper", "tasm", "tcsh", "td", "tea", "teal", "templ",
    "template", "tera", "tera-html", "teradata", "termcap", "terminfo", "terraform-plan", "text/plain",
    "text/x-python", "textile", "textmate", "textproto", "texttemplate", "thrift-idl", "ti-basic", "ticker",
    "tid", "tiddler", "tiddlywiki", "tikz", "timescaledb", "tinkerpop", "tla", "tla+", "tlb", "tls", "tmate",
    "tnt", "todotxt", "tofu", "toit", "toolz", "topojson", "tp", "trac-wiki", "trace", "tradingview",
    "trafficscript", "transact-sql", "tree", "treetop", "tremor", "trickle", "trig", "trino", "troff",
    "tsconfig", "tsp", "ttl", "turing", "turtle", "twig", "txt-output", "txtpb", "typ", "typespec", "typo3",
    "typoscript", "typoscriptcssdata", "typst", "uc", "ucode", "uiua", "ul4", "umlet", "unicon", "unison",
    "unixconfig", "unreal", "unrealscript", "urbiscript", "urdf", "uri", "url", "uscript", "uxntal", "v",
    "vagrantfile", "val", "vala", "vale", "vapi", "vb.net", "vba6", "vbnet-repl", "vcard", "vcl",
    "vclsnippet", "vctreestatus", "vega", "vega-embed", "vega-lite", "vegalite", "velocity", "verbatim",
    "verilog-a", "vertica", "vgl", "vhd", "vimdiff", "viper", "visual-prolog", "visualprolog", "viz", "vlang",
    "vm", "vtl", "vue-directives", "vue-html", "vue-interpolations", "vue-sfc-style-variable-injection", "vy",
    "vyper", "wadl", "warpscript", "wast-repl", "wat-text", "wavedrom", "wavefront", "wdiff", "wdl",
    "web-idl", "webidl", "weechat", "wenyan", "wgpu", "wgsl-lang", "whiley", "whitespace", "wiki", "wikidata",
    "wikitext", "win-batch", "win32", "winbatch", "winbugs", "windows-registry", "wit", "wl", "wolfram",
    "wolfram-language", "wps", "wren", "x++", "x10", "xbase", "xeora", "xeoracube", "xharbour", "xl", "xlang",
    "xls", "xlsx", "xml+django", "xml+erb", "xml+php", "xml-doc", "xmlrpc", "xojo", "xonsh", "xorg",
    "xorg.conf", "xpath", "xpp", "xq", "xql", "xqm", "xquery", "xqy", "xsd-schema", "xsh", "xsharp", "xten",
    "xtend", "xtlang", "xul", "xzfs", "yabasic", "yacc", "yaml+jinja", "yaml-frontmatter", "yang", "yara",
    "yarn", "yarnrc", "z80", "z80asm", "zap", "zeek", "zenscript", "zep", "zephir", "zig-lang", "zimpl",
    "zir", "zmodel", "zone", "zonefile", "zsh-session",
};
/* clang-format on */

enum { COUNT = sizeof names / sizeof *names, NAME_LONGEST = 48 };

static int compare(const void *key, const void *row) {
    return strcmp(key, *(const char *const *)row);
}

/* The name in lower case as a string; false for one that no language can have. */
static bool lower(struct text name, char out[NAME_LONGEST]) {
    if (name.len == 0 || name.len >= NAME_LONGEST)
        return false;
    for (size_t i = 0; i < name.len; i++)
        out[i] = byte_lower(name.at[i]);
    out[name.len] = '\0';
    return true;
}

bool highlighter_knows(struct text name) {
    char key[NAME_LONGEST];
    if (language_find(name))
        return true;
    return lower(name, key) && bsearch(key, names, COUNT, sizeof *names, compare);
}

struct nearest {
    struct text wanted;
    const char *name;
    unsigned distance; /* of name; where there is none yet, one more than is near */
};

static void look_at(struct nearest *nearest, const char *name) {
    size_t length = strlen(name), wanted = nearest->wanted.len;
    if (length < 3 || length >= wanted + nearest->distance || wanted >= length + nearest->distance)
        return;
    unsigned distance = text_distance(nearest->wanted, text_of(name), nearest->distance);
    if (distance >= nearest->distance)
        return;
    nearest->name = name;
    nearest->distance = distance;
}

const char *highlighter_nearest(struct text name) {
    char key[NAME_LONGEST];
    if (!lower(name, key) || name.len < 3)
        return NULL;
    struct nearest nearest = {{key, name.len}, NULL, name.len < 5 ? 2 : 3};
    for (size_t i = 0; i < language_count(); i++)
        look_at(&nearest, language_at(i)->name);
    for (size_t i = 0; i < language_count(); i++)
        for (const char *const *alias = language_at(i)->aliases; *alias; alias++)
            look_at(&nearest, *alias);
    for (size_t i = 0; i < COUNT; i++)
        look_at(&nearest, names[i]);
    return nearest.name;
}

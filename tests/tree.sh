#!/bin/sh
# SPDX-License-Identifier: MIT
# The rules that the source tree itself keeps: the include arrow, one includer for each third-party header, four
# pieces for each rule, no file over 500 lines, a SPDX line in each file.
set -u
cd "$(dirname "$0")/.." || exit 1
bad=0
tell() { # MESSAGE OFFENDERS
    if [ -z "$2" ]; then
        echo "ok - $1"
    else
        echo "not ok - $1"
        printf '%s\n' "$2" | sed 's/^/# /'
        bad=1
    fi
}

# base <- doc <- { schema, report <- { read, rule, write } } <- command <- main; rule uses schema too
allowed() {
    case $1 in
    base) echo base ;;
    doc) echo 'base doc' ;;
    schema) echo 'base doc schema' ;;
    report) echo 'base doc report' ;;
    read) echo 'base doc report read' ;;
    rule) echo 'base doc report schema rule' ;;
    write) echo 'base doc report write' ;;
    command) echo 'base doc schema report read rule write command' ;;
    esac
}
for folder in base doc schema report read rule write command; do
    pattern=$(allowed $folder | sed 's/ /|/g')
    tell "src/$folder includes only: $(allowed $folder)" \
        "$(grep -rnE '^#include "' src/$folder | grep -vE "\"($pattern)/|\"(manual|schemas).inc\"|\"read/json.h\"" || true)"
done
tell "no include of a folder to the right through read/json.h" \
    "$(grep -rln '"read/json.h"' src/base src/doc src/report src/rule src/write || true)"

# What pages are made of stands in profiles (schemas/*.yaml).
tell "the sources know no words of a profile" "$(grep -rnE 'Example|Takeaway|Why It' src --include='*.c' |
    sed 's,/\*.*,,' | grep -E '^[^"]*:[0-9]+:.*"[^"]*(Example|Takeaway|Why It)[^"]*"' | grep -vE '"[^"]*(Examples:|Scenario)' || true)"

for header in cmark.h yaml.h pcre2.h jansson.h; do
    count=$(grep -rlE "#include <$header>" src | wc -l)
    [ "$count" -eq 1 ] && many= || many="$count files include $header"
    tell "<$header> is included by one file" "$many"
done

rules=$(sed -n 's/^\(RULE\|FAULT\)([A-Z_]*, *"\([^"]*\)".*/\2/p' src/report/catalogue.def)
[ -n "$rules" ] && none= || none='no rule found in src/report/catalogue.def'
tell "the catalogue has rows" "$none"
for rule in $rules; do
    folder=$(echo "$rule" | tr / -)
    case $rule in
    variant/*) report=tests/fixtures/compare/$folder/compare.report ;;
    import/*) report=tests/fixtures/check/$folder/convert.stderr ;;
    *) report=tests/fixtures/check/$folder/check.report ;;
    esac
    found=
    [ -s "$report" ] || found="no fixture $report"
    grep -qF "[$rule]" "$report" 2>/dev/null || found="$report does not show $rule"
    grep -rqE "^### Example [0-9]+: $rule( |\$)" content/exlint/by-example || found="$found; no example in content/exlint/by-example"
    grep -qF "$rule" man/exlint.1 || found="$found; not in man/exlint.1"
    tell "$rule has function, row, example and fixture" "$found"
done
functions=$(sed -n 's/.*\(check_[a-z_]*\),.*/\1/p' src/report/catalogue.def)
missing=
for function in $functions; do
    grep -rqE "^void $function\(" src/rule || missing="$missing $function"
done
tell "each row's function stands in src/rule" "$missing"
tell "each example of the manual is a rule of the catalogue" "$(
    sed -n 's/^### Example [0-9]*: \([a-z-]*\/[a-z-]*\).*/\1/p' content/exlint/by-example/*.md | while read -r rule; do
        printf '%s\n' "$rules" | grep -qxF "$rule" || echo "$rule"
    done
)"

tell "no source file is over 500 lines" "$(wc -l $(find src tests -name '*.[ch]') | awk '$2 != "total" && $1 > 500 {print $2 ": " $1}')"
tell "each source file has its SPDX line" "$(grep -L 'SPDX-License-Identifier: MIT' $(find src tests -name '*.[ch]' -o -name '*.sh' -o -name '*.py' -o -name '*.mk') Makefile bench/bench.mk fuzz/fuzz.mk)"
exit $bad

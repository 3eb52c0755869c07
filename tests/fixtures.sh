#!/bin/sh
# SPDX-License-Identifier: MIT
# Byte-exact fixtures: the existence of an expected file registers the output.
#   tests/fixtures/check/CASE/check.report   what `exlint check` prints about the folder, as gcc, from info up; a file
#                                            `arguments` beside it holds more arguments, one a line
#   tests/fixtures/compare/CASE/compare.report   what `exlint compare a.md b.md` prints, as gcc, from info up
#   tests/fixtures/check/CASE/convert.stderr what `exlint convert --to json input.txt` says about that page on stderr
#   tests/fixtures/pages/NAME.md             a page; beside it, each where wanted:
#       NAME.json  NAME.markdown  NAME.ndjson  NAME.report  NAME.text
# UPDATE=1 writes the expected files that are there anew (look at the difference before you commit it).
set -u
here=$(cd "$(dirname "$0")" && pwd)
: "${EXLINT:=$here/../build/exlint}"
EXLINT=$(cd "$(dirname "$EXLINT")" && pwd)/$(basename "$EXLINT")
actual=$(mktemp) || exit 1
trap 'rm -f "$actual"' EXIT
bad=0

compare() { # EXPECTED STATUS
    if [ "$2" -gt 2 ]; then
        echo "not ok - ${1#"$here"/}: exit status $2"
        bad=1
    elif [ "${UPDATE:-}" = 1 ]; then
        cp "$actual" "$1"
        echo "ok - ${1#"$here"/} written"
    elif cmp -s "$1" "$actual"; then
        echo "ok - ${1#"$here"/}"
    else
        echo "not ok - ${1#"$here"/}"
        diff -u "$1" "$actual" | head -40 | sed 's/^/# /'
        bad=1
    fi
}

for expected in "$here"/fixtures/check/*/check.report; do
    (
        cd "$(dirname "$expected")" || exit 3
        set --
        [ ! -e arguments ] || while read -r argument; do set -- "$@" "$argument"; done <arguments
        "$EXLINT" check --no-config --severity info --output-format gcc "$@" .
    ) >"$actual" 2>&1
    compare "$expected" $?
done
for expected in "$here"/fixtures/compare/*/compare.report; do
    (cd "$(dirname "$expected")" && "$EXLINT" compare --severity info --output-format gcc a.md b.md) >"$actual" 2>&1
    compare "$expected" $?
done
for expected in "$here"/fixtures/check/*/convert.stderr; do
    (cd "$(dirname "$expected")" && "$EXLINT" convert --no-config --to json input.txt) 2>"$actual" >/dev/null
    compare "$expected" $?
done
cd "$here/fixtures/pages" || exit 1
for page in *.md; do
    name=${page%.md}
    for form in json markdown ndjson text; do
        [ -e "$name.$form" ] || continue
        "$EXLINT" convert --to "$form" "$page" >"$actual" 2>/dev/null
        compare "$here/fixtures/pages/$name.$form" $?
    done
    [ -e "$name.report" ] || continue
    "$EXLINT" check --no-config --severity info --output-format gcc "$page" >"$actual" 2>&1
    compare "$here/fixtures/pages/$name.report" $?
done
exit $bad

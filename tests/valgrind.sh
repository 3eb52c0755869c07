#!/bin/sh
# SPDX-License-Identifier: MIT
# memcheck over the manual, the tutorial and the fixtures: no access that is wrong, no value that was never set, no block
# that is lost.  EXLINT is the program, CRASHES the test that runs every fuzz target over the fixtures.
set -u
cd "$(dirname "$0")/.." || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
if ! command -v valgrind >/dev/null; then
    echo 'ok - # SKIP valgrind is not here'
    exit 0
fi
bad=0
clean() { # WHAT COMMAND…
    what=$1
    shift
    valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite,indirect \
        --suppressions=tests/valgrind.supp --log-file="$work/log" \
        "$@" >"$work/out" 2>&1 </dev/null
    status=$?
    if [ $status -eq 99 ] || [ $status -gt 125 ] || [ -s "$work/log" ]; then
        echo "not ok - $what: status $status"
        head -n 30 "$work/log" | sed 's/^/# /'
        bad=1
    else
        echo "ok - $what: status $status"
    fi
}
pages='content tests/fixtures/pages tests/fixtures/check'
for format in text json sarif junit; do
    # shellcheck disable=SC2086
    clean "check, $format" "$EXLINT" check -j 2 --severity info --output-format $format $pages
done
cp -r content tests/fixtures/pages "$work"
clean 'fmt' "$EXLINT" fmt -j 2 "$work"
clean 'fmt --diff' "$EXLINT" fmt --diff content tests/fixtures/pages
clean 'check --fix' "$EXLINT" check --fix -q "$work"
clean 'check --write-baseline' "$EXLINT" check -q --write-baseline "$work/base.json" content tests/fixtures/pages
clean 'check --baseline' "$EXLINT" check -q --baseline "$work/base.json" content tests/fixtures/pages
clean 'fmt --renumber' "$EXLINT" fmt --renumber -q "$work/content/tutorial"
for form in json ndjson text markdown; do
    clean "convert to $form" "$EXLINT" convert -q --to $form --out-dir "$work/out-$form" content tests/fixtures/pages
done
clean 'convert from json' "$EXLINT" convert -q --to markdown --out-dir "$work/back" "$work/out-json/tutorial"
for file in tests/fixtures/qa/*.txt tests/fixtures/check/*/input.txt; do
    [ ! -f "$file" ] || clean "convert $file" "$EXLINT" convert -q --to json "$file"
done
clean 'validate' "$EXLINT" validate --schema schemas/profile.schema.yaml schemas/by-example.yaml
clean 'compare' "$EXLINT" compare content/tutorial/hugo content/tutorial/annotated
clean 'explain' "$EXLINT" explain numbering/gap
clean 'a fault in the configuration' "$EXLINT" check --config tests/fixtures/crashes/configuration content
[ -z "${CRASHES:-}" ] || clean 'every fuzz target over the fixtures' "$CRASHES"
exit $bad

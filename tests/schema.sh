#!/bin/sh
# SPDX-License-Identifier: MIT
# The JSON of every fixture and of content/ validates against schemas/document.schema.json. The validator is python3's
# jsonschema, which only this test needs.
set -u
cd "$(dirname "$0")/.." || exit 1
: "${EXLINT:=$PWD/build/exlint}"
documents=$(mktemp) || exit 1
trap 'rm -f "$documents" "$documents.log"' EXIT
# Pages that cannot be read (that is what some fixtures are for) are left out: status 2.
"$EXLINT" convert --to ndjson content tests/fixtures >"$documents" 2>/dev/null
[ -s "$documents" ] || { echo "not ok - no documents"; exit 1; }
python3 tests/validate-json.py schemas/document.schema.json "$documents" >"$documents.log" 2>&1
case $? in
0) echo "ok - $(wc -l <"$documents") documents validate against the schema" ;;
77 | 126 | 127) echo "ok - documents validate against the schema # SKIP python3 with jsonschema is not installed" ;;
*)
    echo "not ok - documents validate against the schema"
    head -20 "$documents.log" | sed 's/^/# /'
    exit 1
    ;;
esac
# The schema itself refuses what is wrong, or it would test nothing.
sed 's/"kind":"prose"/"kind":"prosa"/' "$documents" >"$documents.log"
python3 tests/validate-json.py schemas/document.schema.json "$documents.log" >/dev/null 2>&1
[ $? -ne 0 ] && echo "ok - a wrong document is refused" || { echo "not ok - a wrong document is refused"; exit 1; }

#!/bin/sh
# SPDX-License-Identifier: MIT
# `make demo`: the main job, on pages of this project.
: "${EXLINT:=build/exlint}"
cd "$(dirname "$0")/../.." || exit 1
show() { # COMMAND…
    printf '\n\033[1m$ exlint %s\033[0m\n' "$*"
    "$EXLINT" "$@"
}
echo "== A deliberately broken page: every finding with its line, and exit status 1 =="
show check tests/demo/broken.md
echo "(exit status $?)"
echo
echo "== The same page as JSON, the first 25 lines of it =="
show convert --to json tests/demo/broken.md | head -n 27
echo
echo "== What exlint fmt would change in it =="
show fmt --diff tests/demo/broken.md
echo
echo "== What a rule means: exlint explain =="
show explain numbering/gap | head -n 12
echo
echo "== Sound pages: a clean run =="
show check content

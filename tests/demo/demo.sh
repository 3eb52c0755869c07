#!/bin/sh
# SPDX-License-Identifier: MIT
# `make demo`: the main job, on pages of this project.
: "${EXLINT:=build/exlint}"
cd "$(dirname "$0")/../.." || exit 1
bold= plain=
[ ! -t 1 ] || { bold=$(printf '\033[1m'); plain=$(printf '\033[0m'); }
show() { # COMMAND…
    printf '\n%s$ exlint %s%s\n' "$bold" "$*" "$plain"
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
echo "== Text copied from a rendered page: fences, languages and indentation come back =="
sed -n 1,14p content/tutorial/plain/beginner.txt
echo "…"
show convert --to markdown --quiet content/tutorial/plain/beginner.txt | head -n 40
echo "…"
echo
echo "== What the recovered page has lost against the Markdown it came from =="
recovered=$(mktemp)
"$EXLINT" convert --to markdown --quiet content/tutorial/plain/beginner.txt >"$recovered"
diff -u content/tutorial/annotated/beginner.md "$recovered" | sed '1,2d' | head -n 26
echo "($(diff content/tutorial/annotated/beginner.md "$recovered" | grep -c '^>') of $(wc -l <"$recovered") lines differ)"
rm -f "$recovered"
echo
echo "== Sound pages: a clean run =="
show check content

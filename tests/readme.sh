#!/bin/sh
# SPDX-License-Identifier: MIT
# Keeps README.md true: in its ```console blocks each "$ exlint …" line is run in the project's folder, and what it
# prints must be the lines that follow. A line "…" in the README stands for any number of lines.
set -u
cd "$(dirname "$0")/.." || exit 1
: "${EXLINT:=$PWD/build/exlint}"
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
ln -s "$EXLINT" "$folder/exlint"
PATH=$folder:$PATH
awk -v folder="$folder" '
    /^```console$/ { inside = 1; next }
    /^```$/ { inside = 0; name = ""; next }
    inside && /^\$ exlint/ { name = sprintf("%s/%03d", folder, ++n); print substr($0, 3) > (name ".command"); printf "" > (name ".expected"); next }
    inside && /^\$ / { name = ""; next }
    inside && name != "" { print > (name ".expected") }
' README.md
bad=0 count=0
for command in "$folder"/*.command; do
    [ -e "$command" ] || continue
    name=${command%.command}
    count=$((count + 1))
    sh "$command" >"$name.actual" 2>&1
    if awk -v expected="$name.expected" '
        BEGIN { while ((getline line < expected) > 0) want[++n] = line }
        { have[++m] = $0 }
        END {
            i = 1
            for (j = 1; j <= n; j++) {
                if (want[j] == "…") { if (j == n) exit 0; while (i <= m && have[i] != want[j + 1]) i++; continue }
                if (have[i] != want[j]) exit 1
                i++
            }
            exit i <= m
        }' "$name.actual"; then
        echo "ok - README: $(cat "$command")"
    else
        echo "not ok - README: $(cat "$command")"
        diff -u "$name.expected" "$name.actual" | sed 's/^/# /' | head -40
        bad=1
    fi
done
[ "$count" -gt 0 ] || { echo "not ok - README.md has no command"; bad=1; }
exit $bad

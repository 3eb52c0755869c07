#!/bin/sh
# SPDX-License-Identifier: MIT
# The benchmark's table:  bench/bench.sh PROGRAM BUILD CORPUS
# Every row is measured in the same run; ratios are to the floor (libcmark alone) with as many threads, or to the row named.
# Medians of ROUNDS (5). A busy machine makes the numbers larger, never the exit status.
set -u
program=$1 build=$2 corpus=$3 rounds=${ROUNDS:-5}
work=$build/bench
peers=$build/peers
find "$corpus" -name '*.md' | LC_ALL=C sort >"$work/list"
bytes=$(xargs cat <"$work/list" | wc -c)
files=$(wc -l <"$work/list")

# One page of about 120 KB: pages without the front matter of all but the first, until there is enough.
one=$work/one.md
: >"$one"
while read -r file; do
    awk -v rest="$([ -s "$one" ] && echo 1)" 'rest && NR == 1 && /^---$/ {skip = 1; next} skip {if (/^---$/) skip = 0; next} {print}' "$file" |
        head -c $((122880 - $(wc -c <"$one"))) >>"$one"
    [ "$(wc -c <"$one")" -lt 122880 ] || break
done <"$work/list"
echo "$one" >"$work/one.list"
one_bytes=$(wc -c <"$one")

# 500 pages with 200 findings each, for the memory that these take.
rm -rf "$work/findings"
mkdir "$work/findings"
awk 'BEGIN {for (i = 0; i < 200; i++) print "Text.\n\n```\nx = " i "\n```\n"}' >"$work/findings/000.md"
page=0
while page=$((page + 1)) && [ "$page" -lt 500 ]; do
    cp "$work/findings/000.md" "$work/findings/$(printf %03d "$page").md"
done
findings_bytes=$((500 * $(wc -c <"$work/findings/000.md")))
findings=$("$program" check -q --output-format json-lines "$work/findings" | wc -l)

table=$work/table
: >"$table"
row() { # NAME BASE BYTES COMMAND
    printf '%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "$4" >>"$table"
}
floor=$work/floor
row 'floor, 1 thread' - "$bytes" "$floor 1 $work/list"
row 'floor, 2 threads' 'floor, 1 thread' "$bytes" "$floor 2 $work/list"
row 'check, 1 thread' 'floor, 1 thread' "$bytes" "$program check -q -j 1 $corpus"
row 'check, 2 threads' 'floor, 2 threads' "$bytes" "$program check -q -j 2 $corpus"
row 'check, SARIF, 2 threads' 'floor, 2 threads' "$bytes" "$program check -q -j 2 --output-format sarif $corpus"
row 'fmt --check, 1 thread' 'floor, 1 thread' "$bytes" "$program fmt --check -q -j 1 $corpus"
row 'fmt --check, 2 threads' 'floor, 2 threads' "$bytes" "$program fmt --check -q -j 2 $corpus"
row 'convert --to ndjson, 1 thread' 'floor, 1 thread' "$bytes" "$program convert --to ndjson -q -j 1 $corpus"
row 'convert --to ndjson, 2 threads' 'floor, 2 threads' "$bytes" "$program convert --to ndjson -q -j 2 $corpus"
row 'convert --to json, 2 threads' 'floor, 2 threads' "$bytes" "$program convert --to json -q -j 2 $corpus"
row 'convert --to text, 2 threads' 'floor, 2 threads' "$bytes" "$program convert --to text -q -j 2 --out-dir $work/text $corpus"
row 'floor, one page of 120 KB' - "$one_bytes" "$floor 1 $work/one.list"
row 'check, one page of 120 KB' 'floor, one page of 120 KB' "$one_bytes" "$program check -q $one"
row "SARIF, $findings findings" - "$findings_bytes" "$program check -q -j 2 --output-format sarif $work/findings"

# Some peers leave out what git ignores, and build/ is ignored: they get a copy outside.
outside=$(mktemp -d) || exit 1
trap 'rm -rf "$outside"' EXIT
cp -r "$corpus" "$outside/pages"

# NAME BASE COMMAND, where the peer is there; in build/peers, or installed.
peer() {
    set -- "$1" "$2" "$(PATH=$peers/node_modules/.bin:$peers/bin:$PATH command -v "${3%% *}" 2>/dev/null)" "$3"
    if [ -n "$3" ]; then
        row "$1" "$2" "$bytes" "$3 ${4#* }"
    else
        missing="${missing:-} ${4%% *}"
    fi
}
peer 'rumdl check' 'check, 2 threads' "rumdl check --no-cache $outside/pages"
peer 'oxfmt --check' 'fmt --check, 2 threads' "oxfmt --check $outside/pages"
if [ -n "${SLOW:-}" ]; then
    peer 'markdownlint-cli2' 'check, 2 threads' "markdownlint-cli2 $outside/pages/**/*.md"
    peer 'prettier --check' 'fmt --check, 2 threads' "prettier --check $outside/pages"
fi
peer 'pandoc, one page of 120 KB, to JSON' 'check, one page of 120 KB' "pandoc -f commonmark -t json $one"

echo "$files pages, $((bytes / 1000000)) MB, $(nproc) processors, medians of $rounds"
"$work/measure" "$rounds" "$table"
[ -z "${missing:-}" ] || echo "not installed:$missing (make bench-peers)"
[ -n "${SLOW:-}" ] || echo "markdownlint-cli2 and prettier take minutes: SLOW=1 measures them, too"

# Instructions per byte, over the first pages.
head -n 20 "$work/list" >"$work/few.list"
few=$(xargs cat <"$work/few.list" | wc -c)
count() { # NAME COMMAND…
    name=$1
    shift
    if perf stat -e instructions:u true 2>&1 | grep -q '[0-9] *instructions'; then
        sum=$(perf stat -x, -e instructions:u "$@" 2>&1 >/dev/null | awk -F, '/instructions/ {print $1}')
    elif command -v valgrind >/dev/null; then
        sum=$(valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>&1 >/dev/null | sed -n 's/.*Collected *: *//p')
    else
        return
    fi
    [ -z "$sum" ] || echo "$name: $(awk -v sum="$sum" -v few="$few" 'BEGIN {printf "%.1f", sum / few}') instructions per byte"
}
count floor "$floor" 1 "$work/few.list"
count check "$program" check -q -j 1 --files-from "$work/few.list"
count 'fmt --check' "$program" fmt --check -q -j 1 --files-from "$work/few.list"
count 'convert --to ndjson' "$program" convert --to ndjson -q -j 1 --files-from "$work/few.list"
exit 0

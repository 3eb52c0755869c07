#!/bin/sh
# SPDX-License-Identifier: MIT
# Linear time and memory: each nasty page is doubled, and the instructions (user time where nobody counts them) and the
# peak memory of check, fmt and convert may no more than double, with some slack.
# EXLINT is the program, MEASURE that of the benchmark; LINEAR=name,… for some pages.
set -u
program=$(command -v "${EXLINT:?}")
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cp "$program" "$work/exlint" || exit 1 # whatever is built meanwhile
program=$work/exlint
if perf stat -e instructions:u true 2>&1 | grep -q '[0-9] *instructions'; then
    counter=perf unit=instructions size=1000
elif command -v valgrind >/dev/null; then
    counter=valgrind unit=instructions size=400
else
    counter=time unit='ms of user time' size=20000
fi
measure=$(command -v "${MEASURE:?}")
export program counter work size measure

# count ARGUMENT… : what the run cost
cat >"$work/count" <<'END'
case $counter in
perf) perf stat -x, -e instructions:u "$program" "$@" 2>&1 >/dev/null | awk -F, '/instructions/ {print $1}' ;;
valgrind)
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$program" "$@" 2>&1 >/dev/null |
        sed -n 's/^==.*Collected *: *\([0-9]*\).*/\1/p'
    ;;
*) # the least of five
    for _ in 1 2 3 4 5; do
        bash -c 'TIMEFORMAT=%U; time "$@" >/dev/null 2>&1' _ "$program" "$@" 2>&1 | tail -n 1
    done | sort -n | awk 'NR == 1 {printf "%d\n", $1 * 1000}'
    ;;
esac
END

# peak ARGUMENT… : the run's peak memory in KB
cat >"$work/peak" <<'END'
table=$work/table-$$
printf 'run\t-\t1\t%s\n' "$program $*" >"$table"
"$measure" 1 "$table" | sed -n 's/^run .* \([0-9.]*\) MB .*/\1/p' | awk '{printf "%d\n", $1 * 1024}'
rm -f "$table"
END

# A page by name and size.
cat >"$work/make.awk" <<'END'
function rep(s, n,   r) {
    r = ""
    for (; n > 0; n = int(n / 2)) {
        if (n % 2)
            r = r s
        s = s s
    }
    return r
}
BEGIN {
    if (name == "quotes") print rep("> ", n) "x"
    if (name == "quoted-lines") for (i = 0; i < n; i++) print rep("> ", i % 20) "x"
    if (name == "lists") print rep("- ", n) "x"
    if (name == "brackets") print rep("[", n * 10)
    if (name == "links") print rep("[a](", n * 4)
    if (name == "closed-links") print rep("[a](#b) ", n * 4)
    if (name == "images") print rep("![", n * 4) rep("](x)", n)
    if (name == "emphasis") print rep("*a _b **c ", n * 2)
    if (name == "backticks") for (i = 1; i * i < n * 8; i++) printf "x%s", rep("`", i)
    if (name == "angles") print rep("<a ", n * 4) rep("<!-- ", n * 4)
    if (name == "definitions") for (i = 0; i < n; i++) print "[a" i "]: /u" i "\n"
    if (name == "long-line") print rep("word and (word) ", n * 4)
    if (name == "long-code-line") print "```python\n" rep("x = 'a' # => b ", n * 2) "\n```"
    if (name == "fences") for (i = 0; i < n * 2; i++) print "```\nx\n```\n"
    if (name == "open-fences") for (i = 0; i < n * 2; i++) print "```python\n## Example " i ": T\n"
    if (name == "tables") for (i = 0; i < n * 2; i++) print "| a" i " | b |"
    if (name == "headings") for (i = 0; i < n; i++) print "## Example " i ": The same title\n"
    if (name == "same-headings") for (i = 0; i < n * 2; i++) print "## Same\n"
    if (name == "labels") for (i = 0; i < n; i++) print "**Key Takeaway**: One and the same\n\n**Why It Matters**: The same, too\n"
    if (name == "annotations") { print "```python"; for (i = 0; i < n * 4; i++) print "x = " i "  # => " i; print "```" }
    if (name == "leaders") { print "```kotlin"; for (i = 0; i < n * 2; i++) print "x()  # => y\n# => z"; print "```" }
    if (name == "strings") { print "```python"; for (i = 0; i < n * 2; i++) print "x = \"\"\" ' # => " i " /* `"; print "```" }
    # libyaml looks at every open level for each token; a bound on the levels keeps that linear
    if (name == "yaml-levels") print "---\na: " rep("[", 1001 + n) "\n---\n"
    if (name == "yaml-deep") print "---\na: " rep("[", 100) rep("x, ", n) rep("]", 100) "\n---\n"
    if (name == "yaml-items") { print "---\ntags:"; for (i = 0; i < n * 2; i++) print "  - t" i; print "---" }
    if (name == "yaml-keys") { print "---"; for (i = 0; i < n * 2; i++) print "k" i ": &a" i " [*a" (i ? i - 1 : 0) "]"; print "---" }
    if (name == "findings") for (i = 0; i < n; i++) print "### Example 7: T\n\n```\n\n# => \n```\n\n**Key takeaway:** see Example " i "99\n"
    if (name == "huge-example") { print "## Example 1: T\n"; for (i = 0; i < n; i++) print "Text of paragraph " i " [x](#y" i ").\n\n```js\nf(" i ") // => 1\n```\n" }
    if (name == "shortcodes") for (i = 0; i < n * 2; i++) print "{{< tab \"a" i "\" >}}\n"
    if (name == "references") print "## Example 1: T\n\n" rep("Examples 1, 2 and 3-9; ", n * 2)
    if (name == "suppressions") for (i = 0; i < n; i++) print "<!-- exlint-disable fence/language -->\n\n```\nx\n```\n"
    if (name == "invisible") print rep("a\342\200\213b ", n * 4)
    if (name == "index") { for (i = 1; i <= n; i++) print "- [Example " i ": T" i "](#example-" i "-t" i ")"; print ""
                           for (i = 1; i <= n; i++) print "## Example " i ": T" i "\n" }
    if (name == "mermaid") { print "```mermaid\ngraph TD"; for (i = 0; i < n * 2; i++) print "A" i "[\"x\\ny\"] --> B\nstyle A" i " fill:#123456"; print "```" }
    if (name == "escapes") print rep("\\*&amp;", n * 4)
    if (name == "carriage-returns") { for (i = 0; i < n * 4; i++) printf "x\r\r" }
    # what libcmark is given piece by piece: small pieces, and such as do not end where they might
    if (name == "pieces") for (i = 0; i < n; i++) print "- item\n\ntext\n> quote\nlazy\n\n[a" i "]: /u\n\n    code\n\ntext\n<b>\n"
    if (name == "open-comment") { print "<!--"; for (i = 0; i < n * 2; i++) print "## No heading\n\ntext\n" }
    if (name == "open-list-fence") { print "  ~~~"; for (i = 0; i < n * 2; i++) print "## No heading\n\ntext\n" }
    if (name == "interrupted") for (i = 0; i < n * 2; i++) print "text\n1. item\n===\n- - -\n<i>"
    # copied text: no fences, and code runs into what follows
    copied = "Page\nExample 1: T\nIt begins with words.\n"
    if (name == "copied-line") print copied rep("x = f(a, \"b\"); }Foo # => bar /* c */ <p>d</p>e \047f\047 ", n) "Key Takeaway: done."
    if (name == "copied-long-lines") { printf "%s", copied; for (i = 0; i < n / 50; i++) print rep("g(x); }Foo bar <b>q</b> ", 80); print "}Key Takeaway: done." }
    if (name == "copied-blocks") { printf "%s", copied; for (i = 0; i < n; i++) print "x = {\na: 1\n}Result of it:"; print "y()Key Takeaway: done." }
    if (name == "copied-joints") { printf "%s", copied; for (i = 0; i < n * 2; i++) print "foo(" i ");import y\n}docker run x"; print "}Key Takeaway: done." }
    if (name == "copied-examples") { print "Page"; for (i = 1; i <= n; i++) print "Example " i ": T\nIt begins with words.\nint x = 1;\n}Key Takeaway: done." }
    if (name == "copied-quotes") { printf "%s", copied; for (i = 0; i < n * 2; i++) print "x = \"\"\" a ` b <<EOF"; print "}Key Takeaway: done." }
    if (name == "copied-diagrams") { printf "%s", copied; for (i = 0; i < n * 2; i++) print "graph TD\nA" i " --> B"; print "Key Takeaway: done." }
    if (name == "copied-output") { printf "%s", copied; for (i = 0; i < n * 2; i++) print "Output:\nline " i; print "8Key Takeaway: done." }
    if (name == "html") for (i = 0; i < n; i++) print "<div>\n\n<!-- x -->\n"
}
END

# judge NAME: measures the page of that name
cat >"$work/judge" <<'END'
name=$1
folder=$work/$name
mkdir "$folder"
case $name in copied-*) commands=$work/copied-commands ;; *) commands=$work/commands ;; esac
LC_ALL=C awk -v name="$name" -v n="$size" -f "$work/make.awk" >"$folder/one.md"
LC_ALL=C awk -v name="$name" -v n=$((size * 2)) -f "$work/make.awk" >"$folder/two.md"
# Memory shows on larger pages only.
LC_ALL=C awk -v name="$name" -v n=$((size * 10)) -f "$work/make.awk" >"$folder/ten.md"
LC_ALL=C awk -v name="$name" -v n=$((size * 20)) -f "$work/make.awk" >"$folder/twenty.md"
[ -s "$folder/one.md" ] || echo "not ok - $name: there is no such page"
while read -r nothing empty arguments; do
    what="$name: ${arguments%% -*}$(echo "$arguments" | sed -n 's/.*\( --to [a-z]*\).*/\1/p')"
    one=$(sh "$work/count" $arguments "$folder/one.md" </dev/null)
    two=$(sh "$work/count" $arguments "$folder/two.md" </dev/null)
    memory_one=$(sh "$work/peak" $arguments "$folder/ten.md" </dev/null)
    memory_two=$(sh "$work/peak" $arguments "$folder/twenty.md" </dev/null)
    awk -v empty="$empty" -v one="${memory_one:-x}" -v two="${memory_two:-x}" -v what="$what" 'BEGIN {
        if (one !~ /^[0-9]+$/ || two !~ /^[0-9]+$/) { print "not ok - " what ": the memory was not measured"; exit }
        fine = two - empty <= (one - empty) * 2.3 + 1500
        printf "%s - %s: %d KB and %d KB for twice as much\n", fine ? "ok" : "not ok", what, one, two
    }'
    awk -v nothing="${nothing:-x}" -v one="${one:-x}" -v two="${two:-x}" -v counter="$counter" -v what="$what" 'BEGIN {
        if (nothing !~ /^[0-9]+$/ || one !~ /^[0-9]+$/ || two !~ /^[0-9]+$/) { print "not ok - " what ": was not measured"; exit }
        slack = counter == "time" ? 3 : 1.15
        free = counter == "time" ? 30 : 300000
        fine = two - nothing <= (one - nothing) * 2 * slack + free
        printf "%s - %s: %d and %d for twice as much\n", fine ? "ok" : "not ok", what, one - nothing, two - nothing
    }'
done <"$commands"
END

# What is counted, and what each costs on a page with nothing in it.
echo 'Text.' >"$work/empty.md"
measure_empty() { # ARGUMENTS…: instructions, memory, the arguments
    for arguments in "$@"; do
        echo "$(sh "$work/count" $arguments "$work/empty.md") $(sh "$work/peak" $arguments "$work/empty.md") $arguments"
    done
}
measure_empty 'check -q --severity info -j 1' 'fmt --check -q -j 1' 'convert -q --to ndjson -j 1' 'convert -q --to text -j 1' >"$work/commands"
measure_empty 'convert -q --from text --to json -j 1' >"$work/copied-commands"
names=$(grep -o 'name == "[a-z-]*"' "$work/make.awk" | cut -d'"' -f2)
[ -z "${LINEAR:-}" ] || names=$(echo "$LINEAR" | tr , ' ')
echo "# counted: $unit"
printf '%s\n' $names | xargs -P "$(nproc)" -I NAME sh "$work/judge" NAME

#!/bin/sh
# SPDX-License-Identifier: MIT
# exlint compare: which two, exit statuses, output formats, other forms than Markdown.
. "$(dirname "$0")/lib.sh"

page a.md 1 3
page b.md 1 2
run 0 'a page and itself' compare a.md a.md
out 'no findings in 2 files'
no_err
run 1 'an example is missing' compare a.md b.md
out 'error[variant/missing]: Example 3: b.md has no example 3'
run 1 'the other way round' compare b.md a.md
out 'a.md:33:4'
run 0 'errors that do not count' compare --fail-on never a.md b.md

sed 's/^print(2).*/print(2)/' a.md >plain.md
run 0 'an annotation less' compare --fail-on warning a.md plain.md
sed 's/^print(2).*/print(22)  # => 2/' a.md >other.md
run 0 'other code is a warning' compare a.md other.md
out '- "print(2)", + "print(22)"'
run 1 'which may count' compare --fail-on warning a.md other.md
run 0 'and may be left out' compare --severity error a.md other.md
out 'no findings'

run 0 'to JSON' convert --to json -o a.json a.md
run 0 'JSON and Markdown' compare --fail-on warning a.json a.md
run 0 'to text' convert --to text -o a.txt a.md
run 0 'Markdown and the text form' compare --fail-on info a.md a.txt
"$EXLINT" compare --fail-on warning a.md - <a.md >"$work/.out" 2>"$work/.err"
judge 0 $? 'standard input'
"$EXLINT" compare - b.md <a.md >"$work/.out" 2>"$work/.err"
judge 1 $? 'standard input with an example more'
holds "$work/.out" '<stdin>:33:4' 'the finding names it'

run 1 'json' compare --output-format json a.md b.md
out '"rule":"variant/missing"'
run 0 'json of nothing' compare --output-format json a.md a.md
out '[]'

run 2 'one page' compare a.md
err 'compare needs two pages, not 1'
run 2 'three pages' compare a.md b.md a.md
run 2 'no such page' compare a.md missing.md
err 'missing.md: no such file'
run 2 'a folder' compare a.md .
err 'is a directory'
run 2 'standard input twice' compare - -
printf 'words\377\n' >latin.md
run 2 'a page that is not text' compare a.md latin.md
err 'latin.md: cannot be compared'
printf 'Words alone.\n' >words.md
run 0 'pages without examples' compare words.md words.md
err 'no numbered examples'

# The configuration's severities.
printf 'rules: { variant/missing: warning }\n' >other.yaml
run 0 'severities by --config' compare --config other.yaml a.md b.md
out 'warning[variant/missing]'
printf 'rules: { variant/missing: off }\n' >.exlint.yaml
run 0 'severities by .exlint.yaml' compare a.md b.md
out 'no findings'
run 1 'severities without it' compare --no-config a.md b.md
printf 'rules: 3\n' >.exlint.yaml
run 2 'a configuration that cannot be used' compare a.md b.md

# Pairs in the configuration: check says of each page what compare says of it.
mkdir -p two/sparse/deep two/full/deep
cp a.md two/sparse/deep/p.md
cp other.md two/full/deep/p.md
cp a.md two/sparse/q.md
cp plain.md two/full/q.md
cp a.md two/full/lonely.md
cd two || exit 1
printf 'variants:\n  - [sparse, full]\n' >.exlint.yaml
variants() { check=$1 && shift && run "$check" "$what" check --select 'variant/*' --output-format gcc "$@"; }
what='a folder pair' variants 0 .
cp "$work/.out" "$work/folder"
ok 'one finding' test "$(wc -l <"$work/folder")" -eq 1
out 'full/deep/p.md:'
out 'variant/code'
run 0 'compare of the pair' compare --output-format gcc sparse/deep/p.md full/deep/p.md
same 'is the same' "$work/folder" "$work/.out"
what='the page alone' variants 0 full/deep/p.md
same 'has the same finding' "$work/folder" "$work/.out"
what='its counterpart alone' variants 0 sparse/deep/p.md
no_out
cp ../b.md full/q.md
what='what only the first has' variants 1 sparse/q.md
out 'sparse/q.md:33:4: error: '
what='is said there' variants 0 full/q.md
no_out
cp sparse/q.md full/q.md
run 0 'to JSON' convert --to json -o sparse/deep/p.json sparse/deep/p.md
rm sparse/deep/p.md
what='a counterpart with another suffix' variants 0 full/deep/p.md
out 'variant/code'
printf 'variants: [[sparse/q.md, full/deep/p.md]]\n' >.exlint.yaml
what='two pages' variants 0 .
ok 'one finding' test "$(wc -l <"$work/.out")" -eq 1
out 'variant/code'
printf 'words\377\n' >sparse/q.md
what='a counterpart that is not text' variants 2 full/deep/p.md
err 'sparse/q.md: cannot be compared'
printf 'variants: [[spars, full]]\n' >.exlint.yaml
run 0 'a path that is not there' check --select 'config/*' --output-format gcc full
out '.exlint.yaml:1:13: warning: '
out 'config/no-match'
for value in 3 '[sparse, full]' '[[sparse]]' '[[sparse, full, more]]' '[[sparse, 3]]'; do
    printf 'variants: %s\n' "$value" >.exlint.yaml
    run 2 "variants: $value" check full
done
finish

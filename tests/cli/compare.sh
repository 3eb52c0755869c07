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
finish

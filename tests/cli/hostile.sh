#!/bin/sh
# SPDX-License-Identifier: MIT
# Inputs that break programs: each gets a message with its path and the right status, and other files are still done.
. "$(dirname "$0")/lib.sh"
page good.md 1 2
sed 's/Example 2:/Example 4:/' good.md >bad.md

# hurts STATUS PATH: check and convert of the path beside a page with a finding, which must still be found.
check_beside() {
    run "$1" "check $2" check --output-format gcc "$2" bad.md
    out 'bad.md:'
}

mkdir folder.md && cp bad.md folder.md/inner.md
run 1 'a folder called x.md' check --output-format gcc folder.md
out 'folder.md/inner.md:'
if [ -r /dev/zero ]; then
    check_beside 2 /dev/zero
    err '/dev/zero: larger than 256 MiB'
    run 2 'fmt /dev/zero' fmt --check /dev/zero
    run 2 'convert /dev/zero' convert --to json /dev/zero
fi
: >empty.md
check_beside 1 empty.md
run 0 'an empty page' check empty.md
run 0 'fmt of an empty page' fmt --check empty.md
run 0 'convert of an empty page' convert --to json empty.md

# Not text: a finding for check, a refusal for the others, and the file stays.
printf 'caf\351 au lait\n' >latin1.md
printf 'a\000b\n' >nul.md
printf '\377\376h\000i\000\n\000' >utf16.md
for name in latin1 nul utf16; do
    check_beside 1 $name.md
    out "$name.md:1:"
    out '[file/encoding]'
    cp $name.md before
    run 2 "fmt $name.md" fmt $name.md
    err "$name.md:1:"
    same "fmt leaves $name.md" before $name.md
    run 2 "convert $name.md" convert --to json $name.md
    err "$name.md:1:"
    no_out
    run 2 "convert $name.md to Markdown" convert --to markdown $name.md
    no_out
done
printf -- '---\ntitle: x\n\nText without an end of the front matter.\n' >unclosed.md
check_beside 1 unclosed.md
out 'unclosed.md:1:'
cp unclosed.md before
run 2 'fmt unclosed.md' fmt unclosed.md
err 'unclosed.md:1:'
same 'fmt leaves unclosed.md' before unclosed.md

# A mark at the front, and other line ends.
{ printf '\357\273\277' && cat good.md; } >bom.md
sed "s/\$/$(printf '\r')/" good.md >crlf.md
run 0 'a byte order mark' check bom.md
run 0 'CRLF' check crlf.md
run 0 'fmt of both' fmt bom.md crlf.md
same 'fmt takes the mark away' good.md bom.md
same 'fmt writes LF' good.md crlf.md

# An alias bomb: ten levels of ten.
{
    printf -- '---\na: &a [x, x, x, x, x, x, x, x, x, x]\n'
    previous=a
    for level in b c d e f g h i j k; do
        printf '%s: &%s [*%s, *%s, *%s, *%s, *%s, *%s, *%s, *%s, *%s, *%s]\n' $level $level $previous $previous \
            $previous $previous $previous $previous $previous $previous $previous $previous
        previous=$level
    done
    printf -- '---\n\nText.\n'
} >bomb.md
check_beside 1 bomb.md
out 'bomb.md:'
out '[front-matter/invalid]'
run 0 'convert of an alias bomb' convert --to json bomb.md
ok 'which stays small' test "$(wc -c <.out)" -lt 100000

# Depth and length.
repeat() { awk -v s="$1" -v n="$2" 'BEGIN { for (i = 0; i < n; i++) printf "%s", s; print "" }'; }
repeat '>' 100000 >quotes.md
repeat '[' 100000 >brackets.md
repeat '*' 100000 >stars.md
repeat '`a' 100000 >ticks.md
repeat '> - ' 30000 >lists.md
repeat '<' 100000 >angles.md
awk 'BEGIN { for (i = 0; i < 2000; i++) { printf "%*s- x\n", i * 2, "" } }' >nested-list.md
awk 'BEGIN { for (i = 0; i < 3000000; i++) printf "word word word ab"; print "" }' >long.md
for name in quotes brackets stars ticks lists angles nested-list long; do
    check_beside 1 $name.md
    "$EXLINT" fmt - <$name.md >once.md 2>.err
    judge 0 $? "fmt $name.md"
    "$EXLINT" fmt - <once.md >twice.md 2>.err
    same "fmt $name.md twice" once.md twice.md
    run 0 "convert $name.md" convert --to json $name.md
done
ok 'the long line is not lost' test "$(wc -c <.out)" -gt 51000000
finish

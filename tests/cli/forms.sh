#!/bin/sh
# SPDX-License-Identifier: MIT
# Plain text, text forms and Q&A from the command line, and input that is none of them: there is always a document, and
# no text is lost.
. "$(dirname "$0")/lib.sh"

# words FILE: its text without white space, typographic quotes and the text form's own lines
words() { grep -vE '^(\[.*lines\]|[=#~^"-]{3,})$' "$1" | sed 's/“/"/g; s/”/"/g; s/’/'"'"'/g' | tr -d ' \t\n\r`*_#\\|>-'; }
# kept WHAT FILE FORM...: converted to text, nothing of the file is missing
kept() {
    what=$1 file=$2
    shift 2
    run 0 "$what" convert --to text "$@" "$file"
    no_crash_in "$what"
    words "$file" >in.words
    words .out >out.words
    # every word of the input stands in the output, in order
    if awk 'NR == FNR { want = want $0; next } { have = have $0 } END { exit index(have, want) == 0 }' in.words out.words; then
        pass "$what: nothing is lost"
    else
        fail "$what: nothing is lost"
        diff in.words out.words | cut -c1-300 | sed 's/^/# /' | head -4
    fi
}
no_crash_in() { grep -q 'runtime error\|AddressSanitizer' .err && fail "$1: sanitizer" || pass "$1: no crash"; }

cat >licence.txt <<'END'
The Licence of Tea

Permission is granted to anyone who boils water to pour it over leaves,
provided that the following conditions are met.

1. The kettle is full.
2. The pot is warm.
END
kept 'a licence' licence.txt --from text

printf 'name,grams,minutes\nassam,3,4\nsencha,2,1\n' >table.txt
kept 'a table of values' table.txt --from text

cat >plain.txt <<'END'
Tea
Example 1: Boil the water
Water comes first.
kettle = Kettle()
print("Key Takeaway: not this one")
kettle.boil()Key Takeaway: Fill it before you switch it on.
Example 2: Wait
Nothing is done here, so there is no code.
Key Takeaway: Patience.
Example 3: Pour
The page is cut off in the middle of its co
END
kept 'a page that is cut off' plain.txt
run 0 'a quoted label' convert --to json plain.txt
out 'print(\"Key Takeaway: not this one\")\nkettle.boil()\n'
out '"markdown": "Fill it before you switch it on."'
err '[import/guessed]'

awk 'BEGIN { for (i = 0; i < 200000; i++) printf "word%d ", i; print "" }' >long.txt
run 0 'two megabytes in one line' convert --from text --to json long.txt
out 'word199999'

printf 'Tea\n===\n\n[python, 9 lines]\n    boil()\n\nBehind it.\n' >count.txt
kept 'a wrong line count' count.txt
err 'import/unreadable'
err 'count.txt:4:1'

printf '\001\002\003\177 binary \033[31m text\n' >binary.txt
run 0 'control characters' convert --from text --to json binary.txt
out 'binary'
printf 'caf\351\n' >latin.txt
run 2 'text that is not UTF-8' convert --from text --to json latin.txt
err 'latin.txt:1:4'

# Any form to any form.
for form in markdown text json ndjson; do
    run 0 "plain text to $form" convert --to $form plain.txt
done
run 0 'to Markdown' convert --to markdown plain.txt
err 'front matter is missing: weight, date, draft, description, tags'
cp .out page.md
run 0 'to text' convert --to text page.md
cp .out page.text.txt
run 0 'and back' convert --to markdown page.text.txt
cp .out again.md
run 0 'and to text again' convert --to text again.md
cmp -s .out page.text.txt && pass 'text to Markdown to text is the identity' || fail 'text to Markdown to text is the identity'

# What browsers put between the words: no-break spaces, a character without width behind each heading, a byte order mark.
run 0 'plain text again' convert --to markdown plain.txt
cp .out plain.md
sed -e 's/\(Example [0-9]*:\) /\1\xc2\xa0/; s/^\(Example.*\)$/\1\xe2\x80\x8b/' plain.txt >browser.txt
run 0 'no-break spaces in headings' convert --to markdown browser.txt
same 'no-break spaces in headings: the same page' .out plain.md
err 'browser.txt:2:11: warning: copied text: 3 no-break spaces read as blanks, 3 invisible characters left out, from here on [file/invisible]'
# A table of contents that was copied along is prose, and no second set of examples.
{ sed 1q plain.txt && grep '^Example [0-9]*:' plain.txt && sed 1d plain.txt; } >contents.txt
run 0 'a table of contents' convert --to json contents.txt
count=$(grep -c '"type": "example"' .out) want=$(grep -c '^Example [0-9]*:' plain.txt)
[ "$count" -eq "$want" ] && pass "a table of contents: $want examples" || fail "a table of contents: $count examples, not $want"
printf '\357\273\277' | cat - plain.txt >marked.txt
run 0 'a byte order mark' convert --to markdown marked.txt
same 'a byte order mark: the same page' .out plain.md

# A folder of mixed forms.
mkdir mixed && cp plain.txt page.md mixed/ && mv mixed/page.md mixed/other.md
cp page.text.txt mixed/third.txt
run 0 'a folder of mixed forms' convert --to json --out-dir out mixed
for name in plain other third; do
    [ -s "out/$name.json" ] && pass "out/$name.json" || fail "out/$name.json"
done
finish

#!/bin/sh
# SPDX-License-Identifier: MIT
# convert --like: copied text, brought back with the help of a page that holds the same examples.
. "$(dirname "$0")/lib.sh"
tutorial=$root/content/tutorial

same() {
    if cmp -s "$1" "$2"; then pass "$3"; else
        fail "$3"
        diff "$1" "$2" | head -6 | sed 's/^/# /'
    fi
}
has() { holds "$1" "$2" "$3"; }

cp "$tutorial/plain/beginner.txt" copied.txt
run 0 'the page it was copied from' convert --to markdown --like "$tutorial/annotated/beginner.md" copied.txt
no_err
same .out "$tutorial/annotated/beginner.md" 'the page it was copied from: it comes back byte for byte'

run 0 'a sparse variant' convert --to markdown --like "$tutorial/hugo/beginner.md" copied.txt
out '    id INTEGER PRIMARY KEY, -- => SQLite fills in 1, 2, 3 … by itself'
out '**Why It Matters**: In a spreadsheet'
sed -n '/^---$/,/^---$/p' .out >got
sed -n '/^---$/,/^---$/p' "$tutorial/hugo/beginner.md" >want
same got want 'a sparse variant: its front matter'

# One example only, edited: number and text decide, words stay the copied ones.
cat >sibling.md <<'END'
---
title: "Wells"
weight: 7
tags: ["go", "wells"]
---

The `well` package counts **buckets**.

### Example 1: Draw

`Draw` takes a *bucket* from the [well](https://example.com/well).

```go
func (w *Well) Draw(n int) error {
	if n > w.left {
		return errDry // => The well is dry
	}

	w.left -= n // => n buckets fewer
	return nil
}
```

**Key Takeaway**: Check before you draw.

---

### Example 2: Fill

Rain fills the well.

```wellscript
fill 3
```

**Key Takeaway**: `fill` adds buckets.
END
cat >edited.txt <<'END'
Deep Wells
The well package counts buckets.
Example 1: Draw
Draw takes one full bucket from the well.
func (w *Well) Draw(n int) error {
if n > w.left {
log.Print("dry")
return errDry // => The well is dry
}
w.left -= n // => n buckets fewer, at once
return nil
}Key Takeaway: Check before you draw.
Example 2: Fill
Rain fills the well.
fill 3Key Takeaway: fill adds buckets.
Example 3: Only Here
Nobody else has this one.
print("new")Key Takeaway: It stands as it was copied.
END
run 0 'an edited text' convert --to markdown --like sibling.md edited.txt
out 'title: "Deep Wells"'
out 'weight: 7'
out 'The `well` package counts **buckets**.'
out '`Draw` takes one full *bucket* from the [well](https://example.com/well).'
out '```wellscript'
out '### Example 2: Fill'
out '**Key Takeaway**: `fill` adds buckets.'
out 'print("new")'
out '**Key Takeaway**: It stands as it was copied.'
tab=$(printf '\t')
sed -n '/^```go/,/^```$/p' .out | sed '/^```$/q' >got
cat >want <<END
\`\`\`go
func (w *Well) Draw(n int) error {
${tab}if n > w.left {
${tab}${tab}log.Print("dry")
${tab}${tab}return errDry // => The well is dry
${tab}}

${tab}w.left -= n // => n buckets fewer, at once
${tab}return nil
}
\`\`\`
END
same got want 'an edited text: indentation and blank lines of the sibling around the copied words'
err 'edited.txt:5:1'

# What cannot be meant.
run 2 'no such page' convert --to markdown --like missing.md copied.txt
err 'missing.md: '
no_out
echo '# Nothing' >empty.md
run 2 'a page without examples' convert --to markdown --like empty.md copied.txt
err 'empty.md: --like takes a page with examples'
run 2 'copied text as sibling' convert --to markdown --like copied.txt copied.txt
err 'copied.txt: --like takes a Markdown page'
run 2 'Markdown to convert' convert --to text --like sibling.md "$tutorial/hugo/beginner.md"
err 'is no copied text, so that --like has no use'
cp sibling.md kept.md
run 2 'the sibling as output' convert --to markdown --like sibling.md -o sibling.md edited.txt
err 'is one of the pages that are read'
same sibling.md kept.md 'the sibling as output: it stays'
printf '\377\n### Example 1: X\n' >bytes.md
run 2 'a sibling in no UTF-8' convert --to markdown --like bytes.md copied.txt
err 'bytes.md: '
exit $bad

#!/bin/sh
# SPDX-License-Identifier: MIT
# file/layout: check and fmt --check say the same, in every format, and only where fmt changes something.
. "$(dirname "$0")/lib.sh"

page sound.md 1 2
page broken.md 1 2
sed 's/^What example 2.*/&\
* no blank line before/; s/^```$/&``/; s/^```python/``&/' broken.md >changed.md && mv changed.md broken.md
cp broken.md before.md

what='check'
run 1 "$what" check --no-config --select file/layout --fail-on warning --output-format gcc sound.md broken.md
sed 's/ warning: / error: /' .out >check.txt
what='fmt --check'
run 1 "$what" fmt --check --no-config --output-format gcc sound.md broken.md
same 'the same finding' check.txt .out
no_err
out 'broken.md:13:1: error: Example 1: not in canonical layout: expected: "```python" [file/layout]'
same 'the page is as it was' before.md broken.md
for format in json json-lines sarif github gitlab junit checkstyle text; do
    what="fmt --check as $format"
    run 1 "$what" fmt --check --no-config --output-format "$format" sound.md broken.md
    out 'not in canonical layout'
    run 0 "$what, nothing to say" fmt --check --no-config --output-format "$format" sound.md
done
what='with --diff'
run 1 "$what" fmt --check --diff --no-config --output-format gcc broken.md
out '+++ b/broken.md'
err 'broken.md:13:1: error: '
what='without --check'
run 2 "$what" fmt --output-format gcc broken.md
err '--output-format is for --check'
same 'the page is as it was, still' before.md broken.md
what='a page that cannot be formatted'
printf -- '---\ntitle: x\n' >unclosed.md
run 2 "$what" fmt --check --no-config --output-format gcc unclosed.md
no_out
run 0 'fmt' fmt --no-config -q broken.md
run 0 'then nothing is left' check --no-config --select file/layout --fail-on warning broken.md
run 0 'off by default' check --no-config --fail-on warning --ignore 'fence/*' before.md
run 0 'from the standard input' check --no-config --select file/layout --fail-on warning - <broken.md
run 1 'the same, broken' check --no-config --select file/layout --fail-on warning - <before.md
finish

# SPDX-License-Identifier: MIT
# Helpers of the command line's tests; sourced, never run. Each test is a script:  EXLINT=path sh tests/cli/NAME.sh
# It works in a new folder, $work, and prints "ok - ..." or "not ok - ..." for everything it looks at.
set -u
: "${EXLINT:?path of the program under test}"
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
EXLINT=$(cd "$(dirname "$EXLINT")" && pwd)/$(basename "$EXLINT")
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
bad=0
LC_ALL=C
# Where the program is built with sanitizers, what they find counts as a crash.
ASAN_OPTIONS=exitcode=130 UBSAN_OPTIONS=exitcode=130 TSAN_OPTIONS=exitcode=130
export LC_ALL ASAN_OPTIONS UBSAN_OPTIONS TSAN_OPTIONS
unset NO_COLOR

pass() { echo "ok - $*"; }
fail() {
    echo "not ok - $*"
    bad=1
}

# run STATUS WHAT ARGUMENT...: the program with these arguments ends with that status; $work/.out and .err hold what it
# printed. A crash is a failure whatever status was expected.
run() {
    expected=$1 what=$2
    shift 2
    "$EXLINT" "$@" >"$work/.out" 2>"$work/.err"
    judge "$expected" "$?" "$what"
}

# judge EXPECTED STATUS WHAT
judge() {
    if [ "$2" -gt 125 ]; then
        fail "$3: crashed with status $2"
    elif [ "$2" -ne "$1" ]; then
        fail "$3: status $2 instead of $1"
        sed 's/^/# /' "$work/.err" | cut -c1-200 | head -5
    else
        pass "$3: status $1"
    fi
}

# out TEXT, err TEXT: what the last run printed there has that text in it.
out() { holds "$work/.out" "$1" "$what: stdout"; }
err() { holds "$work/.err" "$1" "$what: stderr"; }
holds() {
    if grep -qF -e "$2" "$1"; then
        pass "$3 has: $2"
    else
        fail "$3 lacks: $2"
        cut -c1-200 "$1" | head -5 | sed 's/^/# /'
    fi
}

no_out() { empty "$work/.out" "$what: stdout"; }
no_err() { empty "$work/.err" "$what: stderr"; }
empty() {
    if [ -s "$1" ]; then
        fail "$2 is not empty"
        cut -c1-200 "$1" | head -5 | sed 's/^/# /'
    else
        pass "$2 is empty"
    fi
}

# same WHAT A B: two files are equal.
same() {
    if cmp -s "$2" "$3"; then pass "$1"; else
        fail "$1"
        diff "$2" "$3" | cut -c1-200 | head -5 | sed 's/^/# /'
    fi
}

# ok WHAT COMMAND...: the command succeeds.
ok() {
    what=$1
    shift
    if "$@"; then pass "$what"; else fail "$what"; fi
}

# page FILE FIRST LAST: a sound page with examples FIRST to LAST.
page() {
    {
        printf -- '---\ntitle: "Page"\nweight: 1\ndescription: "Examples %d-%d"\n---\n\nWords to begin with.\n' "$2" "$3"
        number=$2
        while [ "$number" -le "$3" ]; do
            printf '\n## Example %d: Title %d\n\nWhat example %d is about.\n\n' "$number" "$number" "$number"
            printf '```python\nprint(%d)  # => %d\n```\n\n' "$number" "$number"
            printf '**Key Takeaway**: Number %d is learnt.\n\n**Why It Matters**: Number %d is used every day.\n' "$number" "$number"
            number=$((number + 1))
        done
    } >"$1"
}

finish() { exit "$bad"; }

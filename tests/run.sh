#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs test programs and scripts that print TAP ("ok …", "not ok …") and counts.
#   tests/run.sh PROGRAM…       EXLINT is the program under test, for the scripts
# Prints what failed, one line for each program, and at the end "N passed, N failed".
# What a test leaves out for want of a tool it says with "# SKIP".
# Lines that begin with "#|" are tables, and are always shown.
# A program that exits with another status than 0 without a "not ok" (a crash, say) counts as one failure.
set -u
passed=0 failed=0
limit=${LIMIT:-600} # seconds, for a program that hangs; far beyond what any needs
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
for test in "$@"; do
    case $test in
    *.sh) timeout "$limit" sh "$test" >"$log" 2>&1 </dev/null ;;
    *) CMOCKA_MESSAGE_OUTPUT=TAP timeout "$limit" "$test" >"$log" 2>&1 </dev/null ;;
    esac
    status=$?
    ok=$(grep -c '^ok ' "$log")
    bad=$(grep '^not ok ' "$log" | grep -vc '# SKIP') # cmocka writes a skipped test as one that is not ok
    if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then
        bad=1
        echo "not ok - $test ended with status $status"
    fi
    if [ "$ok" -eq 0 ] && [ "$bad" -eq 0 ]; then
        bad=1
        echo "not ok - $test ran no test"
    fi
    if [ "$bad" -eq 0 ]; then grep '^#|' "$log"; else cat "$log"; fi
    grep '# SKIP' "$log"
    echo "$test: $ok ok, $bad not ok"
    passed=$((passed + ok)) failed=$((failed + bad))
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]

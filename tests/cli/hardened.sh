#!/bin/sh
# SPDX-License-Identifier: MIT
# The program is built so that a slip with memory is hard to make use of.
. "$(dirname "$0")/lib.sh"
if ! command -v readelf >/dev/null; then
    echo 'ok - # SKIP readelf is not here'
    exit 0
fi
readelf -W -h -l -d "$EXLINT" >elf 2>/dev/null
readelf -W -s "$EXLINT" >symbols 2>/dev/null
ok 'position independent' grep -Eq 'Type: +DYN' elf
ok 'relocations are read-only' grep -q 'GNU_RELRO' elf
ok 'and all made before main()' grep -Eq 'FLAGS.*(BIND_NOW|NOW)' elf
ok 'the stack holds no code' grep -Eq 'GNU_STACK .* RW +0x' elf
ok 'nothing can be written and run' test "$(grep -E '^  [A-Z_]+ .* RWE ' elf | wc -l)" -eq 0
# Sanitizers check by themselves what these two are for.
if ! grep -Eq '__(asan|tsan|gcov)' symbols; then
    ok 'buffers on the stack are guarded' grep -q '__stack_chk_fail' symbols
    ok 'calls of the C library know how large their buffers are' grep -Eq '__(memcpy|snprintf|vsnprintf|read)_chk' symbols
fi
case $(uname -m) in
x86_64)
    objdump -d --no-show-raw-insn "$EXLINT" >code 2>/dev/null
    ok 'jumps land where they may' grep -q 'endbr64' code
    ok 'the stack is grown page by page' grep -Eq 'or[ql]? +\$0x0,' code
    ;;
esac
finish

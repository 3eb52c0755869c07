#!/bin/sh
# SPDX-License-Identifier: MIT
# Hostile folders: nothing in them makes the program wait, crash, write elsewhere or upset a terminal.
. "$(dirname "$0")/lib.sh"
page good.md 1 2
sed 's/Example 2:/Example 4:/' good.md >bad.md
sed 's/^## .*/& ##/' bad.md >unformatted.md # a finding, and something for fmt to do
skip() { echo "ok - # SKIP $*"; }
patient() { # COMMAND…: the program, which must end by itself
    timeout 20 "$EXLINT" "$@" </dev/null >"$work/.out" 2>"$work/.err"
}
# What no terminal should get: control characters but the line end, C1 controls, bytes that are no UTF-8.
raw() {
    tr -d '\n' <"$1" | LC_ALL=C grep -qP '[\x00-\x1f\x7f]|\xc2[\x80-\x9f]' && echo control
    iconv -f UTF-8 -t UTF-8 "$1" >/dev/null 2>&1 || echo encoding
}
harmless() { ok "$2 is harmless" test -z "$(raw "$1")"; }

# Links in circles and to nowhere, FIFOs, devices, folders with a page's name.
mkdir odd odd/sub odd/folder.md && cp bad.md odd/page.md && cp bad.md odd/sub/page.md
ln -s . odd/self && ln -s .. odd/sub/up && ln -s loop.md odd/loop.md && ln -s gone.md odd/dangling.md
ln -s ../sub odd/sub/again && ln -s /dev/zero odd/zero.md && ln -s fifo.md odd/tofifo.md
mkfifo odd/fifo.md
mknod odd/device.md c 1 5 2>/dev/null || skip 'device nodes cannot be made here'
for arguments in 'check --output-format gcc' 'fmt --check' 'convert --to ndjson' 'check --fix --diff' 'convert --to json --out-dir odd-out'; do
    # shellcheck disable=SC2086
    patient $arguments odd
    status=$?
    if [ $status -le 1 ]; then pass "odd files: $arguments"; else fail "odd files: $arguments: status $status"; fi
done
patient check --output-format gcc odd
ok 'each page is found, and no way round it' test "$(cut -d: -f1 .out | sort -u | tr '\n' ' ')" = 'odd/page.md odd/sub/page.md '
# What is not a page but is read all the same.
mkdir fifos && cp bad.md fifos/beginner.md && mkfifo fifos/.gitignore fifos/.exlintignore fifos/intermediate.md fifos/other.md
printf '\n[a](other.md#x) [b](fifo) [c](none.md)\n' >>fifos/beginner.md && mkfifo fifos/fifo
patient check --output-format gcc fifos
judge 1 $? 'FIFOs as ignore files, neighbours and targets of links'
out '[link/target]'
mkdir fifo-config && cp bad.md fifo-config/ && mkfifo fifo-config/.exlint.yaml fifo-config/base.yaml
patient check fifo-config
judge 2 $? 'a FIFO as configuration'
holds .err 'fifo-config/.exlint.yaml: not a regular file' 'it is said'
rm fifo-config/.exlint.yaml
for line in 'extends: base.yaml' 'profile: ./base.yaml'; do
    echo "$line" >fifo-config/.exlint.yaml
    patient check fifo-config
    judge 2 $? "a FIFO behind $line"
    holds .err 'not a regular file' "$line: it is said"
done

# Names and words that would drive a terminal: an escape sequence, a newline, C1 controls, bytes that are no UTF-8.
mkdir names
escape=$(printf '\033]0;title\007\033[31m') c1=$(printf '\302\233') high=$(printf '\377\376')
newline='
'
for name in "${escape}a.md" "b${newline}exlint: all is well.md" "c$c1.md" "d$high.md" '-e.md' '--fix.md' '-.md' ' f .md' "g'\"\$(x).md" 'h&<>.md'; do
    sed "s/Title 1/${c1}Title \"1\"/; s/What example 1/$(printf '\033')[2J &/" bad.md >"names/$name"
    printf '\n[x](%s) \002\n' "gone$escape.md" >>"names/$name"
done
for format in text gcc json json-lines sarif github gitlab junit checkstyle; do
    patient check --output-format $format names
    judge 1 $? "strange names: $format"
    case $format in # what programs read may hold any character, but is UTF-8
    json | json-lines | sarif | gitlab) ok "$format is UTF-8" iconv -f UTF-8 -t UTF-8 .out -o /dev/null ;;
    *) harmless .out "$format" ;;
    esac
    harmless .err "$format: stderr"
done
printf '{}' >any.json
patient check --output-format json names && :
cp .out findings.json
run 0 'JSON of strange names can be read' validate --schema any.json findings.json
for arguments in 'check' 'check --statistics -q' 'fmt --check' 'fmt --check --diff' 'check --fix --diff' 'convert --to markdown' \
    'check --write-baseline base.json' 'check --baseline base.json' 'convert --to json --out-dir named'; do
    # shellcheck disable=SC2086
    patient $arguments names
    status=$?
    if [ $status -le 2 ]; then pass "strange names: $arguments"; else fail "strange names: $arguments: status $status"; fi
    harmless .err "$arguments: stderr"
    case $arguments in *diff*) ;; *) harmless .out "$arguments" ;; esac
done
ok 'each page became a file' test "$(find named -type f | wc -l)" -eq "$(find names -type f | wc -l)"
find names -name '*.md' -print0 | "$EXLINT" check -q --output-format gcc --files-from - >.out
ok 'names between NULs are all found' test "$(cut -d: -f1 .out | sort -u | wc -l)" -ge 10
(cd names && "$EXLINT" check --output-format gcc -- -e.md --fix.md >../.out 2>../.err)
judge 1 $? 'names that begin with a dash'
holds .out 'e.md:' 'behind -- they are pages'
(cd names && "$EXLINT" fmt . >../.out 2>../.err)
judge 0 $? 'fmt of strange names'
harmless .out 'fmt'

# Pages whose text holds what terminals obey.
printf '## Example 2: \033[31mred\033[0m \302\233 \342\200\256 \177\n\n\033]8;;http://x\033\\\n' >escapes.md
run 1 'escape sequences in the text' check --color never escapes.md
harmless .out 'an excerpt'
run 1 'the same in gcc form' check --output-format gcc escapes.md
harmless .out 'a message'

# Files that change while they are read.
mkdir moving && cp bad.md moving/still.md
i=0
while [ $i -lt 30 ]; do
    cp unformatted.md moving/m$i.md
    i=$((i + 1))
done
(
    trap 'exit 0' TERM
    while :; do
        for file in moving/m*.md; do
            : >"$file" && cat unformatted.md good.md >"$file" && mv "$file" "$file.away" && mv "$file.away" "$file"
            rm "$file" && cp unformatted.md "$file"
        done
    done
) 2>/dev/null &
mover=$!
i=0 wrong=''
while [ $i -lt 12 ]; do
    patient check -q moving
    status=$?
    [ $status -le 2 ] || wrong="$wrong check:$status"
    patient fmt -q moving
    status=$?
    [ $status -eq 0 ] || [ $status -eq 2 ] || wrong="$wrong fmt:$status"
    patient convert --to json -q --out-dir moved moving
    status=$?
    [ $status -eq 0 ] || [ $status -eq 2 ] || wrong="$wrong convert:$status"
    i=$((i + 1))
done
kill $mover
wait $mover 2>/dev/null
ok 'files that change, shrink and vanish' test -z "$wrong"
ok 'no temporary file is left' test -z "$(find moving moved -name '*.tmp')"

# Depth, and number.
for chain in one two; do # each shorter than paths may be, but not both together
    way=$chain
    while [ ${#way} -lt 3000 ]; do way=$way/a-folder-with-a-name-of-some-length; done
    mkdir -p "$way" && cp bad.md "$way/page.md"
done
ends=one${way#two}
mv two "$ends/"
patient check -q --output-format gcc one
judge 2 $? 'a path longer than the system takes'
holds .err 'File name too long' 'it is said'
holds .out '/page.md:' 'what can be reached is checked'
mkdir deep && (
    cd deep && i=0
    while [ $i -lt 900 ]; do
        mkdir d && cd d || exit
        i=$((i + 1))
    done
    cp "$work/bad.md" .
) 2>/dev/null
patient check -q --output-format gcc deep
judge 1 $? '900 folders within each other'
mkdir crowd && (cd crowd && awk 'BEGIN { for (i = 0; i < 100000; i++) print "p" i ".md" }' | xargs touch)
cp bad.md crowd/p50000.md
patient check --output-format gcc crowd
judge 1 $? '100,000 files'
ok 'the one page among them is checked' test "$(grep -c '^crowd/p50000.md:' .out)" -ge 1
rm -rf crowd

# Nothing outside is written.
rm -rf one
mkdir out inside outside && cp unformatted.md outside/page.md && cp unformatted.md inside/own.md
ln -s ../outside/page.md inside/led.md && ln -s own.md inside/alias.md && cp outside/page.md before
patient fmt inside
judge 2 $? 'fmt of a link that leads out of the folder'
holds .err 'inside/led.md: a symbolic link that leads out of the folder' 'it is said'
same 'what it leads to stays' before outside/page.md
ok 'the link stays' test -L inside/led.md
ok 'a link within the folder is followed' test -L inside/alias.md
patient fmt --check inside/own.md
judge 0 $? 'and its page formatted'
patient check --fix inside
same 'check --fix leaves it, too' before outside/page.md
patient fmt inside/led.md
judge 0 $? 'named, it is formatted'
ok 'where it stands' test -L inside/led.md
mkdir pages pages/sub && cp good.md pages/ && cp good.md pages/sub/ && ln -s ../outside out/sub && ln -s ../outside/page.md out/good.json
cp outside/page.md before
patient convert --to json --out-dir out pages
judge 2 $? 'convert into a folder with links that lead out'
holds .err 'out/sub/good.json: a folder on its way is a symbolic link' 'it is said'
same 'what they lead to stays' before outside/page.md
ok 'nothing is added there' test "$(find outside -type f | wc -l)" -eq 1
ok 'a link in place of a page is replaced' test -f out/good.json -a ! -L out/good.json
(cd pages/sub && patient convert --to json --out-dir here ../good.md ..)
ok 'no output leaves the folder' test "$(find . -newer before -name 'good.json' ! -path './out/*' ! -path './pages/sub/here/*' | wc -l)" -eq 0
for path in ../evil.md /etc/evil.md a/../../evil.md; do
    printf '{"exlint":"document/1","path":"%s","blocks":[],"entries":[]}\n' "$path" good.md >two.ndjson
    patient convert --from json --to markdown --out-dir json-out two.ndjson
    ok "no page goes to $path" test ! -e evil.md -a ! -e /etc/evil.md
done

for i in 1 2 3; do printf '{"exlint":"document/1","path":"a.md","form":"page","blocks":[],"entries":[]}\n'; done >three.ndjson
run 2 'documents of one path' convert --to markdown --out-dir json-out three.ndjson
ok 'said once' test "$(cat .err)" = 'exlint: three.ndjson: two of its documents would become json-out/a.md'

# Full disks and limits: the page stays, no temporary file does.
awk 'BEGIN { for (i = 0; i < 4000; i++) print "* word\n\n\n" }' >long.md
printf '## Example 1: A ##\n' >>long.md
cp long.md before
(ulimit -f 8 && exec "$EXLINT" fmt long.md >/dev/null 2>.err)
judge 2 $? 'fmt beyond the largest file that may be written'
holds .err 'long.md: File too large' 'it is said'
same 'the page stays' before long.md
ok 'no temporary file' test -z "$(find . -maxdepth 1 -name '.exlint-*')"
mkdir disk
if mount -t tmpfs -o size=256k none disk 2>/dev/null; then
    cp long.md disk/ && dd if=/dev/zero of=disk/filler bs=1k 2>/dev/null
    cp disk/long.md before
    patient fmt disk/long.md
    judge 2 $? 'fmt on a full disk'
    holds .err 'No space left' 'it is said'
    same 'the page stays as it was' before disk/long.md
    patient convert --to json -o disk/out.json good.md
    judge 2 $? 'convert onto a full disk'
    ok 'no temporary file there' test -z "$(find disk -name '.exlint-*')"
    umount disk
else
    skip 'no file system can be mounted here'
fi

# Rights. Root has all of them, so that somebody else is asked.
chmod 755 "$work" && mkdir rights rights/closed rights/readonly && cp bad.md unformatted.md rights/ && cp bad.md rights/secret.md
cp bad.md rights/closed/ && cp unformatted.md rights/readonly/page.md
if [ "$(id -u)" = 0 ]; then
    chown -R 65534:65534 rights 2>/dev/null
    as='setpriv --reuid=65534 --regid=65534 --clear-groups'
    $as test -x "$EXLINT" 2>/dev/null || as=none
else
    as=''
fi
chmod 000 rights/secret.md rights/closed && chmod 555 rights/readonly
if [ "$as" = none ]; then
    skip 'nobody else can run the program here'
else
    $as "$EXLINT" check --output-format gcc rights >.out 2>.err
    judge 2 $? 'pages and folders that may not be read'
    holds .err 'rights/secret.md: permission denied' 'the page is named'
    holds .err 'rights/closed: permission denied' 'and the folder'
    holds .out 'rights/bad.md:' 'the others are checked'
    $as "$EXLINT" fmt rights >.out 2>.err
    judge 2 $? 'fmt where it may not write'
    holds .err 'rights/readonly/page.md: permission denied' 'the page is named'
    same 'it stays' unformatted.md rights/readonly/page.md
    ok 'the others are formatted' "$EXLINT" fmt --check -q rights/unformatted.md
    $as "$EXLINT" convert --to json --out-dir rights/readonly/out rights/bad.md >.out 2>.err
    judge 2 $? 'convert where it may not write'
    holds .err 'permission denied' 'it is said'
fi
chmod -R 755 rights
finish

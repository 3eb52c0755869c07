#!/bin/sh
# SPDX-License-Identifier: MIT
# The output formats that machines read: well-formed whatever there is to say, with nothing else on standard output,
# and in flat memory. SARIF is validated against the official schema. It is the copy that the npm package
# @microsoft/sarif-multitool-linux ships (40 MB, which npm caches); SARIF_SCHEMA names one that is there already.
. "$(dirname "$0")/lib.sh"
machines='json json-lines sarif github gitlab junit checkstyle'

# Pages with something to say, of every kind of path and text that must be escaped.
mkdir pages quiet
page quiet/good.md 1 2
cp "$root/tests/demo/broken.md" pages
control=$(printf '\001\033')
odd="pages/a b,c:d%&<e>'\"$control.md"
printf '## Example 1: A <b> & "c"\n\n```\nx\n```\n\nSee Example 9 & <i>, 100%%.\n' >"$odd"
printf '## Example 1: Not UTF-8 \377\n' >"$(printf 'pages/\377.md')"
printf '## Example 1: A\r\n\r\n```\r\nx\r\n```\r\n\r\n**Key takeaway:** one,\r\n' >pages/crlf.md

if command -v python3 >/dev/null 2>&1; then
    cat >well-formed.py <<'END'
import json, sys, xml.etree.ElementTree as tree
kind, path = sys.argv[1:]
data = open(path, "rb").read()
if kind in ("junit", "checkstyle"):
    root = tree.fromstring(data)
    suites = list(root)
    if kind == "junit":
        assert root.tag == "testsuites"
        for suite in suites:
            assert int(suite.get("tests")) == len(suite) > 0, suite.attrib
            assert int(suite.get("failures")) == len(suite.findall("testcase/failure")), suite.attrib
            names = [(case.get("name"), case.find("failure").get("message")) for case in suite if len(case)]
            assert len(set(names)) == len(names), names
        print(sum(int(suite.get("failures")) for suite in suites))
    else:
        assert root.tag == "checkstyle"
        print(len(root.findall("file/error")))
elif kind == "json-lines":
    print(len([json.loads(line) for line in data.decode().split("\n")[:-1]]))
elif kind == "github":
    lines = data.decode().split("\n")[:-1]
    assert all(line.startswith(("::error file=", "::warning file=")) and line.count("::") >= 2 for line in lines)
    print(len(lines))
else:
    value = json.loads(data.decode())
    if kind == "sarif":
        run, = value["runs"]
        rules = run["tool"]["driver"]["rules"]
        assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
        value = run["results"]
    if kind == "gitlab":
        prints = [issue["fingerprint"] for issue in value]
        assert len(set(prints)) == len(prints), "a fingerprint stands twice"
    print(len(value))
END
    well_formed() {
        if count=$(python3 well-formed.py "$1" "$2" 2>well-formed.err); then
            pass "$3: well-formed"
        else
            fail "$3: not well-formed"
            tail -3 well-formed.err | sed 's/^/# /'
        fi
    }
else
    echo 'ok - outputs are well-formed # SKIP no python3'
    well_formed() { count=; }
fi

run 1 'gcc' check --output-format gcc pages
shown=$(wc -l <.out)
ok 'there is something to say' test "$shown" -gt 10
for format in $machines; do
    run 0 "$format with nothing to say" check --output-format "$format" quiet
    no_err
    well_formed "$format" .out "$format with nothing to say"
    ok "$format: none" test "${count:-0}" -eq 0
    mkdir -p none && run 0 "$format without a page" check --output-format "$format" none
    well_formed "$format" .out "$format without a page"
    run 1 "$format" check --output-format "$format" --statistics pages
    err ' numbering/reference'
    well_formed "$format" .out "$format"
    ok "$format: as many findings as gcc" test "${count:-$shown}" -eq "$shown"
    cp .out one.txt
    run 1 "$format, -j 8" check -j 8 --output-format "$format" pages
    same "$format: -j 8 prints the same" one.txt .out
    "$EXLINT" check --output-format "$format" - <pages/broken.md >.out 2>.err
    judge 1 $? "$format, standard input"
    well_formed "$format" .out "$format, standard input"
    if [ -w /dev/full ]; then
        "$EXLINT" check --output-format "$format" pages >/dev/full 2>.err
        judge 2 $? "$format to a full disk"
    fi
done

# Fingerprints stay when lines move.
"$EXLINT" check --output-format gitlab pages/broken.md | sed 's/.*"fingerprint":"\([^"]*\)".*/\1/' | sort >before.txt
awk '{ print } /^# |^Words|^A rule names/ { print "\nMore words, which move what follows.\n" }' pages/broken.md >moved.md
ok 'lines have moved' test "$(wc -l <moved.md)" -gt "$(wc -l <pages/broken.md)"
mkdir moved && mv moved.md moved/broken.md
(cd moved && mkdir pages && mv broken.md pages && "$EXLINT" check --output-format gitlab pages/broken.md) |
    sed 's/.*"fingerprint":"\([^"]*\)".*/\1/' | sort >after.txt
same 'gitlab: the same fingerprints after lines moved' before.txt after.txt

# The fixes of SARIF, applied by their lines and columns, give what --fix gives in its first pass.
if command -v python3 >/dev/null 2>&1; then
    cat >apply.py <<'END'
import json, sys
log, page = json.load(open(sys.argv[1])), open(sys.argv[2], newline="").read()
lines, edits = page.split("\n"), []
offset = lambda line, column: sum(len(text) + 1 for text in lines[:line - 1]) + column - 1
for result in log["runs"][0]["results"]:
    for fix in result.get("fixes", []):
        for change in fix["artifactChanges"]:
            for replacement in change["replacements"]:
                region = replacement["deletedRegion"]
                edits.append((offset(region["startLine"], region["startColumn"]),
                              offset(region["endLine"], region["endColumn"]), replacement["insertedContent"]["text"]))
for begin, end, text in sorted(edits, reverse=True):
    page = page[:begin] + text + page[end:]
sys.stdout.write(page)
END
    cp pages/broken.md fixed.md
    "$EXLINT" check --output-format sarif pages/broken.md >fixes.sarif 2>.err
    python3 apply.py fixes.sarif pages/broken.md >applied.md
    "$EXLINT" check --fix --quiet fixed.md >.out 2>.err
    ok 'sarif: there are fixes' grep -q '"deletedRegion":{"startLine"' fixes.sarif
    same 'sarif: its fixes are those of --fix' fixed.md applied.md
else
    echo 'ok - sarif: its fixes are those of --fix # SKIP no python3'
fi

# 100,000 findings: on 500 pages, and on one. What a format needs must not grow with them.
findings_page() {
    awk -v n="$1" 'BEGIN {
        print "---\ntitle: \"Page\"\nweight: 1\n---\n\nWords.\n"
        for (i = 1; i <= n; i++)
            print "\n## Example " i ": Title " i "\n\nWords on " i ".\n\n```\nx\n```\n"
    }'
}
mkdir many
findings_page 100 >many/0.md
i=1
while [ $i -lt 500 ]; do cp many/0.md many/$i.md; i=$((i + 1)); done
awk 'BEGIN {
    print "---\ntitle: \"Page\"\nweight: 1\n---\n\n## Example 1: A\n\nWords.\n\n```sh\nx\n```\n"
    for (i = 0; i < 100000; i++) print "See Example 77."
    print "\n**Key Takeaway**: A.\n"
}' >one.md
# peak FORMAT PATH: kilobytes; -j 2, so that the number of processors does not matter.
peak() {
    python3 - "$EXLINT" check -j 2 --output-format "$1" --select fence/language,takeaway/missing,numbering/reference \
        "$2" <<'END'
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=open("peak.out", "wb"))
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
END
}
if ! command -v python3 >/dev/null 2>&1; then
    echo 'ok - 100,000 findings in flat memory # SKIP no python3'
elif grep -qaE '__(asan|tsan)_init' "$EXLINT"; then
    echo 'ok - 100,000 findings in flat memory # SKIP sanitizers take memory of their own'
else
    gcc_many=$(peak gcc many)
    ok '100,000 findings on 500 pages' test "$(wc -l <peak.out)" -eq 100000
    gcc_one=$(peak gcc one.md)
    ok '100,000 findings on one page' test "$(wc -l <peak.out)" -eq 100000
    echo "# gcc: $gcc_many KB on 500 pages, $gcc_one KB on one"
    for format in $machines; do
        many=$(peak "$format" many)
        [ "$format" = sarif ] && cp peak.out many.sarif
        [ "$format" = gitlab ] && well_formed gitlab peak.out 'gitlab, 100,000 findings'
        ok "$format: 100,000 findings on 500 pages in 32 MB" test "$many" -le 32768
        case $format in json* | github | checkstyle) echo "# $format: $many KB" && continue ;; esac
        one=$(peak "$format" one.md)
        echo "# $format: $many KB on 500 pages, $one KB on one"
        ok "$format: 100,000 findings on one page take 4 MB more than gcc at most" test "$one" -le $((gcc_one + 4096))
    done
fi

# The official schema of SARIF 2.1.0.
schema=${SARIF_SCHEMA-}
if [ -z "$schema" ] && command -v npm >/dev/null 2>&1; then
    mkdir schema
    npm=$(cd schema && timeout 100 npm pack --silent --prefer-offline @microsoft/sarif-multitool-linux@5.7.0 2>/dev/null)
    schema=schema/package/sarif-2.1.0.json
    [ -n "$npm" ] && tar xzf "schema/$npm" -C schema package/sarif-2.1.0.json
fi
validate() { python3 "$root/tests/validate-json.py" "$schema" "$@" >validate.log 2>&1; }
"$EXLINT" check --output-format sarif --severity info pages >some.sarif 2>.err
"$EXLINT" check --output-format sarif --severity info "$root/tests/fixtures" "$root/content" >fixtures.sarif 2>.err
"$EXLINT" check --output-format sarif quiet >none.sarif 2>.err
if [ ! -s "$schema" ]; then
    echo 'ok - SARIF validates against the official schema # SKIP no npm, or no network: SARIF_SCHEMA names a copy'
else
    validate some.sarif fixtures.sarif none.sarif
    case $? in
    0)
        pass 'SARIF validates against the official schema'
        sed 's/"level":"error"/"level":"fatal"/' some.sarif >wrong.sarif
        validate wrong.sarif
        ok 'and a wrong one does not' test $? -eq 1
        ;;
    77 | 126 | 127) echo 'ok - SARIF validates against the official schema # SKIP no python3 with jsonschema' ;;
    *)
        fail 'SARIF validates against the official schema'
        head -5 validate.log | cut -c1-200 | sed 's/^/# /'
        ;;
    esac
fi
finish

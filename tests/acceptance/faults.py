#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Acceptance of the rules over ../shared/corpus, as TAP.

1. Findings and files per rule on the corpus, compared with rule-counts.txt (UPDATE=1 writes it).
2. Faults injected into corpus pages, one at a time: each must be reported by its rule at its line, and nothing
   else may be new apart from the consequences that its kind lists (injections*.py).

   faults.py [KIND…]      ROUNDS=20 faults of each kind, SEED=1, VERBOSE=1 shows each one that is missed
"""
import collections, json, os, random, re, shutil, subprocess, sys, tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from injections import KINDS  # noqa: E402
import injections_blocks  # noqa: E402, F401  (adds its kinds)
from page import Page  # noqa: E402

EXLINT = os.path.abspath(os.environ.get("EXLINT", "build/exlint"))
SHARED = os.environ.get("SHARED", "../shared")
COUNTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "rule-counts.txt")
ROUNDS = int(os.environ.get("ROUNDS", "20"))
VERBOSE = os.environ.get("VERBOSE")
TRIES = 3000
UNRELATED = 0.01  # of the faults

failures = 0


def tell(ok, what, detail=""):
    global failures
    failures += not ok
    print(("ok - " if ok else "not ok - ") + what)
    for line in str(detail).splitlines()[:20] if not ok else []:
        print("#   " + line)


def check(folder):
    result = subprocess.run([EXLINT, "check", "--no-config", "--severity", "info", "--output-format", "json", "."],
                            cwd=folder, capture_output=True)
    if result.returncode not in (0, 1):
        raise SystemExit(f"not ok - exlint ended with {result.returncode}: {result.stderr.decode()}")
    return json.loads(result.stdout)


def identity(finding):
    """What is said, wherever the lines are by now, and whichever number the example has."""
    message = re.sub(r"(\.md:|lines? |under example )\d+", r"\1N", re.sub(r"^Example \d+: ", "", finding["message"]))
    return finding["path"], finding["rule"], message


def count_rules(found):
    rules, files = collections.Counter(), collections.defaultdict(set)
    for finding in found:
        rules[finding["rule"]] += 1
        files[finding["rule"]].add(finding["path"])
    return "".join(f"{rule:<22} {rules[rule]:>5} {len(files[rule]):>3}\n" for rule in sorted(rules))


def check_counts(corpus):
    counts = "# rule, findings and files on the corpus with --severity info; UPDATE=1 make acceptance writes it\n"
    counts += count_rules(check(corpus))
    print("#| rule                findings files")
    for line in counts.splitlines()[1:]:
        print("#| " + line)
    if os.environ.get("UPDATE"):
        with open(COUNTS, "w", encoding="utf-8") as file:
            file.write(counts)
    with open(COUNTS, encoding="utf-8") as file:
        tell(file.read() == counts, "findings per rule on the corpus are those of rule-counts.txt")


class Book:
    """A folder of pages in the scratch folder, with what is said about it as it stands."""

    def __init__(self, folder):
        self.folder = folder
        self.before = collections.Counter(identity(f) for f in check(folder))
        self.pages = []
        for name in sorted(os.listdir(folder)):
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                self.pages.append(Page(name, file.read()))

    def inject(self, page, lines, expected):
        """The findings that are new with these lines in the place of the page's."""
        path = os.path.join(self.folder, page.path)
        text = "\n".join(lines).encode("utf-8", "surrogateescape")
        with open(path, "rb") as file:
            kept = file.read()
        try:
            with open(path, "wb") as file:
                file.write(text)
            left, new = self.before.copy(), []
            # Of several that say the same, one at an expected line is the new one.
            for finding in sorted(check(self.folder), key=lambda f: f["line"] in expected and f["path"].endswith(page.path)):
                left[identity(finding)] -= 1
                if left[identity(finding)] < 0:
                    new.append(finding)
            return new
        finally:
            with open(path, "wb") as file:
                file.write(kept)


def judge(kind, page, expected, new):
    """Whether the fault was found, and what is new without being a consequence of it."""
    hits = [f for f in new if f["rule"] in kind.rules and f["path"].endswith(page.path) and f["line"] in expected]
    rest = [f for f in new if f not in hits and f["rule"] not in kind.consequences]
    return bool(hits), rest


def try_kind(kind, books, random_generator):
    """(injected, found, new findings that are unrelated, notes)"""
    done, found, unrelated, notes = set(), 0, [], []
    places = [(book, page) for book in books for page in book.pages]
    for _ in range(TRIES):
        if len(done) == ROUNDS:
            break
        book, page = random_generator.choice(places)
        fault = kind.inject(page, random_generator)
        if fault is None:
            continue
        lines, expected = fault
        key = (book.folder, page.path, hash("\n".join(lines)))
        if key in done:
            continue
        done.add(key)
        new = book.inject(page, lines, expected)
        hit, rest = judge(kind, page, expected, new)
        found += hit
        unrelated += rest
        where = f"{os.path.relpath(book.folder, books[0].folder + '/../..')}/{page.path}:{sorted(expected)}"
        if not hit:
            notes.append(f"missed at {where}: " + "; ".join(f"{f['path']}:{f['line']} {f['rule']}" for f in new[:6]))
        for f in rest[:4]:
            notes.append(f"unrelated to {where}: {f['path']}:{f['line']} {f['rule']}: {f['message'][:150]}")
    return len(done), found, unrelated, notes


def check_faults(corpus, kinds):
    total = hits = others = 0
    books = [Book(os.path.join(corpus, topic, form)) for topic in sorted(os.listdir(corpus))
             if os.path.isdir(os.path.join(corpus, topic)) for form in sorted(os.listdir(os.path.join(corpus, topic)))]
    names = {line.split()[0] for line in subprocess.run([EXLINT, "rules"], capture_output=True, text=True).stdout.splitlines()}
    print(f"#| {'injected fault':<34} {'rule':<24} made found unrelated")
    for kind in kinds:
        if not set(kind.rules) <= names:
            print(f"ok - {kind.name} # SKIP there is no rule {kind.rules[0]}")
            continue
        # A generator of its own for each kind: adding one does not change the others.
        made, found, unrelated, notes = try_kind(kind, books, random.Random(f"{os.environ.get('SEED', '1')} {kind.name}"))
        total, hits, others = total + made, hits + found, others + len(unrelated)
        print(f"#| {kind.name:<34} {kind.rules[0]:<24} {made:>4} {found:>5} {len(unrelated):>9}")
        if found < made or made < min(ROUNDS, kind.least):
            tell(found == made and made >= min(ROUNDS, kind.least), f"{kind.name}: all of {made} found", "\n".join(notes))
        elif VERBOSE or unrelated:
            print("\n".join("#   " + note for note in notes[:8]))
    print(f"#| {'all':<34} {'':<24} {total:>4} {hits:>5} {others:>9}")
    tell(hits == total, f"{hits} of {total} injected faults are found, by the right rule at the right line")
    tell(others <= UNRELATED * total, f"{others} unrelated new findings, at most 1 % of {total}")


def main():
    source = os.path.join(SHARED, "corpus")
    if not os.path.isdir(source):
        print("ok - faults # SKIP there is no " + source)
        return
    with tempfile.TemporaryDirectory() as scratch:
        corpus = os.path.join(scratch, "corpus")
        shutil.copytree(source, corpus)
        for folder, _, names in os.walk(corpus):
            os.chmod(folder, 0o755)
            for name in names:
                os.chmod(os.path.join(folder, name), 0o644)
        kinds = [kind for kind in KINDS if not sys.argv[1:] or kind.name in sys.argv[1:]]
        if not sys.argv[1:]:
            check_counts(corpus)
            tell(len(kinds) >= 25, f"{len(kinds)} kinds of faults")
        check_faults(corpus, kinds)


main()
sys.exit(1 if failures else 0)

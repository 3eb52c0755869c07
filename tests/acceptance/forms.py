#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Acceptance of the other forms over ../shared (seeds and corpus), as TAP: the text form, copied plain text, Q&A."""
import glob, json, os, re, subprocess, sys, tempfile

EXLINT = os.environ.get("EXLINT", "build/exlint")
SHARED = os.environ.get("SHARED", "../shared")
sys.path.insert(0, os.path.join(SHARED, "tools"))
from plainify import inline, plainify  # noqa: E402
from truth import parse  # noqa: E402

failures = 0


def tell(ok, what, detail=""):
    global failures
    failures += not ok
    print(("ok - " if ok else "not ok - ") + what)
    for line in str(detail).splitlines()[:12] if not ok else []:
        print("#   " + line[:200])


def convert(form, page, *more):
    return subprocess.run([EXLINT, "convert", "--to", form, *more, page if isinstance(page, str) else "-"],
                          input=None if isinstance(page, str) else page, capture_output=True)


def shape(doc):
    def blocks(many):
        return [(b["kind"], b.get("language"), b.get("info"), b.get("text")) for b in many]
    return [blocks(doc["blocks"])] + [(e["type"], e.get("number"), e["level"], blocks(e["blocks"])) for e in doc["entries"]]


def of_kind(doc, *kinds):
    return [b for e in doc["entries"] for b in e["blocks"] if b["kind"] in kinds]


def plain(text):
    """Without marks, white space and typographic quotes."""
    text = inline(re.sub(r"(?m)^\s*([-*+]|\d+\.) ", "", text).replace("\n", " "))
    return re.sub(r"\s+", "", text).replace("’", "'").replace("“", '"').replace("”", '"')


def check_text_form(pages):
    wrong = []
    for page in pages:
        canonical = subprocess.run([EXLINT, "fmt", "-"], input=open(page, "rb").read(), capture_output=True).stdout
        text = convert("text", canonical).stdout
        before, after = json.loads(convert("json", canonical).stdout), json.loads(convert("json", text).stdout)
        if after["form"] != "text" and before["entries"] + before["blocks"] or shape(before) != shape(after):
            wrong.append(page)
        elif [plain(e["title"]) for e in before["entries"]] != [plain(e["title"]) for e in after["entries"]]:
            wrong.append(page + ": titles")
    tell(not wrong, f"canonical to text to JSON: same entries, kinds, languages, info strings, code bytes on {len(pages)} pages",
         "\n".join(wrong))


def check_plain():
    path = f"{SHARED}/seeds/plain.txt"
    truth = parse(open(f"{SHARED}/seeds/plain-source.md", encoding="utf-8").read())
    result = convert("json", path)
    doc = json.loads(result.stdout)
    examples = [e for e in doc["entries"] if e["type"] == "example"]
    tell([(e["number"], plain(e["title"])) for e in examples] == [(e["number"], plain(e["title"])) for e in truth["examples"]]
         and len(examples) == 26, "plain.txt: 26 examples with their titles")
    for kind in ("takeaway", "why"):
        want = [plain(b["text"]) for e in truth["examples"] for b in e["blocks"] if b["kind"] == kind]
        have = [plain(b["markdown"]) for b in of_kind(doc, kind)]
        tell(want == have and len(have) == 26, f"plain.txt: 26 {kind} paragraphs with their exact text",
             [(w, h) for w, h in zip(want, have) if w != h][:1])
    code = of_kind(doc, "code", "diagram")
    tell(len(code) >= 39 and any(b["kind"] == "diagram" for b in code), f"plain.txt: {len(code)} code and diagram blocks")
    tell(all(b.get("inferred") and 0 < b["confidence"] <= 1 for b in code), "plain.txt: what was guessed is marked in inferred")
    told = result.stderr.decode().count("[import/guessed]")
    tell(told >= len(code), f"plain.txt: {told} guesses reported as import/guessed")
    page = convert("markdown", path).stdout.decode()
    tell(plainify(page).rstrip("\n") == open(path, encoding="utf-8").read().rstrip("\n"), "plain.txt: the recovered page flattens to the input")
    return page


def check_flattening(pages):
    wrong = []
    with tempfile.TemporaryDirectory() as scratch:
        for page in pages:
            flat = plainify(open(page, encoding="utf-8").read())
            name = os.path.join(scratch, "flat.txt")
            open(name, "w", encoding="utf-8").write(flat)
            if plainify(convert("markdown", name, "--from", "text").stdout.decode()) != flat:
                wrong.append(page)
    tell(not wrong, f"{len(pages)} flattened corpus pages, recovered, flatten to themselves", "\n".join(wrong))


def check_qa():
    path = f"{SHARED}/seeds/qa.txt"
    doc, source = json.loads(convert("json", path).stdout), open(path, encoding="utf-8").read()
    tell(doc["form"] == "qa" and len([e for e in doc["entries"] if e["type"] == "example"]) == 5, "qa.txt: 5 entries")
    tell(len(of_kind(doc, "question")) == 6, "qa.txt: 6 questions")
    lines = [line for b in of_kind(doc, "code") for line in b["text"].split("\n") if line.strip()]
    at_home = set(line.rstrip() for line in source.split("\n"))
    tell(len(lines) > 40 and all(line.rstrip() in at_home for line in lines), f"qa.txt: {len(lines)} lines of code with their indentation")
    tell(len(of_kind(doc, "output")) >= 1 and len(of_kind(doc, "takeaway")) >= 1, "qa.txt: outputs, and notes as takeaways")
    told = convert("json", path).stderr.decode()
    tell(told.count("import/unreadable") >= 1, "qa.txt: labels whose list was lost are reported", told)
    words = re.sub(r"\s+", "", source)
    text = convert("text", path).stdout.decode()
    missing = [w for w in re.findall(r"\w{3,}", source) if w not in text]
    tell(words and not missing, "qa.txt: no word is lost", missing[:5])


def check_any_to_any():
    seeds = ["hugo.md", "annotated.md", "concepts.md", "plain.txt", "qa.txt"]
    wrong = [f"{seed} to {form}" for seed in seeds for form in ("markdown", "text", "json", "ndjson")
             if (r := convert(form, f"{SHARED}/seeds/{seed}")).returncode or not r.stdout]
    tell(not wrong, "five seeds to four forms", wrong)
    told = convert("markdown", f"{SHARED}/seeds/plain.txt").stderr.decode()
    tell("front matter is missing: weight, date, draft" in told, "what a form cannot hold is said by name", told[-300:])
    with tempfile.TemporaryDirectory() as out:
        result = subprocess.run([EXLINT, "convert", "--to", "json", "--out-dir", out, f"{SHARED}/seeds"], capture_output=True)
        made = sorted(os.listdir(out))
        tell(result.returncode == 0 and len(made) == 6, "--out-dir on a folder of mixed forms", (made, result.stderr[-300:]))


def score(pages, name, wanted):
    result = subprocess.run([sys.executable, f"{SHARED}/tools/score_recovery.py", EXLINT, *pages, "--by-language"],
                            capture_output=True, text=True)
    print("# recovery of", name)
    for line in result.stdout.splitlines():
        print("#   " + line)
    for row, least in wanted:
        found = re.search(rf"(?m)^{re.escape(row)} +([0-9.]+)%", result.stdout)
        tell(found and float(found[1]) >= least, f"{name}: {row} at least {least} %", found and found[0])


if not os.path.isdir(SHARED):
    print("ok - acceptance # SKIP there is no " + SHARED)
    sys.exit(0)
corpus = sorted(glob.glob(f"{SHARED}/corpus/*/*/*.md"))
with_examples = [p for p in corpus if re.search(r"(?m)^#{2,3} Example \d+", open(p, encoding="utf-8").read())
                 and not re.search(r"\{\{[<%]", open(p, encoding="utf-8").read())]
check_text_form(sorted(glob.glob(f"{SHARED}/seeds/*.md")) + corpus)
check_plain()
check_flattening(with_examples)
check_qa()
check_any_to_any()
score([f"{SHARED}/seeds/plain-source.md"], "plain-source.md",
      [("examples found", 100), ("block sequence exact", 96), ("takeaway exact", 100), ("why exact", 100),
       ("code text exact", 97.4), ("python that parses", 100)])
score(with_examples, "corpus", [("examples found", 100), ("takeaway exact", 99.5), ("why exact", 99.5)])
sys.exit(1 if failures else 0)

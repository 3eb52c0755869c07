#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Acceptance of the Markdown half over ../shared (seeds and corpus), as TAP.

Everything is asked of the program from outside; pages are read independently
by shared/tools/truth.py and rendered by the cmark program.
"""
import glob, json, os, re, shutil, subprocess, sys, tempfile

EXLINT = os.environ.get("EXLINT", "build/exlint")
SHARED = os.environ.get("SHARED", "../shared")
sys.path.insert(0, os.path.join(SHARED, "tools"))
from truth import parse  # noqa: E402

failures = 0


def tell(ok, what, detail=""):
    global failures
    failures += not ok
    print(("ok - " if ok else "not ok - ") + what)
    for line in str(detail).splitlines()[:12] if not ok else []:
        print("#   " + line)


def run(*arguments, **more):
    return subprocess.run([EXLINT, *arguments], capture_output=True, **more)


def document(path):
    return json.loads(run("convert", "--to", "json", path).stdout)


def findings(*paths):
    result = run("check", "--no-config", "--severity", "info", "--output-format", "json", *paths)
    return result.returncode, json.loads(result.stdout)


def blocks(doc, *kinds):
    return [b for e in doc["entries"] for b in e["blocks"] if b["kind"] in kinds]


def examples(doc):
    return [e for e in doc["entries"] if e["type"] == "example"]


def body(page):
    match = re.match(rb"---[ \t]*\n.*?^---[ \t]*\n", page, re.S | re.M)
    return page[match.end():] if match else page


def html(page):
    return subprocess.run(["cmark", "--unsafe"], input=body(page), capture_output=True).stdout


def check_seed(name, code, why, diagrams):
    path = f"{SHARED}/seeds/{name}"
    doc, truth = document(path), parse(open(path, encoding="utf-8").read())
    tell([e["number"] for e in examples(doc)] == list(range(55, 81)), f"{name}: 26 examples, 55 to 80")
    tell(len(blocks(doc, "takeaway")) == 26, f"{name}: 26 takeaways")
    sections = [e["title"] for e in doc["entries"] if e["type"] == "section"]
    tell(sections == ["Summary"], f"{name}: one section, Summary", sections)
    tell(len(blocks(doc, "why")) == why, f"{name}: {why} whys")
    tell(len(blocks(doc, "diagram")) == diagrams, f"{name}: {diagrams} diagrams")
    mine = [(e["number"], e["title"], [(b["kind"], b["language"], b["text"]) for b in e["blocks"]
             if b["kind"] in ("code", "diagram")]) for e in examples(doc)]
    other = [(e["number"], e["title"], [(b["kind"], b["language"], b["text"] + "\n") for b in e["blocks"]
              if b["kind"] in ("code", "diagram")]) for e in truth["examples"]]
    tell(mine == other, f"{name}: every code block with its language and exact text ({sum(len(m[2]) for m in mine)} blocks)")
    tell([b["markdown"] for b in blocks(doc, "takeaway")] ==
         [b["text"] for e in truth["examples"] for b in e["blocks"] if b["kind"] == "takeaway"],
         f"{name}: every takeaway with its exact text")
    status, found = findings(path)
    tell(status == code, f"{name}: exit status {code}", found)
    return doc, found


def check_seeds():
    _, found = check_seed("hugo.md", 0, 0, 0)
    tell(not found, "hugo.md: clean", found)
    doc, found = check_seed("annotated.md", 1, 26, 13)
    lines = open(f"{SHARED}/seeds/annotated.md", encoding="utf-8").read().split("\n")
    boiler = [i + 1 for i, line in enumerate(lines) if "This concept is fundamental" in line]
    tell([f["line"] for f in found if f["rule"] == "why/boilerplate"] == boiler and len(boiler) == 7,
         "annotated.md: why/boilerplate at its 7 lines", boiler)
    code = blocks(doc, "code")
    arrows = sum(len(re.findall(r"#[ \t]*=>", line) and [1]) for b in code for line in b["text"].split("\n"))
    taken = sum(len(b.get("annotations", [])) for b in code)
    tell(taken >= 0.99 * arrows and taken > 1000, f"annotated.md: {taken} annotations extracted, {arrows} lines with '# =>'")
    wrong = [a for b in code for a in b.get("annotations", [])
             if not b["text"].split("\n")[a["line"] - 1][a["column"] - 1:].startswith("#")]
    tell(not wrong, "annotated.md: each annotation's line and column is its leader's", wrong[:3])
    doc = document(f"{SHARED}/seeds/concepts.md")
    tell(doc["form"] == "concepts" and [e["number"] for e in examples(doc)] == [1, 2, 3, 4, 5, 6], "concepts.md: 6 examples")
    labels = [b["label"] for b in blocks(doc, "takeaway")]
    tell(labels == ["Summary"] * 4, "concepts.md: 4 takeaways from Summary", labels)
    status, found = findings(f"{SHARED}/seeds/concepts.md")
    missing = [f["example"] for f in found if f["rule"] == "takeaway/missing"]
    tell(status == 1 and missing == [3, 6], "concepts.md: the missing takeaways reported, of 3 and 6", missing)
    fences = [(b["language"], b["text"].count("\n")) for b in blocks(doc, "code")]
    tell(len(fences) == 5 and fences[0] == ("", 14), "concepts.md: directory trees and code as fences", fences)


def check_terraform():
    folder = f"{SHARED}/corpus/terraform/by-example"
    _, found = findings(folder)
    swallowed = [f for f in found if f["rule"] == "fence/swallowed"]
    tell(len(swallowed) == 1 and swallowed[0]["line"] == 2712 and "21 to 28" in swallowed[0]["message"],
         "terraform: fence/swallowed at line 2712, naming examples 21 to 28", swallowed)
    gaps = [f for f in found if f["rule"] == "numbering/gap"]
    tell(len(gaps) == 1 and gaps[0]["path"].endswith("intermediate.md") and "20 is followed by 29" in gaps[0]["message"],
         "terraform: the gap 20 to 29 at the seam", gaps)
    _, alone = findings(folder + "/intermediate.md")
    tell([f["message"] for f in alone if f["rule"] == "numbering/gap"] == [g["message"] for g in gaps],
         "terraform: the same gap when the page is checked alone", alone)


def check_pages(pages):
    with tempfile.TemporaryDirectory() as scratch:
        broken = {"html": [], "twice": [], "json": [], "schema": []}
        documents = os.path.join(scratch, "all.ndjson")
        for path in pages:
            page = open(path, "rb").read()
            once = run("fmt", "-", input=page).stdout
            if html(page) != html(once):
                broken["html"].append(path)
            if run("fmt", "-", input=once).stdout != once:
                broken["twice"].append(path)
            canonical = os.path.join(scratch, "canonical.md")
            open(canonical, "wb").write(once)
            as_json = run("convert", "--to", "json", canonical).stdout
            back = run("convert", "--from", "json", "--to", "markdown", "-", input=as_json).stdout
            if back != once:
                broken["json"].append(path)
            open(documents, "ab").write(run("convert", "--to", "ndjson", path).stdout)
        if shutil.which("cmark"):
            tell(not broken["html"], f"fmt leaves the HTML of {len(pages)} pages as it was", "\n".join(broken["html"]))
        else:
            print("ok - fmt leaves the HTML as it was # SKIP the program cmark is not installed")
        tell(not broken["twice"], f"fmt twice is fmt once on {len(pages)} pages", "\n".join(broken["twice"]))
        tell(not broken["json"], f"canonical to JSON to canonical is the identity on {len(pages)} pages", "\n".join(broken["json"]))
        result = subprocess.run([sys.executable, "tests/validate-json.py", "schemas/document.schema.json", documents],
                                capture_output=True, text=True)
        if result.returncode == 77:
            print("ok - JSON against the schema # SKIP " + result.stderr.strip())
        else:
            tell(result.returncode == 0, f"the JSON of {len(pages)} pages validates against the schema", result.stdout + result.stderr)


if not os.path.isdir(SHARED):
    print("ok - acceptance # SKIP there is no " + SHARED)
    sys.exit(0)
check_seeds()
check_terraform()
corpus = sorted(glob.glob(f"{SHARED}/corpus/*/*/*.md"))
tell(len(corpus) == 60, "60 corpus pages")
check_pages(sorted(glob.glob(f"{SHARED}/seeds/*.md")) + corpus)
sys.exit(1 if failures else 0)

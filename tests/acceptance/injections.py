# SPDX-License-Identifier: MIT
"""The kinds of faults: each takes a page and a random generator, and gives the page's lines with one fault
and the lines (from 1) where it may be reported, or None where the page has no place for it.

Each names the rules of which one must report it, and the rules whose new findings are its consequences."""
import re

from page import TAKEAWAY, WHY

KINDS = []
# What a heading that changes its number or text, or goes, takes with it.
NUMBERS = {"numbering/reference", "index/coverage", "index/text", "link/fragment", "structure/range", "front-matter/range"}
# What code that hides headings and labels, or text that leaks out of it, takes with it.
LEAK = NUMBERS | {"fence/unclosed", "fence/swallowed", "fence/language", "fence/nested", "takeaway/missing", "why/missing",
                  "numbering/gap", "structure/code", "structure/intro", "structure/order", "structure/heading",
                  "shortcode/unbalanced", "annotation/outside", "annotation/none", "diagram/type", "fence/blank-edges",
                  "link/target"}


class Kind:
    def __init__(self, function, rules, consequences, least):
        self.name = function.__name__.replace("_", "-")
        self.rules, self.consequences, self.least, self.inject = rules, set(consequences), least, function


def fault(*rules, also=(), least=20):
    """least: how many the corpus has room for, where that is less than twenty."""
    def add(function):
        KINDS.append(Kind(function, rules, also, least))
        return function
    return add


def with_line(page, at, *lines):
    """The page's lines with line `at` replaced, and its number from 1."""
    return page.lines[:at] + list(lines) + page.lines[at + 1:], {at + 1}


def without(page, part):
    """The page's lines without a range and the blank line behind it."""
    return page.lines[:part.start] + page.lines[part.stop + 1:]


def pick(random, things, wanted=lambda thing: True):
    good = [thing for thing in things if wanted(thing)]
    return random.choice(good) if good else None


def plain(example):
    """An example with takeaway and why as the profile spells them, one behind the other."""
    return bool(example.takeaway and example.why and example.why.start == example.takeaway.stop + 1)


def put(page, at, *lines):
    """A paragraph in front of line `at`, and its number from 1."""
    return page.lines[:at] + list(lines) + [""] + page.lines[at:], {at + 1}


def between(page, random):
    """A place between two paragraphs of an example: the line of one that has another before it."""
    example = pick(random, page.examples, lambda e: e.takeaway)
    return example.takeaway.start if example else None


# Parts of an example.

@fault("takeaway/missing")
def drop_takeaway(page, random):
    e = pick(random, page.examples, plain)
    return e and (without(page, e.takeaway), {e.first + 1})


@fault("why/missing")
def drop_why(page, random):
    e = pick(random, page.examples, plain)
    return e and (without(page, e.why), {e.first + 1})


@fault("structure/intro")
def drop_intro(page, random):
    e = pick(random, page.examples, lambda e: not e.containers and e.fences and len(e.prose) > 0)
    if not e:
        return None
    first = e.fences[0].first
    if page.lines[e.first + 1:first].count("") < 2:
        return None
    return page.lines[:e.first + 1] + [""] + page.lines[first:], {e.first + 3}


@fault("structure/code")
def drop_code(page, random):
    e = pick(random, page.examples, lambda e: e.code and e.takeaway and not page.shortcodes and not e.containers)
    if not e:
        return None
    dropped = {i for f in e.code for i in range(f.first, f.last + 1)}
    return [line for i, line in enumerate(page.lines) if i not in dropped], {e.first + 1}


@fault("structure/order")
def swap_takeaway_and_why(page, random):
    e = pick(random, page.examples, plain)
    if not e:
        return None
    t, w, lines = e.takeaway, e.why, page.lines
    changed = lines[:t.start] + lines[w.start:w.stop] + [""] + lines[t.start:t.stop] + lines[w.stop:]
    return changed, {t.start + len(w) + 2}


@fault("structure/order")
def takeaway_before_code(page, random):
    e = pick(random, page.examples, lambda e: plain(e) and len(e.fences) == 1 and e.code and not page.shortcodes)
    if not e:
        return None
    lines = without(page, e.takeaway)
    at = e.fences[0].first
    moved = page.lines[e.takeaway.start:e.takeaway.stop] + [""]
    return lines[:at] + moved + lines[at:], {at + len(moved) + 1}


@fault("takeaway/empty")
def empty_takeaway(page, random):
    e = pick(random, page.examples, plain)
    return e and (page.lines[:e.takeaway.start] + [TAKEAWAY.rstrip()] + page.lines[e.takeaway.stop:], {e.takeaway.start + 1})


@fault("why/empty")
def empty_why(page, random):
    e = pick(random, page.examples, lambda e: plain(e) and e.why.stop + 1 >= e.last)
    return e and (page.lines[:e.why.start] + [WHY.rstrip()] + page.lines[e.why.stop:], {e.why.start + 1})


# The copy is as short or long as its original, which why/length may have said about that already; each of
# the two names the other.
@fault("why/boilerplate", also={"why/length", "why/boilerplate"})
def copy_why(page, random):
    e, other = pick(random, page.examples, plain), pick(random, page.examples, plain)
    lines = page.lines
    # Where several are the same already, one more of them says nothing new.
    if not e or e is other or any(lines.count(lines[x.why.start]) > 1 for x in (e, other)):
        return None
    return lines[:e.why.start] + lines[other.why.start:other.why.stop] + lines[e.why.stop:], {
        e.why.start + 1}


@fault("takeaway/duplicate")
def copy_takeaway(page, random):
    e, other = pick(random, page.examples, plain), pick(random, page.examples, plain)
    if not e or other.first >= e.first:
        return None
    t, o = e.takeaway, other.takeaway
    return page.lines[:t.start] + page.lines[o.start:o.stop] + page.lines[t.stop:], {t.start + 1}


@fault("takeaway/duplicate")
def second_takeaway(page, random):
    e = pick(random, page.examples, plain)
    return e and put(page, e.why.start, TAKEAWAY + "Another sentence that nobody had written before.")


def misspell(page, at, old, new):
    return with_line(page, at, new + page.lines[at][len(old):])


@fault("takeaway/label")
def misspell_takeaway(page, random):
    e = pick(random, page.examples, plain)
    # Without any mark behind it, a label may begin a sentence (**Key Takeaway** of all this is …).
    spellings = ("**Key takeaway**: ", "**Key Takeaway:** ", "**Key takeaway:** ", "**Key Takeaways**: ", "**KEY TAKEAWAY**: ",
                 "Key Takeaway: ", "**Key Takeaway** — ", "*Key Takeaway*: ", "__Key Takeaway__: ")
    return e and misspell(page, e.takeaway.start, TAKEAWAY, random.choice(spellings))


@fault("why/label")
def misspell_why(page, random):
    e = pick(random, page.examples, plain)
    spellings = ("**Why it matters**: ", "**Why It Matters:** ", "**Why this matters**: ", "**WHY IT MATTERS**: ",
                 "Why It Matters: ", "**Why It Matter**: ", "**Why It Matters** - ", "__Why It Matters__: ")
    return e and misspell(page, e.why.start, WHY, random.choice(spellings))


@fault("takeaway/label")
def takeaway_as_heading(page, random):
    e = pick(random, page.examples, plain)
    if not e:
        return None
    t, marks = e.takeaway, "#" * (e.level + 1)
    first = page.lines[t.start][len(TAKEAWAY):]
    if random.random() < 0.5:
        return with_line(page, t.start, f"{marks} {TAKEAWAY}{first}") if len(t) == 1 else None
    return with_line(page, t.start, marks + " Key Takeaway", "", first)


@fault("why/label")
def why_as_heading(page, random):
    e = pick(random, page.examples, plain)
    return e and with_line(page, e.why.start, "#" * (e.level + 1) + " Why It Matters", "", page.lines[e.why.start][len(WHY):])


# Numbers.

def renumber(page, example, text):
    return with_line(page, example.first, f"{'#' * example.level} Example {text}: {example.title}")


@fault("numbering/duplicate", also=NUMBERS | {"numbering/gap"})
def repeat_number(page, random):
    e = pick(random, page.examples[1:])
    return e and renumber(page, e, e.number - 1)


@fault("numbering/gap", also=NUMBERS)
def skip_number(page, random):
    """An example taken out, which is what skips a number and nothing else."""
    if len(page.examples) < 4:
        return None
    at = random.randrange(1, len(page.examples) - 2)
    e, following = page.examples[at], page.examples[at + 1]
    if e.last != following.first or following.number != e.number + 1:
        return None
    return page.lines[:e.first] + page.lines[e.last:], {e.first + 1}


@fault("numbering/order", also=NUMBERS | {"numbering/gap"})
def swap_numbers(page, random):
    if len(page.examples) < 4:
        return None
    at = random.randrange(len(page.examples) - 1)
    one, two = page.examples[at], page.examples[at + 1]
    if two.number != one.number + 1:
        return None
    lines, _ = renumber(page, one, two.number)
    lines[two.first] = f"{'#' * two.level} Example {one.number}: {two.title}"
    return lines, {two.first + 1}


# The number itself is then missing, and what is behind it is smaller. Not the last of a page: then the heading
# behind it, where that is told, stands in another page.
@fault("numbering/gap", "numbering/order", also=NUMBERS | {"numbering/gap", "numbering/order"})
def leap_in_numbers(page, random):
    e = pick(random, page.examples[:-1])
    following = page.examples[page.examples.index(e) + 1] if e else None
    return e and (renumber(page, e, e.number + 100)[0], {e.first + 1, following.first + 1})


@fault("numbering/malformed", also=NUMBERS | {"numbering/gap"})
def decimal_number(page, random):
    e = pick(random, page.examples)
    return e and renumber(page, e, f"{e.number}.{random.randint(1, 9)}")


@fault("numbering/malformed", also=NUMBERS | {"numbering/gap"})
def odd_heading(page, random):
    e = pick(random, page.examples)
    marks = "#" * e.level if e else ""
    return e and with_line(page, e.first, random.choice((f"{marks} Example {e.number}:", f"{marks} Example: {e.title}",
                                                         f"{marks} Example {e.number} - {e.title}", f"{marks} Example {e.number}",
                                                         f"{marks} Example #{e.number}: {e.title}")))


@fault("numbering/reference")
def reference_to_nothing(page, random):
    at = between(page, random)
    return at and put(page, at, f"The idea goes back to Example {random.randint(500, 900)}, where it was new.")


@fault("structure/level")
def example_one_level_deeper(page, random):
    e = pick(random, page.examples)
    return e and len(page.examples) > 2 and with_line(page, e.first, "#" + page.lines[e.first]) or None


# A title ends the group that it stands in.
@fault("structure/heading", also={"takeaway/missing", "why/missing", "structure/code", "structure/range"})
def title_in_body(page, random):
    e = pick(random, page.examples)
    return e and put(page, random.choice([e.first] + ([e.takeaway.start] if e.takeaway else [])), "# Some Notes")


@fault("structure/heading", also=LEAK)
def heading_cuts_off(page, random):
    at = between(page, random)
    e = at and [e for e in page.examples if e.takeaway and e.takeaway.start == at][0]
    return at and put(page, at, "#" * e.level + " A Title Between")


@fault("structure/range")
def wrong_group_range(page, random):
    at = pick(random, page.headings, lambda i: re.search(r"\(Examples \d+–\d+\)", page.lines[i]))
    if not at or not page.examples:
        return None
    change = random.choice((lambda m: f"{m[1]}{int(m[2]) + 1}{m[3]}", lambda m: f"{m[1]}{m[2]}{m[3][0]}{int(m[3][1:]) + 1}"))
    return with_line(page, at, re.sub(r"(\(Examples )(\d+)(–\d+)", change, page.lines[at]))

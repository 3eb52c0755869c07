# SPDX-License-Identifier: MIT
"""A page of examples, cut into lines, for the injection of faults. Shares nothing with the program."""
import re

FENCE = re.compile(r"( {0,3})(`{3,}|~{3,})[ \t]*([^`]*)$")
HEADING = re.compile(r"(#{1,6}) (.+?)$")
EXAMPLE = re.compile(r"(#{2,4}) Example (\d+): (.+)$")
TAKEAWAY, WHY = "**Key Takeaway**: ", "**Why It Matters**: "
ITEM = re.compile(r"- \[(Example (\d+): .+)\]\((\S+#)(example-\S+)\)$")


class Fence:
    def __init__(self, first, run, info):
        self.first, self.run, self.info, self.last = first, run, info.strip(), None

    @property
    def diagram(self):
        return self.info == "mermaid"

    @property
    def inside(self):
        return range(self.first + 1, self.last)


class Example:
    def __init__(self, first, level, number, title):
        self.first, self.level, self.number, self.title = first, level, number, title
        self.last = None  # the line behind it
        self.fences, self.takeaway, self.why, self.prose = [], None, None, []
        self.containers = False  # lists, quotes, shortcodes or headings inside

    @property
    def code(self):
        return [f for f in self.fences if not f.diagram]


class Page:
    """Lines are counted from 0 here; paragraphs are ranges of lines."""

    def __init__(self, path, text):
        self.path, self.lines = path, text.split("\n")
        self.examples, self.fences, self.items, self.headings = [], [], [], []
        self.front = self.lines.index("---", 1) if self.lines[0] == "---" else 0
        self.read()
        self.shortcodes = any(line.startswith("{{<") for line in self.lines)

    def read(self):
        example = fence = None
        lines, i = self.lines, self.front + 1
        while i < len(lines):
            line = lines[i]
            found = FENCE.match(line)
            if found and not found[1]:
                fence = Fence(i, found[2], found[3])
                i += 1
                while not re.fullmatch(re.escape(fence.run[0]) + "{%d,}[ \t]*" % len(fence.run), lines[i]):
                    i += 1
                fence.last = i
                self.fences.append(fence)
                if example:
                    example.fences.append(fence)
            elif HEADING.match(line):
                self.headings.append(i)
                head = EXAMPLE.match(line)
                if head or (example and line.index(" ") <= example.level):
                    if example:
                        example.last = i
                    example = Example(i, len(head[1]), int(head[2]), head[3]) if head else None
                    self.examples += [example] if example else []
                elif example:
                    example.containers = True
            elif line:
                end = i
                while end < len(lines) and lines[end] and not FENCE.match(lines[end]):
                    end += 1
                self.paragraph(example, i, end)
                i = end - 1
            i += 1
        if example:
            example.last = len(lines)

    def paragraph(self, example, first, end):
        line = self.lines[first]
        for i in range(first, end):
            if ITEM.match(self.lines[i]):
                self.items.append(i)
        if not example:
            return
        if line.startswith(TAKEAWAY) and not example.takeaway:
            example.takeaway = range(first, end)
        elif line.startswith(WHY) and not example.why:
            example.why = range(first, end)
        elif line[0] in "-*+>|<{ \t0123456789" and not line.startswith("**"):
            example.containers = True
        else:
            example.prose.append(range(first, end))

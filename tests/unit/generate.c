/* SPDX-License-Identifier: MIT */
#include "generate.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

uint64_t random_next(uint64_t *state) {
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * 2685821657736338717u;
}

unsigned random_below(uint64_t *state, unsigned below) { return (unsigned)((random_next(state) >> 33) % below); }

/* Pieces that mean something in Markdown, alone or beside each other. */
static const char *const pieces[] = {
    "plain words", "two words  ", "one blank ", "tab\t", "back\\", "`code`", "`open", "``a ` b``", "*em*", "**strong**",
    "__init__", "<b>raw</b>", "<!-- c -->", "<!-- open", "-->", "<div>", "</div>", "<script>", "</script>", "&amp;",
    "&copy", "[a](b \"t\")", "[ref]", "[ref]: /url \"title\"", "[ref]: <u>", "![i](s)", "http://x.y", "# h", "## h ##",
    "### h #", "####### seven", "#nospace", "h\\#", "# #", "#", "===", "---", "***", "- - -", "___", "- item", "* item",
    "+ item", "1. one", "2) two", "10. ten", "- ", "-", "> quote", ">", "> > deep", "    indented", "\tindented",
    "  two", "   three", " one", "```", "````", "```python", "``` a b", "~~~", "~~~~ x", "~~~ a`b", "   ```", "    ```",
    "```x`y", "- ```", "> ```", "  ```", "{{< tab >}}", "{{% x %}}", "| a | b |", "|---|---|", "# => note", "x = 1 # => one",
    "**Key Takeaway**: t", "**Key takeaway:** t", "**Key Takeaways**:", "**Why It Matters**: w", "**Why It Matters**",
    "### Key Takeaway", "## **Why It Matters**: x", "## Example 1: A", "## Example 2: B", "### Example 3: C", "## Summary",
    "## Example 4", "## Example 5 - D", "Example 6: E", "## 1. One", "**Summary**  ", "title: x", "a: [", "...", "\\", "\\---",
    "a  b", "\xC3\xA9t\xC3\xA9", "\xE2\x80\x94", "\xC2\xA0", "\xF0\x9F\x98\x80", "setext", "=", "--", "1986\\. A", "a | b",
    "\v", "\f", "<?php", "?>", "<!X", "<![CDATA[", "]]>", "<pre>", "</pre>", "<a href='\n'>", "<x-y\nz>", "\\*", "* * *",
};

static void add_line(uint64_t *state, struct buf *out) {
    static const char *const indents[] = {"", "", "", "", "", "", " ", "  ", "   ", "    ", "\t", "      ", " \t"};
    buf_add_string(out, indents[random_below(state, COUNT(indents))]);
    unsigned count = random_below(state, 8) == 0 ? 3 : 1;
    for (unsigned i = 0; i < count; i++) {
        if (i)
            buf_add_byte(out, ' ');
        buf_add_string(out, pieces[random_below(state, COUNT(pieces))]);
    }
}

static const char *line_end(uint64_t *state, unsigned style) {
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    return style == 3 ? ends[random_below(state, 3)] : ends[style];
}

static void add_wild(uint64_t *state, struct buf *out) {
    unsigned lines = random_below(state, 24), style = random_below(state, 8);
    if (style > 3)
        style = 0;
    for (unsigned i = 0; i < lines; i++) {
        if (random_below(state, 3))
            add_line(state, out);
        else if (random_below(state, 4) == 0)
            buf_add_string(out, "  ");
        buf_add_string(out, line_end(state, style));
    }
    if (random_below(state, 2))
        add_line(state, out);
}

static void add_words(uint64_t *state, struct buf *out) {
    static const char *const words[] = {"a", "loop", "keeps", "`x`", "state", "*here*", "and", "**there**", "list[0]",
                                        "<T>", "while", "reading", "__name__", "slowly", "[link](#a)", "1.", "of"};
    unsigned count = 3 + random_below(state, 12);
    for (unsigned i = 0; i < count; i++) {
        if (i)
            buf_add_string(out, random_below(state, 9) == 0 ? "\n" : " ");
        buf_add_string(out, words[random_below(state, COUNT(words))]);
    }
    buf_add_byte(out, '.');
}

static void add_fence(uint64_t *state, struct buf *out) {
    static const char *const infos[] = {"python", "go", "", "bash", "SQL", "mermaid", "text title=\"x y\"", "c++", "{.py}"};
    static const char *const code[] = {"x = 1  # => one", "", "    nested()", "# => alone", "\tgo()", "```", "~~~", "  ",
                                       "print(\"# => no\")", "    # => more", "a &lt; b", "## Example 9: no", "\\"};
    unsigned length = 3 + random_below(state, 3) * (random_below(state, 4) == 0);
    char mark = random_below(state, 6) ? '`' : '~';
    buf_add_run(out, mark, length);
    buf_add_string(out, infos[random_below(state, COUNT(infos))]);
    buf_add_byte(out, '\n');
    for (unsigned i = random_below(state, 7); i > 0; i--) {
        buf_add_string(out, code[random_below(state, COUNT(code))]);
        buf_add_byte(out, '\n');
    }
    buf_add_run(out, mark, length);
}

static void add_example(uint64_t *state, unsigned number, struct buf *out) {
    buf_print(out, "## Example %u: ", number);
    buf_add_string(out, random_below(state, 3) ? "A title" : "**init** and `x`");
    for (unsigned i = 1 + random_below(state, 5); i > 0; i--) {
        buf_add_string(out, random_below(state, 5) ? "\n\n" : "\n\n\n");
        unsigned kind = random_below(state, 6);
        if (kind < 2)
            add_words(state, out);
        else if (kind < 5)
            add_fence(state, out);
        else
            buf_add_string(out, "- one\n- two\n\n  ```sh\n  in list\n  ```\n");
    }
    static const char *const labels[] = {"**Key Takeaway**: ", "**Key takeaway:** ", "**Key Takeaways**:\n\n- ", "Key Takeaway: "};
    if (random_below(state, 5)) {
        buf_add_string(out, "\n\n");
        buf_add_string(out, labels[random_below(state, COUNT(labels))]);
        add_words(state, out);
    }
    if (random_below(state, 2)) {
        buf_add_string(out, "\n\n**Why It Matters**: ");
        add_words(state, out);
    }
    buf_add_string(out, random_below(state, 6) ? "\n\n" : "\n\n---\n\n");
}

void generate_page(uint64_t seed, bool wild, struct buf *out) {
    uint64_t state = seed * 0x9E3779B97F4A7C15u + 1;
    if (random_below(&state, 2))
        buf_add_string(out, random_below(&state, 3) ? "---\ntitle: \"Page\"\nweight: 3\n---\n\n" : "---\n---\n");
    if (wild) {
        add_wild(&state, out);
        return;
    }
    add_words(&state, out);
    buf_add_string(out, "\n\n");
    unsigned count = random_below(&state, 5);
    for (unsigned i = 1; i <= count; i++)
        add_example(&state, i, out);
    if (random_below(&state, 2))
        buf_add_string(out, "## Summary\n\nThe end.");
    if (random_below(&state, 3))
        buf_add_byte(out, '\n');
    for (unsigned damage = random_below(&state, 3); damage > 0 && out->len; damage--)
        out->at[random_below(&state, (unsigned)out->len)] = "\n `#*>-~\t"[random_below(&state, 9)];
}

/* SPDX-License-Identifier: MIT */
/* When formatting provably keeps the HTML, so that no HTML has to be rendered.
 *
 * CommonMark finds blocks line by line (0.30, appendix: "Phase 1"). At the
 * first line of a top-level node nothing but the document is open, or what is
 * open is closed by that line; so a node is parsed alike wherever it stands.
 * What remains to be shown is, for each node, that its own lines mean the same
 * as before, and for each gap, that its line ends and blank lines do. The
 * proof goes node by node and asks for no more than their bytes:
 *
 * - a node written as it stood means the same;
 * - a heading keeps its level and, between its marks, its bytes;
 * - a closed fence keeps its info string and its literal, and no line of the
 *   literal closes the new fence;
 * - a paragraph that loses blanks at line ends renders alone as it did, and no
 *   link definition anywhere could make that different in its page;
 * - a gap becomes one blank line where a blank line, or a second one, changes
 *   nothing for the node before it (table in shapes.c).
 *
 * The nodes that come out have the same shapes and are canonical, so that the
 * second law, formatting twice is formatting once, holds with the first.
 * Whatever is not covered is no case for this proof, not a broken law. */
#ifndef EXLINT_COMMAND_SHAPES_H
#define EXLINT_COMMAND_SHAPES_H

#include "write/write.h"

/* Whether that can be said of a document that was read from Markdown, and of the page that was written from
 * it, with places telling where each part went. */
bool shapes_hold(const struct document *document, struct text written, const struct write_places *places);

#endif

"""The words of a text of Word or OpenDocument as it is printed: lines in their order, a row of a table on one.

Libraries give the paragraphs that stand in the body itself; what is in boxes, in controls, in tables within tables,
under a tag or was added while changes were tracked is text as well, and what was deleted is none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT, _TABLE, _DRAW, _OFFICE = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("text", "table", "drawing", "office")
)
_PARAGRAPHS = {f"{_WORD}p", f"{_TEXT}p", f"{_TEXT}h"}
_ROWS = {f"{_WORD}tr", f"{_TABLE}table-row"}
_BOXES = {f"{_WORD}txbxContent", f"{_DRAW}text-box"}
_SIGNS = {
    f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}noBreakHyphen": "-",
    f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n", f"{_TEXT}s": " ",
}  # fmt: skip
#: What was deleted or moved away, and the second form of a drawing for older programs.
_UNPRINTED = {
    f"{_WORD}del", f"{_WORD}moveFrom", f"{_TEXT}tracked-changes",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}  # fmt: skip
#: What stands beside the text.
_BESIDE = {f"{_TEXT}note": "footnote", f"{_OFFICE}annotation": "remark"}


@dataclass(frozen=True, slots=True)
class Line:
    words: str
    #: Key of the paragraph's style; a row of a table has none.
    style: str | None = None


def lines_of(element: Any, beside: Counter[str]) -> Iterator[Line]:
    """The lines of ``element``; what stands beside the text is counted in ``beside``, by its kind."""
    for child in element:
        if child.tag in _PARAGRAPHS:
            boxes: list[Any] = []
            words = "".join(_words(child, boxes, beside))
            yield Line(words, child.get(f"{_TEXT}style-name") or _word_style(child))
            for box in boxes:
                yield from lines_of(box, beside)
        elif child.tag in _ROWS:
            cells = ("\n".join(line.words for line in lines_of(cell, beside)) for cell in child)
            yield Line(" ".join(filter(None, cells)))
        elif isinstance(child.tag, str) and not _is_left_out(child, beside):
            yield from lines_of(child, beside)


def _words(element: Any, boxes: list[Any], beside: Counter[str]) -> Iterator[str]:
    # In a file of Word words stand in elements of their own, in OpenDocument everywhere in a paragraph.
    is_open = not element.tag.startswith(_WORD)
    if is_open or element.tag == f"{_WORD}t":
        yield element.text or ""
    for child in element:
        if child.tag in _BOXES:
            boxes.append(child)
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif isinstance(child.tag, str) and not _is_left_out(child, beside):
            yield from _words(child, boxes, beside)
        if element.tag.startswith(_TEXT):
            yield child.tail or ""


def _is_left_out(element: Any, beside: Counter[str]) -> bool:
    if kind := _BESIDE.get(element.tag):
        beside[kind] += 1
    return kind is not None or element.tag in _UNPRINTED


def _word_style(paragraph: Any) -> str | None:
    style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
    return style.get(f"{_WORD}val") if style is not None else None

"""Rich Text Format: press databases and old word processors write it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.ingest.content import Content
from etl.ingest.decoding import Decoded
from etl.ingest.items import Item
from etl.ingest.limits import Limits
from etl.ingest.readers.plain import items_of_text
from etl.ingest.refusal import PassedOver, Refusal
from etl.ingest.sources import SourceMap

_BEGINNING = "{\\rtf"
#: Characters of the table of fonts, over which the library takes the longer the more there are.
_MOST_OF_FONTS = 100_000
#: An escaped sign, or what opens and closes a group.
_BRACE = re.compile(r"\\.|[{}]", re.S)
#: What stands beside the text, and is none for the library.
_BESIDE = {"footnote": "footnote", "annotation": "remark", "shptxt": "text box"}
_BEGINS_BESIDE = re.compile(rf"\{{\\(?:\*\\)?({'|'.join(_BESIDE)})\b")
#: Letters, as they are or as numbers.
_WORDS = re.compile(r"\\'[0-9a-f]{2}|\\u-?\d{3}|[^\W\d_]")


class Rtf:
    name = "rtf"
    streams = False

    def recognises(self, content: Content, head: str) -> bool:
        return head.startswith(_BEGINNING)

    def read(self, content: Content, sources: SourceMap, limits: Limits) -> Iterator[Item | Refusal]:
        from striprtf.striprtf import font_table_group, remove_pict_groups, rtf_to_text

        data = content.whole(limits)
        try:  # bytes beyond ASCII should be written out, in the code page that the file states
            written = data.decode()
        except UnicodeDecodeError:
            written = data.decode("cp1256", "replace")
        # The space keeps the library from looking for the addresses of links, which are no words and take it very long
        # in a hostile file.
        written = written.replace("\\field{", "\\field {")
        if (fonts := len(font_table_group(written))) > _MOST_OF_FONTS:
            raise Refusal("too_large", f"a table of fonts with {fonts:,} characters")
        try:
            text = rtf_to_text(written, encoding="cp1256", errors="replace")
        except (ValueError, LookupError, TypeError, OverflowError) as error:
            raise Refusal("malformed_rtf", f"{type(error).__name__}: {error}") from error
        # Characters beyond the first 65,536 are written as two halves.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        yield from items_of_text(Decoded(text, "utf-8", 1.0), sources)
        for name in _BEGINS_BESIDE.findall(written):
            yield PassedOver(_BESIDE[name])
        end = _end_of(plain := remove_pict_groups(written))
        if end is None:
            yield Refusal("broken_off", "the group that holds the document is not closed")
        elif _WORDS.search(plain, end):
            yield Refusal("malformed_rtf", f"{len(plain) - end:,} characters stand behind the end of the document")


def _end_of(written: str) -> int | None:
    """Where the outermost group closes: what stands behind it is no part of the document."""
    depth = 0
    for sign in _BRACE.finditer(written):
        depth += (sign[0] == "{") - (sign[0] == "}")
        if depth == 0 and sign[0] == "}":
            return sign.end()
    return None

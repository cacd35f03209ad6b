"""PDF with a text layer. A page holds glyphs where they are seen, from the left: lines of Arabic are turned around."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from etl.ingest.content import Content
from etl.ingest.decoding import plausibility
from etl.ingest.items import Item
from etl.ingest.language import is_arabic
from etl.ingest.limits import Limits
from etl.ingest.refusal import Refusal
from etl.ingest.sources import SourceMap

if TYPE_CHECKING:
    from pypdf import PdfReader

_MAGIC = b"%PDF-"
_PAGES = 1000
#: What keeps its direction in a line of Arabic: figures, and words in Latin letters.
_LEFT_TO_RIGHT = re.compile(r"[0-9٠-٩](?:[0-9٠-٩.,:/٫٬-]*[0-9٠-٩])?|[A-Za-zÀ-ɏ]+(?:[ .'-]+[A-Za-zÀ-ɏ]+)*")
_MIRRORED = str.maketrans("()[]{}«»<>", ")(][}{»«><")
#: Letters as they are drawn at the beginning, in the middle and at the end of a word.
_DRAWN = re.compile("[\ufb50-\ufdff\ufe70-\ufeff]+")
#: Less of the words of a text than this are known where letters or words are out of order.
_LEAST = 0.05


class Pdf:
    """One document a file; a file of pictures, or one whose order cannot be told, is refused."""

    name = "pdf"
    streams = False

    def recognises(self, content: Content, head: str) -> bool:
        return content.head.startswith(_MAGIC)

    def read(self, content: Content, sources: SourceMap, limits: Limits) -> Iterator[Item | Refusal]:
        # Every process that loads would wait for it, most of which meet no PDF.
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError

        data = content.whole(limits)
        try:
            file = PdfReader(io.BytesIO(data))
            if file.is_encrypted and not file.decrypt(""):
                raise Refusal("encrypted_document", "the PDF needs a password")
            pages = _pages(file, limits)
            title = file.metadata.title if file.metadata else None
        except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise Refusal("malformed_pdf", f"{type(error).__name__}: {error}") from error
        if not any(page.strip() for page in pages):
            raise Refusal("scanned_pdf", f"no page of {len(pages)} has a text layer")
        found = "\n\n".join(pages)
        text = max(_paragraphs(found), _paragraphs(_from_the_right(found)), key=plausibility)
        if is_arabic(text) and plausibility(text) < _LEAST:
            raise Refusal("unordered_pdf", f"reads {' '.join(text.split())[:60]!r}")
        # Programs write the name of a file there.
        yield Item(text, title=title if title and is_arabic(title) else None)


def _pages(file: PdfReader, limits: Limits) -> list[str]:
    if len(file.pages) > _PAGES:
        raise Refusal("too_large", f"{len(file.pages):,} pages; the limit is {_PAGES:,}")
    read: list[str] = []
    for page in file.pages:
        read.append(page.extract_text(extraction_mode="layout"))
        if sum(map(len, read)) > 20 * limits.text_chars:
            raise Refusal("too_large", "more text on its pages than one document may have")
    return read


def _paragraphs(seen: str) -> str:
    """Lines of one paragraph joined: the page broke them, not the writer. Letters as they are written, not drawn."""
    plain = _DRAWN.sub(lambda drawn: unicodedata.normalize("NFKC", drawn[0]), seen)
    return "\n".join(filter(None, (" ".join(part.split()) for part in re.split(r"\n\s*\n", plain))))


def _from_the_right(seen: str) -> str:
    """Lines as they are seen, in the order in which they are read.

    >>> _from_the_right(")3 .و( 12 نإ")
    'إن 12 (و. 3('
    """
    return "\n".join(_turned(line) for line in seen.splitlines())


def _turned(line: str) -> str:
    turned = line[::-1].translate(_MIRRORED)
    return _LEFT_TO_RIGHT.sub(lambda run: run[0][::-1], turned)

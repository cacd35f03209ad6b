"""The title of a web page without the name of its site, which many pages put before or behind it."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any
from urllib.parse import urlsplit

_BESIDE = re.compile(r"\s*[|»«•–—]\s*|\s+(?:-|::?)\s+")
_SIGNS = " |»«•–—-:\t"
_NO_LETTERS = re.compile(r"[\W_]+")
_LATIN = re.compile(r"[a-z0-9]{3,}")
#: Where a page names its site beside what it states in words: the link home with its logo, and its feed.
_NAMED = (
    "//a[@href='/' or @rel='home']//text() | //a[@href='/' or @rel='home']//img/@alt | //a[@href='/']/@title"
    " | //link[contains(@type, 'rss') or contains(@type, 'atom')]/@title"
)
_RIGHTS = re.compile("©|حقوق|copyright", re.I)
#: Characters of a line that says who holds the rights.
_LONGEST_RIGHTS = 200


def text_of(page: Any, path: str) -> str | None:
    """The words of the first element at ``path``."""
    element = page.find(path)
    return words_of(element) or None if element is not None else None


def words_of(element: Any) -> str:
    """The words of ``element`` on one line."""
    return " ".join(element.text_content().split())


def page_title(
    page: Any, stated: str | None, sites: Collection[str], section: str | None, url: str | None
) -> str | None:
    """What the page states as its title, else its heading, without the name of the site.

    ``sites`` are the names that the page states; ``section`` may stand between title and site.
    """
    names = {_plain(name) for name in (*sites, *_written_names(page), *_of_host(url)) if name}
    document = text_of(page, ".//title")
    heading = _heading(page, stated or document, names)
    title = stated or heading or document
    parts = _BESIDE.split(title) if title else []
    if title is None or len(parts) < 2:
        return title
    if heading and heading in (parts[0], parts[-1]):
        return heading
    if _plain(parts[-1]) in names or _holds_rights(page, parts[-1]):
        title = _without(title, parts[-1])
        before = _BESIDE.split(title)[-1]
        return _without(title, before) if section and _plain(before) == _plain(section) else title
    return title.strip().removeprefix(parts[0]).strip(_SIGNS) or title if _plain(parts[0]) in names else title


def _without(title: str, end: str) -> str:
    return title.strip().removesuffix(end).strip(_SIGNS) or title


def _heading(page: Any, title: str | None, names: Collection[str]) -> str | None:
    """The longest heading that is part of ``title``, else the first; a logo with the name of the site is none."""
    found = ((element.tag, words_of(element)) for element in page.iter("h1", "h2"))
    headings = [(tag, words) for tag, words in found if words and _plain(words) not in names]
    known = [words for _, words in headings if title and words in " ".join(title.split())]
    return max(known, key=len) if known else next((words for tag, words in headings if tag == "h1"), None)


def _written_names(page: Any) -> set[str]:
    return {part for written in page.xpath(_NAMED) for part in (written, *_BESIDE.split(written))}


def _of_host(url: str | None) -> set[str]:
    """Names that the address of the page spells: of arabic.example.com/1 these are example and example.com."""
    try:
        labels = (urlsplit(url or "").hostname or "").removeprefix("www.").split(".")
    except ValueError:
        return set()
    return {name for n in range(len(labels)) for name in (labels[n], "".join(labels[n:])) if _LATIN.fullmatch(name)}


def _holds_rights(page: Any, name: str) -> bool:
    """Whether a line about rights names ``name``."""
    wanted = f" {' '.join(_NO_LETTERS.sub(' ', name).split())} "
    return len(wanted) > 4 and any(
        _RIGHTS.search(line) and wanted in f" {' '.join(_NO_LETTERS.sub(' ', line).split())} "
        for line in map(str, page.xpath("//body//text()"))
        if len(line) <= _LONGEST_RIGHTS
    )


def _plain(name: str) -> str:
    """``name`` without case, blanks and signs."""
    return _NO_LETTERS.sub("", name).casefold()

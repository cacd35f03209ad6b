"""The evidence reader as an analyst meets it: with a mouse, with keys alone, on a phone."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

import pytest

from tests.browser.chromium import DESKTOP, PHONE, Chromium, needs_chromium, wait_for

pytestmark = needs_chromium

TITLE = "فرار آلاف المدنيين من شرق حلب وانسحاب الجهاديين من تدمر"
PATHS = ("/", f"/?q={quote('قصف')}", "/articles", "/?from=1999-01-01&to=1999-12-31", "/article")
READY = "document.readyState == 'complete'"
#: What has the focus: a span, the row that it points at, or an element's id.
FOCUS = "document.activeElement.closest('li[id]')?.id || document.activeElement.id"


def show(page: Chromium, address: str) -> None:
    page.open(address)
    wait_for("the page", lambda: page.run(f"location.href == {address!r} && {READY}"))


def wait_for_answer(page: Chromium, searched: str) -> None:
    # Asked in one go: two questions could meet two pages, the one that is left and the one that still loads.
    found = f"{READY} && document.body.innerText.includes('«{searched}»')"
    wait_for("the answer", lambda: page.run(found))


def article(page: Chromium, reader: str) -> None:
    """Open the article of :data:`TITLE`."""
    show(page, f"{reader}/articles?source=Mashriq%20Wire&q={quote('تدمر')}")
    page.click(".articles a", TITLE)
    wait_for("the article", lambda: page.run(f"{READY} && !!document.querySelector('.text')"))


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
@pytest.mark.parametrize(
    "path", ["/", f"/?q={quote('قصف')}", "/articles", "/?from=1999-01-01&to=1999-12-31", "/article"]
)
def test_every_page_fits_and_is_quiet(page: Chromium, reader: str, size: tuple[int, int], path: str) -> None:
    page.become(size)
    if path == "/article":
        article(page, reader)
    else:
        show(page, reader + path)
    assert page.overflow() <= 0
    assert page.nameless() == []
    assert page.complaints() == []
    assert {urlsplit(url).netloc for url in page.requests()} == {urlsplit(reader).netloc}
    assert page.run("window.harmed") is None
    if path == "/article":
        page.keep("reader_article" if size == DESKTOP else "reader_phone")
    elif "q=" in path and size == DESKTOP:
        page.keep("reader_search")


def test_from_a_search_to_the_row_of_a_span(page: Chromium, reader: str) -> None:
    page.become(DESKTOP)
    show(page, f"{reader}/")
    page.type("#q", "قصف حلب")
    page.click("button", "Search")
    wait_for_answer(page, "حلب")
    page.click(".articles a", TITLE)
    wait_for("the article", lambda: page.run(f"{READY} && !!document.querySelector('.text')"))
    page.click("a.m.figure", "ما يزيد على عشرة")
    row = wait_for("its row", lambda: page.run("document.querySelector('.rows li.lit')?.id"))
    assert page.run("location.hash") == f"#{row}"
    assert "10000 – …" in page.run(f"document.getElementById('{row}').innerText")
    assert page.run(FOCUS) == row
    # And back: the row's link leads to the span, which is lit whole.
    page.press("Enter")
    wait_for("the span", lambda: page.run("document.activeElement.matches('.text a.lit')"))
    assert page.run("location.hash") == row.replace("row-", "#at-")
    lit = page.run("[...document.querySelectorAll('.text a.lit')].map(a => a.textContent).join('')")
    assert lit == "ما يزيد على عشرة آلاف مدني"


def test_a_piece_of_several_spans_lights_all_their_rows(page: Chromium, reader: str) -> None:
    page.become(DESKTOP)
    article(page, reader)
    page.click("a.m.figure.actor")
    lit = "[...document.querySelectorAll('.rows li.lit')]"
    layers = wait_for("their rows", lambda: page.run(f"{lit}.map(li => li.closest('details').innerText[0])"))
    assert sorted(layers) == ["A", "F"]  # Actors and Figures, each opened for it
    assert page.run(f"{lit}.every(li => li.checkVisibility())")


def test_layers_can_be_hidden(page: Chromium, reader: str) -> None:
    page.become(DESKTOP)
    article(page, reader)
    background = "getComputedStyle(document.querySelector('a.m.place')).backgroundImage"
    before = page.run(background)
    page.click("label", "Places")
    assert page.run(background) != before


def test_with_keys_alone(page: Chromium, reader: str) -> None:
    page.become(DESKTOP)
    show(page, f"{reader}/")
    page.press("Tab")
    assert page.run("document.activeElement.matches('.skip') && document.activeElement.getBoundingClientRect().x > 0")
    page.press("Enter")
    assert page.run("document.activeElement.id") == "main"
    page.press("/")
    assert page.run("document.activeElement.id") == "q"
    page.insert("تدمر")
    page.press("Enter")
    wait_for_answer(page, "تدمر")
    page.press("j")
    page.press("j")
    page.press("k")
    stops = "[...document.querySelectorAll('[data-stop]')]"
    assert page.run(f"{stops}.indexOf(document.activeElement)") == 0
    outline = page.run("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.press("Enter")
    wait_for("the article", lambda: page.run(f"{READY} && !!document.querySelector('.text')"))
    page.press("j")
    focused = page.run("document.activeElement.getAttribute('href')")
    assert focused.startswith("#row-")
    page.press("Enter")
    wait_for("its row", lambda: page.run(FOCUS) == focused[1:])
    page.press("/")
    page.press("j")
    assert page.run("document.querySelector('#q').value") == "j"  # no step while one types
    page.press("Escape")
    assert page.run("document.activeElement == document.body")


def test_filters_on_a_phone(page: Chromium, reader: str) -> None:
    page.become(PHONE)
    show(page, f"{reader}/")
    assert not page.run("document.querySelector('.narrow').open")
    page.click("summary", "Filters")
    page.type("input[name=place]", "بغداد")
    page.click(".narrow button", "Show")
    wait_for("the answer", lambda: page.run("location.search.includes('place=')"))
    page.wait_for_text("Baghdad")
    assert page.run("document.querySelector('.narrow').open")
    assert page.overflow() <= 0


def test_it_works_without_scripts(page: Chromium, reader: str) -> None:
    page.become(DESKTOP)
    page.scripts(False)
    try:
        page.open(f"{reader}/articles?source=Mashriq%20Wire&q={quote('تدمر')}")
        page.wait_for_text(TITLE)
        page.click(".articles a", TITLE)
        page.wait_for_text("displacement/")
        page.click("a.m.event")
        row = wait_for("its row", lambda: page.run("document.querySelector('.rows li:target')?.id"))
        assert row.startswith("row-")
    finally:
        page.scripts(True)

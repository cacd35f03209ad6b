"""The evidence reader as an analyst meets it: with a mouse, with keys alone, on a phone."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

import pytest

from tests.browser.chromium import DESKTOP, PHONE, Chromium, needs_chromium, wait_for

pytestmark = needs_chromium

TITLE = "فرار آلاف المدنيين من شرق حلب وانسحاب الجهاديين من تدمر"
#: Every kind of page; "/article" and "/event" stand for one of them.
PAGES = (
    "/", f"/?q={quote('قصف')}", "/map", "/articles", "/?from=1999-01-01&to=1999-12-31", "/article", "/event",
    "/nothing",
)  # fmt: skip
DRAWN = "[...document.querySelectorAll('.chart')].every(c => c.matches('.drawn') && c.querySelector('svg'))"
#: Page, language, size -> its picture in the documentation.
KEPT = {
    ("/article", "", DESKTOP): "reader_article",
    ("/article", "", PHONE): "reader_phone",
    (PAGES[1], "", DESKTOP): "reader_search",
    ("/map", "", DESKTOP): "reader_map",
    ("/event", "", DESKTOP): "reader_event",
    ("/", "/ar", DESKTOP): "reader_arabic",
}
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


def article(page: Chromium, reader: str, root: str = "") -> None:
    """Open the article of :data:`TITLE`."""
    show(page, f"{reader}{root}/articles?source=Mashriq%20Wire&q={quote('تدمر')}")
    page.click(".articles a", TITLE)
    wait_for("the article", lambda: page.run(f"{READY} && !!document.querySelector('.text')"))


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
@pytest.mark.parametrize("root", ["", "/ar"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_fits_and_is_quiet(page: Chromium, reader: str, size: tuple[int, int], root: str, path: str) -> None:
    page.become(size)
    if path == "/article":
        article(page, reader, root)
    elif path == "/event":
        show(page, f"{reader}{root}/?type=airstrike")
        page.click(".what a")
        wait_for("the event", lambda: page.run(f"{READY} && !!document.querySelector('.tree')"))
    else:
        show(page, reader + root + path)
        wait_for("the charts", lambda: page.run(DRAWN))
    assert page.overflow() <= 0
    assert page.nameless() == []
    assert [said for said in page.complaints() if path != "/nothing" or "404" not in said] == []
    assert {urlsplit(url).netloc for url in page.requests()} == {urlsplit(reader).netloc}
    assert page.run("window.harmed") is None
    assert page.run("getComputedStyle(document.body).direction") == ("rtl" if root else "ltr")
    if name := KEPT.get((path, root, size)):
        page.keep(name)


def test_the_other_language_shows_the_same_question(page: Chromium, reader: str) -> None:
    page.become(DESKTOP)
    show(page, f"{reader}/map?place={quote('حلب')}&modality=any")
    page.click(".languages a", "العربية")
    wait_for("the page", lambda: page.run(f"{READY} && location.pathname == '/ar/map'"))
    assert page.run("document.querySelector('input[name=place]').value") == "حلب"
    wait_for("the charts", lambda: page.run(DRAWN))
    assert "أحداث" in page.run("document.querySelector('[data-chart=timeline]').textContent")
    # A day keeps its order though the page runs from the right.
    show(page, f"{reader}/ar/?to=1999-12-31")
    assert "\u20681999-03-13\u2069" in page.run("document.querySelector('.told').textContent")


def test_a_circle_on_the_map_tells_of_its_place(page: Chromium, reader: str) -> None:
    page.become(DESKTOP)
    show(page, f"{reader}/map?place={quote('حلب')}")
    wait_for("the charts", lambda: page.run(DRAWN))
    page.point_at("[data-chart=map] path[aria-roledescription=circle]")
    wait_for("the tooltip", lambda: page.run("document.querySelector('#vg-tooltip-element.visible')?.innerText"))
    told = page.run("document.querySelector('#vg-tooltip-element').innerText")
    assert told.split("\t")[1].split("\n")[0] in page.run("document.querySelector('.table').textContent")


def test_a_question_is_saved_found_again_and_removed(page: Chromium, reader: str) -> None:
    page.become(PHONE)
    show(page, f"{reader}/?place={quote('حلب')}&sort=killed")
    page.click(".kept summary")
    page.type(".keep input[name=name]", "قتلى حلب")
    page.click(".keep button", "Save")
    page.wait_for_text("Saved questions (1)")
    show(page, f"{reader}/articles")
    page.click(".kept summary")
    page.click(".kept a", "قتلى حلب")
    wait_for("the question", lambda: page.run(f"{READY} && location.pathname == '/'"))
    assert page.run("document.querySelector('select[name=sort]').value") == "killed"
    page.click(".kept summary")
    page.click(".kept button", "×")
    page.wait_for_text("Saved questions (0)")


def test_an_address_of_characters_leads_to_them(page: Chromium, reader: str) -> None:
    page.become(DESKTOP)
    article(page, reader)
    page.click(".rows details:nth-of-type(2) summary")
    link = "[...document.querySelectorAll('.rows a[href^=\"?span\"]')].at(-1)"
    written = page.run(f"{link}.closest('li').querySelector('.surface').textContent")
    show(page, page.run(f"{link}.href"))
    assert page.run("[...document.querySelectorAll('mark')].map(m => m.textContent).join('')") == written
    assert page.run("document.querySelector('#span').getBoundingClientRect().y") < DESKTOP[1]


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


def test_an_actor_is_chosen_from_names_like_what_was_typed(page: Chromium, reader: str) -> None:
    page.become(DESKTOP)
    show(page, f"{reader}/")
    page.type("input[name=actor]", "الحوثيين")
    offered = "[...document.querySelectorAll('#actors option')].map(o => [o.value, o.label])"
    names = wait_for("names like it", lambda: page.run(offered))
    assert names[0] == ["Houthis (Ansar Allah)", "الحوثيين"]
    page.type("input[name=actor]", names[0][0])
    page.press("Enter")
    wait_for("the answer", lambda: page.run(f"{READY} && location.search.includes('actor=')"))
    page.wait_for_text("Actors meant: Houthis (Ansar Allah)")
    assert page.complaints() == []


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

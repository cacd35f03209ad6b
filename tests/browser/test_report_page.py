"""The report in a real browser: drawn, readable on every screen, in need of nothing, harmless."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from etl.publish import Selection, write_report
from tests.browser.chromium import DESKTOP, PHONE, Chromium, needs_chromium, wait_for
from tests.conftest import ask
from tests.sample_news import HOSTILE

pytestmark = needs_chromium

#: All charts drawn, none with a message in its place.
DRAWN = "[...document.querySelectorAll('.chart')].every(c => c.matches('.drawn') && c.querySelector('svg'))"


@pytest.fixture(scope="module")
def folder(news_warehouse: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports: of all, of the hostile articles, and of nothing."""
    folder = tmp_path_factory.mktemp("reports")
    year = Selection(from_on=date(2015, 1, 1))
    hostile = Selection(to_on=date(1999, 12, 31))
    for name, selection in (("all", year), ("hostile", hostile), ("none", Selection(to_on=date(1950, 1, 1)))):
        write_report(folder / f"{name}.html", selection, url=news_warehouse)
    return folder


def show(page: Chromium, file: Path) -> None:
    page.open(file.as_uri())
    wait_for("the charts", lambda: page.run(f"document.readyState == 'complete' && {DRAWN}"))


@pytest.mark.parametrize("name", ["all", "hostile", "none"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_it_asks_for_nothing_and_complains_of_nothing(
    page: Chromium, folder: Path, name: str, size: tuple[int, int]
) -> None:
    file = folder / f"{name}.html"
    page.become(size)
    show(page, file)
    assert page.requests() == [file.as_uri()]
    assert page.complaints() == []
    assert page.overflow() <= 0
    assert page.nameless() == []
    assert page.run("window.harmed") is None
    if name == "all":
        page.keep("report" if size == DESKTOP else "report_phone")


def test_what_it_shows(page: Chromium, folder: Path, news_warehouse: str) -> None:
    page.become(DESKTOP)
    show(page, folder / "all.html")
    assert page.run("[...document.querySelectorAll('.chart')].map(c => c.dataset.chart)") == [
        "map", "world", "timeline", "tolls", "casualties", "dyads",
    ]  # fmt: skip
    text = page.text()
    assert "since 2015-01-01" in text
    # Every mark is in its sentence, and the sentence reads from the right.
    assert page.run("getComputedStyle(document.querySelector('blockquote')).direction") == "rtl"
    assert page.run("[...document.querySelectorAll('.evidence > li')].every(li => li.querySelector('mark.event'))")
    told = ask(news_warehouse, "SELECT count(*) FROM analyst.events WHERE ends_on >= '2015-01-01' AND NOT is_repeat")
    assert page.run("document.querySelectorAll('.evidence > li').length") == told[0][0]


def test_the_charts_follow_the_page_into_the_dark_and_onto_paper(page: Chromium, folder: Path) -> None:
    show(page, folder / "all.html")
    colours = {}
    for name, settings in (("light", {}), ("dark", {"dark": True}), ("paper", {"dark": True, "media": "print"})):
        page.become(DESKTOP, **settings)
        colours[name] = page.run(
            "[document.body, ...document.querySelectorAll('[data-chart=casualties] text')]"
            ".map(e => e == document.body ? getComputedStyle(e).backgroundColor : getComputedStyle(e).fill)"
        )
    assert colours["light"] != colours["dark"]
    assert colours["light"][1:] == colours["paper"][1:]
    assert colours["paper"][0] == "rgb(255, 255, 255)"
    page.become(DESKTOP)


def test_hostile_text_is_text(page: Chromium, folder: Path) -> None:
    page.become(DESKTOP)
    show(page, folder / "hostile.html")
    shown = page.run("document.querySelector('.evidence').textContent")
    for title, words in HOSTILE.values():
        assert title in shown
        assert words in shown
    assert page.run("document.querySelectorAll('.evidence a').length") == 0  # javascript: is no address to follow
    assert page.run("document.querySelectorAll('.evidence img, .evidence script, .evidence b').length") == 0
    assert "Aleppo · " in page.run("document.querySelector('[data-chart=map]').textContent")
    for told in ("10 killed", "≥ 11 killed", "12 killed"):
        assert told in page.run("document.querySelector('[data-chart=casualties]').textContent")
    # A title that turns the direction around does so in its own isolate only.
    assert page.run("[...document.querySelectorAll('.told bdi')].length") >= len(HOSTILE)


def test_nothing_found_says_so(page: Chromium, folder: Path) -> None:
    show(page, folder / "none.html")
    assert "No event lies in this selection" in page.text()
    assert "no sign that nothing happened" in page.text().replace("\n", " ")
    assert page.run("document.querySelectorAll('.chart, .evidence').length") == 0


def test_a_tooltip_tells_of_a_circle(page: Chromium, folder: Path) -> None:
    page.become(DESKTOP)
    show(page, folder / "all.html")
    page.point_at("[data-chart=map] path[aria-roledescription=circle]")
    wait_for("the tooltip", lambda: page.run("document.querySelector('#vg-tooltip-element.visible')?.innerText"))
    assert "Events" in page.run("document.querySelector('#vg-tooltip-element').innerText")


def test_the_tables_hold_the_numbers(page: Chromium, folder: Path) -> None:
    show(page, folder / "all.html")
    page.click("summary", "The casualties as a table")
    assert page.run("[...document.querySelectorAll('section[aria-labelledby=casualties] details')].at(-1).open")
    rows = page.run("document.querySelectorAll('section[aria-labelledby=casualties] tbody tr').length")
    assert rows >= 10

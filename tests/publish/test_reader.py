"""What the evidence reader answers, without a browser."""

from __future__ import annotations

import re
import socket
import urllib.request
from collections.abc import Callable
from html import unescape
from urllib.error import HTTPError
from urllib.parse import quote, urlencode, urljoin, urlsplit

import pytest
from click.testing import CliRunner

from etl.browse import questions
from etl.browse.questions import Form
from etl.cli import main
from etl.publish.reading import reading
from etl.publish.spans import Found, pieces
from tests.conftest import ask, execute
from tests.sample_news import HOSTILE


def get(address: str, **headers: str) -> tuple[int, str, dict[str, str]]:
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers)) as answer:
            return answer.status, answer.read().decode(), dict(answer.headers)
    except HTTPError as error:
        return error.code, error.read().decode(), dict(error.headers)


def asking(reader: str, path: str = "/", **query: str) -> str:
    status, page, _ = get(f"{reader}{path}?{urlencode(query)}")
    assert status == 200, page
    return page


def events_on(page: str) -> list[str]:
    return re.findall(r'href="/article/[0-9a-f-]+#at-([0-9a-f-]+)"', page)


def articles_on(page: str) -> list[str]:
    return re.findall(r'href="/article/([0-9a-f-]+)"', page)


def test_it_listens_on_this_machine_alone(reader: str) -> None:
    port = urlsplit(reader).port
    with socket.socket() as probe:
        probe.settimeout(2)
        outside = socket.gethostbyname(socket.gethostname())
        if not outside.startswith("127."):
            assert probe.connect_ex((outside, port)) != 0
    assert get(f"{reader}/", Host="news.example")[0] == 400
    assert get(f"{reader}/", Host=f"localhost:{port}")[0] == 200


@pytest.mark.parametrize("path", ["/", "/articles", "/nothing", "/?from=x", "/static/browse.js"])
def test_every_answer_is_guarded(reader: str, path: str) -> None:
    _, page, headers = get(reader + path)
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert not re.search(r"<script(?! src=)|<style|\son\w+=", page)


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/nothing", 404, "There is no such page"),
        ("/article/123", 404, "There is no such page"),
        ("/article/00000000-0000-0000-0000-000000000000", 404, "There is no such page"),
        ("/?from=yesterday", 400, "is no day"),
        ("/?from=2020-01-02&to=2020-01-01", 400, "is after"),
        ("/?type=party", 400, "no event type is called"),
        ("/articles?place=Atlantis", 400, "no place is called"),
        ("/?modality=maybe", 400, "no modality is called"),
        ("/?q=%00%00", 200, "events"),
        ("/?page=" + "9" * 5000, 200, "The list ends before this page"),
        ("/?page=-1", 200, "events"),
        ("/?q=" + quote("& | ! <-> :* '\"\\"), 200, "No event fits"),
    ],
)
def test_what_cannot_be_asked_is_said(reader: str, path: str, status: int, said: str) -> None:
    got, page, _ = get(reader + path)
    assert got == status
    assert said in unescape(page)


def test_words_find_what_the_search_finds(reader: str, news_warehouse: str) -> None:
    for words in ("قصف", "والقصف", "قصف حلب", "مدنيون -حلب"):
        hits = {row.document_id for row in ask(news_warehouse, "SELECT * FROM analyst.search(%s)", words)}
        assert hits
        assert set(articles_on(asking(reader, "/articles", q=words))) == hits
        told = ask(
            news_warehouse,
            "SELECT count(*) FROM analyst.events WHERE document_id = ANY(%s::uuid[])",
            list(hits),
        )
        page = asking(reader, q=words)
        assert re.search(rf">{told[0][0]} events?<", page), words
    assert "«القصف»" in asking(reader, "/articles", q="قصف")
    assert "No article fits" in asking(reader, "/articles", q="قطربيط")


def test_filters_narrow_events_and_articles(reader: str, news_warehouse: str) -> None:
    in_aleppo = asking(reader, place="ALEPPO", type="killing", **{"from": "1999-01-01", "to": "1999-12-31"})
    assert len(events_on(in_aleppo)) == len(HOSTILE)
    (told,) = ask(news_warehouse, "SELECT count(*) FROM analyst.events WHERE source_code = '@script'")[0]
    assert len(events_on(asking(reader, source="@script"))) == told >= 1
    assert len(events_on(asking(reader, modality="any"))) >= len(events_on(asking(reader)))
    (old,) = ask(news_warehouse, "SELECT document_id FROM core.documents WHERE source_code = '@script'")
    for narrow in ({"source": "@script"}, {"from": "1999-03-11", "to": "1999-03-11"}):
        assert articles_on(asking(reader, "/articles", **narrow)) == [old.document_id]
        assert articles_on(asking(reader, "/articles", q="غارة", **narrow)) == [old.document_id]
    for query in ({}, {"q": "غارة"}):
        both = articles_on(asking(reader, "/articles", place="حلب", type="killing", **query))
        assert len(both) == len(set(both)) >= len(HOSTILE)


@pytest.mark.parametrize(("path", "listed"), [("/", events_on), ("/articles", articles_on)])
def test_pages_hold_everything_once(
    reader: str, news_warehouse: str, path: str, listed: Callable[[str], list[str]]
) -> None:
    seen: list[str] = []
    address = f"{reader}{path}?modality=any"
    while address:
        _, page, _ = get(address)
        seen += listed(page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = urljoin(address, unescape(following.group(1))) if following else ""
    source = "analyst.corrected_events" if path == "/" else "core.documents"
    (all_of_them,) = ask(news_warehouse, f"SELECT count(*) FROM {source}")[0]  # noqa: S608
    assert len(seen) == len(set(seen)) == all_of_them > questions.ARTICLES


def test_lists_end_where_nobody_reads(news_warehouse: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "MOST", 60)
    with reading(news_warehouse) as connection:
        last = questions.events(connection, Form(page=500))
    assert (last["page"], last["has_more"], last["count"]) == (2, False, 61)
    assert len(last["events"]) == questions.PAGE


def test_hostile_text_is_escaped(reader: str) -> None:
    for name, (title, _) in HOSTILE.items():
        listed = asking(reader, source=f"@{name}")
        article = asking(reader, f"/article/{articles_on(asking(reader, '/articles', source=f'@{name}'))[0]}")
        for page in (listed, article, asking(reader, q=title)):
            assert title in unescape(page)
            assert not re.search(r"<script(?! src=)|<img|javascript:|<b>", page)


def test_an_article_shows_every_row_it_has(reader: str, news_warehouse: str) -> None:
    (document,) = ask(
        news_warehouse, "SELECT document_id, raw_text FROM core.document_texts ORDER BY length(raw_text) DESC LIMIT 1"
    )
    page = asking(reader, f"/article/{document.document_id}")
    rows = ask(news_warehouse, "SELECT row_id FROM analyst.evidence WHERE document_id = %s", document.document_id)
    shown = set(re.findall(r'<li id="row-([0-9a-f-]+)"', page))
    assert shown == {row.row_id for row in rows}
    described = set(re.findall(r'<dd id="row-([0-9a-f-]+)"', page))
    assert set(re.findall(r'<span id="at-([0-9a-f-]+)"', page)) == shown | described
    text = re.search(r'<div class="text"[^>]*>(.*?)</div>', page, re.DOTALL)
    assert text
    assert unescape(re.sub(r"<[^>]+>", "", text.group(1))) == document.raw_text


def test_an_event_says_why_it_was_coded(reader: str, news_warehouse: str) -> None:
    (event,) = ask(news_warehouse, "SELECT event_id, document_id, rule, why FROM core.events ORDER BY event_id LIMIT 1")
    page = unescape(asking(reader, f"/article/{event.document_id}"))
    row = page.partition(f'<li id="row-{event.event_id}">')[2].partition("</li>")[0]
    panel = row.partition('<details class="why">')[2]
    assert event.why
    for step in event.why:
        assert f"<td>{step['step']}</td><td><bdi>{step['rule']}</bdi></td>" in panel
        assert f"{step['weight']:.2f}" in panel


def test_corrections_are_shown_as_such(fresh_database: Callable[[str], str], news_warehouse: str) -> None:
    url = fresh_database("news_warehouse")
    query = "SELECT figure_id, document_id, event_id FROM analyst.casualties WHERE source_code = '@script'"
    (row,) = ask(url, query)
    execute(url, f"SELECT analyst.correct('figures', '{row.figure_id}', 'high', '99', 'misread')")
    execute(url, f"SELECT analyst.correct('events', '{row.event_id}', 'event_type', 'injury', 'misread')")
    with reading(url) as connection:
        article = questions.article(connection, row.document_id)
        listed = questions.events(connection, Form(source="@script", event_type="injury"))
    assert article
    (figure,) = (shown for shown in article["layers"]["figure"] if shown["row_id"] == row.figure_id)
    assert (figure["value"], figure["is_corrected"]) == ("10 – 99", True)
    assert [event["is_corrected"] for event in listed["events"]] == [True]


def test_a_port_in_use_is_said(reader: str, news_warehouse: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAQAI_DATABASE_URL", news_warehouse)
    done = CliRunner().invoke(main, ["browse", "--port", str(urlsplit(reader).port)])
    assert done.exit_code == 1
    assert "choose another with --port" in done.output


def test_overlapping_and_nested_spans_cut_the_text() -> None:
    spans = [
        Found("event", "e", 2, 9),
        Found("figure", "f", 4, 6),
        Found("place", "p", 5, 12),
        Found("date", "d", 4, 6),
    ]
    cut = pieces("0123456789ABCDEF", spans, 0)
    assert "".join(piece.text for piece in cut) == "0123456789ABCDEF"
    assert [(piece.text, piece.layers, piece.begins) for piece in cut] == [
        ("01", (), ()),
        ("23", ("event",), ("e",)),
        ("4", ("event", "figure", "date"), ("f", "d")),
        ("5", ("event", "figure", "date", "place"), ("p",)),
        ("678", ("event", "place"), ()),
        ("9AB", ("place",), ()),
        ("CDEF", (), ()),
    ]

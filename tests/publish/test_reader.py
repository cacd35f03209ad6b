"""What the evidence reader answers, without a browser."""

from __future__ import annotations

import ast
import csv
import io
import json
import re
import socket
import urllib.request
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit

import openpyxl
import pytest
from click.testing import CliRunner
from pyarrow import parquet

from etl.browse import questions, saved
from etl.browse.form import MODALITIES, SORTS, Form
from etl.browse.saved import Saved
from etl.browse.wording import words as interface
from etl.cli import main
from etl.errors import TerminalError
from etl.publish import selection
from etl.publish.reading import reading
from etl.publish.spans import Found, pieces
from tests.conftest import ask, browsing, execute
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


@pytest.mark.parametrize("path", ["/", "/ar/", "/articles", "/nothing", "/?from=x", "/static/browse.js", "/charts.css"])
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
        ("/?place=Alepo", 400, "like it are: Aleppo"),
        ("/?modality=maybe", 400, "no modality is called"),
        ("/?sort=size", 400, "no order is called"),
        ("/?actor=" + quote("بوطين"), 400, "like it are: Vladimir Putin"),
        ("/map?actor=Nobody", 400, "no actor is called"),
        ("/articles?actor=Nobody", 400, "no actor is called"),
        ("/events.csv?place=Atlantis", 400, "no place is called"),
        ("/events.exe", 404, "There is no such page"),
        ("/event/00000000-0000-0000-0000-000000000000", 404, "There is no such event"),
        ("/row/00000000-0000-0000-0000-000000000000", 404, "There is no such row"),
        ("/ar/event/1", 404, "لا توجد صفحة كهذه"),
        ("/?q=%00%00", 200, "Events"),
        ("/?page=" + "9" * 5000, 200, "The list ends before this page"),
        ("/?page=-1", 200, "Events"),
        ("/?q=" + quote("& | ! <-> :* '\"\\"), 200, "No event fits"),
    ],
)
def test_what_cannot_be_asked_is_said(reader: str, path: str, status: int, said: str) -> None:
    got, page, _ = get(reader + path)
    assert got == status
    assert said in unescape(page)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("?from=yesterday", "ليس يوما"),
        ("map?from=2020-01-02&to=2020-01-01", "بعد اليوم الأخير"),
        ("?type=party", "لا يوجد نوع باسم"),
        ("articles?place=Atlantis", "لا يوجد مكان باسم"),
        ("?place=" + quote("حلبب"), "ويشبهه"),
        ("?modality=maybe", "لا توجد صفة باسم"),
        ("?sort=size", "لا يوجد ترتيب باسم"),
        ("?actor=" + quote("بوطين"), "ويشبهه"),
        ("map?actor=Nobody", "لا يوجد طرف باسم"),
        ("events.csv?place=Atlantis", "لا يوجد مكان باسم"),
        ("events.exe", "لا توجد صفحة كهذه"),
        ("row/00000000-0000-0000-0000-000000000000", "لا يوجد صف كهذا"),
        ("saved", "لا توجد صفحة كهذه"),
    ],
)
def test_what_cannot_be_asked_is_said_in_arabic(reader: str, path: str, said: str) -> None:
    """In Arabic but for what was typed and for names of the data, which stand apart."""
    _, page, _ = get(f"{reader}/ar/{path}")
    (fault,) = re.findall(r'<p class="fault"[^>]*>(.*?)</p>', page)
    assert said in fault
    assert not re.search("[A-Za-z]", re.sub("\u2068.*?\u2069", "", unescape(fault)))


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
        assert f"Events: {told[0][0]}<" in page, words
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
    (event,) = ask(
        news_warehouse, "SELECT event_id, document_id, rule, why FROM analyst.known_events ORDER BY event_id LIMIT 1"
    )
    page = unescape(asking(reader, f"/article/{event.document_id}"))
    row = page.partition(f'<li id="row-{event.event_id}">')[2].partition("</li>")[0]
    panel = row.partition('<details class="why">')[2]
    assert event.why
    for step in event.why:
        assert f"<td>{step['step']}</td><td><bdi>{step['rule']}</bdi></td>" in panel
        assert f"{step['weight']:.2f}" in panel


def test_corrections_are_shown_as_such(fresh_database: Callable[[str], str], news_template: str) -> None:
    url = fresh_database(news_template)
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


def ids(url: str, condition: str, order: str, *values: object) -> list[str]:
    query = f"SELECT event_id FROM analyst.events AS event WHERE {condition} ORDER BY {order}"  # noqa: S608
    return [row.event_id for row in ask(url, query, *values)]


def all_pages(reader: str, path: str = "/", **query: str) -> list[str]:
    found: list[str] = []
    for page in range(1, 100):
        here = events_on(asking(reader, path, **query, page=str(page)))
        if not here:
            return found
        found += here
    raise AssertionError("the list has no end")


def test_an_actor_under_any_name_acts_or_is_acted_upon(reader: str, news_warehouse: str) -> None:
    takes_part = "%s = ANY(source_actor_ids) OR %s = ANY(target_actor_ids)"
    expected = ids(news_warehouse, takes_part, SORTS["latest"].order, "ru", "ru")
    assert expected
    for name in ("Russia", "روسيا", "ru"):
        assert all_pages(reader, actor=name) == expected
    query = f"SELECT document_id FROM analyst.events_all WHERE {takes_part}"  # noqa: S608
    documents = {row.document_id for row in ask(news_warehouse, query, "ru", "ru")}
    assert set(articles_on(asking(reader, "/articles", actor="Russia"))) == documents
    hits = {row.document_id for row in ask(news_warehouse, "SELECT document_id FROM analyst.search('حلب')")}
    assert set(articles_on(asking(reader, "/articles", actor="Russia", q="حلب"))) == documents & hits
    # Who has no name is found by the words that describe him.
    (nameless,) = ask(
        news_warehouse,
        "SELECT event_id, surface FROM core.event_participants JOIN analyst.events USING (event_id)"
        " WHERE role = 'source' AND actor_id IS NULL AND form = 'description' ORDER BY event_id LIMIT 1",
    )
    assert nameless.event_id in all_pages(reader, actor=nameless.surface)


def test_a_part_of_a_name_is_enough_and_the_page_says_whom_it_stands_for(reader: str, news_warehouse: str) -> None:
    takes_part = "'houthis' = ANY(source_actor_ids || target_actor_ids)"
    expected = ids(news_warehouse, takes_part, SORTS["latest"].order)
    assert expected
    for name in ("Houthis", "حوثيين", "Ansar Allah"):
        assert all_pages(reader, actor=name) == expected
    for path in ("/", "/map", "/articles"):
        meant = re.findall(r'<p class="faint meant">.*?</p>', asking(reader, path, actor="houthi"), re.DOTALL)
        assert len(meant) == 1
        links = dict(re.findall(r'<a href="([^"]+)"><bdi>(.*?)</bdi>', meant[0]))
        assert links[f"{path}?actor=houthis"] == "Houthis (Ansar Allah)"
        assert {"Houthi government", "Abdul-Malik al-Houthi"} < set(links.values())
    assert "الأطراف المقصودة:" in asking(reader, "/ar/", actor="houthi")
    assert "الحوثيون" in asking(reader, "/ar/", actor="houthi")
    assert "and all whom the articles call so" in asking(reader, actor="متظاهرين")
    assert re.search(r"and \d\d others", asking(reader, actor="متظاهرين"))
    assert "Actors meant" not in asking(reader)


def test_charts_speak_the_language_of_the_page(reader: str) -> None:
    english, arabic = asking(reader, "/map"), asking(reader, "/ar/map")
    assert "Other types" in english
    assert "أنواع أخرى" in arabic
    specs = re.findall(r'<script type="application/json" id="spec-\w+">(.*?)</script>', arabic)
    drawn = {name: rows for spec in specs for name, rows in json.loads(spec)["datasets"].items()}
    for rows, column in (("names", "label"), ("places", "main_type"), ("bars", "label")):
        assert drawn[rows]
        assert [row[column] for row in drawn[rows] if re.search("[A-Za-z]", row[column])] == [], rows
    assert "%b" not in "".join(specs)


@pytest.mark.parametrize(
    ("root", "typed", "name", "matched"),
    [
        ("", "houthi", "Houthis (Ansar Allah)", "Houthis (Ansar Allah)"),
        ("", "الحوثيين", "Houthis (Ansar Allah)", "الحوثيين"),
        ("/ar", "ansar al", "الحوثيون", "Houthis (Ansar Allah)"),
    ],
)
def test_names_are_suggested_while_one_is_typed(reader: str, root: str, typed: str, name: str, matched: str) -> None:
    suggested = json.loads(asking(reader, f"{root}/actors", like=typed))
    assert {"name": name, "matched": matched} in suggested
    assert len({one["name"] for one in suggested}) == len(suggested) <= 10
    assert json.loads(asking(reader, f"{root}/actors", like=" ")) == []


@pytest.mark.parametrize("sort", SORTS)
def test_every_order_goes_through_all_pages(reader: str, news_warehouse: str, sort: str) -> None:
    listed = all_pages(reader, sort=sort)
    assert listed == ids(news_warehouse, "true", SORTS[sort].order)
    if sort == "killed":
        rows = ask(news_warehouse, "SELECT event_id, killed_low FROM analyst.events")
        killed = {row.event_id: row.killed_low for row in rows}
        known = [killed[event_id] for event_id in listed if killed[event_id] is not None]
        assert known == sorted(known, reverse=True)
        assert killed[listed[0]] is not None


def test_a_file_holds_all_that_the_list_shows_in_its_order(reader: str, news_warehouse: str) -> None:
    for query in ({"place": "SY", "sort": "killed"}, {"modality": "any", "q": "قصف"}, {"source": "@formula"}):
        listed = all_pages(reader, **query)
        files = {}
        for kind in ("csv", "xlsx", "parquet"):
            with urllib.request.urlopen(f"{reader}/events.{kind}?{urlencode(query)}") as answer:
                assert f'filename="events.{kind}"' in answer.headers["content-disposition"]
                files[kind] = answer.read()
        read = list(csv.DictReader(io.StringIO(files["csv"].decode())))
        sheet = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))["rows"].iter_rows(values_only=True, max_col=1)
        table = parquet.read_table(io.BytesIO(files["parquet"]))
        assert [row["event_id"] for row in read] == listed
        assert [cell for (cell,) in sheet] == ["event_id", *listed]
        assert table.column("event_id").to_pylist() == listed
        assert table.schema.field("event_type").metadata[b"meaning"]


def test_the_map_and_the_days_count_the_hits(reader: str, news_warehouse: str) -> None:
    page = asking(reader, "/map", modality="any", place="SY")
    rows = dict(re.findall(r'<a href="/\?place=([^"]+)">.*?<td class="n">(\d+)</td>', page))
    places = ask(
        news_warehouse,
        "SELECT location_id, count(*) AS events FROM analyst.events_all AS event"
        " JOIN core.locations USING (location_id) WHERE locations.country_code = 'SY' GROUP BY 1",
    )
    assert {place: int(count) for place, count in rows.items() if place in {row.location_id for row in places}} == {
        row.location_id: row.events for row in places
    }
    assert 'id="spec-map"' in page
    days = asking(reader, "/map", **{"from": "1999-03-01", "to": "1999-03-31"})
    table = days.partition("The days as a table")[2]
    counts = re.findall(r"<tr><td>(1999-03-\d\d)</td>.*?<td class=\"n\">(\d+)</td>", table)
    (held,) = ask(
        news_warehouse, "SELECT count(*) FROM analyst.events WHERE starts_on BETWEEN '1999-03-01' AND '1999-03-31'"
    )
    assert sum(int(count) for _, count in counts) == held[0] >= len(HOSTILE)


def test_figures_stand_in_the_list_with_their_bounds(reader: str) -> None:
    page = re.sub(r"<[^>]+>", "", asking(reader, **{"from": "1999-01-01", "to": "1999-12-31", "type": "killing"}))
    for told in ("killed 10 ", "killed ≥ 11 ", "killed 12 "):
        assert told in page
    assert "قتلى ≥ 11" in re.sub(r"<[^>]+>", "", asking(reader, "/ar/", type="killing", to="1999-12-31"))


def test_every_text_of_the_pages_is_in_arabic_too() -> None:
    arabic = interface("ar").texts
    folder = Path(questions.__file__).parent / "templates"
    written = {
        text
        for file in folder.glob("*.html")
        for text in re.findall(r'\bt\("([^"]*)"', file.read_text(encoding="utf-8"))
    }
    assert len(written) > 100
    missing = (written | set(MODALITIES) | {sort.name for sort in SORTS.values()}) - set(arabic)
    assert missing == set()
    for english, text in arabic.items():
        assert set(re.findall(r"{(\w+)", english)) == set(re.findall(r"{(\w+)", text)), english


def test_every_error_that_a_page_shows_is_in_arabic_too() -> None:
    browse, publish = Path(questions.__file__).parent, Path(selection.__file__).parent
    shown = [*browse.glob("*.py"), *(publish / f"{name}.py" for name in ("selection", "reading", "writers"))]
    raised = [
        call.args
        for file in shown
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", "") in {"HTTPException", "TerminalError", "TransientError"}
    ]
    texts = [text.value for args in raised for text in args if isinstance(text, ast.Constant)]
    missing = {text for text in texts if isinstance(text, str)} - set(interface("ar").texts)
    assert len(texts) > 20
    # What keeps the reader from starting is said on the terminal.
    assert {text for text in missing if "make run" not in text and "--port" not in text} == set()
    assert not any(isinstance(text, ast.JoinedStr) for args in raised for text in args), "name its values apart"


def test_the_pages_in_arabic(reader: str, news_warehouse: str) -> None:
    query = {"place": "حلب", "sort": "killed"}
    for path in ("/ar/", "/ar/map", "/ar/articles"):
        page = asking(reader, path, **query)
        assert '<html lang="ar" dir="rtl">' in page
        back = re.search(r'<a href="([^"]+)" lang="en"', page)
        assert back
        assert unescape(back[1]) == f"{path.removeprefix('/ar')}?{urlencode(query)}"
        # Names come in Arabic, and what leads on stays in the language.
        assert not re.search(r'href="/(articles?|map|event|row)\b', page.replace(back[0], ""))
    assert "حلب" in re.sub(r"<[^>]+>", "", asking(reader, "/ar/", **query))
    assert "Aleppo" not in re.sub(r"<input[^>]+>", "", asking(reader, "/ar/", **query))


def test_addresses_of_events_rows_and_characters_last(reader: str, news_warehouse: str) -> None:
    (event,) = ask(news_warehouse, "SELECT * FROM core.events WHERE modality = 'asserted' ORDER BY event_id LIMIT 1")
    page = unescape(asking(reader, f"/event/{event.event_id}"))
    assert f"event_id = '{event.event_id}'" in page
    assert f'href="/article/{event.document_id}?span={event.start_offset}-{event.end_offset}#span"' in page
    (figure,) = ask(news_warehouse, "SELECT * FROM core.figures ORDER BY figure_id LIMIT 1")
    with urllib.request.urlopen(f"{reader}/ar/row/{figure.figure_id}") as answer:
        assert urlsplit(answer.url).path == f"/ar/article/{figure.document_id}"
    for start, end in ((figure.start_offset, figure.end_offset), (0, 1), (3, 3), (0, 10**8)):
        page = asking(reader, f"/article/{figure.document_id}", span=f"{start}-{end}")
        (text,) = ask(
            news_warehouse, "SELECT raw_text FROM core.document_texts WHERE document_id = %s", figure.document_id
        )[0]
        marked = "".join(re.findall(r"<mark[^>]*>(.*?)</mark>", page, re.DOTALL))
        assert unescape(re.sub(r"<[^>]+>", "", marked)) == text[start:end]
        assert page.count('id="span"') == (1 if start < end else 0)


def test_an_event_is_explained_as_the_command_does(
    reader: str, news_warehouse: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAQAI_DATABASE_URL", news_warehouse)
    (event,) = ask(news_warehouse, "SELECT event_id, why, surface FROM analyst.known_events ORDER BY event_id LIMIT 1")
    said = CliRunner().invoke(main, ["explain", event.event_id]).output
    page = unescape(asking(reader, f"/event/{event.event_id}"))
    line = re.search(r"triggers.csv, line (\d+)", said)
    assert line
    assert f"line {line[1]}:" in page
    for step in event.why:
        assert f"<td>{step['step']}</td><td><bdi>{step['rule']}</bdi></td>" in page
    tree = page.partition('<table class="tree">')[2]
    trigger = re.search(r'<tr class="lit"><td class="n"><bdi>(\d+)</bdi></td><td><bdi>(.*?)</bdi>', tree)
    assert trigger
    assert f"{trigger[1]}*" in said
    assert trigger[2] in said
    assert len(re.findall("<tr", tree)) == len(said.partition("Tree")[2].strip().splitlines())


def test_what_an_analyst_added_has_no_explanation(
    fresh_database: Callable[[str], str], news_template: str, tmp_path: Path
) -> None:
    url = fresh_database(news_template)
    (row,) = ask(url, "SELECT document_id FROM core.documents WHERE source_code = '@script'")
    execute(url, f"SELECT analyst.add_event('{row.document_id}', 'مصدر طبي', 'denial', 'seen')")
    (event,) = ask(url, "SELECT row_id FROM analyst.additions")
    with browsing(url, tmp_path) as reader:
        assert "An analyst added it." in asking(reader, f"/event/{event.row_id}")


def post(reader: str, to: str = "/saved", site: str = "same-origin", **fields: str) -> int:
    request = urllib.request.Request(
        reader + to, data=urlencode(fields).encode(), headers={"Sec-Fetch-Site": site} if site else {}
    )
    try:
        with urllib.request.urlopen(request) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code


def test_a_question_is_saved_and_asked_again(reader: str) -> None:
    asked = {"place": "حلب", "sort": "killed", "q": "قصف & <b>"}
    assert post(reader, name="حلب <b>", path="/map", query=urlencode(asked)) == 200
    assert post(reader, "/ar/saved", name=" حلب  <b> ", path="/", query=urlencode({**asked, "page": "3"})) == 200
    page = asking(reader, "/articles")
    found = re.findall(r'<li><a href="(/[^"]*)"><bdi>(.*?)</bdi></a>', page)
    assert [unescape(name) for _, name in found] == ["حلب <b>"]  # the later one of a name stays
    address = unescape(found[0][0])
    assert address.startswith("/?")
    assert Form.read(dict(parse_qsl(urlsplit(address).query))) == Form(place="حلب", sort="killed", q="قصف & <b>")
    assert post(reader, forget="حلب <b>", path="/") == 200
    assert "Saved questions (0)" in asking(reader, "/articles")


def test_only_the_readers_own_pages_may_save(reader: str) -> None:
    for site in ("cross-site", "same-site", "none", ""):
        assert post(reader, site=site, name="a", path="/") == 403
    assert post(reader, name="a", path="/article") == 400
    assert post(reader, name=" ", path="/") == 400
    assert post(reader, name="a" * 10_000, path="/") == 413
    assert "Saved questions (0)" in asking(reader)


def test_saved_questions_lie_in_a_file(tmp_path: Path, news_warehouse: str) -> None:
    home = tmp_path / "new"
    saved.keep(home, Saved("b", "/", "q=1"))
    saved.keep(home, Saved("a", "/map", ""))
    assert saved.saved_in(home) == (Saved("a", "/map", ""), Saved("b", "/", "q=1"))
    (home / "saved_queries.json").write_text("[{")
    with pytest.raises(TerminalError, match="repair it or remove it"):
        saved.keep(home, Saved("c", "/", ""))
    assert (home / "saved_queries.json").read_text() == "[{"
    with browsing(news_warehouse, home) as reader:
        page = asking(reader)
    assert "repair it or remove it" in page
    assert events_on(page)


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

"""The analysts' views over codings of known content."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from etl.contract import why_json
from etl.documents import ActorMention, CodedDocument, Event, Figure, PlaceMention, Span, Uncoded, Why
from etl.load import part, run_target
from etl.text import Text
from etl.warehouse.install import view_files
from etl.warehouse.quality import run_checks
from etl.warehouse.refresh import renew_kept
from etl.warehouse.server import EmbeddedServer
from tests.conftest import ask, execute, filled_database

DAY = date(2016, 12, 10)
TEXT = "قُتل {n} مدنيين في حلب، بحسب مصدر طبي.\nقد تتجدد الغارات."


def span(text: Text, words: str) -> dict[str, object]:
    start = text.raw.index(words)
    sentence = text.raw[:start].count("\n")
    return {"start": start, "end": start + len(words), "text": words, "sentence": sentence}


def mention(text: Text, words: str) -> dict[str, object]:
    return {**span(text, words), "rule": "test", "first": 0, "stop": 1}


def coded(text: Text, day: date | None, document_id: str) -> CodedDocument:
    """What an extractor should make of ``TEXT``."""
    number = text.raw.split()[1]
    name = {"name_start": 0, "name_end": 1, "form": "name", "reason": None}
    figure = Figure(
        **mention(text, f"{number} مدنيين"), number_start=5, number_end=6, low=float(number), high=float(number),
        best=float(number), qualifier="exact", unit="persons", counted="مدنيين", kind="killed", flow="flow",
    )  # fmt: skip
    place = PlaceMention(
        **mention(text, "حلب"), **name, place_id="170063", name_ar="حلب", name_en="Aleppo", country="SY",
        feature="city", lat=36.2, lon=37.16, precision=4, score=1.0,
    )  # fmt: skip
    civilians = ActorMention(
        **mention(text, "مدنيين"), **{**name, "form": "description", "reason": "group"}, actor_id=None,
        name_ar="مدنيون", name_en="Civilians", kind="population", country="SY", sector="CVL",
    )  # fmt: skip
    medic = replace(civilians, **mention(text, "مصدر طبي"), name_en="Medics", sector="MED")
    killing = Event(
        event_id=f"{document_id}/killing", event_type="killing", plover_type="ASSAULT", plover_mode=None,
        cameo_code="190", trigger=Span(**span(text, "قُتل")), mentions=(Span(**span(text, "قُتل")),), rule="test",
        targets=(civilians,), place=place, date_start=DAY, date_end=DAY, grain="day", figures=(0,), speaker=medic,
    )  # fmt: skip
    medic_span = Span(**span(text, "بحسب"))
    feared = replace(
        killing, event_id=f"{document_id}/airstrike", event_type="airstrike", trigger=Span(**span(text, "الغارات")),
        mentions=(), targets=(), figures=(), modality="hypothetical", speaker=None,
    )  # fmt: skip
    struck = replace(killing, event_id=f"{document_id}/bombing", event_type="bombing", trigger=medic_span)
    missed = Uncoded(reason="no_type", **span(text, "قد تتجدد الغارات."))
    return CodedDocument((figure,), (), (place,), (civilians, medic), (killing, feared, struck), (missed,), "test")


@pytest.fixture(scope="module")
def loaded_template(server: EmbeddedServer, template: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Name of a database with three outlets: two give 5, one a day later 9."""
    news = tmp_path_factory.mktemp("news")
    for source, number, day in (("a", 5, 11), ("b", 5, 11), ("c", 9, 12)):
        (news / f"{source}.txt").write_text(TEXT.format(n=number), encoding="utf-8")
        (news / f"{source}.json").write_text(f'{{"source": "{source}", "date": "2016-12-{day}"}}')
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(part, "code_text", coded)
        return filled_database(server, template, "template_views", news)


@pytest.fixture(scope="module")
def loaded(server: EmbeddedServer, loaded_template: str) -> str:
    """Address of a warehouse for those who change nothing."""
    return server.url(loaded_template)


def test_every_view_can_be_read(loaded: str) -> None:
    for name in view_files():
        ask(loaded, f"SELECT * FROM analyst.{name}")  # noqa: S608


def test_only_asserted_events_are_events(loaded: str) -> None:
    assert ask(loaded, "SELECT event_type, count(*) FROM analyst.events GROUP BY 1 ORDER BY 1") == [
        ("bombing", 3),
        ("killing", 3),
    ]
    assert ask(loaded, "SELECT DISTINCT modality FROM analyst.events_all ORDER BY 1") == [
        ("asserted",),
        ("hypothetical",),
    ]


def test_an_event_reads_as_a_sentence(loaded: str) -> None:
    (row,) = ask(loaded, "SELECT * FROM analyst.events WHERE source_code = 'c' AND event_type = 'killing'")
    assert (row.starts_on, row.event_type, row.targets_en, row.place_en) == (DAY, "killing", "Civilians", "Aleppo")
    assert (row.killed_low, row.killed_high, row.figures) == (9, 9, "9 مدنيين")
    assert (row.sources_en, row.speaker_en, row.country_code) == (None, "Medics", "SY")


def test_figures_that_cannot_all_be_true(loaded: str) -> None:
    (row,) = ask(loaded, "SELECT * FROM analyst.figures_conflicting WHERE event_type = 'killing'")
    assert (row.kind, row.lowest, row.highest, row.documents) == ("killed", 5, 9, 2)
    assert row.claims_as_written[-1] == "9 مدنيين (c)"
    (latest,) = ask(loaded, "SELECT * FROM analyst.figures_latest WHERE event_type = 'killing'")
    assert (latest.low, latest.source_code, latest.claims) == (9, "c", 2)


def test_casualties_say_who(loaded: str) -> None:
    rows = ask(
        loaded, "SELECT kind, low, best, high, victims, source_code FROM analyst.casualties ORDER BY source_code"
    )
    assert rows[0] == ("killed", 5, 5, 5, "civilians", "a")
    assert len(rows) == 3


def test_documents_that_tell_of_one_happening(loaded: str) -> None:
    assert ask(loaded, "SELECT events, documents FROM analyst.timeline WHERE event_type = 'killing'") == [(1, 2)]


def test_evidence_marks_the_span_in_its_sentence(loaded: str) -> None:
    rows = ask(loaded, "SELECT * FROM analyst.evidence JOIN core.document_texts USING (document_id)")
    assert {row.row_kind for row in rows} == {"event", "figure", "location_mention", "actor_mention"}
    for row in rows:
        assert f"«{row.surface}»" in row.marked
        assert row.marked.replace("«", "").replace("»", "") in row.raw_text
    (marked,) = ask(loaded, "SELECT marked FROM analyst.evidence WHERE row_kind = 'figure' AND source_code = 'c'")[0]
    assert marked == "قُتل «9 مدنيين» في حلب، بحسب مصدر طبي."


def test_one_claim_printed_twice_counts_once(loaded: str) -> None:
    repeats = ask(loaded, "SELECT source_code, is_repeat FROM analyst.documents ORDER BY is_repeat DESC, source_code")
    assert repeats[0].source_code in {"a", "b"}  # whose id is the larger one
    assert [row.is_repeat for row in repeats] == [True, False, False]
    (total,) = ask(loaded, "SELECT sum(low) FROM analyst.casualties WHERE NOT is_repeat")[0]
    assert total == 5 + 9


def test_a_part_of_a_toll_counts_once(warehouse: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the part is told by the event of the whole or by another one."""

    def parted(text: Text, day: date | None, document_id: str) -> CodedDocument:
        whole = coded(text, day, document_id)
        two = replace(whole.figures[0], **mention(text, "مدنيين"), low=2, high=2, best=2, part_of=0)
        one = replace(two, **mention(text, "في"), low=1, high=1, best=1)
        killing, feared, struck = whole.events
        events = (replace(killing, figures=(0, 1)), feared, replace(struck, figures=(2,)))
        return replace(whole, figures=(*whole.figures, two, one), events=events)

    monkeypatch.setattr(part, "code_text", parted)
    (tmp_path / "2016-12-11_a.txt").write_text(TEXT.format(n=5), encoding="utf-8")
    run_target(str(tmp_path), url=warehouse)
    rows = ask(warehouse, "SELECT low, event_type, is_claim, part_of, figure_id FROM analyst.casualties ORDER BY low")
    whole = rows[2].figure_id
    assert [row[:4] for row in rows] == [
        (1, "bombing", False, whole), (2, "killing", False, whole), (5, "killing", True, None),
    ]  # fmt: skip
    assert ask(warehouse, "SELECT * FROM analyst.casualties_apart") == []


def test_a_toll_told_again_in_its_text_is_a_repeat(
    warehouse: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The headline, the body, an older toll and a part: those that are no repeat and no part count everybody once."""

    def told_again(text: Text, day: date | None, document_id: str) -> CodedDocument:
        found = coded(text, day, document_id)
        again = replace(found.figures[0], **mention(text, "مدنيين"))
        older = replace(again, **mention(text, "في"), low=3, high=3, best=3)
        among = replace(again, **mention(text, "حلب"), low=2, high=2, best=2, part_of=0)
        killing, feared, struck = found.events
        events = (replace(killing, figures=(0, 1, 2, 3)), feared, struck)
        return replace(found, figures=(*found.figures, again, older, among), events=events)

    monkeypatch.setattr(part, "code_text", told_again)
    (tmp_path / "2016-12-11_a.txt").write_text(TEXT.format(n=5), encoding="utf-8")
    run_target(str(tmp_path), url=warehouse)
    rows = ask(warehouse, "SELECT low, is_repeat, part_of IS NOT NULL FROM analyst.casualties ORDER BY low, is_repeat")
    assert rows == [(2, False, True), (3, True, False), (5, False, False), (5, True, False)]
    once = "SELECT sum(best) FROM analyst.casualties WHERE NOT is_repeat AND part_of IS NULL"
    assert ask(warehouse, once) == ask(warehouse, "SELECT sum(persons) FROM analyst.tolls") == [(5,)]


def test_tolls_can_be_added(loaded: str) -> None:
    """Three texts on one happening, two of them one dispatch: what the last one says."""
    assert ask(loaded, "SELECT kind, sum(persons) FROM analyst.tolls GROUP BY kind") == [("killed", 9)]


def test_the_figures_of_a_list_add_up(warehouse: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a text alone and of two on one happening; where one gives a larger total elsewhere, that total counts."""

    def listed(text: Text, day: date | None, document_id: str) -> CodedDocument:
        found = coded(text, day, document_id)
        first = found.figures[0]
        others = [
            replace(first, **{**mention(text, word), "rule": "addend"}, low=n, high=n, best=n)
            for word, n in (("في", 3), ("حلب", 4))
        ]
        again = replace(first, **mention(text, "قد"), low=30, high=30, best=30)
        figures = (first, *others, again) if "7" in text.raw else (first, *others)
        killing, feared, struck = found.events
        events = (replace(killing, figures=tuple(range(len(figures)))), feared, replace(struck, figures=()))
        return replace(found, figures=figures, events=events)

    monkeypatch.setattr(part, "code_text", listed)
    totals = {}
    for number, source, day in ((5, "a", 11), (6, "b", 12), (7, "c", 13)):
        (tmp_path / f"2016-12-{day}_{source}.txt").write_text(TEXT.format(n=number), encoding="utf-8")
        run_target(str(tmp_path), url=warehouse)
        (totals[source],) = ask(warehouse, "SELECT sum(persons) FROM analyst.tolls")[0]
    assert totals == {"a": 5 + 3 + 4, "b": 6 + 3 + 4, "c": 30}


def test_what_is_new_counts_beside_a_running_total(
    warehouse: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def running(text: Text, day: date | None, document_id: str) -> CodedDocument:
        found = coded(text, day, document_id)
        total = replace(found.figures[0], **mention(text, "قد"), low=900, high=900, best=900, flow="cumulative")
        killing, feared, struck = found.events
        events = (replace(killing, figures=(0, 1)), feared, replace(struck, figures=()))
        return replace(found, figures=(found.figures[0], total), events=events)

    monkeypatch.setattr(part, "code_text", running)
    (tmp_path / "2016-12-11_a.txt").write_text(TEXT.format(n=5), encoding="utf-8")
    run_target(str(tmp_path), url=warehouse)
    assert ask(warehouse, "SELECT kind, persons FROM analyst.tolls") == [("killed", 5)]
    latest = "SELECT flow, best FROM analyst.figures_latest WHERE kind = 'killed' ORDER BY best"
    assert ask(warehouse, latest) == [("flow", 5), ("cumulative", 900)]


def test_a_part_counts_where_its_whole_does_not(
    warehouse: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def untold(text: Text, day: date | None, document_id: str) -> CodedDocument:
        found = coded(text, day, document_id)
        two = replace(found.figures[0], **mention(text, "مدنيين"), low=2, high=2, best=2, part_of=0)
        killing, feared, struck = found.events
        events = (replace(killing, figures=(1,)), feared, replace(struck, figures=()))
        return replace(found, figures=(*found.figures, two), events=events)

    monkeypatch.setattr(part, "code_text", untold)
    (tmp_path / "2016-12-11_a.txt").write_text(TEXT.format(n=5), encoding="utf-8")
    run_target(str(tmp_path), url=warehouse)
    assert ask(warehouse, "SELECT low, is_claim FROM analyst.casualties") == [(2, True)]
    assert ask(warehouse, "SELECT low, reason FROM analyst.casualties_apart") == [(5, "not_of_its_events")]


def test_casualties_of_no_event_show_with_the_reason(
    warehouse: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def apart(text: Text, day: date | None, document_id: str) -> CodedDocument:
        found = coded(text, day, document_id)
        whole = found.figures[0]
        two = replace(whole, **mention(text, "مدنيين"), low=2, high=2, best=2, part_of=0)
        second = {"start": text.raw.index("قد"), "end": text.raw.index("قد") + 2, "text": "قد", "sentence": 1}
        feared = replace(whole, **second, low=3, high=3, best=3)
        lone = replace(whole, **{**second, "start": second["start"] + 3, "end": second["start"] + 5, "text": "تت"})
        killing, threat, struck = found.events
        events = (killing, replace(threat, figures=(2,)), replace(struck, figures=()))
        if document_id and "7" in text.raw:
            events = (killing,)
        return replace(found, figures=(whole, two, feared, lone), events=events)

    monkeypatch.setattr(part, "code_text", apart)
    for number, source in ((5, "a"), (7, "b")):
        (tmp_path / f"2016-12-11_{source}.txt").write_text(TEXT.format(n=number), encoding="utf-8")
    run_target(str(tmp_path), url=warehouse)
    rows = ask(
        warehouse,
        "SELECT apart.low, apart.reason FROM analyst.casualties_apart AS apart JOIN core.document_texts AS t"
        " USING (document_id) WHERE raw_text LIKE %s ORDER BY apart.low",
        "%5%",
    )
    assert rows == [(2, "part_of_another"), (3, "event_not_asserted"), (5, "not_of_its_events")]
    others = ask(
        warehouse,
        "SELECT apart.low, apart.reason FROM analyst.casualties_apart AS apart JOIN core.document_texts AS t"
        " USING (document_id) WHERE raw_text LIKE %s ORDER BY apart.low",
        "%7%",
    )
    assert others == [(2, "part_of_another"), (3, "no_event"), (7, "no_event")]


def test_death_or_injury_in_one_number_is_no_sum_of_the_dead(
    warehouse: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is a casualty and a toll of its own until somebody tells how many of those harmed are dead."""

    def harmed(text: Text, day: date | None, document_id: str) -> CodedDocument:
        found = coded(text, day, document_id)
        if "7" in text.raw:
            return found
        killing, feared, struck = found.events
        events = (killing, feared, replace(struck, figures=()))
        return replace(found, figures=(replace(found.figures[0], kind="harmed"),), events=events)

    monkeypatch.setattr(part, "code_text", harmed)
    (tmp_path / "2016-12-11_a.txt").write_text(TEXT.format(n=20), encoding="utf-8")
    run_target(str(tmp_path), url=warehouse)
    assert ask(warehouse, "SELECT kind, low, event_type FROM analyst.casualties") == [("harmed", 20, "killing")]
    assert ask(warehouse, "SELECT kind, persons FROM analyst.tolls") == [("harmed", 20)]
    assert ask(warehouse, "SELECT DISTINCT killed_low FROM analyst.events") == [(None,)]
    assert ask(warehouse, "SELECT fatalities FROM analyst.acled_like") == [(None,)]
    assert ask(warehouse, "SELECT FROM analyst.gkg_counts") == []
    (tmp_path / "2016-12-12_b.txt").write_text(TEXT.format(n=7), encoding="utf-8")
    run_target(str(tmp_path), url=warehouse)
    assert ask(warehouse, "SELECT kind, persons FROM analyst.tolls") == [("killed", 7)]


def test_work_lists(loaded: str) -> None:
    assert ask(loaded, "SELECT surface, mentions FROM analyst.unresolved_actors") == [("مدنيين", 3), ("مصدر طبي", 3)]
    assert ask(loaded, "SELECT DISTINCT reason_code, sentence, surface FROM analyst.uncoded_sentences") == [
        ("no_type", "قد تتجدد الغارات.", "قد تتجدد الغارات.")
    ]


def test_harm_is_no_event_beside_its_act_for_acled(loaded: str) -> None:
    (row,) = ask(loaded, "SELECT * FROM analyst.acled_like")
    assert (row.sub_event_type, row.fatalities, row.geo_precision) == ("Remote explosive/landmine/IED", 9, 1)
    assert row.source in {"a; c", "b; c"}  # the other one is a repeat


def test_what_a_casualty_is_told_with(loaded: str) -> None:
    rows = ask(loaded, "SELECT DISTINCT told_with FROM analyst.casualties")
    assert rows == [(["bombing", "killing"],)]


def decided(event: Event) -> tuple[Why, ...]:
    """Steps of each kind: about the trigger or elsewhere, with and without what came second, whatever it holds."""
    start, end = event.trigger.start, event.trigger.end
    return (
        Why("trigger", event.rule, start, end, 0.75),
        Why("modality", "asserted", start, end, 1.0, "future"),
        Why("source", "nsubj", 4, 9, 0.5),
        Why("target", "", start, end + 1, 0, 'a "b"\\\t\n\x1e\u200f'),
        Why("place", event.rule, 0, end, 0.125, "حلب"),
    )


def described(text: Text, day: date | None, document_id: str) -> CodedDocument:
    """Gunmen whom no table names, a city that stands for Aleppo, a running toll, and a day that publication lends."""
    found = coded(text, day, document_id)
    killing, feared, struck = found.events
    name = {"name_start": 0, "name_end": 1, "form": "description", "reason": "described"}
    gunmen = ActorMention(
        **{**mention(text, "الغارات"), "rule": "described"}, **name, actor_id=None, name_ar=None, name_en=None,
        kind="armed_group", country="YE", head_class="armed",
    )  # fmt: skip
    assert killing.place
    city = replace(killing.place, **{**mention(text, "مصدر"), "rule": "stands_for"}, form="description")
    struck = replace(
        struck, sources=(gunmen,), targets=(), place=city, date_source="published", why=decided(struck), figures=(),
        date_start=DAY - timedelta(days=1),
    )  # fmt: skip
    killing = replace(killing, date_source="text", targets=(gunmen,))
    figure = replace(found.figures[0], flow="cumulative")
    return replace(found, figures=(figure,), events=(killing, feared, struck))


@pytest.fixture
def loaded_described(warehouse: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(part, "code_text", described)
    (tmp_path / "2016-12-11_a.txt").write_text(TEXT.format(n=5), encoding="utf-8")
    assert run_target(str(tmp_path), url=warehouse).counts.documents_loaded == 1
    return warehouse


def test_described_participants_and_places_are_shown(loaded_described: str) -> None:
    (row,) = ask(loaded_described, "SELECT * FROM analyst.events WHERE event_type = 'bombing'")
    assert (row.sources_en, row.source_actor_ids, row.place_en, row.country_code) == ("الغارات", [None], "Aleppo", "SY")
    (kept,) = ask(loaded_described, "SELECT * FROM core.event_participants WHERE role = 'source'")
    assert (kept.surface, kept.sentence_no, kept.actor_mention_id) == ("الغارات", 1, None)
    assert (kept.form, kept.head_class, kept.country_code) == ("description", "armed", "YE")
    assert kept.reason_code == "described"
    (place,) = ask(loaded_described, "SELECT * FROM core.event_locations WHERE surface = 'مصدر'")
    assert (place.location_id, place.location_mention_id, place.reason_code) == ("170063", None, None)
    countries = "SELECT source_countries FROM analyst.plover WHERE source_actor IS NOT NULL"
    assert ask(loaded_described, countries) == [("YE",)]
    assert ask(loaded_described, "SELECT victims FROM analyst.casualties") == [("combatants",)]
    found = {result.code: result for result in run_checks(loaded_described)}
    assert found["offsets_match"].status == "passed"
    # The rules of this test have reasons of their own.
    assert "described" not in str(found["reasons_known"].examples)


def test_a_lent_day_is_told_from_a_read_one(loaded_described: str) -> None:
    days = "SELECT event_type, date_source FROM analyst.events ORDER BY event_type"
    assert ask(loaded_described, days) == [("bombing", "published"), ("killing", "text")]
    assert ask(loaded_described, "SELECT date_source FROM analyst.casualties") == [("text",)]
    assert ask(loaded_described, "SELECT date_source FROM analyst.acled_like") == [("published",)]
    correct = "SELECT analyst.correct('events', event_id, 'starts_on', '2016-12-10', 'x') FROM core.events"
    execute(loaded_described, f"{correct} WHERE event_type = 'bombing'")
    assert ask(loaded_described, days)[0] == ("bombing", "corrected")


def test_the_toll_of_a_war_is_nobodys_death_on_a_day(loaded_described: str) -> None:
    assert ask(loaded_described, "SELECT fatalities FROM analyst.acled_like") == [(None,)]
    told = "SELECT killed_low, dead FROM analyst.events JOIN analyst.plover USING (event_id) WHERE killed_low > 0"
    assert ask(loaded_described, told) == [(5, None)]
    assert ask(loaded_described, "SELECT low, flow FROM analyst.casualties") == [(5, "cumulative")]


def test_what_decided_is_told_as_it_was(loaded_described: str) -> None:
    (row,) = ask(loaded_described, "SELECT * FROM core.events WHERE event_type = 'bombing'")
    (known,) = ask(loaded_described, "SELECT why FROM analyst.known_events WHERE event_type = 'bombing'")
    of = Span(row.start_offset, row.end_offset, row.surface, row.sentence_no)
    told = why_json(decided(Event(row.event_id, "bombing", None, None, None, of, (of,), row.rule)))
    assert known.why == told
    # What an earlier version stored with the names of its parts is told no other way.
    assert ask(loaded_described, "UPDATE core.events SET why = %s RETURNING 1", json.dumps(told))
    assert ask(loaded_described, "SELECT DISTINCT why FROM analyst.known_events") == [(told,)]


def test_kept_rows_follow_their_documents(fresh_database: Callable[[str], str], loaded_template: str) -> None:
    loaded = fresh_database(loaded_template)
    assert ask(loaded, "SELECT FROM core.changed_documents") == []
    execute(loaded, "UPDATE core.documents SET title = 'new' WHERE source_code = 'c'")
    execute(loaded, "DELETE FROM core.near_duplicates")
    assert renew_kept(loaded) == 3
    titles = ask(loaded, "SELECT DISTINCT title FROM analyst.events WHERE source_code = 'c'")
    assert titles == [("new",)]
    assert ask(loaded, "SELECT count(*) FROM analyst.casualties WHERE NOT is_repeat") == [(3,)]
    for kept in ("events", "figures", "pairs", "statements", "shares", "counts"):
        one, other = f"analyst.{kept}_kept", f"analyst.{kept}_live"
        assert ask(loaded, f"(TABLE {one} EXCEPT TABLE {other}) UNION ALL (TABLE {other} EXCEPT TABLE {one})") == []


def test_what_is_counted_on_is_what_would_be_counted_anew(
    fresh_database: Callable[[str], str], loaded_template: str
) -> None:
    loaded = fresh_database(loaded_template)
    on = "SELECT layer, surface, mentions, documents FROM analyst.unresolved_kept"
    anew = (
        "SELECT layer, surface, count(*) AS n, count(DISTINCT document_id) AS d FROM analyst.unresolved_live"
        " GROUP BY 1, 2"
    )
    said = "SELECT * FROM analyst.speakers"
    said_anew = (
        "SELECT speaker_en, source_code, count(*) FROM analyst.statements WHERE act = 'reports' AND NOT is_repeat"
        " GROUP BY 1, 2"
    )
    changes = (
        "UPDATE core.documents SET title = 'new'",
        "UPDATE core.actor_mentions SET reason_code = 'other' WHERE actor_id IS NULL",
        "DELETE FROM core.near_duplicates",
    )
    for change in changes:
        execute(loaded, change)
        execute(loaded, "INSERT INTO core.changed_documents (document_id) SELECT document_id FROM core.documents")
        renew_kept(loaded)
        assert sorted(ask(loaded, on)) == sorted(ask(loaded, anew))
        assert sorted(ask(loaded, said)) == sorted(ask(loaded, said_anew))
    # None is left of the reason that all had before.
    reasons = "SELECT DISTINCT reason_code FROM analyst.unresolved_actors"
    assert ask(loaded, reasons) == [("other",)]
    (row,) = ask(loaded, "SELECT example_id FROM analyst.unresolved_actors LIMIT 1")
    assert ask(loaded, "SELECT count(*) FROM core.actor_mentions WHERE actor_mention_id = %s", row.example_id) == [(1,)]


def test_what_a_run_changed(loaded: str) -> None:
    rows = ask(loaded, "SELECT change, count(*) FROM analyst.changes JOIN analyst.runs USING (run_id) GROUP BY 1")
    assert rows == [("added", 9)]

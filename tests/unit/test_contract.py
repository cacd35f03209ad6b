"""The extraction contract: what a coded document is as JSON."""

from __future__ import annotations

import json
from datetime import date

from etl.contract import document_json
from etl.pipeline import code

TEXT = "قتل مسلحون ثلاثة جنود في هجوم على مدينة حلب يوم السبت، بحسب مصدر طبي."
PARTICIPANT = {"actor_id", "name_en", "text", "start", "end", "class", "country"}


def test_every_participant_has_its_words_class_and_country() -> None:
    made = document_json("a", code(TEXT, date(2016, 12, 13), "a"))
    json.dumps(made)
    taking = [p for e in made["events"] for p in (*e["sources"], *e["targets"], *filter(None, [e["speaker"]]))]
    assert taking
    for participant in taking:
        assert set(participant) == PARTICIPANT
        assert TEXT[participant["start"] : participant["end"]] == participant["text"]
    assert {actor["rule"] == "described" for actor in made["actors"] if "head_class" in actor} <= {True}


def test_every_event_says_how_its_day_is_known_and_what_decided() -> None:
    for event in document_json("a", code(TEXT, date(2016, 12, 13), "a"))["events"]:
        assert event["date_source"] in ("text", "scene", "published", None)
        assert (event["date_source"] is None) == (event["date_start"] is None)
        first = event["why"][0]
        assert set(first) == {"step", "rule", "start", "end", "weight", "rejected"}
        assert (first["step"], first["rule"]) == ("trigger", event["rule"])
        assert not {"first", "stop"} & set(event["place"] or {})

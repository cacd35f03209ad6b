"""The scores by hand-made cases, the gold itself, and the small half: no headline may fall by more than a point."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest

from benchmarks.quality import calibration, events, layers, report
from benchmarks.quality.__main__ import DATASHEET, HEADLINE, agreement, main, run
from benchmarks.quality.coders import NOTHING, waqai
from benchmarks.quality.gold import GOLD, articles, as_answer, second_readings
from benchmarks.quality.results import changes, fallen, headlines, score, total
from benchmarks.quality.spans import Score, same_name
from etl.documents import Name
from etl.text import Text
from tools.gold import FRAMES, JUDGED, TREES, rows

TEXT = "قتل 12 شخصا في حلب الأحد واعتقل الجيش ثلاثة"


def span(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def arg(role: str, words: str) -> dict[str, Any]:
    return {"role": role, **span(words)}


def frame(words: str, event_type: str, *args: dict[str, Any], modality: str = "asserted") -> dict[str, Any]:
    told = {"trigger": span(words), "type": event_type, "modality": modality}
    return {**told, "event": words, "must": True, "args": list(args)}


ARTICLE = {
    "document": "made",
    "published_on": "2016-12-12",
    "text": TEXT,
    "figures": [{**span("12"), "low": 12, "high": 12, "kind": "killed"}, {**span("ثلاثة"), "low": 3, "high": 3}],
    "dates": [{**span("الأحد"), "timex": "DATE", "value": "2016-12-11"}],
    "places": [{**span("حلب"), "name_en": "Aleppo", "country": "SY"}],
    "actors": [{**span("الجيش"), "name_en": "Syrian Army", "kind": "military"}],
    "frames": [
        frame("قتل", "killing", arg("target", "12 شخصا"), arg("place", "حلب"), arg("date", "الأحد")),
        frame("اعتقل", "arrest", arg("source", "الجيش")),
    ],
}
PERFECT = as_answer(ARTICLE)


def test_a_perfect_answer_scores_one() -> None:
    result = score(ARTICLE, PERFECT)
    assert set(headlines(result).values()) == {100.0}
    assert result.events is not None
    assert {role: s.f1 for role, s in result.events.roles.items() if s.wanted} == dict.fromkeys(
        ("source", "target", "place", "date"), 1.0
    )


def test_an_empty_answer_scores_nothing() -> None:
    assert set(headlines(score(ARTICLE, NOTHING)).values()) == {0.0}


def test_half_of_the_events_and_one_wrong_row() -> None:
    killing, arrest = PERFECT["events"]
    wrong = {**arrest, "trigger": span("في"), "mentions": []}
    told = events.score(ARTICLE, {**PERFECT, "events": [killing, wrong]})
    assert (told.found.recall, told.asserted) == (0.5, Score(right=1, given=2, found=1, wanted=2))
    assert told.whole.recall == 0.5


def test_type_place_and_invention() -> None:
    killing, arrest = PERFECT["events"]
    near = {**killing, "event_type": "execution", "place": span("الجيش")}
    told = events.score(ARTICLE, {**PERFECT, "events": [near, {**arrest, "event_type": "flood"}]})
    assert (told.found.recall, told.typed.recall, told.asserted.f1) == (1.0, 0.5, 0.5)
    assert (told.roles["place"], told.whole.recall) == (Score(right=0, given=1, found=0, wanted=1), 0.0)
    unreal = {**ARTICLE, "frames": [{**f, "modality": "negated"} for f in ARTICLE["frames"]]}
    told = events.score(unreal, PERFECT)
    assert (told.invented, told.typed.recall) == (Score(right=2, given=2), 1.0)


def test_a_filled_role_that_the_gold_leaves_empty() -> None:
    killing, arrest = PERFECT["events"]
    told = events.score(ARTICLE, {**PERFECT, "events": [killing, {**arrest, "targets": [span("حلب")]}]})
    assert told.roles["target"] == Score(right=1, given=2, found=1, wanted=1)
    assert told.whole.recall == 0.5


def test_layers_by_words_and_by_value() -> None:
    twelve, three = PERFECT["figures"]
    found, right = layers.score(ARTICLE, {**PERFECT, "figures": [twelve, {**three, "low": 4}]}, "figures")
    assert (found.f1, right.f1) == (1.0, 0.5)
    # An ordinal is not asked for, a figure where there is none is.
    others = [{**span("في"), "low": 1, "high": 1, "unit": unit} for unit in ("ordinal", "count")]
    _, right = layers.score(ARTICLE, {**PERFECT, "figures": [twelve, *others]}, "figures")
    assert right == Score(right=1, given=2, found=1, wanted=2)
    elsewhere = {**span("حلب"), "name_en": "Aleppo", "country": "IQ"}
    _, right = layers.score(ARTICLE, {**PERFECT, "places": [elsewhere]}, "places")
    assert right.f1 == 0.0


@pytest.mark.parametrize(
    ("value", "given", "right"),
    [
        ("2016-12-11", {"date_start": "2016-12-11", "date_end": "2016-12-11"}, True),
        ("2016-12-11", {"date_start": "2016-12-11", "date_end": "2016-12-12"}, False),
        ("2016-01", {"date_start": "2016-01-01", "date_end": "2016-04-30", "modifier": "start"}, True),
        ("2016-01", {"date_start": "2016-01-01", "date_end": "2016-04-30"}, False),
        ("P10M", {"date_start": "2016-02-01", "date_end": "2016-02-29"}, True),
        ("P10M", {"date_start": None, "date_end": None, "value": "P10M"}, True),
        ("PXY", {"date_start": None, "date_end": None, "value": "P2Y"}, False),
    ],
)
def test_dates(value: str, given: dict[str, Any], right: bool) -> None:
    assert layers.right_date({"value": value}, {"value": None, **given}, "2016-12-12") is right


@pytest.mark.parametrize(
    ("gold", "given", "same"),
    [
        ("Haidar al-Zuhairi", "Haydar Zuhayri", True),
        ("Iraqi Army", "Iraqi Armed Forces", True),
        ("Government of Iraq", "Ministry of Interior of Iraq", False),
        ("Mosul", None, False),
    ],
)
def test_names(gold: str, given: str | None, same: bool) -> None:
    assert same_name(gold, given) is same


def test_calibration() -> None:
    found = calibration.bins([(0.9, True)] * 9 + [(0.9, False)] + [(0.5, False)] * 10)
    assert [(one.rows, round(one.said, 2), one.right) for one in found] == [(10, 0.5, 0.0), (10, 0.9, 0.9)]
    assert calibration.error(found) == pytest.approx(0.25)
    assert calibration.picture(found, "made").count("<circle") == 2


def test_offsets_of_the_gold() -> None:
    """Every label stands on the words that it quotes, in both readings; the halves are of one size."""
    found = {article["document"]: article for article in articles()}
    assert {p.stem for p in (GOLD / "articles").glob("*.json")} == found.keys()
    for reading in (*found.values(), *second_readings().values()):
        text = found[reading["document"]]["text"]
        labels = [label for layer in layers.LAYERS for label in reading[layer]]
        labels += [part for f in reading["frames"] for part in (f["trigger"], *f["args"])]
        assert [label for label in labels if text[label["start"] : label["end"]] != label["text"]] == []
    assert len(articles("dev")) == len(articles("test")) == 34
    assert 4 * len(second_readings()) >= len(found)


def test_the_datasheet_says_what_the_public_corpus_holds() -> None:
    frames, judged, trees = (list(rows(path)) for path in (FRAMES, JUDGED, TREES))
    articles = len({row["document"] for row in frames})
    told = sum(bool(row["type"]) for row in frames)
    said = " ".join(DATASHEET.read_text(encoding="utf-8").split())
    assert f"Frames of {articles:,} articles ({told:,} of them, with articles that have none)" in said
    assert f"trees of {len(trees):,} sentences of ANT" in said
    others = len({row["document"] for row in judged} - {row["document"] for row in frames})
    assert f"what {len(judged):,} single words tell, in {others:,} other articles" in said
    told = sum(bool(row["types"]) for row in judged)
    assert f"The {len(judged):,} judged words ({told:,} of them tell an event)" in said


def test_the_datasheet_says_how_far_the_readings_agree() -> None:
    """``python -m benchmarks.quality --write`` renews it."""
    assert agreement() in DATASHEET.read_text(encoding="utf-8")


def test_who_is_not_installed_was_not_measured() -> None:
    shown = report.scores({"Waqai": score(ARTICLE, PERFECT)}, ["Maha"])
    header, _, *rows = shown.splitlines()
    assert header.endswith("| Waqai | Maha |")
    assert all(row.endswith("| not measured |") for row in rows)


class Marks:
    """A stand-in for a transformer: it marks the words that it is given, and no other."""

    def __init__(self, **kinds: Literal["PER", "LOC", "ORG"]) -> None:
        self.kinds = kinds

    def find(self, text: Text) -> tuple[Name, ...]:
        marked = ((i, self.kinds.get(word)) for i, word in enumerate(text.words))
        return tuple(Name(i, i + 1, 0, kind, 1.0, "marks") for i, kind in marked if kind)


def test_a_transformer_of_the_readers_own_is_scored_beside_us() -> None:
    """The lists know Aleppo; an army of no country they do not."""
    done = run([ARTICLE], recogniser=Marks(حلب="LOC", الجيش="ORG"))
    alone = done.results["its names alone"][0]
    assert [alone.spans[layer].f1 for layer in ("places", "actors")] == [1.0, 1.0]
    assert [alone.values[layer].f1 for layer in ("places", "actors")] == [1.0, 0.0]
    assert (alone.spans.keys(), alone.events) == ({"places", "actors"}, None)
    assert done.results["Waqai with its names"][0].events is not None
    silent = run([ARTICLE], recogniser=Marks()).results["its names alone"][0]
    assert (silent.spans["places"].given, silent.spans["places"].wanted) == (0, 1)


def test_its_names_are_those_that_waqai_reads() -> None:
    text = "وصل الوفد إلى تلكوفان أمس"
    told = waqai({**ARTICLE, "text": text}, Marks(تلكوفان="LOC"))
    assert [(p["text"], p["rule"]) for p in told["places"]] == [("تلكوفان", "recogniser:marks")]


def test_a_folder_without_a_transformer_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["quality", "--names-model", str(tmp_path)])
    with pytest.raises(SystemExit):
        main()
    assert re.search(r"error: .*(waqai\[camel\]|config\.json is missing)", capsys.readouterr().err)


def test_headlines_do_not_fall(record_property: Callable[[str, object], None]) -> None:
    """After a change for the better: ``python -m benchmarks.quality --write``."""
    before = json.loads(HEADLINE.read_text(encoding="utf-8"))
    now = headlines(total(score(article, waqai(article)) for article in articles("dev")))
    lines = "\n".join(changes(before, now))
    record_property("told", lines)
    assert not fallen(before, now), f"the small half fell by more than a point:\n{lines}"

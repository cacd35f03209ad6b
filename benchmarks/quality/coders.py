"""Coders to be scored: Waqai, a command, and baselines that a reader can run. Each takes articles and gives answers.

Waqai       this version; or another coder that reads and writes the lines of ``waqai extract --jsonl``
word lists  what lists alone give: each trigger word of the tables is an asserted event of its first type, whatever
            stands around it; the nearest actor before it is the source, the nearest behind it the target, and place,
            figure and day are the nearest of the sentence; actors and places are the longest names of the tables
PyArabic    figures: digits, and its number words. dateparser: dates. Maha: figures and dates
names alone what a recogniser of names gives: places and actors, known by the lists where their words are there
"""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from functools import cache, partial
from typing import Any

from pyarabic.araby import tokenize
from pyarabic.number import detect_number_phrases_position, text2number

from benchmarks.quality.gold import Answer, Article
from benchmarks.quality.layers import LAYERS
from benchmarks.quality.spans import Span, over
from etl.actors.knowledge import knowledge
from etl.contract import document_json
from etl.events.lexicon import lexicon
from etl.morphology.analysis import WORDS
from etl.names import Recogniser
from etl.pipeline import code
from etl.places.gazetteer import gazetteer
from etl.tables import read_csv
from etl.text import PhraseTable, Text, read_text

Coder = Callable[[Article], Answer]
EVERYTHING = (*LAYERS, "events")
NOTHING: Answer = {layer: [] for layer in EVERYTHING}
_DIGITS = re.compile(r"(?<![\w.,:/-])\d{1,3}(?:[,٬]\d{3})+(?!\d)|(?<![\w.,:/-])\d+(?:[.٫]\d+)?(?![\d:/-])")


def waqai(article: Article, recogniser: Recogniser | None = None) -> Answer:
    day = date.fromisoformat(article["published_on"])
    return document_json(article["document"], code(article["text"], day, article["document"], recogniser))


def command(line: str, articles: list[Article]) -> Coder:
    """The answers of a program that codes JSON lines, asked once for all articles."""
    rows = ({"id": a["document"], "text": a["text"], "published_on": a["published_on"]} for a in articles)
    asked = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    done = subprocess.run(shlex.split(line), input=asked, stdout=subprocess.PIPE, check=True)
    answers = {row["id"]: row for row in map(json.loads, done.stdout.splitlines())}
    return lambda article: answers[article["document"]]


def pyarabic_figures(article: Article) -> Answer:
    """Digits, and runs of number words with the value that PyArabic gives them; digits before words multiply them."""
    text, at, places = article["text"], 0, []
    words = tokenize(text)
    for word in words:
        start = text.find(word, at)
        at = start + len(word) if start >= 0 else at
        places.append((start, at))
    found = []
    for first, last in (position[:2] for position in detect_number_phrases_position(words) if len(position) > 1):
        phrase = words[first : last + 1]
        spelt = " ".join(word for word in phrase if not word.isnumeric())
        if spelt and places[first][0] >= 0:
            times = float(phrase[0]) if phrase[0].isdecimal() else 1
            found.append(_exact(places[first][0], places[last][1], times * text2number(spelt)))
    digits = [_exact(m.start(), m.end(), _digits(m[0])) for m in _DIGITS.finditer(text)]
    found += [figure for figure in digits if not any(over(figure, one) for one in found)]
    return NOTHING | {"figures": sorted(found, key=lambda figure: figure["start"])}


def _digits(written: str) -> float:
    return float(re.sub("[,٬]", "", written).replace("٫", "."))


def _exact(start: int, end: int, value: float) -> Span:
    return {"start": start, "end": end, "low": value, "high": value, "best": value}


@cache
def _lists() -> tuple[PhraseTable[Any], PhraseTable[Any]]:
    """Names of places and actors, with the place and the actor that comes first."""
    actors = knowledge().actors
    aliases = [(row["alias"], actors[row["actor_id"]]) for row in read_csv("actor_aliases.csv")]
    return gazetteer().names, PhraseTable(aliases)


def word_lists(article: Article) -> Answer:
    """Actors, places, figures and events by lists alone, as the head of this module says."""
    text = read_text(article["text"])
    places_table, actors_table = _lists()
    places = [
        text.span(hit.first, hit.stop, hit.prefix)._asdict()
        | {"name_en": hit.values[0].place.name_en, "country": hit.values[0].place.country}
        for hit in places_table.find(text)
        if hit.values[0] is not None and hit.values[0].is_sure
    ]
    actors = [
        text.span(hit.first, hit.stop, hit.prefix)._asdict()
        | {"name_en": hit.values[0].name_en, "kind": hit.values[0].kind}
        for hit in actors_table.find(text)
    ]
    answer = pyarabic_figures(article) | {"places": places, "actors": actors}
    return answer | {"events": list(_listed_events(text, answer, article["published_on"]))}


def names_alone(article: Article, recogniser: Recogniser) -> Answer:
    """Places and actors as a recogniser of names gives them; the lists say who it is where they hold these words."""
    text = read_text(article["text"])
    lists = word_lists(article)
    found: dict[str, list[dict[str, Any]]] = {"places": [], "actors": []}
    for name in recogniser.find(text):
        layer = "places" if name.kind == "LOC" else "actors"
        span = text.span(name.first, name.stop, name.prefix)._asdict()
        known = (m for m in lists[layer] if (m["start"], m["end"]) == (span["start"], span["end"]))
        kind = "person" if name.kind == "PER" else None
        found[layer].append({"name_en": None, "country": None, "kind": kind} | next(known, {}) | span)
    return NOTHING | found


def _listed_events(text: Text, answer: Answer, published_on: str) -> Iterator[dict[str, Any]]:
    for sentence in text.sentences:
        reach = text.span(sentence.first, sentence.stop)
        for i in range(sentence.first, sentence.stop):
            event_type = _listed_type(text.words[i])
            if event_type is None:
                continue
            here = text.span(i, i + 1)
            near = {
                layer: sorted(
                    (m for m in answer[layer] if reach.start <= m["start"] < reach.end),
                    key=lambda m: abs(m["start"] - here.start),
                )
                for layer in ("figures", "places", "actors")
            }
            yield {
                "event_type": event_type,
                "modality": "asserted",
                "trigger": {"start": here.start, "end": here.end},
                "mentions": [],
                "sources": [m for m in near["actors"] if m["start"] < here.start][:1],
                "targets": [m for m in near["actors"] if m["start"] > here.start][:1],
                "place": next(iter(near["places"]), None),
                "origin": None,
                "destination": None,
                "speaker": None,
                "figures": [answer["figures"].index(m) for m in near["figures"][:1]],
                "date": None,
                "date_start": published_on,
                "date_end": published_on,
            }


def _listed_type(word: str) -> str | None:
    """The type of the first row of the trigger table that has a lemma which ``word`` can be."""
    rows = [
        row
        for reading in WORDS[word].readings
        for row in lexicon().triggers.get((reading.pos.lower(), reading.lemma), ())
        if row.event_type != "none"
    ]
    return min(rows, key=lambda row: row.order).event_type if rows else None


def dateparser_dates() -> Coder:
    """Dates as dateparser finds them. Raises ImportError where it is not installed."""
    from dateparser.search import search_dates

    def find(article: Article) -> Answer:
        text, at = article["text"], 0
        base = datetime.combine(date.fromisoformat(article["published_on"]), time(12))
        dates = []
        for words, when in search_dates(text, languages=["ar"], settings={"RELATIVE_BASE": base}) or ():
            start = text.find(words, at)
            if start >= 0:
                at = start + len(words)
                day = _day(when)
                dates.append({"start": start, "end": at, "value": day, "date_start": day, "date_end": day})
        return NOTHING | {"dates": dates}

    return find


def _day(when: datetime) -> str:
    return when.date().isoformat()


def maha() -> Coder:
    """Figures and times as Maha finds them. Raises ImportError where it is not installed or not usable."""
    import regex

    # Maha 0.3 asks for a module that regex has since renamed.
    sys.modules.setdefault("regex.regex", regex)
    from maha.parsers.functions import parse_dimension

    def find(article: Article) -> Answer:
        text = article["text"]
        now = datetime.combine(date.fromisoformat(article["published_on"]), time(12))
        figures = [_exact(n.start, n.end, n.value) for n in parse_dimension(text, numeral=True)]
        dates = []
        for found in parse_dimension(text, time=True):
            ends = (getattr(found.value, end, found.value) for end in ("start", "end"))  # an interval may be open
            first, last = (None if end is None else _day(now + end) for end in ends)
            dates.append(
                {"start": found.start, "end": found.end, "value": first, "date_start": first, "date_end": last}
            )
        return NOTHING | {"figures": figures, "dates": dates}

    return find


def with_names(recogniser: Recogniser) -> Iterator[tuple[str, tuple[str, ...], Coder]]:
    """A recogniser of the reader's own: by itself, and in Waqai in place of the built-in one."""
    yield "its names alone", ("places", "actors"), partial(names_alone, recogniser=recogniser)
    yield "Waqai with its names", EVERYTHING, partial(waqai, recogniser=recogniser)


def baselines() -> Iterator[tuple[str, tuple[str, ...], Coder | str]]:
    """Name, what it finds, and the coder; or why it cannot be run here."""
    yield "word lists", ("figures", "places", "actors", "events"), word_lists
    yield "PyArabic", ("figures",), pyarabic_figures
    for name, layers, make in (("dateparser", ("dates",), dateparser_dates), ("Maha", ("figures", "dates"), maha)):
        try:
            yield name, layers, make()
        except ImportError as reason:
            yield name, layers, str(reason)

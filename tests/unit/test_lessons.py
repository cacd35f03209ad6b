"""What the network of the event coder is taught."""

from __future__ import annotations

import io
import json
import tarfile
from datetime import date
from pathlib import Path

import pytest

from tools.annotated import read, single
from tools.gold import day_of
from tools.lessons import Lesson, lessons, said

TITLE = "مقتل ثلاثة جنود في هجوم شرق حلب"
BODY = "قتل مسلحون ثلاثة جنود يوم الأحد قرب مدينة الباب. وقال متحدث إن الجيش ينوي شن هجوم الأسبوع المقبل."


def archive(folder: Path, *names: str) -> Path:
    path = folder / "news.tar.xz"
    with tarfile.open(path, "w:xz") as tar:
        for name in names:
            raw = f"<DOC>\n<DOCNO>{name}</DOCNO>\n<TITLE>\n{TITLE}\n</TITLE>\n<TEXT>\n{BODY}\n</TEXT>\n</DOC>".encode()
            member = tarfile.TarInfo(f"{name}.txt")
            member.size = len(raw)
            tar.addfile(member, io.BytesIO(raw))
    return path


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> list[Lesson]:
    path = archive(tmp_path_factory.mktemp("news"), "XX-world-1-20180304")
    return list(said([path], frozenset()))


def test_what_the_coder_says_is_taught_by_its_probabilities(answers: list[Lesson]) -> None:
    asked = [(lesson, a) for lesson in answers for a in lesson.asked]
    killed = [a for lesson, a in asked if lesson.tokens[a.at].lemma == "V:قتل"]
    assert killed and max(killed[0].tells) > 0.5 and killed[0].type == "killing"
    for lesson, a in asked:
        assert not a.is_annotated
        assert len(a.tells) == len(a.types) and all(0.0 <= p <= 1.0 for p in a.tells)
        assert not a.moods or sum(a.moods.values()) == pytest.approx(1.0)
        for _, heads, shares in a.parts:
            assert all(0 <= head < len(lesson.tokens) for head in heads)
            assert len(shares) == len(heads) + 1 and sum(shares) == pytest.approx(1.0)


def test_the_target_that_the_coder_finds_has_the_largest_share(answers: list[Lesson]) -> None:
    lesson, killed = next((s, a) for s in answers for a in s.asked if s.tokens[a.at].lemma == "V:قتل" and a.parts)
    heads, shares = next((heads, shares) for role, heads, shares in killed.parts if role == "target")
    assert lesson.tokens[[*heads, -1][shares.index(max(shares))]].lemma == "N:جند"


def test_articles_that_are_known_teach_nothing(tmp_path: Path) -> None:
    path = archive(tmp_path, "XX-world-1-20180304", "XX-world-2-20180304")
    both, one = list(said([path], frozenset())), list(said([path], frozenset({"XX-world-1-20180304"})))
    assert len(both) == 2 * len(one) > 0


def test_an_annotation_is_certain_of_what_it_marks_and_of_nobody_else(tmp_path: Path) -> None:
    text = f"{TITLE}\n\n{BODY}"
    at, who = text.index("قتل مسلحون"), text.index("مسلحون")
    frame = {
        "type": "killing",
        "modality": "asserted",
        "event": "e1",
        "must": True,
        "trigger": {"start": at, "end": at + 3},
        "args": [{"role": "source", "start": who, "end": who + 6}],
    }
    row = {"document": "a", "published_on": "2018-03-04", "text": text, "frames": [frame]}
    (tmp_path / "a.frames.json").write_text(json.dumps(row), encoding="utf-8")
    (article,) = read([tmp_path])
    marked = [(s, a) for s in lessons(article) for a in s.asked if a.moods]
    ((lesson, asked),) = marked
    assert asked.is_annotated and asked.moods == {"asserted": 1.0} and asked.type == "killing"
    shares = {role: dict(zip([*heads, None], shares, strict=True)) for role, heads, shares in asked.parts}
    assert [lesson.tokens[h].lemma for h, share in shares["source"].items() if share and h is not None] == ["N:مسلح"]
    assert shares["source"][None] == 0.0 and shares["target"][None] == 1.0


def test_words_judged_one_by_one_teach_what_they_tell_and_nothing_else(tmp_path: Path) -> None:
    text = f"{TITLE}\n\n{BODY}"
    killed, attack = text.index("قتل مسلحون"), text.rindex("هجوم")
    judged = [
        {"start": killed, "end": killed + 3, "types": ["killing"], "modality": "asserted", "args": None, "reader": "1"},
        {"start": attack, "end": attack + 4, "types": [], "modality": "", "args": None, "reader": "2"},
    ]
    row = {"document": "a", "published_on": "2018-03-04", "text": text, "judged": judged}
    (tmp_path / "a.judged.json").write_text(json.dumps(row), encoding="utf-8")
    (article,) = single([tmp_path])
    asked = {s.tokens[a.at].lemma: a for s in lessons(article) for a in s.asked}
    assert set(asked) == {"V:قتل", "N:هجوم"}
    assert asked["V:قتل"].moods == {"asserted": 1.0} and asked["V:قتل"].parts == ()
    assert max(asked["V:قتل"].tells) == 1.0 and max(asked["N:هجوم"].tells) == 0.0
    assert (asked["V:قتل"].reader, asked["N:هجوم"].reader) == ("1", "2")


def test_a_judged_word_may_say_who_takes_part(tmp_path: Path) -> None:
    text = f"{TITLE}\n\n{BODY}"
    killed, who = text.index("قتل مسلحون"), text.index("مسلحون", text.index("قتل مسلحون"))
    source = {"role": "source", "start": who, "end": who + 6}
    told = {"types": ["killing"], "modality": "asserted", "args": [source], "reader": "1"}
    judged = [{"start": killed, "end": killed + 3} | told]
    row = {"document": "a", "published_on": "2018-03-04", "text": text, "judged": judged}
    (tmp_path / "a.judged.json").write_text(json.dumps(row), encoding="utf-8")
    (article,) = single([tmp_path])
    ((lesson, asked),) = [(s, a) for s in lessons(article) for a in s.asked]
    shares = {role: dict(zip([*heads, None], shares, strict=True)) for role, heads, shares in asked.parts}
    assert [lesson.tokens[h].lemma for h, share in shares["source"].items() if share and h is not None] == ["N:مسلح"]
    assert shares["target"][None] == 1.0


def test_the_number_of_an_article_gives_its_day() -> None:
    assert day_of("BB-world-12-20180304") == date(2018, 3, 4)
    assert day_of("JA-sport-3-09062016") == date(2016, 6, 9)
    assert day_of("JA-sport-3-99999999") is day_of("jawhara-20180304-12") is None

"""The table of what words tell in annotated articles."""

from __future__ import annotations

import json
from pathlib import Path

from tools.build_seen import table


def article(folder: Path, name: str, text: str, **tells: str) -> Path:
    """An annotated article: word -> what it tells."""
    frames = [
        {"type": kind, "trigger": {"start": text.index(word), "end": text.index(word) + len(word)}}
        for word, kind in tells.items()
    ]
    path = folder / f"{name}.frames.json"
    path.write_text(json.dumps({"text": text, "frames": frames}), encoding="utf-8")
    return path


def test_two_articles_make_a_row_and_one_does_not(tmp_path: Path) -> None:
    paths = [
        article(tmp_path, "a", "شيّع السكان القتلى في المدينة.", شيّع="funeral", القتلى="killing"),
        article(tmp_path, "b", "شيّع الأهالي جنديا في القرية.", شيّع="funeral"),
    ]
    assert list(table(paths)) == [(("VERB", "شيع"), ["funeral"])]


def test_what_is_of_no_type_or_rare_among_the_uses_of_a_word_is_left_out(tmp_path: Path) -> None:
    paths = [article(tmp_path, str(n), "شيّع السكان جنديا.", شيّع="other") for n in range(2)]
    assert list(table(paths)) == []
    told = [article(tmp_path, f"t{n}", "شيّع السكان جنديا.", شيّع="funeral") for n in range(2)]
    silent = [article(tmp_path, f"s{n}", "شيّع السكان جنديا.") for n in range(99)]
    assert list(table([*told, *silent])) == []
    assert list(table([*told, *silent[:98]])) == [(("VERB", "شيع"), ["funeral"])]


def test_the_order_of_articles_does_not_matter(tmp_path: Path) -> None:
    paths = [
        article(tmp_path, "a", "قصف الجيش المدينة.", قصف="shelling"),
        article(tmp_path, "b", "قصف الطيران المدينة.", قصف="airstrike"),
        article(tmp_path, "c", "قصف الجيش القرية.", قصف="shelling"),
        article(tmp_path, "d", "قصف الطيران القرية.", قصف="airstrike"),
    ]
    assert list(table(paths)) == list(table(reversed(paths))) == [(("VERB", "قصف"), ["airstrike", "shelling"])]


def test_a_word_judged_alone_counts_by_its_first_type(tmp_path: Path) -> None:
    text = "شيّع السكان جنديا في القرية."
    judged = [{"start": 0, "end": 4, "types": ["funeral", "demonstration"], "modality": "asserted"}]
    alone = tmp_path / "b.judged.json"
    alone.write_text(json.dumps({"text": text, "judged": judged}), encoding="utf-8")
    assert list(table([article(tmp_path, "a", text, شيّع="funeral"), alone])) == [(("VERB", "شيع"), ["funeral"])]

"""Build ``seeds/morphology/``: what each written form of Arabic news can be, from AlKhalil's analyses.

    python tools/build_morphology.py ARCHIVE.tar.xz ... [--cache DIR]

The words of the archives (any text) are analysed by farahidi (GPL-3.0-or-later, a port of AlKhalil Morpho Sys 2), their
clitics are taken off, and what remains is stored with its lemma and features. Needs the extra ``lexicon``. Six minutes
on two cores; ``--cache`` keeps the analyses, which are the slow part.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import tarfile
from collections import Counter, defaultdict
from math import log
from multiprocessing import Pool
from pathlib import Path

import marisa_trie

from etl.morphology.forms import LEMMAS, READINGS, TRIE, bare
from etl.text.cleaning import fold

OUT = Path(__file__).resolve().parent.parent / "seeds" / "morphology"
_WORD = re.compile("[ء-غف-ي]+")
_MARKS = re.compile("[\u064b-\u0652\u0670\u0640\u0671]")
_POS = {
    "مصدر أصلي": "masdar",
    "مصدر مرة": "masdar",
    "مصدر هيئة": "masdar",
    "مصدر ميمي": "masdar",
    "مصدر صناعي": "noun",
    "اسم جامد": "noun",
    "اسم فاعل": "active",
    "اسم مفعول": "passive",
    "نسبة": "nisba",
    "اسم علم": "proper",
    "اسم زمان أو مكان": "noun",
    "مبالغة اسم الفاعل": "adjective",
    "صفة مشبهة": "adjective",
    "اسم تفضيل": "adjective",
    "اسم آلة": "noun",
    "ظرف": "adverb",
}
_PERSON = {"هو": "3ms", "هي": "3fs", "هم": "3mp", "هن": "3fp", "هما": "3d", "هما(ة)": "3d", "أنا": "1s", "نحن": "1p"}
_NUMBER = {"مفرد": "s", "مثنى": "d", "جمع": "p"}
_TENSE = {"ماض": "past", "مضارع": "present"}


def words(archives: list[Path]) -> Counter[str]:
    """Written words of all texts in the archives, without vowel marks."""
    counts: Counter[str] = Counter()
    for archive in archives:
        with tarfile.open(archive) as tar:
            for member in tar:
                stream = tar.extractfile(member) if member.isfile() else None
                if stream is not None:
                    counts.update(_WORD.findall(_MARKS.sub("", stream.read().decode("utf-8", "replace"))))
    return counts


def analyse(word: str) -> tuple[str, list[list[object]]]:
    """farahidi's readings of ``word``, as far as the table needs them."""
    import farahidi

    rows: list[list[object]] = []
    for a in farahidi.analyze(word):
        case = sorted({i.case for i in a.inflections if getattr(i, "case", None)})
        clitic = "".join(e.form for e in a.enclitics or ())
        pre = "".join(p.form for p in a.proclitics or ())
        rows.append(
            [pre, a.lemma, a.pos, a.type, a.tense, a.pronoun, a.voice, a.transitivity, a.gender, a.number, case, clitic]
        )
    return word, rows


def reading(row: list[object]) -> str | None:
    """The features of one reading as the table writes them, None for what the table leaves out (particles, orders)."""
    _, _, pos, kind, tense, pronoun, voice, transitive, gender, number, _, _ = row
    if pos == "فعل":
        person = _PERSON.get(str(pronoun))
        if tense not in _TENSE or person is None:
            return None
        mood = "passive" if voice == "مجهول" else "active"
        return f"verb {_TENSE[str(tense)]} {person} {mood} {'t' if 'متعد' in str(transitive) else 'i'}"
    if pos == "اسم" and kind in _POS:
        return f"{_POS[str(kind)]} {'f' if gender == 'مؤنث' else 'm'} {_NUMBER.get(str(number), 's')}"
    return None


Counted = tuple[str, int, list[list[object]]]


def priors(analyses: list[Counted]) -> tuple[dict[tuple[str, str], float], dict[str, float]]:
    """How likely a lemma and a set of features are, by expectation maximisation over the words of the archives."""
    candidates = []
    for _, count, rows in analyses:
        options = {(bare(str(row[1])), f.split()[0], f) for row in rows if (f := reading(row)) is not None}
        if options:
            candidates.append((count, sorted(options)))
    lemma: dict[tuple[str, str], float] = defaultdict(lambda: 1.0)
    kind: dict[str, float] = defaultdict(lambda: 1.0)
    for _ in range(8):
        new_lemma: dict[tuple[str, str], float] = defaultdict(lambda: 0.01)
        new_kind: dict[str, float] = defaultdict(lambda: 0.01)
        for count, options in candidates:
            weights = [lemma[name, k] * kind[f] for name, k, f in options]
            total = sum(weights)
            for (name, k, f), weight in zip(options, weights, strict=True):
                new_lemma[name, k] += count * weight / total
                new_kind[f] += count * weight / total
        lemma, kind = new_lemma, new_kind
    return lemma, kind


def forms(analyses: list[Counted]) -> dict[str, set[tuple[str, str]]]:
    """Form without clitics -> its (reading, lemma); a form that only stands before a pronoun ends in ``+``."""
    found: dict[str, set[tuple[str, str]]] = {}
    for word, _, rows in analyses:
        for row in rows:
            features = reading(row)
            if features is None:
                continue
            pre, post = _MARKS.sub("", str(row[0])), _MARKS.sub("", str(row[11]))
            stem = word[_prefix(word, pre) :]
            if post:
                if not stem.endswith(post):
                    continue
                stem = stem[: -len(post)]
            if len(stem) < 2:
                continue
            lemma = bare(str(row[1]))
            found.setdefault(stem + ("+" if post else ""), set()).add((features, lemma))
            if not post and features.split()[0] != "verb" and stem.endswith("ة"):
                found.setdefault(stem[:-1] + "ت+", set()).add((features, lemma))
            elif not post and stem[-1] not in "ىاءوي" and not stem.endswith(("ون", "ين", "ان")):
                found.setdefault(stem + "+", set()).add((features, lemma))
            elif post and features.split()[0] != "verb" and stem.endswith("ت") and " f s" in features:
                found.setdefault(stem[:-1] + "ة", set()).add((features, lemma))
    return found


def _prefix(word: str, pre: str) -> int:
    """Length of the proclitics ``pre`` in ``word``: the article loses its alef behind ل."""
    if pre.endswith("لال") and word.startswith(pre[:-2] + "ل"):
        return len(pre) - 1
    return len(pre) if word.startswith(pre) else 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archives", nargs="+", type=Path)
    parser.add_argument("--cache", type=Path, help="folder that keeps the analyses between runs")
    options = parser.parse_args()
    cache = options.cache / "analyses.jsonl" if options.cache else None
    if cache is not None and cache.exists():
        analyses: list[Counted] = [tuple(json.loads(line)) for line in cache.read_text(encoding="utf-8").splitlines()]
    else:
        counts = words(options.archives)
        with Pool() as pool:
            analyses = [(w, counts[w], rows) for w, rows in pool.map(analyse, sorted(counts), chunksize=500)]
        if cache is not None:
            cache.write_text("\n".join(json.dumps(a, ensure_ascii=False) for a in analyses), encoding="utf-8")
    write(forms(analyses), *priors(analyses))


def write(
    found: dict[str, set[tuple[str, str]]], lemma_prior: dict[tuple[str, str], float], feature_prior: dict[str, float]
) -> None:
    """Two tries (forms, lemmas) and the list of readings that they point into."""
    readings = sorted({features for rows in found.values() for features, _ in rows})
    number = {features: n for n, features in enumerate(readings)}
    lemmas = marisa_trie.Trie({lemma for rows in found.values() for _, lemma in rows})
    entries = []
    for form in sorted(found):
        likely = {
            (features, lemma): lemma_prior[lemma, features.split()[0]] * feature_prior[features]
            for features, lemma in found[form]
        }
        # One byte: the likeliest reading of the form has 255, one e times less likely 10 less.
        top = max(likely.values())
        rows = sorted(
            (number[features], lemmas[lemma], max(0, 255 + round(10 * log(weight / top))))
            for (features, lemma), weight in likely.items()
        )
        entries += [(form, row) for row in rows]
        folded = fold(form)
        if folded != form:
            entries += [("~" + folded, row) for row in rows]
    OUT.mkdir(exist_ok=True)
    marisa_trie.RecordTrie("<HIB", entries).save(str(OUT / TRIE))
    lemmas.save(str(OUT / LEMMAS))
    with (OUT / READINGS).open("w", encoding="utf-8", newline="") as file:
        file.write(
            "# Built by tools/build_morphology.py: features of the readings that forms.marisa numbers, from 0.\n"
        )
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["features"])
        writer.writerows([features] for features in readings)
    print(f"{len(found)} forms, {len(lemmas)} lemmas, {len(readings)} readings")


if __name__ == "__main__":
    main()

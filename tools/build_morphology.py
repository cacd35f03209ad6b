"""Build ``seeds/morphology/``: what each written form of Arabic news can be, from AlKhalil's analyses.

    python tools/build_morphology.py ARCHIVE.tar.xz ... [--cache DIR]

The words of the archives (any text), and all forms of the verbs among them and of those in ``triggers.csv``, are
analysed by farahidi (GPL-3.0-or-later, a port of AlKhalil Morpho Sys 2), their clitics are taken off, and what remains
is stored with its lemma and features. Needs the extra ``lexicon``. Ten minutes on two cores; ``--cache`` keeps the
analyses, which are the slow part.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import tarfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from math import log
from multiprocessing import Pool
from pathlib import Path

import marisa_trie

from etl.morphology.forms import LEMMAS, READINGS, TRIE, bare
from etl.tables import read_csv
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


def trigger_verbs() -> set[str]:
    """The verbs that may tell of an event."""
    rows = (row for row in read_csv("triggers.csv") if row["pos"] == "verb")
    return {lemma for row in rows for lemma in row["lemmas"].split() if "_" not in lemma}


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
Option = tuple[str, str]
#: Share of the words with a hamza on or under their alef that are written without it (اعلن); chosen by eye.
_PLAIN_ALEF = 0.05
_ALEF = str.maketrans("أإآ", "ااا")
#: Fewest uses of a verb in the archives, as they are expected, whose other forms are added.
_OFTEN = 1.0


def inflections(lemma: str) -> set[str]:
    """Spellings of the past and the present of a verb in all persons that news has.

    >>> {"اقترعوا", "يقترعون"} <= inflections("اقترع"), {"نالت", "ينالوا"} <= inflections("نال")
    (True, True)

    Several weak verbs get spellings of other classes of weak verbs as well: AlKhalil knows them for no words.
    """
    if lemma[-1] in "ىا":
        past = {lemma, *(lemma[:-1] + end for end in ("ت", "تا", "وا", "يا", "ين", "ينا"))}
    else:
        past = {lemma + end for end in ("", "ت", "ا", "تا", "وا", "ن", "نا")}
    stem = lemma[1:] if len(lemma) > 3 and lemma[0] in "اأ" else lemma
    stems = {stem, stem[1:]} if stem[0] == "و" else {stem}
    stems |= {s[:-2] + vowel + s[-1] for s in stems if len(s) > 2 and s[-2] == "ا" for vowel in "وي"}
    present = set()
    for s in stems:
        last = s[:-1] if s[-1] in "ىا" else s
        ends = ("", "ي", "و", "ى", "ين", "يان") if last != s else ("", "ن", "ان", "ا")
        present |= {prefix + last + end for prefix in "يت" for end in (*ends, "ون", "وا")}
        present |= {prefix + last + end for prefix in "أن" for end in ends[: 4 if last != s else 1]}
    return past | present


def priors(analyses: list[Counted]) -> tuple[dict[tuple[str, str], float], dict[str, float]]:
    """How likely a lemma and a set of features are, by expectation maximisation over the words of the archives."""
    readings = {word: _options(rows) for word, _, rows in analyses}
    spelt = spellings(readings)
    candidates = []
    for word, count, _ in analyses:
        options = dict.fromkeys(readings[word], 1.0)
        for other in spelt.get(word, ()):
            for option in readings[other]:
                options.setdefault(option, _PLAIN_ALEF)
        if options and count:
            rows = [(lemma, f.split()[0], f, share) for (f, lemma), share in sorted(options.items())]
            candidates.append((count, rows))
    lemma: dict[tuple[str, str], float] = defaultdict(lambda: 1.0)
    kind: dict[str, float] = defaultdict(lambda: 1.0)
    for _ in range(8):
        new_lemma: dict[tuple[str, str], float] = defaultdict(lambda: 0.01)
        new_kind: dict[str, float] = defaultdict(lambda: 0.01)
        for count, options in candidates:
            weights = [lemma[name, k] * kind[f] * share for name, k, f, share in options]
            total = sum(weights)
            for (name, k, f, _), weight in zip(options, weights, strict=True):
                new_lemma[name, k] += count * weight / total
                new_kind[f] += count * weight / total
        lemma, kind = new_lemma, new_kind
    return lemma, kind


def _options(rows: list[list[object]]) -> set[Option]:
    """The readings of a word with their lemmas."""
    return {(f, bare(str(row[1]))) for row in rows if (f := reading(row)) is not None}


def spellings(known: Iterable[str]) -> dict[str, list[str]]:
    """Word -> those of ``known`` that it is if the hamzas of their alefs are left out."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in known:
        plain = word.translate(_ALEF)
        if plain != word:
            found[plain].append(word)
    return found


def forms(analyses: list[Counted]) -> dict[str, set[Option]]:
    """Form without clitics -> its (reading, lemma); a form that only stands before a pronoun ends in ``+``."""
    found: dict[str, set[Option]] = {}
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
            expected, _ = priors(analyses)
            verbs = {lemma for (lemma, kind), uses in expected.items() if kind == "verb" and uses >= _OFTEN}
            more = {form for lemma in verbs | trigger_verbs() for form in inflections(lemma)} - set(counts)
            analyses += [(w, 0, rows) for w, rows in pool.map(analyse, sorted(more), chunksize=500) if rows]
        if cache is not None:
            cache.write_text("\n".join(json.dumps(a, ensure_ascii=False) for a in analyses), encoding="utf-8")
    write(forms(analyses), *priors(analyses))


def write(
    found: dict[str, set[Option]], lemma_prior: dict[tuple[str, str], float], feature_prior: dict[str, float]
) -> None:
    """Two tries (forms, lemmas) and the list of readings that they point into."""
    readings = sorted({features for rows in found.values() for features, _ in rows})
    number = {features: n for n, features in enumerate(readings)}
    lemmas = marisa_trie.Trie({lemma for rows in found.values() for _, lemma in rows})
    entries = []
    spelt = spellings(found)
    for form in sorted(found):
        shares = {option: _PLAIN_ALEF for other in spelt.get(form, ()) for option in found[other]}
        shares |= dict.fromkeys(found[form], 1.0)
        likely = {
            (features, lemma): lemma_prior[lemma, features.split()[0]] * feature_prior[features] * share
            for (features, lemma), share in shares.items()
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

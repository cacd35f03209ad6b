"""How right Waqai, another coder and baselines are on our annotated articles.

    python -m benchmarks.quality [--split dev|test|all]       print the tables
    python -m benchmarks.quality --names-model DIR    ... beside a transformer of yours that marks names, CAMeL's or any
    python -m benchmarks.quality --command "..."      ... for a coder of yours
    python -m benchmarks.quality --write      renew docs/quality.md, docs/calibration.svg, gold/headline.json and the
                                              agreement in gold/DATASHEET.md

dateparser and Maha join where they are installed (docs/quality.md says how); else their columns say "not measured".
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import sys
from pathlib import Path
from typing import NamedTuple

from benchmarks.quality import calibration, coders, report
from benchmarks.quality.gold import GOLD, Article, articles, as_answer, second_readings
from benchmarks.quality.results import Result, by_register, changes, headlines, score, total
from etl import __version__
from etl.names import Recogniser
from etl.names.transformer import TransformerRecogniser

ROOT = GOLD.parent.parent
HEADLINE = GOLD / "headline.json"
DATASHEET = GOLD / "DATASHEET.md"
#: First line of the datasheet's table of agreement.
TABLE = "|  | words | value |\n"
TEMPLATE = Path(__file__).with_name("quality.md.tmpl")
READER = "second reader"


class Run(NamedTuple):
    """All coders over the same articles: name -> a result an article; who could not be run, and why."""

    articles: list[Article]
    results: dict[str, list[Result]]
    absent: dict[str, str]

    def why_absent(self) -> str:
        """Who was not measured, and why."""
        return ", ".join(f"{name} ({reason})" for name, reason in self.absent.items())

    def part(self, split: str) -> dict[str, Result]:
        """Totals of each coder over a half, or ``all``."""
        halves = zip(*([a["split"] for a in self.articles], *self.results.values()), strict=True)
        kept = [row[1:] for row in halves if split in ("all", row[0])]
        return {name: total(column) for name, column in zip(self.results, zip(*kept, strict=True), strict=True)}


def run(found: list[Article], command: str | None = None, recogniser: Recogniser | None = None) -> Run:
    first = coders.command(command, found) if command else coders.waqai
    results = {command or "Waqai": [score(a, first(a), coders.EVERYTHING) for a in found]}
    absent = {}
    for name, reads, coder in (*(coders.with_names(recogniser) if recogniser else ()), *coders.baselines()):
        if isinstance(coder, str):
            absent[name] = coder
        else:
            results[name] = [score(a, coder(a), reads) for a in found]
    return Run(found, results, absent)


def read_twice(found: list[Article], first: list[Result], name: str) -> dict[str, Result]:
    """The second reader scored as a coder is, and the coder on the same articles."""
    second = second_readings()
    pairs = [(a, r) for a, r in zip(found, first, strict=True) if a["document"] in second]
    readers = total(score(a, as_answer(second[a["document"]])) for a, _ in pairs)
    return {READER: readers, f"{name}, same articles": total(r for _, r in pairs)}


def agreement() -> str:
    """The table of the datasheet: how far the second reading agrees with the first."""
    second = second_readings()
    return report.agreement(
        total(score(a, as_answer(second[a["document"]])) for a in articles() if a["document"] in second)
    )


def renew_agreement() -> None:
    """Put :func:`agreement` into the datasheet, in the place of the table that is there."""
    text = DATASHEET.read_text(encoding="utf-8")
    before, _, rest = text.partition(TABLE)
    _, _, after = rest.partition("\n\n")
    DATASHEET.write_text(f"{before}{agreement()}\n\n{after}", encoding="utf-8")


def stamp(found: list[Article]) -> str:
    """What the numbers were made with."""
    digest = hashlib.sha256()
    seeds = ROOT / "seeds"
    for path in sorted(path for kind in ("*.csv", "*.gz", "*.marisa") for path in seeds.rglob(kind)):
        digest.update(path.name.encode() + path.read_bytes())
    words = sum(len(a["text"].split()) for a in found)
    return (
        f"Run on {len(found)} articles ({words:,} words), {sum(a['split'] == 'test' for a in found)} of them the test "
        f"half; waqai {__version__}, tables and weights `{digest.hexdigest()[:12]}` (SHA-256 of `seeds/`), Python "
        f"{platform.python_version()}."
    )


def tables(done: Run, split: str) -> str:
    """The tables of one half."""
    parts = done.part(split)
    name, first = next(iter(parts.items()))
    chosen = [i for i, a in enumerate(done.articles) if split in ("all", a["split"])]
    some = [done.articles[i] for i in chosen]
    results = [done.results[name][i] for i in chosen]
    assert first.events is not None
    pieces = [
        f"## All layers\n{report.scores(parts, done.absent)}",
        f"## What a count in SQL shows\n{report.counts(first)}",
        f"## By event type\n{report.types(first.events)}",
        f"## By register\n{report.registers(by_register(some, results))}",
        f"## Confidence\n{report.confidence(first.events)}",
    ]
    twice = read_twice(some, results, name)
    if twice[READER].events is not None:
        pieces.insert(1, f"## Beside a second reader\n{report.scores(twice)}")
    return "\n\n".join(pieces)


def document(done: Run) -> str:
    """docs/quality.md."""
    found, name = done.articles, next(iter(done.results))
    parts, everything = done.part("test"), done.part("all")[name]
    assert everything.events is not None
    share = everything.events.asserted
    return TEMPLATE.read_text(encoding="utf-8").format(
        stamp=stamp(found),
        absent=f" Not measured here: {done.why_absent()}." if done.absent else "",
        test=report.scores(parts, done.absent),
        twice=report.scores(read_twice(found, done.results[name], name)),
        dev=report.scores({f"{name}, dev": done.part("dev")[name], f"{name}, test": parts[name]}),
        counts=report.counts(everything),
        right=round(100 * share.precision),
        found=round(100 * share.recall),
        whole=round(100 * everything.events.whole.recall),
        invented=round(100 * everything.events.invented.precision, 1),
        types=report.types(everything.events),
        registers=report.registers(by_register(found, done.results[name])),
        confidence=report.confidence(everything.events),
    )


def write(done: Run) -> None:
    told = done.part("all")["Waqai"].events
    assert told is not None
    picture = calibration.picture(calibration.bins(told.judged), "Confidence of asserted events")
    (ROOT / "docs" / "quality.md").write_text(document(done), encoding="utf-8")
    (ROOT / "docs" / "calibration.svg").write_text(picture, encoding="utf-8")
    renew_agreement()
    now = headlines(done.part("dev")["Waqai"])
    if HEADLINE.exists():
        print("\n".join(changes(json.loads(HEADLINE.read_text(encoding="utf-8")), now)))
    HEADLINE.write_text(json.dumps(now, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=("dev", "test", "all"), default="all")
    parser.add_argument("--command", help="a coder that reads and writes the lines of `waqai extract --jsonl`")
    parser.add_argument("--names-model", type=Path, metavar="DIR", help="a transformer on disk (needs waqai[camel])")
    parser.add_argument(
        "--write", action="store_true", help="renew the page, the picture, the agreement and the headlines"
    )
    options = parser.parse_args()
    if options.write and (options.command or options.names_model):
        parser.error("--write is about Waqai itself: leave --command and --names-model out")
    if options.write:
        write(run(articles()))
        return
    try:
        recogniser = TransformerRecogniser.load(options.names_model) if options.names_model else None
    except (ImportError, OSError, ValueError) as error:
        parser.error(str(error))
    done = run(articles(options.split), options.command, recogniser)
    print(tables(done, options.split))
    if done.absent:
        print(f"\nNot measured here: {done.why_absent()}")


if __name__ == "__main__":
    sys.exit(main())

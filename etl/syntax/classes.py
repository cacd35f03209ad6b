"""What kind of thing the head of a noun phrase is: ``seeds/noun_classes.csv``."""

from __future__ import annotations

from functools import cache

from etl.tables import read_csv


@cache
def noun_classes() -> dict[str, tuple[str, ...]]:
    """Noun (lemma, or form without clitics) -> its classes, likelier first."""
    found: dict[str, tuple[str, ...]] = {}
    for row in read_csv("noun_classes.csv"):
        for noun in row["nouns"].split():
            if row["class"] not in found.get(noun, ()):
                found[noun] = (*found.get(noun, ()), row["class"])
    return found

"""What a text is about: sport, film and the like, where the words of war mean something else."""

from __future__ import annotations

from collections import Counter
from functools import cache

from etl.tables import read_csv
from etl.text import Text, fold

#: One word in this many makes a text belong to a domain; at least ``_LEAST`` of them.
_DENSITY = {"sport": 30, "film": 35, "weather": 25, "market": 25}
_LEAST = 3


@cache
def _words() -> dict[str, str]:
    """Folded word -> its domain."""
    return {
        fold(word.replace("_", " ")): row["domain"]
        for row in read_csv("event_domains.csv")
        for word in row["words"].split()
    }


def domain(text: Text) -> str:
    """The domain of a whole text, "" for news in general.

    >>> from etl.text import read_text
    >>> domain(read_text("فاز المنتخب في المباراة بعد هدف اللاعب."))
    'sport'
    """
    words = _words()
    found = Counter(words[word] for word in text.words if word in words)
    for name, count in found.most_common(1):
        if count >= _LEAST and count * _DENSITY[name] >= len(text.words):
            return name
    return ""

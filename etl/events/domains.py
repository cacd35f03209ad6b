"""What a text is about: sport, film, history and the like, where the words of war mean something else."""

from __future__ import annotations

from collections import Counter

from etl.events.lexicon import Word

#: One word in this many makes a text belong to a domain; at least this many words.
_DENSITY = {
    "sport": 30,
    "film": 35,
    "history": 45,
    "weather": 25,
    "market": 25,
    "health": 18,
}
_LEAST = {"sport": 3, "film": 3, "history": 4, "weather": 3, "market": 3, "health": 4}
#: Domains in whose texts no conflict happens.
HARMLESS = frozenset({"sport", "film", "history", "weather", "market"})
# Domain words that outweigh the trigger in one sentence.
_IN_SENTENCE = 2


def document_domain(hits: list[tuple[int, Word]], tokens: int) -> str:
    """The domain of a whole text, "" for news in general."""
    counts = Counter(word.domain for _, word in hits if word.domain)
    for domain, count in counts.most_common(1):
        if count >= _LEAST[domain] and count * _DENSITY[domain] >= tokens:
            return domain
    return ""


def sentence_domain(hits: list[tuple[int, Word]]) -> str:
    """The domain of one sentence, "" if nothing speaks for one."""
    marked = [word.domain for _, word in hits if word.domain]
    if len(marked) < _IN_SENTENCE:
        return ""
    for domain, count in Counter(marked).most_common(1):
        if count >= _IN_SENTENCE and domain in HARMLESS:
            return domain
    return ""

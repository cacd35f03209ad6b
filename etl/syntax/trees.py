"""The trees of one document, each built when it is first asked for."""

from __future__ import annotations

from etl.syntax.graph import Graph, parse
from etl.text import Text


class Trees:
    """The trees of the sentences of ``text``: most sentences without a country or a trigger never need one."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self._built: dict[int, Graph] = {}

    def of(self, sentence: int) -> Graph:
        """The tree of a sentence, by its number."""
        found = self._built.get(sentence)
        if found is None:
            stretch = self.text.sentences[sentence]
            found = self._built[sentence] = parse(self.text, stretch.first, stretch.stop)
        return found

    def at(self, i: int) -> Graph:
        """The tree that token ``i`` stands in."""
        return self.of(self.text.sentence_of[i])

"""The tree of a sentence and the questions that later stages ask of it.

Positions are token positions of the whole :class:`etl.text.Text`. Relations are those of Universal Dependencies over
written words: a proclitic preposition (``بالهجوم``) is part of its noun, and :meth:`Graph.preposition` gives it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from etl.morphology.analysis import Reading, Word
from etl.morphology.inflection import may_describe
from etl.syntax.parsing import node
from etl.syntax.transitions import Node
from etl.syntax.weights import parser, tagger
from etl.syntax.words import SHAPES
from etl.text import Memo, Text

# Dependents that belong to the noun phrase of their head wherever they stand.
_INNER = frozenset({"amod", "flat", "fixed", "nummod", "det", "compound"})

# Participles that name an owner, as ل does: مسلحون تابعون للحشد.
_BELONGS = frozenset({"تابع", "منتم", "منتمية", "منتسب"})


def _names(tag: str, form: str) -> tuple[str, ...]:
    top = node(form, tag)[1]
    called = {form, *(reading.lemma for reading in SHAPES[form].word.of(tag))}
    if top is not None:
        end = len(form) - len(top.pronoun) if top.pronoun and top.pos != "PRON" else len(form)
        called.add(form[top.offset : end])
    return tuple(sorted(called))


#: Part of speech to word to its names, computed once for the vocabulary.
_NAMES = Memo(lambda tag: Memo(partial(_names, tag)))


def names(tag: str, form: str) -> tuple[str, ...]:
    """What tables may call the word ``form`` as this part of speech: its lemmas, and its form without clitics."""
    return _NAMES[tag][form]


class Graph:
    """Tokens ``first..stop`` of a text as a tree. ``heads[i]`` belongs to token ``first + i``."""

    def __init__(
        self, first: int, forms: Sequence[str], tags: Sequence[str], heads: Sequence[int], labels: Sequence[str]
    ) -> None:
        self.first = first
        self.stop = first + len(forms)
        self.forms = forms
        self.tags = tags
        self._labels = labels
        read = [node(form, tag) for form, tag in zip(forms, tags, strict=True)]
        self.nodes: list[Node] = [n for n, _ in read]
        self.readings: list[Reading | None] = [r for _, r in read]
        self._heads = [h + first if h >= 0 else -1 for h in heads]
        self._kids: dict[int, list[int]] = {}
        for i, head in enumerate(self._heads):
            self._kids.setdefault(head, []).append(first + i)
        self._lemmas = [r.lemma if r is not None else form for r, form in zip(self.readings, forms, strict=True)]
        self._prepositions = [self._preposition(i) for i in range(first, self.stop)]

    def form(self, i: int) -> str:
        return self.forms[i - self.first]

    def tag(self, i: int) -> str:
        return self.tags[i - self.first]

    def word(self, i: int) -> Word:
        """All readings of token ``i``."""
        return SHAPES[self.forms[i - self.first]].word

    def names(self, i: int) -> tuple[str, ...]:
        """:func:`names` of token ``i``."""
        return names(self.tags[i - self.first], self.forms[i - self.first])

    def lemma(self, i: int) -> str:
        """Dictionary form of token ``i``; its written form where no reading is known."""
        return self._lemmas[i - self.first]

    def reading(self, i: int) -> Reading | None:
        return self.readings[i - self.first]

    def definite(self, i: int) -> bool:
        """Token ``i`` has the article or a pronoun behind it."""
        found = self.readings[i - self.first]
        return found is not None and (found.definite or bool(found.pronoun))

    def tense(self, i: int) -> str:
        """Tense of a verb, "" for other words."""
        found = self.readings[i - self.first]
        return found.stem.tense if found is not None and found.stem is not None else ""

    def case(self, i: int) -> str:
        """Grammatical case of token ``i`` where its letters show it, else "" (``etl/morphology/inflection.py``)."""
        return self.nodes[i - self.first].ending

    def head(self, i: int) -> int:
        """The token that governs ``i``, -1 for a root."""
        return self._heads[i - self.first]

    def label(self, i: int) -> str:
        """Relation of ``i`` to its head."""
        return self._labels[i - self.first]

    def kids(self, i: int) -> list[int]:
        """What ``i`` governs, in order."""
        return self._kids.get(i, [])

    def preposition(self, i: int) -> str:
        """The preposition before the phrase of ``i``: its own proclitic or the word that marks its case; else ""."""
        return self._prepositions[i - self.first]

    def _preposition(self, i: int) -> str:
        found = self.readings[i - self.first]
        if found is not None and found.preposition and found.pos != "VERB":
            return found.preposition
        return " ".join(self.lemma(k) for k in self.kids(i) if k < i and self.label(k) == "case")

    def relation(self, i: int) -> str:
        """Relation of ``i`` to its head, with the preposition that marks it: ``nsubj``, ``obl:على``."""
        preposition = self.preposition(i)
        label = self.label(i)
        return f"{label}:{preposition}" if preposition and label in ("obl", "nmod", "obj", "iobj", "acl") else label

    def first_joined(self, i: int) -> int:
        """The first of the words that ``i`` is joined to: حلب of حلب وحمص وحماة; ``i`` where it is joined to none."""
        while self.label(i) == "conj":
            i = self.head(i)
        return i

    def modified(self, i: int) -> int:
        """The noun whose adjective ``i`` is, or is joined to; -1 for none."""
        i = self.first_joined(i)
        return self.head(i) if self.label(i) == "amod" else -1

    def ancestors(self, i: int) -> Iterator[int]:
        """Governors of ``i``, nearest first."""
        up = self.head(i)
        while up >= 0:
            yield up
            up = self.head(up)

    def path(self, a: int, b: int, longest: int = 4) -> str | None:
        """Arcs from ``a`` up to the word that governs both and down to ``b``; None if more than ``longest``.

        ``^obj`` goes up an arc, ``nsubj`` goes down one: from an event noun under شن to the subject of شن it is
        ``^obj.nsubj``.
        """
        up = [a, *self.ancestors(a)]
        at = {token: n for n, token in enumerate(up)}
        down: list[int] = []
        token = b
        while token not in at:
            down.append(token)
            token = self.head(token)
            if token < 0 or len(down) > longest:
                return None
        rise = up[: at[token]]
        if len(rise) + len(down) > longest:
            return None
        return ".".join(["^" + self.relation(i) for i in rise] + [self.relation(i) for i in reversed(down)])

    def phrase(self, i: int) -> tuple[int, int]:
        """Tokens of the noun phrase that ``i`` heads: numbers, adjectives, owners, and what من or في adds to them.

        A participle with a complement of its own is a clause, and no part of it: قوات مدعومة من الجو are قوات.
        """
        first = stop = i
        stop += 1
        ends = self._ends(i)
        for k in self.kids(i):
            if k < i:
                if self.label(k) in ("nummod", "det", "amod") and k == first - 1:
                    first = k
                continue
            if k > stop + 1:
                continue
            label, preposition = self.label(k), self.preposition(k)
            is_pronoun = preposition == "ل" and self.tag(k) == "PRON"  # جارتها لها أطماع
            if label in _INNER or (label == "nmod" and preposition in ("", "من", "ل") and not is_pronoun):
                inner = None if ends and self._is_owner(i, k) else self._inner(k)
                if inner and inner[0] <= stop + 1 and self._joined(stop, inner[0], preposition):
                    stop = max(stop, inner[1])
                    ends = ends or (label == "amod" and self.tag(k) == "ADJ")
        return first, stop

    def _ends(self, i: int) -> bool:
        """No owner may follow ``i``: it has the article, a pronoun, or the full ending of a plural (مسلحون, not مسلحو).

        So Ryding, "A Reference Grammar of Modern Standard Arabic" (2005), 8.1; nor may one follow its adjectives.
        """
        found = self.reading(i)
        if found is None or found.pos == "PROPN":
            return False
        return found.definite or bool(found.pronoun) or (self.case(i) != "" and self.form(i).endswith("ن"))

    def _is_owner(self, i: int, k: int) -> bool:
        """``k`` behind ``i`` is a noun that does not describe it as an adjective does: no name, no الموضوع نفسه."""
        found = self.reading(k)
        if self.tag(k) != "NOUN" or self.preposition(k) or (found is not None and found.pronoun):
            return False
        return self.label(k) == "nmod" or (self.label(k) == "amod" and not may_describe(self.reading(i), found))

    def _inner(self, k: int) -> tuple[int, int] | None:
        """The tokens of dependent ``k`` of a noun if it may stand inside the phrase of it."""
        inner = self.phrase(k)
        if self.label(k) != "amod" or not self._is_participle(k):
            return inner
        complement = next((self.phrase(c) for c in self.kids(k) if c > k and self.preposition(c)), None)
        if complement is None or complement[0] > inner[1] + 1:
            return inner
        return (inner[0], complement[1]) if self.lemma(k) in _BELONGS else None

    def _is_participle(self, i: int) -> bool:
        found = self.reading(i)
        return found is not None and found.stem is not None and found.stem.kind in ("active", "passive")

    def _joined(self, stop: int, start: int, preposition: str) -> bool:
        """Nothing but the preposition itself stands between ``stop`` and ``start``."""
        return start <= stop or (start == stop + 1 and self.lemma(stop) == preposition)


def parse(text: Text, first: int, stop: int) -> Graph:
    """The tree of the tokens ``first..stop`` of ``text``."""
    forms = [text.clean[text.starts[i] : text.ends[i]] for i in range(first, stop)]
    tags = tagger().tag(forms)
    tree = parser().parse([node(form, tag)[0] for form, tag in zip(forms, tags, strict=True)])
    return Graph(first, forms, tags, tree.heads, tree.labels)


def show(graph: Graph) -> str:
    """The tree as text, a word a line: position, word, part of speech, lemma, relation and governor."""
    lines = []
    for i in range(graph.first, graph.stop):
        head = graph.head(i)
        governor = graph.form(head) if head >= 0 else "-"
        lines.append(f"{i}\t{graph.form(i)}\t{graph.tag(i)}\t{graph.lemma(i)}\t{graph.relation(i)}\t{head}\t{governor}")
    return "\n".join(lines)

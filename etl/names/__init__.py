"""Recognisers of proper names: candidates for what the tables do not know."""

from __future__ import annotations

from typing import Protocol

from etl.documents import Name
from etl.names.tagger import Tagger, built_in
from etl.text import Text

__all__ = ["Recogniser", "Tagger", "built_in", "find_names"]


class Recogniser(Protocol):
    """Whatever finds proper names in a text: the built-in tagger, or a model that a user plugs in."""

    def find(self, text: Text) -> tuple[Name, ...]:
        """Names of persons, places and organisations in ``text``, sorted by position, without overlap."""


def find_names(text: Text, recogniser: Recogniser | None = None) -> tuple[Name, ...]:
    """Names in ``text``, found by ``recogniser`` (the built-in tagger where none is given)."""
    return (recogniser or built_in()).find(text)

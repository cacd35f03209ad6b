"""Recognisers of proper names: candidates for what the tables do not know."""

from __future__ import annotations

from etl.documents import Name
from etl.text import Text


def find_names(text: Text) -> tuple[Name, ...]:
    """Names of persons, places and organisations in ``text``, sorted, without overlap."""
    return ()

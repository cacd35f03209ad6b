"""Places: found with generic noun and direction, resolved by document."""

from __future__ import annotations

from etl.documents import Name, PlaceMention
from etl.text import Text


def find_places(text: Text, names: tuple[Name, ...]) -> tuple[PlaceMention, ...]:
    """All named places of ``text``, sorted by start."""
    return ()

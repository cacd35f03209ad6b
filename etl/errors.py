"""Errors for people: what was wrong, where, what happened to it, what to do."""

from __future__ import annotations


class WaqaiError(Exception):
    """Something that we foresaw; its text is one clear sentence.

    With ``values`` the text holds their names in braces, so that it can be said in another language as well.

    >>> str(WaqaiError("no place is called {given!r}", given="Atlantis"))
    "no place is called 'Atlantis'"
    """

    def __init__(self, text: str, **values: object) -> None:
        super().__init__(text.format(**values) if values else text)
        self.text = text
        self.values = values


class TerminalError(WaqaiError):
    """Trying again would fail again."""


class TransientError(WaqaiError):
    """Trying again later may succeed: a lost connection, a lock not granted in time."""

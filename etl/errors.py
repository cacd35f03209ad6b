"""Errors for people: what was wrong, where, what happened to it, what to do."""

from __future__ import annotations


class WaqaiError(Exception):
    """Something that we foresaw; its text is one clear sentence."""


class TerminalError(WaqaiError):
    """Trying again would fail again."""


class TransientError(WaqaiError):
    """Trying again later may succeed: a lost connection, a lock not granted in time."""

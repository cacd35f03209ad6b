"""Text on a terminal that reads right to left as well as left to right."""

from __future__ import annotations

# First-strong isolate and its end (Unicode bidirectional algorithm, UAX 9): Arabic inside a left-to-right row keeps
# its own order and does not pull the numbers beside it along.
_ISOLATE, _POP = "\u2068", "\u2069"


def isolated(text: str | None) -> str:
    """``text`` on one line and shielded from the direction of what stands around it; "" for None."""
    return f"{_ISOLATE}{' '.join(text.split())}{_POP}" if text else ""

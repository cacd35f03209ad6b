"""Text on a terminal that reads right to left as well as left to right."""

from __future__ import annotations

import sys

from rich.console import Console

# First-strong isolate and its end (Unicode bidirectional algorithm, UAX 9): Arabic inside a left-to-right row keeps
# its own order and does not pull the numbers beside it along.
_ISOLATE, _POP = "\u2068", "\u2069"

#: Characters a line where the output is no terminal.
LOG_WIDTH = 200


def console() -> Console:
    """Standard output; a log or a file gets wide lines, which a terminal would have to break."""
    return Console() if sys.stdout.isatty() else Console(width=LOG_WIDTH)


def isolated(text: str | None, width: int | None = None) -> str:
    """``text`` on one line and shielded from the direction of what stands around it; "" for None.

    What is longer than ``width`` characters is cut, and says so.
    """
    line = " ".join(text.split()) if text else ""
    if width is not None and len(line) > width:
        line = f"{line[: width - 1]}…"
    return f"{_ISOLATE}{line}{_POP}" if line else ""

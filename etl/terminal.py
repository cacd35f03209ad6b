"""The one way to a terminal: what came from a file is shown as it is, and never obeyed.

A name or a sentence may hold what Rich takes for markup (``[/url]``) or a terminal for a command (ESC).
Text reads right to left as well as left to right.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

# First-strong isolate and its end (Unicode bidirectional algorithm, UAX 9): Arabic inside a left-to-right row keeps
# its own order and does not pull the numbers beside it along.
_ISOLATE, _POP = "\u2068", "\u2069"

#: Characters a line where the output is no terminal.
LOG_WIDTH = 200
#: Below so many characters a line a table of many columns is unreadable: each row becomes a card.
NARROW = 120

# C0 as the pictures that Unicode has for them, DEL and C1 as a replacement; line breaks and tabs stay.
_CONTROLS = {
    **{code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"},
    0x7F: 0x2421,
    **dict.fromkeys(range(0x80, 0xA0), 0xFFFD),
}


def harmless(text: str) -> str:
    r"""``text`` without what a terminal obeys or cannot write.

    >>> harmless("a\x1b[2Jb\udc80")
    'a␛[2Jb?'
    """
    return text.translate(_CONTROLS).encode("utf-8", "replace").decode()


def say(text: object = "", *, err: bool = False) -> None:
    """One line for people, on standard output or on standard error."""
    click.echo(harmless(str(text)), err=err)


class _Plain(Console):
    """A console on which every string is text: colours come as styles of their own."""

    def render_str(self, text: str, **options: Any) -> Text:
        """``text`` without any meaning for Rich or for the terminal."""
        return super().render_str(harmless(text), **{**options, "markup": False, "emoji": False, "highlight": False})


def console(*, stderr: bool = False) -> Console:
    """Standard output, or error; a log or a file gets wide lines, which a terminal would have to break."""
    is_terminal = (sys.stderr if stderr else sys.stdout).isatty()
    return _Plain(stderr=stderr, width=None if is_terminal else LOG_WIDTH, markup=False, emoji=False, highlight=False)


def cards(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Group:
    """Rows one below the other, each as its columns with a value, a line each."""
    made: list[RenderableType] = [Text(harmless(title))]
    for row in rows:
        card = Table.grid("", "", padding=(0, 2, 0, 0))
        card.columns[0].style = "dim"
        for name, value in zip(columns, row, strict=True):
            if value:
                card.add_row(name, value)
        made += [Text(""), card]
    return Group(*made)


class _Harmless(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return harmless(super().format(record))


def show_warnings() -> None:
    """Warnings of the house go to standard error, one line each, where nobody has set up logging."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Harmless("%(message)s"))
    logging.basicConfig(handlers=[handler], level=logging.WARNING)


def isolated(text: str | None, width: int | None = None) -> str:
    """``text`` on one line and shielded from the direction of what stands around it; "" for None.

    What is longer than ``width`` characters is cut, and says so.
    """
    line = " ".join(text.split()) if text else ""
    if width is not None and len(line) > width:
        line = f"{line[: width - 1]}…"
    return f"{_ISOLATE}{line}{_POP}" if line else ""

"""What coding one document may take: a text within the limits of the readers can still cost too much."""

from __future__ import annotations

import resource
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from etl.text import Text

#: Words of one text. A million characters of news, the most that is read, have 170,000; each costs memory.
WORDS = 350_000
#: Seconds of processor, not of the clock: the outcome does not depend on what else the machine does.
SECONDS = 120.0
#: Bytes that working off a batch may add to what the process holds: a text of the greatest length takes half of it.
MEMORY = 1_500_000_000


class TooMuch(Exception):  # noqa: N818 - an outcome for one document, not a programming error
    """One document would take more than it may."""


def said(error: Exception) -> str:
    """``error`` in words; Python says nothing of memory that it did not get."""
    missing = f"it takes more than {MEMORY / 1e9:.1f} GB of memory" if isinstance(error, MemoryError) else ""
    return f"{type(error).__name__}: {str(error) or missing}"


def check_words(text: Text) -> None:
    """Raises TooMuch for a text of too many words."""
    if len(text.words) > WORDS:
        raise TooMuch(f"{len(text.words):,} words in {len(text.raw):,} characters; the limit is {WORDS:,}")


@contextmanager
def bounded_memory() -> Iterator[None]:
    """Whoever asks for :data:`MEMORY` more in a block gets a MemoryError, before the system kills the process.

    Counted from what the process holds already: tables, libraries and other threads are not the batch's doing. What the
    system holds for the process counts, so this is no matter of one thread; outside of the main thread nothing is
    bounded.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before, most = resource.getrlimit(resource.RLIMIT_DATA)
    limits = [limit for limit in (before, most, _held() + MEMORY) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_DATA, (min(limits), most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (before, most))


def _held() -> int:
    """Bytes of data that the system holds for this process; 0 where it does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5])
    except OSError:
        return 0
    return pages * resource.getpagesize()


@contextmanager
def bounded_time() -> Iterator[None]:
    """Raises TooMuch in a block that takes longer; outside of the main thread nothing can be interrupted."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    seconds = SECONDS

    def stop(number: int, frame: FrameType | None) -> None:
        raise TooMuch(f"coding took more than {seconds:.0f} s of processor")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)

"""Options that several commands have."""

from __future__ import annotations

import os

import click


def _cores() -> int:
    """Cores that this process may work on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


processes = click.option(
    "--processes",
    type=click.IntRange(1),
    default=_cores,
    show_default="all there are",
    help="Work on so many cores; each takes 0.4 GB.",
)

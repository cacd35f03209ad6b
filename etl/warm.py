"""What a process does once that is going to code many documents."""

from __future__ import annotations

import gc
from datetime import date
from functools import cache

from etl.pipeline import code

# What a document allocates is freed by its reference counts. The collector, which looks for cycles, would walk over the
# young objects hundreds of times a second and find none.
_ALLOCATIONS = 50_000


@cache
def warm_up() -> None:
    """Read the tables, and have the garbage collector leave them alone and come rarely.

    Raises ValueError, KeyError or OSError for a table that cannot be read.
    """
    gc.disable()
    try:
        code("قتل ثلاثة أشخاص في حلب أمس، وفق ما أعلنت وزارة الصحة السورية.", date(2016, 12, 11), "warm up")
    finally:
        gc.enable()
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS, *gc.get_threshold()[1:])

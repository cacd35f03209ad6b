"""The wheel, and with WAQAI_COMPILED=1 in the environment the one whose hot modules are machine code (``make wheel``).

The compiled modules are the same files, translated by mypyc; without the variable nothing is compiled, and no compiler
is looked for. What the build needs is in :data:`NEEDED`; everything else about the package is in ``pyproject.toml``.
"""

from __future__ import annotations

import os
from typing import Any

from setuptools import Distribution, setup

#: What a document spends its time in. Another module is worth a line here if ``benchmarks/pipeline.py`` gets faster.
COMPILED = (
    "etl/linear.py",
    "etl/text/cleaning.py",
    "etl/text/memo.py",
    "etl/text/model.py",
    "etl/text/phrases.py",
    "etl/morphology/analysis.py",
    "etl/syntax/blocks.py",
    "etl/syntax/clusters.py",
    "etl/syntax/graph.py",
    "etl/syntax/parsing.py",
    "etl/syntax/tagging.py",
    "etl/syntax/transitions.py",
    "etl/syntax/words.py",
    "etl/events/arcs.py",
    "etl/events/coder.py",
    "etl/events/discourse.py",
    "etl/events/lexicon.py",
    "etl/events/mentions.py",
    "etl/events/page.py",
    "etl/events/story.py",
    "etl/events/triggers.py",
    "etl/events/features/__init__.py",
    "etl/events/features/bins.py",
    "etl/events/features/moods.py",
    "etl/events/features/parts.py",
    "etl/events/features/telling.py",
)
#: mypyc, and what it reads the types of the modules' imports from.
NEEDED = ("mypy>=1.15", "types-pyyaml", "numpy>=1.26", "marisa-trie>=1.4")


class Compiled(Distribution):
    """A package with compiled modules. mypyc is looked for when one is built, not when it is asked what it needs."""

    def __init__(self, attributes: dict[str, Any] | None = None) -> None:
        super().__init__(attributes)
        try:
            from mypyc.build import mypycify
        except ImportError:
            raise SystemExit(
                "WAQAI_COMPILED=1 asks for compiled modules, and mypyc is not here. "
                f"Install {', '.join(NEEDED)}, or build without the variable."
            ) from None
        # The variable is mypyc's own: the tests ask for "0", which compiles in a fraction of the time.
        level = os.environ.get("MYPYC_OPT_LEVEL", "3")
        self.ext_modules = mypycify(list(COMPILED), opt_level=level, debug_level="0")
        for module in self.ext_modules:
            # Nobody reads warnings of C that a program wrote, and looking for them takes longer than compiling it.
            module.extra_compile_args = [*module.extra_compile_args, "-Wno-all"]


if os.environ.get("WAQAI_COMPILED") == "1":
    setup(distclass=Compiled, setup_requires=list(NEEDED))
else:
    setup()

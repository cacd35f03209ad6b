"""Reading the reference tables that ship in ``seeds/``: the one place where linguistic knowledge is kept.

A table is CSV (UTF-8, comma, header line); lines that start with ``#`` say where its content comes from.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

import yaml

#: The parser in C, ten times as fast, where PyYAML was built with it, as its wheels are.
_YAML = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def seed(name: str) -> Traversable:
    """The file ``name`` (a path with ``/``) of ``seeds/``, in a checkout as well as in an installed package."""
    return files("waqai_seeds").joinpath(*name.split("/"))


def read_csv(name: str) -> Iterator[dict[str, str]]:
    """Rows of the table ``name``; every value is a stripped string, empty where the table is silent.

    Raises ValueError, with file and line, for a row that has more or fewer fields than the header.
    """
    return (row for _, row in numbered_rows(name))


def numbered_rows(name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """As :func:`read_csv`, each row with the number of its line in the file, from 1."""
    lines = seed(name).read_text(encoding="utf-8").splitlines(keepends=True)
    numbered = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    reader = csv.reader(line for _, line in numbered)
    header = next(reader)
    for row in reader:
        at = numbered[reader.line_num - 1][0]
        if len(row) != len(header):
            raise ValueError(f"seeds/{name}, line {at}: {len(row)} fields where the header has {len(header)}")
        yield at, {key: value.strip() for key, value in zip(header, row, strict=True)}


def read_yaml(name: str) -> object:
    """Content of the YAML table ``name``."""
    return yaml.load(seed(name).read_text(encoding="utf-8"), Loader=_YAML)

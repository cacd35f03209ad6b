"""Ids made from content: the same row has the same id on every machine, in every run, in any order."""

from __future__ import annotations

from uuid import UUID

from etl.ids import named_uuid

_NAMESPACE = b"waqai:1:"


def row_id(*parts: object) -> str:
    """UUID (version 5 layout) of ``parts``, which must tell rows apart.

    >>> row_id("figure", "d", 0, 5) == row_id("figure", "d", 0, 5) != row_id("figure", "d", 0, 6)
    True
    """
    return named_uuid(_NAMESPACE, "\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass"))


def as_uuid(identifier: str) -> str:
    """``identifier`` where it is a UUID, else the UUID made from it."""
    try:
        return str(UUID(identifier))
    except ValueError:
        return row_id("id", identifier)


def lock_key(identifier: str) -> int:
    """Key of the advisory lock of a row id: its first eight bytes as a signed integer."""
    return int.from_bytes(UUID(identifier).bytes[:8], "big", signed=True)

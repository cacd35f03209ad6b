"""Ids made from content: the same row has the same id on every machine, in every run, in any order.

Names become UUIDs (RFC 9562) without the detour through UUID objects: thousands a second are made.
"""

from __future__ import annotations

import hashlib
from uuid import UUID

_NAMESPACE = b"waqai:1:"


def named_uuid(namespace: bytes, name: bytes) -> str:
    """UUID, in the layout of version 5, of ``name`` in ``namespace``.

    >>> import uuid
    >>> named_uuid(uuid.NAMESPACE_URL.bytes, b"x") == str(uuid.uuid5(uuid.NAMESPACE_URL, "x"))
    True
    """
    digest = bytearray(hashlib.sha1(namespace + name, usedforsecurity=False).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    text = digest.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


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


def id_within(document_id: str, named: str) -> str:
    """Id of what lies in the document ``document_id`` and has the name ``named``, both UUIDs in lower case.

    It begins as the id of the document does, so that the rows of a document stand side by side in every index, however
    many documents there are; it ends as ``named``, the hash of all that tells the row apart. Such a layout of one's own
    is version 8, which also tells these ids from those of documents and from those of rows that were loaded before.

    60 bits of it are the document's and 62 the row's: among a hundred million documents of a hundred rows each, some
    two rows share an id with a probability of one in ten million (10^8 * 100^2 / 2 / 2^62, within a document; across
    documents it is less).

    >>> id_within("11111111-1111-5111-8111-111111111111", "22222222-2222-5222-a222-222222222222")
    '11111111-1111-8111-a222-222222222222'
    """
    return f"{document_id[:14]}8{document_id[15:18]}{named[18:]}"


def lock_key(identifier: str) -> int:
    """Key of the advisory lock of a row id: its first eight bytes as a signed integer."""
    return int.from_bytes(UUID(identifier).bytes[:8], "big", signed=True)

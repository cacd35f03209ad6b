"""Addresses and words as the database can store them."""

from __future__ import annotations

# Python gives a byte of a file name that is no UTF-8 as half of a surrogate pair, which no database stores. Each has
# a place in the private use area instead, where no name has a character.
_TO_PRIVATE = {0xDC00 + byte: 0xF700 + byte for byte in range(0x80, 0x100)}
_FROM_PRIVATE = {private: surrogate for surrogate, private in _TO_PRIVATE.items()}


def storable(address: str) -> str:
    """``address`` without what PostgreSQL refuses; :func:`original` takes it back."""
    return address if address.isascii() else address.translate(_TO_PRIVATE)


def original(address: str) -> str:
    """The address that was made storable.

    >>> original(storable("\\udce9t\\udce9.txt")) == "\\udce9t\\udce9.txt"
    True
    """
    return address if address.isascii() else address.translate(_FROM_PRIVATE)


def without_forbidden(text: str) -> str:
    """``text`` with what no database stores written as escapes.

    >>> without_forbidden("a\x00b")
    'a\\\\0b'
    """
    return text.replace("\x00", "\\0").encode("utf-8", "backslashreplace").decode()

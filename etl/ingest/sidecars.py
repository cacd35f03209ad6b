"""Files that say something about the file beside them: same name, another extension, never a file of their own."""

from __future__ import annotations

from collections.abc import Iterable

#: Extension -> rank; a sidecar belongs to a file of a lower rank. A.json beside A.csv holds articles of its own.
_RANKS = {".json": 1, ".yml": 2, ".yaml": 2, ".meta": 2}
#: Of rank 0: files that say little about themselves. All other data is of rank 1, as JSON.
_PROSE = {"", ".txt", ".text", ".md", ".html", ".htm", ".xhtml"}
_PACKED = {".gz", ".bz2", ".xz", ".zst"}


def candidates(name: str) -> list[str]:
    """Names that a sidecar of ``name`` may have, the likeliest first.

    >>> candidates("a.txt")[:3]
    ['a.json', 'a.yml', 'a.yaml']
    """
    rank = _rank(name)
    return [base + suffix for base in _bases(name) for suffix, other in _RANKS.items() if other > rank]


def hidden(name: str) -> bool:
    """Whether a part of the path ``name`` begins with a dot, as the debris of file managers does."""
    return any(part.startswith(".") and part not in (".", "..") for part in name.split("/"))


class Sidecars:
    """Which of ``names`` (paths with ``/``) are sidecars, and of what."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = set(names)
        self._lowest: dict[str, int] = {}
        for name in self._names:
            rank = _rank(name)
            for base in _bases(name):
                self._lowest[base] = min(rank, self._lowest.get(base, rank))

    def is_sidecar(self, name: str) -> bool:
        suffix = _suffix(name)
        rank = _RANKS.get(suffix, 0)
        return rank > 0 and self._lowest.get(name[: -len(suffix)], rank) < rank

    def of(self, name: str) -> str | None:
        """The sidecar of ``name``, or None."""
        return next((candidate for candidate in candidates(name) if candidate in self._names), None)


def _suffix(name: str) -> str:
    stem, dot, suffix = name.rpartition("/")[2].rpartition(".")
    return f".{suffix}".lower() if stem and dot else ""


def _rank(name: str) -> int:
    suffix = _suffix(_unpacked(name))
    return 0 if suffix in _PROSE else _RANKS.get(suffix, 1)


def _unpacked(name: str) -> str:
    suffix = _suffix(name)
    return name[: -len(suffix)] if suffix in _PACKED else name


def _bases(name: str) -> list[str]:
    """``name`` without its extensions, with the inner one, and whole: a.txt.gz -> a, a.txt, a.txt.gz."""
    inner = _unpacked(name)
    suffix = _suffix(inner)
    stem = inner[: -len(suffix)] if suffix else inner
    return list(dict.fromkeys((stem, inner, name)))

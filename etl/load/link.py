"""Across documents: which texts are nearly the same, which events tell of one happening.

Both follow from the rows alone, so they come out the same in any order of loading, at once or little by little.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from psycopg2.extensions import cursor as Cursor  # noqa: N812

from etl.load.sketches import THRESHOLD
from etl.load.statements import execute
from etl.warehouse.copying import stage_rows
from etl.warehouse.schema import metadata

#: Documents, or keys of clusters, of one statement.
_PORTION = 10_000


def link_documents(cursor: Cursor) -> None:
    """Bring together what was loaded since the last time, by whichever run."""
    execute(cursor, "lock_links")
    new = sorted(row.document_id for row in execute(cursor, "unlinked_documents"))
    pairs = [
        tuple(row)
        for ids in _portions(new)
        for row in execute(cursor, "similar_documents", ids=ids, threshold=THRESHOLD)
    ]
    if pairs:
        ids = sorted({identifier for one, other, _ in pairs for identifier in (one, other)})
        known = execute(cursor, "groups_of", ids=ids).fetchall()
        nearest = {row.document_id: row.similarity for row in known}
        for one, other, similarity in pairs:
            nearest[one] = max(nearest.get(one, 0), similarity)
            nearest[other] = max(nearest.get(other, 0), similarity)
        edges = [(row.document_id, row.group_id) for row in known] + [(one, other) for one, other, _ in pairs]
        rows = [(member, group, nearest[member]) for member, group in components(edges).items()]
        stage_rows(cursor, metadata.tables["core.near_duplicates"], rows)
        execute(cursor, "merge_near_duplicates")
    execute(cursor, "mark_linked", ids=new)
    for keys in _portions(sorted({row.cluster_key for row in execute(cursor, "take_stale_clusters")})):
        execute(cursor, "link_clusters", keys=keys)


def _portions(items: list[str]) -> Iterator[list[str]]:
    """``items`` in portions that one statement takes in seconds."""
    return (items[n : n + _PORTION] for n in range(0, len(items), _PORTION))


def components(edges: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Every node of ``edges`` with the smallest node that it is connected to.

    >>> components([("c", "b"), ("b", "a"), ("e", "d")])
    {'c': 'a', 'b': 'a', 'a': 'a', 'e': 'd', 'd': 'd'}
    """
    parent: dict[str, str] = {}

    def root(node: str) -> str:
        while parent[node] != node:
            parent[node] = node = parent[parent[node]]
        return node

    for one, other in edges:
        parent.setdefault(one, one)
        parent.setdefault(other, other)
        low, high = sorted((root(one), root(other)))
        parent[high] = low
    return {node: root(node) for node in parent}

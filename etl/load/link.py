"""Across documents: which texts are nearly the same, which events tell of one happening.

Both follow from the rows alone, so they come out the same in any order of loading, at once or little by little.
Texts that share a band lie in one bucket. Within a bucket each is compared with the few smallest document ids only,
the anchors: a hundred thousand copies of one bulletin cost a few comparisons each, not one with every other.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from typing import Any

from psycopg2.extensions import connection as Connection  # noqa: N812
from psycopg2.extensions import cursor as Cursor  # noqa: N812

from etl.errors import WaqaiError
from etl.load.resemblance import Edge, components, edges
from etl.load.sketches import THRESHOLD
from etl.load.statements import DOCUMENT_ERRORS, execute, plain, transaction
from etl.warehouse.copying import stage_rows
from etl.warehouse.schema import metadata

log = logging.getLogger(__name__)

#: Documents, or keys of clusters, of one transaction; loaders wait while it is under way.
_PORTION = 5_000
#: Of the documents in one bucket so many are compared with all others of it.
_ANCHORS = 8

#: Bands with the ordinals, from 1, of the parts of a signature whose hashes they are.
_Bands = dict[int, int]
_Anchors = dict[int, tuple[str, ...]]


def link_documents(connection: Connection) -> None:
    """Bring together what was loaded since the last time, by whichever run, a portion at a time.

    What cannot be done now waits for the next run: it must not keep a run from being closed.
    """
    try:
        for step in (_link_portion, _cluster_portion):
            while _done(connection, step):
                pass
    except (WaqaiError, *DOCUMENT_ERRORS) as error:
        log.warning("bringing documents together is left for the next run: %s", plain(error))


def _done(connection: Connection, step: Callable[[Cursor], bool]) -> bool:
    with transaction(connection) as cursor:
        execute(cursor, "lock_links")
        return step(cursor)


def _cluster_portion(cursor: Cursor) -> bool:
    keys = sorted(row.cluster_key for row in execute(cursor, "take_stale_clusters", most=_PORTION))
    if keys:
        execute(cursor, "link_clusters", keys=keys)
    return bool(keys)


def _link_portion(cursor: Cursor) -> bool:
    """Link some of the documents that are not linked yet; False where there were none."""
    new = [row.document_id for row in execute(cursor, "unlinked_documents", most=_PORTION)]
    if not new:
        return False
    bands = _bands(execute(cursor, "sketches_of", ids=new))
    before = _anchors(cursor, bands)
    # What waits no longer is found by its bands.
    execute(cursor, "mark_linked", ids=new)
    after = _anchors(cursor, bands)
    # An anchor that gave way to a smaller id takes its edges with it: who was held together by them is seen anew.
    moved = [band for band, ids in before.items() if not set(ids) <= set(after[band])]
    numbers = [bands[band] for band in moved]
    again = {row.document_id for row in execute(cursor, "members_of_bands", numbers=numbers, bands=moved)}
    again |= {row.document_id for row in execute(cursor, "groups_of", ids=sorted(again))} if again else set()
    _group(cursor, sorted(again | set(new)), sorted(again))
    return True


def _group(cursor: Cursor, documents: list[str], again: list[str]) -> None:
    """Put ``documents`` into their groups; what groups ``again`` were in before does not count."""
    found = [edge for ids in _portions(documents) for edge in _edges(cursor, ids)]
    nearest: dict[str, float] = {}
    for one, other, similarity in found:
        for each in (one, other):
            nearest[each] = max(nearest.get(each, 0), similarity)
    kept = execute(cursor, "group_ids", ids=sorted(nearest.keys() - set(again))).fetchall()
    groups = components([(one, other) for one, other, _ in found] + [(row.document_id, row.group_id) for row in kept])
    for row in kept:
        nearest[row.document_id] = max(nearest[row.document_id], row.similarity)
    rows = [(document, groups[document], similarity) for document, similarity in nearest.items()]
    stage_rows(cursor, metadata.tables["core.near_duplicates"], rows)
    merged = {row.group_id: groups[row.group_id] for row in kept}
    moved = {old: to for old, to in merged.items() if old != to}
    execute(cursor, "merge_near_duplicates", again=again, groups=list(moved), into=list(moved.values()))
    execute(cursor, "note_first_documents", groups=sorted(set(groups.values())))


def _edges(cursor: Cursor, ids: list[str]) -> list[Edge]:
    """Each of ``ids`` with the anchors of its buckets that are nearly the same."""
    sketches = {row.document_id: row for row in execute(cursor, "sketches_of", ids=ids)}
    anchors = _anchors(cursor, _bands(sketches.values()))
    beside = {
        identifier: {anchor for band in row.bands for anchor in anchors.get(band, ())} - {identifier}
        for identifier, row in sketches.items()
    }
    missing = sorted(set().union(*beside.values()) - sketches.keys())
    others = {row.document_id: row for row in execute(cursor, "sketches_of", ids=missing)} if missing else {}
    signatures = {identifier: row.signature for identifier, row in (sketches | others).items()}
    return edges(beside, signatures, THRESHOLD)


def _bands(sketches: Iterable[Any]) -> _Bands:
    bands: _Bands = {}
    for sketch in sketches:
        bands.update(zip(sketch.bands, count(1)))
    return bands


def _anchors(cursor: Cursor, bands: _Bands) -> _Anchors:
    """The anchors of each of ``bands`` that has any."""
    found: _Anchors = {}
    of_number: defaultdict[int, list[int]] = defaultdict(list)
    for band, number in bands.items():
        of_number[number].append(band)
    for number, some in of_number.items():
        # The number as a literal: each has an index of its own.
        for row in execute(cursor, "similar_documents", number=number, bands=sorted(some), most=_ANCHORS):
            found[row.band] = tuple(row.ids)
    return found


def _portions(items: list[str]) -> Iterator[list[str]]:
    """``items`` in portions that fit into memory."""
    return (items[n : n + _PORTION] for n in range(0, len(items), _PORTION))

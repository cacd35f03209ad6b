"""A text cut where anything found in it begins or ends, so that overlapping spans can be shown."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from psycopg2.extensions import connection as Connection  # noqa: N812

from etl.publish.reading import rows

#: Layers in the order in which they are drawn and listed.
LAYERS = ("event", "figure", "date", "place", "actor")

_FOUND = """
SELECT found.* FROM unnest(%(documents)s::uuid[], %(sentences)s::int[]) AS wanted (document_id, sentence_no)
CROSS JOIN LATERAL (
    SELECT 'event' AS layer, event_id AS row_id, document_id, sentence_no, start_offset, end_offset
    FROM analyst.known_events AS row WHERE row.document_id = wanted.document_id AND row.sentence_no = wanted.sentence_no
    UNION ALL
    SELECT 'figure', figure_id, document_id, sentence_no, start_offset, end_offset
    FROM analyst.known_figures AS row
    WHERE row.document_id = wanted.document_id AND row.sentence_no = wanted.sentence_no
    UNION ALL
    SELECT 'date', time_expression_id, document_id, sentence_no, start_offset, end_offset
    FROM core.time_expressions AS row
    WHERE row.document_id = wanted.document_id AND row.sentence_no = wanted.sentence_no
    UNION ALL
    SELECT 'place', location_mention_id, document_id, sentence_no, start_offset, end_offset
    FROM core.location_mentions AS row
    WHERE row.document_id = wanted.document_id AND row.sentence_no = wanted.sentence_no
    UNION ALL
    SELECT 'actor', actor_mention_id, document_id, sentence_no, start_offset, end_offset
    FROM core.actor_mentions AS row
    WHERE row.document_id = wanted.document_id AND row.sentence_no = wanted.sentence_no
    UNION
    SELECT 'actor', event_id, event.document_id, row.sentence_no, row.start_offset, row.end_offset
    FROM core.events AS event JOIN core.event_participants AS row USING (event_id)
    WHERE event.document_id = wanted.document_id AND row.sentence_no = wanted.sentence_no
      AND row.actor_mention_id IS NULL
    UNION
    SELECT 'place', event_id, event.document_id, row.sentence_no, row.start_offset, row.end_offset
    FROM core.events AS event JOIN core.event_locations AS row USING (event_id)
    WHERE event.document_id = wanted.document_id AND row.sentence_no = wanted.sentence_no
      AND row.location_mention_id IS NULL
) AS found
ORDER BY found.start_offset, found.end_offset DESC, found.row_id
"""


@dataclass(frozen=True, slots=True)
class Found:
    """A span of one layer; offsets into the raw text, end exclusive."""

    layer: str
    row_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch that no span begins or ends within, with the spans that cover it, the shortest first."""

    text: str
    found: tuple[Found, ...]
    #: Rows whose span begins here.
    begins: tuple[str, ...]

    @property
    def layers(self) -> tuple[str, ...]:
        """Layers of the spans, each once, in the order of :data:`LAYERS`."""
        here = {span.layer for span in self.found}
        return tuple(layer for layer in LAYERS if layer in here)


def pieces(text: str, spans: Iterable[Found], offset: int = 0, cuts: Iterable[int] = ()) -> list[Piece]:
    """``text``, which begins at ``offset`` of the raw text, in pieces; joined they are ``text`` again.

    ``cuts`` are offsets at which a piece ends in any case.

    >>> [(piece.text, piece.layers) for piece in pieces("abcd", [Found("date", "1", 1, 3), Found("place", "2", 2, 4)])]
    [('a', ()), ('b', ('date',)), ('c', ('date', 'place')), ('d', ('place',))]
    """
    stop = offset + len(text)
    inside = [span for span in spans if span.start < stop and span.end > offset]
    ends = (end for span in inside for end in (span.start, span.end))
    at = sorted({offset, stop, *(min(max(end, offset), stop) for end in (*ends, *cuts))})
    opening: dict[int, list[Found]] = {}
    for span in inside:
        opening.setdefault(max(span.start, offset), []).append(span)
    made: list[Piece] = []
    covering: list[Found] = []
    for start, end in itertools.pairwise(at):
        begun = opening.get(start, [])
        covering = [span for span in covering if span.end > start] + begun
        shortest_first = sorted(
            covering, key=lambda span: (span.end - span.start, LAYERS.index(span.layer), span.row_id)
        )
        begins = tuple(span.row_id for span in begun)
        made.append(Piece(text[start - offset : end - offset], tuple(shortest_first), begins))
    return made


def spans_in(connection: Connection, sentences: Sequence[tuple[str, int]]) -> dict[tuple[str, int], list[Found]]:
    """All that was found in the given sentences (document id and ordinal)."""
    wanted = sorted(set(sentences))
    values: dict[str, Any] = {"documents": [key[0] for key in wanted], "sentences": [key[1] for key in wanted]}
    found: dict[tuple[str, int], list[Found]] = {key: [] for key in wanted}
    for row in rows(connection, _FOUND, values):
        span = Found(row.layer, str(row.row_id), row.start_offset, row.end_offset)
        found[str(row.document_id), row.sentence_no].append(span)
    return found

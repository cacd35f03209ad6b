"""What a batch and a run report: counts that add up, and how people read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Counts:
    """``in = loaded + unchanged + quarantined``, for files and for documents."""

    files_in: int = 0
    files_loaded: int = 0
    files_unchanged: int = 0
    files_quarantined: int = 0
    documents_in: int = 0
    documents_loaded: int = 0
    documents_unchanged: int = 0
    documents_quarantined: int = 0
    events_loaded: int = 0
    #: Of the documents that were read: those whose text is a title, and those without day of publication.
    documents_title_only: int = 0
    documents_undated: int = 0
    #: Of the latter: those that state a day which cannot be read, or can be read two ways.
    documents_day_open: int = 0
    #: Of the documents that were read: those without a source.
    documents_unsourced: int = 0

    @classmethod
    def of(cls, row: Any) -> Counts:
        """Counts in a database row that has columns of these names."""
        return cls(**{each.name: int(getattr(row, each.name)) for each in fields(cls)})

    def summary(self) -> str:
        """One line for a log."""
        lines = (*(self._line(of) for of in ("files", "documents")), f"{self.events_loaded} events loaded")
        return "; ".join((*lines, *self.remarks()))

    def remarks(self) -> list[str]:
        """What an operator should look at although it was loaded."""
        undated = "have no day of publication"
        if self.documents_day_open:
            undated += f", {self.documents_day_open:,} of them though they state one: `waqai status` says why"
        else:
            undated += ": relative dates stay open (--published gives one)"
        return [
            f"{number:,} documents {what}"
            for number, what in (
                (self.documents_title_only, "hold a title and no text"),
                (self.documents_undated, undated),
                (self.documents_unsourced, "have no source (--source gives one)"),
            )
            if number
        ]

    def _line(self, of: str) -> str:
        found, loaded, unchanged, quarantined = (
            getattr(self, f"{of}_{what}") for what in ("in", "loaded", "unchanged", "quarantined")
        )
        return f"{of}: {found} in = {loaded} loaded + {unchanged} unchanged + {quarantined} quarantined"


@dataclass(frozen=True, slots=True)
class RunPlan:
    """A run that is planned: its batches, and how many files are left alone."""

    run_id: str
    batch_ids: tuple[str, ...]
    files_in: int
    files_unchanged: int

    def as_json(self) -> dict[str, Any]:
        """For a message between tasks."""
        return {
            "run_id": self.run_id,
            "batch_ids": list(self.batch_ids),
            "files_in": self.files_in,
            "files_unchanged": self.files_unchanged,
        }


@dataclass(frozen=True, slots=True)
class RunReport:
    """A closed run."""

    run_id: str
    target: str
    counts: Counts
    started_at: datetime
    finished_at: datetime
    #: Items of all runs that are in quarantine now, by reason.
    in_quarantine: Mapping[str, int]
    #: Documents that an earlier run loaded from the same places of the same files under another source, by that source.
    other_sources: Mapping[str, int] = field(default_factory=dict)

    def summary(self) -> str:
        """One line for a log."""
        return "; ".join((self.counts.summary(), *self.warnings()))

    def warnings(self) -> list[str]:
        """What follows from this run and others, and should be looked at."""
        return [
            f"{documents:,} documents are there under the source {source!r} too:"
            f" `waqai remove --source {source!r}` takes those out"
            for source, documents in self.other_sources.items()
        ]

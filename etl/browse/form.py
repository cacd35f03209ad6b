"""What was asked for: the form of the lists, as it stands in their address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import NamedTuple, get_args
from urllib.parse import urlencode

from etl.documents import Modality
from etl.errors import TerminalError
from etl.publish.selection import Selection

ANY = "any"
MODALITIES = (*get_args(Modality), ANY)


class Sort(NamedTuple):
    """A way to sort events: what people call it, and the order in SQL over the columns of analyst.events_all."""

    name: str
    order: str


SORTS = {
    "latest": Sort("Latest day first", "starts_on DESC NULLS LAST, event_id"),
    "earliest": Sort("Earliest day first", "starts_on NULLS LAST, event_id"),
    "published": Sort("Latest published first", "published_on DESC NULLS LAST, event_id"),
    "killed": Sort("Most killed first", "killed_low DESC NULLS LAST, killed_high DESC NULLS LAST, event_id"),
    "type": Sort("by type", "event_type, starts_on DESC NULLS LAST, event_id"),
    "place": Sort("by place", "place_en NULLS LAST, starts_on DESC NULLS LAST, event_id"),
    "surest": Sort("Surest first", "confidence DESC, event_id"),
}
#: Fields whose name in the address is another: ``from`` is a word of Python.
_NAMES = {"first": "from", "last": "to", "event_type": "type"}


@dataclass(frozen=True, slots=True)
class Form:
    """What was typed; "" where nothing was."""

    q: str = ""
    first: str = ""
    last: str = ""
    event_type: str = ""
    source: str = ""
    place: str = ""
    actor: str = ""
    modality: str = "asserted"
    sort: str = "latest"
    page: int = 1

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Form:
        """From the address's parameters; a page that is no number is the first."""

        def typed(name: str) -> str:
            # No text in PostgreSQL holds a NUL.
            return query.get(_NAMES.get(name, name), "").replace("\0", "").strip()[:200]

        given = {field.name: typed(field.name) or field.default for field in fields(cls)}
        page = str(given.pop("page"))[:6]
        return cls(**given, page=max(int(page), 1) if page.isascii() and page.isdigit() else 1)  # type: ignore[arg-type]

    @property
    def is_narrow(self) -> bool:
        """Whether anything but words is asked for."""
        return replace(self, q="", page=1, sort="latest") != Form()

    def query(self, page: int = 1) -> str:
        """The parameters of the same question on another page; what is as usual is left out."""
        usual, here = Form(), replace(self, page=page)
        given = {field.name: getattr(here, field.name) for field in fields(Form)}
        return urlencode(
            {_NAMES.get(name, name): value for name, value in given.items() if value != getattr(usual, name)}
        )

    def address(self, path: str, page: int = 1) -> str:
        """The address of the same question at ``path``, on another page."""
        query = self.query(page)
        return f"{path}?{query}" if query else path

    def of_actor(self, actor_id: str) -> Form:
        """The same question about this actor alone."""
        return replace(self, actor=actor_id, page=1)

    def selection(self) -> Selection:
        """Raises TerminalError for a day that is none."""
        return Selection(
            _day(self.first),
            _day(self.last),
            (self.event_type,) if self.event_type else (),
            (self.place,) if self.place else (),
            (self.actor,) if self.actor else (),
        )

    def check(self) -> None:
        """Raises TerminalError for a modality or an order that there is not."""
        if self.modality not in MODALITIES:
            known = ", ".join(MODALITIES)
            raise TerminalError("no modality is called {given!r}; there are: {known}", given=self.modality, known=known)
        if self.sort not in SORTS:
            known = ", ".join(SORTS)
            raise TerminalError("no order is called {given!r}; there are: {known}", given=self.sort, known=known)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise TerminalError("{given!r} is no day: write it as {example}", given=text, example="2016-12-11") from None

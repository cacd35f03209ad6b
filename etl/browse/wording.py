"""The interface in English and Arabic: pages are written in English, ``seeds/interface.csv`` has the Arabic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from etl.errors import WaqaiError
from etl.publish.report import days
from etl.tables import read_csv

#: Code -> name of itself, prefix of the addresses, direction.
LANGUAGES = MappingProxyType({"en": ("English", "", "ltr"), "ar": ("العربية", "/ar", "rtl")})


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of one language; called with an English text it gives the same in that language."""

    language: str
    texts: Mapping[str, str]

    def __call__(self, english: str, **values: Any) -> str:
        """Raises KeyError for a text that the table lacks."""
        if self.language == "en":
            return english.format(**values)
        return self.texts[english].format(**{name: _isolated(value) for name, value in values.items()})

    def named(self, value: str) -> str:
        """A value of the data, such as a modality: as it is where the table lacks it."""
        return value if self.language == "en" else self.texts.get(value, value)

    def error(self, error: WaqaiError) -> str:
        """What went wrong; in English where the table lacks it."""
        if error.text not in self.texts:
            return str(error)
        return self(error.text, **error.values)

    def of(self, row: Mapping[str, Any], name: str) -> str:
        """A name of ``row`` in this language, else in the other: ``place`` for place_ar or place_en."""
        other = "en" if self.language == "ar" else "ar"
        return row[f"{name}_{self.language}"] or row[f"{name}_{other}"] or ""

    def days(self, row: Mapping[str, Any]) -> str:
        """The days of an event; those that publication lends say so."""
        if row["starts_on"] is None:
            return self("day unknown")
        known = days((row["starts_on"], row["ends_on"]))
        known = known if self.language == "en" else _isolated(known)
        return f"{known} ({self('lent by publication')})" if row["date_source"] == "published" else known


def _isolated(value: Any) -> str:
    """A day or a number for a page that runs from the right, which would turn the parts of a day around."""
    return f"\u2068{value}\u2069"


@cache
def words(language: str) -> Words:
    """The texts of a language of :data:`LANGUAGES`."""
    return Words(language, {row["english"]: row["arabic"] for row in read_csv("interface.csv")})

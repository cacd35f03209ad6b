"""What the tables of ``seeds/`` say about actors, read once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from etl.documents import Form
from etl.tables import read_csv
from etl.text import PhraseTable, fold, read_text

PERSON = "person"


@dataclass(frozen=True, slots=True)
class Actor:
    """One row of ``seeds/actors.csv``; months as YYYY-MM, "" where open."""

    actor_id: str
    name_ar: str
    name_en: str
    kind: str
    country: str | None
    sector: str | None


@dataclass(frozen=True, slots=True)
class Alias:
    """``condition``: "" | context | title | metonym.

    context: only after the actor was named, or a generic word; title: only after an office, or after the person was
    named; metonym: a capital that may stand for the government.
    """

    actor: Actor
    form: Form
    condition: str
    #: Months as YYYY-MM, "" where open.
    valid_from: str
    valid_to: str


@dataclass(frozen=True, slots=True)
class Nisba:
    """An adjective of nationality; ``people`` is set for forms that may stand for the people themselves.

    ``many`` does so by itself (يقول الفلسطينيون), ``one`` behind a number or a casualty (مقتل 15 فلسطينيا).
    """

    country: str
    people: str
    conditional: bool


@dataclass(frozen=True, slots=True)
class Title:
    kind: str
    sector: str


@dataclass(frozen=True, slots=True)
class Office:
    """``code`` as in ``actor_roles.csv``; ``institution`` stands for it where no holder is known ("": none does).

    ``countries``: it is read so only there, where any are given. ``name_en``: what it is called where nobody is known.
    """

    code: str
    institution: str
    countries: frozenset[str]
    name_en: str


class Roles:
    """Who held which office when."""

    def __init__(self, rows: Iterable[dict[str, str]]) -> None:
        self._held: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
        self._uncertain: set[tuple[str, str, str]] = set()
        #: Who ever held an office.
        self.bearers: set[str] = set()
        for row in rows:
            self.bearers.add(row["actor_id"])
            if row["valid_from"]:
                if row["certain"] == "no":
                    self._uncertain.add((row["role"], row["organisation"], row["actor_id"]))
                held = (row["valid_from"], row["valid_to"] or "9999", row["actor_id"])
                self._held.setdefault((row["role"], row["organisation"]), []).append(held)

    def holders(self, role: str, organisation: str, month: str) -> tuple[str, ...]:
        """Ids of all who may have held the office in ``month`` (YYYY-MM); a year stands for all of its months."""
        found = [
            actor_id
            for start, end, actor_id in self._held.get((role, organisation), ())
            if start <= month and month[: len(end)] <= end
        ]
        return tuple(dict.fromkeys(found))

    def ever_held(self, role: str, organisation: str, actor_id: str) -> bool:
        """Whether the tables give the office to ``actor_id`` in any month."""
        return any(actor_id == holder for _, _, holder in self._held.get((role, organisation), ()))

    def is_certain(self, role: str, organisation: str, actor_id: str) -> bool:
        """Whether the months of the office are known, and not only about so."""
        return (role, organisation, actor_id) not in self._uncertain


@dataclass(frozen=True, slots=True)
class Group:
    """People as a group; ``alone``: without an adjective or a place beside it; ``counted``: only after a number."""

    slug: str
    alone: bool
    counted: bool


@dataclass(frozen=True, slots=True)
class Description:
    """How a definite description finds its actor: see ``seeds/actor_descriptions.csv``."""

    antecedents: frozenset[str]
    head: str
    kinds: frozenset[str]
    by_country: dict[str, str]
    institution: str

    def __hash__(self) -> int:
        return id(self)


@dataclass(frozen=True, slots=True)
class NoActor:
    """A word or phrase that names nobody, though a part of it would: وابل is no و + ابل."""


Entry = Alias | Nisba | Title | Office | Group | Description | NoActor


@dataclass(frozen=True, slots=True)
class Knowledge:
    actors: dict[str, Actor]
    lexicon: PhraseTable[Entry]
    #: Kind of cue -> folded words.
    cues: dict[str, frozenset[str]]
    #: Generic words (movement, party, newspaper ...) that an actor's aliases begin with.
    heads: dict[str, frozenset[str]]
    #: Words that a known person's name begins with.
    given_names: frozenset[str]
    #: Generic words of descriptions that a name may leave out: حركة حماس, but not وزارة الدفاع.
    generic: frozenset[str]
    roles: Roles
    #: First word of an organisation's name -> kind of actor.
    organisation_heads: dict[str, str]


def spaced(phrase: str) -> str:
    """``phrase`` as the tokeniser reads it, with a blank between tokens.

    >>> spaced("سانا (5+1)")
    'سانا ( 5 + 1 )'
    """
    if phrase.replace(" ", "").isalpha():
        return phrase
    return " ".join(read_text(phrase).words)


_STATE_BODIES = frozenset({"government", "police"})


def _listed(field: str) -> list[str]:
    return [item.strip() for item in field.split(";") if item.strip()]


def _with_article(phrase: str) -> str:
    return phrase if phrase.startswith("ال") else "ال" + phrase


_NISBA_ENDINGS = (("", ""), ("ة", ""), ("ون", "many"), ("ين", "many"), ("ان", "many"), ("ات", ""), ("تين", ""))


def nisba_forms(nisba: str) -> Iterator[tuple[str, str]]:
    """Inflected forms of a masculine nisba of one or more words, each with the people that it may stand for.

    >>> [form for form, people in nisba_forms("روسي") if people]
    ['روسيون', 'الروسيون', 'روسيين', 'الروسيين', 'روسيان', 'الروسيان', 'روسيا']
    """
    words = nisba.split()
    noun = words[:1] if not words[0].endswith("ي") else []  # جنوب أفريقي: the noun bends not, and has the one article
    article = "" if noun else "ال"
    for ending, people in _NISBA_ENDINGS:
        form = [*noun, *(word + ending for word in words[len(noun) :])]
        yield " ".join(form), people
        yield " ".join(["ال" + form[0], *(article + word for word in form[1:])]), people
    yield " ".join([*noun, *(word + "ا" for word in words[len(noun) :])]), "one"


def _nisbas() -> Iterator[tuple[str, Entry]]:
    for row in read_csv("nisbas.csv"):
        conditional = row["condition"] == "context"
        if row["nisba"]:
            for form, people in nisba_forms(row["nisba"]):
                yield form, Nisba(row["country"], people, conditional)
        if row["plural"]:
            yield row["plural"], Nisba(row["country"], "many", conditional)
            yield "ال" + row["plural"], Nisba(row["country"], "many", conditional)


def _titles() -> Iterator[tuple[str, Entry]]:
    for row in read_csv("titles.csv"):
        title = Title(row["kind"], row["sector"])
        for form in _listed(row["forms"]):
            yield spaced(form), title
            yield _with_article(spaced(form)), title


def _offices() -> Iterator[tuple[str, Entry]]:
    for row in read_csv("actor_offices.csv"):
        office = Office(row["office"], row["institution"], frozenset(row["countries"].split()), row["name_en"])
        for form in _listed(row["forms"]):
            yield form, office
            yield _with_article(form), office


def _groups() -> Iterator[tuple[str, Entry]]:
    for row in read_csv("populations.csv"):
        for form in _listed(row["forms"]):
            alone = row["alone"] == "yes" and not form.endswith("?")
            yield form.rstrip("?#"), Group(row["population"], alone, form.endswith("#"))


def _descriptions() -> Iterator[tuple[str, Description]]:
    for row in read_csv("actor_descriptions.csv"):
        description = Description(
            frozenset(_listed(row["antecedent"])),
            fold(row["head"]),
            frozenset(_listed(row["kinds"])),
            dict(item.split("=") for item in _listed(row["by_country"])),
            row["institution"],
        )
        for form in _listed(row["forms"]):
            yield form, description


def _aliases(actors: dict[str, Actor]) -> Iterator[tuple[str, Alias]]:
    for row in read_csv("actor_aliases.csv"):
        form: Form = "description" if row["form"] == "description" else "name"
        alias = Alias(actors[row["actor_id"]], form, row["condition"], row["valid_from"], row["valid_to"])
        yield spaced(row["alias"]), alias


@cache
def knowledge() -> Knowledge:
    """The tables, read at first use."""
    actors = {
        row["actor_id"]: Actor(
            row["actor_id"],
            row["name_ar"],
            row["name_en"],
            row["kind"],
            row["country"] or None,
            row["sector"] or None,
        )
        for row in read_csv("actors.csv")
    }
    aliases = list(_aliases(actors))
    descriptions = list(_descriptions())
    referring = frozenset(description.head for _, description in descriptions if description.head)
    generic = frozenset(d.head for _, d in descriptions if d.head and not d.kinds <= _STATE_BODIES)
    heads: dict[str, set[str]] = {}
    given = {row["word"] for row in read_csv("name_romanisations.csv") if row["given"]}
    cues = {
        row["cue"]: frozenset(fold(form.rstrip("?")) for form in _listed(row["forms"]))
        for row in read_csv("actor_cues.csv")
    }
    folded: dict[str, str] = {}
    for phrase, alias in aliases:
        word, _, rest = phrase.partition(" ")
        first = folded.get(word) or folded.setdefault(word, fold(word))
        if first in referring:
            heads.setdefault(alias.actor.actor_id, set()).add(first)
        if rest and alias.actor.kind == PERSON and len(first) > 2 and first not in cues["honour"]:
            given.add(first)
    entries: list[tuple[str, Entry]] = [*aliases, *_nisbas(), *_titles(), *_offices(), *_groups(), *descriptions]
    entries += [(form, NoActor()) for form in cues["word"]]
    return Knowledge(
        actors,
        PhraseTable(entries),
        cues,
        {actor_id: frozenset(words) for actor_id, words in heads.items()},
        frozenset(given),
        generic,
        Roles(read_csv("actor_roles.csv")),
        {fold(row["head"]): row["kind"] for row in read_csv("organisation_heads.csv")},
    )

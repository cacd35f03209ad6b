"""What inflection says of who goes with whom: the case of a noun where letters show it, and agreement.

Most endings of case are vowels, which news does not write. Sound masculine plurals and duals end in ون and ان as a
subject, in ين elsewhere; an indefinite singular takes an alif in the accusative (Ryding, "A Reference Grammar of Modern
Standard Arabic" (2005), chapter 5).
"""

from __future__ import annotations

from etl.morphology.analysis import NOMINAL, Reading, Word
from etl.morphology.forms import Stem

#: Last letters of a sound plural or dual, also before its owner or a pronoun (مسؤولوها, مسؤوليها).
_NOMINATIVE = ("ون", "ان", "و", "ا")
_OBLIQUE = ("ين", "ي")


# A reading e times less likely than another of the word is asked as well.
_AS_LIKELY = 10


def case_of(word: Word, pos: str) -> str:
    """``Nom``, ``Acc``, ``AccGen`` (one of the two) of ``word`` as a noun or adjective, or "" where no letter tells.

    >>> from etl.morphology.analysis import analyse
    >>> [case_of(analyse(form), "NOUN") for form in ("مسؤوليها", "مقاتلون", "وفدا", "قوانين")]
    ['AccGen', 'Nom', 'Acc', '']
    """
    if pos not in NOMINAL:
        return ""
    readings = [(reading, reading.stem) for reading in word.of(pos) if reading.stem]
    least = max((stem.likely for _, stem in readings), default=0) - _AS_LIKELY
    shown = (_shown(word.form, reading, stem) for reading, stem in readings if stem.likely >= least)
    return next(filter(None, shown), "")


def _shown(form: str, reading: Reading, stem: Stem) -> str:
    """The case that the letters behind the lemma show."""
    noun = form[reading.offset : len(form) - len(reading.pronoun)]
    root = stem.lemma.removesuffix("ة")[:-1]
    ending = noun.removeprefix(root)[1:]
    if not root or not noun.startswith(root) or len(ending) > len("تين"):
        return ""  # a broken plural: ملايين is no dual of مليون
    if stem.agreement in ("md", "fd", "mp"):
        if ending.endswith(_NOMINATIVE):
            return "Nom"
        return "AccGen" if ending.endswith(_OBLIQUE) else ""
    return "Acc" if not reading.definite and not reading.pronoun and noun == stem.lemma + "ا" else ""


def agree(verb: Reading | None, noun: Reading | None) -> str:
    """``=`` where a noun has the gender of a verb, ``!`` where not, "" where either is unknown.

    A plural of things goes with a feminine singular, so an ``!`` alone excludes nothing.
    """
    if verb is None or verb.stem is None or not verb.stem.tense or noun is None or noun.stem is None:
        return ""
    return "=" if ("f" in verb.stem.agreement) == ("f" in noun.stem.agreement[:1]) else "!"


def may_describe(noun: Reading | None, other: Reading | None) -> bool:
    """Whether ``other`` may be an adjective of ``noun``: alike in article and gender, or a feminine behind a plural."""
    if noun is None or noun.stem is None or other is None or other.stem is None:
        return True
    first, second = noun.stem.agreement, other.stem.agreement
    is_alike = first[:1] == second[:1] or ("p" in first and second == "fs")
    return is_alike and (noun.definite or bool(noun.pronoun)) == (other.definite or bool(other.pronoun))

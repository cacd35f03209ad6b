"""What stands around a quantity: its qualifier, its unit, the noun that is counted."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from etl.documents import Qualifier
from etl.figures.lexicon import (
    CLITICS,
    Noun,
    Unit,
    currency_parts,
    guard,
    is_definite,
    nouns,
    qualifiers_after,
    qualifiers_around,
    qualifiers_before,
    units,
)
from etl.figures.quantities import Quantity
from etl.numbers.exact import Exact
from etl.numbers.lexicon import guard as number_guard
from etl.numbers.lexicon import lexicon
from etl.text import Text

_PREFIXED_SIGNS = frozenset({"$", "€", "£", "¥", "₪", "₺", "₽", "%", "٪", "usd", "eur", "gbp"})
_PERCENT = frozenset({"%", "٪"})
#: What a verb may bound instead of the number itself, folded.
_AMOUNTS = frozenset(
    "عدد العدد عددهم عددها عدده قيمه القيمه قيمته قيمتها حصيله الحصيله حجم حجمه حجمها مجموع المجموع نسبه النسبه سعر "
    "كلفه تكلفه".split()
)
_DUAL_ADJECTIVES = ("ان", "ين")
_ADJECTIVES = ("يين", "يون", "ين", "ون", "يه", "يا", "ي")


#: Victims of whom the noun itself says what happened to them.
VICTIMS = ("killed", "injured")
#: Killed or injured in one number: no one knows how many are of each.
HARMED = "harmed"
#: Two other things told at once of those counted, which is no kind.
SHARED = "shared"


@dataclass(slots=True)
class Around:
    """The tokens that a figure covers, and what they say."""

    first: int
    stop: int
    unit: Unit | None = None
    noun: Noun | None = None
    #: Tokens of the counted noun phrase.
    counted: tuple[int, int] | None = None
    qualifier: Qualifier | None = None
    #: Code points of the first token that are a proclitic.
    prefix: int = 0
    #: Hundredths or thousandths to add: 20 دولارا و43 سنتا.
    parts: Exact = 0
    #: Degrees below zero.
    is_below_zero: bool = False

    @property
    def is_measured(self) -> bool:
        """Whether a unit or a known noun says what the number counts."""
        return self.unit is not None or self.noun is not None


def look_around(text: Text, quantity: Quantity) -> Around:
    """Qualifier, unit and noun of ``quantity``."""
    found = Around(quantity.first, quantity.stop, unit=quantity.unit, prefix=quantity.prefix)
    words = text.words
    stop = quantity.stop
    closing = stop < len(words) and words[stop] in ')]"»' and found.first and words[found.first - 1] in '(["«'
    if closing:
        stop += 1
    _find_unit(text, quantity, found, stop)
    if found.unit is None:
        _find_noun(text, quantity, found, stop)
    if closing and found.stop > stop:
        found.first, found.prefix = found.first - 1, 0
    find_qualifier(words, found)
    return found


def _find_unit(text: Text, quantity: Quantity, found: Around, stop: int) -> None:
    words = text.words
    start = stop
    if start < len(words) and words[start] == "من" and (quantity.form == "vague" or quantity.high >= 1000):
        start += 1
    hit = units().at(words, start)
    if hit is None and _is_metre(text, quantity, start):
        hit = start + 1, Unit("distance", "m")
    if hit is None and start < len(words) and words[start] in currency_parts():
        found.stop, found.unit, found.counted = start + 1, Unit("money_part", None), (start, start + 1)
        return
    if hit and (start == stop or is_definite(words[start])) and not _is_clock_dash(text, start):
        found.stop, found.unit = hit
        _add_parts(text, quantity, found)
        below = found.stop if words[found.stop : found.stop + 2] == ["تحت", "الصفر"] else 0
        if below and found.unit.unit in ("temperature", "degree"):
            found.stop, found.is_below_zero = below + 2, True
        return
    sign = words[quantity.first - 1] if quantity.first else ""
    if sign in _PREFIXED_SIGNS and (sign in _PERCENT) <= (text.ends[quantity.first - 1] == text.starts[quantity.first]):
        found.first, found.prefix = quantity.first - 1, 0
        if (
            found.first
            and words[found.first - 1] in ("us", "uk")
            and text.ends[found.first - 1] == text.starts[found.first]
        ):
            found.first -= 1
        unit = units().at(words, quantity.first - 1)
        if unit:
            found.unit = unit[1]


def _is_metre(text: Text, quantity: Quantity, i: int) -> bool:
    """1.75م: the letter glued to a decimal; behind whole numbers it may tell an hour or a year."""
    glued = text.words[i : i + 1] == ["م"] and text.ends[i - 1] == text.starts[i]
    return glued and quantity.form == "digits" and quantity.high % 1 != 0


def _is_clock_dash(text: Text, i: int) -> bool:
    return text.words[i] == "م" and i > 0 and len(text.words[i - 1]) == 4


def _add_parts(text: Text, quantity: Quantity, found: Around) -> None:
    """و43 سنتا or ونصف المليون after a currency."""
    words, j = text.words, found.stop
    if found.unit is None or quantity.is_range or j >= len(words):
        return
    if add_half(words, found) or found.unit.unit != "money" or j + 1 >= len(words):
        return
    k = j + 1 if words[j] == "و" else j
    half = lexicon().get(words[k]) if k + 1 < len(words) else None
    scale = lexicon().get(words[k + 1]) if half and half.role == "part" else None
    if half and scale and scale.role == "scale" and scale.definite and (k == j + 1) != (half.clitic == "و"):
        found.parts, found.stop = Fraction(scale.value, half.value), k + 2  # 3 مليارات دولار ونصف المليار
        return
    if k + 1 >= len(words) or words[k + 1] not in currency_parts():
        return
    lexeme = lexicon().get(words[k])
    if words[k].isdigit() and k == j + 1 and len(words[k]) <= 3:
        amount = int(words[k])
    elif lexeme and lexeme.role in ("unit", "ten") and (k == j + 1) != (lexeme.clitic == "و"):
        amount = lexeme.value
    else:
        return
    found.parts = Fraction(amount, currency_parts()[words[k + 1]])
    found.stop = k + 2


_UNDIVIDED = frozenset({"percent", "duration", "money_part"})


def add_half(words: list[str], found: Around) -> bool:
    """ثلاثة كيلومترات ونصف, مترين ونصف المتر: the part of one more unit, and whether there is one."""
    j = found.stop
    if found.unit is None or found.unit.unit in _UNDIVIDED or j >= len(words):
        return False
    apart = words[j] == "و"
    half = lexicon().get(words[j + apart]) if j + apart < len(words) else None
    if half is None or half.role != "part" or half.definite or (half.clitic == "و") == apart:
        return False
    after = j + apart + 1
    again = units().at(words, after)
    if again is not None and is_definite(words[after]) and again[1] == found.unit:
        after = again[0]
    elif after < len(words) and (is_definite(words[after]) or words[after] in lexicon()):
        return False  # and half of something else
    found.parts, found.stop = Fraction(1, half.value), after
    return True


def _find_noun(text: Text, quantity: Quantity, found: Around, stop: int) -> None:
    """The counted noun and its adjective after the number, or the noun that a definite number follows."""
    words = text.words
    table = nouns()
    paired = quantity.high in (1, 2) and quantity.form == "words"
    behind = quantity.first > 0 and words[quantity.first - 1] == "ال"  # القتلى الـ82
    if paired or behind or (quantity.rule == "definite_cardinal" and (stop >= len(words) or words[stop] not in table)):
        _find_noun_before(text, quantity, found)
        if found.noun is not None or found.unit is not None:
            return
    i = stop + 1 if stop < len(words) and words[stop] == "من" else stop
    if i > stop and words[i : i + 1] and words[i] in guard("of_them"):  # أربعة من كبار المسؤولين
        i += 1
    noun = table.get(words[i]) if i < len(words) else None
    if noun is not None and _fits(quantity, noun, i > stop):
        found.noun = noun
    elif i < len(words) and _is_sound_plural(quantity, words[i], i > stop):
        noun = found.noun = Noun("persons", None, "plural", is_definite(words[i]))
    elif i > stop or not _looks_like_noun(text, quantity, stop):
        _find_noun_before(text, quantity, found)
        return
    found.counted = (stop, adjectives_after(words, i + 1, noun))
    found.stop = found.counted[1]
    if noun is not None and joins_other(words, found.stop, noun):  # 30 قتيلا وجريحا
        found.noun, found.stop = noun._replace(kind=HARMED), found.stop + 1
        found.counted = (stop, found.stop)


def both_kinds(one: str, other: str | None) -> str:
    """The kind of those of whom two are told at once."""
    return HARMED if {one, other} == set(VICTIMS) else SHARED


def joins_other(words: list[str], i: int, noun: Noun) -> bool:
    """Whether token ``i`` joins to the victims of ``noun`` those of another kind, in the same form."""
    if noun.kind not in VICTIMS or i >= len(words) or words[i][0] != "و":
        return False
    other = nouns().get(words[i][1:])
    if other is None or other.kind not in VICTIMS or other.kind == noun.kind:
        return False
    tanween = noun.number != "singular" or (words[i][-1] == "ا") == (words[i - 1][-1] == "ا")
    return tanween and (other.number, other.definite) == (noun.number, noun.definite)


def _fits(quantity: Quantity, noun: Noun, partitive: bool) -> bool:
    if partitive:
        return noun.number == "plural"
    loose = quantity.form in ("vague", "fraction") or quantity.rule in ("definite_cardinal", "fraction_of_scale")
    return loose or not noun.definite or quantity.high >= 1000


def _is_sound_plural(quantity: Quantity, word: str, partitive: bool) -> bool:
    """Whether an unknown word is a plural in ون, ين, which only persons have; a definite one after a vague number or of
    whom (``partitive``) some are counted: ثلاثة من المتخابرين."""
    if not word.endswith(("ون", "ين")) or word in guard("not_person") or word in lexicon() or word[0] in "وبلي":
        return False
    if not is_definite(word):
        return len(word) > 4 and not word.startswith("ت")
    return len(word) > 6 and (partitive or quantity.form == "vague" or quantity.high >= 1000)


def _looks_like_noun(text: Text, quantity: Quantity, i: int) -> bool:
    """Whether an unknown word may be what is counted: an indefinite noun in the number that the numeral governs."""
    if i >= len(text.words):
        return False
    word = text.words[i]
    if not "ء" <= word[0] <= "ي" or len(word) < 3 or word in number_guard("function") or is_definite(word):
        return False
    if (
        word[0] in "وبل"
        or (word[0] == "ي" and not word.endswith("يا"))  # 7 يرجح: a verb; 7 يابانيا: a noun
        or word.endswith(("هم", "ها", "هن", "هما", "وا"))
        or word in guard("stop")
        or word in lexicon()
        or text.starts[i] - text.ends[i - 1] > 1
    ):
        return False
    rest = quantity.high % 100
    return word[-1] in "اه" if 11 <= rest <= 99 else True


def adjectives_after(words: list[str], i: int, noun: Noun | None) -> int:
    """Position after the adjectives that agree with the noun before token ``i``."""
    definite = noun is not None and noun.definite
    while i < len(words):
        word = words[i]
        bare = word[2:] if definite and word[:2] == "ال" else word
        if (definite and bare is word) or word in number_guard("function") or word in guard("stop"):
            break
        if word in lexicon():
            break
        endings = _DUAL_ADJECTIVES if noun is not None and noun.number == "dual" else _ADJECTIVES
        if word not in guard("other") and not (bare.endswith(endings) and len(bare) > 3 and bare[0] not in "يتو"):
            break
        i += 1
    return i


def _find_noun_before(text: Text, quantity: Quantity, found: Around) -> None:
    """الجنود الثلاثة, الركاب الـ150, شخص واحد, قتيلان اثنان: the number follows its noun."""
    words, i = text.words, quantity.first - 1
    if i < 0 or quantity.form not in ("words", "digits", "ordinal"):
        return
    definite = quantity.rule in ("definite_cardinal", "definite_round")
    if words[i] == "ال" and i:
        i, definite = i - 1, True
        duration = units().at(words, i)
        several = words[i] not in guard("ranked_unit")  # الأيام الـ10; in الدقيقة الـ89 the number orders
        if duration and duration[0] == i + 1 and duration[1].unit == "duration" and several:
            found.first, found.prefix, found.unit = i, 0, duration[1]
            return
    word = words[i]
    table = nouns()
    before = table.get(words[i - 1]) if i else None
    if definite and before is not None and before.definite and joins_other(words, i, before):  # القتلى والجرحى الـ20
        found.noun, found.first, found.prefix = before._replace(kind=HARMED), i - 1, 0
        found.counted = (i - 1, i + 1)
        return
    prefix = next((n for n in (0, 1, 2) if word[:n] in CLITICS and word[n:] in table), 0)
    noun = table.get(word[prefix:])
    if noun is None and quantity.high in (1, 2) and not definite:
        unit = units().at(words, i)
        if unit and unit[0] == quantity.first and quantity.form == "words":
            found.first, found.prefix, found.unit = i, 0, unit[1]
        return
    if noun is None:
        return
    small = (
        quantity.form == "words"
        and quantity.high in (1, 2)
        and noun.number == ("singular", "dual")[int(quantity.high) - 1]
    )
    if (definite and noun.definite and noun.number == "plural") or (small and not noun.definite):
        found.noun, found.first = noun, i
        found.prefix = prefix
        found.counted = (i, i + 1)


def _bound_around(words: list[str], stop: int) -> tuple[int, tuple[str, int]] | None:
    """تجاوز عدد القتلى 100, يزيد عدد سكانها على 100: the verb and what it bounds stand before the number."""
    if _AMOUNTS.isdisjoint(words[max(0, stop - 7) : stop]):
        return None
    for i in range(stop - 1, max(-1, stop - 8), -1):
        if words[i] in _AMOUNTS:
            hit = qualifiers_around().before(words, i)
            if hit:
                qualifier, preposition = hit[1]
                if (words[stop - 1] in ("علي", "عن")) == preposition:
                    return stop - preposition, (qualifier, 0)
            return None
    return None


_NOT = frozenset({"لا", "لم", "لن", "ولا", "ولم", "ولن", "فلا", "فلم", "فلن"})
#: What a bound says under a denial.
_DENIED = {"more_than": "at_most", "less_than": "at_least"}


def find_qualifier(words: list[str], found: Around) -> None:
    """Stretch ``found`` over the qualifiers on both sides."""
    before = qualifiers_before().before(words, found.first) or _bound_around(words, found.first)
    if before is None and found.first > 1 and words[found.first - 1] == "ال":
        before = qualifiers_before().before(words, found.first - 1)
    if before:
        first, (qualifier, prefix) = before
        if first and words[first - 1] in _NOT and qualifier in _DENIED:  # لا يتجاوز عددهم 20
            first, qualifier, prefix = first - 1, _DENIED[qualifier], len(words[first - 1]) - 2
        found.first, found.prefix, found.qualifier = first, prefix, qualifier  # type: ignore[assignment]
    after = qualifiers_after().at(words, found.stop)
    if after is None and words[found.stop : found.stop + 1] and words[found.stop] in guard("part_behind"):
        after = qualifiers_after().at(words, found.stop + 1)  # 19 منهم على الأقل
    if after:
        found.stop = after[0]
        if found.qualifier in (None, "about"):
            found.qualifier = after[1]  # type: ignore[assignment]

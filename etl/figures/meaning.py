"""What a figure is about: the unit that the context settles, what happened to those counted, and how it is counted."""

from __future__ import annotations

from collections.abc import Callable
from itertools import takewhile

from etl.figures.lexicon import Noun, Unit, context, currency_countries, flows, guard, is_definite, nouns
from etl.figures.surroundings import HARMED, SHARED, VICTIMS, Around, both_kinds, joins_other
from etl.syntax.trees import Trees
from etl.syntax.words import SHAPES
from etl.text import Text, positions

#: How far before a count the word may stand that says what happened, in tokens.
_REACH = 12
_BARE_REACH = 3
CLAUSE_ENDS = frozenset(".!?؟؛:")


def unit_in_context(text: Text, found: Around, unit: Unit, vocabulary: Callable[[], frozenset[str]]) -> Unit:
    """``unit``, with degrees told apart and an open currency given its country where the text names one.

    ``vocabulary`` gives the words of the whole text; it is asked for only where the sentence names no country.
    """
    if unit.unit == "degree":
        return _degrees(text, found)
    if unit.unit == "money" and unit.code is None and unit.name in currency_countries():
        return Unit("money", _currency(text, found, unit.name, vocabulary), unit.name)
    return unit


def _degrees(text: Text, found: Around) -> Unit:
    near = text.words[max(0, found.first - 10) : found.stop + 6]
    if not guard("quake").isdisjoint(near):
        return Unit("magnitude", "[Richter]")
    if not guard("heat").isdisjoint(near):
        return Unit("temperature", "Cel")
    if not guard("quake_before").isdisjoint(text.words[max(0, found.first - 3) : found.first]):
        return Unit("magnitude", "[Richter]")
    return Unit("degree", "deg")


def _currency(text: Text, found: Around, name: str, vocabulary: Callable[[], frozenset[str]]) -> str | None:
    """The one country of this currency that the sentence, or else the document, names; None for none or several."""
    countries = currency_countries()[name]
    sentence = text.sentences[text.sentence_of[found.first]]
    codes = {countries[word] for word in text.words[sentence.first : sentence.stop] if word in countries}
    if not codes:
        known = vocabulary()
        codes = {code for word, code in countries.items() if word in known}
    return codes.pop() if len(codes) == 1 else None


def is_magnitude(text: Text, found: Around) -> bool:
    """بقوة 7,2 of an earthquake, without the word for degrees."""
    sentence = text.sentences[text.sentence_of[found.first]]
    before = text.words[max(sentence.first, found.first - 2) : found.first]
    return not guard("quake_before").isdisjoint(before) and not guard("quake").isdisjoint(
        text.words[sentence.first : sentence.stop]
    )


def is_multiple(text: Text, found: Around) -> bool:
    """تضاعفت الأسعار ثلاث مرات, أكبر بمرتين: the times by which something grew or exceeds another."""
    words = text.words
    if found.counted is None or words[found.counted[0]].removeprefix("ب") not in guard("times"):
        return False
    grown = words[max(0, found.first - _GROWN) : found.first]
    return not guard("multiply").isdisjoint(grown) or (
        words[found.first][0] == "ب" and not guard("compare").isdisjoint(grown[-2:])
    )


#: How far before the times the word for what was multiplied may stand, in tokens.
_GROWN = 6


def is_age(text: Text, found: Around) -> bool:
    """Whether years are someone's age: (35 عاما), البالغ من العمر 35 عاما, في الـ35 من عمره."""
    words = text.words
    if found.first and words[found.first - 1] in "([" and found.stop < len(words) and words[found.stop] in ")]":
        return True
    if not guard("age").isdisjoint(words[max(0, found.first - 4) : found.first]):
        return True
    return not guard("age_after").isdisjoint(words[found.stop : found.stop + 2])


def kind_of(text: Text, trees: Trees | None, found: Around) -> str | None:
    """What happened to the persons counted: one thing, or death or injury (``harmed``: قتل وأصيب 20 شخصا); nothing to
    all those of whom some were counted (ثلاثة من أصل خمسة), nor where two other things are told (قتلت وأسرت)."""
    kind = _told(text, trees, found)
    return None if kind == SHARED else kind


def is_told(text: Text, trees: Trees | None, found: Around) -> bool:
    """Whether anything happened to those counted, one thing or two at once."""
    return _told(text, trees, found) is not None


def _told(text: Text, trees: Trees | None, found: Around) -> str | None:
    if text.words[max(0, found.first - 2) : found.first] == ["من", "اصل"]:
        return None
    if is_of_both(text.words, found.stop):
        return HARMED
    kind = found.noun.kind if found.noun is not None else None
    if kind not in _FIRM:  # no verb takes back what the noun says; five refugees may be killed
        told = _kind_from_clause(text, trees, found)
        if told is None and kind is None and found.noun is not None and trees is not None:
            told = _kind_from_tree(trees, found)
        kind = kind if told in (None, _ELSEWHERE) else told
    return None if kind == "injured" and _is_disease(text, found) else kind


#: Kinds of nouns that no verb changes.
_FIRM = frozenset({*VICTIMS, HARMED, "missing"})
#: Kind of words that begin another clause.
_ELSEWHERE = "none"
#: Kinds of the table that are none of persons.
_NO_PERSONS = (None, _ELSEWHERE, "territory_share")


def _kind_from_tree(trees: Trees, found: Around) -> str | None:
    """What the word says that governs those counted, however much stands between: قتلت طائرات ... نحو 12 مدنيا."""
    if found.counted is None or found.counted[0] < found.first:
        return None
    text, before, i = trees.text, context("left"), found.counted[0]
    first = text.sentences[text.sentence_of[i]].first
    words = text.words[first : found.first]
    kinds = positions(before.__contains__, words)
    last = kinds[-1] if kinds else len(words)
    if any(word[0].isdigit() for word in words[last:]) or all(before[words[k]] in _NO_PERSONS for k in kinds):
        return None  # nothing is told, or of another count
    graph = trees.at(i)
    head = graph.head(i)
    if not first <= head < found.first or graph.label(i) not in _GOVERNED or graph.preposition(i):
        return None
    kind = before.get(text.words[head])
    return None if kind in _NO_PERSONS else kind


def _is_of_another_verb(trees: Trees, found: Around, i: int) -> bool:
    """Whether a verb behind the word ``i``, which tells nothing of the kind, governs those counted: سقط ثلاثة قتلى،
    وحوكم عشرات النقابيين."""
    if found.counted is None or found.counted[0] < found.first or i + 1 >= found.first:
        return False
    graph, top = trees.at(found.first), found.counted[0]
    while found.first <= graph.head(top) < found.stop:  # عشرات stands above the noun that it counts
        top = graph.head(top)
    head = graph.head(top)
    return i < head < found.first and graph.tag(head) == "VERB" and graph.label(top) in _GOVERNED


_GOVERNED = frozenset({"obj", "nsubj", "nsubj:pass"})


def _shared_with(text: Text, trees: Trees | None, found: Around, i: int, kind: str) -> str | None:
    """What else of the same people the word tells that the word ``i`` is joined to: قتل وأصيب, مقتل أو إصابة, قتلت
    القوات وأسرت."""
    words, before = text.words, context("left")
    if words[i - 1] not in ("و", "او") and not (words[i][0] == "و" and words[i][1:] in before):
        return None
    j = i - 1 - (words[i - 1] in ("و", "او"))
    if j < 0 or text.sentence_of[j] != text.sentence_of[i]:
        return None
    if before.get(words[j]) in _NO_PERSONS:
        return _shared_object(trees, found, i, kind) if trees is not None else None
    agree = words[i].endswith("وا") == words[j].endswith("وا")  # 20 شخصا قتلوا وأصيب 5
    subject = nouns().get(words[j - 1]) if j else None  # إن شخصا قتل وأصيب 5
    if before[words[j]] == kind or not agree or (subject is not None and subject.unit == "persons"):
        return None
    one, other = (SHAPES[text.clean[text.starts[k] : text.ends[k]]].word.parts for k in (i, j))
    same = not set(one).isdisjoint(other)  # two verbs or two nouns: not سقط قتلى وأصيب 5
    return before[words[j]] if same else None


#: The longest way from a verb over its subject to the verb that is joined to it, in tokens.
_SUBJECT = 6


def _shared_object(trees: Trees, found: Around, i: int, kind: str) -> str | None:
    """What the first verb of قتلت القوات وأسرت 12 مسلحا tells: two of one subject, with one object between them."""
    words, before = trees.text.words, context("left")
    ending = next((end for end in ("ت", "وا") if words[i].endswith(end)), "")
    near = range(max(0, i - _SUBJECT), i) if ending else ()
    verbs = [j for j in near if words[j].endswith(ending) and before.get(words[j]) not in (*_NO_PERSONS, kind)]
    if not verbs:
        return None
    graph = trees.at(i)
    head = graph.head(i)
    if head not in verbs or graph.label(i) != "conj" or graph.tag(i) != "VERB":
        return None
    labels = {graph.label(k): k for k in graph.kids(head)}
    victim = nouns().get(words[labels.get("nsubj", labels.get("nsubj:pass", head))])
    counted = found.counted[0] if found.counted is not None else found.stop - 1
    own = graph.head(counted) == i and graph.label(counted) == "obj"
    shared = own and "obj" not in labels and (victim is None or victim.unit != "persons")
    return before[words[head]] if shared else None


def is_of_both(words: list[str], i: int) -> bool:
    """أكثر من 200 بين قتيل وجريح: the dead and the wounded in one number."""
    i += i < len(words) and words[i] == "ما"
    return (
        i < len(words)
        and words[i] == "بين"
        and words[i : i + 3] in (["بين", "قتيل", "وجريح"], ["بين", "شهيد", "وجريح"], ["بين", "قتيل", "ومصاب"])
    )


def _is_disease(text: Text, found: Around) -> bool:
    """Whether إصابة is an infection."""
    sentence = text.sentences[text.sentence_of[found.first]]
    return not guard("disease").isdisjoint(text.words[sentence.first : sentence.stop])


def _kind_from_clause(text: Text, trees: Trees | None, found: Around) -> str | None:
    words = text.words
    after = context("right")
    noun_stop = found.counted[0] + 1 if found.counted else found.stop
    for i, word in enumerate(words[noun_stop : found.stop + 2], noun_stop):
        if not word[0].isalpha():
            break
        if word in after:
            if after[word] == "missing" and (lost := _lost(words, i + 1, found)):
                return lost
            other = _goes_on(words, i + 1, after[word])
            return both_kinds(after[word], other) if other else after[word]
    told = _behind_phrase(words, found.stop) or _counted_among(words, found.stop)
    if told is not None and told in after:
        return after[told]
    before = context("left")
    sentence = text.sentences[text.sentence_of[found.first]]
    reach = _REACH if found.noun is not None else _BARE_REACH
    for i in range(found.first - 1, max(sentence.first, found.first - reach) - 1, -1):
        word = words[i]
        kind = before.get(word)
        if kind is not None:
            if kind == _ELSEWHERE:
                return kind
            if kind == "missing" and (lost := _lost(words, found.stop, found)):
                return lost
            if kind != "territory_share":
                if trees is not None and _is_of_another_verb(trees, found, i):
                    return _ELSEWHERE
                other = _shared_with(text, trees, found, i, kind) if i else None
                return both_kinds(kind, other) if other else kind
        if word not in _BREAKS:
            continue
        if word in CLAUSE_ENDS or (word in "،," and found.first - i > 2):
            break
        if (
            word in _RELATIVE
            and found.first - i <= _CLAUSE
            and guard("their_number").isdisjoint(words[i : found.first])
        ):
            break  # الإفراج عن الفتاة التي صفعت جنديين
    return None


def _lost(words: list[str], i: int, found: Around) -> str | None:
    """What became of those who lost what stands at token ``i``, with a pronoun for them: فقد 20 شخصا حياتهم, but not
    فقد مئات العمال وظائفهم, فقدت 30 عائلة منازلها."""
    lost = words[i] if i < len(words) else ""
    own = ("ها",) if found.noun is not None and found.noun.unit == "households" else ("هم", "هن")
    if len(lost) <= 4 or not lost.endswith(own) or lost in guard("stop") or lost in guard("part"):
        return None
    return "killed" if lost in guard("lives") else _ELSEWHERE


def _goes_on(words: list[str], i: int, kind: str) -> str | None:
    """What else a second verb in the plural at token ``i`` tells of the same people: قتلوا أو جرحوا."""
    word = words[i + 1] if words[i : i + 1] == ["او"] and i + 1 < len(words) else "".join(words[i : i + 1])[1:]
    joined = i < len(words) and (words[i] == "او" or words[i][0] == "و")
    other = context("right").get(word) if joined and word.endswith("وا") else None
    return other if other != kind else None


#: The longest phrase between those counted and their verb, in tokens.
_PHRASE = 8


def _behind_phrase(words: list[str], i: int) -> str | None:
    """The verb in the plural behind a phrase that belongs to those counted: مدنيا، بينهم 35 طفلا، قتلوا; عناصر من الجيش
    قتلوا."""
    opened = words[i] if i < len(words) else ""
    if opened not in ("من", "في", "،", ","):
        return None
    for j in range(i + 1, min(i + _PHRASE, len(words))):
        word = words[j]
        if word.endswith("وا") and (opened in ("من", "في") or words[j - 1] in ("،", ",")):
            return word
        if word in CLAUSE_ENDS or word.startswith(("ان", "الذي")) or (word in "،," and opened not in ("،", ",")):
            break
    return None


def _counted_among(words: list[str], i: int) -> str | None:
    """Those among whom others are counted: 21 شخصا (لا يزالون) في عداد المفقودين."""
    near = list(takewhile(lambda word: word[0].isalpha() and word[0] != "و", words[i : i + _RECKONED]))
    return words[i + near.index("عداد") + 1] if "عداد" in near and i + near.index("عداد") + 1 < len(words) else None


#: How far behind those counted the word for reckoning may stand, in tokens.
_RECKONED = 5
#: A count so close behind a relative pronoun is told by the verb between, in tokens.
_CLAUSE = 2
_RELATIVE = frozenset({"الذي", "التي", "الذين", "اللذين", "اللتين", "والذي", "والتي", "والذين"})
#: Where the way back to the word that tells may end.
_BREAKS = CLAUSE_ENDS | _RELATIVE | {"،", ","}


def counted_before(text: Text, found: Around) -> tuple[Noun, int] | None:
    """(noun, its token) of عدد القتلى or حصيلة الضحايا before a bare number."""
    words, table = text.words, nouns()
    for i in range(found.first - 1, max(0, found.first - 8), -1):
        if not words[i][0].isalpha():
            break
        noun = table.get(words[i])
        if noun and noun.number == "plural" and noun.unit != "count" and words[i - 1] in guard("tally"):
            return _both(words, i, noun), i
    return _risen_to(text, found) if words[max(0, found.first - 1)] == "الي" else None


def _both(words: list[str], i: int, noun: Noun) -> Noun:
    """The ``noun`` at token ``i``, of two kinds where another follows it: عدد القتلى والجرحى."""
    return noun._replace(kind=HARMED) if joins_other(words, i + 1, noun) else noun


def _risen_to(text: Text, found: Around) -> tuple[Noun, int] | None:
    """ارتفع عدد الجنود الذين قتلوا منذ بدء المعارك إلى 45: whose number it is stands behind the verb."""
    words, table, after = text.words, nouns(), context("right")
    sentence = text.sentences[text.sentence_of[found.first]]
    for i in range(found.first - 2, sentence.first + 1, -1):
        noun = table.get(words[i])
        if words[i] in CLAUSE_ENDS:
            return None
        if noun and noun.number == "plural" and noun.unit != "count" and words[i - 1] in guard("tally"):
            kind = noun.kind or next((after[word] for word in words[i + 1 : found.first] if word in after), None)
            return (_both(words, i, noun._replace(kind=kind)), i) if words[i - 2] in guard("change") else None
    return None


def share_kind(text: Text, found: Around) -> tuple[str | None, str | None]:
    """(kind, flow) of a percentage or fraction: a share if it is one of something, of land where it is held."""
    words = text.words
    following = words[found.stop : found.stop + 3]
    if not following or not (following[0] == "من" or is_definite(following[0]) or following[0] in guard("land")):
        return None, None
    if following[0] == "من" and not _is_whole(following[1:]):
        return None, None
    held = context("left")
    if guard("land").isdisjoint(following):
        return None, "share"
    for word in reversed(words[max(0, found.first - _REACH) : found.first]):
        if held.get(word) == "territory_share":
            return "territory_share", "share"
        if word in CLAUSE_ENDS:
            break
    return None, "share"


def _is_whole(following: list[str]) -> bool:
    """Whether what stands behind من may be that of which there is a share: not ارتفع إلى 3% من 2%, نما 3% من خلال."""
    word = following[0] if following else ""
    return bool(word) and not word[0].isdigit() and (word not in guard("stop") or word in guard("part"))


def _counts_since(words: list[str], first: int, found: Around) -> bool:
    """Whether those counted are all of a time that goes on: قتل 2000 شخص منذ عام 2012, ومنذ بداية العام جرح 40; not أول
    قتيل منذ عام 2012."""
    stop = min(found.stop + _SINCE, len(words) - 1)
    near = words[first:stop]
    for i in positions(_SINCE_WORDS.__contains__, near, first) if not _SINCE_WORDS.isdisjoint(near) else ():
        if not found.first <= i < found.stop and (words[i + 1] in guard("since") or _is_year(words[i + 1])):
            told = context("left")  # يحاصرون البلدة منذ عام 2012 وقتل اليوم خمسة
            apart = any(word[0] == "و" and word[1:] in told for word in words[i + 1 : found.first])
            return not apart and guard("first_time").isdisjoint(words[max(0, i - _SINCE) : i])
    return False


_SINCE_WORDS = frozenset({"منذ", "ومنذ"})
#: How far behind a count منذ may stand, in tokens.
_SINCE = 4


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdecimal() and word[:2] in ("19", "20")


def flow_of(text: Text, found: Around, kind: str | None) -> str | None:
    """Running total, state, or new."""
    words = text.words
    if kind and found.counted and not guard("new").isdisjoint(words[found.counted[0] : found.stop + 1]):
        return "flow"  # ارتفع العدد بعد تسجيل 30 وفاة جديدة
    sentence = text.sentences[text.sentence_of[found.first]]
    table = flows()
    verb = found.counted[0] - 2 if found.counted else found.first  # ارتفع عدد القتلى
    first = max(sentence.first, min(found.first - 8, verb))
    for i in reversed(positions(table.last_words.__contains__, words[first : found.first], first + 1)):
        hit = table.before(words, i)
        if hit:
            return hit[1] if kind or hit[1] == "stock" else None
    if kind and _counts_since(words, max(sentence.first, found.first - _REACH), found):
        return "cumulative"
    if kind == "besieged":
        return "stock"
    return "flow" if kind else None

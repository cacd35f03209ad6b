"""The lexicon of events on hand-built trees, and that its tables name only what exists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import chain

import pytest

from etl import events
from etl.documents import Event
from etl.events.arcs import Arcs
from etl.events.factuality import settled
from etl.events.families import families
from etl.events.features.parts import expected
from etl.events.features.telling import WITH, telling, told
from etl.events.lexicon import NO_EVENT, Condition, classes_of, lexicon
from etl.events.mentions import models
from etl.events.mentions import told as told_by
from etl.events.participants import described
from etl.events.story import LIKELY, story_models
from etl.events.triggers import find, may_tell
from etl.events.types import event_types
from etl.linear import Binary, Paired
from etl.pipeline import code
from etl.syntax.classes import noun_classes
from etl.syntax.graph import Graph
from etl.tables import read_csv
from etl.text import read_text
from tools.annotated import page_of

MODALITIES = {"negated", "denied", "future", "intended", "hypothetical", "habitual", "fact", "report"}
ROLES = {"source", "target", "place", "origin", "destination", "both", "none", "cause", "figure"}
POS = {"verb", "noun", "adj", "particle"}
SLOTS = {"subj", "subjpass", "obj", "gen", "adj", "ucomp", "pp", "dep", "gov", "sentence", "self", "next"}

# A word a line: form, part of speech, position of the head (-1: none), relation.
RAID = """
شنت VERB -1 root
الطائرات NOUN 0 nsubj
الروسية ADJ 1 amod
غارات NOUN 0 obj
على ADP 5 case
حلب PROPN 3 nmod
"""
PASSIVE = """
قتل VERB -1 root
الجندي NOUN 0 nsubj:pass
على ADP 3 case
يد NOUN 0 obl
مسلحين NOUN 3 nmod
وشرطي NOUN 1 conj
"""
DENIAL = """
نفى VERB -1 root
الوزير NOUN 0 nsubj
( PUNCT 1 punct
وهو PRON 4 nsubj
طبيب NOUN 1 appos
) PUNCT 4 punct
أن SCONJ 8 mark
الجيش NOUN 8 nsubj
انسحب VERB 0 ccomp
"""
PLAN = """
يعتزم VERB -1 root
الجيش NOUN 0 nsubj
الانسحاب NOUN 0 obj
من ADP 4 case
المدينة NOUN 2 nmod
"""
CONDITION = """
إذا SCONJ 1 mark
قصف VERB 3 advcl
الجيش NOUN 1 nsubj
نسحب VERB -1 root
"""


def tree(table: str) -> Graph:
    rows = [line.split() for line in table.strip().split("\n")]
    forms, tags, heads, labels = zip(*rows, strict=True)
    return Graph(0, forms, tags, [int(head) for head in heads], labels)


def at(graph: Graph, form: str) -> int:
    return list(graph.forms).index(form)


def triggers(table: str) -> dict[str, str]:
    """Form of each trigger -> the type of its row."""
    graph = tree(table)
    return {graph.form(types[0].at): types[0].event_type for types in find(graph)}


def over(table: str, form: str) -> list[tuple[str, str]]:
    """Operators over the trigger ``form``, nearest first: (word, modality)."""
    graph = tree(table)
    return [(name, operator.modality) for name, _, operator in Arcs(graph).operators(at(graph, form))]


def holds(condition: str, graph: Graph, form: str) -> bool:
    place, _, items = condition.partition(":")
    name, _, preposition = place.partition("-")
    words = frozenset(item for item in items.split("|") if not item.startswith("%"))
    classes = frozenset(item[1:] for item in items.split("|") if item.startswith("%"))
    return Condition(name, preposition, words, classes).holds(graph, at(graph, form))


@pytest.mark.parametrize(
    ("table", "form", "condition", "expected"),
    [
        (RAID, "شنت", "subj:طائرة", True),
        (RAID, "شنت", "subj:غارة", False),
        (RAID, "شنت", "obj:غارة|هجوم", True),
        (RAID, "شنت", "subjpass:طائرة", False),
        (RAID, "غارات", "pp-على:حلب", True),
        (RAID, "غارات", "pp:حلب", True),
        (RAID, "غارات", "pp-في:حلب", False),
        (RAID, "غارات", "gen:حلب", False),
        (RAID, "غارات", "gov:شن", True),
        (RAID, "الروسية", "gov:شن", True),
        (RAID, "الطائرات", "adj:روسي", True),
        (RAID, "شنت", "dep:روسي", True),
        (RAID, "شنت", "dep:غارة", True),
        (RAID, "حلب", "sentence:شن", True),
        (RAID, "حلب", "sentence:حلب", False),
        (RAID, "شنت", "next:طائرة", True),
        (RAID, "حلب", "next:شن", False),
        (RAID, "شنت", "self:شن", True),
        (PASSIVE, "قتل", "subjpass:جندي", True),
        (PASSIVE, "قتل", "subj:جندي", True),
        (PASSIVE, "قتل", "subj:%armed", True),
        (PASSIVE, "قتل", "subj:%place", False),
        (PASSIVE, "يد", "gen:مسلح", True),
        (DENIAL, "نفى", "ucomp:انسحب", True),
        (DENIAL, "نفى", "obj:انسحب", False),
    ],
)
def test_conditions(table: str, form: str, condition: str, expected: bool) -> None:
    assert holds(condition, tree(table), form) is expected


@pytest.mark.parametrize(
    ("table", "trigger", "word", "expected"),
    [
        (RAID, "شنت", "الطائرات", "subj"),
        (RAID, "شنت", "غارات", "obj"),
        (RAID, "غارات", "حلب", "pp-على"),
        (RAID, "شنت", "شنت", "self"),
        (RAID, "غارات", "الطائرات", ""),
        (RAID, "الطائرات", "الروسية", "adj"),
        (PASSIVE, "قتل", "الجندي", "subjpass"),
        (PASSIVE, "قتل", "مسلحين", "by"),
        (PASSIVE, "قتل", "وشرطي", "subjpass"),
        (PLAN, "يعتزم", "الانسحاب", "obj"),
        (PLAN, "الانسحاب", "المدينة", "pp-من"),
    ],
)
def test_slots(table: str, trigger: str, word: str, expected: str) -> None:
    graph = tree(table)
    assert Arcs(graph).slot(at(graph, trigger), at(graph, word)) == expected


def test_a_participle_that_qualifies_stands_under_its_noun() -> None:
    graph = tree("الرجل NOUN -1 root\nالمعتقل ADJ 0 amod")
    assert Arcs(graph).slot(1, 0) == "head"


def test_whom_a_relative_clause_describes() -> None:
    clause = "الجهاديين NOUN -1 root\nالذين PRON 2 nsubj\nاستولوا VERB 0 acl\nعليها PRON 2 obl"
    assert Arcs(tree(clause)).slot(2, 0) == "subj"
    passive = "الرجل NOUN -1 root\nالذي PRON 2 obj\nقتله VERB 0 acl\nالجيش NOUN 2 nsubj"
    assert Arcs(tree(passive)).slot(2, 0) == "head"


def test_frames_give_roles_to_slots() -> None:
    assert expected("attack", "subj") == ("source",)
    assert expected("attack", "pp-على")[0] == "target"
    assert expected("attack", "pp-في") == ("place",), "the rows of `any` hold for every frame"
    assert expected("attack", "nowhere") == ()


def test_marks_and_verbs_between_two_words() -> None:
    arcs = Arcs(tree(DENIAL))
    assert (arcs.marks(0, 8), arcs.verbs(0, 8)) == (2, 0)
    assert (arcs.marks(8, 0), arcs.verbs(1, 8)) == (2, 0)
    assert (arcs.marks(2, 5), arcs.marks(3, 3), arcs.verbs(4, 8)) == (0, 0, 0)


def test_a_particle_of_facts_asserts() -> None:
    table = "لقد PART 1 advmod\nانسحب VERB -1 root\nالجيش NOUN 1 nsubj"
    assert settled(Arcs(tree(table)), 1) == "asserted"
    assert settled(Arcs(tree(table.replace("لقد", "لم"))), 1) == "negated"
    assert settled(Arcs(tree(table.replace("لقد", "هنا"))), 1) is None


def test_a_support_verb_hands_its_arguments_to_its_noun() -> None:
    graph = tree(RAID)
    verbs = dict(Arcs(graph).supports(at(graph, "غارات")))
    assert verbs[0]["subj"] == "source"
    assert verbs[0]["pp-على"] == "target"
    assert Arcs(graph).supports(at(graph, "شنت")) == []


def test_denial_reaches_over_a_parenthesis() -> None:
    assert ("نفى", "denied") in over(DENIAL, "انسحب")
    assert over(DENIAL, "نفى") == []


def test_negation_stands_before_its_verb() -> None:
    table = "لم PART 1 advmod\nينسحب VERB -1 root\nالجيش NOUN 1 nsubj"
    assert ("لم", "negated") in over(table, "ينسحب")


def test_a_plan_governs_its_masdar() -> None:
    assert ("اعتزم", "intended") in over(PLAN, "الانسحاب")


def test_a_condition_marks_its_clause() -> None:
    assert ("إذا", "hypothetical") in over(CONDITION, "قصف")


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("حال NOUN 2 obl", "hypothetical"),
        ("حالة NOUN 2 obl", "hypothetical"),
        ("مدينة NOUN 2 obl", None),
    ],
)
def test_a_bare_noun_that_a_preposition_makes_a_particle(noun: str, expected: str | None) -> None:
    graph = tree(f"في ADP 1 case\n{noun}\nاستعاد VERB -1 root\nالجيش NOUN 2 nsubj\nحلب PROPN 2 obj")
    assert settled(Arcs(graph), 2) == expected
    described = tree(f"في ADP 1 case\n{noun}\nحرجة ADJ 1 amod\nنقل VERB -1 root".replace(" 2 obl", " 3 obl"))
    assert settled(Arcs(described), 3) is None


def test_what_stands_beside_governs_nothing() -> None:
    table = "قصف VERB -1 root\nالجيش NOUN 0 nsubj\nونفى VERB 0 conj\nالوزير NOUN 2 nsubj"
    assert over(table, "قصف") == []


def test_triggers_of_a_tree() -> None:
    assert triggers(RAID) == {"غارات": "airstrike"}
    assert triggers(DENIAL) == {"نفى": "denial", "انسحب": "withdrawal"}
    assert triggers(PASSIVE)["قتل"] == "killing"


@pytest.mark.parametrize(
    ("table", "form"),
    [
        ("انفجار NOUN -1 root\nالغضب NOUN 0 nmod", "انفجار"),
        ("قتل VERB -1 root\nالوقت NOUN 0 obj", "قتل"),
        ("أصيب VERB -1 root\nبمرض NOUN 0 obl", "أصيب"),
        ("الحرب NOUN -1 root\nالعالمية ADJ 0 amod", "الحرب"),
        ("ثورة NOUN -1 root\nصناعية ADJ 0 amod", "ثورة"),
    ],
)
def test_set_phrases_are_no_events(table: str, form: str) -> None:
    assert triggers(table)[form] == NO_EVENT


def test_a_word_of_several_types_comes_with_all() -> None:
    types = [t.event_type for t in next(find(tree(PASSIVE)))]
    assert types[0] == "killing"
    assert set(types[1:]) == {*lexicon().alternatives["killing"], *lexicon().seen["VERB", "قتل"]} - {"killing"}


def test_a_word_seen_to_tell_is_a_candidate_without_a_row() -> None:
    tables = lexicon()
    listed = {name for _, name in (*tables.triggers, *tables.pairs)}
    (tag, lemma), row = next(pair for pair in tables.unlisted.items() if pair[0][1] not in listed)
    assert tag.lower() == row.pos
    assert may_tell(read_text(lemma), 0, 1)
    assert row.event_type in tables.seen[tag, lemma]


def test_only_sentences_with_a_trigger_need_a_tree() -> None:
    for sentence, tells in (("قصف الجيش المدينة", True), ("في البيت كتاب", False), ("12 ... ؟", False)):
        text = read_text(sentence)
        assert may_tell(text, 0, len(text.starts)) is tells


def test_classes_of_a_head() -> None:
    graph = tree(PASSIVE)
    assert classes_of(graph, 1)[0] == "armed"
    assert classes_of(graph, 2) == ()


def _named_types() -> Iterator[tuple[str, str]]:
    for table, column in (
        ("triggers.csv", "event_type"),
        ("event_alternatives.csv", "event_type"),
        ("event_alternatives.csv", "alternatives"),
        ("event_seen.csv", "event_types"),
        ("event_families.csv", "event_types"),
        ("operators.csv", "types"),
    ):
        yield from ((table, name) for row in read_csv(table) for name in row[column].replace("|", " ").split())


def test_every_type_that_a_table_names_exists() -> None:
    known = {*event_types(), NO_EVENT}
    assert {pair for pair in _named_types() if pair[1] not in known} == set()


def test_every_type_has_a_trigger() -> None:
    told = {name for table, name in _named_types() if table in ("triggers.csv", "event_alternatives.csv")}
    assert set(event_types()) - told == set()


def test_types_are_of_one_family_at_most() -> None:
    named = list(chain.from_iterable(row["event_types"].split() for row in read_csv("event_families.csv")))
    assert len(named) == len(set(named))
    assert set(families()) == set(event_types())


def test_rows_of_triggers() -> None:
    frames = {row["frame"] for row in read_csv("event_frames.csv")}
    for row in read_csv("triggers.csv"):
        assert row["lemmas"].split(), row
        assert row["frame"] in frames, row
        assert row["pos"] in {"verb", "noun", "adj"}, row


def test_ids_of_rows_are_unique() -> None:
    tables = lexicon()
    rows = {row for found in tables.triggers.values() for row in found}
    rows |= {row for found in tables.pairs.values() for _, row in found}
    assert len(rows) == len(list(read_csv("triggers.csv")))
    rows |= set(tables.unlisted.values())
    assert len({row.row_id for row in rows}) == len(rows)
    assert {row.frame for row in tables.unlisted.values()} <= set(tables.frames)


def test_groups_and_slots_of_conditions_exist() -> None:
    groups = {row["group"] for row in read_csv("event_words.csv")}
    for row in read_csv("triggers.csv"):
        for condition in (row["needs"] + " " + row["forbids"]).split():
            place, _, items = condition.partition(":")
            assert place.partition("-")[0] in SLOTS, row
            for item in items.split("|"):
                assert item, row
                assert not item.startswith("@") or item[1:] in groups, row


def test_classes_of_conditions_exist() -> None:
    conditions = " ".join(row["needs"] + " " + row["forbids"] for row in read_csv("triggers.csv"))
    # A phrase with a number is a figure, whatever its noun.
    classes = {name for found in noun_classes().values() for name in found} | {"figure"}
    assert set(re.findall(r"%([^| ]+)", conditions)) - classes == set()


#: Groups that the code asks for by name.
ASKED = {
    "by",
    "hands",
    "reporting",
    "another",
    "of_country",
    "relative",
    "since",
    "toward",
    "away",
    "back_ه",
    "back_ها",
    "back_هم",
    "back_هما",
    "back_هن",
}


def test_every_group_is_used() -> None:
    used = "|".join(row["needs"] + "|" + row["forbids"] for row in read_csv("triggers.csv"))
    items = {item.split(":")[-1] for item in used.replace(" ", "|").split("|")}
    groups = {row["group"] for row in read_csv("event_words.csv")}
    assert groups - {item[1:] for item in items if item} == ASKED


def test_roles_and_modalities_of_the_tables() -> None:
    for row in read_csv("event_frames.csv"):
        assert set(row["role"].split("|")) <= ROLES, row
    for row in read_csv("support_verbs.csv"):
        assert row["pos"] in POS, row
        roles = {pair.partition("=")[2] for pair in row["gives"].split()}
        assert set("|".join(roles).split("|")) <= ROLES, row
    for row in read_csv("operators.csv"):
        assert row["pos"] in POS, row
        assert row["modality"] in MODALITIES, row


def coded(text: str) -> list[Event]:
    return list(code(text, date(2016, 12, 13), "d").events)


@pytest.mark.parametrize(
    "sentence",
    [
        "وقتل منذ بدء الحرب في السابع من تشرين الأول 2015 أكثر من أربعين ألف شخص في البلاد.",
        "ومنذ اندلاع المعارك بين الجيش والمسلحين في 7 تشرين الأول 2015 قتل آلاف المدنيين في البلاد.",
        "وقتل منذ أن شن الجيش هجوما على المدينة في 7 تشرين الأول 2015 أكثر من أربعين ألف شخص.",
    ],
)
def test_the_dead_since_a_day_are_not_those_of_the_day(sentence: str) -> None:
    (killing,) = [event for event in coded(sentence) if event.event_type == "killing"]
    assert (killing.date_start, killing.date_end) == (date(2015, 10, 7), date(2016, 12, 13))


def test_what_began_on_a_day_began_on_that_day() -> None:
    dead = "وقتل منذ أن شن الجيش هجوما على المدينة في السابع من تشرين الأول 2015 أكثر من أربعين ألف شخص."
    text = f"أعلنت الوزارة حصيلة جديدة.\n{dead}"
    days = {event.event_type: (event.date_start, event.date_end) for event in coded(text)}
    assert days["killing"] == (date(2015, 10, 7), date(2016, 12, 13))
    assert days["offensive"] == (date(2015, 10, 7), date(2015, 10, 7))


def test_a_length_that_is_placed_dates_what_happened_in_it() -> None:
    (killing,) = [
        event for event in coded("قتل عشرة أشخاص خلال الأيام الثلاثة الماضية.") if event.event_type == "killing"
    ]
    assert (killing.date_start, killing.date_end) == (date(2016, 12, 10), date(2016, 12, 13))
    assert killing.date_source == "text"


def test_people_who_are_counted_are_mentioned_whether_or_not_they_take_part() -> None:
    found = code("يعمل في المصنع أربعون عاملا.", date(2016, 12, 13), "d")
    assert not found.events
    assert [(actor.text, actor.form, actor.actor_id) for actor in found.actors] == [
        ("أربعون عاملا", "description", None)
    ]


def test_who_takes_part_in_what_is_only_mentioned_is_mentioned() -> None:
    published_on = date(2016, 12, 13)
    page = page_of("خطف مسلحون موظفين في بغداد أمس.", published_on)
    people, _ = described(page, (), told_by(page, models(), LIKELY["joins"])[0])
    assert [actor.text for actor in people] == ["موظفين"]


def test_a_word_of_time_tells_nothing() -> None:
    found = code("هاجم مسلحون فجرا نقطة تفتيش في بعقوبة وقتلوا أربعة من عناصرها.", date(2016, 12, 13), "d")
    assert {event.trigger.text for event in found.events} == {"هاجم", "قتلوا"}


def test_the_others_of_a_list_of_places_are_listed() -> None:
    page = page_of("قتل عشرة جنود في هجمات شنها مسلحون في عدن ومناطق أخرى أمس.", date(2018, 10, 12))
    _, places = described(page, (), told_by(page, models(), LIKELY["joins"])[0])
    assert [place.text for place in places] == ["مناطق أخرى"]


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("المرصد السوري: مقتل خمسة مدنيين في غارات على إدلب", "المرصد السوري"),
        ("10:20 | وزارة الصحة: مقتل ثلاثة أشخاص في انفجار وسط بغداد", "وزارة الصحة"),
    ],
)
def test_who_stands_before_a_colon_speaks(line: str, speaker: str) -> None:
    told = coded(f"{line}\n\nأغلقت الشرطة الطرق أمس.")
    assert {e.speaker and e.speaker.text for e in told if e.trigger.start < len(line)} == {speaker}


def test_a_described_participant() -> None:
    taken = coded("خطف مسلحون مجهولون ثلاثة موظفين في بغداد أمس.")[0].targets[0]
    assert (taken.text, taken.form, taken.head_class) == ("ثلاثة موظفين", "description", "person")
    assert (taken.actor_id, taken.kind, taken.country) == (None, "person", "IQ")


@pytest.mark.parametrize(
    "sentence",
    [
        "تدعو النقابات العمال إلى التظاهر يوم 20 كانون الأول في العاصمة.",
        "طالب الوزير بعقد جلسة يوم 15 كانون الأول لمجلس النواب.",
        "دعا الرئيس الكتل إلى اجتماع يعقد في 18 كانون الأول في بيروت.",
    ],
)
def test_a_fact_does_not_lie_after_its_publication(sentence: str) -> None:
    facts = [event for event in coded(sentence) if event.modality == "asserted"]
    assert facts
    assert all(event.date_start is None or event.date_start <= date(2016, 12, 13) for event in facts)


def test_where_a_day_comes_from() -> None:
    sentence = "سيطر تنظيم الدولة الإسلامية على مدينة تدمر"
    dated, news = coded(f"{sentence} مساء السبت."), coded(f"{sentence}.")
    assert (dated[0].date_start, dated[0].date_source) == (date(2016, 12, 10), "text")
    assert (news[0].date_start, news[0].date_end, news[0].date) == (date(2016, 12, 12), date(2016, 12, 13), None)
    assert news[0].date_source == "published"
    assert code(f"{sentence}.", None, "d").events[0].date_start is None


@pytest.mark.parametrize(("weight", "source"), [(9.0, "published"), (-9.0, None)])
def test_only_what_is_likely_of_that_time_is_lent_the_day_of_publication(weight: float, source: str | None) -> None:
    published_on = date(2016, 12, 13)
    page = page_of("سيطر تنظيم الدولة الإسلامية على مدينة تدمر.\nوأغلقت المدارس أبوابها.", published_on)
    fitted = replace(models(), recent=Binary({"bias": {"yes": weight}}))
    (event, *_) = events.code(page, "d", fitted, story_models()).events
    assert (event.event_type, event.date_source) == ("territory_seized", source)


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("حصل حزب النهضة على 35.4 في المئة من الأصوات.", "35.4 في المئة"),
        ("قتل في الزلزال 1,250 من المدنيين.", "1,250 من المدنيين"),
        ("قتل 12 شخصا وأصيب 35 في الهجوم.", "35"),
    ],
)
def test_a_number_is_one_phrase(sentence: str, count: str) -> None:
    page = page_of(sentence, None)
    found = [page.text.span(e.first, e.stop).text for e in page.phrases(0)]
    assert found.count(count) == 1
    assert not {"1", "35"}.intersection(found) - {count}


def test_a_number_behind_people_is_of_others() -> None:
    page = page_of("وقتل انتحاري 29 شخصا على الأقل قرب مركز اقتراع.", None)
    bomber, killed = (e for e in page.phrases(0) if e.kind in ("armed", "person"))
    assert page.text.span(bomber.first, bomber.stop).text == "انتحاري"
    assert page.text.span(killed.first, killed.stop).text == "29 شخصا"
    assert bomber.figure != killed.figure


def test_what_decided_is_kept() -> None:
    told = coded("سيطر تنظيم الدولة الإسلامية على مدينة تدمر مساء السبت.")[0]
    assert [step.step for step in told.why][:2] == ["trigger", "modality"]
    assert told.why[0].rule == told.rule
    assert all(0 <= step.weight <= 1 for step in told.why)


@pytest.mark.parametrize(
    "raw", ["قصفت الطائرات مواقع المسلحين في حلب.", "قصفت الطائرات حلب.\nوسيطر الجيش على المدينة أمس."]
)
def test_a_trigger_is_weighed_in_parts_as_it_was_fitted_as_a_whole(raw: str) -> None:
    page = page_of(raw, None)
    found = list(find(page.tree(0)))
    assert found
    for types in found:
        heads = page.phrases(page.text.sentence_of[types[0].at])
        shared, own = told(page, types, heads)
        every = [*shared, *chain(*own)]
        # Each feature has another weight, so that none stands in for another; whole numbers add up exactly.
        weights = {feature: {"yes": n * n + 1.0} for n, feature in enumerate(dict.fromkeys(every))}
        whole, paired = Binary(weights), Paired(weights, WITH)
        parts = telling(page, types, heads)
        assert paired.score(parts.shared) == whole.score(shared)
        for t, features, alone, beside in zip(types, own, parts.own, parts.paired, strict=True):
            assert paired.score(alone) + paired.score_with(t.event_type, beside) == whole.score(features)

"""Trees: the questions that later stages ask of hand-built ones, and what the parser finds in plain sentences."""

from __future__ import annotations

import pytest

from etl.syntax.blocks import Blocks, names
from etl.syntax.graph import Graph, parse, show
from etl.syntax.parsing import Tree, node, spine, unfold
from etl.text import read_text

# A word a line: form, part of speech, position of the head (-1: none), relation.
RAID = """
شنت VERB -1 root
الطائرات NOUN 0 nsubj
الروسية ADJ 1 amod
ثلاث NUM 4 nummod
غارات NOUN 0 obj
عنيفة ADJ 4 amod
على ADP 7 case
مواقع NOUN 4 nmod
المعارضة NOUN 7 nmod
في ADP 10 case
حلب PROPN 0 obl
. PUNCT 0 punct
"""
GROUP = """
قتل VERB -1 root
مسلحون NOUN 0 nsubj
من ADP 3 case
تنظيم NOUN 1 nmod
الدولة NOUN 3 nmod
( PUNCT 6 punct
داعش PROPN 3 appos
) PUNCT 6 punct
بالرصاص NOUN 0 obl
"""


def tree(table: str, first: int = 0) -> Graph:
    rows = [line.split() for line in table.strip().split("\n")]
    forms, tags, heads, labels = zip(*rows, strict=True)
    return Graph(first, forms, tags, [int(head) for head in heads], labels)


def read(sentence: str) -> Graph:
    text = read_text(sentence)
    return parse(text, 0, len(text.starts))


def test_heads_kids_and_labels() -> None:
    graph = tree(RAID)
    assert (graph.head(0), graph.head(4), graph.label(4)) == (-1, 0, "obj")
    assert graph.kids(4) == [3, 5, 7]
    assert graph.kids(-1) == [0]
    assert (graph.lemma(1), graph.lemma(4), graph.lemma(11)) == ("طائرة", "غارة", ".")


def test_positions_are_those_of_the_text() -> None:
    graph = tree(RAID, first=40)
    assert (graph.stop, graph.head(44), graph.head(40), graph.form(44)) == (52, 40, -1, "غارات")
    assert graph.phrase(44) == (43, 46)
    assert graph.path(44, 41) == "^obj.nsubj"


def test_names_are_lemmas_and_the_form_without_clitics() -> None:
    graph = tree(RAID)
    assert {"طائرات", "طائرة"} <= set(graph.names(1))
    assert "غارة" in graph.names(4)


def test_prepositions_before_a_phrase_and_in_a_word() -> None:
    graph, group = tree(RAID), tree(GROUP)
    assert [graph.preposition(i) for i in (1, 7, 10)] == ["", "على", "في"]
    assert group.preposition(8) == "ب"
    assert [graph.relation(i) for i in (1, 7, 10)] == ["nsubj", "nmod:على", "obl:في"]
    assert group.relation(8) == "obl:ب"


def test_ancestors_and_paths() -> None:
    graph = tree(RAID)
    assert list(graph.ancestors(8)) == [7, 4, 0]
    assert list(graph.ancestors(0)) == []
    assert graph.path(4, 1) == "^obj.nsubj"
    assert graph.path(0, 7) == "obj.nmod:على"
    assert graph.path(7, 0) == "^nmod:على.^obj"
    assert graph.path(4, 4) == ""
    assert graph.path(8, 2, longest=3) is None
    assert graph.path(8, 2) is None
    assert graph.path(8, 1) == "^nmod.^nmod:على.^obj.nsubj"


def test_there_is_no_path_between_trees() -> None:
    assert tree("قال VERB -1 root\nوزير NOUN -1 root").path(0, 1) is None


def test_phrases() -> None:
    graph, group = tree(RAID), tree(GROUP)
    assert graph.phrase(1) == (1, 3)
    assert graph.phrase(4) == (3, 6), "the target of على is no part of the raids"
    assert graph.phrase(7) == (7, 9)
    assert group.phrase(1) == (1, 5), "من joins a group, an apposition in brackets does not"


@pytest.mark.parametrize(
    ("table", "stop"),
    [
        ("نفذ VERB -1 root\nإرهابيون NOUN 0 nsubj\nهجمات NOUN 1 nmod", 2),
        ("هاجم VERB -1 root\nعناصر NOUN 0 nsubj\nالتنظيم NOUN 1 nmod", 3),
        ("تسحق VERB -1 root\nالقوات NOUN 0 nsubj\nالتمرد NOUN 1 amod", 2),
        ("شاركت VERB -1 root\nالدول NOUN 0 nsubj\nالأعضاء NOUN 1 amod", 3),
        ("أفاد VERB -1 root\nمسؤول NOUN 0 nsubj\nأميركي ADJ 1 amod\nوكالة NOUN 1 nmod", 3),
        ("وصل VERB -1 root\nالوزير NOUN 0 nsubj\nنفسه NOUN 1 nmod", 3),
        ("وصل VERB -1 root\nالعاصمة NOUN 0 obj\nدمشق PROPN 1 nmod", 3),
        ("شنت VERB -1 root\nقوات NOUN 0 nsubj\nمدعومة ADJ 1 amod\nمن ADP 4 case\nروسيا PROPN 2 obl", 2),
        ("شن VERB -1 root\nمسلحون NOUN 0 nsubj\nتابعون ADJ 1 amod\nللحشد NOUN 2 obl", 4),
    ],
)
def test_what_may_stand_behind_a_noun_in_its_phrase(table: str, stop: int) -> None:
    assert tree(table).phrase(1) == (1, stop)


def test_the_spine_leaves_out_marks_and_prepositions() -> None:
    words = [line.split() for line in RAID.strip().split("\n")]
    nodes = [node(form, tag)[0] for form, tag, *_ in words]
    backbone = spine(nodes)
    assert backbone.kept == [0, 1, 2, 3, 4, 5, 7, 8, 10]
    assert [backbone.nodes[n].case for n in (6, 7, 8)] == ["على", "", "في"]
    assert len(backbone.gaps) == len(backbone.kept) + 1
    assert backbone.gaps[-1] == 1
    tree_of_spine = Tree([-1, 0, 1, 4, 0, 4, 4, 6, 0], "root nsubj amod nummod obj amod nmod nmod obl".split())
    whole = unfold(nodes, backbone, tree_of_spine)
    assert whole.heads[:11] == [int(head) for _, _, head, _ in words[:11]]
    assert whole.labels[6] == whole.labels[9] == "case"


def test_a_preposition_before_a_number_marks_the_noun() -> None:
    words = [("في", "ADP"), ("ثلاث", "NUM"), ("مدن", "NOUN")]
    nodes = [node(form, tag)[0] for form, tag in words]
    assert unfold(nodes, spine(nodes), Tree([1, -1], ["nummod", "root"])).heads == [2, 2, -1]


def test_a_last_preposition_stays_a_word() -> None:
    nodes = [node("سار", "VERB")[0], node("إلى", "ADP")[0], node("...", "PUNCT")[0]]
    assert spine(nodes).kept == [0, 1]


@pytest.mark.parametrize(
    ("sentence", "verb", "subject", "thing"),
    [
        ("أعلن الوزير استقالته أمس.", "أعلن", "الوزير", "استقالته"),
        ("اعتقلت الشرطة خمسة متظاهرين.", "اعتقلت", "الشرطة", "متظاهرين"),
        ("الجيش هاجم القرية.", "هاجم", "الجيش", "القرية"),
        ("وقعت الحكومة والمعارضة اتفاقا.", "وقعت", "الحكومة", "اتفاقا"),
        ("لم يقصف الجيش المدينة.", "يقصف", "الجيش", "المدينة"),
        ("اعتقلت السلطات ثلاثة صحفيين.", "اعتقلت", "السلطات", "صحفيين"),
        ("أطلقت الحركة سراح الرهائن.", "أطلقت", "الحركة", "سراح"),
        ("الحكومة أعلنت خطة جديدة.", "أعلنت", "الحكومة", "خطة"),
        ("قال المتحدث إن القوات انسحبت من المدينة.", "انسحبت", "القوات", ""),
        ("نفى المتحدث أن الجيش انسحب من المدينة.", "انسحب", "الجيش", ""),
    ],
)
def test_subjects_and_objects_are_found(sentence: str, verb: str, subject: str, thing: str) -> None:
    graph = read(sentence)
    at = graph.forms.index(verb)
    found = {graph.label(k): graph.form(k) for k in graph.kids(at)}
    assert (found.get("nsubj"), found.get("obj", "")) == (subject, thing), show(graph)


def test_a_clause_hangs_on_the_verb_of_saying() -> None:
    graph = read("قال المتحدث إن القوات انسحبت من المدينة.")
    assert graph.path(0, graph.forms.index("انسحبت")) == "ccomp"
    assert graph.path(0, graph.forms.index("المدينة")) == "ccomp.obl:من"


@pytest.mark.parametrize("sentence", ["قتل", "...", "في", "في من على", "12 13 14", "ABC كتب xyz"])
def test_any_sentence_is_a_forest(sentence: str) -> None:
    graph = read(sentence)
    for i in range(graph.first, graph.stop):
        assert len(list(graph.ancestors(i))) < len(graph.forms)
    assert len(show(graph).split("\n")) == len(graph.forms)


def test_blocks_find_features_by_owner_and_rest() -> None:
    sizes, owners, rests = (2, 1), ("قتل", ("NOUN", "VERB")), ("a", ("b", ""), "")
    every = list(names(sizes, owners, rests))
    assert every == ["0|قتل|a", "1|قتل|b&", "2|NOUN&VERB|"]
    assert list(Blocks(sizes, {name: n + 1 for n, name in enumerate(every)}, 0)(owners, rests)) == [1, 2, 3]
    assert list(Blocks(sizes, {every[1]: 5}, 0)(owners, rests)) == [0, 5, 0]
    assert list(Blocks(sizes, {every[1]: 5}, 0)(("جرح", ("NOUN", "VERB")), rests)) == [0, 0, 0], (
        "an owner that is unknown"
    )

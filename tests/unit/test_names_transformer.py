"""The adapter for a transformer on the user's disk, with a tiny random model that the test makes."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from etl.names.transformer import TransformerRecogniser, label_kind
from etl.text import read_text

TEXT = "وصل عدنان الخوري إلى مدينة تلكوفا. " + "كلمة " * 70 + ". وقال إن الوفد سيزور بيروت"


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("B-PERS", ("PER", True)),
        ("I-PER", ("PER", False)),
        ("b-loc", ("LOC", True)),
        ("LOC", ("LOC", False)),
        ("B-GPE", ("LOC", True)),
        ("I-ORG", ("ORG", False)),
        ("O", None),
        ("B-MISC", None),
    ],
)
def test_labels_of_published_models_are_understood(label: str, kind: tuple[str, bool] | None) -> None:
    assert label_kind(label) == kind


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("transformers", reason="waqai[camel] is not installed")
    with pytest.raises(FileNotFoundError, match=r"config\.json"):
        TransformerRecogniser.load(tmp_path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A BERT with random weights, two layers wide enough for 32 sub-words, saved as its authors would."""
    torch = pytest.importorskip("torch", reason="waqai[camel] is not installed")
    transformers = pytest.importorskip("transformers", reason="waqai[camel] is not installed")
    letters = sorted(set(TEXT) - set(" ."))
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", ".", *letters, *("##" + letter for letter in letters)]
    (tmp_path / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    labels = ["O", "B-LOC", "B-ORG", "B-PERS", "I-LOC", "I-ORG", "I-PERS", "B-MISC", "I-MISC"]
    torch.manual_seed(0)
    config = transformers.BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=32,
        initializer_range=0.9,
        id2label=dict(enumerate(labels)),
        label2id={label: i for i, label in enumerate(labels)},
    )
    transformers.BertForTokenClassification(config).save_pretrained(tmp_path)
    transformers.BertTokenizerFast(str(tmp_path / "vocab.txt"), do_lower_case=False).save_pretrained(tmp_path)
    return tmp_path


def test_a_model_on_disk_gives_names_of_the_text(folder: Path) -> None:
    text = read_text(TEXT)
    recogniser = TransformerRecogniser.load(folder)
    names = recogniser.find(text)
    assert names == recogniser.find(text)
    assert names, "a random model labels something"
    assert {name.kind for name in names} <= {"PER", "LOC", "ORG"}
    assert all(0 <= name.score <= 1 for name in names)
    for before, after in itertools.pairwise(names):
        assert before.stop <= after.first
    for name in names:
        assert 0 <= name.first < name.stop <= len(text.words)
        assert text.sentence_of[name.first] == text.sentence_of[name.stop - 1]
    # A sentence longer than the model's window is read to its end.
    assert max(name.stop for name in names) > len(text.words) - 12


def test_nothing_is_found_in_nothing(folder: Path) -> None:
    assert TransformerRecogniser.load(folder).find(read_text("")) == ()

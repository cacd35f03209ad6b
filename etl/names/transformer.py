"""A recogniser that runs a transformer of the user: ``pip install waqai[camel]``.

It reads any token-classification model in the format of the ``transformers`` library from a folder on disk: one that
CAMeL Tools has downloaded (``.../ner/<name>``), or any other Arabic one with labels for persons, places and
organisations. Nothing is fetched. The folder's licence is the user's business; the tables still decide identities.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from etl.documents import Name
from etl.names.model import read_model
from etl.names.proclitics import proclitic
from etl.text import Text

Kind = Literal["PER", "LOC", "ORG"]
# What the labels of published models call our kinds, without B- and I-: CAMeL Tools writes PERS, WikiANN PER.
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("PER", "PERS", "PERSON"), "PER"),
    **dict.fromkeys(("LOC", "LOCATION", "GPE"), "LOC"),
    **dict.fromkeys(("ORG", "ORGANIZATION", "ORGANISATION"), "ORG"),
}  # fmt: skip
_BATCH = 16


class TransformerRecogniser:
    """A :class:`etl.names.Recogniser` over a token-classification model."""

    def __init__(self, model: Any, tokenizer: Any) -> None:
        self._model = model.eval()
        self._tokenizer = tokenizer
        labels = model.config.id2label
        # (kind, whether a name begins) by label number; None outside of the names that we keep.
        self._labels: dict[int, tuple[Kind, bool] | None] = {int(i): label_kind(label) for i, label in labels.items()}
        if not any(self._labels.values()):
            raise ValueError(f"no label of the model names a person, place or organisation: {sorted(labels.values())}")
        # Sub-words that fit beside the two marks of a sentence.
        self._room: int = min(model.config.max_position_embeddings, 512) - 2

    @classmethod
    def load(cls, folder: Path) -> TransformerRecogniser:
        """The model in ``folder``.

        Raises ImportError where torch or transformers are absent, OSError where the folder holds no model, and
        ValueError where the model knows none of our kinds.
        """
        try:
            from transformers import AutoModelForTokenClassification, AutoTokenizer
        except ImportError as error:
            raise ImportError("a transformer as recogniser of names needs: pip install waqai[camel]") from error
        if not (folder / "config.json").is_file():
            raise FileNotFoundError(f"no model in {folder}: config.json is missing")
        tokenizer = AutoTokenizer.from_pretrained(str(folder), local_files_only=True)
        model = AutoModelForTokenClassification.from_pretrained(str(folder), local_files_only=True)
        return cls(model, tokenizer)

    def find(self, text: Text) -> tuple[Name, ...]:
        """Names in ``text``, sorted, without overlap."""
        found: list[Name] = []
        pieces = list(self._pieces(text))
        for at in range(0, len(pieces), _BATCH):
            batch = pieces[at : at + _BATCH]
            for (first, _), marks in zip(batch, self._mark([ids for _, ids in batch]), strict=True):
                found += _names(text, first, marks)
        return tuple(found)

    def _pieces(self, text: Text) -> Iterator[tuple[int, list[list[int]]]]:
        """Sentences, cut where they exceed the model's window: (first token, sub-words of each token)."""
        for sentence in text.sentences:
            first, size = sentence.first, 0
            piece: list[list[int]] = []
            for i in range(sentence.first, sentence.stop):
                word = text.clean[text.starts[i] : text.ends[i]]
                ids = self._tokenizer.encode(word, add_special_tokens=False) or [self._tokenizer.unk_token_id]
                ids = ids[: self._room]
                if size + len(ids) > self._room:
                    yield first, piece
                    first, size, piece = i, 0, []
                piece.append(ids)
                size += len(ids)
            yield first, piece

    def _mark(self, pieces: list[list[list[int]]]) -> Iterator[list[tuple[tuple[Kind, bool] | None, float]]]:
        """Label and probability of each token of each piece: those of its first sub-word, as in training."""
        import torch

        tokenizer = self._tokenizer
        rows = [
            [tokenizer.cls_token_id, *(i for ids in piece for i in ids), tokenizer.sep_token_id] for piece in pieces
        ]
        width = max(map(len, rows))
        ids = torch.tensor([row + [tokenizer.pad_token_id] * (width - len(row)) for row in rows])
        mask = torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in rows])
        with torch.no_grad():
            best, numbers = self._model(input_ids=ids, attention_mask=mask).logits.softmax(-1).max(-1)
        for piece, scores, labels in zip(pieces, best.tolist(), numbers.tolist(), strict=True):
            marks, at = [], 1
            for word in piece:
                marks.append((self._labels[labels[at]], scores[at]))
                at += len(word)
            yield marks


def label_kind(label: str) -> tuple[Kind, bool] | None:
    """Kind of a label like B-PERS, and whether it begins a name."""
    mark, _, kind = label.upper().rpartition("-")
    known = _KINDS.get(kind)
    return None if known is None else (known, mark == "B")


def _names(text: Text, first: int, marks: list[tuple[tuple[Kind, bool] | None, float]]) -> Iterator[Name]:
    """Names of a piece that begins at token ``first``. A kind that changes without a beginning begins a name too."""
    begin = -1
    kind: Kind = "PER"
    for i, (label, _) in enumerate([*marks, (None, 0.0)]):
        if begin >= 0 and (label is None or label[1] or label[0] != kind):
            score = sum(share for _, share in marks[begin:i]) / (i - begin)
            prefix = proclitic(text.words[first + begin], read_model().first_words)
            yield Name(first + begin, first + i, prefix, kind, round(score, 4), "transformer")
            begin = -1
        if label is not None and begin < 0:
            begin, kind = i, label[0]

"""Cleaning with exact offsets, sentences, tokens, clitics and phrase tables."""

from etl.text.cleaning import OffsetMap, clean, fold
from etl.text.clitics import NAME_PROCLITICS, splits
from etl.text.memo import Memo, positions
from etl.text.model import Sentence, Text, read_text
from etl.text.phrases import Hit, PhraseTable

__all__ = [
    "NAME_PROCLITICS",
    "Hit",
    "Memo",
    "OffsetMap",
    "PhraseTable",
    "Sentence",
    "Text",
    "clean",
    "fold",
    "positions",
    "read_text",
    "splits",
]

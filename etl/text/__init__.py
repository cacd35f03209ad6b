"""Cleaning with exact offsets, sentences, tokens, clitics and phrase tables."""

from etl.text.cleaning import OffsetMap, clean, fold
from etl.text.clitics import NAME_PROCLITICS, splits
from etl.text.model import Sentence, Text, read_text
from etl.text.phrases import Hit, PhraseTable

__all__ = [
    "NAME_PROCLITICS",
    "Hit",
    "OffsetMap",
    "PhraseTable",
    "Sentence",
    "Text",
    "clean",
    "fold",
    "read_text",
    "splits",
]

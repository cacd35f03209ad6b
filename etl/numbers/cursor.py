"""Looking around in a text from a token position, for the number grammar."""

from __future__ import annotations

from dataclasses import dataclass

from etl.numbers.digits import Numerals, is_digits
from etl.numbers.exact import Exact
from etl.numbers.lexicon import Lexeme, lexicon
from etl.text import Text


@dataclass(slots=True)
class Reading:
    """What a rule made of the tokens up to ``stop``."""

    stop: int
    low: Exact
    high: Exact
    form: str
    rule: str


class Cursor:
    """The tokens of one text as number words; positions outside of the text are empty."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._words = text.words
        self._lexicon = lexicon()
        self._numerals = Numerals(text)
        self._size = len(text.words)
        #: Where set, و joins nothing: "between five and twenty" is not 25.
        self._split = False

    def _word(self, i: int) -> str:
        return self._words[i] if 0 <= i < self._size else ""

    def _next(self, i: int) -> Lexeme | None:
        """The number word at ``i``, if it is in the paragraph of the token before it."""
        if i >= self._size:
            return None
        lexeme = self._lexicon.get(self._words[i])
        return lexeme if lexeme and self._near(i) else None

    def _near(self, i: int) -> bool:
        start, end = self._text.ends[i - 1], self._text.starts[i]
        return end - start < 2 or self._text.clean.count("\n", start, end) < 2

    def _joined(self, i: int, digits: bool = False) -> tuple[int, Lexeme | None] | None:
        """(position of the number, its first word) that و joins at token ``i``; the word is None for digits."""
        if i >= self._size:
            return None
        word = self._words[i]
        if word == "و":
            if i + 1 < self._size and is_digits(self._words[i + 1]):
                return (i + 1, None) if digits else None
            lexeme = self._next(i + 1)
            return (i + 1, lexeme) if lexeme and not lexeme.clitic else None
        if word == "واحد" and self._continues_eleven(i + 1):
            return i, Lexeme("one", 1, "و", False)
        lexeme = self._next(i)
        return (i, lexeme) if lexeme and lexeme.clitic == "و" else None

    def _continues_eleven(self, i: int) -> bool:
        """Whether واحد before token ``i`` is و + أحد of eleven, twenty-one and so on."""
        following = self._next(i)
        if following is None or following.definite:
            return False
        return following.role == "ten" or (following.role == "unit" and following.value == 10 and not following.clitic)

    def _begins_number(self, i: int) -> bool:
        return self._joined(i, digits=True) is not None

    def _is_scale(self, i: int) -> bool:
        lexeme = self._next(i)
        return lexeme is not None and not lexeme.clitic and lexeme.role in ("scale", "scale_a", "scales")

    def _form(self, i: int, stop: int) -> str:
        if stop == i + 1:
            return "digits" if is_digits(self._words[i]) else "words"
        digits = any(is_digits(word) for word in self._words[i:stop])
        if digits:
            letters = any(word[0].isalpha() and word != "ر" for word in self._words[i:stop])
            return "mixed" if letters else "digits"
        return "words"

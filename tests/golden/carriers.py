"""Sentences as long as those of the news around the short ones of the golden tables.

The tables are short, for they are read, and docs/ shows them; what they hold must hold in a long sentence too. Nothing
in a carrier is a number, a date, a place or somebody who acts.
"""

from __future__ import annotations

_CARRIERS = (
    ("", "، من دون أن تتضح بعد الصورة الكاملة لما جرى أو تعرف الأسباب التي أدت إليه، رغم كثرة ما قيل وكتب في الموضوع"),
    (
        "وفي تفاصيل الخبر كما وردت من أكثر من جهة مطلعة على خلفياته، ",
        "، وهو ما أثار كثيرا من التعليقات المتباينة بين مرحب ومشكك ومنتظر لما ستؤول إليه الأمور",
    ),
    (
        "ورغم كل ما قيل عن تحسن الأوضاع وهدوء الشوارع واستقرار الأمور، ",
        "، بينما بقيت أسئلة كثيرة معلقة من دون جواب واضح أو تفسير مقنع لما حدث فعلا",
    ),
)


def carried(text: str) -> str:
    """``text`` within a carrier, always the same one for it; the number of an item stays in front."""
    before, after = _CARRIERS[0 if text[0].isdigit() else len(text) % len(_CARRIERS)]
    core, _, rest = text.rstrip(".").partition(". ")
    return f"{before}{core}{after}. {rest}" if rest else f"{before}{core}{after}."

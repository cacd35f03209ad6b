"""News of our own making for the tests of the load."""

from __future__ import annotations

from pathlib import Path

_PLACES = ("حلب", "الموصل", "تعز", "درعا", "بنغازي", "غزة", "الفلوجة", "عدن")
_TEXTS = (
    "قُتل {n} مدنيين وأصيب {m} آخرون في غارة جوية على {place} أمس، وفق ما أعلن مصدر طبي.",
    "نزح أكثر من {m} ألف شخص من {place} منذ الاثنين، بحسب الأمم المتحدة.\nودعت الأمم المتحدة إلى هدنة إنسانية.",
    "التقى وزير الخارجية الأردني نظيره المصري في {place} يوم الأحد لبحث الأزمة، بعد {m} يوما من آخر لقاء بينهما.",
    "أعلنت وزارة الصحة وفاة {n} أشخاص في حريق بمدينة {place}، وإصابة ما لا يقل عن {m} شخصا.",
)


def article(number: int) -> str:
    """One of any number of different articles."""
    text = _TEXTS[number % len(_TEXTS)]
    return text.format(n=3 + number % 7, m=11 + number, place=_PLACES[number // 4 % len(_PLACES)])


def write_news(folder: Path, count: int, day: str = "2016-12-11") -> Path:
    """``count`` articles in as many files of a folder whose name is their day."""
    target = folder / day
    target.mkdir(parents=True)
    for number in range(count):
        (target / f"{number:03}.txt").write_text(article(number), encoding="utf-8")
    return folder

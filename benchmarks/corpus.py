"""A synthetic corpus: wire articles from templates of ours, with varied places, groups, figures and days.

The article with a given number is always the same one, whatever came before it.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

PLACES = (
    "حلب", "حمص", "إدلب", "الموصل", "الرقة", "درعا", "تعز", "الحديدة", "مأرب", "صنعاء", "بنغازي", "سرت", "مصراتة",
    "الخرطوم", "أم درمان", "الفاشر", "نيالا", "غزة", "خان يونس", "رفح", "جنين", "نابلس", "صيدا", "طرابلس", "بعلبك",
    "البصرة", "كركوك", "الفلوجة", "تكريت", "الرمادي", "دير الزور", "الحسكة", "القامشلي", "السويداء", "عدن", "المكلا",
)  # fmt: skip
GROUPS = (
    "قوات النظام", "الفصائل المعارضة", "تنظيم الدولة الإسلامية", "قوات سوريا الديمقراطية", "الجيش العراقي",
    "الحشد الشعبي", "الحوثيون", "الجيش اليمني", "قوات الدعم السريع", "الجيش السوداني", "الجيش الإسرائيلي",
    "حركة حماس", "هيئة تحرير الشام", "الجيش التركي", "قوات البيشمركة", "قوات الحكومة",
)  # fmt: skip
SPEAKERS = (
    "المرصد السوري لحقوق الإنسان", "منظمة أطباء بلا حدود", "الأمم المتحدة", "وزارة الصحة", "مصدر طبي", "شهود عيان",
    "وكالة فرانس برس", "الهلال الأحمر", "مسؤول محلي", "المتحدث باسم الجيش", "وكالة رويترز", "الدفاع المدني",
)  # fmt: skip
DAYS = ("الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت")
WORDS = ("ثلاثة", "أربعة", "خمسة", "سبعة", "تسعة", "عشرة")

LEADS = (
    "{place}: قتل {n} شخصا وأصيب {m} آخرون بجروح {day} في غارات جوية استهدفت أحياء سكنية في مدينة {place}، وفق ما أعلن {speaker}.",
    "{place} ({speaker}) - اندلعت {day} اشتباكات عنيفة بين {group} و{other} في محيط مدينة {place} وأسفرت عن مقتل {n} مقاتلا.",
    "{place}: نزح أكثر من {k} آلاف مدني منذ {day} من الأحياء الشرقية في {place} نتيجة القصف المستمر، بحسب {speaker}.",
    "{place}: تظاهر آلاف الأشخاص {day} في وسط مدينة {place} احتجاجا على ارتفاع الأسعار وتدهور الأوضاع المعيشية.",
    "{place}: سيطرت {group} مساء {day} على بلدة قريبة من {place} بعد معارك مع {other} استمرت {w} أيام.",
)
BODIES = (
    "وقال {speaker} إن {group} قصفت مساء {day} مواقع تابعة لـ{other} في ريف {place} الشرقي، ما أدى إلى مقتل {w} عناصر على الأقل.",
    "وأضاف المصدر أن نحو {k} آلاف عائلة وصلت خلال الأيام الماضية إلى مخيمات قرب {place}، بينما لا تزال مئات العائلات عالقة على الطريق.",
    "وكان الطرفان توصلا في {month} الماضي إلى اتفاق لوقف إطلاق النار في {place}، إلا أنه انهار بعد {w} أسابيع.",
    "ودعت الأمم المتحدة إلى هدنة إنسانية تتيح إدخال المساعدات إلى المدنيين المحاصرين في {place}، محذرة من تدهور الوضع الإنساني.",
    "وأفاد {speaker} عن إصابة {m} مدنيا بينهم {w} أطفال بجروح جراء سقوط قذائف صاروخية على سوق شعبية في {place} صباح {day}.",
    "وفي {place}، أعلن الجيش اعتقال {n} مشتبها بهم خلال حملة دهم نفذتها قوات الأمن فجر {day}، وفق بيان رسمي.",
    "ولم يصدر أي تعليق من {group} على هذه الاتهامات، في حين نفى متحدث باسم {other} استهداف المدنيين.",
    "وتقدر المنظمات الدولية عدد المحتاجين إلى مساعدات عاجلة بنحو {k} مليون شخص، أي ما يعادل {m}% من السكان.",
    "وبلغت قيمة الأضرار أكثر من {n} مليون دولار بحسب تقديرات أولية نشرت {day}، في وقت تراجعت فيه قيمة العملة المحلية.",
    "والتقى وزير الخارجية نظيره التركي في أنقرة {day} وبحثا تطورات الوضع في {place} وسبل استئناف المفاوضات.",
    "وانسحبت {group} من مواقعها في محيط {place} منتصف {month}، بعد هجوم واسع شنته {other} من ثلاثة محاور.",
    "ومنذ اندلاع النزاع في عام 2011، تسبب القتال بمقتل عشرات الآلاف وتهجير ملايين السكان داخل البلاد وخارجها.",
    "وقال أحد السكان في اتصال هاتفي إن القصف لم يتوقف طوال الليل وإن الأهالي يفتقرون إلى المياه والكهرباء منذ {w} أيام.",
    "وأكد {speaker} أن المستشفى الوحيد في {place} خرج عن الخدمة بعد إصابته بصواريخ {day}، مطالبا بتحقيق دولي مستقل.",
)
# What fills most of a paper: background, weather, prices, culture. Three sentences in four are of this kind.
QUIET = (
    "وتقع {place} على طريق تجاري قديم، ويعيش معظم سكانها من الزراعة والتجارة وبعض الصناعات الصغيرة.",
    "وتشهد المنطقة منذ أسابيع طقسا باردا، وتبقى درجات الحرارة ليلا دون معدلها المألوف في هذا الفصل.",
    "ويبلغ سعر كيلوغرام الخبز في أسواق {place} نحو {n} ليرة، أي أكثر مما كان عليه في {month}.",
    "ويرى محللون أن الأشهر المقبلة ستكون صعبة على أصحاب الدخل المحدود وعلى التجار الصغار في آن واحد.",
    "ويعود تاريخ السوق القديمة في {place} إلى قرون مضت، وهي معروفة بدكاكين العطارين والنحاسين.",
    "وتعتمد المدارس في {place} على متطوعين، وفي بعض الصفوف أكثر من {m} تلميذا لا يملكون كتبا كافية.",
    "ويقول مراقبون إن مستقبل المنطقة يتوقف على قدرة المؤسسات المحلية على توفير الماء والكهرباء بانتظام.",
    "وكانت الحرفة مصدر رزق لعائلات كثيرة قبل أن يتراجع الطلب على منتجاتها في السنوات الأخيرة.",
    "ويمر النهر غرب {place}، ومنه تشرب القرى المجاورة التي تزيد مساحة حقولها على {n} كيلومترا مربعا.",
    "ولا توجد أرقام رسمية دقيقة، لكن التقديرات المتداولة متقاربة وتشير إلى تغير بطيء في عادات الناس.",
    "وتضم مكتبة {place} نحو {k} آلاف كتاب، بينها مخطوطات نادرة لا تعرض إلا في المناسبات.",
    "ومن المعروف أن موسم الزيتون في {place} يبدأ عادة في {month} ويستمر قرابة {w} أسابيع.",
    "ويشكو المزارعون في ريف {place} من قلة الوقود ومن غلاء الأسمدة والبذور في هذا الوقت من السنة.",
    "وتبدو الشوارع هادئة في الصباح، فيما تزدحم المقاهي القريبة من المحطة بعد الظهر.",
    "ويصف كاتب من {place} مدينته بأنها كتاب مفتوح لمن يعرف حاراتها وأسماء أبوابها.",
    "وللفريق المحلي جمهور واسع، وملعبه القديم يتسع لنحو {k} آلاف متفرج.",
    "وتختلف اللهجة في {place} عن لهجات القرى القريبة منها في كثير من الكلمات اليومية.",
    "والطريق الساحلية طويلة وضيقة، ولا تصلح للشاحنات الكبيرة إلا في الأيام الجافة.",
    "ومتوسط أجر العامل اليومي لا يتجاوز {n} دولارا في الشهر، وهو أقل من حاجة أسرة صغيرة.",
    "ويفضل كثيرون شراء الأدوات المستعملة، لأن الجديدة منها نادرة وباهظة الثمن في {place}.",
)  # fmt: skip
MONTHS = ("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "تموز", "آب", "أيلول", "تشرين الأول", "نوفمبر", "ديسمبر")
FIRST_DAY = date(2016, 1, 1)


def article(number: int, characters: int = 3900) -> dict[str, str]:
    """Article ``number`` of about ``characters`` characters: id, text, published_on, source, title."""
    chance = random.Random(number)
    place = chance.choice(PLACES)
    sentences = [_fill(chance.choice(LEADS), chance, place)]
    while sum(map(len, sentences)) < characters:
        there = place if chance.random() < 0.7 else chance.choice(PLACES)
        kinds = [BODIES if chance.random() < 0.25 else QUIET for _ in range(3)]
        paragraph = " ".join(_fill(chance.choice(kind), chance, there) for kind in kinds)
        sentences.append(f"\n\n{paragraph}")
    return {
        "id": f"synthetic-{number}",
        "title": f"تطورات {place} ({number})",
        "text": "".join(sentences),
        "published_on": (FIRST_DAY + timedelta(days=number % 3000)).isoformat(),
        "source": f"outlet-{number % 7}",
    }


def _fill(template: str, chance: random.Random, place: str) -> str:
    group, other = chance.sample(GROUPS, 2)
    return template.format(
        place=place, group=group, other=other, speaker=chance.choice(SPEAKERS), day=chance.choice(DAYS),
        month=chance.choice(MONTHS), w=chance.choice(WORDS), n=chance.randint(11, 99), m=chance.randint(11, 99),
        k=chance.randint(3, 10),
    )  # fmt: skip


def articles(count: int, first: int = 0, characters: int = 3900) -> Iterator[dict[str, str]]:
    """``count`` articles from number ``first`` on."""
    return (article(number, characters) for number in range(first, first + count))


def write_corpus(folder: Path, count: int, per_file: int = 100, characters: int = 3900, first: int = 0) -> None:
    """Write ``count`` articles from number ``first`` on as JSON lines into ``folder``, ``per_file`` in each file."""
    folder.mkdir(parents=True, exist_ok=True)
    for start in range(first, first + count, per_file):
        rows = articles(min(per_file, first + count - start), start, characters)
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"articles-{start:07}.jsonl").write_text(lines, encoding="utf-8")

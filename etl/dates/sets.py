"""How often something is: every Thursday, daily, every three days."""

from __future__ import annotations

from etl.dates.lengths import GRAINS, length_at
from etl.dates.reader import Found, Reader


def read_set(r: Reader, i: int) -> Found | None:
    """How often: كل خميس, كل عام, كل ثلاثة أيام, يوميا, أيام الجمعة."""
    word = r.at(i)
    value = r.lexicon.each_adverbs.get(word)
    if value is not None:
        return _set(i, i + 1, value)
    if word in r.lexicon.words["every"] or word[1:] in r.lexicon.words["every"]:
        j = i + 1
        entry = r.lexicon.units.get(r.at(j))
        weekday = r.lexicon.weekdays.get(r.at(j))
        if entry is not None and entry[1].code == "D" and r.at(j + 1) in r.lexicon.weekdays:
            weekday, j = r.lexicon.weekdays[r.at(j + 1)], j + 1
        if weekday is not None and not weekday[0] and r.at(j) not in ("احد", "اثنين"):
            return _set(i, j + 1, f"XXXX-WXX-{weekday[1].iso}")
        if weekday is not None and r.at(j - 1) == "يوم":
            return _set(i, j + 1, f"XXXX-WXX-{weekday[1].iso}")
        if r.at(j) in ("صباح", "مساء", "ليله", "فجر"):
            return _set(
                i,
                j + 1,
                {"صباح": "XXXX-XX-XXTMO", "مساء": "XXXX-XX-XXTEV", "ليله": "XXXX-XX-XXTNI"}.get(
                    r.at(j), "XXXX-XX-XXTDA"
                ),
            )
        if entry is not None and (entry[0] or entry[1].definite or entry[1].code == "X"):
            return None
        length = length_at(r, j, bare=True)
        if length is None or length.vague:
            return None
        return _set(i, length.stop, length.value)
    entry = r.lexicon.units.get(word)
    if entry is not None and entry[1].code == "D" and entry[1].number == "plural" and not entry[1].definite:
        weekday = r.lexicon.weekdays.get(r.at(i + 1))
        if weekday is not None and not weekday[0] and not weekday[1].bare and r.at(i + 2)[:1] != "و":
            return _set(i, i + 2, f"XXXX-WXX-{weekday[1].iso}")
    return None


def _set(i: int, stop: int, value: str) -> Found:
    grain = "week" if value.startswith("XXXX-W") else GRAINS.get(value[-1], "day") if value[0] == "P" else "part_of_day"
    return Found(i, stop, "set", "SET", value, None, None, grain, anchor="none")

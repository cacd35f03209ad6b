"""Web archives of before WARC (ARC, of the Internet Archive until 2008): pages as members named by their address."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from etl.ingest.archives import Member
from etl.ingest.content import Content
from etl.ingest.limits import Limits
from etl.ingest.refusal import Refusal, passed_over
from etl.ingest.warc import LINE_BYTES, response_members

#: Address, machine, moment and kind, of the second version five more fields, and the length of the answer.
_HEADER = re.compile(rb"(\S{1,8000}) \S+ \d{14} \S+(?: \S+){0,5} (\d{1,15})\r?\n")
_BEGINNING = b"filedesc://"
#: What is answered by HTTP; questions for addresses are archived, too.
_HTTP = (b"http://", b"https://")


def is_arc(content: Content) -> bool:
    return content.head.startswith(_BEGINNING)


def arc_members(content: Content, limits: Limits) -> Iterator[Member]:
    """One member per page, and one for what is no whole record; the last one says what was passed over."""
    position, is_lost = 0, False
    kinds: Counter[str] = Counter()
    while position < content.size:
        content.file.seek(position)
        line = content.file.readline(LINE_BYTES)
        start, found = position + len(line), _HEADER.fullmatch(line)
        if not found:
            if line.strip() and not is_lost:
                yield Member(
                    f"record at byte {position}",
                    problem=Refusal("malformed_warc", f"no record begins at byte {position}"),
                )
                is_lost = True
            position = start
            continue
        address, length, is_lost = found[1].decode("utf-8", "replace"), int(found[2]), False
        if start + length > content.size:
            yield Member(
                address, problem=Refusal("truncated_archive", f"the record at byte {position} ends after the file")
            )
        elif found[1].lower().startswith(_HTTP):
            yield from response_members(address, content, start, length, kinds)
        else:
            kinds[address.partition(":")[0]] += 1
        position = start + length
    if kinds:
        yield Member("passed over", problem=passed_over("records of the archive that are no pages", kinds))

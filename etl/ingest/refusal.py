"""Why something could not become a document."""

from __future__ import annotations

from collections import Counter

#: Kinds that are told of what was passed over.
_KINDS_TOLD = 12


class Refusal(Exception):  # noqa: N818 - an outcome of reading, not a programming error
    """A reason code of ``seeds/reason_codes.csv`` and, for people, what was wrong and where.

    A reader *yields* one for a bad record and goes on; it *raises* one where the rest cannot be read either.
    """

    def __init__(self, reason_code: str, detail: str) -> None:
        super().__init__(f"{reason_code}: {detail}")
        self.reason_code = reason_code
        self.detail = detail


class PassedOver(Refusal):
    """A part of a file that is no article, such as a picture; those of a file are counted and told in one refusal."""

    def __init__(self, kind: str) -> None:
        super().__init__("passed_over", kind)


def passed_over(what: str, kinds: Counter[str]) -> Refusal:
    """The refusal that tells how many of each of ``kinds`` were passed over."""
    told = [f"{kind} {count:,}" for kind, count in kinds.most_common(_KINDS_TOLD)]
    others = ["and others"] if len(kinds) > _KINDS_TOLD else []
    return Refusal("passed_over", f"{what}: {', '.join([*told, *others])}")

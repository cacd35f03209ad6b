"""Why something could not become a document."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818 - an outcome of reading, not a programming error
    """A reason code of ``seeds/reason_codes.csv`` and, for people, what was wrong and where.

    A reader *yields* one for a bad record and goes on; it *raises* one where the rest cannot be read either.
    """

    def __init__(self, reason_code: str, detail: str) -> None:
        super().__init__(f"{reason_code}: {detail}")
        self.reason_code = reason_code
        self.detail = detail

"""Back from a document to the bytes that it was read from."""

from __future__ import annotations

from etl.documents import Origin, RawFile
from etl.errors import TerminalError
from etl.ingest.files import capture_file
from etl.ingest.limits import LIMITS, Limits
from etl.ingest.refusal import Refusal
from etl.ingest.unpack import leaves


def original_bytes(origin: Origin, limits: Limits = LIMITS) -> bytes:
    """All bytes of the file or archive member that ``origin`` names, unpacked but not decoded.

    Raises TerminalError where the file is gone, has changed since (its SHA-256 differs) or has no such member.
    """
    try:
        content = capture_file(RawFile(origin.uri, 0), limits)
    except Refusal as refusal:
        raise TerminalError(f"{origin.uri}: {refusal.detail}") from refusal
    try:
        if content.sha256 != origin.sha256:
            raise TerminalError(f"{origin.uri} has changed since: its SHA-256 is now {content.sha256}")
        for leaf in leaves(content, limits):
            if leaf.member == origin.member and not isinstance(leaf.found, Refusal):
                return leaf.found.original()
    except Refusal as refusal:
        raise TerminalError(f"{origin.uri} {origin.member}: {refusal.detail}") from refusal
    finally:
        content.close()
    raise TerminalError(f"there is no member {origin.member!r} in {origin.uri}")

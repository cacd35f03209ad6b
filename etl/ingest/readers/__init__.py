"""One reader per format; the first that recognises the content reads it, so the strictest come first."""

from __future__ import annotations

from etl.ingest.content import Content
from etl.ingest.items import Reader
from etl.ingest.readers.agency_xml import AgencyXml
from etl.ingest.readers.csv_table import CsvTable
from etl.ingest.readers.feed import Feed
from etl.ingest.readers.html import Html
from etl.ingest.readers.json_records import JsonRecords
from etl.ingest.readers.mail import Mail
from etl.ingest.readers.office import Office
from etl.ingest.readers.other_xml import OtherXml
from etl.ingest.readers.pdf import Pdf
from etl.ingest.readers.plain import PlainText
from etl.ingest.readers.rtf import Rtf
from etl.ingest.readers.sgml import Sgml

READERS: tuple[Reader, ...] = (
    Office(),
    Pdf(),
    Rtf(),
    Mail(),
    Sgml(),
    Feed(),
    AgencyXml(),
    Html(),
    OtherXml(),
    JsonRecords(),
    CsvTable(),
    PlainText(),
)


def reader_for(content: Content) -> Reader:
    """The reader of ``content``, by what it begins with; its extension only breaks ties."""
    head = content.head.decode("utf-8-sig", "replace").lstrip("\ufeff \t\r\n")
    return next(reader for reader in READERS if reader.recognises(content, head))

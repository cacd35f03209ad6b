"""docs/cookbook.md from the questions in docs/cookbook, and the example in README.md: `python -m tools.build_cookbook`.

A question is one file: its head says what is asked (its first line) and how to read the answer (the others), then one
statement. Its answer is that of the sample news in seeds/news, asked as an analyst (role `analyst_ro`).
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any

from psycopg2.extensions import connection as Connection  # noqa: N812

from etl.load import run_target
from etl.warehouse.connect import connect
from etl.warehouse.prepare import prepare_warehouse
from etl.warehouse.refresh import refresh_views
from etl.warehouse.server import EmbeddedServer

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS = ROOT / "docs" / "cookbook"
TARGET = ROOT / "docs" / "cookbook.md"
README = ROOT / "README.md"
NEWS = ROOT / "seeds" / "news"
#: A longer answer is cut; the page says how many rows there are.
ROWS = 12

#: What an analyst corrected before the questions were asked.
CORRECTION = """
    SELECT analyst.correct('events', event_id, 'location_id', '98182', 'this hospital is in Baghdad', 'a reader')
    FROM analyst.events
    WHERE event_type = 'injury' AND published_on = '2015-08-13' AND place_en = 'Al-Kindi Hospital'"""

HEAD = """\
# Cookbook

Questions that analysts ask, with the SQL and its answer on the sample news (`seeds/news`, loaded by `make run`). Open a
prompt with `make psql` and paste; [the guide](analysts.md) says what an event, a figure and a claim are, and
[the data dictionary](data_dictionary.md) what each column means. Each query is a file of its own in `docs/cookbook`.

This page is made by `python -m tools.build_cookbook`; do not edit it.
"""


@dataclass(frozen=True)
class Question:
    """One question: its file, what is asked, how to read the answer, and the statement that answers it."""

    path: Path
    question: str
    reading: str
    statement: str

    @property
    def anchor(self) -> str:
        """The heading's address on the page."""
        kept = "".join(letter for letter in self.question.lower() if letter.isalnum() or letter in " -_")
        return kept.replace(" ", "-")


#: The events that README.md shows: those of one article of which most is known.
EXAMPLE = Question(
    README, "What does one article tell?", "",
    """
    SELECT CASE WHEN starts_on = ends_on THEN starts_on::text ELSE starts_on || ' to ' || ends_on END AS day,
           event_type AS type, sources_en AS who, targets_en AS whom, place_en AS where, figures AS "how many",
           trigger AS "in the text"
    FROM events
    WHERE title = 'فرار آلاف المدنيين من شرق حلب وانسحاب الجهاديين من تدمر' AND source_code = 'Mashriq Wire'
    ORDER BY num_nonnulls(starts_on, sources_en, targets_en, place_en, figures) DESC, confidence DESC, event_id
    LIMIT 6""",
)  # fmt: skip


def questions() -> list[Question]:
    """The questions of docs/cookbook in the order of their file names."""
    return [_read(path) for path in sorted(QUESTIONS.glob("*.sql"))]


def _read(path: Path) -> Question:
    lines = path.read_text(encoding="utf-8").splitlines()
    head = [line.removeprefix("--").strip() for line in takewhile(lambda line: line.startswith("--"), lines)]
    return Question(path, head[0], " ".join(head[1:]), "\n".join(lines[len(head) :]).strip())


def load_sample(url: str) -> None:
    """Bring the sample news and one correction into the warehouse at ``url``."""
    run_target(str(NEWS), url=url)
    refresh_views(url)
    with closing(connect(url)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(CORRECTION)


def render(connection: Connection) -> str:
    """The page, from the warehouse behind ``connection``; the connection is rolled back after each question."""
    asked = questions()
    parts = [HEAD, *(f"- [{one.question}](#{one.anchor})" for one in asked)]
    for one in asked:
        names, rows = answer(connection, one)
        parts += ["", f"## {one.question}", "", "```sql", one.statement, "```", "", *_table(names, rows)]
        if len(rows) > ROWS:
            parts += ["", f"({ROWS} of {len(rows)} rows)"]
        parts += ["", one.reading]
    return "\n".join(parts) + "\n"


def render_readme(connection: Connection) -> str:
    """README.md with the answer to :data:`EXAMPLE` as its table of events."""
    table = "".join(f"{line}\n" for line in _table(*answer(connection, EXAMPLE)))
    head = re.escape("| day | type | who |")
    return re.sub(rf"^{head}.*\n(?:\|.*\n)+", lambda _: table, README.read_text(encoding="utf-8"), flags=re.MULTILINE)


def answer(connection: Connection, one: Question) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Names of the columns and rows, as the role analyst_ro gets them."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE analyst_ro")
        cursor.execute("SET LOCAL search_path = analyst, core, ref")
        cursor.execute(one.statement)
        assert cursor.description is not None
        result = [column.name for column in cursor.description], cursor.fetchall()
    connection.rollback()
    return result


def _table(names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> Iterator[str]:
    yield "| " + " | ".join(names) + " |"
    yield "|" + "---|" * len(names)
    for row in rows[:ROWS]:
        yield "| " + " | ".join(map(_cell, row)) + " |"


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(map(_cell, value))
    return " ".join(str(value).split()).replace("|", "/")


def main() -> None:
    """Load the sample news into a database of its own and write the page anew."""
    home = Path(tempfile.mkdtemp(prefix="waqai-cookbook-", dir="/var/tmp"))
    home.chmod(0o755)
    server = EmbeddedServer(home)
    try:
        server.start()
        url = prepare_warehouse(server.url())
        load_sample(url)
        with closing(connect(url)) as connection:
            TARGET.write_text(render(connection), encoding="utf-8")
            README.write_text(render_readme(connection), encoding="utf-8")
    finally:
        server.stop()
        shutil.rmtree(home)
    print(f"wrote {TARGET} and {README}")


if __name__ == "__main__":
    main()

"""The command line: ``waqai --help``. Commands import what they need, so the extractor runs without a warehouse."""

from __future__ import annotations

import sys

import click

from etl import __version__
from etl.cli.corrections import corrections
from etl.cli.explain import explain
from etl.cli.extract import extract
from etl.cli.help import WholeHelp
from etl.cli.ingest import run
from etl.cli.operate import address, backup, checks, doctor, migrate, psql, restore, status
from etl.cli.publish import browse, export, report
from etl.cli.quarantine import quarantine
from etl.cli.recode import recode
from etl.cli.remove import remove
from etl.cli.room import without_room
from etl.errors import WaqaiError
from etl.terminal import harmless, say, show_warnings

_AGAIN = "What was loaded stays, nothing is half loaded; the same command again goes on with the rest."
#: What Ctrl-C leaves behind, and how to go on.
_SAFE = {
    "run": _AGAIN,
    "recode": _AGAIN,
    "quarantine": _AGAIN,
    "remove": "Nothing was removed, unless it said so.",
    "export": "No file was written; one that was there is as it was.",
    "report": "No file was written; one that was there is as it was.",
    "browse": "The warehouse is as it was.",
    "migrate": "A migration that was under way is undone; the same command again begins with it.",
    "backup": "The backup is not complete: take none that was begun for one.",
    "restore": "The restored database is not complete: restore into an empty one again.",
}


class People(WholeHelp):
    """Errors that we foresaw are one clear sentence and exit code 1, never a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        show_warnings()
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            say(f"\nInterrupted. {_SAFE.get(ctx.invoked_subcommand or '', 'Nothing is half done.')}", err=True)
            ctx.exit(130)
        except WaqaiError as error:
            raise click.ClickException(harmless(_with_cause(str(error)))) from error
        except ModuleNotFoundError as error:
            if (error.name or "").startswith("etl"):
                raise
            raise click.ClickException(
                f"the module {error.name} is not installed; install what this command needs: "
                'pip install "waqai[ingest,warehouse]"'
            ) from error
        except OSError as error:
            if isinstance(error, BrokenPipeError):
                # The reader of our output has seen enough (`waqai extract ... | head`).
                sys.stderr.close()
                return None
            where = f" ({error.filename})" if error.filename else ""
            raise click.ClickException(harmless(f"the system refuses: {error.strerror or error}{where}")) from error
        except Exception as error:
            if type(error).__module__.partition(".")[0] not in ("psycopg2", "sqlalchemy"):
                raise
            what = " ".join(str(getattr(error, "orig", error)).split())
            broke_off = _with_cause(f"the database broke off: {what}. What was committed stays")
            raise click.ClickException(harmless(broke_off)) from error


def _with_cause(said: str) -> str:
    """What went wrong, and that the disk is full where it is: whatever failed then, this is why."""
    full = without_room()
    return f"{said}. {full}" if full else said


@click.group(cls=People, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Raw Arabic news in, events in PostgreSQL out; every value points at the characters that say so."""


@main.command()
def version() -> None:
    """Print the version."""
    say(__version__)


for command in (
    run,
    extract,
    explain,
    recode,
    remove,
    export,
    report,
    browse,
    quarantine,
    corrections,
    migrate,
    backup,
    restore,
    doctor,
    address,
    psql,
    checks,
    status,
):
    main.add_command(command)

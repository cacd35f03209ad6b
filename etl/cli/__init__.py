"""The command line: ``waqai --help``. Commands import what they need, so the extractor runs without a warehouse."""

from __future__ import annotations

import sys

import click

from etl import __version__
from etl.cli.corrections import corrections
from etl.cli.explain import explain
from etl.cli.extract import extract
from etl.cli.ingest import run
from etl.cli.operate import address, backup, checks, doctor, migrate, psql, restore, status
from etl.cli.publish import browse, export, report
from etl.cli.quarantine import quarantine
from etl.cli.recode import recode
from etl.errors import WaqaiError
from etl.terminal import harmless, say, show_warnings


class People(click.Group):
    """Errors that we foresaw are one clear sentence and exit code 1, never a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        show_warnings()
        try:
            return super().invoke(ctx)
        except WaqaiError as error:
            raise click.ClickException(harmless(str(error))) from error
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
            raise click.ClickException(harmless(f"the database broke off: {what}. What was committed stays")) from error


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

"""Commands of the operator: migrate, doctor, psql."""

from __future__ import annotations

import click


@click.command()
@click.option("--check", is_flag=True, help="Only say whether the database is behind; exit 1 if it is.")
def migrate(check: bool) -> None:
    """Bring the warehouse's schema, views and reference tables up to this version."""


@click.command()
def doctor() -> None:
    """Check the environment and say what is wrong."""


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def psql(arguments: tuple[str, ...]) -> None:
    """Open a SQL prompt on the warehouse as an analyst; ARGUMENTS go to psql."""

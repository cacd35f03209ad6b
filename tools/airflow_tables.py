"""Airflow's own tables and the pool of loads, in one process: each ``airflow`` command takes seconds to start."""

from __future__ import annotations

from airflow.cli.cli_parser import get_parser

COMMANDS = (
    ("db", "migrate"),
    # Of :data:`dags.dag_defaults.LOAD_POOL`: batches that load at once on one machine.
    ("pools", "set", "waqai_load", "8", "Batches that load at once"),
)


def main() -> None:
    """Make them, or leave what is there."""
    parser = get_parser()
    for command in COMMANDS:
        arguments = parser.parse_args(command)
        arguments.func(arguments)


if __name__ == "__main__":
    main()

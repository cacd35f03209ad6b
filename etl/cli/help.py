"""What ``--help`` shows of a group of commands."""

from __future__ import annotations

import click


class WholeHelp(click.Group):
    """Lists commands with their whole first sentences, which click would cut off at the edge of the terminal."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, self.commands[name].get_short_help_str(limit=1000)) for name in self.list_commands(ctx)]
            )

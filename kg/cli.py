"""The command line. Data goes to stdout, messages to stderr; exit 0 done, 1 done with failures, 2 wrong use."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

import click

from extractors.errors import ExtractorError
from kg.errors import GraphError
from ontologies.errors import OntologyError

# Command -> module that holds it, so that `kg query` does not wait for what only `kg build` needs.
COMMANDS = {
    "fetch": "kg.cli_fetch",
    "build": "kg.cli_build",
    "annotate": "kg.cli_annotate",
    "query": "kg.cli_query",
    "pool": "kg.cli_pool",
    "plot": "kg.cli_plot",
    "diff": "kg.cli_diff",
    "serve": "kg.cli_serve",
    "export": "kg.cli_export",
    "push": "kg.cli_push",
    "verify": "kg.cli_verify",
    "evaluate": "kg.cli_evaluate",
    "ontologies": "kg.cli_ontologies",
    "demo": "kg.cli_demo",
}


READER_GONE = 128 + 13  # what a shell reports of a program that SIGPIPE ended


class WrongUse(click.ClickException):
    """End the program with one line and the code for wrong use."""

    exit_code = 2


class Commands(click.Group):
    """Find commands when they are called, and turn the errors of the packages into one line each."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(importlib.import_module(COMMANDS[cmd_name]), cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except (GraphError, ExtractorError, OntologyError) as error:
            raise WrongUse(str(error)) from error
        except BrokenPipeError:
            # Whoever reads our output, such as `head`, has seen enough. Python would complain at its last flush.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(READER_GONE)
        except OSError as error:
            raise WrongUse(str(error)) from error


def _tell_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        from kg.plan import version

        click.echo(f"kg, version {version()}")
        context.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_tell_version, help="Show it and exit."
)
def cli() -> None:
    """Read biomedical papers and build a graph of what they claim, how strongly, on what evidence, and at what risk.

    \b
    Begin with:
      kg demo
      kg build papers/ --graph my-graph
      kg query claims --graph my-graph
    """

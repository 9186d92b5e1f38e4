"""The command `decroche`, to which each module of this package adds its own."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(
    help="Décroche : l'assistant qui explique les métiers des centres de contacts.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


Verbose = Annotated[bool, typer.Option("--verbose", help="Show the logs of the libraries.")]

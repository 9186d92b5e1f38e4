"""The command `decroche`. Its light commands load neither Rasa nor TensorFlow."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from bot.commands import channels, check, evaluate, records  # noqa: F401  # the last two register themselves
from bot.commands.terminal import ERR, OUT, print_turn, progress_bar
from bot.errors import ContentError, DecrocheError
from bot.installation.places import HOME, ROOT
from bot.serving.process import keep_private
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.serving.local_bot import LocalBot, Turn
from bot.commands.app import Verbose, app
from bot.commands.local import local_bot_ready

app.add_typer(records.app)


app.add_typer(channels.app)


@app.command()
def run(verbose: Verbose = False) -> None:
    """Train if need be, start the servers, say what to open."""
    from bot.serving import launcher
    from bot.training.train import is_due

    settings = Settings.from_environment()
    _require_good_content()
    if is_due(settings):
        _train_apart(settings, verbose)

    def ready() -> None:
        OUT.print(f"[bold green]Décroche answers[/] on {settings.url}\n")
        OUT.print("  Talk to it here:   make chat")
        OUT.print(f"  In a browser:      {settings.url}/web/", soft_wrap=True, markup=False)
        OUT.print("\nCtrl-C stops it.")
        sys.stdout.flush()

    _require_database(settings)
    ERR.print("Starting the servers…")
    launcher.run(settings, verbose, ready, _tell)
    OUT.print("Stopped.")


@app.command()
def train(verbose: Verbose = False) -> None:
    """Train the model, whether or not its inputs have changed."""
    from bot.serving.process import configure_logging, prepare
    from bot.training.train import train as train_model

    settings = Settings.from_environment()
    _require_good_content()
    prepare(verbose)
    with progress_bar() as progress:
        progress("read", 0.0)
        configure_logging()
        model = train_model(settings, progress)
    OUT.print(f"Model written: {model} ({model.stat().st_size / 1e6:.1f} MB)", soft_wrap=True)


@app.command()
def chat() -> None:
    """Talk to the bot in the terminal; a number chooses a button, an empty line leaves."""
    bot = local_bot_ready()
    asyncio.run(_chat(bot))


@app.command()
def ask(
    texts: Annotated[
        list[str] | None, typer.Argument(help="Questions; without any, one a line on stdin.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Answer questions, each in a conversation of its own."""
    bot = local_bot_ready()
    lines = texts or (line.strip() for line in sys.stdin)
    asyncio.run(_ask(bot, (line for line in lines if line), as_json))


async def _ask(bot: LocalBot, texts: Iterable[str], as_json: bool) -> None:
    for number, text in enumerate(texts):
        turn = await bot.say(text, f"ask-{number}")
        bot.forget(f"ask-{number}")
        if as_json:
            print(json.dumps(_as_json(turn), ensure_ascii=False), flush=True)
        else:
            OUT.print(f"[bold]{escape(text)}[/]")
            print_turn(turn)


async def _chat(bot: LocalBot) -> None:
    turn = await bot.say("/greet", "chat")
    while True:
        print_turn(turn)
        try:
            typed = (await asyncio.to_thread(input, "> ")).strip()
        except (EOFError, KeyboardInterrupt):
            typed = ""
        if not typed:
            return
        turn = await bot.say(typed, "chat")


def _as_json(turn: Turn) -> dict[str, object]:
    understood = turn.understanding
    return {
        "text": understood.text,
        "topic": understood.topic,
        "confidence": understood.confidence,
        "ranking": [
            {"topic": topic, "confidence": confidence} for topic, confidence in understood.ranking
        ],
        "role": turn.role,
        "replies": turn.replies,
        "facts": turn.facts,
        "milliseconds": turn.milliseconds,
    }


def _require_good_content() -> None:
    """Say which edits of content/ are not taken; raise the error of what no server could use."""
    from bot.publishing import library
    from bot.training.utterances import read_utterances

    for finding in library().refused:
        ERR.print(escape(str(finding)), style="red", soft_wrap=True)
    if library().refused:
        ERR.print("La dernière bonne version de ces fichiers reste en service.")
    read_utterances(HOME / "data")


def _tell(line: str) -> None:
    ERR.print(escape(line), style="yellow", soft_wrap=True)


def _require_database(settings: Settings) -> None:
    """Bring the tables up to date; raise the error of a database that no server could use."""
    from bot.storage import open_database

    open_database(settings.database)


def _train_apart(settings: Settings, verbose: bool) -> None:
    # In a process of its own: what training takes in memory goes with it.
    import os
    import subprocess

    command = [
        sys.executable,
        "-m",
        "bot.commands.main",
        "train",
        *(["--verbose"] if verbose else []),
    ]
    environment = {**os.environ, **settings.as_environment()}
    try:
        code = subprocess.run(command, env=environment, cwd=ROOT, check=False).returncode
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    if code:
        raise typer.Exit(code)


def main() -> None:
    """Run the command; an error that the operator can mend is one line and exit code 2."""
    keep_private()
    try:
        app()
    except DecrocheError as error:
        for each in error.all if isinstance(error, ContentError) else [error]:
            ERR.print(escape(str(each)), style="red", soft_wrap=True)
        sys.exit(2)


if __name__ == "__main__":
    main()

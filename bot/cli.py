"""The command `decroche`. Its light commands load neither Rasa nor TensorFlow."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterable
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Iterator

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from bot.errors import DecrocheError
from bot.settings import ROOT, Settings

if TYPE_CHECKING:
    from bot.evaluation import Report
    from bot.local_bot import LocalBot, Turn

app = typer.Typer(
    help="Décroche : l'assistant qui explique les métiers des centres de contacts.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
_out = Console(highlight=False)
_err = Console(stderr=True, highlight=False)

_STAGE_NAMES = {
    "read": "reading the data",
    "encode": "encoding the utterances",
    "gate": "choosing the gate",
    "classify": "telling the topics apart",
}
Verbose = Annotated[bool, typer.Option("--verbose", help="Show the logs of the libraries.")]


@app.command()
def run(verbose: Verbose = False) -> None:
    """Train if need be, start the servers, say what to open."""
    from bot import launcher
    from bot.training import is_due

    settings = Settings.from_environment()
    _require_good_content()
    if is_due(settings):
        _train_apart(settings, verbose)

    def ready() -> None:
        _out.print(f"[bold green]Décroche answers[/] on {settings.url}\n")
        _out.print("  Talk to it here:   make chat")
        _out.print(f"  Talk to it by HTTP: {_curl(settings)}", soft_wrap=True, markup=False)
        _out.print("\nCtrl-C stops it.")
        sys.stdout.flush()

    _err.print("Starting the servers…")
    launcher.run(settings, verbose, ready)
    _out.print("Stopped.")


@app.command()
def train(verbose: Verbose = False) -> None:
    """Train the model, whether or not its inputs have changed."""
    from bot.quiet import configure_logging, prepare
    from bot.training import train as train_model

    settings = Settings.from_environment()
    _require_good_content()
    prepare(verbose)
    with _progress_bar() as progress:
        progress("read", 0.0)
        configure_logging()
        model = train_model(settings, progress)
    _out.print(f"Model written: {model} ({model.stat().st_size / 1e6:.1f} MB)", soft_wrap=True)


@app.command()
def chat() -> None:
    """Talk to the bot in the terminal; a number chooses a button, an empty line leaves."""
    bot = _local_bot()
    asyncio.run(_chat(bot))


@app.command()
def ask(
    texts: Annotated[
        list[str] | None, typer.Argument(help="Questions; without any, one a line on stdin.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Answer questions, each in a conversation of its own."""
    bot = _local_bot()
    lines = texts or (line.strip() for line in sys.stdin)
    asyncio.run(_ask(bot, (line for line in lines if line), as_json))


@app.command()
def check() -> None:
    """Vérifier le contenu et les données ; code 1 s'il y a une erreur à corriger."""
    from bot.checks import check_content, check_data, check_domain
    from bot.content import Content

    content = Content(ROOT / "content")
    findings = [
        *check_content(content, date.today()),
        *check_data(content, ROOT / "data"),
        *check_domain(content, ROOT / "bot" / "domain.yml"),
    ]
    errors = [finding for finding in findings if finding.severity == "error"]
    for finding in findings:
        colour = "red" if finding.severity == "error" else "yellow"
        _out.print(f"[{colour}]{finding.label}[/] {escape(str(finding))}", soft_wrap=True)
    _out.print(
        f"{len(content.cards)} fiches, {len(content.replies)} réponses, {len(content.facts)} faits : "
        f"{len(errors)} erreur(s), {len(findings) - len(errors)} avertissement(s)."
    )
    raise typer.Exit(1 if errors else 0)


@app.command()
def evaluate(
    file: Annotated[Path, typer.Argument(help="YAML of `text` and `topic`, or Rasa NLU data.")],
    as_json: Annotated[bool, typer.Option("--json", help="The figures as JSON.")] = False,
) -> None:
    """Measure how well the bot understands the labelled texts of a file or folder."""
    from bot.training_data import read_utterances

    utterances = read_utterances(file)
    if not utterances:
        from bot.errors import DataError

        raise DataError(str(file), "no labelled text in it", "see docs/developer.md")
    report = asyncio.run(
        _evaluate(_local_bot(), [(utterance.text, utterance.intent) for utterance in utterances])
    )
    _print_report(report, as_json)


async def _ask(bot: LocalBot, texts: Iterable[str], as_json: bool) -> None:
    for number, text in enumerate(texts):
        turn = await bot.say(text, f"ask-{number}")
        bot.forget(f"ask-{number}")
        if as_json:
            print(json.dumps(_as_json(turn), ensure_ascii=False), flush=True)
        else:
            _out.print(f"[bold]{escape(text)}[/]")
            _print_turn(turn)


async def _chat(bot: LocalBot) -> None:
    turn = await bot.say("/greet", "chat")
    while True:
        buttons = _print_turn(turn)
        try:
            typed = (await asyncio.to_thread(input, "> ")).strip()
        except (EOFError, KeyboardInterrupt):
            typed = ""
        if not typed:
            _out.print(bot_goodbye())
            return
        chosen = int(typed) - 1 if typed.isdecimal() else -1
        message = buttons[chosen]["payload"] if 0 <= chosen < len(buttons) else typed
        turn = await bot.say(message, "chat")


def bot_goodbye() -> str:
    """Return the words on which the chat in the terminal ends."""
    from bot.content import Content

    return Content().replies["goodbye"].texts[0]


async def _evaluate(bot: LocalBot, labelled: list[tuple[str, str]]) -> Report:
    from bot.evaluation import Prediction
    from bot.evaluation import evaluate as figures_of

    predictions = []
    for text, label in labelled:
        understood = await bot.understand(text)
        predictions.append(Prediction(text, label, understood.topic, understood.offers[:3]))
    return figures_of(predictions)


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


def _print_turn(turn: Turn) -> list[dict[str, str]]:
    buttons: list[dict[str, str]] = []
    for reply in turn.replies:
        _out.print(escape(reply["text"]), style="cyan")
        buttons = reply["buttons"] or buttons
    for number, button in enumerate(buttons, start=1):
        _out.print(f"  [bold]{number}[/] {escape(button['title'])}")
    _out.print()
    return buttons


def _print_report(report: Report, as_json: bool) -> None:
    from dataclasses import asdict

    if as_json:
        print(json.dumps(asdict(report), ensure_ascii=False, indent=2))
        return
    _out.print(f"{report.messages} messages, {report.right:.1%} on the right topic,")
    _out.print(f"{report.right_or_offered:.1%} right or offered, ", end="")
    _out.print(f"{report.wrong_and_sure:.1%} wrong and sure.")
    if report.out_of_scope_caught is not None:
        caught, count = report.out_of_scope_caught, report.out_of_scope_messages
        _out.print(f"Out of scope: {caught:.1%} of {count} not answered,")
    _out.print(f"{report.good_refused:.1%} of the good questions taken for out of scope.\n")
    worst = sorted(report.per_topic.items(), key=lambda item: (item[1][1], item[0]))
    table = Table("topic", "messages", "right", "taken for")
    for topic, (count, right) in worst:
        taken = [f"{other} {n}" for label, other, n in report.confusions if label == topic]
        table.add_row(topic, str(count), f"{right:.0%}", ", ".join(taken[:4]))
    _out.print(table)


def _local_bot() -> LocalBot:
    from bot.quiet import configure_logging, prepare

    settings = Settings.from_environment()
    prepare()
    configure_logging()
    from bot.local_bot import LocalBot

    return LocalBot(settings.model)


def _require_good_content() -> None:
    """Raise the error of a content or data file that no server could use."""
    from bot.content import Content
    from bot.training_data import read_utterances

    Content(ROOT / "content")
    read_utterances(ROOT / "data")


def _train_apart(settings: Settings, verbose: bool) -> None:
    # In a process of its own: what training takes in memory goes with it.
    import os
    import subprocess

    command = [sys.executable, "-m", "bot.cli", "train", *(["--verbose"] if verbose else [])]
    environment = {**os.environ, **settings.as_environment()}
    try:
        code = subprocess.run(command, env=environment, cwd=ROOT, check=False).returncode
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    if code:
        raise typer.Exit(code)


@contextmanager
def _progress_bar() -> Iterator[object]:
    from bot.training import STAGES

    columns = (TextColumn("Training: {task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=_err) as bar:
        task = bar.add_task(_STAGE_NAMES["read"], total=1.0)

        def progress(stage: str, done: float) -> None:
            before = sum(share for name, share in STAGES.items() if _precedes(name, stage))
            bar.update(
                task,
                description=f"{_STAGE_NAMES[stage]:<25}",
                completed=before + STAGES[stage] * done,
            )

        yield progress


def _precedes(stage: str, other: str) -> bool:
    order = list(_STAGE_NAMES)
    return order.index(stage) < order.index(other)


def _curl(settings: Settings) -> str:
    body = json.dumps({"sender": "moi", "message": "c'est quoi ce métier ?"}, ensure_ascii=False)
    quoted = body.replace("'", "'\\''")
    return f"curl -s {settings.url}/webhooks/rest/webhook -d '{quoted}'"


def main() -> None:
    """Run the command; an error that the operator can mend is one line and exit code 2."""
    try:
        app()
    except DecrocheError as error:
        _err.print(escape(str(error)), style="red", soft_wrap=True)
        sys.exit(2)


if __name__ == "__main__":
    main()

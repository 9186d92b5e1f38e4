"""The command `decroche`. Its light commands load neither Rasa nor TensorFlow."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from bot import _channels_commands, _records_commands
from bot._terminal import ERR, OUT, VoicesPrinter, print_report, print_turn, progress_bar
from bot.errors import DataError, DecrocheError
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
app.add_typer(_records_commands.app)
app.add_typer(_channels_commands.app)
TEST_PART = ROOT / "tests" / "understanding"
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
        OUT.print(f"[bold green]Décroche answers[/] on {settings.url}\n")
        OUT.print("  Talk to it here:   make chat")
        OUT.print(f"  Talk to it by HTTP: {_curl(settings)}", soft_wrap=True, markup=False)
        OUT.print("\nCtrl-C stops it.")
        sys.stdout.flush()

    _purge(settings)
    ERR.print("Starting the servers…")
    launcher.run(settings, verbose, ready)
    OUT.print("Stopped.")


@app.command()
def train(verbose: Verbose = False) -> None:
    """Train the model, whether or not its inputs have changed."""
    from bot.quiet import configure_logging, prepare
    from bot.training import train as train_model

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
    from bot.flow_checks import check_flows

    content = Content(ROOT / "content")
    findings = [
        *check_content(content, date.today()),
        *check_flows(content),
        *check_data(content, ROOT / "data"),
        *check_domain(content, ROOT / "bot" / "domain.yml"),
    ]
    errors = [finding for finding in findings if finding.severity == "error"]
    for finding in findings:
        colour = "red" if finding.severity == "error" else "yellow"
        OUT.print(f"[{colour}]{finding.label}[/] {escape(str(finding))}", soft_wrap=True)
    OUT.print(f"{len(content.cards)} fiches, {len(content.replies)} réponses, ", end="")
    OUT.print(f"{len(content.facts)} faits : {len(errors)} erreur(s), ", end="")
    OUT.print(f"{len(findings) - len(errors)} avertissement(s).")
    raise typer.Exit(1 if errors else 0)


@app.command()
def evaluate(
    file: Annotated[
        Path | None, typer.Argument(help="YAML of `text` and `topic`, or Rasa NLU data.")
    ] = None,
    voices: Annotated[
        bool, typer.Option("--voices", help="Train without each voice and test on it: minutes.")
    ] = False,
    choose_gate: Annotated[
        bool, typer.Option("--choose-gate", help="With --voices: keep the gate that they choose.")
    ] = False,
    groups: Annotated[
        int | None,
        typer.Option(min=2, help="With --voices: leave out as many as make so many groups."),
    ] = None,
    yardsticks: Annotated[
        bool, typer.Option("--yardsticks", help="Measure the plain models anew: ten minutes.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The figures as JSON.")] = False,
) -> None:
    """Measure how well the bot understands labelled texts: of a file, or of voices unheard."""
    if yardsticks:
        _measure_yardsticks()
    if voices:
        _evaluate_voices(as_json, choose_gate, groups)
    if voices or yardsticks:
        return
    if file is None:
        raise DataError("evaluate", "nothing to measure", "name a file, or give --voices")
    from bot.training_data import read_utterances

    utterances = read_utterances(file)
    if not utterances:
        raise DataError(str(file), "no labelled text in it", "see docs/developer.md")
    report = asyncio.run(
        _evaluate(_local_bot(), [(utterance.text, utterance.intent) for utterance in utterances])
    )
    print_report(report, as_json)


def _evaluate_voices(as_json: bool, choose_gate: bool, groups: int | None) -> None:
    _load_libraries()
    from bot import voices
    from bot.nlu.classifier import read_gate
    from bot.yardsticks import read_yardsticks

    printed = VoicesPrinter(as_json)
    gate = read_gate()
    left_out = []
    for judged in voices.leave_voices_out(ROOT / "data" / "nlu", groups):
        left_out.append(judged)
        printed.voice("left out", judged.voice, voices.report(judged, gate), judged.milliseconds)
    if choose_gate:
        gate = voices.choose_gate(left_out)
        voices.write_gate(gate)
    printed.reliability(gate, voices.reliability(left_out, gate))
    for judged in voices.held_back(ROOT / "data" / "nlu", TEST_PART):
        printed.voice("test part", judged.voice, voices.report(judged, gate), judged.milliseconds)
    printed.end(read_yardsticks())


def _measure_yardsticks() -> None:
    _load_libraries()
    from bot.yardsticks import measure_yardsticks

    for yardstick in measure_yardsticks(ROOT / "data" / "nlu", TEST_PART):
        OUT.print(f"{yardstick.name}: {yardstick.right:.1%} right", soft_wrap=True)


def _load_libraries() -> None:
    from bot.quiet import configure_logging, prepare

    prepare()
    configure_logging()


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


async def _evaluate(bot: LocalBot, labelled: list[tuple[str, str]]) -> Report:
    from bot.evaluation import Prediction
    from bot.evaluation import evaluate as figures_of

    predictions = []
    for text, label in labelled:
        understood = await bot.understand(text)
        guess = understood.ranking[0][0] if understood.ranking else None
        offered = understood.offers[:3]
        predictions.append(Prediction(text, label, understood.topic, guess, offered))
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


def _local_bot() -> LocalBot:
    settings = Settings.from_environment()
    _load_libraries()
    from bot.local_bot import LocalBot

    return LocalBot(settings.model)


def _require_good_content() -> None:
    """Raise the error of a content or data file that no server could use."""
    from bot.content import Content
    from bot.training_data import read_utterances

    Content(ROOT / "content")
    read_utterances(ROOT / "data")


def _purge(settings: Settings) -> None:
    """Delete what should have gone while the servers did not run."""
    from datetime import datetime, timezone

    from bot.records import Records
    from bot.retention import purge_old

    purge_old(Records(settings.database), settings, datetime.now(timezone.utc))


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


def _curl(settings: Settings) -> str:
    body = json.dumps({"sender": "moi", "message": "c'est quoi ce métier ?"}, ensure_ascii=False)
    quoted = body.replace("'", "'\\''")
    return f"curl -s {settings.url}/webhooks/rest/webhook -d '{quoted}'"


def main() -> None:
    """Run the command; an error that the operator can mend is one line and exit code 2."""
    try:
        app()
    except DecrocheError as error:
        ERR.print(escape(str(error)), style="red", soft_wrap=True)
        sys.exit(2)


if __name__ == "__main__":
    main()

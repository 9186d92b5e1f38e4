"""`decroche evaluate`: the understanding, measured on labelled texts."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.app import app
from bot.commands.local import load_libraries, local_bot_ready
from bot.commands.terminal import OUT, VoicesPrinter, print_details, print_report
from bot.errors import DataError
from bot.installation.places import HOME, ROOT
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.nlu.model.answers import AnswerModel
    from bot.serving.local_bot import LocalBot
    from bot.training.evaluation import Report


TEST_PART = ROOT / "tests" / "understanding"
_ONE_IN = 20  # messages of the test part on which the ranker is chosen
_BOTH = "give --dialogues and --follow-ups"
TEST_FORMS = ROOT / "tests" / "text" / "forms" / "first.yml"


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
    details: Annotated[
        bool, typer.Option("--details", help="Rank each half of the details' questions: minutes.")
    ] = False,
    dialogues: Annotated[
        Path | None, typer.Option("--dialogues", help="Play dialogues; count what is answered.")
    ] = None,
    follow_ups: Annotated[
        Path | None, typer.Option("--follow-ups", help="Count what is found right after an answer.")
    ] = None,
    choose_ranker: Annotated[
        bool,
        typer.Option("--choose-ranker", help="With both of these: keep the weights they choose."),
    ] = False,
    yardsticks: Annotated[
        bool, typer.Option("--yardsticks", help="Measure other models anew: ten minutes.")
    ] = False,
    every: Annotated[
        int, typer.Option(min=1, help="Judge one text of a file in so many: a rough figure.")
    ] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="The figures as JSON.")] = False,
) -> None:
    """Measure how well the bot understands labelled texts: of a file, or of voices unheard."""
    if (voices or yardsticks) and not TEST_PART.is_dir():
        raise DataError(str(TEST_PART), "no test part is installed", "run this in a checkout")
    if yardsticks:
        _measure_yardsticks()
    if voices:
        _evaluate_voices(as_json, choose_gate, groups)
    if details:
        _evaluate_details(as_json)
    if choose_ranker:
        if dialogues is None or follow_ups is None:
            raise DataError("--choose-ranker", "nothing to choose on", _BOTH)
        asyncio.run(_choose_ranker(local_bot_ready(), dialogues, follow_ups))
        return
    if dialogues:
        asyncio.run(_evaluate_dialogues(local_bot_ready(), dialogues))
    if follow_ups:
        asyncio.run(_evaluate_follow_ups(local_bot_ready(), follow_ups))
    if voices or yardsticks or details or dialogues or follow_ups:
        return
    if file is None:
        remedy = "name a file, or give --voices, --details, --dialogues or --follow-ups"
        raise DataError("evaluate", "nothing to measure", remedy)
    from bot.training.utterances import read_utterances

    utterances = read_utterances(file)
    if not utterances:
        raise DataError(str(file), "no labelled text in it", "see docs/developer.md")
    report = asyncio.run(
        _evaluate(local_bot_ready(), [(u.text, u.intent) for u in utterances[::every]])
    )
    print_report(report, as_json)


def _evaluate_voices(as_json: bool, choose_gate: bool, groups: int | None) -> None:
    load_libraries()
    from bot.nlu.classifier import read_gate
    from bot.training import voices
    from bot.training.yardsticks import read_yardsticks

    printed = VoicesPrinter(as_json)
    gate = read_gate()
    left_out = []
    for judged in voices.leave_voices_out(HOME / "data", TEST_PART, groups):
        left_out.append(judged)
        printed.voice("left out", judged.voice, voices.report(judged, gate), judged.milliseconds)
    if choose_gate:
        gate = voices.choose_gate(left_out)
        voices.write_gate(gate)
    printed.reliability(gate, voices.reliability(left_out, gate))
    for judged in voices.held_back(HOME / "data", TEST_PART):
        printed.voice("test part", judged.voice, voices.report(judged, gate), judged.milliseconds)
    printed.end(read_yardsticks())


def _evaluate_details(as_json: bool) -> None:
    load_libraries()
    from bot.nlu.model.vectors import Encoder
    from bot.publishing import library
    from bot.training.details import judge_details
    from bot.training.forms import judge_forms

    report = judge_details(HOME / "data", library().current(), Encoder())
    forms = judge_forms(TEST_FORMS) if TEST_FORMS.exists() else None
    print_details(report, forms, as_json)


async def _evaluate_dialogues(bot: LocalBot, path: Path) -> None:
    from bot.training import played
    from bot.training.dialogues import read_dialogues

    counts = played.shares(await played.play(bot, read_dialogues(path)))
    for kind, (right, of) in counts.items():
        OUT.print(f"{kind:<20}{right:>5} of {of}", soft_wrap=True)
    right, of = (sum(numbers) for numbers in zip(*counts.values(), strict=True))
    OUT.print(f"{'all':<20}{right:>5} of {of}, {right / of:.1%}", soft_wrap=True)


async def _evaluate_follow_ups(bot: LocalBot, path: Path) -> None:
    from bot.publishing import library
    from bot.training import played
    from bot.training.follow_ups import read_follow_ups
    from bot.training.next_questions import judge_follow_ups

    model, content = _answer_model(), library().current()
    follow_ups = read_follow_ups(path, model.labels)
    judged = await played.judged_follow_ups(bot, content, follow_ups, HOME / "data")
    found = judge_follow_ups(model, judged)
    OUT.print(
        f"{found.answered} of {len(judged)} have an answer: {found.first:.1%} found first,"
        f" {found.among_three:.1%} among three",
        soft_wrap=True,
    )


async def _choose_ranker(bot: LocalBot, dialogues: Path, follow_ups: Path) -> None:
    from bot.nlu.model.vectors import Encoder
    from bot.publishing import library
    from bot.training import played
    from bot.training.details import judged_unlearnt
    from bot.training.dialogues import read_dialogues
    from bot.training.follow_ups import read_follow_ups
    from bot.training.ranking import choose_ranker
    from bot.training.utterances import GENERAL, read_utterances

    model, content = _answer_model(), library().current()
    general = [u for u in read_utterances(TEST_PART / GENERAL) if u.intent in content.cards]
    mixed = [u for u in read_utterances(TEST_PART) if u.intent in content.cards][::_ONE_IN]
    next_ones = read_follow_ups(follow_ups, model.labels)
    judged = [
        *await played.judged_dialogues(bot, model, content, read_dialogues(dialogues)),
        *await played.judged_first(bot, model, general, mixed),
        *await played.judged_follow_ups(bot, content, next_ones, HOME / "data"),
    ]
    unlearnt = judged_unlearnt(HOME / "data", content, Encoder())
    played.write_ranker(choose_ranker([(model, judged), unlearnt], Encoder()))
    OUT.print("The weights are kept: train again to use them.")


def _answer_model() -> AnswerModel:
    from bot.training.played import answer_model_in

    return answer_model_in(Settings.from_environment().model)


def _measure_yardsticks() -> None:
    load_libraries()
    from bot.training.utterances import CORE
    from bot.training.yardsticks import measure_yardsticks

    for yardstick in measure_yardsticks(HOME / "data" / CORE, TEST_PART):
        OUT.print(f"{yardstick.name}: {yardstick.right:.1%} right", soft_wrap=True)


async def _evaluate(bot: LocalBot, labelled: list[tuple[str, str]]) -> Report:
    from bot.training.evaluation import Prediction
    from bot.training.evaluation import evaluate as figures_of

    predictions = []
    for text, label in labelled:
        understood = await bot.understand(text)
        guess = understood.ranking[0][0] if understood.ranking else None
        offered = [label.partition("/")[0] for label in understood.offers[:3]]
        predictions.append(Prediction(text, label, understood.topic, guess, offered))
    return figures_of(predictions)

"""How the commands speak to a terminal: turns of a conversation, reports, progress."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from bot.training import STAGES

if TYPE_CHECKING:
    from bot.evaluation import Report
    from bot.local_bot import Turn
    from bot.voices import VoiceReport

OUT = Console(highlight=False)
ERR = Console(stderr=True, highlight=False)

_STAGE_NAMES = {
    "read": "reading the data",
    "encode": "encoding the utterances",
    "gate": "choosing the gate",
    "classify": "telling the topics apart",
}


def print_turn(turn: Turn) -> list[dict[str, str]]:
    """Print what the bot said, its buttons numbered, and return the buttons."""
    buttons: list[dict[str, str]] = []
    for reply in turn.replies:
        OUT.print(escape(reply["text"]), style="cyan")
        buttons = reply["buttons"] or buttons
    for number, button in enumerate(buttons, start=1):
        OUT.print(f"  [bold]{number}[/] {escape(button['title'])}")
    OUT.print()
    return buttons


def print_report(report: Report, as_json: bool) -> None:
    """Print the figures of an evaluation, the worst topics first."""
    if as_json:
        print(json.dumps(asdict(report), ensure_ascii=False, indent=2))
        return
    OUT.print(f"{report.messages} messages, {report.right:.1%} answered on the right topic,")
    OUT.print(f"{report.best_guess_right:.1%} with the right one first,")
    OUT.print(f"{report.right_or_offered:.1%} right or offered, ", end="")
    OUT.print(f"{report.wrong_and_sure:.1%} wrong and sure.")
    if report.out_of_scope_caught is not None:
        caught, count = report.out_of_scope_caught, report.out_of_scope_messages
        OUT.print(f"Out of scope: {caught:.1%} of {count} not answered,")
    OUT.print(f"{report.good_refused:.1%} of the good questions taken for out of scope.\n")
    worst = sorted(report.per_topic.items(), key=lambda item: (item[1][1], item[0]))
    table = Table("topic", "messages", "right", "taken for")
    for topic, (count, right) in worst:
        taken = [f"{other} {n}" for label, other, n in report.confusions if label == topic]
        table.add_row(topic, str(count), f"{right:.0%}", ", ".join(taken[:4]))
    OUT.print(table)


def print_voices(evaluations: dict[str, Iterator[VoiceReport]], as_json: bool) -> None:
    """Print the figures of every voice, as they come, and their means."""
    if as_json:
        document = {
            name: {voice.voice: asdict(voice.report) for voice in reports}
            for name, reports in evaluations.items()
        }
        print(json.dumps(document, ensure_ascii=False, indent=2))
        return
    for name, reports in evaluations.items():
        OUT.print(f"[bold]{name}[/]")
        OUT.print(
            _voice_line("voice", ["best guess", "right", "or offered", "wrong & sure", "refused"])
        )
        rows = []
        for voice in reports:
            report = voice.report
            rows.append(
                [
                    report.best_guess_right,
                    report.right,
                    report.right_or_offered,
                    report.wrong_and_sure,
                    report.good_refused,
                ]
            )
            OUT.print(_voice_line(voice.voice, [f"{share:.1%}" for share in rows[-1]]))
        means = [sum(column) / len(column) for column in zip(*rows, strict=True)]
        OUT.print(_voice_line("mean", [f"{share:.1%}" for share in means]), style="bold")


def _voice_line(name: str, cells: list[str]) -> str:
    return f"{name:<20}" + "".join(f"{cell:>14}" for cell in cells)


@contextmanager
def progress_bar() -> Iterator[Callable[[str, float], None]]:
    """Show a training's progress; the block gets the function to tell it the stages."""
    columns = (TextColumn("Training: {task.description}"), BarColumn(), TimeElapsedColumn())
    order = list(STAGES)
    with Progress(*columns, console=ERR) as bar:
        task = bar.add_task("", total=1.0)

        def progress(stage: str, done: float) -> None:
            before = sum(STAGES[earlier] for earlier in order[: order.index(stage)])
            description = f"{_STAGE_NAMES[stage]:<25}"
            bar.update(task, description=description, completed=before + STAGES[stage] * done)

        yield progress

"""How the commands speak to a terminal: turns of a conversation, reports, progress."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from bot.training.train import STAGES

if TYPE_CHECKING:
    from bot.nlu.model.gate import Gate
    from bot.serving.local_bot import Turn
    from bot.training.details import DetailsReport
    from bot.training.evaluation import Report
    from bot.training.forms import FormsReport
    from bot.training.voices import Band
    from bot.training.yardsticks import Yardstick

OUT = Console(highlight=False)
ERR = Console(stderr=True, highlight=False)

_STAGE_NAMES = {
    "read": "reading the data",
    "encode": "encoding the utterances",
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


def print_details(report: DetailsReport, forms: FormsReport | None, as_json: bool) -> None:
    """Print how well details, and forms of questions if any were judged, are found."""
    if as_json:
        document = asdict(report) | ({"forms": asdict(forms)} if forms else {})
        print(json.dumps(document, ensure_ascii=False, indent=2))
        return
    for name, found in (("that stand alone", report.alone), ("that follow", report.following)):
        shares = f"right first {found.first:.1%}, among three {found.among_three:.1%}"
        OUT.print(f"{found.questions} questions {name}: {shares}")
    if forms:
        shares = f"form right {forms.form:.1%}, standing alone or not {forms.elliptic:.1%}"
        OUT.print(f"{forms.sentences} sentences: {shares}")


class VoicesPrinter:
    """Prints the evaluation of voices as it goes; as one JSON document at the end if asked."""

    def __init__(self, as_json: bool) -> None:
        self._as_json = as_json
        self._reports: dict[str, dict[str, Report]] = {}
        self._document: dict[str, Any] = {}

    def voice(self, part: str, name: str, report: Report, milliseconds: float) -> None:
        """Take the report of a voice, left out of the training or held back of it."""
        if part not in self._reports:
            self._end_part()
            self._print(f"[bold]{part}[/]\n{_voice_line('voice', _COLUMNS)}")
        self._reports.setdefault(part, {})[name] = report
        figures = {**asdict(report), "milliseconds": milliseconds}
        self._document.setdefault(part, {})[name] = figures
        cells = [f"{share:.1%}" for share in _shares(report)]
        caught = report.out_of_scope_caught
        cells += ["" if caught is None else f"{caught:.1%}", f"{milliseconds:.1f}"]
        self._print(_voice_line(name, cells))

    def reliability(self, gate: Gate, bands: list[Band]) -> None:
        """Print how often a confidence is right."""
        self._document["gate"] = asdict(gate)
        self._document["reliability"] = [asdict(band) for band in bands]
        self._end_part()
        self._print(f"Answered from a confidence of {gate.sure:.2f}. What a confidence is worth:")
        for band in bands:
            claimed, right = f"{band.confidence:.0%}", f"{band.right:.0%}"
            self._print(f"  {claimed:>5} claimed {right:>6} right {band.messages:>8} messages")
        self._print("")

    def end(self, yardsticks: list[Yardstick]) -> None:
        """Print the means, the worst topics and the yardsticks, or the JSON document."""
        self._document["yardsticks"] = [asdict(yardstick) for yardstick in yardsticks]
        if self._as_json:
            print(json.dumps(self._document, ensure_ascii=False, indent=2))
            return
        self._end_part()
        OUT.print("[bold]yardsticks[/], on the test part")
        for yardstick in yardsticks:
            OUT.print(f"  {yardstick}", soft_wrap=True)

    def _end_part(self) -> None:
        if self._as_json or not self._reports:
            return
        part, reports = list(self._reports.items())[-1]
        rows = [_shares(report) for name, report in reports.items() if report.inside]
        means = [sum(column) / len(column) for column in zip(*rows, strict=True)]
        line = _voice_line("mean", [f"{share:.1%}" for share in means])
        OUT.print(line, style="bold", soft_wrap=True)
        _print_worst_topics(part, list(reports.values()))
        OUT.print()

    def _print(self, line: str) -> None:
        if not self._as_json:
            OUT.print(line, soft_wrap=True)


_COLUMNS = [
    *(
        "best guess",
        "answered",
        "or offered",
        "wrong & sure",
        "refused",
        "oos caught",
        "ms a message",
    )
]
_WORST = 15


def _shares(report: Report) -> list[float]:
    return [
        report.best_guess_right,
        report.right,
        report.right_or_offered,
        report.wrong_and_sure,
        report.good_refused,
    ]


def _print_worst_topics(part: str, reports: list[Report]) -> None:
    rights: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    taken: dict[str, Counter[str]] = {}
    for report in reports:
        for topic, (count, right) in report.per_topic.items():
            counts[topic] += count
            rights[topic] += round(count * right)
        for topic, other, count in report.confusions:
            taken.setdefault(topic, Counter())[other] += count
    worst = sorted(counts, key=lambda topic: rights[topic] / counts[topic])[:_WORST]
    OUT.print(f"The {len(worst)} worst topics, {part}:")
    for topic in worst:
        others = ", ".join(
            f"{other} {n}" for other, n in taken.get(topic, Counter()).most_common(4)
        )
        OUT.print(f"  {topic:<24}{rights[topic] / counts[topic]:>6.0%}  {others}", soft_wrap=True)


def _voice_line(name: str, cells: list[str]) -> str:
    return f"{name:<20}" + "".join(f"{cell:>13}" for cell in cells)


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

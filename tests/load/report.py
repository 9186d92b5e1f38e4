"""What the bench found, in docs/performance.md and its plot."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.load.visitors import CROWD, Measured

_TURNS = (5, 200, 2_000)


def table_of(default: Measured, ours: Measured, day: date) -> str:
    """Return the figures of both bots and their ratios, as Markdown."""
    rows: list[tuple[str, float | None, float | None, int]] = []
    for title, name in (("one visitor", "alone"), (f"{CROWD} visitors at once", "crowd")):
        theirs, own = default.phases[name], ours.phases[name]
        rows += [
            (f"{title}, p50, ms", theirs.median, own.median, 0),
            (f"{title}, p95, ms", theirs.p95, own.p95, 0),
            (f"{title}, messages a second", theirs.rate, own.rate, 1),
            (f"{title}, processor a message, ms", theirs.processor, own.processor, 0),
        ]
    for turn in _TURNS:
        waits = [
            measured.phases["long"].at(turn) if len(measured.phases["long"].waits) >= turn else None
            for measured in (default, ours)
        ]
        rows.append((f"message {turn:,} of a conversation, ms", *waits, 0))
    lines = [
        f"Measured on {day.isoformat()}, both in one run.",
        "",
        f"| | {default.name} | {ours.name} | ratio |",
        "|---|---|---|---|",
    ]
    for title, theirs_, own_, digits in rows:
        cells = ["–" if value is None else f"{value:.{digits}f}" for value in (theirs_, own_)]
        ratio = "–" if not theirs_ or own_ is None else f"{own_ / theirs_:.2f}"
        lines.append(f"| {title} | {' | '.join(cells)} | {ratio} |")
    long = ours.phases["long"]
    for turn in _TURNS[1:]:
        if len(long.waits) >= turn:
            grown = long.at(turn) / long.at(_TURNS[0])
            lines += ["", f"Décroche's message {turn:,} takes {grown:.2f} times its fifth's time."]
    return "\n".join(lines)


def write_report(document: Path, name: str, found: str) -> None:
    """Put what was found in its place in a document: between the comments of that name."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    text = document.read_text(encoding="utf-8")
    before, _, rest = text.partition(begin)
    after = rest.partition(end)[2]
    document.write_text(f"{before}{begin}\n{found}\n{end}{after}", encoding="utf-8")


def draw(picture: Path, default: Measured, ours: Measured) -> None:
    """Draw how long each message of a long conversation takes."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "decroche"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 3.5))
    for measured in (default, ours):
        long = measured.phases["long"]
        turns = range(1, len(long.waits) + 1, max(1, len(long.waits) // 200))
        axes.plot(turns, [long.at(turn) for turn in turns], label=measured.name)
    axes.set(xscale="log", yscale="log", xlabel="message of one conversation", ylabel="ms")
    axes.legend()
    figure.tight_layout()
    figure.savefig(picture, format="svg", metadata={"Date": None})
    pyplot.close(figure)

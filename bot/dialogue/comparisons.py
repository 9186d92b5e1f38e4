"""Two things side by side, point by point: « conseiller ou superviseur, lequel gagne le plus ? ».

Plain functions. The jobs' points stand in content/roles.yml, all else in content/comparisons.yml.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from bot.content.comparisons import Comparisons
from bot.text.forms import form_of
from bot.text.phrases import mentions, plain_words
from bot.text.typography import typeset
from bot.text.words import normalise

COMPARISON_LIMIT = 400  # characters
ROLE_POINTS = ("missions", "contact", "studies")  # what jobs are compared on when nobody says
_MOST_POINTS = 3


class HasText(Protocol):
    """What is said of a thing on one point, and the facts that vouch for it."""

    @property
    def text(self) -> str: ...

    @property
    def facts(self) -> list[str]: ...


class Comparable(Protocol):
    """A job or another thing with points."""

    @property
    def name(self) -> str: ...

    @property
    def points(self) -> Mapping[str, HasText]: ...


@dataclass(frozen=True)
class Told:
    """The words of a comparison, and the facts that vouch for them."""

    text: str
    facts: tuple[str, ...]


# « c'est mieux que… », « et par rapport à… » compare with what was spoken of last.
_WITH_THE_LAST = re.compile(
    r"^(?:(?:et|mais|ok|alors|c|est|ce|ca|il|elle|on|que|qu|y|a|une|la|de|quelle|quoi|gagne"
    r"|paie|payee?|touche|bosse|travaille|plus|moins|mieux|pire|bien|mal|dur|difficile|en)\s)*?"
    r"(?:par rapport (?:a|au|aux)|comparee? (?:a|au|aux|avec)|differences? avec|different (?:de|du)"
    r"|(?:mieux|plus|moins|pire|pareil|autant)(?: \w+){0,2}? (?:que|qu))\b"
)
_CHOICE = re.compile(r"\b(?:ou|versus|contre)\b")
_VERSUS = re.compile(r"\bvs\b")  # as typed: in plain spelling it is « vous »
_BETWEEN = re.compile(r"\bentre\b.+\bet\b")
_OF_THE_TWO = re.compile(r"\b(?:lequel|laquelle|les deux|des deux|l un ou l autre)\b")
_ASKS_WHICH = re.compile(
    r"\b(?:lequel|laquelle|lesquels|mieux|plus|moins|choisir|choisis|prendre|prends"
    r"|tu conseilles|conseillez|versus|differences?)\b"
)
_SHORT = 8  # words: « superviseur ou formateur ? » asks to compare, a long « ou » may not


def compared(
    text: str,
    roles_named: Sequence[str],
    last_role: str | None,
    before: tuple[str, str] | None = None,
) -> tuple[str, str] | None:
    """Return the two jobs that a message compares, in its order, or None.

    One that is named alone is compared with the job spoken of last; « lequel des deux ? » compares
    those named together `before`.
    """
    named = list(dict.fromkeys(roles_named))
    if not named and before and _OF_THE_TWO.search(_plain(text)):
        return before
    if len(named) == 2 and _compares(text):
        return named[0], named[1]
    last = last_role if last_role not in named else None
    if len(named) == 1 and last and _WITH_THE_LAST.match(_plain(text)):
        return last, named[0]
    return None


def compared_things(text: str, comparisons: Comparisons) -> tuple[str, tuple[str, ...]] | None:
    """Return the group and the things, two or more, that a message compares, or None."""
    if not (_compares(text) or form_of(text) == "define"):
        return None
    for key, group in comparisons.groups.items():
        named = tuple(name for name, thing in group.things.items() if mentions(text, thing.words))
        if len(named) > 1:
            return key, named
    return None


def _compares(text: str) -> bool:
    plain = _plain(text)
    if form_of(text) == "compare" or _VERSUS.search(plain_words(text)) or _BETWEEN.search(plain):
        return True
    if not _CHOICE.search(plain):
        return False
    return bool(_ASKS_WHICH.search(plain)) or ("?" in text and len(plain.split()) <= _SHORT)


def _plain(text: str) -> str:
    return plain_words(normalise(text))


def points_asked(text: str, comparisons: Comparisons, default: Sequence[str]) -> list[str]:
    """Return the points that a message asks for, `default` when it names none."""
    asked = [key for key, point in comparisons.points.items() if mentions(text, point.words)]
    return asked or list(default)


def told(
    things: Sequence[Comparable], points: Sequence[str], comparisons: Comparisons
) -> Told | None:
    """Return things side by side on as many points as the limit holds, None without a common one.

    The first point is told even where it alone is longer than COMPARISON_LIMIT.
    """
    common = [point for point in points if all(point in thing.points for thing in things)]
    lines: list[str] = []
    facts: list[str] = []
    for point in common[:_MOST_POINTS]:
        line = _line(things, point, comparisons)
        if lines and len("\n".join([*lines, line])) > COMPARISON_LIMIT:
            break
        lines.append(line)
        facts += [fact for thing in things for fact in thing.points[point].facts]
    return Told("\n".join(lines), tuple(dict.fromkeys(facts))) if lines else None


@dataclass(frozen=True)
class Table:
    """A comparison as it was told: each label with what is said of each thing, once if the same."""

    things: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def table_of(text: str, comparisons: Comparisons) -> Table | None:
    """Return the comparison that a text tells, None where its lines cannot be told apart surely."""
    read = [_row(line, comparisons) for line in text.split("\n")]
    rows = [row for row in read if row]
    named = {names for _, names, _ in rows if names}
    if len(named) != 1:
        return None
    (things,) = named
    return Table(things, tuple((label, cells) for label, _, cells in rows))


def _row(
    line: str, comparisons: Comparisons
) -> tuple[str, tuple[str, ...], tuple[str, ...]] | None:
    """Return the label, the names and the texts of a line, no names where all is the same."""
    wording = comparisons.wording
    for label in (point.label for point in comparisons.points.values()):
        if same := _read(line, wording.same, label=label):
            return label, (), same
        if side_by_side := _read(line, wording.point, label=label):
            each = _things(side_by_side[0], comparisons)
            names = tuple(name[:1].upper() + name[1:] for name, _ in each)
            return (label, names, tuple(text for _, text in each)) if len(each) > 1 else None
    return None


def _things(side_by_side: str, comparisons: Comparisons) -> list[tuple[str, str]]:
    """Return the names and the texts of a line; a text may hold what else parts two things."""
    between = typeset(f"a{comparisons.wording.between}a")[1:-1]
    each: list[tuple[str, str]] = []
    for part in side_by_side.split(between):
        if found := _read(part, comparisons.wording.one):
            each.append((found[0], found[1]))
        elif each:
            name, text = each.pop()
            each.append((name, f"{text}{between}{part}"))
    return each


def _read(line: str, wording: str, **known: str) -> tuple[str, ...] | None:
    """Return what fills the places of a wording, other than those that are known, in order."""
    found = _pattern(wording, tuple(known.items())).fullmatch(line)
    return found.groups() if found else None


@lru_cache(maxsize=256)  # each line of each answer is read as every point of every comparison
def _pattern(wording: str, known: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    marks = dict.fromkeys(("label", "told", "name", "text"), "\x00") | dict(known)
    return re.compile(re.escape(typeset(wording.format(**marks))).replace("\0", "(.+?)"))


def _line(things: Sequence[Comparable], point: str, comparisons: Comparisons) -> str:
    wording, label = comparisons.wording, comparisons.points[point].label
    texts = [thing.points[point].text for thing in things]
    if len(set(texts)) == 1:
        return typeset(wording.same.format(label=label, text=texts[0]))
    each = [
        wording.one.format(name=thing.name, text=text)
        for thing, text in zip(things, texts, strict=True)
    ]
    side_by_side = wording.between.join(each)
    capital = side_by_side[:1].upper() + side_by_side[1:]
    return typeset(wording.point.format(label=label, told=capital))

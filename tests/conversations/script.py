"""Conversation scripts: what a visitor says, and what the bot must answer.

A script file holds dialogues, each under its title:

    # a number chooses a button
    user: bonjour
    bot: assistant automatique
    user: 2
    bot: @salary
    button: Dites-m'en plus

`bot:` is a text that the answer holds, or after « @ » a reference to content/ (see `_referred`);
`not:` is one that it must not hold. `button:` is the title of a button, or a reference to it;
`no button:` one that must not be there. `new:` says that the answer was not given before in this
dialogue. `press:` presses the button whose title begins so. Several such lines hold for the same
answer.

In what a user says, « \\x07 » is a control character, « \\n » a new line, and « ha (× 900) » is
« ha » nine hundred times.

In the folders named `…_with_recipient` somebody receives the contact requests: `sent:` is a text
that the recipient was sent, `not sent:` one that it was not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.content import CONTENT_DIR, Card, Content, Detail, ReplyCase
from bot.text.typography import typeset

_LINE = re.compile(r"^(user|bot|not|press|button|no button|new|sent|not sent):\s*(.*)$")
_ESCAPE = re.compile(r"\\(?:x([0-9a-f]{2})|n)")
_TIMES = re.compile(r"^(.+) \(× (\d+)\)$")


@dataclass(frozen=True)
class Line:
    """One line of a script: who, what, and where it stands for a failure's message."""

    who: str
    what: str
    number: int


@dataclass
class Dialogue:
    """A titled dialogue of a script file."""

    title: str
    file: str
    lines: list[Line] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.file}: {self.title}"


def read_dialogues(folder: Path) -> list[Dialogue]:
    """Return every dialogue of the script files under a folder."""
    return [d for path in sorted(folder.rglob("*.txt")) for d in _read(path, folder)]


def _read(path: Path, folder: Path) -> Iterator[Dialogue]:
    dialogue: Dialogue | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("#"):
            if dialogue:
                yield dialogue
            dialogue = Dialogue(line.lstrip("# ").strip(), str(path.relative_to(folder)))
        elif line.strip():
            match = _LINE.match(line)
            assert match and dialogue, f"{path}:{number}: no line of a script: {line}"
            what = match[2].strip()
            what = _typed(what) if match[1] == "user" else what
            dialogue.lines.append(Line(match[1], what, number))
    if dialogue:
        yield dialogue


def _typed(what: str) -> str:
    times = _TIMES.match(what)
    text = times[1] * int(times[2]) if times else what
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else "\n", text)


def holds(content: Content, answer: str, expected: str) -> bool:
    """Tell whether an answer holds an expected text, or one of those that « @… » refers to."""
    if not expected.startswith("@"):
        return _plain(expected) in _plain(answer)
    texts = _referred(content, expected[1:])
    assert texts, f"nothing in content/ is called {expected}"
    return any(re.search(_pattern(text), _plain(answer)) for text in texts)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", typeset(text)).strip().lower()


def _pattern(text: str) -> str:
    # « {first_name} » in a text of content/ stands for anything.
    parts = re.split(r"\{\w+\}", _plain(text))
    return ".*".join(re.escape(part) for part in parts)


def _referred(content: Content, reference: str) -> list[str]:
    """Return the texts of « salary », « salary/part_time », « salary:supervisor », « help:title »…

    A slash stands before a detail of a card. The part after the colon is a role, « title » or a
    field of a card or of a detail, « details » for the answers of all; « title », a language, a
    care or « urgent » of a reply; or a key anywhere in quiz.yml, orientation.yml or contact.yml,
    « taste.ask » for a key under another one.
    """
    name, _, part = reference.partition(":")
    topic, _, key = name.partition("/")
    if topic in content.cards:
        fields = _fields_of(content.cards[topic], key)
        said = [texts for field, texts in fields.items() if field != "title"]
        return fields.get(part, []) if part else [text for texts in said for text in texts]
    if part == "title" and name in content.replies:
        return [content.title(name)]
    if name in content.replies:
        reply = content.replies[name]
        cases = [case for case in reply.cases if not part or part in _case_names(case)]
        texts = [] if part else reply.texts
        return [*texts, *(text for case in cases for text in case.texts)]
    path = CONTENT_DIR / f"{name}.yml"
    return (
        list(_under(yaml.safe_load(path.read_text(encoding="utf-8")), part))
        if path.is_file()
        else []
    )


def _fields_of(card: Card, key: str) -> dict[str, list[str]]:
    """Return the texts of a card by field or role, or of its detail `key`."""
    detail = card.detail(key)
    if detail is None:
        fields = {"title": [card.title], "answer": [card.answer], "short": [card.short]}
        details = [text for own in card.details for text in _answers_of(own)]
        fields = {} if key else {**fields, "details": details}
    else:
        fields = {"title": [detail.asks], "answer": [detail.answer]}
    variants = (detail or card).by_role if fields else {}
    return {**fields, **{role: [variant.answer] for role, variant in variants.items()}}


def _answers_of(detail: Detail) -> list[str]:
    return [detail.answer, *(variant.answer for variant in detail.by_role.values())]


def _case_names(case: ReplyCase) -> set[str]:
    care = case.care.value if case.care else ""
    return {"urgent" if case.urgent else case.language, care} - {""}


def _under(document: Any, path: str) -> Iterator[str]:
    key, _, rest = path.partition(".")
    for value in _found(document, key):
        yield from _under(value, rest) if rest else _texts(value)


def _found(document: Any, key: str) -> Iterator[Any]:
    if isinstance(document, dict):
        for name, value in document.items():
            yield from [value] if str(name) == key else _found(value, key)
    elif isinstance(document, list):
        for value in document:
            named = isinstance(value, dict) and value.get("id") == key
            yield from [value] if named else _found(value, key)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for entry in value.values():
            yield from _texts(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from _texts(entry)

"""The real content, read once, copies of it in a folder of the test, and the hands to edit them."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from bot.content import CONTENT_DIR, Card, Content, Part, read_yaml
from bot.content.catalogue import ANSWERS, Parts, Sheet, names_in, read_sheet
from bot.content.reading import raise_all
from bot.publishing import PARTS

CONTENT = Content(CONTENT_DIR, PARTS)

T = TypeVar("T")


def copy_content(folder: Path, cards: Collection[str] | None = None) -> Path:
    """Copy the real content, or only these cards of it, into `folder` and return the copy."""

    def left_out(room: str, names: list[str]) -> list[str]:
        if cards is None or Path(room).name != ANSWERS:
            return []
        return [name for name in names if Path(name).stem not in cards]

    return Path(shutil.copytree(CONTENT_DIR, folder / "content", ignore=left_out))


def content_of(folder: Path, parts: Parts = ()) -> Content:
    """Return the content of a copy, in which what was not edited is not parsed again."""
    sheets = {name: _sheet(folder, name, parts) for name in names_in(folder, parts)}
    return Content(folder, parts, sheets)


def part_of(folder: Path, part: Part[T]) -> T:
    """Return what the file of a part holds in a copy. Raises ContentError."""
    return _held(read_sheet(folder, part.name, [part]))


def read_card(path: Path) -> Card:
    """Return the card of a file, which stands in a folder of answers. Raises ContentError."""
    return _held(read_sheet(path.parents[1], f"{ANSWERS}/{path.name}", ()))


def _held(sheet: Sheet) -> Any:
    raise_all(sheet.faults)
    return sheet.holds


def _sheet(folder: Path, name: str, parts: Parts) -> Sheet:
    path, known = folder / name, CONTENT.sheets.get(name)
    if known and known.document and path.is_file() and path.read_bytes() == known.raw:
        return replace(known, document=replace(known.document, path=path))
    return read_sheet(folder, name, parts)


def edit(path: Path, change: Callable[[Any], object]) -> None:
    """Let `change` alter the parsed document of a YAML file in place."""
    document = read_yaml(path)
    change(document)
    write(path, document)


def edit_card(content: Path, topic: str, **fields: Any) -> None:
    """Give new values to fields of a card."""
    edit(content / "answers" / f"{topic}.yml", lambda card: card.update(fields))


def edit_reply(content: Path, topic: str, **fields: Any) -> None:
    """Give new values to fields of a reply."""
    edit(content / "replies.yml", lambda replies: replies[topic].update(fields))


def edit_fact(content: Path, fact_id: str, **fields: Any) -> None:
    """Give new values to fields of a fact, in whichever file it stands."""
    for path in sorted((content / "facts").glob("*.yml")):
        facts = read_yaml(path)
        for fact in facts:
            if fact["id"] == fact_id:
                fact.update(fields)
                write(path, facts)
                return
    raise LookupError(fact_id)


def edit_unnoticed(path: Path) -> None:
    """Change a file as no editor does, so that only who reads it again can tell."""
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"answer", b"rewsna"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def restore(folder: Path) -> None:
    """Undo every edit in a copy of the content, and leave alone what was not edited."""
    real = {path.relative_to(CONTENT_DIR) for path in CONTENT_DIR.rglob("*.yml")}
    for path in folder.rglob("*.y*ml"):
        if path.relative_to(folder) not in real:
            path.unlink()
    for name in real:
        good, copy = (CONTENT_DIR / name).read_bytes(), folder / name
        if not copy.exists() or copy.read_bytes() != good:
            copy.write_bytes(good)


def write(path: Path, document: Any) -> None:
    """Write a document as JSON, which is YAML and takes no time; its folder made if need be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")

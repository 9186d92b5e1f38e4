"""The real content, read once, copies of it in a folder of the test, and the hands to edit them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from bot.content import CONTENT_DIR, Content, read_yaml
from bot.content.catalogue import Parts, Sheet, names_in, read_sheet
from bot.publishing import PARTS

CONTENT = Content(CONTENT_DIR, PARTS)


def copy_content(folder: Path) -> Path:
    """Copy the real content into `folder` and return the copy."""
    return Path(shutil.copytree(CONTENT_DIR, folder / "content"))


def content_of(folder: Path, parts: Parts = ()) -> Content:
    """Return the content of a copy, in which what was not edited is not parsed again."""
    sheets = {name: _sheet(folder, name, parts) for name in names_in(folder, parts)}
    return Content(folder, parts, sheets)


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


def write(path: Path, document: Any) -> None:
    """Write a document as YAML, its folder made if need be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.dump(document, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    path.write_text(text, encoding="utf-8")

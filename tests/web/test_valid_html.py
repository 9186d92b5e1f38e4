"""Every page as a checker of the HTML standard reads it: RGAA 8.1 and 8.2."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

from bot.channels.replies import Reply
from bot.channels.web.asking import Told
from bot.channels.web.channel import WEB_DIR
from bot.channels.web.pages import Pages
from bot.publishing import QUESTION_PAGES
from bot.settings import ROOT
from tests.contents import CONTENT

BASE = "https://bot.example.fr/web"
REPLY: Reply = {
    "text": "Au moins le Smic\u00a0: c'est la loi.\n• un point\n• un autre",
    "buttons": [],
    "links": [{"title": "Insee", "url": "https://insee.fr/1"}],
    "sources": [
        {"publisher": "Insee", "title": "Salaires", "date": "2024", "url": "https://insee.fr/1"}
    ],
    "topic": "salary",
    "kind": "answer",
    "judge": True,
    "cited": "",
}
STANDARD = {"root": True, "extends": ["html-validate:standard"]}


def written() -> Iterator[tuple[str, bytes]]:
    """Yield each page by a name of its own."""
    pages = Pages(lambda: CONTENT, WEB_DIR / "templates", request_days=45)
    slugs = CONTENT.part(QUESTION_PAGES).slugs.values()
    for address in ("", "metiers", "contact", *(f"questions/{slug}" for slug in slugs)):
        yield address.replace("/", "-") or "home", pages.page(address, BASE).body
    yield "result", pages.jobs("trainer,planner", BASE).body
    yield "missing", pages.missing("questions/rien", BASE)
    yield "refused", pages.excuse("too_long", 'on gagne "combien" <b>', BASE)
    yield "asleep", pages.excuse("asleep", "", BASE)
    yield (
        "answer",
        pages.answer("on gagne <b>combien ?", Told([REPLY, REPLY], is_forgotten=True), BASE),
    )
    for file in WEB_DIR.glob("*.html"):
        yield file.stem, file.read_bytes()


def faults(folder: Path) -> list[str]:
    """Return what is wrong in the pages of a folder."""
    config = folder / "standard.json"
    config.write_text(json.dumps(STANDARD))
    checked = subprocess.run(
        ["node_modules/.bin/html-validate", "--config", config, "--formatter", "json", folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.stdout, checked.stderr
    return [
        f"{Path(page['filePath']).name}:{each['line']} {each['ruleId']}: {each['message']}"
        for page in json.loads(checked.stdout)
        for each in page["messages"]
    ]


def test_every_page_is_valid(tmp_path: Path) -> None:
    for name, body in written():
        (tmp_path / f"{name}.html").write_bytes(body)
    assert len(list(tmp_path.glob("*.html"))) > 90
    assert faults(tmp_path) == []


def test_what_is_not_valid_is_seen(tmp_path: Path) -> None:
    page = "<!doctype html><title>A</title><p id=a><ul id=a><div></li></ul>"
    (tmp_path / "wrong.html").write_text(page)
    assert {"no-dup-id", "close-order"} <= {each.split()[1][:-1] for each in faults(tmp_path)}

"""The files of the pages as such: their weight, their types, the answers packed with them."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

from bot.channels.web.files import Files
from bot.channels.web.scripts import squeezed
from bot.settings import ROOT
from bot.text.typography import typeset
from tests.web.packaged_faq import FILE, packaged

WEB = ROOT / "bot" / "web"
BUDGET = 20_000  # bytes on the wire, gzipped: the widget with its styles


def modules(entry: Path) -> set[Path]:
    """Return a module and all that it imports."""
    found = {entry}
    for name in re.findall(r'^import [^;]*"(\.[^"]+)";$', entry.read_text("utf-8"), re.MULTILINE):
        found |= modules((entry.parent / name).resolve())
    return found


def test_the_widget_weighs_little() -> None:
    files = modules(WEB / "widget.js")
    assert len(files) >= 5
    served = Files(WEB)
    weight = sum(len(served.file(str(file.relative_to(WEB))).packed) for file in files)
    assert weight <= BUDGET, f"{weight} bytes"


def test_a_module_is_sent_without_what_only_its_readers_need() -> None:
    script = """/** A module. @param {string} one */
// Why.
const address = "https://a.example/*b*/"; // kept: code stands before it
const style = `
  a { color: red; }
  /* why */
  b { color: blue; }
`;
/** @type {any} */ (window).x = 1;
  /** Casts
   * @type {any} */
  (window).y = 2;
"""
    assert squeezed(script) == (
        'const address = "https://a.example/*b*/"; // kept: code stands before it\n'
        "const style = `\na { color: red; }\nb { color: blue; }\n`;\n(window).x = 1;\n"
        "(window).y = 2;\n"
    )


def test_the_types_are_right() -> None:
    checked = subprocess.run(
        ["node_modules/.bin/tsc", "--project", "jsconfig.json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout


def test_the_words_of_the_widget_are_typeset() -> None:
    """They are served as they stand: whoever writes one sets its spaces and apostrophes."""
    text = (WEB / "assets" / "strings.js").read_text(encoding="utf-8")
    words = [json.loads(literal) for literal in re.findall(r'"[^"\n]*"', text)]
    assert len(words) >= 40
    assert [said for said in words if typeset(said) != said.strip(" ")] == []


def test_the_packaged_answers_are_those_of_the_content() -> None:
    remedy = "the content was edited: run python -m tests.web.packaged_faq"
    assert FILE.read_text(encoding="utf-8") == packaged(), remedy


def test_no_module_makes_markup_of_text() -> None:
    for file in [WEB / "widget.js", *(WEB / "assets").glob("*.js")]:
        text = file.read_text(encoding="utf-8")
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", text
        )

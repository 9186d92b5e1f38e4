"""The files of the pages as such: their weight, their types, the answers packed with them."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from bot.channels.web.files import Files
from bot.channels.web.scripts import bundled, squeezed
from bot.channels.web.widget_files import WidgetFiles
from bot.publishing import PARTS
from bot.settings import ROOT
from bot.text.typography import typeset
from tests.contents import CONTENT, content_of, copy_content, edit
from tests.web.conftest import SECOND_BRAND
from tests.web.packaged_faq import FILE, packaged

WEB = ROOT / "bot" / "web"
BUDGET = 20_000  # bytes on the wire, gzipped: the widget with its styles


def test_the_widget_weighs_little() -> None:
    served = Files(WEB)
    file = served.file("widget.js")
    assert re.findall(rb"from *\"([^\"]+)", file.body) == [b"./assets/brand.js"], (
        "all but the brand"
    )
    assert len(bundled(WEB / "widget.js").parts) >= 10
    whole = WidgetFiles(served).file("widget.js", CONTENT, "")
    assert whole and b"import{" not in whole.body, "the brand is in what is sent"
    assert len(whole.packed["gzip"]) <= BUDGET, f"{len(whole.packed['gzip'])} bytes"
    assert len(whole.packed["br"]) < 0.93 * len(whole.packed["gzip"])


def test_the_widget_of_a_second_brand_weighs_little_too(tmp_path: Path) -> None:
    folder = copy_content(tmp_path, cards=())
    edit(folder / "brand.yml", lambda brands: brands.update({"grand-large": SECOND_BRAND}))
    content = content_of(folder, PARTS)
    whole = WidgetFiles(Files(WEB)).file("widget.js", content, "grand-large")
    assert whole and b"Grand Large" in whole.body
    assert len(whole.packed["gzip"]) <= BUDGET, f"{len(whole.packed['gzip'])} bytes"


def test_an_edit_of_any_part_is_sent(tmp_path: Path) -> None:
    (tmp_path / "widget.js").write_text('import { part } from "./part.js";\npart();\n')
    (tmp_path / "part.js").write_text("export const part = () => 1;\n")
    files = Files(tmp_path)
    before = files.file("widget.js")
    (tmp_path / "part.js").write_text("export const part = () => 22;\n")
    after = files.file("widget.js")
    assert b"22" in after.body and after.tag != before.tag


def test_a_bundle_keeps_each_module_in_a_scope_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "one.js").write_text("const own = 1;\nexport function one() {\n  return own;\n}\n")
    (tmp_path / "two.js").write_text(
        'import { one } from "./one.js";\nconst own = 2;\n'
        "export class Two {\n  #kept = own;\n  get sum() {\n    return this.#kept + 1;\n  }\n}\n"
    )
    (tmp_path / "all.js").write_text(
        'import { one } from "./one.js";\nimport { Two } from "./two.js";\n'
        "console.log(one() + new Two().sum);\n"
    )
    text = bundled(tmp_path / "all.js").text
    assert text.count("const own=1") == 1 and "#kept" not in text
    (tmp_path / "bundle.mjs").write_text(text)
    done = subprocess.run(
        ["node", tmp_path / "bundle.mjs"], capture_output=True, text=True, check=True
    )
    assert done.stdout == "4\n"


def test_a_module_is_sent_without_what_only_its_readers_need() -> None:
    script = """/** A module. @param {string} one */
// Why.
const address = "https://a.example/*b*/"; // which is « known »
const slashes = " // not a comment";
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
        'const address = "https://a.example/*b*/";\nconst slashes = " // not a comment";\n'
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


@pytest.mark.parametrize("table", ["strings", "kiosk-strings"])
def test_every_word_that_a_brand_may_change_is_said(table: str) -> None:
    scripts = [file.read_text("utf-8") for file in [*WEB.glob("*.js"), *WEB.glob("assets/*.js")]]
    text = "".join(script for script in scripts if f'/{table}.js"' in script)
    types = (WEB / "assets" / "types.d.ts").read_text("utf-8")
    states = re.findall(r'"(\w+)"', types.partition("type Connection =")[2].partition(";")[0])
    said = {*re.findall(r"\bstrings\.(\w+)", text), *states}  # the widget says `strings[state]`
    words = (WEB / "assets" / f"{table}.js").read_text("utf-8")
    names = re.findall(r"^  (\w+):", words, re.MULTILINE)
    assert names and [name for name in names if name not in said] == []


def test_the_packaged_answers_are_those_of_the_content() -> None:
    remedy = "the content was edited: run python -m tests.web.packaged_faq"
    assert FILE.read_text(encoding="utf-8") == packaged(), remedy


def test_no_module_makes_markup_of_text() -> None:
    for file in [WEB / "widget.js", *(WEB / "assets").glob("*.js")]:
        text = file.read_text(encoding="utf-8")
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", text
        )

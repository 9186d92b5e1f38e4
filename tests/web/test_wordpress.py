"""What the plugin of WordPress prints, where there is PHP to run it."""

from __future__ import annotations

import json
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.settings import ROOT

PLUGIN = ROOT / "deploy" / "wordpress" / "decroche.php"
WORDPRESS = Path(__file__).parent / "wordpress.php"
SERVER = "https://decroche.example"


class Elements(HTMLParser):
    """The elements of a text, as a browser reads them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.begun: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.begun.append((tag, dict(attrs)))


def printed(**attributes: str) -> tuple[list[tuple[str, dict[str, str | None]]], dict[str, str]]:
    """Return the elements that a short code becomes, and the addresses of the scripts it needs."""
    php = shutil.which("php")
    if php is None:
        pytest.skip("no PHP on this machine")
    done = subprocess.run(
        [php, "-d", "display_errors=stderr", "-d", "error_reporting=-1", WORDPRESS, PLUGIN],
        input=json.dumps(attributes),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    said = json.loads(done.stdout)
    return Elements(said["html"]).begun, said["modules"]


def test_a_short_code_becomes_the_two_lines() -> None:
    elements, modules = printed(server=f"{SERVER}/")
    assert elements == [("decroche-chat", {"server": SERVER})]
    assert modules == {"decroche-": f"{SERVER}/web/widget.js"}


def test_a_short_code_hands_on_its_attributes() -> None:
    given = {"accent": "#0a5f66", "position": "left", "theme": "dark", "greeting": "off"}
    elements, modules = printed(server=SERVER, brand="Grand-Large", open="1", **given)
    assert elements == [("decroche-chat", {"server": SERVER, **given, "open": "1"})]
    assert modules == {"decroche-grand-large": f"{SERVER}/web/brands/grand-large/widget.js"}


def test_a_short_code_prints_no_markup_of_its_author() -> None:
    hostile = '"><script>alert(1)</script>'
    elements, modules = printed(server=SERVER, greeting=hostile, brand=hostile, onclick="alert(1)")
    assert elements == [("decroche-chat", {"server": SERVER, "greeting": hostile})]
    assert modules == {
        "decroche-scriptalert1script": f"{SERVER}/web/brands/scriptalert1script/widget.js"
    }


@pytest.mark.parametrize("server", ["", "javascript:alert(1)", "http://decroche.example"])
def test_a_short_code_without_a_safe_server_prints_nothing(server: str) -> None:
    assert printed(server=server) == ([], {})

"""Nothing that is said becomes markup or code, whoever says it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from bot.channels._faq import read_themes
from bot.typography import typeset
from tests.channels.web.servers import Servers, WebVisitor
from tests.conftest import wait_for
from tests.content_copies import edit_card, edit_fact
from tests.web.browsing import Browsing
from tests.web.kiosk import Kiosk
from tests.web.widget import Widget

CORPUS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    '"><svg onload=alert(3)>',
    "'-alert(4)-'",
    "<iframe srcdoc='<script>parent.alert(5)</script>'></iframe>",
    '<a href="javascript:alert(6)">cliquez</a>',
    "javascript:alert(7)",
    "[lien](javascript:alert(8))",
    "<b onmouseover=alert(9)>gras</b> &lt;i&gt; &amp;",
    "<style>*{display:none}</style>",
    "<decroche-chat open></decroche-chat>",
    "{{7*7}} ${alert(10)} <%= 7 %>",
    "</textarea></div><input autofocus onfocus=alert(11)>",
    'https://example.org/"onclick="alert(12)',
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 "
    "onerror=alert(13)&gt;'>",
    "\u202etxet desrever",
]
HOSTILE = "<img src=x onerror=alert(1)> [a](javascript:alert(2)) https://example.org/?a=<b>"
TITLE = "<b onclick=alert(3)>Gras</b> ?"
TITLE_SHOWN = typeset(TITLE)
PUBLISHER = "<script>alert(4)</script>"
FOREIGN = (
    "script, img:not([alt^='Code QR']), iframe, style, b, math, object, embed, input, "
    "[onerror], [onclick], [onload]"
)


@pytest.fixture(scope="module")
def hostile_card(servers: Servers, program: Path) -> Iterator[None]:
    """Content whose card « offshore » is markup in every field that visitors see."""
    content = program / "content"
    kept = shutil.copytree(content, program / "kept")
    edit_card(
        content,
        "offshore",
        title=TITLE,
        answer=HOSTILE,
        short=HOSTILE,
        facts=["offshore_france_46"],
        related=["offshore", "languages", "sector_size"],
    )
    source = {
        "publisher": PUBLISHER,
        "title": HOSTILE,
        "url": "javascript:alert(5)",
        "date": "2024",
    }
    edit_fact(content, "offshore_france_46", source=source)

    def is_told() -> bool:
        replies = WebVisitor(servers.url).send(payload="/offshore", title="?")
        return "onerror" in replies[0]["text"] and "script" in replies[0]["sources"][0]["publisher"]

    wait_for(is_told, "the edited content")
    yield
    shutil.copytree(kept, content, dirs_exist_ok=True)


def no_markup(shown: Locator) -> None:
    """Assert that no element, and no unsafe link, came out of what was said."""
    assert shown.locator(FOREIGN).evaluate_all("(all) => all.map((e) => e.outerHTML)") == []
    for link in shown.locator("a").all():
        assert (link.get_attribute("href") or "").startswith(("https://", "mailto:", "tel:"))
    assert shown.page.evaluate("() => document.querySelectorAll('decroche-chat').length") <= 1


def test_what_a_visitor_says_stays_text(browsing: Browsing) -> None:
    page = browsing.page("/", reduced_motion="reduce")
    widget = Widget(page).open()
    for text in CORPUS:
        turn = widget.ask(text)
        assert turn.locator(".said").evaluate("(e) => e.lastChild.textContent") == text.strip()
        assert turn.locator(".said > *:not(.unseen)").count() == 0
    no_markup(widget.log)
    page.reload()  # now the words come from the server's history
    expect(widget.said).to_have_count(len(CORPUS))
    shown = widget.said.evaluate_all("(all) => all.map((e) => e.lastChild.textContent)")
    assert shown == [text.strip() for text in CORPUS]
    no_markup(widget.log)
    browsing.picture(page, "widget-markup")


def test_what_the_bot_says_stays_text(browsing: Browsing, hostile_card: None) -> None:
    page = browsing.page("/", reduced_motion="reduce")
    widget = Widget(page).open()
    widget.element.evaluate("(e) => e.ask({ payload: '/offshore', title: '<i>Titre</i>' })")
    for _ in range(2):
        expect(widget.said).to_have_count(1)
        turn = widget.wait_for_answer()
        turn.locator("summary").click()
        shown = turn.inner_text()
        for words in ("<i>Titre</i>", "<img src=x onerror=alert(1)>", PUBLISHER):
            assert words in shown
        no_markup(widget.log)
        address = turn.locator(".reply > p a")
        assert address.get_attribute("href") == "https://example.org/?a="
        assert not turn.locator(".sources a").count(), "a source of an unsafe address is no link"
        page.reload()  # the second time the words come from the server's history


def test_the_kiosk_shows_words_as_text(
    browsing: Browsing, program: Path, hostile_card: None
) -> None:
    page: Page = browsing.page("/kiosk", viewport={"width": 1920, "height": 1080})
    kiosk = Kiosk(page).wake()
    for text in CORPUS[:6]:
        kiosk.type_question(text)
        expect(kiosk.title).to_have_text(text)
        kiosk.wait_for_answer()
        no_markup(page.locator("body"))
        kiosk.tool("Accueil").click()
    themes = read_themes(program / "content" / "themes.yml")
    kiosk.tile(next(theme.title for theme in themes if "offshore" in theme.topics)).click()
    kiosk.tile(TITLE_SHOWN).click()
    kiosk.wait_for_answer()
    no_markup(page.locator("body"))
    assert not page.locator("a").count(), "nobody leaves a kiosk"
    browsing.picture(page, "kiosk-markup")

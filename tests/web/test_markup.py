"""Nothing that is said becomes markup or code, whoever says it."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, Route, expect

from bot import publishing
from tests.contents import CONTENT
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
TOPIC = "offshore"
TITLE = "<b onclick=alert(3)>Gras</b>"
PUBLISHER = "<script>alert(4)</script>"
SOURCE = {
    "publisher": PUBLISHER,
    "title": HOSTILE,
    "url": "javascript:alert(5)",
    "date": "2024",
}
FOREIGN = (
    "script, img:not([alt^='Code QR']), iframe, style, b, math, object, embed, input, "
    "[onerror], [onclick], [onload]"
)


def speak_markup(page: Page) -> None:
    """Let the server's answers on « offshore » be markup in every field that visitors see.

    The check keeps such words out of content/; the pages must not rely on it.
    """

    def converse(route: Route) -> None:
        response = route.fetch()
        told = response.json()
        turns = told.get("turns", [told])
        for reply in (reply for turn in turns for reply in turn["replies"]):
            if reply["topic"] == TOPIC:
                assert reply["sources"] and reply["buttons"]
                reply |= {"text": HOSTILE, "sources": [SOURCE], "cited": HOSTILE}
                reply["buttons"] = [{**button, "title": TITLE} for button in reply["buttons"]]
        route.fulfill(response=response, json=told)

    def list_topics(route: Route) -> None:
        response = route.fetch()
        told = response.json()
        for topic in (topic for theme in told["themes"] for topic in theme["topics"]):
            if topic["id"] == TOPIC:
                topic |= {"title": TITLE, "short": HOSTILE, "answer": HOSTILE}
                topic |= {"sources": [SOURCE], "cited": HOSTILE}
        route.fulfill(response=response, json=told)

    page.route("**/api/messages", converse)
    page.route("**/api/faq", list_topics)


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


def test_what_the_bot_says_stays_text(browsing: Browsing) -> None:
    page = browsing.page("/", reduced_motion="reduce")
    speak_markup(page)
    widget = Widget(page).open()
    widget.element.evaluate("(e) => e.ask({ payload: '/offshore', title: '<i>Titre</i>' })")
    for told_by in ("answer", "history"):
        if told_by == "history":
            page.reload()
        expect(widget.said).to_have_count(1)
        turn = widget.wait_for_answer()
        turn.locator("summary").click()
        shown = turn.inner_text()
        for words in ("<i>Titre</i>", "<img src=x onerror=alert(1)>", PUBLISHER, TITLE):
            assert words in shown
        no_markup(widget.log)
        address = turn.locator(".reply > p a")
        assert address.get_attribute("href") == "https://example.org/?a="
        assert not turn.locator(".sources a").count(), "a source of an unsafe address is no link"


def test_the_kiosk_shows_words_as_text(browsing: Browsing) -> None:
    page = browsing.profile(viewport={"width": 1920, "height": 1080}).new_page()
    speak_markup(page)
    page.goto(f"{browsing.url}/kiosk")
    kiosk = Kiosk(page).wake()
    for text in CORPUS[:6]:
        kiosk.type_question(text)
        expect(kiosk.title).to_have_text(text)
        kiosk.wait_for_answer()
        no_markup(page.locator("body"))
        kiosk.tool("Accueil").click()
    themes = CONTENT.part(publishing.THEMES)
    kiosk.tile(next(theme.title for theme in themes if TOPIC in theme.topics)).click()
    kiosk.tile(TITLE).click()
    kiosk.wait_for_answer()
    expect(page.locator(".words")).to_contain_text("<img src=x onerror=alert(1)>")
    no_markup(page.locator("body"))
    assert not page.locator("a").count(), "nobody leaves a kiosk"
    browsing.picture(page, "kiosk-markup")

"""No rule of axe is broken: WCAG 2.0, 2.1 and 2.2, A and AA, and good practice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.web.browsing import Browsing, violations
from tests.web.kiosk import LANDSCAPE, Kiosk
from tests.web.widget import PHONE, Widget

State = Callable[[Page], object]


def closed(page: Page) -> None:
    expect(Widget(page).launcher).to_be_visible()


def opened(page: Page) -> None:
    Widget(page).open()


def typing(page: Page) -> None:
    page.route("**/api/messages", lambda route: None)
    Widget(page).launcher.click()
    expect(Widget(page).element.locator(".typing")).to_be_visible()


def answered(page: Page) -> None:
    turn = Widget(page).open().ask("vous vendez juste des pompes à chaleur ?")
    turn.locator("summary").click()
    turn.get_by_role("button", name="Réponse utile").click()
    Widget(page).wait_for_answer()


def chosen(page: Page) -> None:
    Widget(page).open().choose()


def erasing(page: Page) -> None:
    Widget(page).open().element.get_by_role("button", name="Effacer la conversation").click()


def erased(page: Page) -> None:
    widget = Widget(page).open()
    widget.erase()
    expect(widget.element.locator(".notice")).to_be_visible()


def lost(page: Page) -> None:
    widget = Widget(page).open()
    page.route("**/api/**", lambda route: route.abort())
    widget.send("bonjour")
    expect(widget.state).to_contain_text("Connexion perdue")


def refused(page: Page) -> None:
    widget = Widget(page).open()
    page.route("**/api/messages", lambda route: route.fulfill(status=422, body="{}"))
    turn = widget.send("bonjour")
    expect(turn.locator(".fate")).to_contain_text("Non envoyé")


def too_long(page: Page) -> None:
    widget = Widget(page).open()
    widget.field.fill("a" * 2001)
    expect(widget.element.locator("#problem")).to_be_visible()


def result(page: Page) -> None:
    widget = Widget(page)
    page.get_by_role("button", name="Quel métier me va ?").click()
    expect(widget.said).to_have_count(1)
    turn = widget.wait_for_answer()
    while not turn.locator(".reply.result").count():
        turn = widget.choose()


def opinion(page: Page) -> None:
    turn = Widget(page).open().ask("on gagne combien ?")
    turn.get_by_role("button", name="Réponse pas utile").click()
    expect(turn.locator(".judged .choice").first).to_be_visible()


def table(page: Page) -> None:
    turn = Widget(page).open().ask("cdi ou intérim, quelle différence ?")
    expect(turn.locator("table")).to_be_visible()


def quiz(page: Page) -> None:
    widget = Widget(page).open()
    widget.element.evaluate("(e) => e.ask({ payload: '/play_myth_quiz', title: 'On joue ?' })")
    expect(widget.element.locator(".progress")).to_be_visible()
    widget.choose("Vrai")


def question(page: Page) -> None:
    widget = Widget(page).open()
    widget.element.evaluate("(e) => e.ask({ payload: '/find_my_job', title: 'Et moi ?' })")
    expect(widget.element.locator(".progress")).to_be_visible()
    widget.choose()


def silent(page: Page) -> None:
    page.route("**/api/**", lambda route: route.abort())
    Widget(page).launcher.click()
    expect(Widget(page).log).to_contain_text("ne répond pas encore")


def more_below(page: Page) -> None:
    widget = Widget(page).open()
    widget.ask("on gagne combien ?")
    widget.log.evaluate("(log) => log.scrollTo(0, 0)")
    expect(widget.element.locator(".more .further")).to_be_visible()


WIDGET: dict[str, State] = {
    state.__name__: state
    for state in (
        *(closed, opened, typing, answered, chosen, erasing),
        *(erased, lost, refused, too_long, result),
        *(opinion, table, quiz, question, silent, more_below),
    )
}


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("state", WIDGET)
def test_the_widget(browsing: Browsing, state: str, colours: str) -> None:
    page = browsing.page("/demo", reduced_motion="reduce", color_scheme=colours)
    WIDGET[state](page)
    assert violations(page) == []


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("name", ["phone", "small", "low"])
def test_the_widget_on_small_screens(browsing: Browsing, name: str, colours: str) -> None:
    sizes = {"phone": (390, 844), "small": (320, 568), "low": (320, 256)}
    width, height = sizes[name]
    options = {**PHONE, "viewport": {"width": width, "height": height}}
    page = browsing.page("/", reduced_motion="reduce", color_scheme=colours, **options)
    answered(page)
    assert violations(page) == []


def test_the_widget_with_large_text(browsing: Browsing) -> None:
    page = browsing.page("/", reduced_motion="reduce")
    page.evaluate("() => (document.documentElement.style.fontSize = '200%')")
    answered(page)
    assert violations(page) == []


@pytest.mark.parametrize("contrast", ["calm", "strong"])
def test_the_kiosk(browsing: Browsing, contrast: str) -> None:
    page = browsing.page("/kiosk", reduced_motion="reduce", **LANDSCAPE)
    page.clock.install()
    kiosk = Kiosk(page)
    found: dict[str, list[str]] = {}

    def audit(state: str) -> None:
        found[state] = violations(page)

    expect(kiosk.attract).to_be_visible()
    audit("attract")
    kiosk.wake()
    if contrast == "strong":
        kiosk.tool("Contraste fort").click()
    audit("home")
    page.locator(".themes .tile").first.click()
    audit("questions")
    page.set_viewport_size({"width": 1024, "height": 500})
    expect(kiosk.tool("Voir plus bas")).to_be_visible()
    audit("more below")
    page.set_viewport_size(LANDSCAPE["viewport"])
    page.locator(".questions .tile").first.click()
    kiosk.wait_for_answer()
    page.locator("summary").click()
    audit("answer")
    kiosk.tool("Poser ma question").click()
    kiosk.key("Envoyer").click()
    audit("keyboard")
    kiosk.tool("Accueil").click()
    page.locator(".feature.quiz").click()
    kiosk.wait_for_answer()
    audit("quiz")
    page.locator(".options .tile").first.click()
    expect(page.locator(".before .sources")).to_be_visible()
    audit("verdict")
    kiosk.tool("Accueil").click()
    page.locator(".feature.orientation").click()
    while not page.locator(".cards").count():
        asked = kiosk.title.inner_text()
        page.locator(".options .tile").first.click()
        expect(kiosk.title).not_to_have_text(asked)
        kiosk.wait_for_answer()
    audit("result")
    page.route("**/api/messages", lambda route: route.fulfill(status=429, body="{}"))
    page.locator(".also .tile").first.click()
    expect(page.locator(".stage.refused")).to_be_visible()
    audit("refused")
    page.unroute("**/api/messages")
    kiosk.tool("Accueil").click()
    page.route("**/api/**", lambda route: route.abort())
    page.locator(".themes .tile").first.click()
    page.locator(".questions .tile").nth(1).click()
    expect(kiosk.banner).not_to_be_empty()
    kiosk.wait_for_answer()
    audit("bot down")
    page.clock.fast_forward(60_000)
    expect(kiosk.warning).to_be_visible()
    audit("warning")
    kiosk.warning.get_by_role("button", name="Terminer").click()
    expect(kiosk.thanks).to_be_visible()
    audit("done")
    assert {state: broken for state, broken in found.items() if broken} == {}
    assert len(found) == 13


def test_axe_does_find_faults(browsing: Browsing) -> None:
    page = browsing.page("/")
    Widget(page).open()
    page.evaluate("""() => {
      const { shadowRoot } = document.querySelector("decroche-chat");
      shadowRoot.querySelector(".send").removeAttribute("aria-label");
      shadowRoot.querySelector(".send").removeAttribute("title");
    }""")
    assert any(found.startswith("button-name") for found in violations(page))

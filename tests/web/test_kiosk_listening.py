"""« Écouter » on the kiosk, with a voice that keeps what it is given to say."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.contents import CONTENT
from tests.web.browsing import Browsing, violations
from tests.web.kiosk import LANDSCAPE, Kiosk

SPEECH = Path(__file__).parent / "speech.js"


def visit(browsing: Browsing, query: str) -> Kiosk:
    """Return a kiosk with a voice, woken."""
    page = browsing.profile(**LANDSCAPE).new_page()
    page.add_init_script(path=SPEECH)
    page.clock.install()
    page.goto(f"{browsing.url}/kiosk{query}")
    return Kiosk(page).wake()


def ask_for_the_pay(kiosk: Kiosk) -> Locator:
    """Touch the question on the pay; return the button that reads the answer."""
    kiosk.tile("Salaire et horaires").click()
    kiosk.tile("On gagne combien").click()
    kiosk.wait_for_answer()
    return kiosk.page.locator(".listen")


def said(page: Page) -> list[str]:
    """Return what was read aloud."""
    texts: list[str] = page.evaluate("() => speechSynthesis.said")
    return texts


def test_an_answer_is_read_until_the_next_screen(browsing: Browsing) -> None:
    kiosk = visit(browsing, "?listen=1")
    page = kiosk.page
    button = ask_for_the_pay(kiosk)
    expect(button).to_have_text("Écouter")
    assert said(page) == [], "nothing is read that nobody asked for"
    assert violations(page) == []
    browsing.picture(page, "kiosk-listen")
    button.click()
    expect(button).to_have_text("Arrêter la lecture")
    assert said(page) == [CONTENT.cards["salary"].short]
    button.click()
    expect(button).to_have_text("Écouter")
    assert not page.evaluate("() => speechSynthesis.speaking")
    button.click()
    page.evaluate("() => speechSynthesis.end()")
    expect(button).to_have_text("Écouter")
    button.click()
    kiosk.tool("Retour").click()
    expect(page.locator(".stage.questions")).to_be_visible()
    assert not page.evaluate("() => speechSynthesis.speaking")


def test_a_question_is_read_with_its_choices(browsing: Browsing) -> None:
    kiosk = visit(browsing, "?listen=1")
    page = kiosk.page
    page.locator(".feature.quiz").click()
    kiosk.wait_for_answer()
    page.locator(".listen").click()
    (text,) = said(page)
    assert "Question 1 sur 5" in text
    assert text.split("\n")[-4:-1] == ["Vrai", "Faux", "Je ne sais pas"]


def test_who_listens_is_not_taken_for_gone(browsing: Browsing) -> None:
    kiosk = visit(browsing, "?listen=1&idle=60&warning=20")
    page = kiosk.page
    ask_for_the_pay(kiosk).click()
    page.clock.fast_forward(100_000)
    expect(kiosk.warning).to_be_hidden()
    expect(page.locator(".listen")).to_have_text("Arrêter la lecture")
    page.evaluate("() => speechSynthesis.end()")
    page.clock.fast_forward(61_000)
    expect(kiosk.warning).to_be_visible()


def test_no_button_where_nobody_asked_for_it_or_no_voice_is_french(browsing: Browsing) -> None:
    assert not ask_for_the_pay(visit(browsing, "")).count()
    expect(ask_for_the_pay(visit(browsing, "?listen=1&voice=en-GB"))).to_be_hidden()

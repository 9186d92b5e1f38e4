"""« Écouter » on the kiosk, with a voice that keeps what it is given to say, or the server's."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.contents import CONTENT
from tests.web.browsing import Browsing, violations
from tests.web.kiosk import LANDSCAPE, Kiosk

SPEECH = Path(__file__).parent / "speech.js"
ADDRESS = "**/api/speech"  # where the server says whether it has a voice, and reads
# Keeps what the page plays, and the addresses of sounds that it has given up.
PLAYED = """
globalThis.played = [];
globalThis.revoked = [];
const { Audio } = globalThis;
globalThis.Audio = function (url) {
  const audio = new Audio(url);
  played.push(audio);
  return audio;
};
const revoke = URL.revokeObjectURL;
URL.revokeObjectURL = (url) => (revoked.push(url), revoke.call(URL, url));
"""
IS_PLAYING = "() => played.length > 0 && !played.at(-1).paused"


def visit(browsing: Browsing, query: str) -> Kiosk:
    """Return a kiosk with a voice, woken; the server has none."""
    page = browsing.profile(**LANDSCAPE).new_page()
    page.add_init_script(path=SPEECH)
    page.route(ADDRESS, lambda route: route.fulfill(json={"voice": False}))
    return wake(browsing, page, query)


def visit_without_voice(browsing: Browsing) -> Kiosk:
    """Return a kiosk, woken, that has no voice but the server's."""
    page = browsing.profile(**LANDSCAPE).new_page()
    page.add_init_script(PLAYED)
    return wake(browsing, page, "?listen=1")


def wake(browsing: Browsing, page: Page, query: str) -> Kiosk:
    """Return a page as a kiosk that was woken, with a clock that tests may advance."""
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


def test_where_the_browser_has_no_voice_the_server_reads(browsing: Browsing) -> None:
    kiosk = visit_without_voice(browsing)
    page = kiosk.page
    button = ask_for_the_pay(kiosk)
    expect(button).to_have_text("Écouter")
    assert page.evaluate("() => speechSynthesis.getVoices()") == []
    assert page.evaluate("() => played") == [], "nothing is read that nobody asked for"
    with page.expect_request(lambda request: request.method == "POST") as asked:
        button.click()
    assert asked.value.post_data_json == {"text": CONTENT.cards["salary"].short}
    expect(button).to_have_text("Arrêter la lecture")
    assert page.evaluate(IS_PLAYING)
    assert 3 < page.evaluate("() => played[0].duration") < 60
    page.clock.fast_forward(70_000)
    expect(kiosk.warning).to_be_hidden()
    page.evaluate("() => (played[0].currentTime = played[0].duration)")
    expect(button).to_have_text("Écouter")
    assert page.evaluate("() => revoked.length === 1 && revoked[0] === played[0].src")


def test_the_server_s_voice_stops_when_it_is_to(browsing: Browsing) -> None:
    kiosk = visit_without_voice(browsing)
    page = kiosk.page
    button = ask_for_the_pay(kiosk)
    for number, (stop, after) in enumerate(
        [
            (button, ".stage.answer"),
            (kiosk.tool("Retour"), ".stage.questions"),
            (kiosk.tool("Terminer"), ".done"),
        ],
        1,
    ):
        if after == ".done":
            kiosk.tile("On gagne combien").click()
        button.click()
        expect(button).to_have_text("Arrêter la lecture")
        assert page.evaluate(IS_PLAYING)
        stop.click()
        expect(page.locator(after)).to_be_visible()
        page.wait_for_function("(number) => revoked.length === number", arg=number)
        assert not page.evaluate(IS_PLAYING)


def test_what_is_slow_or_fails_is_said_on_the_button(browsing: Browsing) -> None:
    kiosk = visit_without_voice(browsing)
    page = kiosk.page
    button = ask_for_the_pay(kiosk)
    page.route(ADDRESS, lambda route: None)  # never answered
    button.click()
    expect(button).to_have_text("La lecture se prépare…")
    assert violations(page) == []
    button.click()
    expect(button).to_have_text("Écouter")
    button.click()
    page.clock.fast_forward(9_000)
    expect(button).to_have_text("Pas de lecture cette fois : réessayer")
    browsing.picture(page, "kiosk-listen-fails")
    page.unroute(ADDRESS)
    page.route(ADDRESS, lambda route: route.fulfill(status=503))
    with page.expect_response(ADDRESS):
        button.click()
    expect(button).to_have_text("Pas de lecture cette fois : réessayer")
    page.unroute(ADDRESS)
    button.click()
    expect(button).to_have_text("Arrêter la lecture")

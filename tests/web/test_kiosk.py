"""Visits to the kiosk: touches, tiles, the keyboard, codes, and a bot that falls silent."""

from __future__ import annotations

import io
import re
from urllib.parse import urlsplit

import pytest
import requests
import segno
from playwright.sync_api import Request, expect

from tests.channels.web.servers import Servers
from tests.conftest import wait_for
from tests.contents import CONTENT
from tests.web.browsing import Browsing, settle
from tests.web.kiosk import LANDSCAPE, Kiosk, visit
from tests.web.places import Proxy

SIZES = [(1024, 768), (1280, 800), (1366, 768), (1080, 1920), (1920, 1080)]
BELOW = """(bar) => [...document.querySelectorAll(".keyboard .key, #typed")]
  .filter((e) => e.getBoundingClientRect().bottom > bar.getBoundingClientRect().top
    || e.getBoundingClientRect().height < 48).map((e) => e.textContent)"""


def test_the_touch_that_wakes_does_nothing_else(browsing: Browsing) -> None:
    page = browsing.profile(**LANDSCAPE).new_page()
    page.clock.install()
    page.goto(f"{browsing.url}/kiosk")
    kiosk = Kiosk(page)
    expect(kiosk.attract).to_be_visible()
    page.evaluate("""() => {
      globalThis.places = [];
      new MutationObserver(() => places.push(document.querySelector(".stage")?.className))
        .observe(document.body, { subtree: true, attributes: true, attributeFilter: ["class"] });
    }""")
    # Where the tiles of the next screen will lie, twice, as an impatient visitor touches.
    page.clock.pause_at(page.evaluate("() => Date.now() / 1000 + 5"))
    page.touchscreen.tap(900, 600)
    page.touchscreen.tap(900, 600)
    page.clock.resume()
    expect(page.locator(".app:not(.fresh)")).to_be_visible()
    expect(page.locator(".stage.home")).to_be_visible()
    assert set(page.evaluate("() => places")) <= {None, "stage home"}
    page.touchscreen.tap(900, 600)
    expect(page.locator(".stage.questions, .stage.answer, .stage.waiting").first).to_be_visible()


def test_the_attract_screen_can_be_stopped(browsing: Browsing) -> None:
    page = browsing.profile(**LANDSCAPE).new_page()
    page.clock.install()
    page.goto(f"{browsing.url}/kiosk")
    words = page.locator(".attract .words")
    first = words.inner_text()
    page.clock.fast_forward(9_000)
    expect(words).not_to_have_text(first)
    page.get_by_role("button", name="Arrêter le défilement").click()
    expect(page.locator(".attract.still")).to_be_visible()
    stopped = words.inner_text()
    page.clock.fast_forward(30_000)
    expect(words).to_have_text(stopped)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_all_that_the_first_screen_offers_is_in_sight(
    browsing: Browsing, width: int, height: int
) -> None:
    kiosk = visit(browsing, viewport={"width": width, "height": height})
    offered = kiosk.page.locator(".themes .tile, .feature")
    bar = kiosk.page.locator(".bar").bounding_box()
    assert bar is not None and offered.count() > 10
    for place in (each.bounding_box() for each in offered.all()):
        assert place is not None
        assert place["x"] >= 0 and place["x"] + place["width"] <= width
        assert place["y"] + place["height"] <= bar["y"], "hidden under the bar"
        assert place["height"] >= 64, "too low for a finger"


def test_tiles_come_before_any_typing(browsing: Browsing) -> None:
    kiosk = visit(browsing)
    page = kiosk.page
    assert not page.locator("textarea, input").count()
    expect(page.locator(".consent")).to_contain_text("assistant automatique")
    assert page.locator(".themes .tile").count() >= 5
    kiosk.tile("Salaire et horaires").click()
    kiosk.tile("On gagne combien").click()
    kiosk.wait_for_answer()
    expect(page.locator(".words")).to_have_text(CONTENT.cards["salary"].short)
    kiosk.page.get_by_role("button", name="En savoir plus").click()
    more = CONTENT.cards["salary"].details[0]
    expect(page.locator(".words")).to_have_text(f"{more.asks} {more.answer}")
    expect(kiosk.title).to_contain_text("On gagne combien")
    page.locator("summary").click()
    expect(page.locator(".sources li").first).to_be_visible()
    assert not page.locator("a").count(), "nobody leaves a kiosk"
    kiosk.tool("Retour").click()
    expect(page.locator(".words")).to_contain_text(CONTENT.cards["salary"].short)


def test_the_keyboard_on_the_screen_types(browsing: Browsing) -> None:
    kiosk = visit(browsing)
    kiosk.tool("Poser ma question").click()
    field = kiosk.page.locator("#typed")
    for name in ("C", "a", "x"):
        kiosk.key(name).tap()
    kiosk.key("Effacer le dernier caractère").tap()
    kiosk.key("Espace").tap()
    for letter in "paie":
        kiosk.key(letter).tap()
    kiosk.key("Espace").tap()
    kiosk.key("é").tap()
    expect(field).to_have_value("Ca paie é")
    assert field.get_attribute("inputmode") == "none"
    assert field.get_attribute("autocomplete") == "off"
    field.evaluate("(element) => element.setSelectionRange(2, 2)")
    kiosk.key("Majuscule").tap()
    kiosk.key("M").tap()
    expect(field).to_have_value("CaM paie é")
    kiosk.key("Tout effacer").tap()
    kiosk.key("Envoyer").tap()
    expect(kiosk.page.locator("#typed-problem")).to_contain_text("Écrivez d’abord")
    for name in ("S", "a", "l", "a", "i", "r", "e", "Envoyer"):
        kiosk.key(name).tap()
    kiosk.wait_for_answer()
    expect(kiosk.title).to_have_text("Salaire")
    expect(kiosk.page.locator(".words")).to_contain_text("Smic")


def test_the_keyboard_says_when_it_takes_no_more(browsing: Browsing) -> None:
    kiosk = visit(browsing)
    kiosk.tool("Poser ma question").click()
    field, problem = kiosk.page.locator("#typed"), kiosk.page.locator("#typed-problem")
    field.fill("a" * 299)
    expect(problem).to_be_empty()
    kiosk.key("A").tap()
    expect(problem).to_have_text("300 caractères au plus.")
    kiosk.key("B").or_(kiosk.key("b")).tap()
    expect(problem).to_have_text("300 caractères au plus.")
    expect(field).to_have_value("a" * 299 + "A")
    browsing.picture(kiosk.page, "kiosk-full-keyboard")
    kiosk.key("Effacer le dernier caractère").tap()
    expect(problem).to_be_empty()


def test_the_orientation_ends_with_a_code_for_the_phone(browsing: Browsing) -> None:
    kiosk = visit(browsing)
    page = kiosk.page
    page.locator(".feature.orientation").click()
    kiosk.wait_for_answer()
    questions = 0
    while page.locator(".stage.question").count():
        questions += 1
        assert questions < 12, "the orientation does not end"
        asked = kiosk.title.inner_text()
        page.locator(".options .tile").first.tap()
        expect(kiosk.title).not_to_have_text(asked)
        kiosk.wait_for_answer()
    code = page.locator(".take-away img")
    address = code.get_attribute("src") or ""
    assert re.search(r"/web/qr\.svg\?roles=[a-z_]+(,[a-z_]+){1,2}$", address)
    browsing.picture(page, "kiosk-result")
    assert code.evaluate("(image) => image.naturalWidth") > 0


def test_the_code_leads_to_the_topic_and_says_nothing_of_the_visitor(
    browsing: Browsing, servers: Servers
) -> None:
    kiosk = visit(browsing)
    seen: list[Request] = []
    kiosk.page.on("request", lambda request: seen.append(request))
    kiosk.type_question("Zéphirine, c'est payé combien ?")
    kiosk.wait_for_answer()
    kiosk.tool("Accueil").click()
    kiosk.tile("Salaire et horaires").click()
    kiosk.tile("On gagne combien").click()
    kiosk.wait_for_answer()
    image = kiosk.page.locator(".take-away img")
    expect(image).to_be_visible()
    settle(kiosk.page)
    address = image.get_attribute("src") or ""
    assert image.evaluate("(image) => image.complete && image.naturalWidth > 0")
    assert urlsplit(address).query == "topic=salary"
    drawn = requests.get(address, timeout=30).content
    expected = io.BytesIO()
    # What a phone reads: the page of the topic, nothing else.
    segno.make(f"{servers.url}/questions/salaire", error="m", micro=False).save(
        expected,
        kind="svg",
        border=4,
        dark="#000",
        light="#fff",
        svgclass=None,
        lineclass=None,
        omitsize=True,
        xmldecl=False,
    )
    assert drawn == expected.getvalue()
    codes = [request for request in seen if "qr.svg" in request.url]
    assert codes and all("authorization" not in request.headers for request in codes)
    phone = browsing.page(f"{servers.url}/questions/salaire")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("On gagne combien")


def test_the_bot_falls_silent_and_comes_back(browsing: Browsing, proxy: Proxy) -> None:
    page = browsing.profile(**LANDSCAPE).new_page()
    page.clock.install()
    page.goto(f"{proxy.url}/web/kiosk")
    kiosk = Kiosk(page).wake()
    kiosk.ask_first_topic()
    proxy.is_cut = True
    try:
        kiosk.tool("Accueil").click()
        kiosk.tile("Salaire et horaires").click()
        kiosk.tile("On gagne combien").click()
        expect(kiosk.banner).to_contain_text("L’assistant ne répond pas")
        assert kiosk.banner.get_attribute("role") == "status"
        expect(page.locator(".words")).to_have_text(CONTENT.cards["salary"].short)
        browsing.picture(page, "kiosk-offline")
        page.get_by_role("button", name="En savoir plus").click()
        expect(page.locator(".words")).to_have_text(CONTENT.cards["salary"].answer)
        page.locator("summary").click()
        expect(page.locator(".sources li").first).to_be_visible()
        kiosk.tool("Terminer").click()
        expect(kiosk.thanks).to_contain_text("dès qu’il répondra")
    finally:
        proxy.is_cut = False
    erased: list[Request] = []
    page.on(
        "request", lambda request: erased.append(request) if request.method == "DELETE" else None
    )
    page.clock.fast_forward(15_000)
    wait_for(lambda: bool(page.title()) and bool(erased), "the erasure that was owed")
    page.clock.fast_forward(15_000)
    kiosk.wake()
    expect(kiosk.banner).to_be_empty()
    kiosk.ask_first_topic()


def test_a_kiosk_that_starts_before_the_bot_has_its_answers(browsing: Browsing) -> None:
    page = browsing.profile(**LANDSCAPE).new_page()
    page.route("**/api/**", lambda route: route.abort())
    page.goto(f"{browsing.url}/kiosk")
    kiosk = Kiosk(page).wake()
    expect(kiosk.banner).to_contain_text("L’assistant ne répond pas")
    assert not page.locator(".feature").count()
    kiosk.tile("Salaire et horaires").click()
    kiosk.tile("On gagne combien").click()
    expect(page.locator(".words")).to_have_text(CONTENT.cards["salary"].short)


def test_the_kiosk_asks_nothing_of_the_world(browsing: Browsing) -> None:
    kiosk = visit(browsing)
    kiosk.ask_first_topic()
    settle(kiosk.page)
    abroad = """() => performance.getEntriesByType("resource").map(({ name }) => name)
      .filter((name) => !name.startsWith(location.origin))"""
    assert kiosk.page.evaluate(abroad) == []
    assert not kiosk.page.locator("a, form, iframe").count(), "and nobody leaves it"


@pytest.mark.parametrize("text", ["normal", "larger"])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_whole_keyboard_is_in_sight(
    browsing: Browsing, width: int, height: int, text: str
) -> None:
    kiosk = visit(browsing, viewport={"width": width, "height": height})
    if text == "larger":
        kiosk.tool("Texte plus grand").click()
    kiosk.tool("Poser ma question").click()
    expect(kiosk.key("Envoyer")).to_be_visible()
    bar = kiosk.page.locator(".bar").element_handle()
    assert kiosk.page.evaluate(BELOW, bar) == []


def test_a_quiz_that_is_left_does_not_come_back(browsing: Browsing) -> None:
    kiosk = visit(browsing)
    page = kiosk.page
    page.locator(".feature.quiz").click()
    kiosk.wait_for_answer()
    page.locator(".options .tile").first.click()
    expect(kiosk.title).to_contain_text("Question 2 sur 5")
    kiosk.tool("Accueil").click()
    kiosk.tile("Salaire et horaires").click()
    kiosk.tile("On gagne combien").click()
    kiosk.wait_for_answer()
    expect(kiosk.title).to_contain_text("On gagne combien")
    expect(page.locator(".words")).to_have_text(CONTENT.cards["salary"].short)
    expect(page.locator(".progress, .kicker")).to_have_count(0)
    assert not {"Vrai", "Faux"} & set(page.locator(".tile").all_inner_texts())


def test_a_source_stands_under_what_it_vouches_for(browsing: Browsing) -> None:
    kiosk = visit(browsing)
    page = kiosk.page
    page.locator(".feature.quiz").click()
    kiosk.wait_for_answer()
    for number in range(2, 6):
        page.locator(".options .tile").first.click()
        expect(kiosk.title).to_contain_text(f"Question {number} sur 5")
        assert page.locator("details.sources").count() == page.locator(".before .sources").count()
        expect(page.locator(".kicker")).to_have_text("Idées reçues : vrai ou faux ?")
    expect(page.locator(".before .verdict")).to_have_count(1)


def test_a_question_on_the_way_keeps_its_answer_apart(browsing: Browsing) -> None:
    kiosk = visit(browsing)
    page = kiosk.page
    page.locator(".feature.quiz").click()
    kiosk.wait_for_answer()
    kiosk.type_question("c'est quoi le CQP ?")
    kiosk.wait_for_answer()
    expect(kiosk.title).to_contain_text("Question 1 sur 5")
    expect(page.locator(".before")).to_contain_text("qualification professionnelle")
    expect(page.locator(".options .tile")).to_have_count(4)
    expect(page.locator(".options .tile").first).to_have_text("Vrai")


@pytest.mark.parametrize(
    ("status", "said"),
    [(429, "Vous allez plus vite que l’assistant."), (400, "Trop long, dit-il.")],
)
def test_a_refusal_is_no_failure(browsing: Browsing, status: int, said: str) -> None:
    kiosk = visit(browsing)
    page = kiosk.page
    body = f'{{"detail": "{said}"}}'
    page.route("**/api/messages", lambda route: route.fulfill(status=status, body=body))
    page.locator(".feature.quiz").click()
    expect(page.locator(".stage.refused")).to_contain_text(said)
    expect(kiosk.banner).to_be_empty()
    browsing.picture(page, f"kiosk-refused-{status}")
    page.unroute("**/api/messages")
    page.get_by_role("button", name="Réessayer").click()
    expect(kiosk.title).to_contain_text("Question 1 sur 5")

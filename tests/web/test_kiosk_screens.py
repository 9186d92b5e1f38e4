"""What the kiosk's screens hold on the screens it is made for: in sight and in reach."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.flows.quiz.visitor import QUIZ
from tests.web.browsing import Browsing, is_too_wide
from tests.web.kiosk import LANDSCAPE, PORTRAIT, Kiosk, visit
from tests.web.test_kiosk import SIZES

LOW = [(1024, 768), (1280, 800), (1366, 768)]
REACH = 0.4  # of a tall screen, from the top: above it a seated visitor reaches nothing
# What of a screen does not lie whole between its top and the bar.
OUT_OF_SIGHT = """(wanted) => {
  const end = document.querySelector(".bar").getBoundingClientRect().top;
  return [...document.querySelectorAll(wanted)].map((e) => [e, e.getBoundingClientRect()])
    .filter(([_, box]) => box.top < 0 || box.bottom > end || box.right > innerWidth)
    .map(([e]) => e.textContent);
}"""
# What ends below the top of the bar; a scroll is told of in the next frame.
BELOW_BAR = """(wanted) => {
  const end = document.querySelector(".bar").getBoundingClientRect().top;
  return [...document.querySelectorAll(wanted)]
    .filter((e) => e.getBoundingClientRect().bottom > end + 4).map((e) => e.textContent);
}"""
_SCROLLED = "(before) => document.querySelector('.stage').scrollTop > before"
_SETTLED = """() => new Promise((resolve) =>
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(true))))"""
# What is on tiles that are too small for it, were no word broken.
BEYOND_TILE = """() => [...document.querySelectorAll("button > span")].filter((span) => {
  span.style.overflowWrap = "normal";
  const tile = span.closest("button");
  return span.scrollWidth > span.clientWidth || tile.scrollHeight > tile.clientHeight;
}).map((span) => span.textContent)"""
DRAWN = "(tiles) => tiles.map((tile) => tile.querySelector('path').getAttribute('d'))"


def out_of_sight(page: Page, wanted: str) -> list[str]:
    """Return the words of what is cut off by an edge or by the bar."""
    found: list[str] = page.evaluate(OUT_OF_SIGHT, wanted)
    return found


def longest_question() -> list[dict[str, Any]]:
    """Return the most that the quiz can say between two touches: its longest words together."""
    texts = QUIZ.texts
    told = max((item.explanation for item in QUIZ.items), key=len)
    claim = max((item.claim for item in QUIZ.items), key=len)
    asked = texts.question.replace("{n}", "2").replace("{total}", "5").replace("{claim}", claim)
    choices = QUIZ.choices
    titles = [choices.holds.title, choices.fails.title, choices.unknown.title, choices.stop.title]
    source = {"publisher": "Légifrance", "title": "Loi", "date": "2020-07-24", "url": ""}
    reply = {"links": [], "sources": [], "topic": "play_myth_quiz", "judge": False}
    verdict = {**reply, "kind": "brief", "verdict": "wrong", "sources": [source], "buttons": []}
    question = {**reply, "kind": "question", "progress": {"number": 2, "total": 5}}
    buttons = [{"title": title, "payload": f"/{title}"} for title in titles]
    return [
        {**verdict, "text": f"{max(texts.wrong, key=len)} {told}"},
        {**question, "text": asked, "buttons": buttons},
    ]


def test_every_theme_has_a_drawing_of_its_own(browsing: Browsing) -> None:
    kiosk = visit(browsing)
    drawn = kiosk.page.locator(".themes .tile").evaluate_all(DRAWN)
    assert len(set(drawn)) == len(drawn) == kiosk.page.locator(".themes .tile").count() > 5
    kiosk.page.locator(".themes .tile").first.click()
    arrows = kiosk.page.locator(".questions .tile").evaluate_all(DRAWN)
    assert len(set(arrows)) == 1 and arrows[0] not in drawn, "the arrow of tiles without their own"


def test_on_a_tall_screen_what_is_touched_is_in_reach(browsing: Browsing) -> None:
    kiosk = visit(browsing, viewport={"width": 1080, "height": 1920})
    limit = REACH * 1920
    first = kiosk.page.locator(".themes .tile").first.bounding_box()
    assert first and first["y"] >= limit
    kiosk.tile("Salaire et horaires").click()
    kiosk.tile("On gagne combien").click()
    kiosk.wait_for_answer()
    more = kiosk.page.get_by_role("button", name="En savoir plus").bounding_box()
    assert more and more["y"] >= limit
    kiosk.tool("Accueil").click()
    kiosk.page.locator(".feature.orientation").click()
    kiosk.wait_for_answer()
    option = kiosk.page.locator(".options .tile").first.bounding_box()
    assert option and option["y"] >= limit


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_first_screen_with_large_text_is_whole(
    browsing: Browsing, width: int, height: int
) -> None:
    kiosk = visit(browsing, viewport={"width": width, "height": height})
    kiosk.tool("Texte plus grand").click()
    assert out_of_sight(kiosk.page, "h1, .consent, .themes .tile, .feature") == []
    assert kiosk.page.evaluate(BEYOND_TILE) == []
    assert not is_too_wide(kiosk.page)
    browsing.picture(kiosk.page, f"kiosk-large-{width}x{height}")


def test_all_choices_of_the_orientation_are_in_sight(browsing: Browsing) -> None:
    kiosk = visit(browsing)
    page = kiosk.page
    page.locator(".feature.orientation").click()
    kiosk.wait_for_answer()
    seen = 0
    while page.locator(".stage.question").count():
        seen += 1
        for width, height in [*LOW, (1920, 1080)]:
            page.set_viewport_size({"width": width, "height": height})
            browsing.picture(page, f"kiosk-orientation-{seen}-{width}")
            assert out_of_sight(page, ".stage h1, .options .tile") == [], (width, height)
            assert page.evaluate(BEYOND_TILE) == []
        asked = kiosk.title.inner_text()
        page.locator(".options .tile").first.click()
        expect(kiosk.title).not_to_have_text(asked)
        kiosk.wait_for_answer()
    assert seen >= 5


def test_all_choices_of_the_longest_question_are_in_sight(browsing: Browsing) -> None:
    kiosk = visit(browsing)
    page = kiosk.page

    def answer(route: Route) -> None:
        asked = json.loads(route.request.post_data or "{}")
        route.fulfill(json={"id": asked["id"], "replies": longest_question()})

    page.route("**/api/messages", answer)
    page.locator(".feature.quiz").click()
    kiosk.wait_for_answer()
    expect(page.locator(".options .tile")).to_have_count(4)
    for width, height in LOW:
        page.set_viewport_size({"width": width, "height": height})
        browsing.picture(page, f"kiosk-longest-question-{width}x{height}")
        assert out_of_sight(page, ".before, .stage h1, .options .tile") == [], (width, height)


@pytest.mark.parametrize("text", ["normal", "larger"])
@pytest.mark.parametrize(("width", "height"), [LOW[0], (1080, 1920)])
def test_a_cue_tells_that_there_is_more_below(
    browsing: Browsing, width: int, height: int, text: str
) -> None:
    kiosk = visit(browsing, viewport={"width": width, "height": height}, reduced_motion="reduce")
    page = kiosk.page
    if text == "larger":
        kiosk.tool("Texte plus grand").click()
    expect(kiosk.tool("Voir plus bas")).to_be_hidden()
    kiosk.tile("Salaire et horaires").click()
    kiosk.tile("On gagne combien").click()
    kiosk.wait_for_answer()
    browsing.picture(page, f"kiosk-answer-{width}-{text}")
    assert cue_is_right(page, ".stage > *")
    kiosk.tool("Accueil").click()
    kiosk.tile("Entrer et évoluer").click()
    browsing.picture(page, f"kiosk-more-{width}-{text}")
    assert cue_is_right(page, ".questions .tile")
    while kiosk.tool("Voir plus bas").is_visible():
        before = kiosk.stage.evaluate("(stage) => stage.scrollTop")
        kiosk.tool("Voir plus bas").click()
        page.wait_for_function(_SCROLLED, arg=before)
        assert cue_is_right(page, ".questions .tile")
    assert out_of_sight(page, ".questions li:last-child .tile") == []
    kiosk.stage.evaluate("(stage) => stage.scrollTo(0, 0)")
    page.wait_for_function(_SETTLED)
    assert cue_is_right(page, ".questions .tile")


def cue_is_right(page: Page, wanted: str) -> bool:
    """Tell whether the cue shows just when something of what is wanted lies under the bar."""
    page.wait_for_function(_SETTLED)
    shown = page.locator(".further").is_visible()
    below: list[str] = page.evaluate(BELOW_BAR, wanted)
    return shown is bool(below)


def test_a_cue_that_is_touched_twice_chooses_nothing(browsing: Browsing) -> None:
    kiosk = visit(browsing, viewport={"width": 1024, "height": 768}, reduced_motion="reduce")
    page = kiosk.page
    kiosk.tile("Salaire et horaires").click()
    place = kiosk.tool("Voir plus bas").bounding_box()
    assert place
    finger = (place["x"] + 50, place["y"] + 6)  # its upper edge, where a tile comes to lie
    expect(page.locator(".app:not(.fresh)")).to_be_visible()
    page.clock.pause_at(page.evaluate("() => Date.now() / 1000 + 5"))
    page.touchscreen.tap(*finger)
    page.touchscreen.tap(*finger)
    page.clock.resume()
    expect(page.locator(".app:not(.fresh)")).to_be_visible()
    expect(kiosk.tool("Voir plus bas")).to_be_hidden()
    expect(page.locator(".stage.questions")).to_be_visible()


def test_the_code_stands_in_sight_beside_every_answer(browsing: Browsing) -> None:
    kiosk = visit(browsing)
    kiosk.ask_first_topic()
    for width, height in LOW:
        kiosk.page.set_viewport_size({"width": width, "height": height})
        expect(kiosk.page.locator(".take-away img")).to_be_visible()
        assert out_of_sight(kiosk.page, ".take-away") == [], (width, height)


@pytest.mark.parametrize("screen", [LANDSCAPE, PORTRAIT], ids=["landscape", "portrait"])
def test_who_looks_from_afar_is_shown_what_to_do(
    browsing: Browsing, screen: dict[str, Any]
) -> None:
    kiosk = Kiosk(browsing.page("/kiosk", reduced_motion="reduce", **screen))
    steps = kiosk.attract.locator(".steps li")
    expect(steps).to_have_text(
        [
            "Touchez un thème, puis une question",
            "Lisez la réponse, courte, avec sa source",
            "Emportez-la sur votre téléphone",
        ]
    )
    for step in steps.all():
        expect(step).to_be_in_viewport(ratio=1)
    assert len(set(steps.evaluate_all(DRAWN))) == 3
    card, place = kiosk.attract.locator(".card").bounding_box(), steps.first.bounding_box()
    wake = kiosk.attract.locator(".wake").bounding_box()
    assert card and place and wake
    if screen is LANDSCAPE:
        assert place["x"] > 0.5 * screen["viewport"]["width"], "the right of a wide screen is used"
    else:
        assert card["y"] + card["height"] <= place["y"] < wake["y"]
